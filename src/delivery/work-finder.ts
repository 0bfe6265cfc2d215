/** Which POST is made next: first attempts from their pages, and what has rows, in turns. */

import type { StoredEndpoint } from './endpoint-rows.ts';
import type { Flights, OpenPage, Work } from './flights.ts';
import { findAdapter } from './format/formats.ts';
import { beginProgress, buildMessageId } from './message.ts';
import { isFree, isHealthy } from './outcome.ts';
import { MAX_DIGEST_MESSAGES, planNext, SLOTS_PER_LANE, spendOne } from './schedule.ts';
import type { DeliveryStore } from './store.ts';

/** Feeds' bytes that POSTs have in memory at once, of the object's 128 MB; each is there some three times. */
const MAX_BYTES_IN_FLIGHT = 8_000_000;

/** Finds work in the store. */
export class WorkFinder {
  readonly #store: DeliveryStore;
  readonly #flights: Flights;
  /** The page whose attempts are begun next; those before it may still wait for outcomes. */
  #page: OpenPage | null = null;
  #lastPage = 0;
  #lastOldPage: number;
  /** Pages that are counted: those that were opened since the last fault and have not ended. */
  readonly #openPages = new Set<OpenPage>();
  #isFreshTurn = false;

  constructor(store: DeliveryStore, flights: Flights) {
    this.#store = store;
    this.#flights = flights;
    this.#lastOldPage = store.pages.lastNumber;
  }

  /** The next POST to endpoints that are healthy, or not; first attempts and what has rows take turns. */
  find(isHealthy: boolean, now: number): Work | null {
    if (this.#flights.countFeedBytes() >= MAX_BYTES_IN_FLIGHT) return null;
    if (!isHealthy) return this.#findDue(false, now);
    this.#isFreshTurn = !this.#isFreshTurn;
    return this.#isFreshTurn
      ? (this.#findFirst(now) ?? this.#findDue(true, now))
      : (this.#findDue(true, now) ?? this.#findFirst(now));
  }

  /** The next first attempt of the pages. */
  #findFirst(now: number): Work | null {
    for (;;) {
      const page = this.#findPage();
      if (page === null) return null;
      const endpointId = page.endpointIds[page.next];
      page.next += 1;
      if (endpointId === undefined) {
        this.#page = null;
        continue;
      }
      const work = this.#openFirst(page, endpointId, now);
      if (work !== null) return work;
    }
  }

  #findPage(): OpenPage | null {
    if (this.#page !== null) return this.#page;
    // What is in flight from before a fault has no row yet, so a page that is read again would send it a second time.
    if (this.#flights.hasPage((page) => !this.#openPages.has(page))) return null;
    const stored = this.#store.pages.findAfter(this.#lastPage);
    if (stored === null) return null;
    this.#lastPage = stored.number;
    const { number, eventId, endpointIds } = stored;
    const event = this.#store.events.find(eventId);
    const isOld = number <= this.#lastOldPage;
    this.#page = { number, event, endpointIds, isOld, next: 0, left: endpointIds.length };
    this.#openPages.add(this.#page);
    return this.#page;
  }

  /** A first attempt, unless something has changed since the page was written; then it is what that makes of it. */
  #openFirst(page: OpenPage, endpointId: string, now: number): Work | null {
    const endpoint = this.#store.endpoints.find(endpointId);
    const event = page.event === null ? null : this.#store.events.find(page.event.id);
    if (
      endpoint === null ||
      endpoint.isRemoved ||
      event === null ||
      (page.isOld && this.#store.messages.has(endpointId, event.id))
    ) {
      this.#store.transact(() => this.endFirst(page));
      return null;
    }
    const { target, condition } = endpoint;
    const message = { ...beginProgress(target.state, now), endpointId, eventId: event.id, attempts: [] };
    const isBusy = this.#flights
      .listOf(endpointId)
      .some((flight) => flight.isLate || findAdapter(target.format).isSubscription);
    if (target.state === 'active' && event.body !== null && isFree(condition, now) && !isBusy) {
      return {
        target,
        messages: [{ ...message, event: { ...event, body: event.body } }],
        page,
      };
    }
    this.#store.transact(() => {
      this.#store.messages.write(message);
      this.#store.endpoints.expect(endpoint, message.nextAttemptAt);
      this.endFirst(page);
    });
    return null;
  }

  /** One more of a page has its row; the page goes with the last. One from before a fault is counted when it is read again. */
  endFirst(page: OpenPage): void {
    if (!this.#openPages.has(page)) return;
    page.left -= 1;
    if (page.left > 0) return;
    this.#openPages.delete(page);
    this.#store.pages.delete(page.number);
    if (page.event?.type === 'feed.changed') this.#store.events.dropPush(page.event.id);
  }

  /** The next POST of what has rows, to endpoints that are healthy or not. */
  #findDue(isHealthy: boolean, now: number): Work | null {
    const next = this.#store.endpoints.findNextAt(isHealthy);
    if (next === null || next > now) return null;
    const passedOver = new Set<string>();
    for (;;) {
      const [endpoint] = this.#store.endpoints.listDue(isHealthy, now, [...passedOver], 1);
      if (endpoint === undefined) return null;
      const { id } = endpoint.target;
      passedOver.add(id);
      const flights = this.#flights.listOf(id);
      // Who keeps one message waiting gets no other.
      if (flights.length >= countSlots(endpoint) || flights.some(({ isLate }) => isLate)) continue;
      const work = this.#store.transact(() => this.#openDue(endpoint, now));
      if (work !== null) return work;
    }
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
    return this.#store.messages
      .listDue(endpointId, now, limit)
      .filter(({ eventId }) => this.#flights.find(endpointId, eventId) === null)
      .flatMap((message) => {
        const event = this.#store.events.find(message.eventId);
        const id = buildMessageId(message.eventId, endpointId);
        if (event !== null && event.body !== null) {
          const nextAttemptAt = message.nextAttemptAt ?? now;
          return [{ ...message, id, nextAttemptAt, event: { ...event, body: event.body } }];
        }
        if (event === null) this.#store.messages.delete(endpointId, message.eventId);
        else this.#store.messages.write({ ...message, state: 'cancelled', nextAttemptAt: null });
        return [];
      });
  }

  /** When something may be sent next, perhaps in the past; null: nothing waits. */
  findNextAt(): number | null {
    const isPageLeft = this.#page !== null || this.#store.pages.findAfter(this.#lastPage) !== null;
    const times = [
      isPageLeft ? 0 : null,
      this.#store.endpoints.findNextAt(true),
      this.#store.endpoints.findNextAt(false),
    ].filter((at) => at !== null);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** After a fault: nothing in memory is trusted, every page is read again. */
  reset(): void {
    this.#page = null;
    this.#openPages.clear();
    this.#lastPage = 0;
    this.#lastOldPage = Number.POSITIVE_INFINITY;
  }
}

/** POSTs to one endpoint at a time. Newer bytes of a feed must not be overtaken by older ones. */
function countSlots({ target, condition }: StoredEndpoint): number {
  const { isSubscription, rateLimit } = findAdapter(target.format);
  return isSubscription || rateLimit !== null || !isHealthy(condition) ? 1 : SLOTS_PER_LANE;
}
