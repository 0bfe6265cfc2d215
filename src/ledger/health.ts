/** How the ledger is: what has not yet reached the store or the queues. */

import { countWaitingPushes } from '../websub/pushes.ts';
import type { LedgerContext } from './context.ts';
import { listOpenRoutes } from './webhooks/events.ts';
import { countDeferred } from './webhooks/outbox.ts';
import { countMatchingEndpoints } from './webhooks/routing.ts';

/** Anything that has waited longer than this wants a person's look. */
const STALE_AFTER_SECONDS = 300;
/** Clocks are moved by less than this all the time; what is younger comes from a time that was set back. */
const YOUNGEST_SECONDS = -1;

/** How the ledger is, in numbers. */
export interface Health {
  /** Epoch milliseconds; null: nothing was ever published. */
  readonly lastPublishedAt: number | null;
  readonly pendingMessages: number;
  /** Negative after the clock was set back, until the ledger has looked again. */
  readonly oldestPendingSeconds: number;
  readonly unprojectedDocuments: number;
  /** False where something pending or unprojected is older than STALE_AFTER_SECONDS, or from the future. */
  readonly isFresh: boolean;
}

/** Counts what waits: messages not yet handed to their queue, documents not yet in the store. */
export function readHealth(ledger: LedgerContext): Health {
  let pending = 0;
  let oldest = Number.POSITIVE_INFINITY;
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
  const oldestPendingSeconds = pending === 0 ? 0 : Math.floor((ledger.now - oldest) / 1000);
  const unprojectedSeconds = documents.since === null ? 0 : (ledger.now - documents.since) / 1000;
  const ages = [oldestPendingSeconds, unprojectedSeconds];
  return {
    lastPublishedAt: at,
    pendingMessages: pending,
    oldestPendingSeconds,
    unprojectedDocuments: documents.count,
    isFresh: ages.every((seconds) => seconds >= YOUNGEST_SECONDS && seconds <= STALE_AFTER_SECONDS),
  };
}
