/**
 * What every page of the editor is given once it is known who asks, and how it answers: kept by no cache, framed by nobody,
 * with no script but our own.
 */

import type { JSX } from 'hono/jsx/jsx-runtime';
import type { LedgerStub } from '../../env.ts';
import type { Actor } from '../../ledger/actor.ts';
import type { EditorMessages } from '../../messages/editor/english.ts';
import type { Settings } from '../../settings.ts';
import type { AppContext } from '../app-routes.ts';
import type { ProblemStatus } from '../problem.ts';

/** A request of somebody who is signed in. */
export interface EditorContext {
  readonly c: AppContext;
  readonly settings: Settings;
  readonly ledger: LedgerStub;
  readonly actor: Actor;
  readonly messages: EditorMessages;
  /** What every form carries as `form_token`. */
  readonly formToken: string;
}

/** True for a request of the editor's script, which is answered in JSON. */
export function wantsJson(c: AppContext): boolean {
  return c.req.header('accept') === 'application/json';
}

/** What just happened, in words: the page before told it by name, as `?done=`. */
export function nameWhatIsDone({ c, messages }: Pick<EditorContext, 'c' | 'messages'>): string | undefined {
  return messages.done[c.req.query('done') ?? ''];
}

/** Pictures may come from any site, because articles name them; pasted ones bring their bytes until they are a file. */
const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' https: http: data:`,
  `connect-src 'self'`,
  // The preview is a document inside of the page that asked for it.
  `frame-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** Headers of every answer of the editor page. */
const EDITOR_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

/** Puts the editor's headers on whatever is answered under its path. */
export async function setEditorHeaders(c: AppContext, next: () => Promise<void>): Promise<void> {
  await next();
  for (const [name, value] of Object.entries(EDITOR_HEADERS)) c.res.headers.set(name, value);
}

/** A whole page. */
export function answerEditorPage(c: AppContext, page: JSX.Element, status: PageStatus = 200): Response {
  return c.html(`<!doctype html>\n${String(page)}`, status);
}

/** What a page may be answered with. */
export type PageStatus = 200 | ProblemStatus;

/** To another page after a form: a reload then repeats nothing. */
export function goTo(c: AppContext, path: string): Response {
  return c.redirect(path, 303);
}
