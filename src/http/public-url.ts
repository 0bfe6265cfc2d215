/** PUBLIC_URL is in every link and id for good: nothing is written while it is obviously not the real one. */

import type { Failure } from '../failure.ts';
import { isLoopback, readSettings } from '../settings.ts';
import type { AppContext } from './app-routes.ts';

const RETRY_AFTER_SETUP_SECONDS = 60;

/** The failure of a write while PUBLIC_URL is loopback and the request came to another host; else null. */
export function refuseMisplacedWrite(c: AppContext): Failure | null {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return null;
  const { publicUrl } = readSettings(c.env);
  const host = new URL(c.req.url).hostname;
  if (!isLoopback(new URL(publicUrl).hostname) || isLoopback(host)) return null;
  return { code: 'public_url_unset', publicUrl, host, retryAfterSeconds: RETRY_AFTER_SETUP_SECONDS };
}
