/** When the ledger tries again what failed: calls of queues, writes of documents, deletions of bytes, all by one ladder. */

import { CALL_LADDER, computeRetryAt } from '../delivery/schedule.ts';

/** When something that has failed so often is tried again, epoch milliseconds: later each time, up to five minutes. */
export function findNextTry(failures: number, now: number): number {
  return computeRetryAt(CALL_LADDER, { attemptsMade: failures, now, random: Math.random() }) ?? now;
}
