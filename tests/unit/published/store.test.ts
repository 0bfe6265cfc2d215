import { describe, expect, test } from 'vitest';
import { readFeed, recallFeed } from '../../../src/published/store.ts';

/** A store whose one feed has this version; null: there is none. */
const openStore = (version: string | null) =>
  ({
    getWithMetadata: async () => ({
      value: version === null ? null : new Response('{}').body,
      metadata: version === null ? null : { version, changedAt: 0, lastModifiedAt: 0, nextCursor: null },
    }),
  }) as unknown as KVNamespace;

describe('a feed that many ask for', () => {
  test('is asked of the store by one of them at a time', async () => {
    await readFeed(openStore('first'), 'all', 1_000);
    expect(recallFeed('all', 1_499)?.version).toBe('first');
    expect(recallFeed('all', 1_500)).toBeNull();
    expect(recallFeed('all', 1_500)?.version).toBe('first');
    await readFeed(openStore('second'), 'all', 1_510);
    expect(recallFeed('all', 1_511)?.version).toBe('second');
  });

  test('is not answered from memory a second after it was read, or once it is gone', async () => {
    await readFeed(openStore('first'), 'all', 1_000);
    expect(recallFeed('all', 2_000)).toBeNull();
    await readFeed(openStore('first'), 'all', 3_000);
    await readFeed(openStore(null), 'all', 3_100);
    expect(recallFeed('all', 3_101)).toBeNull();
  });
});
