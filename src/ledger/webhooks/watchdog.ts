/**
 * The watchdog: finds Couriers and Mailboxes that should have moved and did not. Messages are never counted by the
 * ledger, so it asks: every Courier soon after something was handed out, every Mailbox once after that, and again those
 * that said something was still to be sent, when that should have happened. Hand-overs cost nothing more for it.
 */

import { callInParallel } from '../../call-in-parallel.ts';
import { COURIER_NAMES } from '../../delivery/courier-name.ts';
import type { Pulse } from '../../delivery/report.ts';
import type { LedgerContext } from '../context.ts';
import { readMeta, writeMeta } from '../context.ts';
import { PARALLEL_HANDOVERS } from './carriers.ts';

/** Calls of one run: with one run in five minutes, ten thousand Mailboxes take eight hours. */
const CHECKS_PER_RUN = 100;
/** What is due may be late by this much: an attempt and its answer take up to 15 s, and others may be before it. */
const GRACE_MS = 120_000;

/** A Courier or a Mailbox, as far as the watchdog calls it. */
export type OpenWatched = (id: string) => { wake(): Promise<Pulse> };

/** Notes that something was handed out, so that all are asked once more. */
export function noteHandovers(ledger: Pick<LedgerContext, 'sql' | 'now'>): void {
  writeMeta(ledger, 'handed_at', String(ledger.now));
}

/** Asks what is to be asked now, and so sets it going. Returns how many were found to stand still. */
export async function watchCarriers(ledger: LedgerContext, open: OpenWatched): Promise<number> {
  const ids = [...listWatched(ledger), ...listCouriers(ledger)];
  if (ids.length < CHECKS_PER_RUN) ids.push(...takeRound(ledger, CHECKS_PER_RUN - ids.length));
  let stalled = 0;
  const failed = await callInParallel([...new Set(ids)], PARALLEL_HANDOVERS, async (id) => {
    const { nextSendAt, wasStalled } = await open(id).wake();
    if (wasStalled) {
      stalled += 1;
      console.warn(JSON.stringify({ event: 'mailbox_stalled', endpoint: id }));
    }
    if (nextSendAt === null) ledger.sql.exec('DELETE FROM watched WHERE mailbox_id = ?', id);
    else watch(ledger, id, Math.max(nextSendAt, ledger.now), wasStalled);
  });
  for (const id of failed) watch(ledger, id, ledger.now, true);
  return stalled + failed.length;
}

/** How many stood still, or could not be asked, when they were asked last. */
export function countStalled(ledger: Pick<LedgerContext, 'sql'>): number {
  return ledger.sql
    .exec<{ count: number }>('SELECT count(*) AS count FROM watched WHERE is_stalled = 1')
    .one().count;
}

function watch(ledger: LedgerContext, id: string, dueAt: number, isStalled: boolean): void {
  ledger.sql.exec(
    `INSERT INTO watched (mailbox_id, due_at, is_stalled) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET due_at = excluded.due_at, is_stalled = excluded.is_stalled`,
    id,
    dueAt + GRACE_MS,
    Number(isStalled),
  );
}

function listWatched(ledger: LedgerContext): string[] {
  return ledger.sql
    .exec<{ mailbox_id: string }>(
      'SELECT mailbox_id FROM watched WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      ledger.now,
      CHECKS_PER_RUN,
    )
    .toArray()
    .map((row) => row.mailbox_id);
}

/** The next Mailboxes of the round that is under way; a new one begins where something was handed out since the last. */
function takeRound(ledger: LedgerContext, limit: number): string[] {
  const cursor = readMeta(ledger, 'watch_cursor') ?? '';
  if (cursor === '') {
    const handedAt = Number(readMeta(ledger, 'handed_at') ?? 0);
    if (handedAt <= Number(readMeta(ledger, 'watched_at') ?? 0)) return [];
    writeMeta(ledger, 'watched_at', String(handedAt));
  }
  const ids = ledger.sql
    .exec<{ id: string }>(
      `SELECT id FROM (SELECT id FROM endpoints WHERE removed_at IS NULL AND id > ?1 ORDER BY id LIMIT ?2)
       UNION ALL SELECT id FROM (SELECT id FROM leases WHERE ended_at IS NULL AND id > ?1 ORDER BY id LIMIT ?2)
       ORDER BY id LIMIT ?2`,
      cursor,
      limit,
    )
    .toArray()
    .map((row) => row.id);
  writeMeta(ledger, 'watch_cursor', ids.length < limit ? '' : (ids[ids.length - 1] ?? ''));
  return ids;
}

/** All Couriers, until they have been asked a while after the last hand-over. */
function listCouriers(ledger: LedgerContext): readonly string[] {
  const handedAt = Number(readMeta(ledger, 'handed_at') ?? 0);
  if (handedAt + GRACE_MS <= Number(readMeta(ledger, 'couriers_asked_at') ?? 0)) return [];
  writeMeta(ledger, 'couriers_asked_at', String(ledger.now));
  return COURIER_NAMES;
}
