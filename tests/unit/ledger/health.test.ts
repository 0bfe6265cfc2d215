import { expect, test } from 'vitest';
import { readHealth } from '../../../src/ledger/health.ts';
import type { Carriers } from '../../../src/ledger/webhooks/carriers.ts';
import { createEndpoint } from '../../../src/ledger/webhooks/endpoint-calls.ts';
import { insertEvent } from '../../../src/ledger/webhooks/events.ts';
import { handOutEvent, retryHandovers } from '../../../src/ledger/webhooks/fanout.ts';
import { PagesUnderWay } from '../../../src/ledger/webhooks/pages-under-way.ts';
import { ADMINISTRATOR, openLedgerWorld } from '../../support/ledger-harness.ts';

test('pending counts the messages that nobody has taken over yet, and what waits too long is not well', async () => {
  const at = openLedgerWorld();
  const away = new Set<string>();
  const call = (id: string) => (away.has(id) ? Promise.reject(new Error('away')) : Promise.resolve());
  const carriers: Carriers = {
    openMailbox: (id) => ({
      accept: () => call(id),
      cancelArticle: () => call(id),
      configure: () => call(id),
      remove: () => call(id),
    }),
    openCourier: () => ({
      deliver: async (_, targets) => targets.map(({ id }) => id).filter((id) => away.has(id)),
      eraseArticle: async () => {},
      forget: async () => {},
    }),
  };
  for (const number of [1, 2, 3]) {
    const url = `https://receiver.example/${number}`;
    const parts = { events: ['article.published'], categories: [], officials: [] } as const;
    const endpoint = { ...parts, url, format: 'standard', description: null, secret: null } as const;
    createEndpoint(at(0), endpoint, ADMINISTRATOR);
  }
  away.add('ep_000002');
  const audience = [{ categories: [], officials: [] }];
  insertEvent(at(0), { type: 'cancel', articleId: 'a', audience, body: '' });
  insertEvent(at(0), { type: 'article.published', articleId: 'b', audience, body: '{}' });
  expect(readHealth(at(10))).toMatchObject({
    pending_messages: 3,
    oldest_pending_seconds: 10,
    isFresh: true,
  });

  const pages = new PagesUnderWay();
  while ((await handOutEvent(at(10), carriers, pages)) > 0);
  await pages.waitForEnd();
  expect(readHealth(at(20))).toMatchObject({
    pending_messages: 1,
    oldest_pending_seconds: 20,
    isFresh: true,
  });
  expect(readHealth(at(301))).toMatchObject({ pending_messages: 1, isFresh: false });

  away.clear();
  await retryHandovers(at(301), carriers);
  expect(readHealth(at(301))).toMatchObject({
    pending_messages: 0,
    oldest_pending_seconds: 0,
    isFresh: true,
  });
});
