import { describe, expect, test, vi } from 'vitest';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import type { QueuedEvent } from '../../../src/delivery/message.ts';
import { eventually } from '../../support/eventually.ts';
import { makeEvent, QueueHarness, TARGET } from '../../support/queue-harness.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LEASE: EndpointTarget = { ...TARGET, id: 'ws_1', format: 'websub', secret: null };

/** Later bytes have ids that sort later. */
const makePush = (number: number, body: string, fields: Partial<QueuedEvent> = {}) =>
  makeEvent(number, {
    id: `push_${String(number).padStart(12, '0')}_rss`,
    type: 'feed.changed',
    articleId: null,
    revision: 0,
    body: `<feed>${body}</feed>`,
    ...fields,
  });

const bodies = (harness: QueueHarness) => harness.posts.map(({ body }) => body.replace(/<\/?feed>/g, ''));

const countBodies = (harness: QueueHarness) =>
  harness.storage.sql.exec('SELECT 1 FROM events WHERE body IS NOT NULL').toArray().length;

describe('a subscription', () => {
  test('sends the newest bytes alone where older ones did not arrive', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: harness.posts.length < 4 ? 500 : 200 });
    await harness.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await harness.advance(1000);
    await harness.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await harness.queue.enqueue(makePush(3, 'c'), [LEASE]);
    await harness.advance(DAY);
    expect(bodies(harness)).toEqual(['a', 'b', 'c', 'c']);
  });

  test('is not taken back to older bytes by a push that is handed over again', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    await harness.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await harness.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await harness.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await harness.advance(HOUR);
    const [first, ...rest] = bodies(harness);
    expect(first).toBe('a');
    expect(new Set(rest)).toEqual(new Set(['b']));
  });

  test('waits with newer bytes while older ones are under way, so that they cannot arrive first', async () => {
    const harness = new QueueHarness();
    const { promise, resolve } = Promise.withResolvers<void>();
    harness.answer = async () => {
      if (harness.posts.length === 1) await promise;
      return { status: 200 };
    };
    await harness.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await eventually(() => expect(harness.posts).toHaveLength(1));
    await harness.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await new Promise((done) => setTimeout(done, 50));
    expect(bodies(harness)).toEqual(['a']);
    resolve();
    await harness.rest();
    await harness.advance(HOUR);
    expect(bodies(harness)).toEqual(['a', 'b']);
  });

  test('to a large feed has its bytes in memory beside few others’, and all of them arrive', async () => {
    const harness = new QueueHarness();
    const leases = Array.from({ length: 20 }, (_, index) => ({ ...LEASE, id: `ws_${index + 1}` }));
    const { promise, resolve } = Promise.withResolvers<void>();
    harness.answer = async () => {
      await promise;
      return { status: 200 };
    };
    const body = 'x'.repeat(1_900_000);
    await harness.queue.enqueue(makePush(1, body), leases);
    await harness.waitUntilLate();
    const inFlight = harness.posts.length;
    expect(inFlight).toBeGreaterThan(1);
    expect(inFlight * body.length).toBeLessThan(10_000_000);
    resolve();
    await harness.rest();
    await harness.advance(HOUR);
    expect(harness.posts).toHaveLength(leases.length);
  });

  test('keeps no body once it has arrived, and one at most before', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: harness.posts.length < 3 ? 500 : 200 });
    for (const [index, body] of ['a', 'b', 'c'].entries()) {
      await harness.queue.enqueue(makePush(index, body), [LEASE]);
      await harness.advance(1);
      expect(countBodies(harness)).toBeLessThanOrEqual(1);
    }
    await harness.advance(DAY);
    expect(countBodies(harness)).toBe(0);
  });

  test('outlives any number of failures: after weeks the next change is tried at once', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 500 });
    for (let day = 0; day < 20; day += 4) {
      await harness.queue.enqueue(makePush(day, `on day ${day}`), [LEASE]);
      await harness.advance(4 * DAY);
    }
    expect(harness.posts).toHaveLength(50);
    expect(harness.reports.filter(({ kind }) => kind === 'disabled')).toEqual([]);
    harness.answer = () => ({ status: 200 });
    await harness.queue.enqueue(makePush(99, 'at last'), [LEASE]);
    await harness.advance(1);
    expect(bodies(harness).at(-1)).toBe('at last');
  });

  test('that is gone is reported and sends nothing until it is renewed', async () => {
    const harness = new QueueHarness();
    harness.answer = () => ({ status: 410 });
    await harness.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await harness.advance(HOUR);
    expect(harness.reports).toMatchObject([{ id: 'ws_1', version: 1, kind: 'disabled' }]);
    await harness.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await harness.advance(DAY);
    expect(bodies(harness)).toEqual(['a']);
    await harness.queue.enqueue(makePush(3, 'c'), [{ ...LEASE, version: 2 }]);
    await harness.advance(1);
    expect(bodies(harness)).toEqual(['a', 'c']);
  });

  test('that asks to wait is not sent newer bytes before either', async () => {
    const harness = new QueueHarness();
    harness.answer = () =>
      harness.posts.length === 1 ? { status: 429, headers: { 'retry-after': '7200' } } : { status: 200 };
    await harness.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await harness.advance(1);
    await harness.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await harness.advance(HOUR);
    expect(bodies(harness)).toEqual(['a']);
    await harness.advance(2 * HOUR);
    expect(bodies(harness)).toEqual(['a', 'b']);
  });

  test('gets the headers of each message and nothing of a webhook', async () => {
    const harness = new QueueHarness();
    let headers = new Headers();
    const receive = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      headers = new Headers(init.headers);
      return receive(url, init);
    });
    const link = '<https://gazette.example/feed.rss>; rel="self"';
    await harness.queue.enqueue(
      makePush(1, 'a', { headers: { 'content-type': 'application/rss+xml; charset=utf-8', link } }),
      [{ ...LEASE, secret: 's' }],
    );
    await harness.advance(1);
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'application/rss+xml; charset=utf-8',
      link,
      'user-agent': 'Gazette-Webhooks/1.0',
      'x-hub-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    });
  });
});
