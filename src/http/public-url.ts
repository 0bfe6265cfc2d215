/** PUBLIC_URL is in every link and id for good: nothing is written while it is obviously not the real one. */

import { readSettings } from '../settings.ts';
import type { AppContext } from './app-routes.ts';
import { buildProblem } from './problem.ts';

const RETRY_AFTER_SETUP_SECONDS = '60';

/** The answer to a write while PUBLIC_URL is loopback and the request came to another host; else null. */
export function refuseMisplacedWrite(c: AppContext): Response | null {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return null;
  const { publicUrl } = readSettings(c.env);
  const host = new URL(c.req.url).hostname;
  if (!isLoopback(new URL(publicUrl).hostname) || isLoopback(host)) return null;
  return buildProblem(
    503,
    `PUBLIC_URL is ${publicUrl}, but this request came to ${host}. Set PUBLIC_URL to the address that readers will use.`,
    { headers: { 'retry-after': RETRY_AFTER_SETUP_SECONDS } },
  );
}

function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])\.?$/.test(host);
}
