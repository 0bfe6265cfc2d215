import { describe, expect, test } from 'vitest';
import { insertAttempt } from '../../../src/delivery/attempt-store.ts';
import { MIGRATIONS, migrate } from '../../../src/delivery/mailbox-schema.ts';
import { findProgress, listDue, listMessages } from '../../../src/delivery/message-store.ts';
import { FakeStorage } from '../../support/sqlite.ts';

/** A Mailbox as the first tables held it: one message delivered at its second attempt, one whose POST was interrupted. */
function openFirstMailbox(): FakeStorage {
  const storage = new FakeStorage();
  storage.sql.exec('CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  storage.sql.exec(MIGRATIONS[0] ?? '');
  storage.sql.exec(`INSERT INTO meta VALUES ('migrations', '1')`);
  const insertMessage = `INSERT INTO messages
    (id, type, article_id, body, headers, state, steps_taken, is_alone, next_attempt_at, created_at)
    VALUES (?, 'article.published', 'a1', '{}', NULL, ?, ?, 0, ?, ?)`;
  storage.sql.exec(insertMessage, 'm1', 'delivered', 2, null, 100);
  storage.sql.exec(insertMessage, 'm2', 'pending', 0, 500, 200);
  const insertOld = `INSERT INTO attempts (message_id, at, is_under_way, status, latency_ms, error)
    VALUES (?, ?, ?, ?, ?, ?)`;
  storage.sql.exec(insertOld, 'm1', 110, 0, 500, 7, 'HTTP 500');
  storage.sql.exec(insertOld, 'm2', 210, 1, null, null, null);
  storage.sql.exec(insertOld, 'm1', 120, 0, 204, 5, null);
  return storage;
}

describe('a Mailbox that was filled by an earlier version', () => {
  test('keeps its messages and their attempts, and goes on', () => {
    const storage = openFirstMailbox();
    const { sql } = storage;
    const nobody = new Set<string>();
    migrate(storage);
    migrate(storage);
    const [newest, oldest] = listMessages(sql, 10, null, nobody);
    expect([newest?.id, newest?.state, newest?.attempts.length]).toEqual(['m2', 'pending', 1]);
    expect(newest?.attempts[0]?.error).toContain('restarted');
    expect(oldest?.attempts).toEqual([
      { at: 110, status: 500, latencyMs: 7, error: 'HTTP 500' },
      { at: 120, status: 204, latencyMs: 5, error: null },
    ]);
    expect(listDue(sql, 500, 10).map(({ id }) => id)).toEqual(['m2']);
    expect(findProgress(sql, 'm1')).toMatchObject({ state: 'delivered', hasBody: true });
    expect(insertAttempt(sql, 'm2', 510)).toEqual({ messageId: 'm2', number: 2 });
  });
});
