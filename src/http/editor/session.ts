/** Sessions of the editor page: a random cookie, of which only a hash is kept. */

import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { LedgerStub } from '../../env.ts';
import type { Result } from '../../failure.ts';
import { succeed } from '../../failure.ts';
import type { Actor } from '../../ledger/actor.ts';
import { FIRST_ADMINISTRATOR } from '../../ledger/actor.ts';
import { SESSION_SECONDS } from '../../ledger/tokens.ts';
import { findTokenActor, hashToken } from '../api/auth.ts';
import type { AppContext } from '../app-routes.ts';
import { findHolder } from '../client-limit.ts';

/** The prefix binds the cookie to this very host, to https and to the whole path (RFC 6265bis §4.1.3.2). */
const SESSION_COOKIE = '__Host-gazette';
/** 256 bits: nobody guesses it. */
const SESSION_BYTES = 32;

/** Who is signed in, and the token that their forms carry. */
export interface Session {
  readonly actor: Actor;
  readonly formToken: string;
}

/** The session of a request; null without one, and once it has ended. Too many wrong cookies of a client fail. */
export async function findSession(c: AppContext, ledger: LedgerStub): Promise<Result<Session | null>> {
  const secret = getCookie(c, SESSION_COOKIE);
  if (secret === undefined || secret === '') return succeed(null);
  const [hash, adminHash] = await Promise.all([hashToken(secret), hashToken(c.env.ADMIN_TOKEN ?? '')]);
  const actor = await findHolder(c, hash, async () => await ledger.findSessionActor(hash, adminHash));
  if (!actor.ok || actor.value === null) return actor.ok ? succeed(null) : actor;
  return succeed({ actor: actor.value, formToken: await deriveFormToken(secret) });
}

/** Opens a session for the holder of a token and sets its cookie; null where nobody holds it. */
export async function openSession(
  c: AppContext,
  ledger: LedgerStub,
  token: string,
): Promise<Result<Session | null>> {
  const found =
    token === '' ? succeed(null) : await findTokenActor(c, token, c.env.ADMIN_TOKEN ?? '', ledger);
  if (!found.ok || found.value === null) return found.ok ? succeed(null) : found;
  const actor = found.value;
  const secret = crypto
    .getRandomValues(new Uint8Array(SESSION_BYTES))
    .toBase64({ alphabet: 'base64url', omitPadding: true });
  const [hash, tokenHash] = await Promise.all([
    hashToken(secret),
    hashToken(actor.tokenId === FIRST_ADMINISTRATOR.tokenId ? (c.env.ADMIN_TOKEN ?? '') : token),
  ]);
  await ledger.openSession({ hash, tokenId: actor.tokenId, tokenHash });
  setCookie(c, SESSION_COOKIE, secret, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: SESSION_SECONDS,
  });
  return succeed({ actor, formToken: await deriveFormToken(secret) });
}

/** Ends the session of a request, here and in the browser. */
export async function closeSession(c: AppContext, ledger: LedgerStub): Promise<void> {
  const secret = getCookie(c, SESSION_COOKIE);
  if (secret !== undefined) await ledger.closeSession(await hashToken(secret));
  deleteCookie(c, SESSION_COOKIE, { path: '/', secure: true });
}

/** Made of the session's secret, which no other site can read: knowing it proves that the form is ours. */
function deriveFormToken(secret: string): Promise<string> {
  return hashToken(`form of ${secret}`);
}

/**
 * True for a request of our own pages. Browsers send `Sec-Fetch-Site` (Fetch Metadata; no script can set it), or at
 * least `Origin` (RFC 6454 §7), with every POST; what has neither is no browser, and needs no page.
 */
export function isSameOrigin({ req }: AppContext): boolean {
  const fetchSite = req.header('sec-fetch-site');
  if (fetchSite !== undefined) return fetchSite === 'same-origin';
  const origin = req.header('origin');
  return origin !== undefined && URL.parse(origin)?.host === new URL(req.url).host;
}
