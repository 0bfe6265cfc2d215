/**
 * Open pages: how far first attempts have come. A page on disk is a list of endpoints; which of them have been begun, and
 * how many have their rows by now, is known in memory alone, and after a fault nothing of it is trusted.
 */

import type { EventRows } from './event-rows.ts';
import type { PageRows } from './page-rows.ts';

/** A page some of whose endpoints have no row yet. Each reading of a page is one of its own. */
export interface OpenPage {
  readonly number: number;
  readonly eventId: string;
  readonly endpointIds: readonly string[];
  /** It was written before the last fault, or by an object that has ended: some may have rows already. */
  readonly isOld: boolean;
}

/** How far an open page has come. */
interface Reading {
  readonly page: OpenPage;
  /** The place of the endpoint that is begun next. */
  next: number;
  /** Endpoints that have no row yet. */
  left: number;
}

/** One endpoint of a page, to be begun. */
export interface FirstAttempt {
  readonly page: OpenPage;
  readonly endpointId: string;
}

/** What is in flight, as far as it is a page's. */
export interface PagesInFlight {
  hasPage(isMeant: (page: OpenPage) => boolean): boolean;
}

/** The open pages of one queue. */
export class OpenPages {
  readonly #rows: PageRows;
  readonly #events: Pick<EventRows, 'find' | 'dropPush'>;
  readonly #flights: PagesInFlight;
  readonly #open = new Map<OpenPage, Reading>();
  /** The one whose endpoints are begun next; those before it may still wait for outcomes. */
  #current: Reading | null = null;
  /** The number of the newest that was read. */
  #lastRead = 0;
  /** The number of the newest that is old. */
  #lastOld: number;

  constructor(rows: PageRows, events: Pick<EventRows, 'find' | 'dropPush'>, flights: PagesInFlight) {
    this.#rows = rows;
    this.#events = events;
    this.#flights = flights;
    this.#lastOld = rows.lastNumber;
  }

  /**
   * The next endpoint to begin: every one of every page once, the oldest page first. null: there is none, or none as long
   * as something of before a fault is in flight.
   */
  takeNext(): FirstAttempt | null {
    for (;;) {
      this.#current ??= this.#openNext();
      if (this.#current === null) return null;
      const { page, next } = this.#current;
      const endpointId = page.endpointIds[next];
      if (endpointId !== undefined) {
        this.#current.next += 1;
        return { page, endpointId };
      }
      this.#current = null;
    }
  }

  #openNext(): Reading | null {
    const stored = this.#rows.findAfter(this.#lastRead);
    if (stored === null) return null;
    // What is in flight from before a fault has no row yet, so a page that is read again would send it a second time.
    if (this.#flights.hasPage((page) => !this.#open.has(page))) return null;
    this.#lastRead = stored.number;
    const page = { ...stored, isOld: stored.number <= this.#lastOld };
    const reading = { page, next: 0, left: page.endpointIds.length };
    this.#open.set(page, reading);
    return reading;
  }

  /**
   * One more endpoint of a page has its row, or needs none; the page goes with the last of them. One that was begun before
   * a fault counts for nothing: its page is read again and finds the row. Inside the caller's transaction; where that is
   * rolled back, `reset` must follow.
   */
  finishOne(page: OpenPage): void {
    const reading = this.#open.get(page);
    if (reading === undefined) return;
    reading.left -= 1;
    if (reading.left > 0) return;
    this.#open.delete(page);
    this.#rows.delete(page.number);
    if (this.#events.find(page.eventId)?.type === 'feed.changed') this.#events.dropPush(page.eventId);
  }

  /** Whether any endpoint is still to be begun. */
  hasNext(): boolean {
    return this.#current !== null || this.#rows.findAfter(this.#lastRead) !== null;
  }

  /** After a fault: every page is read again from the disk, once nothing of before is in flight. */
  reset(): void {
    this.#open.clear();
    this.#current = null;
    this.#lastRead = 0;
    this.#lastOld = this.#rows.lastNumber;
  }
}
