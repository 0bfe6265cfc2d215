import { expect, test, vi } from 'vitest';
import { succeed } from '../../../src/failure.ts';
import type { AppContext } from '../../../src/http/app-routes.ts';
import { readLedgerPage } from '../../../src/http/ledger-page.ts';

const LARGE_PAGE = 'x'.repeat(1_900_000);

test('of what strangers ask for, memory holds a few large pages and many small ones, the newest of each', async () => {
  vi.stubGlobal('caches', { default: { match: async () => undefined, put: async () => undefined } });
  const asked: string[] = [];
  const c = {
    env: { READ_LIMIT: { limit: async () => ({ success: true }) } },
    req: { header: () => undefined },
    executionCtx: { waitUntil: () => undefined },
  } as unknown as AppContext;
  const read = (key: string, page: string) =>
    readLedgerPage(c, key, async () => {
      asked.push(key);
      return succeed(page);
    });
  for (let number = 0; number < 100; number++) await read(`/small-${number}`, 'x');
  for (let number = 0; number < 100; number++) await read(`/small-${number}`, 'x');
  expect(asked).toHaveLength(100);
  for (let number = 0; number < 20; number++) await read(`/large-${number}`, LARGE_PAGE);
  asked.length = 0;
  for (const number of [19, 18, 17, 0]) await read(`/large-${number}`, LARGE_PAGE);
  expect(asked).toEqual(['/large-0']);
});
