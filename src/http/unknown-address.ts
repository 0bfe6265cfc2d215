/** What an address says that nothing stands at. */

import { readSettings } from '../settings.ts';
import type { AppContext } from './app-routes.ts';
import { answerNotice } from './pages/notice-page.tsx';
import { answerFailure } from './problem.ts';

/** People who mistype an address get a page, programs a problem. */
export function answerUnknownAddress(c: AppContext): Response {
  return c.req.header('accept')?.includes('text/html')
    ? answerNotice(readSettings(c.env), 404)
    : answerFailure({ code: 'path_not_found', path: new URL(c.req.url).pathname });
}
