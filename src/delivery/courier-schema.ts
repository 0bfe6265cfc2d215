/** A Courier's tables. A migration is never edited once released: a change is a new one at the end. */

/** Each runs once, in order. */
const MIGRATIONS: readonly string[] = [
  `
  -- One body for all the endpoints that an event goes to. NULL: erased.
  CREATE TABLE events (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, article_id TEXT, body TEXT, created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  -- The first attempt of an event's message to an endpoint. 'delivered': it arrived. 'under_way': it takes long, and
  -- target (JSON) says where it goes. 'passed_on': the endpoint's Mailbox has the message, and knows more of it.
  CREATE TABLE deliveries (
    endpoint_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    latency_ms INTEGER,
    target TEXT,
    PRIMARY KEY (endpoint_id, event_id)
  ) WITHOUT ROWID;
  CREATE INDEX deliveries_under_way ON deliveries (at) WHERE state = 'under_way';
  -- Endpoints whose last first attempt failed or took long: their messages go to their Mailboxes.
  CREATE TABLE unwell (endpoint_id TEXT PRIMARY KEY) WITHOUT ROWID;
  `,
  // 'failed': it did not arrive, and the Mailbox could not be told yet; target as above, outcome (JSON) what came of it.
  `
  ALTER TABLE deliveries ADD COLUMN outcome TEXT;
  DROP INDEX deliveries_under_way;
  CREATE INDEX deliveries_owed ON deliveries (state, at) WHERE target IS NOT NULL;
  -- Articles of which no text is kept that is older than this.
  CREATE TABLE withdrawals (article_id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
  `,
];

/** Brings the tables to the newest form; running it again changes nothing. */
export function migrateCourier(storage: DurableObjectStorage): void {
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)');
    const [row] = storage.sql.exec<{ done: number }>('SELECT count(*) AS done FROM migrations').toArray();
    for (const [index, statements] of MIGRATIONS.entries()) {
      if (index < (row?.done ?? 0)) continue;
      storage.sql.exec(statements);
      storage.sql.exec('INSERT INTO migrations (number) VALUES (?)', index + 1);
    }
  });
}
