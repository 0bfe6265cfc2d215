/** Messages, in SQL: a row for each that has had its first attempt, or waits for something. */

import type { EventRow, EventRows } from './event-rows.ts';
import type { AttemptRecord, MessageProgress, MessageRecord, MessageState } from './message.ts';
import { buildMessageId, readEventId } from './message.ts';

/** One message of an endpoint. */
export interface StoredMessage extends MessageProgress {
  readonly endpointId: string;
  readonly eventId: string;
  readonly attempts: readonly AttemptRecord[];
}

type MessageRow = {
  endpoint_id: string;
  event_id: string;
  state: MessageState;
  steps_taken: number;
  is_alone: number;
  next_attempt_at: number | null;
  attempts: string;
};

export class MessageRows {
  readonly #sql: SqlStorage;
  readonly #events: EventRows;

  constructor(sql: SqlStorage, events: EventRows) {
    this.#sql = sql;
    this.#events = events;
  }

  find(endpointId: string, eventId: string): StoredMessage | null {
    const [row] = this.#sql
      .exec<MessageRow>('SELECT * FROM messages WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId)
      .toArray();
    return row === undefined ? null : readMessage(row);
  }

  has(endpointId: string, eventId: string): boolean {
    return (
      this.#sql
        .exec('SELECT 1 FROM messages WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId)
        .toArray().length > 0
    );
  }

  /** Which of some endpoints have an event's message, by one question for all of them. */
  listEndpoints(eventId: string, endpointIds: readonly string[]): Set<string> {
    const rows = this.#sql
      .exec<{ id: string }>(
        `SELECT endpoint_id AS id FROM messages
         WHERE event_id = ? AND endpoint_id IN (SELECT value FROM json_each(?))`,
        eventId,
        JSON.stringify(endpointIds),
      )
      .toArray();
    return new Set(rows.map(({ id }) => id));
  }

  write(message: StoredMessage): void {
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

  delete(endpointId: string, eventId: string): void {
    this.#sql.exec('DELETE FROM messages WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId);
  }

  /** Pending messages of an endpoint that may go by now, the longest waiting first. */
  listDue(endpointId: string, now: number, limit: number): StoredMessage[] {
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
   * Ends what is pending and has lost its text: it was taken back with its article, else its time was over. Of one
   * endpoint; null: of all.
   */
  endErased(endpointId: string | null, now: number): void {
    this.#sql.exec(
      `UPDATE messages SET next_attempt_at = NULL, state = iif(is_cancelled, 'cancelled', 'failed'),
         attempts = iif(is_cancelled, attempts, json_insert(attempts, '$[#]', json(?2)))
       FROM events
       WHERE state = 'pending' AND events.id = event_id AND body IS NULL AND (?1 IS NULL OR endpoint_id = ?1)`,
      endpointId,
      JSON.stringify({ at: now, status: null, latencyMs: 0, failure: { code: 'message_expired' } }),
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
      .exec<{ id: string }>(
        'DELETE FROM messages WHERE endpoint_id = ? AND event_id < ? RETURNING event_id AS id',
        endpointId,
        eventId,
      )
      .toArray();
    for (const { id } of older) this.#events.dropPush(id);
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
  list(endpointId: string, limit: number, before: string | null): Omit<MessageRecord, 'inFlightSince'>[] {
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
