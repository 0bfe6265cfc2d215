/** Fan-out: every open event to every matching endpoint, page by page from a cursor; repeating it changes nothing. */

import { COURIER_NAMES, nameCourier } from '../webhook/courier-name.ts';
import type { HandedEvent } from '../webhook/courier-store.ts';
import type { EndpointTarget } from '../webhook/endpoint.ts';
import type { IncomingMessage } from '../webhook/message.ts';
import { buildMessageId } from '../webhook/message-id.ts';
import { isServedByCourier, packCourierCalls, prepareForCouriers } from './courier-calls.ts';
import { buildTarget, findEndpoint, listUnsyncedEndpoints, markSynced, postponeSync } from './endpoints.ts';
import type { LedgerEvent } from './events.ts';
import { findEvent, findOpenEvent } from './events.ts';
import type { Ledger } from './ledger.ts';
import { listMatchingEndpoints } from './routing.ts';

/** Calls to other objects in one slice: a thousand are allowed to an invocation on the free plan. */
export const HANDOVERS_PER_SLICE = 500;
/**
 * Calls under way at once. Each lasts until its POST has gone out (dispatcher.ts, PATIENCE_MS), so this is how far
 * the ledger runs ahead of them: on one machine, POSTs that wait for their turn any longer would come to time out.
 */
export const PARALLEL_HANDOVERS = 48;
/** Before a Mailbox that could not be reached is tried again: doubled each time, up to five minutes. */
export const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;

/** The Mailbox of an endpoint, as far as the ledger calls it. */
export interface MailboxDoor {
  accept(target: EndpointTarget, messages: readonly IncomingMessage[]): Promise<unknown>;
  cancelArticle(articleId: string, withdrawnAt: number): Promise<void>;
  configure(target: EndpointTarget): Promise<void>;
  /** `farewellUrl` is called once, if given. */
  remove(farewellUrl?: string | null): Promise<void>;
}

export type OpenMailbox = (endpointId: string) => MailboxDoor;

/** A Courier, as far as the ledger calls it. */
export interface CourierDoor {
  /** Returns the endpoints for which the event was not taken. */
  deliver(event: HandedEvent, targets: readonly EndpointTarget[]): Promise<readonly string[]>;
  forget(endpointId: string): Promise<void>;
}

/** Those who deliver, by their names. */
export interface Carriers {
  readonly openMailbox: OpenMailbox;
  readonly openCourier: (name: string) => CourierDoor;
}

/**
 * Hands one page of the oldest open event to its endpoints' Couriers and Mailboxes. An endpoint for which that fails is
 * noted and tried again on its own, so that it holds up nobody. Returns the number of endpoints served.
 */
export async function handOutEvent(ledger: Ledger, carriers: Carriers): Promise<number> {
  const event = findOpenEvent(ledger);
  if (event === null) return 0;
  const page = listMatchingEndpoints(ledger, event, event.cursor, HANDOVERS_PER_SLICE);
  const failed = await handOver(ledger, carriers, event, page.ids);
  for (const id of failed) noteFailedHandover(ledger, event.id, id);
  if (page.cursor === null) ledger.sql.exec('UPDATE events SET is_paged = 1 WHERE id = ?', event.id);
  else ledger.sql.exec('UPDATE events SET cursor = ? WHERE id = ?', page.cursor, event.id);
  deleteFinishedEvents(ledger);
  return Math.max(page.ids.length, 1);
}

/** Tries again what failed on its own. Returns the number of endpoints served. */
export async function retryHandovers(ledger: Ledger, carriers: Carriers): Promise<number> {
  const due = ledger.sql
    .exec<{ event_id: string; endpoint_id: string }>(
      'SELECT event_id, endpoint_id FROM handovers WHERE due_at <= ? ORDER BY due_at LIMIT ?',
      ledger.now,
      PARALLEL_HANDOVERS,
    )
    .toArray();
  await callInParallel(due, async ({ event_id, endpoint_id }) => {
    const event = findEvent(ledger, event_id);
    const failed = event === null ? [] : await handOver(ledger, carriers, event, [endpoint_id]);
    if (failed.length > 0) noteFailedHandover(ledger, event_id, endpoint_id);
    else
      ledger.sql.exec('DELETE FROM handovers WHERE event_id = ? AND endpoint_id = ?', event_id, endpoint_id);
  });
  deleteFinishedEvents(ledger);
  return due.length;
}

/** Tells Mailboxes of their endpoints' changes and removals. Returns the number of Mailboxes called. */
export async function syncEndpoints(ledger: Ledger, carriers: Carriers, limit: number): Promise<number> {
  const unsynced = listUnsyncedEndpoints(ledger, limit);
  const failed = await callInParallel(unsynced, async ({ id, version, target }) => {
    if (target === null) {
      await carriers.openMailbox(id).remove();
      await carriers.openCourier(nameCourier(id)).forget(id);
    } else await carriers.openMailbox(id).configure(target);
    markSynced(ledger, id, version);
  });
  for (const { id } of failed) postponeSync(ledger, id, ledger.now + FIRST_RETRY_MS);
  return unsynced.length;
}

/** Gives an event to each of its endpoints' carriers. Returns the endpoints for which that failed. */
async function handOver(
  ledger: Ledger,
  { openMailbox, openCourier }: Carriers,
  event: LedgerEvent,
  ids: readonly string[],
): Promise<string[]> {
  const endpoints = ids.map((id) => findEndpoint(ledger, id)).filter((endpoint) => endpoint !== null);
  const handed = prepareForCouriers(ledger, event);
  const byCourier = handed === null ? [] : endpoints.filter(isServedByCourier);
  const byMailbox = handed === null ? endpoints : endpoints.filter((one) => !isServedByCourier(one));
  const failed: string[] = [];
  const toCouriers = callInParallel(
    packCourierCalls(byCourier),
    async ({ courier, calls }) => {
      for (const targets of calls) {
        if (handed === null) return;
        const refused = await openCourier(courier)
          .deliver(handed, targets)
          .catch(() => targets.map(({ id }) => id));
        failed.push(...refused);
      }
    },
    // All at once: one whose receivers hang makes no other wait.
    COURIER_NAMES.length,
  );
  const toMailboxes = callInParallel(byMailbox, (endpoint) =>
    handToMailbox(openMailbox(endpoint.id), event, buildTarget(endpoint)),
  );
  const [, failedMailboxes] = await Promise.all([toCouriers, toMailboxes]);
  return [...failed, ...failedMailboxes.map(({ id }) => id)];
}

async function handToMailbox(
  mailbox: MailboxDoor,
  event: LedgerEvent,
  target: EndpointTarget,
): Promise<void> {
  if (event.type === 'cancel') {
    if (event.articleId !== null) await mailbox.cancelArticle(event.articleId, event.at);
    return;
  }
  const { type, articleId, body, at } = event;
  await mailbox.accept(target, [
    { id: buildMessageId(event.id, target.id), type, articleId, body, createdAt: at },
  ]);
}

function noteFailedHandover(ledger: Ledger, eventId: string, endpointId: string): void {
  // The event may have been dropped while the call was under way: then there is nothing left to hand over.
  ledger.sql.exec(
    `INSERT INTO handovers (event_id, endpoint_id, due_at, failures)
       SELECT id, ?2, ?3 + ?4, 1 FROM events WHERE id = ?1
     ON CONFLICT DO UPDATE SET failures = failures + 1, due_at = ?3 + min(?4 << min(failures, 10), ?5)`,
    eventId,
    endpointId,
    ledger.now,
    FIRST_RETRY_MS,
    LAST_RETRY_MS,
  );
}

function deleteFinishedEvents(ledger: Ledger): void {
  ledger.sql.exec('DELETE FROM events WHERE is_paged = 1 AND id NOT IN (SELECT event_id FROM handovers)');
}

/** Calls for every item, `parallel` at a time; gives back the items whose call failed. */
export async function callInParallel<T>(
  items: readonly T[],
  call: (item: T) => Promise<void>,
  parallel = PARALLEL_HANDOVERS,
): Promise<T[]> {
  const failed: T[] = [];
  const queue = items.values();
  const work = async () => {
    for (const item of queue) {
      try {
        await call(item);
      } catch {
        failed.push(item);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, work));
  return failed;
}
