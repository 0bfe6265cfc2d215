/** What a Courier keeps, in SQL: events once, and the first attempt to each endpoint. */

import type { AttemptOutcome } from './attempt.ts';
import type { EndpointTarget } from './endpoint.ts';
import type { MessageType } from './event.ts';
import { BODY_RETENTION_MS, MESSAGE_RETENTION_MS } from './expiry.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { AttemptRecord, MessageRecord } from './message.ts';
import { buildMessageId, readEventId } from './message-id.ts';
import { noteWithdrawal } from './withdrawal-store.ts';

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

/** `failed`: the Mailbox is still to be told; `passed_on`: it has the message. */
export type DeliveryState = 'delivered' | 'under_way' | 'failed' | 'passed_on';

/** A first attempt. `status` and `latencyMs` are null until it has ended. */
export interface Delivery {
  readonly endpointId: string;
  readonly eventId: string;
  readonly state: DeliveryState;
  /** When it began, epoch milliseconds. */
  readonly at: number;
  readonly status: number | null;
  readonly latencyMs: number | null;
  /** Where it goes; kept only as long as the Mailbox may have to be told of it. */
  readonly target: EndpointTarget | null;
  /** What came of one that failed, likewise. */
  readonly outcome: AttemptOutcome | null;
}

type DeliveryRow = {
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly state: DeliveryState;
  readonly at: number;
  readonly status: number | null;
  readonly latency_ms: number | null;
  readonly target: string | null;
  readonly outcome: string | null;
};

type EventRow = {
  readonly type: MessageType;
  readonly article_id: string | null;
  readonly body: string | null;
  readonly created_at: number;
};

/** A withdrawal of the article ?3 at ?5 or later. */
const WITHDRAWAL = 'SELECT 1 FROM withdrawals WHERE article_id = ?3 AND at >= ?5';

/** An event whose text may have been erased. */
export type WrittenEvent = Omit<HandedEvent, 'body'> & { readonly body: string | null };

/** Keeps an event; one that is there already stays as it is. The text of what was withdrawn is not kept. */
export function insertEvent(sql: MailboxSql, event: WrittenEvent): void {
  sql.exec(
    `INSERT OR IGNORE INTO events (id, type, article_id, body, created_at)
     VALUES (?1, ?2, ?3, CASE WHEN EXISTS (${WITHDRAWAL}) THEN NULL ELSE ?4 END, ?5)`,
    event.id,
    event.type,
    event.articleId,
    event.body,
    event.createdAt,
  );
}

/** Whether the article of an event was withdrawn after it. */
export function isWithdrawn(
  sql: MailboxSql,
  { articleId, createdAt }: Pick<HandedEvent, 'articleId' | 'createdAt'>,
): boolean {
  return sql.exec(WITHDRAWAL, null, null, articleId, null, createdAt).toArray().length > 0;
}

/** Writes where a first attempt stands. */
export function writeDelivery(sql: MailboxSql, delivery: Delivery): void {
  sql.exec(
    'INSERT OR REPLACE INTO deliveries (endpoint_id, event_id, state, at, status, latency_ms, target, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    delivery.endpointId,
    delivery.eventId,
    delivery.state,
    delivery.at,
    delivery.status,
    delivery.latencyMs,
    delivery.target === null ? null : JSON.stringify(delivery.target),
    delivery.outcome === null ? null : JSON.stringify(delivery.outcome),
  );
}

export function findDelivery(sql: MailboxSql, endpointId: string, eventId: string): Delivery | null {
  const [row] = sql
    .exec<DeliveryRow>('SELECT * FROM deliveries WHERE endpoint_id = ? AND event_id = ?', endpointId, eventId)
    .toArray();
  return row === undefined ? null : readDelivery(row);
}

/** An event; without its text where that was erased. */
export function findEvent(sql: MailboxSql, id: string): WrittenEvent | null {
  const [row] = sql
    .exec<EventRow>('SELECT type, article_id, body, created_at FROM events WHERE id = ?', id)
    .toArray();
  if (row === undefined) return null;
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

/** What Mailboxes are to be told by now: what failed, and what was cut off, because it began before a moment. */
export function listOwed(sql: MailboxSql, before: number, limit: number): Delivery[] {
  return sql
    .exec<DeliveryRow>(
      `SELECT * FROM deliveries
       WHERE target IS NOT NULL AND (state = 'failed' OR (state = 'under_way' AND at <= ?))
       ORDER BY at LIMIT ${limit}`,
      before,
    )
    .toArray()
    .map(readDelivery);
}

/** When the attempt began that has been under way longest, and the first that failed; null: there is none. */
export function findOldestOwed(sql: MailboxSql): {
  readonly underWaySince: number | null;
  readonly failedSince: number | null;
} {
  const [row] = sql
    .exec<{ under_way: number | null; failed: number | null }>(
      `SELECT (SELECT min(at) FROM deliveries WHERE target IS NOT NULL AND state = 'under_way') AS under_way,
              (SELECT min(at) FROM deliveries WHERE target IS NOT NULL AND state = 'failed') AS failed`,
    )
    .toArray();
  return { underWaySince: row?.under_way ?? null, failedSince: row?.failed ?? null };
}

/** An endpoint's messages that its Mailbox does not have, newest first; `before` is the id of one of them. */
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
      attempts: [describeAttempt(readDelivery(row))],
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

/** Erases the text of an article that was withdrawn at that moment, and keeps none that comes late. */
export function eraseArticle(sql: MailboxSql, articleId: string, withdrawnAt: number): void {
  noteWithdrawal(sql, articleId, withdrawnAt);
  sql.exec(
    'UPDATE events SET body = NULL WHERE article_id = ? AND created_at <= ? AND body IS NOT NULL',
    articleId,
    withdrawnAt,
  );
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
  sql.exec('DELETE FROM withdrawals WHERE at < ?', oldest);
  const [expired] = sql.exec('SELECT 1 FROM events WHERE created_at < ? LIMIT 1', oldest).toArray();
  if (expired === undefined) return;
  sql.exec('DELETE FROM deliveries WHERE event_id IN (SELECT id FROM events WHERE created_at < ?)', oldest);
  sql.exec('DELETE FROM events WHERE created_at < ?', oldest);
  // Whoever was removed while a first attempt was under way, or was not told anything for so long.
  sql.exec('DELETE FROM unwell WHERE endpoint_id NOT IN (SELECT endpoint_id FROM deliveries)');
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
    outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as AttemptOutcome),
  };
}

function describeAttempt({ at, status, latencyMs, outcome }: Delivery): AttemptRecord {
  const error = outcome === null || outcome.verdict.kind === 'delivered' ? null : outcome.verdict.error;
  return { at, status, latencyMs, error };
}
