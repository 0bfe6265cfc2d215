/** What a queue keeps, in SQL: its endpoints, events once each, first attempts by the page, and a row for each message. */

import { formatUlid, ULID_RANDOM_BYTES } from '../article/ulid.ts';
import type { MigratedStorage } from '../migrate.ts';
import { migrate } from '../migrate.ts';
import { EndpointRows } from './endpoint-rows.ts';
import { EventRows } from './event-rows.ts';
import { MessageRows } from './message-rows.ts';
import { PageRows } from './page-rows.ts';
import { Reports } from './reports.ts';
import { DELIVERY_MIGRATIONS } from './schema.ts';

/** Messages are shown for 30 days, and can be sent again for 14. */
const MESSAGE_RETENTION_MS = 30 * 86_400_000;
export const BODY_RETENTION_MS = 14 * 86_400_000;

export class DeliveryStore {
  readonly endpoints: EndpointRows;
  readonly events: EventRows;
  readonly pages: PageRows;
  readonly messages: MessageRows;
  readonly reports: Reports;
  readonly #storage: MigratedStorage;
  readonly #sql: SqlStorage;

  constructor(storage: MigratedStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    migrate(storage, DELIVERY_MIGRATIONS);
    this.endpoints = new EndpointRows(storage.sql);
    this.events = new EventRows(storage.sql);
    this.pages = new PageRows(storage.sql);
    this.messages = new MessageRows(storage.sql, this.events);
    this.reports = new Reports(storage.sql);
  }

  /** Runs a transaction; where it is rolled back, nothing that is remembered is trusted. */
  transact<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.events.forget();
    this.endpoints.forget();
  }

  /** The clock was set back: what waits, waits as long as it would have. */
  shiftTimes(byMs: number): void {
    this.#forget();
    this.#sql.exec('UPDATE endpoints SET next_at = next_at - ? WHERE next_at IS NOT NULL', byMs);
    this.#sql.exec(`UPDATE messages SET next_attempt_at = next_attempt_at - ? WHERE state = 'pending'`, byMs);
    this.#sql.exec('UPDATE reports SET due_at = due_at - ?', byMs);
    this.#sql.exec('UPDATE events SET created_at = created_at - ?', byMs);
    this.#sql.exec(
      `UPDATE endpoints SET condition = json_set(condition, '$.bucketFullAt', condition ->> '$.bucketFullAt' - ?)
       WHERE removed_at IS NULL`,
      byMs,
    );
    this.#sql.exec(
      `UPDATE endpoints SET condition = json_set(condition, '$.failing.since', condition ->> '$.failing.since' - ?)
       WHERE removed_at IS NULL AND condition ->> '$.failing' IS NOT NULL`,
      byMs,
    );
    this.#sql.exec(
      `UPDATE endpoints SET condition = json_set(condition, '$.hold.since', condition ->> '$.hold.since' - ?1,
         '$.hold.until', condition ->> '$.hold.until' - ?1)
       WHERE removed_at IS NULL AND condition ->> '$.hold' IS NOT NULL`,
      byMs,
    );
  }

  /** Erases bodies and messages whose time is over; what is still pending without a body has failed. */
  sweep(now: number): void {
    this.#forget();
    const oldestMessage = now - MESSAGE_RETENTION_MS;
    this.#sql.exec(
      'UPDATE events SET body = NULL WHERE body IS NOT NULL AND created_at < ?',
      now - BODY_RETENTION_MS,
    );
    this.messages.endErased(null, now);
    // Ids of events begin with their time, and those of an endpoint stand together.
    const before = formatUlid(Math.max(0, oldestMessage), new Uint8Array(ULID_RANDOM_BYTES));
    for (const { id } of this.#sql.exec<{ id: string }>('SELECT id FROM endpoints').toArray()) {
      this.#sql.exec('DELETE FROM messages WHERE endpoint_id = ? AND event_id < ?', id, before);
    }
    this.#sql.exec('DELETE FROM events WHERE created_at < ?', oldestMessage);
    this.#sql.exec('DELETE FROM withdrawals WHERE at < ?', oldestMessage);
    this.#sql.exec('DELETE FROM endpoints WHERE removed_at < ?', oldestMessage);
  }
}
