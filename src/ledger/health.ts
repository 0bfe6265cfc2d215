/** How the ledger is: what has not yet reached the store or the queues. */

import { countWaitingPushes } from '../websub/pushes.ts';
import type { LedgerContext } from './context.ts';
import { listOpenRoutes } from './webhooks/events.ts';
import { countDeferred } from './webhooks/outbox.ts';
import { countMatchingEndpoints } from './webhooks/routing.ts';

/** Anything that has waited longer than this wants a person's look. */
export const STALE_AFTER_SECONDS = 300;

export interface Health {
  /** Epoch milliseconds; null: nothing was ever published. */
  readonly lastPublishedAt: number | null;
  readonly pendingMessages: number;
  readonly oldestPendingSeconds: number;
  readonly unprojectedDocuments: number;
  /** False where something pending or unprojected is older than STALE_AFTER_SECONDS. */
  readonly isFresh: boolean;
}

/** Counts what waits: messages not yet handed to their queue, documents not yet in the store. */
export function readHealth(ledger: LedgerContext): Health {
  let pending = 0;
  let oldest = ledger.now;
  for (const event of listOpenRoutes(ledger)) {
    const count = countMatchingEndpoints(ledger, event, event.cursor);
    pending += count;
    if (count > 0) oldest = Math.min(oldest, event.at);
  }
  const failed = countDeferred(ledger);
  pending += failed.count;
  oldest = Math.min(oldest, failed.at ?? oldest);
  const pushes = countWaitingPushes(ledger);
  pending += pushes.count;
  oldest = Math.min(oldest, pushes.at ?? oldest);
  const documents = ledger.sql
    .exec<{ count: number; since: number | null }>(
      'SELECT count(*) AS count, min(dirty_since) AS since FROM documents WHERE dirty_since IS NOT NULL',
    )
    .one();
  const { at } = ledger.sql
    .exec<{ at: number | null }>(
      `SELECT max(published_at) AS at FROM articles WHERE status IN ('published', 'withdrawn')`,
    )
    .one();
  const oldestPendingSeconds = Math.floor((ledger.now - oldest) / 1000);
  const unprojectedSeconds = documents.since === null ? 0 : (ledger.now - documents.since) / 1000;
  return {
    lastPublishedAt: at,
    pendingMessages: pending,
    oldestPendingSeconds,
    unprojectedDocuments: documents.count,
    isFresh: oldestPendingSeconds <= STALE_AFTER_SECONDS && unprojectedSeconds <= STALE_AFTER_SECONDS,
  };
}
