/** Which POST is made next: first attempts from their pages, and what has rows, in turns. */

import type { StoredEndpoint } from './endpoint-rows.ts';
import { isSendable } from './event-rows.ts';
import type { Flights, Work } from './flights.ts';
import { findAdapter } from './format/formats.ts';
import { beginProgress, buildMessageId } from './message.ts';
import type { FirstAttempt, OpenPages } from './open-pages.ts';
import { isFree, isHealthy } from './outcome.ts';
import { MAX_DIGEST_MESSAGES, planNext, SLOTS_PER_LANE, spendOne } from './schedule.ts';
import type { DeliveryStore } from './store.ts';

/** Feeds' bytes that POSTs have in memory at once, of the object's 128 MB; each is there some three times. */
const MAX_BYTES_IN_FLIGHT = 8_000_000;

/** Finds work in the store. */
export class WorkFinder {
  readonly #store: DeliveryStore;
  readonly #flights: Flights;
  readonly #pages: OpenPages;
  #isFreshTurn = false;

  constructor(store: DeliveryStore, flights: Flights, pages: OpenPages) {
    this.#store = store;
    this.#flights = flights;
    this.#pages = pages;
  }

  /** The next POST to endpoints that are healthy, or not; first attempts and what has rows take turns. */
  find(isHealthy: boolean, now: number): Work | null {
    if (this.#flights.feedBytes >= MAX_BYTES_IN_FLIGHT) return null;
    if (!isHealthy) return this.#findDue(false, now);
    this.#isFreshTurn = !this.#isFreshTurn;
    return this.#isFreshTurn
      ? (this.#findFirst(now) ?? this.#findDue(true, now))
      : (this.#findDue(true, now) ?? this.#findFirst(now));
  }

  /** The next first attempt of the pages. */
  #findFirst(now: number): Work | null {
    for (;;) {
      const first = this.#pages.takeNext();
      if (first === null) return null;
      const work = this.#openFirst(first, now);
      if (work !== null) return work;
    }
  }

  /** A first attempt, unless something has changed since the page was written; then it is what that makes of it. */
  #openFirst({ page, endpointId }: FirstAttempt, now: number): Work | null {
    const endpoint = this.#store.endpoints.find(endpointId);
    const event = this.#store.events.find(page.eventId);
    if (
      endpoint === null ||
      endpoint.isRemoved ||
      event === null ||
      (page.isOld && this.#store.messages.has(endpointId, event.id))
    ) {
      this.#store.transact(() => this.#pages.finishOne(page));
      return null;
    }
    const { target, condition } = endpoint;
    const message = { ...beginProgress(target.state, now), endpointId, eventId: event.id, attempts: [] };
    const isBusy = this.#flights
      .listOf(endpointId)
      .some((flight) => flight.isLate || findAdapter(target.format).isSubscription);
    if (target.state === 'active' && isSendable(event) && isFree(condition, now) && !isBusy) {
      return { target, messages: [{ ...message, event }], page };
    }
    this.#store.transact(() => {
      this.#store.messages.write(message);
      this.#store.endpoints.expect(endpoint, message.nextAttemptAt);
      this.#pages.finishOne(page);
    });
    return null;
  }

  /** The next POST of what has rows, to endpoints that are healthy or not. */
  #findDue(isHealthy: boolean, now: number): Work | null {
    const next = this.#store.endpoints.findNextAt(isHealthy);
    if (next === null || next > now) return null;
    const passedOver = this.#listBusy();
    for (;;) {
      const [endpoint] = this.#store.endpoints.listDue(isHealthy, now, [...passedOver], 1);
      if (endpoint === undefined) return null;
      const { id } = endpoint.target;
      passedOver.add(id);
      const work = this.#store.transact(() => this.#openDue(endpoint, now));
      if (work !== null) return work;
    }
  }

  /** Endpoints that get no other message now: they have as many as they may, or keep one waiting. */
  #listBusy(): Set<string> {
    const busy = new Set<string>();
    for (const [id, flights] of this.#flights.groupByEndpoint()) {
      const endpoint = this.#store.endpoints.find(id);
      if (endpoint === null) continue;
      if (flights.length >= countSlots(endpoint) || flights.some(({ isLate }) => isLate)) busy.add(id);
    }
    return busy;
  }

  #openDue(endpoint: StoredEndpoint, now: number): Work | null {
    const { target, condition } = endpoint;
    const adapter = findAdapter(target.format);
    const flights = this.#flights.listOf(target.id);
    // One is enough to choose from, unless it may go with others or a hold has spread them.
    const count = adapter.mergesMessages || condition.hold !== null ? MAX_DIGEST_MESSAGES : 1;
    const waiting = this.#listWaiting(target.id, flights.length + count, now);
    if (waiting.length === 0) {
      const next = this.#store.messages.findNextAttemptAt(target.id);
      // All that were listed have lost their text: there are others behind them.
      if (next !== null && next <= now && flights.length === 0) return this.#openDue(endpoint, now);
      // What is under way now is looked at again when its outcome is written.
      if (next === null || next > now) this.#store.endpoints.write({ ...endpoint, nextAt: next });
      return null;
    }
    const plan = planNext(waiting, condition, adapter, now);
    if (plan.messages === null) {
      this.#store.endpoints.write({ ...endpoint, nextAt: plan.nextAt });
      return null;
    }
    const bucketFullAt = spendOne(condition.bucketFullAt, adapter.rateLimit, now);
    if (bucketFullAt !== condition.bucketFullAt) {
      this.#store.endpoints.write({ ...endpoint, condition: { ...condition, bucketFullAt } });
    }
    return { target, messages: plan.messages, page: null };
  }

  /** What of an endpoint is due and not under way; what lost its text meanwhile is taken out of its way. */
  #listWaiting(endpointId: string, limit: number, now: number) {
    const due = this.#store.messages
      .listDue(endpointId, now, limit)
      .filter(({ eventId }) => this.#flights.find(endpointId, eventId) === null);
    const waiting = due.flatMap((message) => {
      const event = this.#store.events.find(message.eventId);
      if (event === null) this.#store.messages.delete(endpointId, message.eventId);
      if (event === null || !isSendable(event)) return [];
      const id = buildMessageId(message.eventId, endpointId);
      const nextAttemptAt = message.nextAttemptAt ?? now;
      return [{ ...message, id, nextAttemptAt, event }];
    });
    if (waiting.length < due.length) this.#store.messages.endErased(endpointId, now);
    return waiting;
  }

  /** When something may be sent next, perhaps in the past; null: nothing waits. */
  findNextAt(): number | null {
    const times = [
      this.#pages.hasNext() ? 0 : null,
      this.#store.endpoints.findNextAt(true),
      this.#store.endpoints.findNextAt(false),
    ].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }
}

/** POSTs to one endpoint at a time. Newer bytes of a feed must not be overtaken by older ones. */
function countSlots({ target, condition }: StoredEndpoint): number {
  const { isSubscription, rateLimit } = findAdapter(target.format);
  return isSubscription || rateLimit !== null || !isHealthy(condition) ? 1 : SLOTS_PER_LANE;
}
