/** A Mailbox's tables. A migration is never edited once released: a change is a new one at the end. */

/** What a Mailbox needs of its storage; a Durable Object's has more. */
export interface MailboxStorage {
  readonly sql: MailboxSql;
  transactionSync<T>(run: () => T): T;
}

export type SqlValue = string | number | null;

export interface MailboxSql {
  exec<T extends Record<string, SqlValue>>(query: string, ...bindings: SqlValue[]): { toArray(): T[] };
}

/** Each runs once, in order, inside one transaction with the number that says so. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    article_id TEXT,
    body TEXT,
    headers TEXT,
    state TEXT NOT NULL,
    steps_taken INTEGER NOT NULL,
    is_alone INTEGER NOT NULL,
    next_attempt_at INTEGER,
    created_at INTEGER NOT NULL
  );
  CREATE INDEX messages_due ON messages (next_attempt_at) WHERE state = 'pending';
  CREATE INDEX messages_of_article ON messages (article_id) WHERE state IN ('pending', 'held', 'failed');
  CREATE INDEX messages_with_body ON messages (created_at) WHERE body IS NOT NULL;

  CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    is_under_way INTEGER NOT NULL,
    status INTEGER,
    latency_ms INTEGER,
    error TEXT
  );
  CREATE INDEX attempts_of_message ON attempts (message_id);
  CREATE INDEX attempts_under_way ON attempts (id) WHERE is_under_way = 1;

  -- When each article was last withdrawn: a message from before that comes too late.
  CREATE TABLE withdrawals (article_id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;

  -- What the ledger is still to be told.
  CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL
  );
  `,
  // An attempt is one row without an index of its own, and a message has one counter less to write.
  `
  CREATE TABLE slim_messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    article_id TEXT,
    body TEXT,
    headers TEXT,
    state TEXT NOT NULL,
    steps_taken INTEGER NOT NULL,
    is_alone INTEGER NOT NULL,
    next_attempt_at INTEGER,
    created_at INTEGER NOT NULL
  );
  INSERT INTO slim_messages SELECT * FROM messages;
  DROP TABLE messages;
  ALTER TABLE slim_messages RENAME TO messages;
  CREATE INDEX messages_due ON messages (next_attempt_at) WHERE state = 'pending';
  CREATE INDEX messages_of_article ON messages (article_id) WHERE article_id IS NOT NULL;
  CREATE INDEX messages_with_body ON messages (created_at) WHERE body IS NOT NULL;

  -- Numbered from 1 for each message. One without latency and error has not ended.
  CREATE TABLE slim_attempts (
    message_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    latency_ms INTEGER,
    error TEXT,
    PRIMARY KEY (message_id, number)
  ) WITHOUT ROWID;
  INSERT INTO slim_attempts
    SELECT message_id, row_number() OVER (PARTITION BY message_id ORDER BY id), at, status, latency_ms, error
    FROM attempts;
  DROP TABLE attempts;
  ALTER TABLE slim_attempts RENAME TO attempts;
  `,
  // Bodies stand by themselves: an outcome does not write them again, and what is searched is small enough to need
  // no index. The key of a message begins with its event's time, so its order is that of the events.
  `
  CREATE TABLE bodies (
    message_id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    headers TEXT,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO bodies SELECT id, body, headers, created_at FROM messages WHERE body IS NOT NULL;
  CREATE TABLE lean_messages (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    article_id TEXT,
    state TEXT NOT NULL,
    steps_taken INTEGER NOT NULL,
    is_alone INTEGER NOT NULL,
    next_attempt_at INTEGER,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO lean_messages
    SELECT id, type, article_id, state, steps_taken, is_alone, next_attempt_at, created_at FROM messages;
  DROP TABLE messages;
  ALTER TABLE lean_messages RENAME TO messages;
  CREATE INDEX messages_due ON messages (next_attempt_at) WHERE state = 'pending';
  `,
];

/** Brings the tables to the newest form; running it again changes nothing. */
export function migrate(storage: Pick<MailboxStorage, 'sql' | 'transactionSync'>): void {
  const { sql } = storage;
  if (isMigrated(sql)) return;
  storage.transactionSync(() => {
    sql.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    const done = readMeta<number>(sql, 'migrations') ?? 0;
    for (const migration of MIGRATIONS.slice(done)) sql.exec(migration);
    if (done < MIGRATIONS.length) writeMeta(sql, 'migrations', MIGRATIONS.length);
  });
}

/** Asked of every object that wakes, so by the very question that is asked next. */
function isMigrated(sql: MailboxSql): boolean {
  try {
    return readAllMeta(sql).get('migrations') === MIGRATIONS.length;
  } catch {
    // There is no table yet.
    return false;
  }
}

/** One of the few things of which a Mailbox has a single one. */
export function readMeta<T>(sql: MailboxSql, key: string): T | null {
  const [row] = sql.exec<{ value: string }>('SELECT value FROM meta WHERE key = ?', key).toArray();
  return row === undefined ? null : (JSON.parse(row.value) as T);
}

/** All of them at once. */
export function readAllMeta(sql: MailboxSql): Map<string, unknown> {
  const rows = sql.exec<{ key: string; value: string }>('SELECT key, value FROM meta').toArray();
  return new Map(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}

/** Writes it, if it is not what stands there already: every row written is counted by the platform. */
export function writeMeta(sql: MailboxSql, key: string, value: unknown): void {
  sql.exec(
    `INSERT INTO meta (key, value) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value`,
    key,
    JSON.stringify(value),
  );
}

/** Forgets it. */
export function deleteMeta(sql: MailboxSql, key: string): void {
  sql.exec('DELETE FROM meta WHERE key = ?', key);
}
