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
  readonly state: MessageState;
  readonly steps_taken: number;
  readonly is_alone: number;
  readonly next_attempt_at: number | null;
  readonly created_at: number;
}

interface BodyRow extends Record<string, string | number | null> {
  readonly body: string;
  /** JSON; null: none of its own. */
  readonly headers: string | null;
}

const HAS_BODY = 'EXISTS (SELECT 1 FROM bodies WHERE message_id = messages.id)';

/** Adds a message; one that is there already stays as it is. */
export function insertMessage(sql: MailboxSql, message: IncomingMessage, progress: MessageProgress): void {
  const { id, createdAt, headers } = message;
  const isNew =
    sql
      .exec(
        `INSERT OR IGNORE INTO messages
           (id, type, article_id, state, steps_taken, is_alone, next_attempt_at, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
        id,
        message.type,
        message.articleId,
        progress.state,
        progress.stepsTaken,
        progress.isAlone ? 1 : 0,
        progress.nextAttemptAt,
        createdAt,
      )
      .toArray().length > 0;
  if (!isNew || progress.state === 'cancelled') return;
  sql.exec(
    'INSERT INTO bodies (message_id, body, headers, created_at) VALUES (?, ?, ?, ?)',
    id,
    message.body,
    headers === undefined ? null : JSON.stringify(headers),
    createdAt,
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
    .exec<MessageRow & BodyRow>(
      `SELECT * FROM messages JOIN bodies ON message_id = id WHERE state = 'pending' AND next_attempt_at <= ?
       ORDER BY next_attempt_at, id LIMIT ${limit}`,
      now,
    )
    .toArray()
    .map((row) => ({
      id: row.id,
      type: row.type,
      body: row.body,
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
  const [row] = sql
    .exec<MessageRow & { has_body: number }>(
      `SELECT *, ${HAS_BODY} AS has_body FROM messages WHERE id = ?`,
      id,
    )
    .toArray();
  return row === undefined ? null : { ...readProgress(row), hasBody: row.has_body === 1 };
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

/**
 * What was held or given up since then, or waits for a later time, is sent from the schedule's start; tests are not.
 * Returns how many messages that are.
 */
export function releaseSince(sql: MailboxSql, since: number, now: number): number {
  return sql
    .exec(
      `UPDATE messages SET state = 'pending', steps_taken = 0, next_attempt_at = ?1
       WHERE created_at >= ?2 AND type <> 'ping' AND ${HAS_BODY}
         AND (state IN ('held', 'failed') OR (state = 'pending' AND next_attempt_at > ?1))
       RETURNING id`,
      now,
      since,
    )
    .toArray().length;
}

/** Erases the body of a message that nobody will ask for again. */
export function eraseBody(sql: MailboxSql, id: string): void {
  sql.exec('DELETE FROM bodies WHERE message_id = ?', id);
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
      'SELECT * FROM messages WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2',
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

function readProgress(row: MessageRow): MessageProgress {
  return {
    state: row.state,
    stepsTaken: row.steps_taken,
    nextAttemptAt: row.next_attempt_at,
    isAlone: row.is_alone === 1,
  };
}
