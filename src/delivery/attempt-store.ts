/** The attempts of one endpoint's messages, in SQL: each a row before its POST, and its outcome afterwards. */

import type { AttemptOutcome } from './attempt.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { AttemptRecord } from './message.ts';

const INTERRUPTED = 'The service was restarted before the receiver had answered.';

/** An attempt of a message, by its number: the first is 1. */
export interface AttemptKey {
  readonly messageId: string;
  readonly number: number;
}

/** Records that an attempt begins, before it does. */
export function insertAttempt(sql: MailboxSql, messageId: string, at: number): AttemptKey {
  return addAttempt(sql, messageId, at, null);
}

/** Records what stands in place of an attempt that will never be made. */
export function insertLastWord(sql: MailboxSql, messageId: string, at: number, error: string): void {
  addAttempt(sql, messageId, at, error);
}

function addAttempt(sql: MailboxSql, messageId: string, at: number, error: string | null): AttemptKey {
  const [row] = sql
    .exec<{ number: number }>(
      `INSERT INTO attempts (message_id, number, at, error)
       SELECT ?1, 1 + coalesce(max(number), 0), ?2, ?3 FROM attempts WHERE message_id = ?1 RETURNING number`,
      messageId,
      at,
      error,
    )
    .toArray();
  return { messageId, number: row?.number ?? 0 };
}

/** Records how an attempt ended. */
export function finishAttempt(
  sql: MailboxSql,
  key: AttemptKey,
  outcome: Pick<AttemptOutcome, 'status' | 'latencyMs' | 'verdict'>,
): void {
  const { status, latencyMs } = outcome;
  sql.exec(
    'UPDATE attempts SET status = ?, latency_ms = ?, error = ? WHERE message_id = ? AND number = ?',
    status,
    latencyMs,
    readError(outcome),
    key.messageId,
    key.number,
  );
}

/** What people are told went wrong; null: nothing. */
function readError({ verdict }: Pick<AttemptOutcome, 'verdict'>): string | null {
  return verdict.kind === 'delivered' ? null : verdict.error;
}

/** How long the last attempt of the newest message took; null: there is none, or it has not ended. */
export function findLastLatency(sql: MailboxSql): number | null {
  const [row] = sql
    .exec<{ latency_ms: number | null }>(
      'SELECT latency_ms FROM attempts ORDER BY message_id DESC, number DESC LIMIT 1',
    )
    .toArray();
  return row?.latency_ms ?? null;
}

/** Takes back an attempt that was not made. */
export function deleteAttempt(sql: MailboxSql, key: AttemptKey): void {
  sql.exec('DELETE FROM attempts WHERE message_id = ? AND number = ?', key.messageId, key.number);
}

/**
 * The attempts of a message, the first one first. One that has no end, and is not the last of a message whose POST
 * is under way, was interrupted: the object was stopped between the POST and its answer.
 */
export function listAttempts(sql: MailboxSql, messageId: string, isUnderWay: boolean): AttemptRecord[] {
  return sql
    .exec<{ at: number; status: number | null; latency_ms: number | null; error: string | null }>(
      'SELECT at, status, latency_ms, error FROM attempts WHERE message_id = ? ORDER BY number',
      messageId,
    )
    .toArray()
    .map(({ at, status, latency_ms: latencyMs, error }, index, { length }) => {
      const isOpen = latencyMs === null && error === null;
      const isInterrupted = isOpen && !(isUnderWay && index === length - 1);
      return { at, status, latencyMs, error: isInterrupted ? INTERRUPTED : error };
    });
}
