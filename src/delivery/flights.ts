/** POSTs that are under way: what is being sent now, to whom, in which lane. */

import type { EndpointTarget } from './endpoint.ts';
import type { Lane } from './schedule.ts';
import type { StoredEvent, StoredMessage } from './store.ts';

/** One POST to make: its messages, and their endpoint as it was when they were chosen. */
export interface Work {
  readonly target: EndpointTarget;
  readonly isHealthy: boolean;
  readonly messages: readonly (StoredMessage & { readonly event: StoredEvent & { readonly body: string } })[];
  /** The page of a first attempt; null: the messages have rows. */
  readonly page: OpenPage | null;
}

/** A POST from its beginning until its outcome is written. */
export interface Flight extends Work {
  readonly lane: Lane;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  isLate: boolean;
  /** False once it was answered: then its slot is free. */
  isOpen: boolean;
  /** Resolves once it is answered, or late: then whatever it says has left here. */
  readonly hasLeft: PromiseWithResolvers<void>;
}

/** A page whose first attempts are being made. */
export interface OpenPage {
  readonly number: number;
  readonly event: StoredEvent | null;
  readonly endpointIds: readonly string[];
  /** It may have been begun in an earlier life, so that some have rows already. */
  readonly isOld: boolean;
  /** The next one to begin. */
  next: number;
  /** Those that have no row yet. */
  left: number;
}

/** The POSTs of one queue that have begun and whose outcome is not yet written. */
export class Flights {
  readonly #flights = new Set<Flight>();

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
    return flight;
  }

  end(flight: Flight): void {
    this.#flights.delete(flight);
  }

  /** Those that have a slot: they are not answered yet. */
  listOpen(): Flight[] {
    return [...this.#flights].filter(({ isOpen }) => isOpen);
  }

  listOf(endpointId: string): Flight[] {
    return [...this.#flights].filter(({ target }) => target.id === endpointId);
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

  /** Resolves once nothing of an article's revisions before this one can leave here any more. */
  async waitUntilLeft(articleId: string, revision: number): Promise<void> {
    const leaving = this.listOpen().filter(({ messages }) =>
      messages.some(({ event }) => event.articleId === articleId && event.revision < revision),
    );
    await Promise.all(leaving.map(({ hasLeft }) => hasLeft.promise));
  }

  /** Bytes of feeds that are in memory for POSTs. */
  countFeedBytes(): number {
    return this.listOpen()
      .flatMap(({ messages }) => messages)
      .reduce((sum, { event }) => sum + (event.type === 'feed.changed' ? event.body.length : 0), 0);
  }
}
