import { beforeEach, describe, expect, test } from 'vitest';
import { chooseShard } from '../../../../src/delivery/shard.ts';
import { bringForward } from '../../../../src/ledger/clock-set-back.ts';
import type { LedgerContext } from '../../../../src/ledger/context.ts';
import { takeSequence } from '../../../../src/ledger/context.ts';
import { readHealth } from '../../../../src/ledger/health.ts';
import { createEndpoint, removeEndpointOf } from '../../../../src/ledger/webhooks/endpoint-calls.ts';
import { insertEvent } from '../../../../src/ledger/webhooks/events.ts';
import {
  findNextCall,
  findNextEvent,
  isBeingCancelled,
  type OpenQueue,
  sendCancellations,
  sendDeferredPages,
  sendNextPage,
  syncEndpoints,
} from '../../../../src/ledger/webhooks/outbox.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../../support/ledger-harness.ts';

const AUDIENCE = [{ categories: [], officials: [], offices: [], languages: ['en'], revisions: [1] }];
const ENDPOINTS = 40;

let at: (seconds: number) => LedgerContext;
let seconds: number;
let away: Set<number>;
let told: string[];
/** What is done while a queue is called. */
let meanwhile: () => void;

const now = () => at(seconds);

const open: OpenQueue = (shard) => {
  const call = async (what: string) => {
    meanwhile();
    if (away.has(shard)) throw new Error('The queue is away.');
    told.push(what);
  };
  return {
    enqueue: async (event, targets) => {
      await call(`${targets.map(({ id }) => `${event.type} ${id}`).join()}`);
    },
    configure: (targets) => call(`configure ${targets[0]?.id}`),
    remove: (id) => call(`remove ${id}`),
    cancelArticle: (articleId, revision) => call(`cancel ${articleId} ${revision} at ${shard}`),
  };
};

const toldEndpoints = () => told.flatMap((what) => what.split(',')).sort();
const idOf = (number: number) => `ep_${String(number).padStart(6, '0')}`;
const all = Array.from({ length: ENDPOINTS }, (_, index) => `article.published ${idOf(index + 1)}`);

function addEvent(articleId: string, sequence = 0): void {
  insertEvent(now(), {
    type: 'article.published',
    articleId,
    revision: 1,
    audience: AUDIENCE,
    body: '{}',
    sequence,
  });
}

beforeEach(() => {
  at = openLedgerHarness();
  seconds = 0;
  away = new Set();
  told = [];
  meanwhile = () => undefined;
  for (let number = 1; number <= ENDPOINTS; number += 1) {
    const wish = { url: `https://receiver.example/${number}`, events: ['article.published'] } as const;
    createEndpoint(now(), { wish, requestHost: 'gazette.example', madeSecret: 'whsec_' }, ADMINISTRATOR);
  }
});

describe('an event', () => {
  test('goes to every endpoint by one call to each queue, and is forgotten then', async () => {
    addEvent('a');
    expect(await sendNextPage(now, open)).toBe(new Set(all.map((name) => chooseShard(name.slice(18)))).size);
    expect(await sendNextPage(now, open)).toBe(0);
    expect(toldEndpoints()).toEqual(all);
    expect(findNextEvent(now())).toBeNull();
  });

  test('waits for a queue that is away, and no other endpoint waits with it', async () => {
    const shard = chooseShard(idOf(1));
    away.add(shard);
    addEvent('a');
    await sendNextPage(now, open);
    const there = all.filter((name) => chooseShard(name.slice(18)) !== shard);
    expect(toldEndpoints()).toEqual(there);
    expect(readHealth(now()).pendingMessages).toBe(ENDPOINTS - there.length);
    expect(findNextCall(now())).toBeLessThanOrEqual(now().now + 2400);
    away.clear();
    seconds += 3;
    await sendDeferredPages(now, open);
    expect(toldEndpoints()).toEqual(all);
    expect(readHealth(now()).pendingMessages).toBe(0);
  });

  test('whose article is withdrawn while queues are called is not handed over again', async () => {
    away.add(chooseShard(idOf(1)));
    addEvent('a');
    meanwhile = () => now().sql.exec(`DELETE FROM events WHERE article_id = 'a'`);
    await sendNextPage(now, open);
    expect(now().sql.exec('SELECT 1 FROM deferred_pages').toArray()).toEqual([]);
  });

  test('finds endpoints as they are when it is their turn', async () => {
    addEvent('a');
    removeEndpointOf(now(), idOf(1), ADMINISTRATOR);
    await sendNextPage(now, open);
    expect(toldEndpoints()).not.toContain(`article.published ${idOf(1)}`);
    await syncEndpoints(now, open);
    expect(told).toContain(`remove ${idOf(1)}`);
  });

  test('waits for the documents that show its article, two seconds at most', async () => {
    const sequence = Number(takeSequence(now()));
    now().sql.exec(
      `INSERT INTO documents (key, wanted, written, dirty_since, changed_at, written_at, due_at, failures, digest)
       VALUES ('feed/all', ?1, 0, ?2, ?2, 0, ?3, 0, '')`,
      sequence + 1,
      now().now,
      now().now + 1000,
    );
    addEvent('a', sequence);
    expect(await sendNextPage(now, open)).toBe(0);
    expect(findNextEvent(now())).toBe(now().now + 1000);
    now().sql.exec('UPDATE documents SET due_at = due_at + 60000');
    expect(findNextEvent(now())).toBe(now().now + 2000);
    seconds += 2;
    expect(await sendNextPage(now, open)).toBeGreaterThan(0);
    addEvent('b', sequence);
    now().sql.exec('UPDATE documents SET written = wanted, dirty_since = NULL');
    expect(await sendNextPage(now, open)).toBeGreaterThan(0);
  });
});

describe('a withdrawal', () => {
  test('is being carried out until every queue has taken it', async () => {
    const shard = chooseShard(idOf(1));
    now().sql.exec(
      `INSERT INTO cancellations (article_id, shard, revision, due_at, failures)
         SELECT 'a', shard, 2, ?, 0 FROM (SELECT DISTINCT shard FROM endpoints)`,
      now().now,
    );
    away.add(shard);
    await sendCancellations(now, open, 'a');
    expect(isBeingCancelled(now(), 'a')).toBe(true);
    expect(told).not.toContain(`cancel a 2 at ${shard}`);
    away.clear();
    seconds += 3;
    await sendCancellations(now, open);
    expect(isBeingCancelled(now(), 'a')).toBe(false);
    expect(told).toContain(`cancel a 2 at ${shard}`);
  });
});

test('pending counts the messages that no queue has yet, and what waits too long is not well', async () => {
  away.add(chooseShard(idOf(1)));
  addEvent('a');
  seconds = 10;
  expect(readHealth(now())).toMatchObject({
    pendingMessages: ENDPOINTS,
    oldestPendingSeconds: 10,
    isFresh: true,
  });
  await sendNextPage(now, open);
  seconds = 301;
  expect(readHealth(now())).toMatchObject({ oldestPendingSeconds: 301, isFresh: false });
  // The clock is set back: an age that cannot be is a fault until the ledger has looked at its moments.
  seconds = -3600;
  expect(readHealth(now())).toMatchObject({ oldestPendingSeconds: expect.closeTo(-3600), isFresh: false });
  bringForward(now());
  expect(readHealth(now())).toMatchObject({ oldestPendingSeconds: 0, isFresh: true });
});
