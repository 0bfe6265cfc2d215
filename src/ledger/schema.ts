/** The ledger's tables. A migration is never edited once released: a change is a new one at the end. */

export const LEDGER_MIGRATIONS: readonly string[] = [
  [
    `CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;`,
    // announced_at: the first publication, unless nobody was to be told of it; told_at: the newest of that and of major
    // changes and withdrawals.
    // row: in the order of listed_at, for articles are found by words in the order of their rows (articles/article-rows.ts).
    // official_references: as the editor named officials of what is not yet public; whom and what that is, its date says.
    `CREATE TABLE articles (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    has_given_slug INTEGER NOT NULL,
    external_id TEXT UNIQUE,
    feed_id TEXT UNIQUE,
    listed_at INTEGER NOT NULL,
    published_at INTEGER,
    announced_at INTEGER,
    told_at INTEGER,
    changed_at INTEGER NOT NULL,
    notify INTEGER NOT NULL,
    official_references TEXT,
    body TEXT NOT NULL
  );
  CREATE INDEX articles_by_listing ON articles (listed_at DESC, id DESC);
  CREATE INDEX articles_public ON articles (published_at DESC, id DESC) WHERE status IN ('published', 'withdrawn');
  CREATE INDEX articles_told ON articles (told_at DESC, id DESC, published_at)
    WHERE status IN ('published', 'withdrawn') AND told_at > published_at;
  CREATE INDEX articles_scheduled ON articles (published_at) WHERE status = 'scheduled';`,
    // What an article is found by, and was found by (kind: category, official, office, language). left_at: since when no
    // more; joined_at: since when an article that was public before.
    `CREATE TABLE memberships (
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    article_id TEXT NOT NULL,
    is_public INTEGER NOT NULL,
    published_at INTEGER,
    told_at INTEGER,
    left_at INTEGER,
    joined_at INTEGER,
    PRIMARY KEY (kind, slug, article_id)
  ) WITHOUT ROWID;
  CREATE INDEX memberships_of_article ON memberships (article_id);
  CREATE INDEX memberships_newest ON memberships (kind, slug, published_at DESC, article_id DESC)
    WHERE is_public = 1 AND left_at IS NULL;
  CREATE INDEX memberships_told ON memberships (kind, slug, told_at DESC, article_id DESC, published_at)
    WHERE is_public = 1 AND left_at IS NULL AND told_at > published_at;
  CREATE INDEX memberships_left ON memberships (kind, slug, left_at) WHERE left_at IS NOT NULL;
  CREATE INDEX memberships_joined ON memberships (kind, slug, joined_at) WHERE joined_at IS NOT NULL;`,
    // token_id: whose revision it is; NULL of one that came with an archive.
    `CREATE TABLE revisions (
    article_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    token_id TEXT,
    change TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (article_id, revision)
  ) WITHOUT ROWID;`,
    // Which articles say the same in other languages; each pair of them in both directions.
    `CREATE TABLE translations (
    article_id TEXT NOT NULL, other_id TEXT NOT NULL, PRIMARY KEY (article_id, other_id)
  ) WITHOUT ROWID;

  CREATE VIRTUAL TABLE search USING fts5 (
    text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
  );`,
    // One text at a time, to ask which searches find it. Not contentless: there, what is added and deleted in one
    // transaction is still found under a row that takes its place.
    `CREATE VIRTUAL TABLE search_probe USING fts5 (text, tokenize="unicode61 remove_diacritics 2");`,
    // renamed_at: when the name last changed; 0 before. titled_at: the same of what the feed is titled after, name and role.
    `CREATE TABLE categories (
    slug TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, renamed_at INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE officials (
    slug TEXT PRIMARY KEY, body TEXT NOT NULL, renamed_at INTEGER NOT NULL DEFAULT 0,
    titled_at INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;`,
    // Who has terms in an office, ended ones as well.
    `CREATE TABLE holders (
    office TEXT NOT NULL, official TEXT NOT NULL, PRIMARY KEY (office, official)
  ) WITHOUT ROWID;
  CREATE INDEX holders_of_official ON holders (official);`,
    // The days on which somebody's role changes by itself: a term begins, or is over.
    `CREATE TABLE role_changes (
    day TEXT NOT NULL, official TEXT NOT NULL, PRIMARY KEY (day, official)
  ) WITHOUT ROWID;
  CREATE INDEX role_changes_of_official ON role_changes (official);
  CREATE TABLE offices (
    slug TEXT PRIMARY KEY, body TEXT NOT NULL, renamed_at INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;

  CREATE TABLE tokens (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL,
    used_at INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, token_id TEXT NOT NULL, token_hash TEXT NOT NULL, expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;`,
    // Who changed the directory, a webhook or a token; fields is a JSON list of names. The newest are kept.
    `CREATE TABLE audit_log (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL, by TEXT NOT NULL, token_id TEXT NOT NULL,
    subject TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, action TEXT NOT NULL, fields TEXT NOT NULL
  );
  CREATE INDEX audit_log_by_id ON audit_log (id, number);`,
    // Addresses that show an unpublished article to whoever has one, by the hash of their secret.
    `CREATE TABLE previews (
    hash TEXT PRIMARY KEY, article_id TEXT NOT NULL, created_at INTEGER NOT NULL, by TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX previews_of_article ON previews (article_id, created_at);
  CREATE INDEX previews_by_end ON previews (expires_at);

  CREATE TABLE idempotency (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    token_id TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,
    UNIQUE (token_id, key)
  );
  CREATE INDEX idempotency_age ON idempotency (at);`,
    // What is in the bucket. was_public: something that readers see has named it; unnamed_since: nothing names it.
    `CREATE TABLE files (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, mime_type TEXT NOT NULL, size_in_bytes INTEGER NOT NULL,
    width INTEGER, height INTEGER, digest TEXT NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL,
    was_public INTEGER NOT NULL, unnamed_since INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX files_newest ON files (created_at DESC, id DESC);
  CREATE INDEX files_unnamed ON files (unnamed_since) WHERE unnamed_since IS NOT NULL;
  CREATE TABLE file_uses (
    file_id TEXT NOT NULL, kind TEXT NOT NULL, holder TEXT NOT NULL, PRIMARY KEY (file_id, kind, holder)
  ) WITHOUT ROWID;
  CREATE INDEX file_uses_of_holder ON file_uses (kind, holder);`,
    // Files that were public once and are removed: their addresses stay gone.
    `CREATE TABLE removed_files (id TEXT PRIMARY KEY) WITHOUT ROWID;`,
    // What is, or may be, in the bucket without being a file: uploads under way, and what was removed.
    `CREATE TABLE discarded_objects (id TEXT PRIMARY KEY, due_at INTEGER NOT NULL, failures INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX discarded_objects_due ON discarded_objects (due_at);`,
    // KV documents: dirty while wanted > written. Numbers are the ledger's sequence. version and last_modified_at are those of
    // the last feed that the store was given, whether it took it or not.
    `CREATE TABLE documents (
    key TEXT PRIMARY KEY,
    wanted INTEGER NOT NULL,
    written INTEGER NOT NULL,
    dirty_since INTEGER,
    changed_at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    digest TEXT NOT NULL,
    version TEXT NOT NULL DEFAULT '',
    last_modified_at INTEGER NOT NULL DEFAULT 0,
    kind TEXT NOT NULL AS (substr(key, 1, instr(key, '/') - 1))
  ) WITHOUT ROWID;
  CREATE INDEX documents_dirty ON documents (kind, due_at, dirty_since) WHERE dirty_since IS NOT NULL;`,
    // What search engines are to be told of, from the root of PUBLIC_URL; all of it together, so every row has the same
    // due_at and failures.
    `CREATE TABLE changed_pages (
    path TEXT PRIMARY KEY, revision INTEGER NOT NULL, due_at INTEGER NOT NULL, failures INTEGER NOT NULL
  ) WITHOUT ROWID;`,
    // Events wait here until the queue of every matching endpoint has them, in order; cursor is the last endpoint that
    // was served, and is_paged tells that all were. sequence is the ledger's before the change.
    `CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    article_id TEXT,
    revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    audience TEXT NOT NULL,
    body TEXT NOT NULL,
    cursor TEXT NOT NULL,
    is_paged INTEGER NOT NULL
  );
  CREATE INDEX events_of_article ON events (article_id);`,
    // Which of the searches that endpoints had then found a revision when it was told of: whoever was told by one of them
    // is told of the withdrawal.
    `CREATE TABLE met_searches (
    article_id TEXT NOT NULL, revision INTEGER NOT NULL, q TEXT NOT NULL, PRIMARY KEY (article_id, revision, q)
  ) WITHOUT ROWID;`,
    // Endpoints (a JSON list) whose queue could not be reached; they must not hold up the others.
    `CREATE TABLE deferred_pages (
    id INTEGER PRIMARY KEY, event_id TEXT NOT NULL, shard INTEGER NOT NULL, endpoint_ids TEXT NOT NULL,
    due_at INTEGER NOT NULL, failures INTEGER NOT NULL
  );
  CREATE INDEX deferred_pages_due ON deferred_pages (due_at);`,
    // Queues that are still to take back what they have of an article.
    `CREATE TABLE cancellations (
    article_id TEXT NOT NULL, shard INTEGER NOT NULL, revision INTEGER NOT NULL, due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL, PRIMARY KEY (article_id, shard)
  ) WITHOUT ROWID;
  CREATE INDEX cancellations_due ON cancellations (due_at);

  CREATE TABLE endpoints (
    id TEXT PRIMARY KEY,
    token_id TEXT NOT NULL,
    shard INTEGER NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    synced INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    url TEXT NOT NULL,
    q TEXT,
    signature TEXT,
    removed_at INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX endpoints_of_token ON endpoints (token_id, id) WHERE removed_at IS NULL;
  CREATE INDEX endpoints_of_url ON endpoints (url);
  CREATE INDEX endpoints_by_search ON endpoints (q) WHERE q IS NOT NULL AND removed_at IS NULL;
  CREATE INDEX endpoints_with_public_keys ON endpoints (id) WHERE signature = 'v1a' AND removed_at IS NULL;
  CREATE INDEX endpoints_of_shard ON endpoints (shard);
  CREATE INDEX endpoints_unsynced ON endpoints (due_at) WHERE synced < version;`,
    // The filter as an index: one row per event and wanted slug, of a search the search itself; kind 'any' has the slug ''.
    // Where more is wanted than what finds the row (is_partial), the endpoint's whole filter is compared afterwards.
    `CREATE TABLE routes (
    event TEXT NOT NULL, kind TEXT NOT NULL, slug TEXT NOT NULL, endpoint_id TEXT NOT NULL, is_partial INTEGER NOT NULL,
    PRIMARY KEY (event, kind, slug, endpoint_id)
  ) WITHOUT ROWID;
  CREATE INDEX routes_of_endpoint ON routes (endpoint_id);`,
    // WebSub: who is sent which feed until when. pushed is the last change that the lease's queue has; an ended lease
    // stays until its queue knows.
    `CREATE TABLE leases (
    id TEXT PRIMARY KEY,
    shard INTEGER NOT NULL,
    scope TEXT NOT NULL,
    format TEXT NOT NULL,
    callback TEXT NOT NULL,
    host TEXT NOT NULL,
    secret TEXT,
    version INTEGER NOT NULL,
    synced INTEGER NOT NULL,
    pushed INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    due_at INTEGER NOT NULL,
    failures INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX leases_live ON leases (scope, format, callback) WHERE ended_at IS NULL;
  CREATE INDEX leases_waiting ON leases (scope, pushed) WHERE ended_at IS NULL;
  CREATE INDEX leases_of_host ON leases (host) WHERE ended_at IS NULL;
  CREATE INDEX leases_by_end ON leases (expires_at) WHERE ended_at IS NULL;
  CREATE INDEX leases_unsynced ON leases (due_at) WHERE synced < version;`,
    // The last change of each feed's bytes, by the ledger's sequence; open while a lease may not have been handed it.
    `CREATE TABLE pushes (
    scope TEXT PRIMARY KEY, number INTEGER NOT NULL, version TEXT NOT NULL, at INTEGER NOT NULL, is_open INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX pushes_open ON pushes (at) WHERE is_open = 1;`,
  ].join('\n'),
];
