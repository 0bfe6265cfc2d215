/** A queue's tables. A migration is never edited once released: a change is a new one at the end. */

export const DELIVERY_MIGRATIONS: readonly string[] = [
  [
    // target and condition are JSON. next_at: nothing of what waits may go sooner; NULL: nothing waits.
    `CREATE TABLE endpoints (
    id TEXT PRIMARY KEY, target TEXT NOT NULL, condition TEXT NOT NULL, is_healthy INTEGER NOT NULL, next_at INTEGER,
    removed_at INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX endpoints_waiting ON endpoints (is_healthy, next_at) WHERE next_at IS NOT NULL;`,
    // One body for all the endpoints that an event goes to. NULL: erased.
    `CREATE TABLE events (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, article_id TEXT, revision INTEGER NOT NULL, body TEXT, headers TEXT,
    is_cancelled INTEGER NOT NULL, created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX events_of_article ON events (article_id) WHERE article_id IS NOT NULL;`,
    // First attempts that are to be made, many endpoints (a JSON list) to a row. An endpoint that has a row in messages
    // has had its own; the page goes when all have.
    `CREATE TABLE pages (id INTEGER PRIMARY KEY, event_id TEXT NOT NULL, endpoint_ids TEXT NOT NULL);`,
    // attempts is a JSON list, so that an attempt is one row.
    `CREATE TABLE messages (
    endpoint_id TEXT NOT NULL, event_id TEXT NOT NULL, state TEXT NOT NULL, steps_taken INTEGER NOT NULL,
    is_alone INTEGER NOT NULL, next_attempt_at INTEGER, attempts TEXT NOT NULL,
    PRIMARY KEY (endpoint_id, event_id)
  ) WITHOUT ROWID;
  CREATE INDEX messages_waiting ON messages (endpoint_id, next_attempt_at) WHERE state = 'pending';`,
    // Up to which revision each article is withdrawn: what speaks of earlier ones comes too late.
    `CREATE TABLE withdrawals (article_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;`,
    // What the ledger is still to be told.
    `CREATE TABLE reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, due_at INTEGER NOT NULL, failures INTEGER NOT NULL
  );`,
  ].join('\n'),
];
