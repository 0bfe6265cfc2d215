/** A Durable Object's storage for tests in Node: the real SQL runs, the alarm is a number, time stands still. */

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

type Row = Record<string, string | number | null>;

/** The rows of one statement, as the platform's cursor gives them: read as somebody asks for them, and only once. */
class Cursor<T extends Row> implements Iterable<T> {
  constructor(
    readonly readAll: () => T[],
    readonly readEach: () => Iterator<T>,
  ) {}

  toArray(): T[] {
    return this.readAll();
  }

  one(): T {
    const [row, another] = this.readAll();
    if (row === undefined || another !== undefined)
      throw new Error('Expected exactly one result from SQL query.');
    return row;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.readEach();
  }
}

const readyCursor = <T extends Row>(rows: T[]) =>
  new Cursor(
    () => rows,
    () => rows.values(),
  );

/** What the platform's runtime sets, where SQLite alone would take far more. */
const PLATFORM_LIMITS = {
  compoundSelect: 5,
  variableNumber: 100,
  column: 100,
  exprDepth: 100,
  sqlLength: 100_000,
  likePatternLength: 50,
  attach: 0,
};

export class FakeStorage {
  #database = new DatabaseSync(':memory:', { limits: PLATFORM_LIMITS });
  /** By their text: preparing one takes longer than running it. */
  #statements = new Map<string, StatementSync>();
  #depth = 0;
  /** Epoch milliseconds; null: none is set. */
  alarmAt: number | null = null;

  readonly sql = {
    exec: <T extends Row>(query: string, ...bindings: SQLInputValue[]): Cursor<T> => {
      if (/^\s*(begin|commit|rollback|savepoint|release)\b/i.test(query)) {
        throw new Error('To execute a transaction, please use transactionSync().');
      }
      // A prepared statement is one statement only; several come without bindings.
      if (bindings.length === 0 && query.trim().replace(/;$/, '').includes(';')) {
        this.#database.exec(query);
        return readyCursor<T>([]);
      }
      const readAll = () => this.#prepare(query).all(...bindings) as T[];
      // What writes does so at once, whoever reads what it returns.
      if (!/^\s*select\b/i.test(query)) return readyCursor(readAll());
      // A page of an export reads a thousand rows of a table of sixty thousand. Another may run the same meanwhile.
      return new Cursor(readAll, () => this.#database.prepare(query).iterate(...bindings) as Iterator<T>);
    },
  };

  transactionSync<T>(run: () => T): T {
    const name = `nested_${this.#depth}`;
    this.#depth += 1;
    this.#database.exec(`SAVEPOINT ${name}`);
    try {
      const value = run();
      this.#database.exec(`RELEASE ${name}`);
      return value;
    } catch (error) {
      this.#database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  #prepare(query: string): StatementSync {
    const known = this.#statements.get(query);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(query);
    this.#statements.set(query, statement);
    return statement;
  }

  async setAlarm(at: number): Promise<void> {
    this.alarmAt = at;
  }

  async getAlarm(): Promise<number | null> {
    return this.alarmAt;
  }

  async deleteAll(): Promise<void> {
    this.#database.close();
    this.#database = new DatabaseSync(':memory:');
    this.#statements.clear();
    this.alarmAt = null;
  }

  countRows(table: string): number {
    return Number(this.#database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  }
}
