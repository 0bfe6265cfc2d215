/** The last word to a receiver: said once, whatever comes back. */

import { waitUntilAbort } from './attempt.ts';

/** With a challenge before it, it stays within the 30 s that a Worker lives after its answer. */
export const FAREWELL_TIMEOUT_MS = 10_000;

/** The hub's name where it asks and says no; many sites refuse whoever has none. */
export const HUB_USER_AGENT = 'Gazette-WebSub/1.0';

/** GETs the address once. What is answered is of no account: whoever does not listen was promised nothing. */
export async function sayFarewell(
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
): Promise<void> {
  try {
    const signal = AbortSignal.timeout(FAREWELL_TIMEOUT_MS);
    const headers = { 'user-agent': HUB_USER_AGENT };
    const response = await waitUntilAbort(fetch(url, { headers, redirect: 'manual', signal }), signal);
    response.body?.cancel().catch(() => {});
  } catch {
    // Nobody there: nothing is lost.
  }
}
