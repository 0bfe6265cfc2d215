/** What an address answers at which no route stands. */

import { buildKeyPath, readSettings } from '../settings.ts';
import type { AppContext } from './app-routes.ts';
import { answerNotice } from './pages/notice-page.tsx';
import { answerFailure } from './problem.ts';

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
