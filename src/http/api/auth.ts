/** Who calls: the bearer token (RFC 6750) and what its role may do; and what must be set before anybody may do anything. */

import type { LedgerStub } from '../../env.ts';
import type { Failure, Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Actor, Role } from '../../ledger/actor.ts';
import { FIRST_ADMINISTRATOR } from '../../ledger/actor.ts';
import { isLoopback, readSettings } from '../../settings.ts';
import type { AppContext } from '../app-routes.ts';
import { findHolder } from '../client-limit.ts';
import { answerFailure } from '../problem.ts';

/** A shorter first token could be guessed. */
export const MIN_ADMIN_TOKEN_CHARACTERS = 16;
const RETRY_AFTER_SETUP_SECONDS = 60;

/** While nobody can be the administrator. */
export const ADMIN_TOKEN_UNSET: Failure = {
  code: 'admin_token_unset',
  minCharacters: MIN_ADMIN_TOKEN_CHARACTERS,
  retryAfterSeconds: RETRY_AFTER_SETUP_SECONDS,
};

const RANK: Readonly<Record<Role, number>> = { subscriber: 0, editor: 1, admin: 2 };

/** Before anything else under `/api`: while nobody can be the administrator, only the documentation answers. */
export async function refuseWithoutAdministrator(
  c: AppContext,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const isSet = (c.env.ADMIN_TOKEN ?? '').length >= MIN_ADMIN_TOKEN_CHARACTERS;
  if (!isSet && c.req.path !== '/api/docs') return answerFailure(ADMIN_TOKEN_UNSET);
  await next();
}

/**
 * The failure of a write while PUBLIC_URL is loopback and the request came to another host; else null. It is in every link
 * and id for good: nothing is written while it is obviously not the real one.
 */
export function refuseMisplacedWrite(c: AppContext): Failure | null {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return null;
  const { publicUrl } = readSettings(c.env);
  const host = new URL(c.req.url).hostname;
  if (!isLoopback(new URL(publicUrl).hostname) || isLoopback(host)) return null;
  return { code: 'public_url_unset', publicUrl, host, retryAfterSeconds: RETRY_AFTER_SETUP_SECONDS };
}

/** The holder of the request's token, or why there is none. */
export async function authenticate(c: AppContext, ledger: LedgerStub): Promise<Result<Actor>> {
  const adminToken = c.env.ADMIN_TOKEN ?? '';
  const token = /^Bearer +([^\s]+) *$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (token === undefined) return fail({ code: 'token_missing' });
  const actor = await findTokenActor(c, token, adminToken, ledger);
  if (!actor.ok) return actor;
  return actor.value === null ? fail({ code: 'token_unknown' }) : succeed(actor.value);
}

/** The holder of a token, null for nobody; too many wrong ones of a client fail. Compares hashes, so that no time tells how much of a token was right. */
export async function findTokenActor(
  c: AppContext,
  token: string,
  adminToken: string,
  ledger: LedgerStub,
): Promise<Result<Actor | null>> {
  const [given, admin] = await Promise.all([hashToken(token), hashToken(adminToken)]);
  if (given !== admin) return await findHolder(c, given, async () => await ledger.findActor(given));
  c.set('isKnown', true);
  return succeed(FIRST_ADMINISTRATOR);
}

/** SHA-256 in hexadecimal: what is kept of a token. */
export async function hashToken(token: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
  return digest.toHex();
}

/** The failure of a role that may not; null where it may. */
export function refuseRole(actor: Actor, least: Role): Failure | null {
  if (RANK[actor.role] >= RANK[least]) return null;
  return { code: 'role_insufficient', least, role: actor.role };
}
