/** What an address says that nothing stands at. */

import { readSettings } from '../settings.ts';
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
