/** Leases in the ledger: who is sent which feed until when, each verified before it came here. */

import { expandScope } from '../article/filter.ts';
import { callInParallel } from '../concurrency.ts';
import type { EndpointTarget } from '../delivery/endpoint.ts';
import type { LastCall } from '../delivery/post.ts';
import type { EndpointReport } from '../delivery/queue-calls.ts';
import { chooseShard } from '../delivery/shard.ts';
import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { LedgerContext } from '../ledger/context.ts';
import { findNextTry } from '../ledger/context.ts';
import { listUnknownSlugs } from '../ledger/feeds/feed-query.ts';
import type { OpenQueue } from '../ledger/webhooks/outbox.ts';
import { CALLS_PER_SLICE, PARALLEL_CALLS } from '../ledger/webhooks/outbox.ts';
import type { LeaseRequest } from './hub-request.ts';
import { admitLease, nameCallbackHost } from './hub-request.ts';
import type { Topic } from './topic.ts';
import { buildTopicUrl } from './topic.ts';
import { buildDenial } from './verification.ts';

/** A subscription as the ledger keeps it. */
export type LeaseRow = {
  readonly id: string;
  readonly shard: number;
  readonly scope: Topic['scope'];
  readonly format: Topic['format'];
  readonly callback: string;
  readonly secret: string | null;
  readonly version: number;
  /** When it ended or was ended, epoch milliseconds; null while it lasts. */
  readonly endedAt: number | null;
  readonly failures: number;
};

/** SQL: the columns of a `LeaseRow`. */
export const LEASE_COLUMNS =
  'id, shard, scope, format, callback, secret, version, ended_at AS endedAt, failures';

/** A lease's id begins so; an endpoint's never does. */
const LEASE_PREFIX = 'ws_';

/** Whether a subscription could be granted now: its feed exists, and there is room unless it is a renewal. */
export function considerLease(ledger: LedgerContext, request: LeaseRequest): Result<null> {
  const known = findTopic(ledger, request.topic);
  if (!known.ok || findLease(ledger, request.topic, request.callback) !== null) return known;
  return admitLease(countLeases(ledger, request.callback));
}

/** Whether the feed of a topic exists. */
export function findTopic(ledger: LedgerContext, topic: Topic): Result<null> {
  const [unknown] = listUnknownSlugs(ledger, expandScope(topic.scope));
  if (unknown === undefined) return succeed(null);
  return fail({ code: 'feed_not_found', slug: unknown });
}

/** Grants a verified subscription, or renews it with its new secret and end: one for each topic and callback. */
export function grantLease(ledger: LedgerContext, request: LeaseRequest): Result<null> {
  const possible = considerLease(ledger, request);
  if (!possible.ok) return possible;
  const { topic, callback, secret, leaseSeconds } = request;
  const expiresAt = ledger.now + leaseSeconds * 1000;
  const lease = findLease(ledger, topic, callback);
  if (lease !== null) {
    ledger.sql.exec(
      'UPDATE leases SET secret = ?, expires_at = ?, version = version + 1, due_at = ? WHERE id = ?',
      secret,
      expiresAt,
      ledger.now,
      lease.id,
    );
    return possible;
  }
  const id = LEASE_PREFIX + ledger.makeId();
  // What is on its way to others was there before this subscriber: the next change is their first.
  ledger.sql.exec(
    `INSERT INTO leases (id, shard, scope, format, callback, host, secret, version, synced, pushed, expires_at, due_at, failures)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, 1,
       coalesce((SELECT number FROM pushes WHERE scope = ?3), 0), ?8, ?9, 0)`,
    id,
    chooseShard(id),
    topic.scope,
    topic.format,
    callback,
    nameCallbackHost(callback),
    secret,
    expiresAt,
    ledger.now,
  );
  return possible;
}

/** Ends a subscription that its subscriber has verified to want no more; there need not be one. */
export function endLease(ledger: LedgerContext, topic: Topic, callback: string): void {
  endWhere(ledger, 'scope = ? AND format = ? AND callback = ?', topic.scope, topic.format, callback);
}

/** Ends all subscriptions to a feed that is no more. */
export function endLeasesOfScope(ledger: LedgerContext, scope: Topic['scope']): void {
  endWhere(ledger, 'scope = ?', scope);
}

/** Ends what has had its time. */
function endExpiredLeases(ledger: LedgerContext): void {
  endWhere(ledger, 'expires_at <= ?', ledger.now);
}

/** True where a queue's report is about a lease. A callback that is gone ends it, unless it was renewed since. */
export function takeLeaseReport(ledger: LedgerContext, report: EndpointReport): boolean {
  if (!report.id.startsWith(LEASE_PREFIX)) return false;
  if (report.kind === 'disabled') endWhere(ledger, 'id = ? AND version = ?', report.id, report.version);
  return true;
}

/** What a lease's queue has to know. */
export function buildLeaseTarget({ id, version, callback, secret }: LeaseRow): EndpointTarget {
  return { id, version, url: callback, format: 'websub', secret, retiringSecrets: [], state: 'active' };
}

/**
 * Where a subscriber is told that its feed is no more (W3C WebSub §5.2); null where the lease ended otherwise: whoever
 * unsubscribed, answered 410 or let the time run out knows.
 */
function buildLastCall(ledger: LedgerContext, { scope, format, callback }: LeaseRow): LastCall | null {
  const known = findTopic(ledger, { scope, format });
  if (known.ok) return null;
  const topicUrl = buildTopicUrl({ scope, format }, ledger.settings.publicUrl);
  return buildDenial({ topicUrl, callback, reason: 'This feed is no more.' });
}

/** Ends what has had its time, and tells queues of renewals and ends. Returns the number of calls. */
export async function syncLeases(makeLedger: () => LedgerContext, open: OpenQueue): Promise<number> {
  const ledger = makeLedger();
  endExpiredLeases(ledger);
  const unsynced = ledger.sql
    .exec<LeaseRow>(
      `SELECT ${LEASE_COLUMNS} FROM leases WHERE synced < version AND due_at <= ? ORDER BY due_at LIMIT ?`,
      ledger.now,
      CALLS_PER_SLICE,
    )
    .toArray();
  const failed = await callInParallel(unsynced, PARALLEL_CALLS, async (lease) => {
    const { id, shard, version } = lease;
    if (lease.endedAt === null) await open(shard).configure([buildLeaseTarget(lease)]);
    else await open(shard).remove(id, buildLastCall(ledger, lease));
    ledger.sql.exec('UPDATE leases SET synced = max(synced, ?), failures = 0 WHERE id = ?', version, id);
    ledger.sql.exec('DELETE FROM leases WHERE id = ? AND ended_at IS NOT NULL AND synced >= version', id);
  });
  for (const lease of failed) postponeLease(makeLedger(), lease);
  return unsynced.length;
}

/** Puts off calling a queue that could not be reached. */
export function postponeLease({ sql, now }: LedgerContext, { id, failures }: LeaseRow): void {
  const dueAt = findNextTry(failures + 1, now);
  sql.exec('UPDATE leases SET due_at = ?, failures = failures + 1 WHERE id = ?', dueAt, id);
}

/** When the next lease ends or its queue is to be told; null: never. */
export function findNextLeaseChange(ledger: Pick<LedgerContext, 'sql'>): number | null {
  return ledger.sql
    .exec<{ at: number | null }>(
      `SELECT min(at) AS at FROM (
         SELECT min(expires_at) AS at FROM leases WHERE ended_at IS NULL
         UNION ALL SELECT min(due_at) FROM leases WHERE synced < version)`,
    )
    .one().at;
}

function findLease(ledger: Pick<LedgerContext, 'sql'>, topic: Topic, callback: string): LeaseRow | null {
  const [lease] = ledger.sql
    .exec<LeaseRow>(
      `SELECT ${LEASE_COLUMNS} FROM leases WHERE scope = ? AND format = ? AND callback = ? AND ended_at IS NULL`,
      topic.scope,
      topic.format,
      callback,
    )
    .toArray();
  return lease ?? null;
}

function countLeases(ledger: Pick<LedgerContext, 'sql'>, callback: string) {
  return ledger.sql
    .exec<{ total: number; ofHost: number }>(
      `SELECT (SELECT count(*) FROM leases WHERE ended_at IS NULL) AS total,
              (SELECT count(*) FROM leases WHERE ended_at IS NULL AND host = ?) AS ofHost`,
      nameCallbackHost(callback),
    )
    .one();
}

function endWhere(ledger: LedgerContext, condition: string, ...bindings: (string | number)[]): void {
  ledger.sql.exec(
    `UPDATE leases SET ended_at = ?, version = version + 1, due_at = ? WHERE ended_at IS NULL AND ${condition}`,
    ledger.now,
    ledger.now,
    ...bindings,
  );
}
