/** The first attempt of messages to many endpoints: what arrives stays here, the rest goes to the Mailbox. */

import { describe, expect, test, vi } from 'vitest';
import type { HandedEvent } from '../../../src/delivery/courier-store.ts';
import { Mailbox } from '../../../src/delivery/mailbox.ts';
import { buildMessageId } from '../../../src/delivery/message-id.ts';
import { MailboxWorld, makeMessage, START, TARGET } from '../../support/mailbox-harness.ts';

const DAY_MS = 86_400_000;
const nameEvent = (number: number) => String(number).padStart(26, '0');
const nameMessage = (number: number) => buildMessageId(nameEvent(number), TARGET.id);

function makeEvent(number: number, fields: Partial<HandedEvent> = {}): HandedEvent {
  return {
    id: nameEvent(number),
    type: 'article.published',
    articleId: `of ${number}`,
    body: `{"number":${number}}`,
    createdAt: Date.now(),
    ...fields,
  };
}

test('what arrives at once is kept with how, and its Mailbox is never asked', async () => {
  const world = new MailboxWorld(Mailbox);
  world.isMailboxAway = true;
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect(world.posts.map(({ id, body }) => [id, body])).toEqual([[nameMessage(1), '{"number":1}']]);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([
    {
      id: nameMessage(1),
      event: 'article.published',
      articleId: 'of 1',
      state: 'delivered',
      nextAttemptAt: null,
      createdAt: START,
      attempts: [{ at: START, status: 200, latencyMs: 0, error: null }],
    },
  ]);
});

test('an event that is handed over again is not sent again', async () => {
  const world = new MailboxWorld(Mailbox);
  const event = makeEvent(1);
  await world.courier.deliver(event, [TARGET]);
  world.kill();
  expect(await world.courier.deliver(event, [TARGET])).toEqual([]);
  expect(world.posts).toHaveLength(1);
});

test('one that fails is tried again by the Mailbox, on its schedule, and listed once', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => ({ status: 500 });
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
  const [message] = await world.mailbox.listMessages(10, null);
  expect(message).toMatchObject({ id: nameMessage(1), state: 'pending' });
  expect(message?.attempts).toMatchObject([{ at: START, status: 500 }]);
  world.answer = () => ({ status: 200 });
  await world.advance(7000);
  expect(world.posts).toHaveLength(2);
  expect(world.posts[1]?.at).toBeGreaterThanOrEqual(START + 4000);
});

test('a message that the Mailbox has is not sent here again, even when all is well', async () => {
  const world = new MailboxWorld(Mailbox);
  const event = makeEvent(1);
  world.answer = () => ({ status: 500 });
  await world.courier.deliver(event, [TARGET]);
  world.answer = () => ({ status: 200 });
  await world.advance(60_000);
  await world.courier.deliver(makeEvent(2), [TARGET]);
  await world.courier.deliver(makeEvent(3), [TARGET]);
  const before = world.posts.length;
  await world.courier.deliver(event, [TARGET]);
  expect(world.posts).toHaveLength(before);
});

test('an endpoint that failed is its Mailbox’s until a message has arrived there at once', async () => {
  const world = new MailboxWorld(Mailbox);
  const listHere = async () => (await world.courier.listMessages(TARGET.id, 10, null)).map(({ id }) => id);
  world.answer = () => ({ status: 500 });
  await world.courier.deliver(makeEvent(1), [TARGET]);
  world.answer = () => ({ status: 200 });
  await world.advance(60_000);
  await world.courier.deliver(makeEvent(2), [TARGET]);
  expect(await listHere()).toEqual([]);
  await world.courier.deliver(makeEvent(3), [TARGET]);
  expect(await listHere()).toEqual([nameMessage(3)]);
});

test('where its Mailbox cannot be reached, a failed message is kept with its outcome and told as soon as it can', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const world = new MailboxWorld(Mailbox);
  world.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
  world.isMailboxAway = true;
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  const [message] = await world.courier.listMessages(TARGET.id, 10, null);
  expect(message).toMatchObject({ state: 'pending', attempts: [{ status: 429, error: expect.any(String) }] });
  await world.advance(60_000);
  world.kill();
  world.isMailboxAway = false;
  await world.advance(10_000);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
  expect(await world.mailbox.listMessages(10, null)).toMatchObject([
    { id: nameMessage(1), state: 'pending', attempts: [{ at: START, status: 429 }] },
  ]);
  expect(world.posts).toHaveLength(1);
  world.answer = () => ({ status: 200 });
  await world.advance(3_500_000);
  expect(world.posts).toHaveLength(1);
  await world.advance(1_000_000);
  expect(world.posts).toHaveLength(2);
});

test('a slow receiver holds up nobody, and what it answers in the end counts', async () => {
  const world = new MailboxWorld(Mailbox);
  const slow = Promise.withResolvers<{ status: number }>();
  world.answer = () => slow.promise;
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  const [underWay] = await world.courier.listMessages(TARGET.id, 10, null);
  expect(underWay).toMatchObject({ state: 'pending', attempts: [{ latencyMs: null, error: null }] });
  slow.resolve({ status: 204 });
  await world.rest();
  expect((await world.courier.listMessages(TARGET.id, 10, null))[0]?.state).toBe('delivered');
  expect(world.posts).toHaveLength(1);
});

/** Leaves so many receivers hanging, in calls of six, each told of the same event. */
async function hang(world: MailboxWorld, count: number): Promise<void> {
  world.answer = () => new Promise(() => {});
  const targets = Array.from({ length: count }, (_, number) => ({ ...TARGET, id: `ep_slow${number}` }));
  const calls = [];
  for (let first = 0; first < count; first += 6) {
    calls.push(world.courier.deliver(makeEvent(1), targets.slice(first, first + 6)));
  }
  expect((await Promise.all(calls)).flat()).toEqual([]);
  world.answer = () => ({ status: 200 });
}

test('while six receivers hang, a Runner makes the next POSTs, and it is kept here what came of them', async () => {
  const world = new MailboxWorld(Mailbox);
  await hang(world, 6);
  expect([...world.runners]).toEqual([]);
  world.isMailboxAway = true;
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect([...world.runners]).toEqual(['courier-0/1']);
  expect(world.posts).toHaveLength(7);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toMatchObject([
    { id: nameMessage(1), state: 'delivered', attempts: [{ status: 200 }] },
  ]);
});

test('while the receivers of all Runners hang too, the next ones get theirs from their Mailboxes', async () => {
  const world = new MailboxWorld(Mailbox);
  await hang(world, 54);
  expect(world.posts).toHaveLength(54);
  expect(world.runners.size).toBe(8);
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect(await world.mailbox.listMessages(10, null)).toMatchObject([{ id: nameMessage(1) }]);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
});

test('what a Runner was about when it ended is sent by the Mailbox, once its time is up', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const world = new MailboxWorld(Mailbox);
  await hang(world, 6);
  world.areRunnersDown = true;
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toMatchObject([{ state: 'pending' }]);
  world.kill();
  await world.advance(21_000);
  expect(await world.mailbox.listMessages(10, null)).toContainEqual(
    expect.objectContaining({ id: nameMessage(1), state: 'delivered' }),
  );
});

describe('a receiver that takes', () => {
  /** Delivers an event to it, and two more after that; what the Courier has of them in the end. */
  const deliverThrice = async (tookMs: number) => {
    const world = new MailboxWorld(Mailbox);
    const slow = Promise.withResolvers<{ status: number }>();
    world.answer = () => slow.promise;
    await world.courier.deliver(makeEvent(1), [TARGET]);
    vi.setSystemTime(Date.now() + tookMs);
    slow.resolve({ status: 200 });
    await world.rest();
    world.answer = () => ({ status: 200 });
    await world.courier.deliver(makeEvent(2), [TARGET]);
    await world.courier.deliver(makeEvent(3), [TARGET]);
    return (await world.courier.listMessages(TARGET.id, 10, null)).map(({ id }) => id);
  };

  test('a second is called from here the next time, too', async () => {
    expect(await deliverThrice(1000)).toEqual([nameMessage(3), nameMessage(2), nameMessage(1)]);
  });

  test('three seconds is its Mailbox’s, until it has been quicker', async () => {
    expect(await deliverThrice(3000)).toEqual([nameMessage(3), nameMessage(1)]);
  });

  test('three seconds every time is its Mailbox’s, even where that has slept in between', async () => {
    const world = new MailboxWorld(Mailbox);
    for (let number = 1; number <= 5; number++) {
      const slow = Promise.withResolvers<{ status: number }>();
      world.answer = () => slow.promise;
      await world.courier.deliver(makeEvent(number), [TARGET]);
      vi.setSystemTime(Date.now() + 3000);
      slow.resolve({ status: 200 });
      await world.rest();
      world.kill();
    }
    const carried = await world.courier.listMessages(TARGET.id, 10, null);
    expect(carried.map(({ id }) => id)).toEqual([nameMessage(3), nameMessage(1)]);
  });

  test('less than the patience of its caller may have several messages at once', async () => {
    const world = new MailboxWorld(Mailbox);
    const slow = Promise.withResolvers<{ status: number }>();
    world.answer = () => slow.promise;
    const delivering = [1, 2, 3].map((number) => world.courier.deliver(makeEvent(number), [TARGET]));
    await vi.waitFor(() => expect(world.posts).toHaveLength(3), { interval: 1 });
    slow.resolve({ status: 200 });
    await Promise.all(delivering);
    expect(await world.mailbox.listMessages(10, null)).toEqual([]);
  });

  test('its time is its Mailbox’s as long as it does', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => new Promise(() => {});
    await world.courier.deliver(makeEvent(1), [TARGET]);
    world.answer = () => ({ status: 200 });
    vi.setSystemTime(Date.now() + 1000);
    await world.courier.deliver(makeEvent(2), [TARGET]);
    expect((await world.mailbox.listMessages(10, null)).map(({ id }) => id)).toEqual([nameMessage(2)]);
  });
});

test('a slow receiver that fails in the end gets it again from its Mailbox', async () => {
  const world = new MailboxWorld(Mailbox);
  const slow = Promise.withResolvers<{ status: number }>();
  world.answer = () => slow.promise;
  await world.courier.deliver(makeEvent(1), [TARGET]);
  slow.resolve({ status: 500 });
  await world.rest();
  expect(await world.mailbox.listMessages(10, null)).toMatchObject([
    { id: nameMessage(1), state: 'pending', attempts: [{ status: 500 }] },
  ]);
});

test('an attempt that was cut off with its object is made again by the Mailbox, not before its time is up', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => 'hang';
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  await world.hangs;
  world.kill();
  world.answer = () => ({ status: 200 });
  await world.advance(19_000);
  expect(world.posts).toHaveLength(1);
  await world.advance(2000);
  expect(world.posts.map(({ id }) => id)).toEqual([nameMessage(1), nameMessage(1)]);
  expect((await world.mailbox.listMessages(10, null))[0]).toMatchObject({
    state: 'delivered',
    attempts: [
      { at: START, status: null, error: expect.stringContaining('restarted') },
      { at: START + 20_000, status: 200, error: null },
    ],
  });
});

test('a cut-off attempt whose Mailbox is away is passed on when it is back', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const world = new MailboxWorld(Mailbox);
  world.answer = () => 'hang';
  await world.courier.deliver(makeEvent(1), [TARGET]);
  world.kill();
  world.answer = () => ({ status: 200 });
  world.isMailboxAway = true;
  await world.advance(60_000);
  world.isMailboxAway = false;
  await world.advance(10_000);
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('delivered');
});

test('the watchdog sets going what was cut off and lost its alarm, and reports what is late alone', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => 'hang';
  await world.courier.deliver(makeEvent(1), [TARGET]);
  world.kill();
  world.answer = () => ({ status: 200 });
  world.courierStorage.alarmAt = null;
  expect(await world.courier.wake()).toMatchObject({ wasStalled: false });
  world.courierStorage.alarmAt = null;
  await world.advance(3_600_000);
  expect(await world.courier.wake()).toMatchObject({ wasStalled: true });
  await world.advance(6000);
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('delivered');
  expect(await world.courier.wake()).toEqual({ nextSendAt: null, wasStalled: false });
});

test('410 disables the endpoint at once, and the message is held', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => ({ status: 410 });
  await world.courier.deliver(makeEvent(1), [TARGET]);
  await world.advance(1000);
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('held');
  expect(world.reports.map(({ kind }) => kind)).toEqual(['disabled']);
});

describe('what arrives here ends a failure that the Mailbox remembers', () => {
  /** The receiver refuses what the Mailbox alone is told of, as often as it is tried. */
  const refuse = async (world: MailboxWorld, id: string) => {
    world.answer = (post) => ({ status: post.id.startsWith('withdrawal') ? 400 : 200 });
    await world.mailbox.accept(TARGET, [makeMessage(`withdrawal ${id}`, { type: 'article.withdrawn' })]);
    await world.advance(1000);
  };
  const isDisabled = (world: MailboxWorld) => world.reports.some(({ kind }) => kind === 'disabled');

  test('so five days count from the last that arrived, wherever it came from', async () => {
    const world = new MailboxWorld(Mailbox);
    await refuse(world, '1');
    for (let day = 1; day <= 6; day++) {
      await world.advance(DAY_MS);
      await world.courier.deliver(makeEvent(day), [TARGET]);
    }
    await refuse(world, '2');
    expect(isDisabled(world)).toBe(false);
    await world.advance(4.9 * DAY_MS);
    await refuse(world, '3');
    expect(isDisabled(world)).toBe(false);
    await world.advance(DAY_MS);
    expect(isDisabled(world)).toBe(true);
  });

  test('also where the Courier’s own next message fails', async () => {
    const world = new MailboxWorld(Mailbox);
    await refuse(world, '1');
    await world.advance(4 * DAY_MS);
    await world.courier.deliver(makeEvent(1), [TARGET]);
    await world.advance(2 * DAY_MS);
    world.answer = () => ({ status: 400 });
    await world.courier.deliver(makeEvent(2), [TARGET]);
    await world.advance(1000);
    expect(isDisabled(world)).toBe(false);
  });

  test('and where the Courier cannot be asked, nobody is disabled', async () => {
    const world = new MailboxWorld(Mailbox);
    world.isCourierAway = true;
    await refuse(world, '1');
    await world.advance(6 * DAY_MS);
    await refuse(world, '2');
    expect(isDisabled(world)).toBe(false);
  });
});

test('what an address answered that is no longer the endpoint’s is not held against the new one', async () => {
  const world = new MailboxWorld(Mailbox);
  const slow = Promise.withResolvers<{ status: number }>();
  world.answer = () => slow.promise;
  await world.courier.deliver(makeEvent(1), [TARGET]);
  const moved = { ...TARGET, version: 2, url: 'https://receiver.example/new' };
  await world.mailbox.configure(moved);
  slow.resolve({ status: 500 });
  await world.rest();
  expect((await world.mailbox.listMessages(10, null))[0]?.attempts).toMatchObject([{ status: 500 }]);
  expect(world.storage.sql.exec(`SELECT value FROM meta WHERE key = 'health'`).toArray()).toEqual([]);
});

test('410 to a message that was cancelled meanwhile disables the endpoint all the same', async () => {
  const world = new MailboxWorld(Mailbox);
  const slow = Promise.withResolvers<{ status: number }>();
  world.answer = () => slow.promise;
  await world.courier.deliver(makeEvent(1), [TARGET]);
  await world.mailbox.cancelArticle('of 1', START + 10);
  slow.resolve({ status: 410 });
  await world.rest();
  await world.advance(1000);
  expect(world.reports.map(({ kind }) => kind)).toEqual(['disabled']);
});

describe('the text of an article that is withdrawn', () => {
  const listTexts = (world: MailboxWorld) =>
    world.courierStorage.sql.exec('SELECT body FROM events WHERE body IS NOT NULL').toArray();

  test('is erased here, and what was delivered stays known', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.courier.deliver(makeEvent(1), [TARGET]);
    expect(listTexts(world)).toHaveLength(1);
    await world.courier.eraseArticle('of 1', START);
    expect(listTexts(world)).toEqual([]);
    expect(await world.courier.listMessages(TARGET.id, 10, null)).toMatchObject([{ state: 'delivered' }]);
  });

  test('is not written by an attempt that is under way', async () => {
    const world = new MailboxWorld(Mailbox);
    const slow = Promise.withResolvers<{ status: number }>();
    world.answer = () => slow.promise;
    const delivering = world.courier.deliver(makeEvent(1), [TARGET]);
    await vi.waitFor(() => expect(world.posts).toHaveLength(1), { interval: 1 });
    await world.courier.eraseArticle('of 1', START);
    slow.resolve({ status: 200 });
    await delivering;
    expect(listTexts(world)).toEqual([]);
  });

  test('is not kept by a call that comes late, nor by one that waits for a Mailbox', async () => {
    const world = new MailboxWorld(Mailbox);
    world.answer = () => ({ status: 500 });
    await world.courier.deliver(makeEvent(1), [TARGET]);
    const accepted = Promise.withResolvers<void>();
    const { accept } = world.mailbox;
    world.mailbox.accept = async (...args) => {
      await accepted.promise;
      return await accept.apply(world.mailbox, args);
    };
    const delivering = world.courier.deliver(makeEvent(2, { articleId: 'of 1' }), [TARGET]);
    await world.courier.eraseArticle('of 1', START);
    accepted.resolve();
    await delivering;
    await world.courier.deliver(makeEvent(3, { articleId: 'of 1' }), [{ ...TARGET, id: 'ep_2' }]);
    expect(listTexts(world)).toEqual([]);
  });

  test.each([
    ['was cut off', 'hang', []],
    ['failed', { status: 410 }, ['disabled']],
  ] as const)(
    'leaves a cancelled message where an attempt %s and its Mailbox was away',
    async (_, answer, kinds) => {
      vi.spyOn(console, 'error').mockImplementation(() => {});
      const world = new MailboxWorld(Mailbox);
      world.answer = () => answer;
      world.isMailboxAway = true;
      await world.courier.deliver(makeEvent(1), [TARGET]);
      world.kill();
      await world.courier.eraseArticle('of 1', START);
      world.isMailboxAway = false;
      await world.advance(30_000);
      expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
      expect(await world.mailbox.listMessages(10, null)).toMatchObject([
        { id: nameMessage(1), state: 'cancelled', attempts: [{ at: START }] },
      ]);
      expect(world.reports.map(({ kind }) => kind)).toEqual(kinds);
      expect(world.posts).toHaveLength(1);
    },
  );

  test('stays where it was published again after the withdrawal', async () => {
    const world = new MailboxWorld(Mailbox);
    await world.advance(1000);
    await world.courier.deliver(makeEvent(1), [TARGET]);
    await world.courier.eraseArticle('of 1', START);
    expect(listTexts(world)).toHaveLength(1);
  });
});

test('a message of an article that was withdrawn meanwhile is not tried again', async () => {
  const world = new MailboxWorld(Mailbox);
  const slow = Promise.withResolvers<{ status: number }>();
  world.answer = () => slow.promise;
  const event = makeEvent(1);
  await world.courier.deliver(event, [TARGET]);
  await world.mailbox.cancelArticle('of 1', START + 10);
  slow.resolve({ status: 500 });
  await world.rest();
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('cancelled');
  await world.advance(DAY_MS);
  expect(world.posts).toHaveLength(1);
});

test('what arrived can be sent once more, and is listed with both attempts by its Mailbox', async () => {
  const world = new MailboxWorld(Mailbox);
  await world.courier.deliver(makeEvent(1), [TARGET]);
  const first = await world.courier.findFirstAttempt(TARGET.id, nameMessage(1));
  if (first?.kind !== 'delivered') throw new Error('It is not there.');
  expect(await world.mailbox.repeat(TARGET, first.delivered)).toMatchObject({ ok: true });
  await world.rest();
  expect(world.posts.map(({ id }) => id)).toEqual([nameMessage(1), nameMessage(1)]);
  const [message] = await world.mailbox.listMessages(10, null);
  expect(message).toMatchObject({ state: 'delivered', attempts: [{ status: 200 }, { status: 200 }] });
});

test('a removed endpoint is forgotten, also by what is under way', async () => {
  const world = new MailboxWorld(Mailbox);
  const slow = Promise.withResolvers<{ status: number }>();
  world.answer = () => slow.promise;
  await world.courier.deliver(makeEvent(1), [TARGET]);
  await world.mailbox.remove();
  await world.courier.forget(TARGET.id);
  slow.resolve({ status: 500 });
  await world.rest();
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
  expect(await world.mailbox.listMessages(10, null)).toEqual([]);
  expect(world.courierStorage.countRows('deliveries')).toBe(0);
  expect(world.courierStorage.countRows('unwell')).toBe(0);
});

test('bodies are kept 14 days and messages 30', async () => {
  const world = new MailboxWorld(Mailbox);
  await world.courier.deliver(makeEvent(1), [TARGET]);
  await world.advance(13 * DAY_MS);
  expect((await world.courier.findFirstAttempt(TARGET.id, nameMessage(1)))?.kind).toBe('delivered');
  await world.advance(2.5 * DAY_MS);
  expect((await world.courier.findFirstAttempt(TARGET.id, nameMessage(1)))?.kind).toBe('erased');
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toHaveLength(1);
  await world.advance(16 * DAY_MS);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
});

test('only a message of this very endpoint is found, also while it is being sent', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => 'hang';
  const delivering = world.courier.deliver(makeEvent(1), [TARGET]);
  expect((await world.courier.findFirstAttempt(TARGET.id, nameMessage(1)))?.kind).toBe('pending');
  await delivering;
  expect((await world.courier.findFirstAttempt(TARGET.id, nameMessage(1)))?.kind).toBe('pending');
  expect(await world.courier.findFirstAttempt(TARGET.id, nameMessage(2))).toBeNull();
  const foreign = buildMessageId(nameEvent(1), 'ep_2');
  expect(await world.courier.findFirstAttempt(TARGET.id, foreign)).toBeNull();
  expect(await world.courier.listMessages(TARGET.id, 10, 'never given')).toEqual([]);
});

test('an address that is refused by now is not called, and fails for good', async () => {
  const world = new MailboxWorld(Mailbox);
  await world.courier.deliver(makeEvent(1), [{ ...TARGET, url: 'https://127.0.0.1/hook' }]);
  expect(world.posts).toEqual([]);
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('failed');
});
