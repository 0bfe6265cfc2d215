import { describe, expect, test, vi } from 'vitest';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import type { QueuedEvent } from '../../../src/delivery/message.ts';
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

const bodies = (world: QueueHarness) => world.posts.map(({ body }) => body.replace(/<\/?feed>/g, ''));

const countBodies = (world: QueueHarness) =>
  world.storage.sql.exec('SELECT 1 FROM events WHERE body IS NOT NULL').toArray().length;

describe('a subscription', () => {
  test('sends the newest bytes alone where older ones did not arrive', async () => {
    const world = new QueueHarness();
    world.answer = () => ({ status: world.posts.length < 4 ? 500 : 200 });
    await world.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await world.advance(1000);
    await world.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await world.queue.enqueue(makePush(3, 'c'), [LEASE]);
    await world.advance(DAY);
    expect(bodies(world)).toEqual(['a', 'b', 'c', 'c']);
  });

  test('is not taken back to older bytes by a push that is handed over again', async () => {
    const world = new QueueHarness();
    world.answer = () => ({ status: 500 });
    await world.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await world.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await world.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await world.advance(HOUR);
    const [first, ...rest] = bodies(world);
    expect(first).toBe('a');
    expect(new Set(rest)).toEqual(new Set(['b']));
  });

  test('waits with newer bytes while older ones are under way, so that they cannot arrive first', async () => {
    const world = new QueueHarness();
    const { promise, resolve } = Promise.withResolvers<void>();
    world.answer = async () => {
      if (world.posts.length === 1) await promise;
      return { status: 200 };
    };
    await world.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await vi.waitFor(() => expect(world.posts).toHaveLength(1));
    await world.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await new Promise((done) => setTimeout(done, 50));
    expect(bodies(world)).toEqual(['a']);
    resolve();
    await world.rest();
    await world.advance(HOUR);
    expect(bodies(world)).toEqual(['a', 'b']);
  });

  test('keeps no body once it has arrived, and one at most before', async () => {
    const world = new QueueHarness();
    world.answer = () => ({ status: world.posts.length < 3 ? 500 : 200 });
    for (const [index, body] of ['a', 'b', 'c'].entries()) {
      await world.queue.enqueue(makePush(index, body), [LEASE]);
      await world.advance(1);
      expect(countBodies(world)).toBeLessThanOrEqual(1);
    }
    await world.advance(DAY);
    expect(countBodies(world)).toBe(0);
  });

  test('outlives any number of failures: after weeks the next change is tried at once', async () => {
    const world = new QueueHarness();
    world.answer = () => ({ status: 500 });
    for (let day = 0; day < 20; day += 4) {
      await world.queue.enqueue(makePush(day, `on day ${day}`), [LEASE]);
      await world.advance(4 * DAY);
    }
    expect(world.posts).toHaveLength(50);
    expect(world.reports.filter(({ kind }) => kind === 'disabled')).toEqual([]);
    world.answer = () => ({ status: 200 });
    await world.queue.enqueue(makePush(99, 'at last'), [LEASE]);
    await world.advance(1);
    expect(bodies(world).at(-1)).toBe('at last');
  });

  test('that is gone is reported and sends nothing until it is renewed', async () => {
    const world = new QueueHarness();
    world.answer = () => ({ status: 410 });
    await world.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await world.advance(HOUR);
    expect(world.reports).toMatchObject([{ id: 'ws_1', version: 1, kind: 'disabled' }]);
    await world.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await world.advance(DAY);
    expect(bodies(world)).toEqual(['a']);
    await world.queue.enqueue(makePush(3, 'c'), [{ ...LEASE, version: 2 }]);
    await world.advance(1);
    expect(bodies(world)).toEqual(['a', 'c']);
  });

  test('that asks for patience gets it for newer bytes as well', async () => {
    const world = new QueueHarness();
    world.answer = () =>
      world.posts.length === 1 ? { status: 429, headers: { 'retry-after': '7200' } } : { status: 200 };
    await world.queue.enqueue(makePush(1, 'a'), [LEASE]);
    await world.advance(1);
    await world.queue.enqueue(makePush(2, 'b'), [LEASE]);
    await world.advance(HOUR);
    expect(bodies(world)).toEqual(['a']);
    await world.advance(2 * HOUR);
    expect(bodies(world)).toEqual(['a', 'b']);
  });

  test('gets the headers of each message and nothing of a webhook', async () => {
    const world = new QueueHarness();
    let headers = new Headers();
    const receive = globalThis.fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      headers = new Headers(init.headers);
      return receive(url, init);
    });
    const link = '<https://gazette.example/feed.rss>; rel="self"';
    await world.queue.enqueue(
      makePush(1, 'a', { headers: { 'content-type': 'application/rss+xml; charset=utf-8', link } }),
      [{ ...LEASE, secret: 's' }],
    );
    await world.advance(1);
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'application/rss+xml; charset=utf-8',
      link,
      'user-agent': 'Gazette-Webhooks/1.0',
      'x-hub-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
    });
  });
});
