/** A clock that was set back: what waits for a moment of the old time waits no longer than it ever would have. */

import { CALL_LADDER, JITTER } from '../delivery/schedule.ts';
import { KV_WRITE_INTERVAL_MS } from '../published/store.ts';
import { MAX_LEASE_SECONDS } from '../websub/hub-request.ts';
import { PREVIEW_SECONDS } from './articles/previews.ts';
import type { LedgerContext } from './context.ts';
import { LONGEST_UPLOAD_MS } from './files.ts';
import { LONGEST_TELLING_WAIT_MS } from './index-now.ts';
import { SESSION_SECONDS } from './tokens.ts';

/** A column of moments, and how far ahead of now the furthest of them may be; 0 for what has happened. */
interface Moments {
  readonly table: string;
  readonly column: string;
  readonly where: string;
  readonly longestMs: number;
}

/** The longest waits after so many calls of a queue that failed, or writes of a document. */
export const CALL_WAITS_MS = CALL_LADDER.stepsSeconds.map((seconds) =>
  Math.round(seconds * (1 + JITTER) * 1000),
);
/** What is tried again by that ladder, each by its own failures. */
const RETRIED = [
  { table: 'documents', where: 'dirty_since IS NOT NULL AND failures > 0' },
  ...['deferred_pages', 'cancellations', 'endpoints', 'leases'].map((table) => ({ table, where: 'true' })),
];

const MOMENTS: readonly Moments[] = [
  {
    table: 'documents',
    column: 'due_at',
    where: 'dirty_since IS NOT NULL AND failures = 0',
    longestMs: KV_WRITE_INTERVAL_MS,
  },
  { table: 'documents', column: 'dirty_since', where: 'dirty_since IS NOT NULL', longestMs: 0 },
  { table: 'changed_pages', column: 'due_at', where: 'true', longestMs: LONGEST_TELLING_WAIT_MS },
  { table: 'discarded_objects', column: 'due_at', where: 'true', longestMs: LONGEST_UPLOAD_MS },
  { table: 'files', column: 'unnamed_since', where: 'unnamed_since IS NOT NULL', longestMs: 0 },
  { table: 'events', column: 'at', where: 'true', longestMs: 0 },
  { table: 'pushes', column: 'at', where: 'is_open = 1', longestMs: 0 },
  { table: 'leases', column: 'expires_at', where: 'ended_at IS NULL', longestMs: MAX_LEASE_SECONDS * 1000 },
  { table: 'sessions', column: 'expires_at', where: 'true', longestMs: SESSION_SECONDS * 1000 },
  { table: 'previews', column: 'expires_at', where: 'true', longestMs: PREVIEW_SECONDS * 1000 },
  { table: 'tokens', column: 'used_at', where: 'true', longestMs: 0 },
  { table: 'idempotency', column: 'at', where: 'true', longestMs: 0 },
];

/**
 * Brings every moment back within its longest wait. To be called where the clock may have been set back since
 * they were written: a laptop's, or that of a restored machine, by an hour or by years.
 * Dates that editors gave are theirs and stay.
 */
export function bringForward(ledger: Pick<LedgerContext, 'sql' | 'now'>): void {
  for (const { table, column, where, longestMs } of MOMENTS) {
    ledger.sql.exec(
      `UPDATE ${table} SET ${column} = ?1 WHERE ${where} AND ${column} > ?1`,
      ledger.now + longestMs,
    );
  }
  const latest = `?1 + (?2 ->> ('$[' || min(failures, ${CALL_WAITS_MS.length - 1}) || ']'))`;
  for (const { table, where } of RETRIED) {
    ledger.sql.exec(
      `UPDATE ${table} SET due_at = ${latest} WHERE ${where} AND due_at > ${latest}`,
      ledger.now,
      JSON.stringify(CALL_WAITS_MS),
    );
  }
}
