/** What makes messages pointless, in SQL: withdrawals of their articles, and newer bytes of the same feed. */

import type { MessageType } from './event.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import { isOvertaken } from './message.ts';
import { eraseBody } from './message-store.ts';

/** Remembers when an article was last withdrawn; Couriers do so in a table of the same name. */
export function noteWithdrawal(sql: MailboxSql, articleId: string, withdrawnAt: number): void {
  sql.exec(
    `INSERT INTO withdrawals (article_id, at) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`,
    articleId,
    withdrawnAt,
  );
}

/** Cancels and erases what a withdrawal overtakes (message.ts, `isOvertaken`), and remembers the withdrawal. */
export function cancelOvertaken(sql: MailboxSql, articleId: string, withdrawnAt: number): void {
  noteWithdrawal(sql, articleId, withdrawnAt);
  const cancelled = sql
    .exec<{ id: string }>(
      `UPDATE messages SET state = 'cancelled', next_attempt_at = NULL
       WHERE article_id = ?1 AND state IN ('pending', 'held', 'failed')
         AND (created_at < ?2 OR (created_at = ?2 AND type <> 'article.withdrawn'))
       RETURNING id`,
      articleId,
      withdrawnAt,
    )
    .toArray();
  for (const { id } of cancelled) eraseBody(sql, id);
}

/** Cancels whatever is undelivered and erases every body: a newer message says it all (format.ts, `isSubscription`). */
export function cancelOlder(sql: MailboxSql): void {
  sql.exec(
    `UPDATE messages SET state = 'cancelled', next_attempt_at = NULL WHERE state IN ('pending', 'held', 'failed')`,
  );
  sql.exec('DELETE FROM bodies');
}

/** True where the message speaks of what was withdrawn after it (message.ts, `isOvertaken`), delivered or not. */
export function speaksOfWithdrawn(sql: MailboxSql, id: string): boolean {
  const [row] = sql
    .exec<{ type: MessageType; created_at: number; at: number }>(
      `SELECT type, created_at, at FROM messages JOIN withdrawals USING (article_id) WHERE id = ?`,
      id,
    )
    .toArray();
  return row !== undefined && isOvertaken({ type: row.type, createdAt: row.created_at }, row.at);
}

/** When the article was last withdrawn; null: never, as far as this endpoint was told. */
export function findWithdrawal(sql: MailboxSql, articleId: string): number | null {
  const [row] = sql
    .exec<{ at: number }>('SELECT at FROM withdrawals WHERE article_id = ?', articleId)
    .toArray();
  return row?.at ?? null;
}
