/** What comes into a queue: events for endpoints, and newer states of endpoints. Inside the caller's transaction. */

import type { EndpointTarget } from './endpoint.ts';
import type { StoredEndpoint } from './endpoint-rows.ts';
import { findAdapter } from './format/formats.ts';
import type { QueuedEvent } from './message.ts';
import { beginProgress } from './message.ts';
import { isFree, UNTRIED } from './outcome.ts';
import type { RetryLadder } from './schedule.ts';
import { computeRetryAt } from './schedule.ts';
import type { DeliveryStore } from './store.ts';

/** Takes events and endpoints into the store. */
export class Intake {
  readonly #store: DeliveryStore;
  readonly #ladder: RetryLadder;

  constructor(store: DeliveryStore, ladder: RetryLadder) {
    this.#store = store;
    this.#ladder = ladder;
  }

  /** Takes an event for its endpoints; those that may be told at once become a page, the others get their rows. */
  take(event: QueuedEvent, targets: readonly EndpointTarget[], now: number): void {
    const isNew = this.#store.events.insert(event);
    const known = isNew ? new Set<string>() : this.#listKnown(event, targets);
    const first = targets.filter((target) => !known.has(target.id) && this.#takeFor(event, target, now));
    if (first.length > 0)
      this.#store.pages.insert(
        event.id,
        first.map(({ id }) => id),
      );
  }

  /** Endpoints that have an event already: those of all of its pages, and which of these targets have its message. */
  #listKnown({ id }: QueuedEvent, targets: readonly EndpointTarget[]): Set<string> {
    const endpointIds = targets.map((target) => target.id);
    return this.#store.pages.listEndpoints(id).union(this.#store.messages.listEndpoints(id, endpointIds));
  }

  /** Takes an event for an endpoint. True where its first attempt may be made at once, with those of its page. */
  #takeFor(event: QueuedEvent, target: EndpointTarget, now: number): boolean {
    const endpoint = this.adopt(target, now);
    if (endpoint === null) return false;
    const { state, format } = endpoint.target;
    const { rateLimit, isSubscription } = findAdapter(format);
    if (isSubscription) {
      if (this.#store.messages.hasNewer(target.id, event.id)) return false;
      this.#store.messages.dropOlder(target.id, event.id);
    }
    const dueAt = this.#computeFirstAttempt(now);
    const isAtOnce =
      state === 'active' && rateLimit === null && isFree(endpoint.condition, now) && dueAt <= now;
    if (isAtOnce) return true;
    const progress = beginProgress(state, dueAt);
    this.#store.messages.write({ ...progress, endpointId: target.id, eventId: event.id, attempts: [] });
    this.#store.endpoints.expect(endpoint, progress.nextAttemptAt);
    return false;
  }

  /** Takes over a newer state of an endpoint; an older one is ignored. Null where the endpoint was removed. */
  adopt(target: EndpointTarget, now: number): StoredEndpoint | null {
    const known = this.#store.endpoints.find(target.id);
    if (known?.isRemoved) return null;
    if (known !== null && known.target.version >= target.version) return known;
    // A new address, or one that a person has just activated, is not blamed for what was before.
    const isSame = known?.target.url === target.url && known.target.state === 'active';
    const beginsAnew = target.state === 'active' && !isSame;
    if (target.state !== 'active') this.#store.messages.holdPending(target.id);
    const nextAt = known === null ? null : this.#store.messages.findNextAttemptAt(target.id);
    const adopted: StoredEndpoint = {
      target,
      condition: known === null || beginsAnew ? UNTRIED : known.condition,
      nextAt: beginsAnew && nextAt !== null ? Math.min(nextAt, now) : nextAt,
      isRemoved: false,
    };
    this.#store.endpoints.write(adopted);
    return adopted;
  }

  #computeFirstAttempt(now: number): number {
    const random = Math.random();
    return computeRetryAt(this.#ladder, { attemptsMade: 0, now, random }) ?? now;
  }

  /** Forgets an endpoint with all that waits for it. */
  remove(endpointId: string, now: number): void {
    this.#store.endpoints.remove(endpointId, now);
  }

  /** Takes back what is undelivered of an article's revisions before this one. */
  cancel(articleId: string, revision: number, now: number): void {
    this.#store.events.cancel(articleId, revision, now);
  }
}
