/** POSTs in flight: what is being sent now, to whom, in which lane. */

import type { EndpointTarget } from './endpoint.ts';
import type { SendableEvent } from './event-rows.ts';
import type { StoredMessage } from './message-rows.ts';
import type { OpenPage, PagesInFlight } from './open-pages.ts';
import type { Lane } from './schedule.ts';

/** One POST to make: its messages, and their endpoint as it was when they were chosen. */
export interface Work {
  readonly target: EndpointTarget;
  readonly messages: readonly (StoredMessage & { readonly event: SendableEvent })[];
  /** The page of a first attempt; null: the messages have rows. */
  readonly page: OpenPage | null;
}

/** A POST from its beginning until its outcome is written. */
export interface Flight extends Work {
  readonly lane: Lane;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** It has taken longer than most receivers do (LATE_MS). */
  isLate: boolean;
  /** False once it was answered: then its slot is free. */
  isOpen: boolean;
  /** Resolves once its Sender has begun it: whatever it says has left. */
  readonly hasLeft: PromiseWithResolvers<void>;
}

/** The POSTs of one queue that have begun and whose outcome is not yet written. */
export class Flights implements PagesInFlight {
  readonly #flights = new Set<Flight>();
  #feedBytes = 0;

  /** Bytes of feeds that are in memory for POSTs. */
  get feedBytes(): number {
    return this.#feedBytes;
  }

  get count(): number {
    return this.#flights.size;
  }

  begin(work: Work, lane: Lane, now: number): Flight {
    const flight = {
      ...work,
      lane,
      startedAt: now,
      isLate: false,
      isOpen: true,
      hasLeft: Promise.withResolvers<void>(),
    };
    this.#flights.add(flight);
    this.#feedBytes += countFeedBytes(flight);
    return flight;
  }

  /** It was answered: its slot is free. */
  close(flight: Flight): void {
    if (flight.isOpen) this.#feedBytes -= countFeedBytes(flight);
    flight.isOpen = false;
    flight.hasLeft.resolve();
  }

  /** Its outcome is written, or nobody will ever know it. */
  end(flight: Flight): void {
    this.close(flight);
    this.#flights.delete(flight);
  }

  /** Those that have a slot: they are not answered yet. */
  listOpen(): Flight[] {
    return this.#list(({ isOpen }) => isOpen);
  }

  /** Those to an endpoint, answered or not: what came of them is not written yet. */
  listOf(endpointId: string): Flight[] {
    return this.#list(({ target }) => target.id === endpointId);
  }

  /** All of them by their endpoint's id. */
  groupByEndpoint(): Map<string, Flight[]> {
    return Map.groupBy(this.#flights, ({ target }) => target.id);
  }

  /** Asked for with every POST that begins, of all that are in flight: nothing else is made than what is given back. */
  #list(isMeant: (flight: Flight) => boolean): Flight[] {
    const found: Flight[] = [];
    for (const flight of this.#flights) if (isMeant(flight)) found.push(flight);
    return found;
  }

  /** Whether one is the first attempt of such a page. */
  hasPage(isMeant: (page: OpenPage) => boolean): boolean {
    for (const { page } of this.#flights) if (page !== null && isMeant(page)) return true;
    return false;
  }

  /** The one that has a message; null: none does. */
  find(endpointId: string, eventId: string): Flight | null {
    for (const flight of this.#flights) {
      const has = flight.messages.some(
        (message) => message.endpointId === endpointId && message.eventId === eventId,
      );
      if (has) return flight;
    }
    return null;
  }

  /** Resolves once none of those that are meant, as they are now, can leave here any more. */
  async waitUntilLeft(isMeant: (flight: Flight) => boolean): Promise<void> {
    await Promise.all(this.listOpen().flatMap((flight) => (isMeant(flight) ? [flight.hasLeft.promise] : [])));
  }
}

function countFeedBytes({ messages }: Work): number {
  let sum = 0;
  for (const { event } of messages) if (event.type === 'feed.changed') sum += event.body.length;
  return sum;
}
