/** What is answered where no route answers: at an unknown address, and where something was thrown. */

import { buildKeyPath, readSettings } from '../settings.ts';
import { BodyCutShort } from './api/body.ts';
import type { AppContext } from './app-routes.ts';
import { answerNotice } from './pages/notice-page.tsx';
import { answerFailure, STORAGE_UNAVAILABLE } from './problem.ts';

/** The API has none but programs, and some of them ask for pages wherever they go (as Java's do). */
const API_PATH = /^\/api(?:\/|$)/;

/** People who mistype an address get a page, programs a problem. */
export function answerUnknownAddress(c: AppContext): Response {
  const { pathname } = new URL(c.req.url);
  const wantsPage = c.req.header('accept')?.includes('text/html') && !API_PATH.test(pathname);
  return wantsPage
    ? answerNotice(readSettings(c.env), 404)
    : answerFailure({ code: 'path_not_found', path: pathname });
}

/**
 * The key by which search engines know that whoever tells them of pages may speak for this host, where it is asked for; else
 * null. Its address is a setting's, so it is no route.
 */
export function answerIndexNowKey(c: AppContext): Response | null {
  const { indexNowKey } = readSettings(c.env);
  const isAsked = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!isAsked || indexNowKey === null || c.req.path !== buildKeyPath(indexNowKey)) return null;
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return new Response(indexNowKey, { headers });
}

/** Answers a client's end in the middle of a body, a platform that fails, and bugs; the latter two are logged. */
export function answerFault(error: Error, c: AppContext): Response {
  if (error instanceof BodyCutShort) return answerFailure({ code: 'body_cut_short' });
  console.error(
    JSON.stringify({ event: 'request_failed', path: c.req.routePath, error: String(error.stack) }),
  );
  return answerFailure(isPlatformFault(error) ? STORAGE_UNAVAILABLE : { code: 'internal_error' });
}

/** How workerd names what it does not explain to the caller; such errors carry no other mark. */
const UNEXPLAINED = /^internal error(; reference = \w+)?$/;

/**
 * True for what the platform throws in place of an object's answer: it was reset, as when its disk is full, is
 * overloaded, or may be asked again (developers.cloudflare.com/durable-objects/best-practices/error-handling).
 */
export function isPlatformFault(error: Error): boolean {
  const marks = ['durableObjectReset', 'overloaded', 'retryable'] as const;
  return marks.some((mark) => Reflect.get(error, mark) === true) || UNEXPLAINED.test(error.message);
}
