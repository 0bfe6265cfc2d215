/** The one migration runner, for every object that keeps tables. */

/** What it needs of a Durable Object's storage. */
export type MigratedStorage = Pick<DurableObjectStorage, 'sql' | 'transactionSync'>;

/**
 * Brings an object's tables to the newest form: each migration runs once, in order, in one transaction with the number
 * that says so. A migration is never edited once released: a change is a new one at the end.
 */
export function migrate(storage: MigratedStorage, migrations: readonly string[]): void {
  storage.transactionSync(() => {
    storage.sql.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)');
    const { done } = storage.sql.exec<{ done: number }>('SELECT count(*) AS done FROM migrations').one();
    for (const [index, statements] of migrations.entries()) {
      if (index < done) continue;
      storage.sql.exec(statements);
      storage.sql.exec('INSERT INTO migrations (number) VALUES (?)', index + 1);
    }
  });
}
