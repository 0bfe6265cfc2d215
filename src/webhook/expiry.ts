/** What a Mailbox forgets, and when: bodies first, then messages with their attempts. */

import { insertLastWord } from './attempt-store.ts';
import type { MailboxSql } from './mailbox-schema.ts';

/** Messages are shown for 30 days, and can be sent again for 14. */
export const MESSAGE_RETENTION_MS = 30 * 86_400_000;
export const BODY_RETENTION_MS = 14 * 86_400_000;

const EXPIRED = 'The message is older than 14 days and is not sent any more.';

/**
 * Erases bodies and messages whose time is over. A pending one that loses its body has failed. Messages go in the
 * order of their arrival, so that what is kept is never read to find what is not.
 */
export function sweepExpired(sql: MailboxSql, now: number): void {
  const next = findNextSweep(sql);
  if (next === null || next > now) return;
  const oldestBody = now - BODY_RETENTION_MS;
  const oldestMessage = now - MESSAGE_RETENTION_MS;
  const expired = sql
    .exec<{ id: string }>(
      `SELECT id FROM messages WHERE state = 'pending' AND created_at < ? AND body IS NOT NULL`,
      oldestBody,
    )
    .toArray();
  for (const { id } of expired) insertLastWord(sql, id, now, EXPIRED);
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
