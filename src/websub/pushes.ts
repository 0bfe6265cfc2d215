/** Pushes: a feed whose bytes changed goes to everybody who subscribed to it, rendered once for each format. */

import type { Scope } from '../article/filter.ts';
import { expandScope } from '../article/filter.ts';
import { callInParallel } from '../concurrency.ts';
import type { QueuedEvent } from '../delivery/message.ts';
import { buildLinkHeader, FEED_CONTENT_TYPES } from '../feed/address.ts';
import { buildFeedEtag } from '../feed/conditional.ts';
import { renderFeed } from '../feed/render.ts';
import type { LedgerContext } from '../ledger/context.ts';
import { takeSequence } from '../ledger/context.ts';
import { readFeedDocument } from '../ledger/feeds/feed-query.ts';
import type { OpenQueue } from '../ledger/webhooks/outbox.ts';
import { PARALLEL_CALLS } from '../ledger/webhooks/outbox.ts';
import type { FeedDocument } from '../published/document.ts';
import { fingerprintSettings } from '../settings.ts';
import { buildLeaseTarget, LEASE_COLUMNS, type LeaseRow, postponeLease } from './leases.ts';

/** Bytes on their way to queues at once: an object has 128 MB for everything. */
const BYTES_IN_FLIGHT = 16_000_000;
/** Leases that are served in one slice. */
const LEASES_PER_SLICE = 1000;

/** Ids of pushes sort as their numbers do. */
const PUSH_DIGITS = 12;

type Push = { readonly scope: Scope; readonly number: number; readonly changedAt: number };

/**
 * Notes that a feed's document is in the store; if its bytes are others than those noted last, all its subscribers
 * are to have them. Repeating it changes nothing.
 */
export function notePush(ledger: LedgerContext, scope: Scope, document: FeedDocument): void {
  const version = identifyBytes(ledger, document);
  const [known] = ledger.sql
    .exec<{ version: string }>('SELECT version FROM pushes WHERE scope = ?', scope)
    .toArray();
  if (known?.version === version) return;
  ledger.sql.exec(
    `INSERT INTO pushes (scope, number, version, at, is_open)
       VALUES (?1, ?2, ?3, ?4, EXISTS (SELECT 1 FROM leases WHERE scope = ?1 AND ended_at IS NULL))
     ON CONFLICT DO UPDATE SET number = excluded.number, version = excluded.version,
       at = CASE WHEN is_open THEN at ELSE excluded.at END, is_open = excluded.is_open`,
    scope,
    takeSequence(ledger),
    version,
    ledger.now,
  );
}

/**
 * Hands changed feeds to their subscribers' queues. A feed that waits for the store waits here too, so that nobody is
 * sent what the feed does not show.
 */
export async function sendPushes(makeLedger: () => LedgerContext, open: OpenQueue): Promise<void> {
  let left = LEASES_PER_SLICE;
  for (const push of listOpenPushes(makeLedger())) {
    if (left <= 0) break;
    const leases = listWaitingLeases(makeLedger(), push, left);
    left -= leases.length;
    if (leases.length > 0) await sendPush(makeLedger, open, push, leases);
    closePush(makeLedger(), push);
  }
}

/** When the next hand-over is due; null: none waits. */
export function findNextPush(ledger: Pick<LedgerContext, 'sql'>): number | null {
  return ledger.sql
    .exec<{ at: number | null }>(
      `SELECT min(due_at) AS at FROM leases JOIN pushes USING (scope)
       WHERE is_open = 1 AND pushed < number AND ended_at IS NULL AND ${IS_IN_STORE}`,
    )
    .one().at;
}

/** How many hand-overs wait, and since when. */
export function countWaitingPushes(ledger: LedgerContext): {
  readonly count: number;
  readonly at: number | null;
} {
  return ledger.sql
    .exec<{ count: number; at: number | null }>(
      `SELECT count(*) AS count, min(at) AS at FROM leases JOIN pushes USING (scope)
       WHERE is_open = 1 AND pushed < number AND ended_at IS NULL AND expires_at > ?`,
      ledger.now,
    )
    .one();
}

const IS_IN_STORE = `NOT EXISTS (
  SELECT 1 FROM documents WHERE key = 'feed/' || pushes.scope AND dirty_since IS NOT NULL)`;

function listOpenPushes(ledger: LedgerContext): Push[] {
  return ledger.sql
    .exec<Push>(
      `SELECT scope, number, changed_at AS changedAt FROM pushes JOIN documents ON key = 'feed/' || scope
       WHERE is_open = 1 AND dirty_since IS NULL ORDER BY at`,
    )
    .toArray();
}

function listWaitingLeases(ledger: LedgerContext, push: Push, limit: number): LeaseRow[] {
  return ledger.sql
    .exec<LeaseRow>(
      `SELECT ${LEASE_COLUMNS} FROM leases
       WHERE scope = ? AND pushed < ? AND ended_at IS NULL AND expires_at > ? AND due_at <= ?
       ORDER BY format, id LIMIT ?`,
      push.scope,
      push.number,
      ledger.now,
      ledger.now,
      limit,
    )
    .toArray();
}

async function sendPush(
  makeLedger: () => LedgerContext,
  open: OpenQueue,
  push: Push,
  leases: readonly LeaseRow[],
): Promise<void> {
  const ledger = makeLedger();
  const filter = expandScope(push.scope);
  const document = await readFeedDocument(ledger, filter, null, push.changedAt);
  const { settings } = ledger;
  for (const [format, group] of Map.groupBy(leases, (lease) => lease.format)) {
    const page = { publicUrl: settings.publicUrl, filter, format, cursor: null };
    const event: QueuedEvent = {
      id: `push_${String(push.number).padStart(PUSH_DIGITS, '0')}_${format}`,
      type: 'feed.changed',
      articleId: null,
      revision: 0,
      body: renderFeed(document, settings, format),
      headers: {
        'content-type': FEED_CONTENT_TYPES[format],
        link: buildLinkHeader(page, document.nextCursor),
      },
      createdAt: ledger.now,
    };
    const parallel = Math.min(PARALLEL_CALLS, Math.max(1, Math.floor(BYTES_IN_FLIGHT / event.body.length)));
    const shards = [...Map.groupBy(group, ({ shard }) => shard)];
    const failed = await callInParallel(shards, parallel, async ([shard, some]) => {
      await open(shard).enqueue(event, some.map(buildLeaseTarget));
      ledger.sql.exec(
        'UPDATE leases SET pushed = max(pushed, ?), failures = 0 WHERE id IN (SELECT value FROM json_each(?))',
        push.number,
        JSON.stringify(some.map(({ id }) => id)),
      );
    });
    for (const lease of failed.flatMap(([, some]) => some)) postponeLease(makeLedger(), lease);
  }
}

/** Closes a push that everybody has, unless the feed has changed again meanwhile. */
function closePush(ledger: LedgerContext, { scope, number }: Push): void {
  ledger.sql.exec(
    `UPDATE pushes SET is_open = 0 WHERE scope = ?1 AND number = ?2 AND NOT EXISTS (
       SELECT 1 FROM leases WHERE scope = ?1 AND pushed < ?2 AND ended_at IS NULL AND expires_at > ?3)`,
    scope,
    number,
    ledger.now,
  );
}

/** What the bytes of all three formats depend on. */
function identifyBytes({ settings }: Pick<LedgerContext, 'settings'>, { version }: FeedDocument): string {
  return buildFeedEtag(version, fingerprintSettings(settings), 'json');
}
