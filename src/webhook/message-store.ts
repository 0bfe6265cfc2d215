/** The messages of one endpoint and their attempts, in SQL. What happens to them is decided in message.ts. */

import type { AttemptOutcome } from './attempt.ts';
import type { MessageType } from './event.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type {
  AttemptRecord,
  IncomingMessage,
  MessageProgress,
  MessageRecord,
  MessageState,
} from './message.ts';

/** Messages are shown for 30 days, and can be sent again for 14. */
export const MESSAGE_RETENTION_MS = 30 * 86_400_000;
export const BODY_RETENTION_MS = 14 * 86_400_000;

const INTERRUPTED = 'The service was restarted while this was being sent; it is sent again.';
const EXPIRED = 'The message is older than 14 days and is not sent any more.';

/** A message that can be sent: it has its body. */
export interface StoredMessage extends MessageProgress {
  readonly id: string;
  readonly type: MessageType;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface MessageRow extends Record<string, string | number | null> {
  readonly id: string;
  readonly type: MessageType;
  readonly article_id: string | null;
  readonly body: string | null;
  /** JSON; null: none of its own. */
  readonly headers: string | null;
  readonly state: MessageState;
  readonly steps_taken: number;
  readonly is_alone: number;
  readonly next_attempt_at: number | null;
  readonly created_at: number;
}

/** Adds a message, due at `dueAt` where it is pending; one that is there already stays as it is. */
export function insertMessage(
  sql: MailboxSql,
  message: IncomingMessage,
  state: MessageState,
  dueAt: number,
): void {
  sql.exec(
    `INSERT OR IGNORE INTO messages
       (id, type, article_id, body, headers, state, steps_taken, is_alone, next_attempt_at, created_at)
     VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?)`,
    message.id,
    message.type,
    message.articleId,
    state === 'cancelled' ? null : message.body,
    message.headers === undefined ? null : JSON.stringify(message.headers),
    state,
    state === 'pending' ? dueAt : null,
    message.createdAt,
  );
}

export function hasMessage(sql: MailboxSql, id: string): boolean {
  return sql.exec('SELECT 1 FROM messages WHERE id = ?', id).toArray().length > 0;
}

/** Pending messages whose time has come, the longest waiting first. */
export function listDue(sql: MailboxSql, now: number, limit: number): StoredMessage[] {
  return sql
    .exec<MessageRow>(
      `SELECT * FROM messages WHERE state = 'pending' AND next_attempt_at <= ? AND body IS NOT NULL
       ORDER BY next_attempt_at, seq LIMIT ?`,
      now,
      limit,
    )
    .toArray()
    .map((row) => ({
      id: row.id,
      type: row.type,
      body: row.body ?? '',
      headers: JSON.parse(row.headers ?? '{}') as Record<string, string>,
      ...readProgress(row),
    }));
}

/** When pending messages are due next, earliest first. */
export function listDueTimes(sql: MailboxSql, limit: number): { readonly id: string; readonly at: number }[] {
  return sql
    .exec<{ id: string; at: number }>(
      `SELECT id, next_attempt_at AS at FROM messages WHERE state = 'pending' ORDER BY next_attempt_at LIMIT ?`,
      limit,
    )
    .toArray();
}

export function findProgress(
  sql: MailboxSql,
  id: string,
): (MessageProgress & { readonly hasBody: boolean }) | null {
  const [row] = sql.exec<MessageRow>('SELECT * FROM messages WHERE id = ?', id).toArray();
  return row === undefined ? null : { ...readProgress(row), hasBody: row.body !== null };
}

export function writeProgress(sql: MailboxSql, id: string, progress: MessageProgress): void {
  sql.exec(
    'UPDATE messages SET state = ?, steps_taken = ?, is_alone = ?, next_attempt_at = ? WHERE id = ?',
    progress.state,
    progress.stepsTaken,
    progress.isAlone ? 1 : 0,
    progress.nextAttemptAt,
    id,
  );
}

/** Whatever is pending waits from now on: the endpoint is not active. */
export function holdPending(sql: MailboxSql): void {
  sql.exec(`UPDATE messages SET state = 'held', next_attempt_at = NULL WHERE state = 'pending'`);
}

/** What was held or given up since then, tests excepted, is sent again from the schedule's start. Returns how many. */
export function releaseSince(sql: MailboxSql, since: number, now: number): number {
  return sql
    .exec(
      `UPDATE messages SET state = 'pending', steps_taken = 0, next_attempt_at = ?
       WHERE state IN ('held', 'failed') AND created_at >= ? AND body IS NOT NULL AND type <> 'ping'
       RETURNING id`,
      now,
      since,
    )
    .toArray().length;
}

/** Cancels and erases what a withdrawal overtakes (message.ts, `isOvertaken`), and remembers the withdrawal. */
export function cancelOvertaken(sql: MailboxSql, articleId: string, withdrawnAt: number): void {
  sql.exec(
    `INSERT INTO withdrawals (article_id, at) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`,
    articleId,
    withdrawnAt,
  );
  sql.exec(
    `UPDATE messages SET state = 'cancelled', body = NULL, next_attempt_at = NULL
     WHERE article_id = ?1 AND state IN ('pending', 'held', 'failed')
       AND (created_at < ?2 OR (created_at = ?2 AND type <> 'article.withdrawn'))`,
    articleId,
    withdrawnAt,
  );
}

/** Cancels whatever is undelivered and erases every body: a newer message says it all (format.ts, `isSubscription`). */
export function cancelOlder(sql: MailboxSql): void {
  sql.exec(
    `UPDATE messages SET body = NULL, next_attempt_at = NULL,
       state = CASE WHEN state IN ('pending', 'held', 'failed') THEN 'cancelled' ELSE state END
     WHERE body IS NOT NULL`,
  );
}

/** Erases the body of a message that nobody will ask for again. */
export function eraseBody(sql: MailboxSql, id: string): void {
  sql.exec('UPDATE messages SET body = NULL WHERE id = ?', id);
}

/** When the article was last withdrawn; null: never, as far as this endpoint was told. */
export function findWithdrawal(sql: MailboxSql, articleId: string): number | null {
  const [row] = sql
    .exec<{ at: number }>('SELECT at FROM withdrawals WHERE article_id = ?', articleId)
    .toArray();
  return row?.at ?? null;
}

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

/** Attempts that nobody waits for any more: the object was stopped between the POST and its answer. */
export function closeInterruptedAttempts(sql: MailboxSql): void {
  sql.exec('UPDATE attempts SET is_under_way = 0, error = ? WHERE is_under_way = 1', INTERRUPTED);
}

/** Newest first; `before` is the id of the last message of the page before. */
export function listMessages(sql: MailboxSql, limit: number, before: string | null): MessageRecord[] {
  const rows = sql
    .exec<MessageRow>(
      `SELECT * FROM messages WHERE ?1 IS NULL OR seq < (SELECT seq FROM messages WHERE id = ?1)
       ORDER BY seq DESC LIMIT ?2`,
      before,
      limit,
    )
    .toArray();
  return rows.map((row) => ({
    id: row.id,
    event: row.type,
    articleId: row.article_id,
    state: row.state,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    attempts: listAttempts(sql, row.id),
  }));
}

/** What waits to be sent, and how much was tried since a moment. */
export function countMessages(
  sql: MailboxSql,
  since: number,
): {
  readonly pending: number;
  readonly held: number;
  readonly oldestPendingAt: number | null;
  readonly attempts: number;
} {
  const [row] = sql
    .exec<{ pending: number; held: number; oldest: number | null; attempts: number }>(
      `SELECT count(*) FILTER (WHERE state = 'pending') AS pending,
              count(*) FILTER (WHERE state = 'held') AS held,
              min(created_at) FILTER (WHERE state = 'pending') AS oldest,
              (SELECT count(*) FROM attempts WHERE at >= ?) AS attempts
       FROM messages`,
      since,
    )
    .toArray();
  return {
    pending: row?.pending ?? 0,
    held: row?.held ?? 0,
    oldestPendingAt: row?.oldest ?? null,
    attempts: row?.attempts ?? 0,
  };
}

/**
 * Erases bodies and messages whose time is over. A pending one that loses its body has failed. Messages go in the
 * order of their arrival, so that what is kept is never read to find what is not.
 */
export function sweepExpired(sql: MailboxSql, now: number): void {
  const next = findNextSweep(sql);
  if (next === null || next > now) return;
  const oldestBody = now - BODY_RETENTION_MS;
  const oldestMessage = now - MESSAGE_RETENTION_MS;
  sql.exec(
    `INSERT INTO attempts (message_id, at, is_under_way, error)
     SELECT id, ?, 0, ? FROM messages WHERE state = 'pending' AND created_at < ? AND body IS NOT NULL`,
    now,
    EXPIRED,
    oldestBody,
  );
  sql.exec(
    `UPDATE messages SET body = NULL, next_attempt_at = NULL,
       state = CASE state WHEN 'pending' THEN 'failed' ELSE state END
     WHERE created_at < ? AND body IS NOT NULL`,
    oldestBody,
  );
  const [kept] = sql
    .exec<{ seq: number }>(
      'SELECT seq FROM messages WHERE created_at >= ? ORDER BY seq LIMIT 1',
      oldestMessage,
    )
    .toArray();
  const end = kept?.seq ?? Number.MAX_SAFE_INTEGER;
  sql.exec('DELETE FROM attempts WHERE message_id IN (SELECT id FROM messages WHERE seq < ?)', end);
  sql.exec('DELETE FROM messages WHERE seq < ?', end);
  sql.exec('DELETE FROM withdrawals WHERE at < ?', oldestMessage);
}

/** When the next body or message is to be erased; null: there is none. */
export function findNextSweep(sql: MailboxSql): number | null {
  const [row] = sql
    .exec<{ body: number | null; message: number | null }>(
      `SELECT (SELECT min(created_at) FROM messages WHERE body IS NOT NULL) AS body,
              (SELECT created_at FROM messages ORDER BY seq LIMIT 1) AS message`,
    )
    .toArray();
  const times = [
    ...(row?.body == null ? [] : [row.body + BODY_RETENTION_MS]),
    ...(row?.message == null ? [] : [row.message + MESSAGE_RETENTION_MS]),
  ];
  return times.length === 0 ? null : Math.min(...times) + 1;
}

function listAttempts(sql: MailboxSql, messageId: string): AttemptRecord[] {
  return sql
    .exec<{ at: number; status: number | null; latency_ms: number | null; error: string | null }>(
      'SELECT at, status, latency_ms, error FROM attempts WHERE message_id = ? ORDER BY id',
      messageId,
    )
    .toArray()
    .map(({ at, status, latency_ms, error }) => ({ at, status, latencyMs: latency_ms, error }));
}

function readProgress(row: MessageRow): MessageProgress {
  return {
    state: row.state,
    stepsTaken: row.steps_taken,
    nextAttemptAt: row.next_attempt_at,
    isAlone: row.is_alone === 1,
  };
}
