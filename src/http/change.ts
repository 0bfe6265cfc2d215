/** After a change, what it is to show at once where it was made. */

import { LEDGER_NAME } from '../env.ts';
import { beginAsking, forgetEverything, noteUnwritten } from '../published/memory.ts';
import type { AppContext } from './app-routes.ts';

/** Forgets what was read before, and learns of which documents the store does not have the change yet. */
export async function noteChange(c: AppContext): Promise<void> {
  forgetEverything();
  const asking = beginAsking(Date.now());
  try {
    noteUnwritten(asking, await c.env.LEDGER.getByName(LEDGER_NAME).listUnwritten());
  } catch (error) {
    console.warn(JSON.stringify({ event: 'unwritten_not_listed', error: String(error) }));
  }
}
