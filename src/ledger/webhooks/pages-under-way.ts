/**
 * Pages of events that are being handed out: the next one begins while calls of the one before wait for slow
 * receivers. Known in memory alone; after a crash they are handed out again, from the cursor of the last that ended.
 */

import type { LedgerEvent } from './events.ts';

/** Above this many, the next one waits for the first to end: something is slower than receivers may be. */
const MAX_PAGES = 8;

interface Paging {
  /** Where the next page begins; null: all have begun. */
  readonly cursor: string | null;
  /** Resolves once all that have begun have ended. */
  readonly ended: Promise<void>;
}

export class PagesUnderWay {
  readonly #events = new Map<string, Paging>();
  readonly #pages = new Set<Promise<void>>();

  get isEmpty(): boolean {
    return this.#pages.size === 0;
  }

  /** Events of which nothing is left to begin. */
  listBegun(): string[] {
    return [...this.#events].filter(([, { cursor }]) => cursor === null).map(([id]) => id);
  }

  /** Where the next page of an event begins. */
  findCursor({ id, cursor }: Pick<LedgerEvent, 'id' | 'cursor'>): string {
    return this.#events.get(id)?.cursor ?? cursor;
  }

  /**
   * Adds a page that has begun. `finish` is run with what they came to when its calls have ended, and those of the event's pages before it;
   * where it fails, the event is handed out again from its cursor.
   */
  add<T>(eventId: string, cursor: string | null, calls: Promise<T>, finish: (outcome: T) => void): void {
    const before = this.#events.get(eventId)?.ended;
    const ended = Promise.all([calls, before]).then(([outcome]) => finish(outcome));
    const page = ended
      .catch((error: unknown) => {
        console.error(JSON.stringify({ event: 'fanout_failed', error: String(error) }));
      })
      .finally(() => {
        this.#pages.delete(page);
        if (this.#events.get(eventId)?.ended === ended) this.#events.delete(eventId);
      });
    this.#pages.add(page);
    this.#events.set(eventId, { cursor, ended });
  }

  /** Resolves once there is room for one more. */
  async waitForRoom(): Promise<void> {
    while (this.#pages.size >= MAX_PAGES) await Promise.race(this.#pages);
  }

  /** Resolves once all that have begun by now have ended. */
  async waitForEnd(): Promise<void> {
    await Promise.all(this.#pages);
  }
}
