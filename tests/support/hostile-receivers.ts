/** Everything a receiver has been seen to do to its senders, and one that would lead them inside. */

import type { Behaviour } from './receiver.ts';

/** By the name of the hook; those of `slack` are answered as a chat service's, of which the beginning is read. */
export const HOSTILE_BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  hang: { mode: 'hang' },
  drip: { mode: 'drip' },
  huge: { mode: 'huge' },
  reset: { mode: 'reset' },
  redirect: { status: 307, headers: { location: 'http://127.0.0.1:1/latest/meta-data/' } },
  failing: { status: 500, body: 'x'.repeat(100_000) },
  'slack-drip': { mode: 'drip' },
  'slack-huge': { mode: 'huge' },
};
