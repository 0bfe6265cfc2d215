/** What a Courier keeps, in SQL: events once, and the first attempt to each endpoint. */

import type { EndpointTarget } from './endpoint.ts';
import type { MessageType } from './event.ts';
import { BODY_RETENTION_MS, MESSAGE_RETENTION_MS } from './expiry.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { AttemptRecord, MessageRecord } from './message.ts';
import { buildMessageId, readEventId } from './message-id.ts';

/** An event as a Courier is handed it, for all of its endpoints alike. */
export interface HandedEvent {
  readonly id: string;
  readonly type: MessageType;
  readonly articleId: string | null;
  /** The very bytes that are signed and sent. */
  readonly body: string;
  /** When it happened, epoch milliseconds. */
  readonly createdAt: number;
}

export type DeliveryState = 'delivered' | 'under_way' | 'passed_on';

/** A first attempt. `status` and `latencyMs` are null until it has ended. */
export interface Delivery {
  readonly endpointId: string;
  readonly eventId: string;
  readonly state: DeliveryState;
  /** When it began, epoch milliseconds. */
  readonly at: number;
  readonly status: number | null;
  readonly latencyMs: number | null;
  /** Where it goes; kept only while it is under way. */
  readonly target: EndpointTarget | null;
}

type DeliveryRow = {
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly state: DeliveryState;
  readonly at: number;
  readonly status: number | null;
  readonly latency_ms: number | null;
  readonly target: string | null;
};

type EventRow = {
  readonly type: MessageType;
  readonly article_id: string | null;
  readonly body: string | null;
  readonly created_at: number;
};

/** Keeps an event; one that is there already stays as it is. */
export function insertEvent(sql: MailboxSql, event: HandedEvent): void {
  sql.exec(
    'INSERT OR IGNORE INTO events (id, type, article_id, body, created_at) VALUES (?, ?, ?, ?, ?)',
    event.id,
    event.type,
    event.articleId,
    event.body,
    event.createdAt,
  );
}

/** Writes where a first attempt stands. */
export function writeDelivery(sql: MailboxSql, delivery: Delivery): void {
  sql.exec(
    'INSERT OR REPLACE INTO deliveries (endpoint_id, event_id, state, at, status, latency_ms, target) VALUES (?, ?, ?, ?, ?, ?, ?)',
    delivery.endpointId,
    delivery.eventId,
    delivery.state,
    delivery.at,
    delivery.status,
    delivery.latencyMs,
    delivery.target === null ? null : JSON.stringify(delivery.target),
  );
}

export function findDelivery(sql: MailboxSql, endpointId: string, eventId: string): Delivery | null {
  const [row] = sql
    .exec<DeliveryRow>('SELECT * FROM deliveries WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId)
    .toArray();
  return row === undefined ? null : readDelivery(row);
}

/** An event, as long as its body is kept. */
export function findEvent(sql: MailboxSql, id: string): HandedEvent | null {
  const [row] = sql
    .exec<EventRow>('SELECT type, article_id, body, created_at FROM events WHERE id = ?', id)
    .toArray();
  if (row === undefined || row.body === null) return null;
  return { id, type: row.type, articleId: row.article_id, body: row.body, createdAt: row.created_at };
}

/** When something was last delivered to the endpoint, epoch milliseconds; null: nothing that is known of. */
export function findLastDelivered(sql: MailboxSql, endpointId: string): number | null {
  const [row] = sql
    .exec<{ at: number }>(
      `SELECT at FROM deliveries WHERE endpoint_id = ? AND state = 'delivered' ORDER BY event_id DESC LIMIT 1`,
      endpointId,
    )
    .toArray();
  return row?.at ?? null;
}

/** Attempts that began before a moment and have not ended, the oldest first. */
export function listUnderWay(sql: MailboxSql, before: number, limit: number): Delivery[] {
  return sql
    .exec<DeliveryRow>(
      `SELECT * FROM deliveries WHERE state = 'under_way' AND at <= ? ORDER BY at LIMIT ${limit}`,
      before,
    )
    .toArray()
    .map(readDelivery);
}

/** When the attempt began that has been under way longest; null: there is none. */
export function findOldestUnderWay(sql: MailboxSql): number | null {
  const [row] = sql
    .exec<{ at: number | null }>(`SELECT min(at) AS at FROM deliveries WHERE state = 'under_way'`)
    .toArray();
  return row?.at ?? null;
}

/** An endpoint's messages that its Mailbox does not have, newest first; `before` is the id of a message. */
export function listDeliveries(
  sql: MailboxSql,
  endpointId: string,
  limit: number,
  before: string | null,
): MessageRecord[] {
  return sql
    .exec<DeliveryRow & EventRow>(
      `SELECT deliveries.*, type, article_id, created_at FROM deliveries JOIN events ON events.id = event_id
       WHERE endpoint_id = ?1 AND state <> 'passed_on' AND (?2 IS NULL OR event_id < ?2)
       ORDER BY event_id DESC LIMIT ?3`,
      endpointId,
      before === null ? null : readEventId(before),
      limit,
    )
    .toArray()
    .map((row) => ({
      id: buildMessageId(row.event_id, endpointId),
      event: row.type,
      articleId: row.article_id,
      state: row.state === 'delivered' ? 'delivered' : 'pending',
      nextAttemptAt: null,
      createdAt: row.created_at,
      attempts: [readAttempt(row)],
    }));
}

export function isUnwell(sql: MailboxSql, endpointId: string): boolean {
  return sql.exec('SELECT 1 FROM unwell WHERE endpoint_id = ?', endpointId).toArray().length > 0;
}

export function noteUnwell(sql: MailboxSql, endpointId: string): void {
  sql.exec('INSERT OR IGNORE INTO unwell (endpoint_id) VALUES (?)', endpointId);
}

export function noteWell(sql: MailboxSql, endpointId: string): void {
  sql.exec('DELETE FROM unwell WHERE endpoint_id = ?', endpointId);
}

/** Forgets an endpoint that was removed. */
export function deleteEndpoint(sql: MailboxSql, endpointId: string): void {
  sql.exec('DELETE FROM deliveries WHERE endpoint_id = ?', endpointId);
  noteWell(sql, endpointId);
}

/** Erases bodies and events whose time is over, and what is known of their deliveries. */
export function sweepEvents(sql: MailboxSql, now: number): void {
  const oldest = now - MESSAGE_RETENTION_MS;
  sql.exec(
    'UPDATE events SET body = NULL WHERE body IS NOT NULL AND created_at < ?',
    now - BODY_RETENTION_MS,
  );
  const [expired] = sql.exec('SELECT 1 FROM events WHERE created_at < ? LIMIT 1', oldest).toArray();
  if (expired === undefined) return;
  sql.exec('DELETE FROM deliveries WHERE event_id IN (SELECT id FROM events WHERE created_at < ?)', oldest);
  sql.exec('DELETE FROM events WHERE created_at < ?', oldest);
}

export function hasEvents(sql: MailboxSql): boolean {
  return sql.exec('SELECT 1 FROM events LIMIT 1').toArray().length > 0;
}

function readDelivery(row: DeliveryRow): Delivery {
  return {
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    state: row.state,
    at: row.at,
    status: row.status,
    latencyMs: row.latency_ms,
    target: row.target === null ? null : (JSON.parse(row.target) as EndpointTarget),
  };
}

function readAttempt({ at, status, latency_ms }: DeliveryRow): AttemptRecord {
  return { at, status, latencyMs: latency_ms, error: null };
}
