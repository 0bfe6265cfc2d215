/** Endpoints as their queue keeps them, in SQL, with a memory of those that are being sent to. */

import type { EndpointTarget } from './endpoint.ts';
import type { EndpointCondition } from './outcome.ts';
import { isHealthy } from './outcome.ts';

/**
 * Each is asked for when an event comes for it, when its POST begins and when that has ended. More than a queue has where
 * ten thousand are spread over all of them; each takes about a kilobyte.
 */
const MAX_REMEMBERED_ENDPOINTS = 2000;

/** An endpoint as its queue keeps it. */
export interface StoredEndpoint {
  readonly target: EndpointTarget;
  readonly condition: EndpointCondition;
  /** Nothing of what waits for it may go sooner, epoch milliseconds; null: nothing waits. */
  readonly nextAt: number | null;
  readonly isRemoved: boolean;
}

type EndpointRow = {
  target: string;
  condition: string;
  next_at: number | null;
  removed_at: number | null;
};

export class EndpointRows {
  readonly #sql: SqlStorage;
  /** Endpoints as their rows are. */
  readonly #known = new Map<string, StoredEndpoint>();
  /** When something may go next to endpoints that are healthy, and that are not; null: ask the table. */
  #nextAt: { readonly healthy: number | null; readonly unhealthy: number | null } | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(id: string): StoredEndpoint | null {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const [row] = this.#sql
      .exec<EndpointRow>('SELECT target, condition, next_at, removed_at FROM endpoints WHERE id = ?', id)
      .toArray();
    if (row === undefined) return null;
    return this.#remember(id, readEndpoint(row));
  }

  #remember(id: string, endpoint: StoredEndpoint): StoredEndpoint {
    if (this.#known.size >= MAX_REMEMBERED_ENDPOINTS) this.#known.clear();
    this.#known.set(id, endpoint);
    return endpoint;
  }

  /** Has everything asked for anew: a transaction was rolled back, or rows were changed elsewhere. */
  forget(): void {
    this.#known.clear();
    this.#nextAt = null;
  }

  /** Notes that something of an endpoint may go then; null: nothing more. */
  expect(endpoint: StoredEndpoint, at: number | null): void {
    if (at === null || (endpoint.nextAt !== null && endpoint.nextAt <= at)) return;
    this.write({ ...endpoint, nextAt: at });
  }

  write({ target, condition, nextAt }: Omit<StoredEndpoint, 'isRemoved'>): void {
    this.#remember(target.id, { target, condition, nextAt, isRemoved: false });
    this.#nextAt = null;
    this.#sql.exec(
      `INSERT INTO endpoints (id, target, condition, is_healthy, next_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET target = excluded.target, condition = excluded.condition, is_healthy = excluded.is_healthy,
         next_at = excluded.next_at`,
      target.id,
      JSON.stringify(target),
      JSON.stringify(condition),
      Number(isHealthy(condition)),
      nextAt,
    );
  }

  /** Forgets everything of an endpoint but that it was removed: calls that come late must not bring it back. */
  remove(id: string, now: number): void {
    this.#known.delete(id);
    this.#nextAt = null;
    this.#sql.exec('DELETE FROM messages WHERE endpoint_id = ?', id);
    this.#sql.exec(
      `INSERT INTO endpoints (id, target, condition, is_healthy, next_at, removed_at) VALUES (?1, '{}', '{}', 1, NULL, ?2)
       ON CONFLICT DO UPDATE SET target = '{}', condition = '{}', next_at = NULL, removed_at = ?2`,
      id,
      now,
    );
  }

  /** Endpoints for which something may go by now, the longest waiting first; those of `except` are left out. */
  listDue(isHealthy: boolean, now: number, except: readonly string[], limit: number): StoredEndpoint[] {
    return this.#sql
      .exec<EndpointRow>(
        `SELECT target, condition, next_at, removed_at FROM endpoints
         WHERE is_healthy = ? AND next_at <= ? AND id NOT IN (SELECT value FROM json_each(?))
         ORDER BY next_at LIMIT ${limit}`,
        Number(isHealthy),
        now,
        JSON.stringify(except),
      )
      .toArray()
      .map(readEndpoint);
  }

  /** When something may go next to endpoints that are healthy, or not; null: nothing waits. */
  findNextAt(isHealthy: boolean): number | null {
    this.#nextAt ??= this.#sql
      .exec<{ healthy: number | null; unhealthy: number | null }>(
        `SELECT (SELECT min(next_at) FROM endpoints WHERE is_healthy = 1 AND next_at IS NOT NULL) AS healthy,
                (SELECT min(next_at) FROM endpoints WHERE is_healthy = 0 AND next_at IS NOT NULL) AS unhealthy`,
      )
      .one();
    return isHealthy ? this.#nextAt.healthy : this.#nextAt.unhealthy;
  }
}

function readEndpoint(row: EndpointRow): StoredEndpoint {
  return {
    target: JSON.parse(row.target) as EndpointTarget,
    condition: JSON.parse(row.condition) as EndpointCondition,
    nextAt: row.next_at,
    isRemoved: row.removed_at !== null,
  };
}
