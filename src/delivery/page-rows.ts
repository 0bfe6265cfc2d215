/** Pages, in SQL: first attempts that are to be made, many endpoints to a row. */

/** First attempts that are to be made. */
export interface StoredPage {
  readonly number: number;
  readonly eventId: string;
  readonly endpointIds: readonly string[];
}

type PageRow = { id: number; event_id: string; endpoint_ids: string };

export class PageRows {
  readonly #sql: SqlStorage;
  /** Numbers only grow while this lives, whatever is deleted; a table of SQLite's for that would be a row more a page. */
  #lastNumber: number;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#lastNumber =
      sql.exec<{ number: number | null }>('SELECT max(id) AS number FROM pages').one().number ?? 0;
  }

  /** The number of the newest page that was written. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  insert(eventId: string, endpointIds: readonly string[]): void {
    this.#lastNumber += 1;
    this.#sql.exec(
      'INSERT INTO pages (id, event_id, endpoint_ids) VALUES (?, ?, ?)',
      this.#lastNumber,
      eventId,
      JSON.stringify(endpointIds),
    );
  }

  /** The page after that number; null where there is none. */
  findAfter(number: number): StoredPage | null {
    if (number >= this.#lastNumber) return null;
    const [row] = this.#sql
      .exec<PageRow>('SELECT * FROM pages WHERE id > ? ORDER BY id LIMIT 1', number)
      .toArray();
    if (row === undefined) return null;
    return {
      number: row.id,
      eventId: row.event_id,
      endpointIds: JSON.parse(row.endpoint_ids) as string[],
    };
  }

  /** The endpoints of an event that have their first attempt before them. */
  listEndpoints(eventId: string): Set<string> {
    const rows = this.#sql
      .exec<{ id: string }>(
        'SELECT value AS id FROM pages, json_each(endpoint_ids) WHERE event_id = ?',
        eventId,
      )
      .toArray();
    return new Set(rows.map(({ id }) => id));
  }

  delete(number: number): void {
    this.#sql.exec('DELETE FROM pages WHERE id = ?', number);
  }
}
