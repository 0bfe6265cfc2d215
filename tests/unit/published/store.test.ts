import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FeedSummary } from '../../../src/published/document.ts';
import { forgetEverything, recall } from '../../../src/published/memory.ts';
import { feedKey, readFeed } from '../../../src/published/store.ts';

/** A store whose one feed has this version; null: there is none. */
const openStore = (version: string | null) =>
  ({
    getWithMetadata: async () => ({
      value: version === null ? null : new Response(JSON.stringify({ version, lastModifiedAt: 0 })).body,
      metadata: version === null ? null : { version, changedAt: 0, lastModifiedAt: 0, nextCursor: null },
    }),
  }) as unknown as KVNamespace;

/** A store that does this instead of answering. */
const breakStore = (getWithMetadata: () => Promise<unknown>) =>
  ({ getWithMetadata }) as unknown as KVNamespace;

const recallFeed = (scope: 'all', now: number) =>
  recall(feedKey(scope), now)?.told as FeedSummary | undefined;
const read = (store: KVNamespace, now: number) => readFeed(store, 'all', now, () => null);

beforeEach(() => {
  forgetEverything();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a feed that many ask for', () => {
  test('is asked of the store by one of them at a time', async () => {
    await read(openStore('first'), 1_000);
    expect(recallFeed('all', 1_499)?.version).toBe('first');
    expect(recallFeed('all', 1_500)).toBeUndefined();
    expect(recallFeed('all', 1_500)?.version).toBe('first');
    await read(openStore('second'), 1_510);
    expect(recallFeed('all', 1_511)?.version).toBe('second');
  });

  test('is not answered from memory a second after it was read, once it is gone, or once the clock was set back', async () => {
    await read(openStore('first'), 1_000);
    expect(recallFeed('all', 2_000)).toBeUndefined();
    expect(recallFeed('all', 999)).toBeUndefined();
    await read(openStore('first'), 3_000);
    await read(openStore(null), 3_100);
    expect(recallFeed('all', 3_101)).toBeUndefined();
  });
});

describe('while the store fails, a feed', () => {
  const rejects = breakStore(() => Promise.reject(new Error('KV GET failed: 500')));
  const YEAR_MS = 365 * 86_400_000;

  test('is what was read last, however long that lasts', async () => {
    await read(openStore('first'), 1_000);
    for (const now of [1_001, 2_000, YEAR_MS]) {
      expect(await read(rejects, now)).toMatchObject({ state: 'found', document: { version: 'first' } });
    }
  });

  test('is not known to be missing where nobody has read it', async () => {
    expect(await read(rejects, 1_000)).toEqual({ state: 'unavailable' });
  });

  test('is not shown from memory once something was changed here', async () => {
    await read(openStore('first'), 1_000);
    forgetEverything();
    expect(await read(rejects, 1_001)).toEqual({ state: 'unavailable' });
  });

  test('is waited for by one in a while where the store hangs, for two seconds', async () => {
    vi.useFakeTimers();
    await read(openStore('first'), YEAR_MS);
    let asked = 0;
    const hangs = breakStore(() => {
      asked += 1;
      return new Promise(() => undefined);
    });
    const reading = read(hangs, YEAR_MS + 10_000);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await reading).toMatchObject({ document: { version: 'first' } });
    for (const laterMs of [2_000, 3_000, 4_999])
      expect(await read(hangs, YEAR_MS + 10_000 + laterMs)).toMatchObject({ state: 'found' });
    expect(asked).toBe(1);
    expect(await read(openStore('second'), YEAR_MS + 15_000)).toMatchObject({
      document: { version: 'second' },
    });
  });
});
