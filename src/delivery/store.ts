/** What a queue keeps, in SQL: its endpoints, events once each, first attempts by the page, and a row for each message. */

import { formatUlid, ULID_RANDOM_BYTES } from '../article/ulid.ts';
import type { MigratedStorage } from '../migrate.ts';
import { migrate } from '../migrate.ts';
import type { EndpointTarget } from './endpoint.ts';
import type { MessageType } from './event.ts';
import type { AttemptRecord, MessageProgress, MessageRecord, MessageState, QueuedEvent } from './message.ts';
import { buildMessageId, readEventId } from './message.ts';
import type { EndpointCondition } from './outcome.ts';
import { isHealthy } from './outcome.ts';
import type { EndpointReport } from './queue-calls.ts';
import { DELIVERY_MIGRATIONS } from './schema.ts';

/** Messages are shown for 30 days, and can be sent again for 14. */
const MESSAGE_RETENTION_MS = 30 * 86_400_000;
export const BODY_RETENTION_MS = 14 * 86_400_000;

/** More endpoints than have a POST under way at once: each is asked for when its POST begins and when it has ended. */
const MAX_REMEMBERED_ENDPOINTS = 200;

/** An endpoint as its queue keeps it. */
export interface StoredEndpoint {
  readonly target: EndpointTarget;
  readonly condition: EndpointCondition;
  /** Nothing of what waits for it may go sooner, epoch milliseconds; null: nothing waits. */
  readonly nextAt: number | null;
  readonly isRemoved: boolean;
}

/** An event whose text may have been erased. */
export interface StoredEvent extends Omit<QueuedEvent, 'body'> {
  /** null: erased, because its article was withdrawn or its time is over. */
  readonly body: string | null;
  readonly isCancelled: boolean;
}

/** One message of an endpoint. */
export interface StoredMessage extends MessageProgress {
  readonly endpointId: string;
  readonly eventId: string;
  readonly attempts: readonly AttemptRecord[];
}

/** First attempts that are to be made. */
export interface StoredPage {
  readonly number: number;
  readonly eventId: string;
  readonly endpointIds: readonly string[];
}

type EndpointRow = {
  target: string;
  condition: string;
  next_at: number | null;
  removed_at: number | null;
};
type EventRow = {
  id: string;
  type: MessageType;
  article_id: string | null;
  revision: number;
  body: string | null;
  headers: string | null;
  is_cancelled: number;
  created_at: number;
};
type MessageRow = {
  endpoint_id: string;
  event_id: string;
  state: MessageState;
  steps_taken: number;
  is_alone: number;
  next_attempt_at: number | null;
  attempts: string;
};
type PageRow = { id: number; event_id: string; endpoint_ids: string };

export class DeliveryStore {
  readonly #storage: MigratedStorage;
  readonly #sql: SqlStorage;
  /** The event that was asked for last, for a page asks for the same one all the time; null: ask the table. */
  #event: StoredEvent | null = null;
  /** Endpoints as their rows are. */
  readonly #endpoints = new Map<string, StoredEndpoint>();
  /** When something may go next to endpoints that are healthy, and that are not; null: ask the table. */
  #nextAt: { readonly healthy: number | null; readonly unhealthy: number | null } | null = null;

  constructor(storage: MigratedStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    migrate(storage, DELIVERY_MIGRATIONS);
  }

  /** Runs a transaction; where it is rolled back, nothing that is remembered is trusted. */
  transact<T>(work: () => T): T {
    try {
      return this.#storage.transactionSync(work);
    } catch (error) {
      this.#event = null;
      this.#forgetEndpoints();
      throw error;
    }
  }

  // Endpoints

  findEndpoint(id: string): StoredEndpoint | null {
    const known = this.#endpoints.get(id);
    if (known !== undefined) return known;
    const [row] = this.#sql
      .exec<EndpointRow>('SELECT target, condition, next_at, removed_at FROM endpoints WHERE id = ?', id)
      .toArray();
    if (row === undefined) return null;
    const endpoint = readEndpoint(row);
    if (this.#endpoints.size >= MAX_REMEMBERED_ENDPOINTS) this.#endpoints.clear();
    this.#endpoints.set(id, endpoint);
    return endpoint;
  }

  #forgetEndpoints(): void {
    this.#endpoints.clear();
    this.#nextAt = null;
  }

  /** Notes that something of an endpoint may go then; null: nothing more. */
  expect(endpoint: StoredEndpoint, at: number | null): void {
    if (at === null || (endpoint.nextAt !== null && endpoint.nextAt <= at)) return;
    this.writeEndpoint({ ...endpoint, nextAt: at });
  }

  writeEndpoint({ target, condition, nextAt }: Omit<StoredEndpoint, 'isRemoved'>): void {
    this.#endpoints.delete(target.id);
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
  removeEndpoint(id: string, now: number): void {
    this.#endpoints.delete(id);
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
  listDueEndpoints(
    isHealthy: boolean,
    now: number,
    except: readonly string[],
    limit: number,
  ): StoredEndpoint[] {
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

  // Events

  /**
   * Keeps an event; one that is there already stays as it is. The text of what was withdrawn is not kept. Returns
   * whether it is new.
   */
  insertEvent(event: QueuedEvent): boolean {
    const isCancelled = this.isWithdrawn(event);
    const inserted = this.#sql.exec(
      `INSERT OR IGNORE INTO events (id, type, article_id, revision, body, headers, is_cancelled, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
      event.id,
      event.type,
      event.articleId,
      event.revision,
      isCancelled ? null : event.body,
      event.headers === null ? null : JSON.stringify(event.headers),
      Number(isCancelled),
      event.createdAt,
    );
    return inserted.toArray().length > 0;
  }

  findEvent(id: string): StoredEvent | null {
    if (this.#event?.id !== id) this.#event = this.#readEvent(id);
    return this.#event;
  }

  #readEvent(id: string): StoredEvent | null {
    const [row] = this.#sql.exec<EventRow>('SELECT * FROM events WHERE id = ?', id).toArray();
    if (row === undefined) return null;
    const { type, article_id, revision, body, headers, is_cancelled, created_at } = row;
    return {
      id,
      type,
      articleId: article_id,
      revision,
      body,
      headers: headers === null ? null : (JSON.parse(headers) as Record<string, string>),
      isCancelled: is_cancelled === 1,
      createdAt: created_at,
    };
  }

  /** True where an event's article was withdrawn at a later revision. */
  isWithdrawn({ articleId, revision }: Pick<QueuedEvent, 'articleId' | 'revision'>): boolean {
    return (
      this.#sql
        .exec('SELECT 1 FROM withdrawals WHERE article_id = ? AND revision > ?', articleId, revision)
        .toArray().length > 0
    );
  }

  /** Cancels and erases every event of an article's revisions before this one, and whatever comes late. */
  cancelEvents(articleId: string, revision: number, now: number): void {
    this.#event = null;
    this.#sql.exec(
      `INSERT INTO withdrawals (article_id, revision, at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET revision = max(revision, excluded.revision), at = excluded.at`,
      articleId,
      revision,
      now,
    );
    this.#sql.exec(
      'UPDATE events SET is_cancelled = 1, body = NULL WHERE article_id = ? AND revision < ? AND is_cancelled = 0',
      articleId,
      revision,
    );
  }

  /** Forgets a feed's bytes that nobody waits for any more. */
  dropPush(eventId: string): void {
    this.#event = null;
    this.#sql.exec(
      `DELETE FROM events WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM pages WHERE event_id = ?1)
         AND NOT EXISTS (SELECT 1 FROM messages WHERE state = 'pending' AND event_id = ?1)`,
      eventId,
    );
  }

  // Pages

  insertPage(eventId: string, endpointIds: readonly string[]): void {
    this.#sql.exec(
      'INSERT INTO pages (event_id, endpoint_ids) VALUES (?, ?)',
      eventId,
      JSON.stringify(endpointIds),
    );
  }

  /** The page after that number; null where there is none. */
  findPageAfter(number: number): StoredPage | null {
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
  listPaged(eventId: string): Set<string> {
    const rows = this.#sql
      .exec<{ id: string }>(
        'SELECT value AS id FROM pages, json_each(endpoint_ids) WHERE event_id = ?',
        eventId,
      )
      .toArray();
    return new Set(rows.map(({ id }) => id));
  }

  deletePage(number: number): void {
    this.#sql.exec('DELETE FROM pages WHERE id = ?', number);
  }

  /** The number of the newest page; 0: there is none. */
  findLastPage(): number {
    return this.#sql.exec<{ number: number | null }>('SELECT max(id) AS number FROM pages').one().number ?? 0;
  }

  // Messages

  findMessage(endpointId: string, eventId: string): StoredMessage | null {
    const [row] = this.#sql
      .exec<MessageRow>('SELECT * FROM messages WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId)
      .toArray();
    return row === undefined ? null : readMessage(row);
  }

  hasMessage(endpointId: string, eventId: string): boolean {
    return (
      this.#sql
        .exec('SELECT 1 FROM messages WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId)
        .toArray().length > 0
    );
  }

  writeMessage(message: StoredMessage): void {
    this.#sql.exec(
      `INSERT OR REPLACE INTO messages
         (endpoint_id, event_id, state, steps_taken, is_alone, next_attempt_at, attempts) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      message.endpointId,
      message.eventId,
      message.state,
      message.stepsTaken,
      Number(message.isAlone),
      message.nextAttemptAt,
      JSON.stringify(message.attempts),
    );
  }

  deleteMessage(endpointId: string, eventId: string): void {
    this.#sql.exec('DELETE FROM messages WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId);
  }

  /** Pending messages of an endpoint that may go by now, the longest waiting first. */
  listDueMessages(endpointId: string, now: number, limit: number): StoredMessage[] {
    return this.#sql
      .exec<MessageRow>(
        `SELECT * FROM messages WHERE endpoint_id = ? AND state = 'pending' AND next_attempt_at <= ?
         ORDER BY next_attempt_at, event_id LIMIT ${limit}`,
        endpointId,
        now,
      )
      .toArray()
      .map(readMessage);
  }

  /** When the first pending message of an endpoint may go; null: none is pending. */
  findNextAttemptAt(endpointId: string): number | null {
    return this.#sql
      .exec<{ at: number | null }>(
        `SELECT min(next_attempt_at) AS at FROM messages WHERE endpoint_id = ? AND state = 'pending'`,
        endpointId,
      )
      .one().at;
  }

  /** Whatever is pending waits from now on: the endpoint is not active. */
  holdPending(endpointId: string): void {
    this.#sql.exec(
      `UPDATE messages SET state = 'held', next_attempt_at = NULL WHERE endpoint_id = ? AND state = 'pending'`,
      endpointId,
    );
  }

  /**
   * What was held or given up since then, or waits for a later time, is sent from the schedule's start; tests are not.
   * Returns how many messages that are.
   */
  releaseSince(endpointId: string, since: number, now: number): number {
    return this.#sql
      .exec(
        `UPDATE messages SET state = 'pending', steps_taken = 0, next_attempt_at = ?1
         WHERE endpoint_id = ?2
           AND (state IN ('held', 'failed') OR (state = 'pending' AND next_attempt_at > ?1))
           AND event_id IN (
             SELECT id FROM events WHERE created_at >= ?3 AND type <> 'ping' AND body IS NOT NULL AND is_cancelled = 0)
         RETURNING event_id`,
        now,
        endpointId,
        since,
      )
      .toArray().length;
  }

  /** Forgets older bytes of the same feed: a newer message says it all. */
  dropOlder(endpointId: string, eventId: string): void {
    const older = this.#sql
      .exec<{ event_id: string }>(
        'DELETE FROM messages WHERE endpoint_id = ? AND event_id < ? RETURNING event_id',
        endpointId,
        eventId,
      )
      .toArray();
    for (const { event_id } of older) this.dropPush(event_id);
  }

  /** True where something newer is pending or was delivered. */
  hasNewer(endpointId: string, eventId: string): boolean {
    return (
      this.#sql
        .exec('SELECT 1 FROM messages WHERE endpoint_id = ? AND event_id > ? LIMIT 1', endpointId, eventId)
        .toArray().length > 0
    );
  }

  /** An endpoint's messages, newest first; `before` is the id of one of them. */
  listMessages(
    endpointId: string,
    limit: number,
    before: string | null,
  ): Omit<MessageRecord, 'inFlightSince'>[] {
    const eventId = before === null ? null : readEventId(before);
    const rows = this.#sql
      .exec<MessageRow & EventRow>(
        `SELECT * FROM (
           SELECT endpoint_id, event_id, state, next_attempt_at, attempts FROM messages
           WHERE endpoint_id = ?1 AND (?2 IS NULL OR event_id < ?2)
           UNION ALL
           SELECT ?1, event_id, 'pending', NULL, '[]' FROM pages
           WHERE EXISTS (SELECT 1 FROM json_each(endpoint_ids) WHERE value = ?1) AND (?2 IS NULL OR event_id < ?2)
             AND NOT EXISTS (SELECT 1 FROM messages AS m WHERE m.endpoint_id = ?1 AND m.event_id = pages.event_id)
         ) JOIN events ON events.id = event_id
         ORDER BY event_id DESC LIMIT ?3`,
        endpointId,
        eventId,
        limit,
      )
      .toArray();
    return rows.map((row) => {
      const isCancelled = row.is_cancelled === 1 && row.state !== 'delivered';
      return {
        id: buildMessageId(row.event_id, endpointId),
        event: row.type,
        articleId: row.article_id,
        state: isCancelled ? 'cancelled' : row.state,
        nextAttemptAt: isCancelled ? null : row.next_attempt_at,
        createdAt: row.created_at,
        attempts: JSON.parse(row.attempts) as AttemptRecord[],
      };
    });
  }

  // Reports

  insertReport(report: EndpointReport): void {
    this.#sql.exec(
      'INSERT INTO reports (body, due_at, failures) VALUES (?, ?, 0)',
      JSON.stringify(report),
      report.at,
    );
  }

  listDueReports(now: number): {
    readonly number: number;
    readonly failures: number;
    readonly report: EndpointReport;
  }[] {
    return this.#sql
      .exec<{ id: number; failures: number; body: string }>(
        'SELECT id, failures, body FROM reports WHERE due_at <= ? ORDER BY id',
        now,
      )
      .toArray()
      .map(({ id, failures, body }) => ({
        number: id,
        failures,
        report: JSON.parse(body) as EndpointReport,
      }));
  }

  deleteReport(number: number): void {
    this.#sql.exec('DELETE FROM reports WHERE id = ?', number);
  }

  postponeReport(number: number, dueAt: number): void {
    this.#sql.exec('UPDATE reports SET due_at = ?, failures = failures + 1 WHERE id = ?', dueAt, number);
  }

  findNextReportAt(): number | null {
    return this.#sql.exec<{ at: number | null }>('SELECT min(due_at) AS at FROM reports').one().at;
  }

  // Time

  /** When the newest event happened, epoch milliseconds; 0: there is none. Later moments than this have been. */
  findNewestTime(): number {
    return this.#sql.exec<{ at: number | null }>('SELECT max(created_at) AS at FROM events').one().at ?? 0;
  }

  /** The clock was set back: what waits, waits as long as it would have. */
  shiftTimes(byMs: number): void {
    this.#event = null;
    this.#forgetEndpoints();
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
    this.#event = null;
    this.#forgetEndpoints();
    const oldestMessage = now - MESSAGE_RETENTION_MS;
    this.#sql.exec(
      'UPDATE events SET body = NULL WHERE body IS NOT NULL AND created_at < ?',
      now - BODY_RETENTION_MS,
    );
    this.#sql.exec(
      `UPDATE messages SET state = 'failed', next_attempt_at = NULL, attempts = json_insert(attempts, '$[#]', json(?))
       WHERE state = 'pending' AND event_id IN (SELECT id FROM events WHERE body IS NULL AND is_cancelled = 0)`,
      JSON.stringify({ at: now, status: null, latencyMs: 0, failure: { code: 'message_expired' } }),
    );
    // Ids of events begin with their time, and those of an endpoint stand together.
    const before = formatUlid(Math.max(0, oldestMessage), new Uint8Array(ULID_RANDOM_BYTES));
    for (const { id } of this.#sql.exec<{ id: string }>('SELECT id FROM endpoints').toArray()) {
      this.#sql.exec('DELETE FROM messages WHERE endpoint_id = ? AND event_id < ?', id, before);
    }
    this.#sql.exec('DELETE FROM events WHERE created_at < ?', oldestMessage);
    this.#sql.exec('DELETE FROM withdrawals WHERE at < ?', oldestMessage);
    this.#sql.exec('DELETE FROM endpoints WHERE removed_at < ?', oldestMessage);
  }

  hasEvents(): boolean {
    return this.#sql.exec('SELECT 1 FROM events LIMIT 1').toArray().length > 0;
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

function readMessage(row: MessageRow): StoredMessage {
  return {
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    state: row.state,
    stepsTaken: row.steps_taken,
    isAlone: row.is_alone === 1,
    nextAttemptAt: row.next_attempt_at,
    attempts: JSON.parse(row.attempts) as AttemptRecord[],
  };
}
