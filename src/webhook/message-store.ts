/** The messages of one endpoint and their attempts, in SQL. What happens to them is decided in message.ts. */

import { listAttempts } from './attempt-store.ts';
import type { MessageType } from './event.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { IncomingMessage, MessageProgress, MessageRecord, MessageState } from './message.ts';

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

export function isCancelled(sql: MailboxSql, id: string): boolean {
  return sql.exec(`SELECT 1 FROM messages WHERE id = ? AND state = 'cancelled'`, id).toArray().length > 0;
}

/**
 * Pending messages whose time has come, the longest waiting first. Here and below the limit is part of the text: as a
 * parameter it would make SQLite prepare the statement again each time.
 */
export function listDue(sql: MailboxSql, now: number, limit: number): StoredMessage[] {
  return sql
    .exec<MessageRow>(
      `SELECT * FROM messages WHERE state = 'pending' AND next_attempt_at <= ? AND body IS NOT NULL
       ORDER BY next_attempt_at, seq LIMIT ${limit}`,
      now,
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
      `SELECT id, next_attempt_at AS at FROM messages WHERE state = 'pending' ORDER BY next_attempt_at LIMIT ${limit}`,
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

/** Newest first; `before` is the id of the last message of the page before, `underWay` names those being sent. */
export function listMessages(
  sql: MailboxSql,
  limit: number,
  before: string | null,
  underWay: ReadonlySet<string>,
): MessageRecord[] {
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
    attempts: listAttempts(sql, row.id, underWay.has(row.id)),
  }));
}

/** What waits to be sent. */
export function countMessages(sql: MailboxSql): {
  readonly pending: number;
  readonly held: number;
  readonly oldestPendingAt: number | null;
} {
  const [row] = sql
    .exec<{ pending: number; held: number; oldest: number | null }>(
      `SELECT count(*) FILTER (WHERE state = 'pending') AS pending,
              count(*) FILTER (WHERE state = 'held') AS held,
              min(created_at) FILTER (WHERE state = 'pending') AS oldest
       FROM messages`,
    )
    .toArray();
  return {
    pending: row?.pending ?? 0,
    held: row?.held ?? 0,
    oldestPendingAt: row?.oldest ?? null,
  };
}

function readProgress(row: MessageRow): MessageProgress {
  return {
    state: row.state,
    stepsTaken: row.steps_taken,
    nextAttemptAt: row.next_attempt_at,
    isAlone: row.is_alone === 1,
  };
}
