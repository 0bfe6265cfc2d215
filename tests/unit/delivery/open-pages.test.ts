import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FirstAttempt, OpenPage } from '../../../src/delivery/open-pages.ts';
import { OpenPages } from '../../../src/delivery/open-pages.ts';
import { DeliveryStore } from '../../../src/delivery/store.ts';
import type { MigratedStorage } from '../../../src/migrate.ts';
import { countCases } from '../../support/cases.ts';
import { makeEvent, nameEvent } from '../../support/queue-harness.ts';
import { FakeStorage } from '../../support/sqlite.ts';

/** A queue's pages on a disk, and what is in flight of them. */
class Pages {
  readonly storage = new FakeStorage();
  readonly inFlight = new Set<FirstAttempt>();
  store = this.#openStore();
  open = this.#start();

  #openStore(): DeliveryStore {
    return new DeliveryStore(this.storage as unknown as MigratedStorage);
  }

  #start(): OpenPages {
    const hasPage = (isMeant: (page: OpenPage) => boolean) =>
      [...this.inFlight].some(({ page }) => isMeant(page));
    return new OpenPages(this.store.pages, this.store.events, { hasPage });
  }

  /** The object ends, and one with the same disk begins. */
  restart(): void {
    this.inFlight.clear();
    this.store = this.#openStore();
    this.open = this.#start();
  }

  write(event: number, endpointIds: readonly string[]): void {
    this.store.pages.insert(nameEvent(event), endpointIds);
  }

  begin(): FirstAttempt | null {
    const first = this.open.takeNext();
    if (first !== null) this.inFlight.add(first);
    return first;
  }

  /** Begins everything that may be begun. */
  beginAll(): FirstAttempt[] {
    const begun: FirstAttempt[] = [];
    for (let first = this.begin(); first !== null; first = this.begin()) begun.push(first);
    return begun;
  }

  finish(first: FirstAttempt): void {
    this.open.finishOne(first.page);
    this.inFlight.delete(first);
  }

  get onDisk(): number {
    return this.storage.countRows('pages');
  }
}

const nameAll = (attempts: readonly FirstAttempt[]) =>
  attempts.map(({ page, endpointId }) => `${Number(page.eventId.slice(3))}${endpointId}`);

describe('open pages', () => {
  test('name each endpoint of each page once, the oldest page first, and what is written meanwhile', () => {
    const pages = new Pages();
    pages.write(1, ['a', 'b']);
    pages.write(2, ['a']);
    expect(nameAll(pages.beginAll())).toEqual(['1a', '1b', '2a']);
    expect(pages.open.hasNext()).toBe(false);
    pages.write(3, ['c']);
    expect(pages.open.hasNext()).toBe(true);
    expect(nameAll(pages.beginAll())).toEqual(['3c']);
  });

  test('are on disk until the last of their endpoints has its row, in whichever order', () => {
    const pages = new Pages();
    pages.write(1, ['a', 'b', 'c']);
    const [first, ...others] = pages.beginAll();
    for (const attempt of others) pages.finish(attempt);
    expect(pages.onDisk).toBe(1);
    if (first !== undefined) pages.finish(first);
    expect(pages.onDisk).toBe(0);
  });

  test('take the bytes of a feed with them, and leave an article’s for who asks again', () => {
    const pages = new Pages();
    for (const [number, type] of [
      [1, 'feed.changed'],
      [2, 'article.published'],
    ] as const) {
      pages.store.events.insert(makeEvent(number, { type }));
      pages.write(number, ['a']);
    }
    for (const attempt of pages.beginAll()) pages.finish(attempt);
    expect(pages.store.events.find(nameEvent(1))).toBeNull();
    expect(pages.store.events.find(nameEvent(2))).not.toBeNull();
  });

  test('are old where some of their endpoints may have rows: written before the object or before a fault', () => {
    const pages = new Pages();
    pages.write(1, ['a']);
    expect(pages.begin()?.page.isOld).toBe(false);
    pages.restart();
    expect(pages.begin()?.page.isOld).toBe(true);
    pages.inFlight.clear();
    pages.open.reset();
    pages.write(2, ['a']);
    expect(pages.beginAll().map(({ page }) => page.isOld)).toEqual([true, false]);
  });

  test('after a fault are read again only when nothing of before is in flight, and that counts for nothing', () => {
    const pages = new Pages();
    pages.write(1, ['a', 'b']);
    const [one, two] = pages.beginAll();
    if (one === undefined || two === undefined) throw new Error('Two were to be begun.');
    pages.open.reset();
    pages.finish(one);
    expect(pages.begin()).toBeNull();
    expect(pages.open.hasNext()).toBe(true);
    pages.finish(two);
    expect(pages.onDisk).toBe(1);
    expect(nameAll(pages.beginAll())).toEqual(['1a', '1b']);
  });

  test('lose nobody and begin nobody twice at a time, whatever faults and ends come between', () => {
    const make = (does: 'write' | 'begin' | 'finish' | 'fault' | 'end', weight: number, max: number) => ({
      weight,
      arbitrary: fc.record({ does: fc.constant(does), count: fc.integer({ min: 1, max }) }),
    });
    const step = fc.oneof(
      make('write', 3, 4),
      make('begin', 5, 6),
      make('finish', 5, 20),
      make('fault', 1, 1),
      make('end', 1, 1),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
        const pages = new Pages();
        const rows = new Set<string>();
        let written = 0;
        const expected = new Set<string>();
        const finish = (first: FirstAttempt) => {
          pages.finish(first);
          rows.add(nameAll([first])[0] ?? '');
        };
        for (const { does, count } of steps) {
          if (does === 'write') {
            written += 1;
            const ids = Array.from({ length: count }, (_, index) => `e${index}`);
            for (const id of ids) expected.add(`${written}${id}`);
            pages.write(written, ids);
          } else if (does === 'begin') {
            for (let times = 0; times < count; times += 1) pages.begin();
          } else if (does === 'finish') {
            const first = [...pages.inFlight][count % Math.max(1, pages.inFlight.size)];
            if (first !== undefined) finish(first);
          } else if (does === 'fault') pages.open.reset();
          else pages.restart();
          const begun = nameAll([...pages.inFlight]);
          expect(new Set(begun).size).toBe(begun.length);
        }
        // What began before a fault ends, and then the rest goes.
        for (let times = 0; times < 2; times += 1) {
          for (const first of pages.inFlight) finish(first);
          for (let first = pages.begin(); first !== null; first = pages.begin()) finish(first);
        }
        expect([...rows].sort()).toEqual([...expected].sort());
        expect(pages.onDisk).toBe(0);
      }),
      { numRuns: countCases(500) },
    );
  });
});
