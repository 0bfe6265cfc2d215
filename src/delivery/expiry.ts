/** What a Mailbox forgets, and when: bodies first, then messages with their attempts. */

import { insertLastWord } from './attempt-store.ts';
import type { MailboxSql } from './mailbox-schema.ts';

/** Messages are shown for 30 days, and can be sent again for 14. */
export const MESSAGE_RETENTION_MS = 30 * 86_400_000;
export const BODY_RETENTION_MS = 14 * 86_400_000;

const EXPIRED = 'The message is older than 14 days and is not sent any more.';

/**
 * Erases bodies and messages whose time is over. A pending one that loses its body has failed.
 */
export function sweepExpired(sql: MailboxSql, now: number): void {
  const next = findNextSweep(sql);
  if (next === null || next > now) return;
  const oldestBody = now - BODY_RETENTION_MS;
  const oldestMessage = now - MESSAGE_RETENTION_MS;
  const expired = sql
    .exec<{ id: string }>(
      `UPDATE messages SET state = 'failed', next_attempt_at = NULL
       WHERE state = 'pending' AND created_at < ? RETURNING id`,
      oldestBody,
    )
    .toArray();
  for (const { id } of expired) insertLastWord(sql, id, now, EXPIRED);
  sql.exec('DELETE FROM bodies WHERE created_at < ?', oldestBody);
  sql.exec(
    'DELETE FROM attempts WHERE message_id IN (SELECT id FROM messages WHERE created_at < ?)',
    oldestMessage,
  );
  sql.exec('DELETE FROM messages WHERE created_at < ?', oldestMessage);
  sql.exec('DELETE FROM withdrawals WHERE at < ?', oldestMessage);
}

/** When the next body or message is to be erased, by the first of each; null: there is none. */
export function findNextSweep(sql: MailboxSql): number | null {
  const [row] = sql
    .exec<{ body: number | null; message: number | null }>(
      `SELECT (SELECT created_at FROM bodies ORDER BY message_id LIMIT 1) AS body,
              (SELECT created_at FROM messages ORDER BY id LIMIT 1) AS message`,
    )
    .toArray();
  const times = [
    ...(row?.body == null ? [] : [row.body + BODY_RETENTION_MS]),
    ...(row?.message == null ? [] : [row.message + MESSAGE_RETENTION_MS]),
  ];
  return times.length === 0 ? null : Math.min(...times) + 1;
}
