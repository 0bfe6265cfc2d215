/** The file by which search engines know that whoever tells them of pages may speak for this host. */

import { buildKeyPath, readSettings } from '../settings.ts';
import type { AppContext } from './app-routes.ts';

/** The key, where it is asked for; else null. Its address is a setting's, so it is no route. */
export function answerIndexNowKey(c: AppContext): Response | null {
  const { indexNowKey } = readSettings(c.env);
  const isAsked = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (!isAsked || indexNowKey === null || c.req.path !== buildKeyPath(indexNowKey)) return null;
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return new Response(indexNowKey, { headers });
}
