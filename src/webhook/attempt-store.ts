/** The attempts of one endpoint's messages, in SQL: each a row before its POST, and its outcome afterwards. */

import type { AttemptOutcome } from './attempt.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { AttemptRecord } from './message.ts';

const INTERRUPTED = 'The service was restarted while this was being sent; it is sent again.';

/** Records that an attempt begins, before it does. Returns the attempt's number. */
export function insertAttempt(sql: MailboxSql, messageId: string, at: number): number {
  const [row] = sql
    .exec<{ id: number }>(
      'INSERT INTO attempts (message_id, at, is_under_way) VALUES (?, ?, 1) RETURNING id',
      messageId,
      at,
    )
    .toArray();
  return row?.id ?? 0;
}

/** Records how an attempt ended. */
export function finishAttempt(sql: MailboxSql, attemptId: number, outcome: AttemptOutcome): void {
  const { status, latencyMs, verdict } = outcome;
  sql.exec(
    'UPDATE attempts SET is_under_way = 0, status = ?, latency_ms = ?, error = ? WHERE id = ?',
    status,
    latencyMs,
    verdict.kind === 'delivered' ? null : verdict.error,
    attemptId,
  );
}

/** Takes back an attempt that was not made. */
export function deleteAttempt(sql: MailboxSql, attemptId: number): void {
  sql.exec('DELETE FROM attempts WHERE id = ?', attemptId);
}

/** Attempts that nobody waits for any more: the object was stopped between the POST and its answer. */
export function closeInterruptedAttempts(sql: MailboxSql): void {
  sql.exec('UPDATE attempts SET is_under_way = 0, error = ? WHERE is_under_way = 1', INTERRUPTED);
}

/** The attempts of a message, the first one first. */
export function listAttempts(sql: MailboxSql, messageId: string): AttemptRecord[] {
  return sql
    .exec<{ at: number; status: number | null; latency_ms: number | null; error: string | null }>(
      'SELECT at, status, latency_ms, error FROM attempts WHERE message_id = ? ORDER BY id',
      messageId,
    )
    .toArray()
    .map(({ at, status, latency_ms, error }) => ({ at, status, latencyMs: latency_ms, error }));
}
