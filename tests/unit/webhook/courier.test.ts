/** The first attempt of messages to many endpoints: what arrives stays here, the rest goes to the Mailbox. */

import { expect, test, vi } from 'vitest';
import type { HandedEvent } from '../../../src/webhook/courier-store.ts';
import { Mailbox } from '../../../src/webhook/mailbox.ts';
import { buildMessageId } from '../../../src/webhook/message-id.ts';
import { MailboxWorld, START, TARGET } from '../../support/mailbox-world.ts';

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

test('where the Mailbox cannot be reached, the failed message stays the caller’s', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => ({ status: 500 });
  world.isMailboxAway = true;
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([TARGET.id]);
  world.isMailboxAway = false;
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect(await world.mailbox.listMessages(10, null)).toHaveLength(1);
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

test('receivers that hang leave no room here, so the next ones get theirs from their Mailboxes', async () => {
  const world = new MailboxWorld(Mailbox);
  const targets = Array.from({ length: 6 }, (_, number) => ({ ...TARGET, id: `ep_slow${number}` }));
  world.answer = () => 'hang';
  expect(await world.courier.deliver(makeEvent(1), targets)).toEqual([]);
  await world.hangs;
  world.answer = () => ({ status: 200 });
  expect(await world.courier.deliver(makeEvent(1), [TARGET])).toEqual([]);
  expect(await world.mailbox.listMessages(10, null)).toMatchObject([{ id: nameMessage(1) }]);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
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
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('delivered');
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

test('the watchdog sets going what was cut off and lost its alarm', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => 'hang';
  await world.courier.deliver(makeEvent(1), [TARGET]);
  world.kill();
  world.answer = () => ({ status: 200 });
  world.courierStorage.alarmAt = null;
  await world.advance(3_600_000);
  expect(await world.courier.wake()).toMatchObject({ wasStalled: true });
  await world.advance(6000);
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('delivered');
});

test('410 disables the endpoint at once, and the message is held', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => ({ status: 410 });
  await world.courier.deliver(makeEvent(1), [TARGET]);
  await world.advance(1000);
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('held');
  expect(world.reports.map(({ kind }) => kind)).toEqual(['disabled']);
});

test('a success here ends a failure that the Mailbox remembers', async () => {
  const world = new MailboxWorld(Mailbox);
  world.answer = () => ({ status: 400 });
  const [first] = [makeEvent(1)];
  await world.courier.deliver(first, [TARGET]);
  world.answer = () => ({ status: 200 });
  await world.advance(DAY_MS);
  await world.courier.deliver(makeEvent(2), [TARGET]);
  await world.courier.deliver(makeEvent(3), [TARGET]);
  // Somebody tries the first one again in vain: from now on the Mailbox knows of a failure, and of no success.
  world.answer = () => ({ status: 400 });
  await world.mailbox.retryMessage(nameMessage(1));
  await world.rest();
  world.answer = () => ({ status: 200 });
  await world.advance(DAY_MS);
  await world.courier.deliver(makeEvent(4), [TARGET]);
  await world.advance(7 * DAY_MS);
  world.answer = () => ({ status: 500 });
  await world.courier.deliver(makeEvent(5), [TARGET]);
  await world.rest();
  expect(world.reports).toEqual([]);
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
  const delivered = await world.courier.findDelivered(TARGET.id, nameMessage(1));
  if (delivered === null) throw new Error('It is not there.');
  expect(await world.mailbox.repeat(TARGET, delivered)).toMatchObject({ ok: true });
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
});

test('bodies are kept 14 days and messages 30', async () => {
  const world = new MailboxWorld(Mailbox);
  await world.courier.deliver(makeEvent(1), [TARGET]);
  await world.advance(13 * DAY_MS);
  expect(await world.courier.findDelivered(TARGET.id, nameMessage(1))).not.toBeNull();
  await world.advance(2.5 * DAY_MS);
  expect(await world.courier.findDelivered(TARGET.id, nameMessage(1))).toBeNull();
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toHaveLength(1);
  await world.advance(16 * DAY_MS);
  expect(await world.courier.listMessages(TARGET.id, 10, null)).toEqual([]);
});

test('an address that is refused by now is not called, and fails for good', async () => {
  const world = new MailboxWorld(Mailbox);
  await world.courier.deliver(makeEvent(1), [{ ...TARGET, url: 'https://127.0.0.1/hook' }]);
  expect(world.posts).toEqual([]);
  expect((await world.mailbox.listMessages(10, null))[0]?.state).toBe('failed');
});
