/** The outbox: every open event to the queues of its endpoints, a page at a time from a cursor. Repeating it changes nothing. */

import { callInParallel } from '../../concurrency.ts';
import type { QueuedEvent } from '../../delivery/message.ts';
import type { DeliveryQueueCalls } from '../../delivery/queue-calls.ts';
import type { LedgerContext } from '../context.ts';
import { findNextTry } from '../context.ts';
import {
  buildTarget,
  listEndpointsById,
  listUnsyncedEndpoints,
  markSynced,
  postponeSync,
} from './endpoints.ts';
import type { LedgerEvent } from './events.ts';
import { findEvent, findOpenEvent } from './events.ts';
import { listMatchingEndpoints } from './routing.ts';

/** What the ledger asks of a queue. */
type ToldQueue = Pick<DeliveryQueueCalls, 'enqueue' | 'configure' | 'remove' | 'cancelArticle'>;

/** The queue of a shard. */
export type OpenQueue = (shard: number) => ToldQueue;

/** Calls to queues in one slice: a thousand are allowed to an invocation on the free plan. */
export const CALLS_PER_SLICE = 500;
/** Calls under way at once; those of a page go to as many queues as there are. */
export const PARALLEL_CALLS = 16;
/** Endpoints of one page: some sixty a queue, and all of their targets a few hundred kilobytes. */
const ENDPOINTS_PER_PAGE = 1000;
/** So long a message waits for the feeds that show its article: the store takes one write a second and key. */
const DOCUMENTS_WAIT_MS = 2_000;

/**
 * Hands the oldest open event to the queues of its next endpoints. A queue for which that fails is noted and tried again
 * on its own, so that it holds up nobody. Returns the number of calls; 0: nothing is to be handed over now.
 */
export async function sendNextPage(makeLedger: () => LedgerContext, open: OpenQueue): Promise<number> {
  const ledger = makeLedger();
  const event = findOpenEvent(ledger);
  if (event === null || findEventDueAt(ledger, event) > ledger.now) return 0;
  const page = listMatchingEndpoints(ledger, event, event.cursor, ENDPOINTS_PER_PAGE);
  // What happened before it was there is not told.
  const endpoints = listEndpointsById(ledger, page.ids).filter(({ sequence }) => sequence <= event.sequence);
  const groups = [...Map.groupBy(endpoints, ({ shard }) => shard)];
  const failed = await callInParallel(groups, PARALLEL_CALLS, async ([shard, some]) => {
    await open(shard).enqueue(buildQueuedEvent(event), some.map(buildTarget));
  });
  const { sql, now } = makeLedger();
  for (const [shard, some] of failed) {
    // The event may have been dropped while the calls were under way: then there is nothing left to hand over.
    sql.exec(
      `INSERT INTO deferred_pages (event_id, shard, endpoint_ids, due_at, failures) SELECT id, ?, ?, ?, 1 FROM events WHERE id = ?`,
      shard,
      JSON.stringify(some.map(({ id }) => id)),
      findNextTry(1, now),
      event.id,
    );
  }
  if (page.cursor === null) sql.exec('UPDATE events SET is_paged = 1 WHERE id = ?', event.id);
  else sql.exec('UPDATE events SET cursor = ? WHERE id = ?', page.cursor, event.id);
  deleteFinishedEvents(makeLedger());
  return Math.max(groups.length, 1);
}

/** When the oldest open event is to be handed over, epoch milliseconds; null: there is none. */
export function findNextEvent(ledger: LedgerContext): number | null {
  const event = findOpenEvent(ledger);
  return event === null ? null : findEventDueAt(ledger, event);
}

/** An event goes once the store has every document that shows it, or after a while. */
function findEventDueAt({ sql, now }: Pick<LedgerContext, 'sql' | 'now'>, event: LedgerEvent): number {
  // A clock that was set back must not make it wait for longer.
  const latest = Math.min(event.at, now) + DOCUMENTS_WAIT_MS;
  if (event.articleId === null || event.cursor !== '') return now;
  const scopes = event.audience.flatMap(({ categories, officials, offices }) => [
    ...categories.map((slug) => `feed/category/${slug}`),
    ...officials.map((slug) => `feed/official/${slug}`),
    ...offices.map((slug) => `feed/office/${slug}`),
  ]);
  const keys = [`article/${event.articleId}`, 'feed/all', ...scopes];
  const missing = sql
    .exec<{ dueAt: number }>(
      `SELECT due_at AS dueAt FROM documents
       WHERE (key IN (SELECT value FROM json_each(?))
           OR key IN (SELECT 'file/' || file_id FROM file_uses WHERE kind = 'article' AND holder = ?))
         AND dirty_since IS NOT NULL AND written <= ?`,
      JSON.stringify(keys),
      event.articleId,
      event.sequence,
    )
    .toArray();
  if (missing.length === 0) return now;
  return Math.min(latest, Math.max(now + 1, ...missing.map(({ dueAt }) => dueAt)));
}

/** Tries again what failed on its own. Returns the number of calls. */
export async function sendDeferredPages(makeLedger: () => LedgerContext, open: OpenQueue): Promise<number> {
  const ledger = makeLedger();
  const due = ledger.sql
    .exec<{ id: number; eventId: string; shard: number; endpointIds: string; failures: number }>(
      `SELECT id, event_id AS eventId, shard, endpoint_ids AS endpointIds, failures FROM deferred_pages
       WHERE due_at <= ? ORDER BY due_at LIMIT ?`,
      ledger.now,
      PARALLEL_CALLS,
    )
    .toArray();
  const failed = await callInParallel(due, PARALLEL_CALLS, async ({ id, eventId, shard, endpointIds }) => {
    const event = findEvent(makeLedger(), eventId);
    if (event !== null) {
      const endpoints = listEndpointsById(makeLedger(), JSON.parse(endpointIds) as string[]);
      await open(shard).enqueue(buildQueuedEvent(event), endpoints.map(buildTarget));
    }
    ledger.sql.exec('DELETE FROM deferred_pages WHERE id = ?', id);
  });
  const { sql, now } = makeLedger();
  for (const { id, failures } of failed) {
    sql.exec(
      'UPDATE deferred_pages SET due_at = ?, failures = failures + 1 WHERE id = ?',
      findNextTry(failures + 1, now),
      id,
    );
  }
  deleteFinishedEvents(makeLedger());
  return due.length;
}

/** Tells queues of their endpoints' changes and removals. Returns the number of calls. */
export async function syncEndpoints(makeLedger: () => LedgerContext, open: OpenQueue): Promise<number> {
  const ledger = makeLedger();
  const unsynced = listUnsyncedEndpoints(ledger, CALLS_PER_SLICE);
  const failed = await callInParallel(unsynced, PARALLEL_CALLS, async ({ id, version, shard, target }) => {
    if (target === null) await open(shard).remove(id);
    else await open(shard).configure([target]);
    markSynced(ledger, id, version);
  });
  const { now } = makeLedger();
  for (const { id, failures } of failed) postponeSync(ledger, id, findNextTry(failures + 1, now));
  return unsynced.length;
}

/**
 * Has queues take back what they have of withdrawn articles: of one, or of all whose time has come. Returns the number
 * of calls.
 */
export async function sendCancellations(
  makeLedger: () => LedgerContext,
  open: OpenQueue,
  onlyArticleId: string | null = null,
): Promise<number> {
  const ledger = makeLedger();
  const due = ledger.sql
    .exec<{ articleId: string; shard: number; revision: number; failures: number }>(
      `SELECT article_id AS articleId, shard, revision, failures FROM cancellations
       WHERE due_at <= ?1 AND (?2 IS NULL OR article_id = ?2) ORDER BY due_at LIMIT ?3`,
      ledger.now,
      onlyArticleId,
      CALLS_PER_SLICE,
    )
    .toArray();
  const failed = await callInParallel(due, PARALLEL_CALLS, async ({ articleId, shard, revision }) => {
    await open(shard).cancelArticle(articleId, revision);
    ledger.sql.exec(
      'DELETE FROM cancellations WHERE article_id = ? AND shard = ? AND revision = ?',
      articleId,
      shard,
      revision,
    );
  });
  const { sql, now } = makeLedger();
  for (const { articleId, shard, failures } of failed) {
    sql.exec(
      'UPDATE cancellations SET due_at = ?, failures = failures + 1 WHERE article_id = ? AND shard = ?',
      findNextTry(failures + 1, now),
      articleId,
      shard,
    );
  }
  return due.length;
}

/** Whether a queue is still to take back what it has of an article. */
export function isBeingCancelled({ sql }: Pick<LedgerContext, 'sql'>, articleId: string): boolean {
  return sql.exec('SELECT 1 FROM cancellations WHERE article_id = ?', articleId).toArray().length > 0;
}

/** When the outbox has something to do next, besides open events; null: never. */
export function findNextCall({ sql }: Pick<LedgerContext, 'sql'>): number | null {
  return sql
    .exec<{ at: number | null }>(
      `SELECT min(at) AS at FROM (
         SELECT min(due_at) AS at FROM deferred_pages
         UNION ALL SELECT min(due_at) FROM cancellations
         UNION ALL SELECT min(due_at) FROM endpoints WHERE synced < version)`,
    )
    .one().at;
}

/** Every shard that has an endpoint or a lease. */
export function listShards({ sql }: Pick<LedgerContext, 'sql'>): number[] {
  return sql
    .exec<{ shard: number }>('SELECT shard FROM endpoints UNION SELECT shard FROM leases')
    .toArray()
    .map(({ shard }) => shard);
}

/** Messages that a queue could not be handed yet, and since when. */
export function countDeferred({ sql }: Pick<LedgerContext, 'sql'>): {
  readonly count: number;
  readonly at: number | null;
} {
  return sql
    .exec<{ count: number; at: number | null }>(
      `SELECT coalesce(sum(json_array_length(endpoint_ids)), 0) AS count, min(at) AS at
       FROM deferred_pages JOIN events ON events.id = event_id`,
    )
    .one();
}

function buildQueuedEvent({ id, type, articleId, revision, body, at }: LedgerEvent): QueuedEvent {
  return { id, type, articleId, revision, body, headers: null, createdAt: at };
}

function deleteFinishedEvents({ sql }: LedgerContext): void {
  sql.exec('DELETE FROM events WHERE is_paged = 1 AND id NOT IN (SELECT event_id FROM deferred_pages)');
}
