/** Anything may happen to a Mailbox and its Courier, in any order; what must never happen is checked at every POST and after every step. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import { Mailbox } from '../../../src/delivery/mailbox.ts';
import type { IncomingMessage } from '../../../src/delivery/message.ts';
import { buildMessageId } from '../../../src/delivery/message-id.ts';
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from '../../../src/settings.ts';
import {
  type Behaviour,
  MailboxWorld,
  makeMessage,
  type ReceivedPost,
  TARGET,
} from '../../support/mailbox-harness.ts';

const ARTICLES = ['a', 'b', 'c'];
const DAY_MS = 86_400_000;
/** After a crash, what was under way is sent again within this time. */
const INTERRUPTION_MS = 20_000;

/** Ids of events have 26 characters, and sort by their time. */
const nameEvent = (index: number) => String(index).padStart(26, '0');

/** Who makes the first attempt. */
type Carrier = 'courier' | 'mailbox';

/** What the outside knows of a message: enough to say when a POST of it would be wrong. */
interface Expectation {
  readonly eventId: string;
  readonly carrier: Carrier;
  readonly body: string;
  readonly articleId: string;
  readonly createdAt: number;
  readonly type: 'article.published' | 'article.withdrawn';
  isCancelled: boolean;
  /** Failed attempts since it was taken in, or last recovered. */
  failures: number;
  /** Not before this; a person's retry lifts it. */
  notBefore: number;
  isDelivered: boolean;
}

class Model {
  readonly messages = new Map<string, Expectation>();
  /** The test that is being sent; once it is over, or cut off, it is never sent again. */
  ping: string | null = null;
  target: EndpointTarget = TARGET;
  /** When the receiver said 410: nothing is begun afterwards, before the ledger knows better. */
  goneAt = Number.POSITIVE_INFINITY;
  isRemoved = false;

  mayReceive(at: number): boolean {
    return !this.isRemoved && at <= this.goneAt && this.target.state === 'active';
  }

  checkPost({ at, id, body }: ReceivedPost): void {
    if (id === this.ping && !this.isRemoved) return;
    const message = this.messages.get(id);
    if (message === undefined) throw new Error(`${id} was never handed over.`);
    if (!this.mayReceive(at)) throw new Error(`${id} was sent to an endpoint that is removed or not active.`);
    if (message.isCancelled) throw new Error(`${id} was sent although its article is withdrawn.`);
    if (message.isDelivered) throw new Error(`${id} was sent although it is delivered.`);
    if (at < message.notBefore) throw new Error(`${id} was sent ${message.notBefore - at} ms too early.`);
    if (body !== message.body) throw new Error(`${id} was sent with other bytes.`);
  }

  noteAnswer({ at, id }: ReceivedPost, behaviour: Behaviour): void {
    if (behaviour === 'hang') return;
    const status = behaviour === 'timeout' ? null : behaviour.status;
    if (id === this.ping) this.#notePing(at, status);
    const message = this.messages.get(id);
    if (message === undefined) return;
    if (status !== null && status < 300) {
      message.isDelivered = true;
      return;
    }
    if (status === 410) this.goneAt = Math.min(this.goneAt, at);
    message.failures += 1;
    const stepMs = (DEFAULT_RETRY_SCHEDULE_SECONDS[message.failures] ?? 0) * 800;
    const pauseMs = status === null || status === 503 ? 60_000 : 0;
    const retryAfterMs = behaviour !== 'timeout' && behaviour.headers !== undefined ? 3600_000 : 0;
    message.notBefore = at + Math.max(stepMs, pauseMs, retryAfterMs);
  }

  /** A test that gets through makes a disabled endpoint active again, which the ledger is told of. */
  #notePing(at: number, status: number | null): void {
    if (status === 410) this.goneAt = Math.min(this.goneAt, at);
    if (status === null || status >= 300) return;
    this.goneAt = Number.POSITIVE_INFINITY;
    if (this.target.state === 'disabled') this.target = { ...this.target, state: 'active' };
  }

  cancel(articleId: string, withdrawnAt: number): void {
    for (const message of this.messages.values()) {
      if (message.articleId === articleId && !message.isDelivered && message.createdAt < withdrawnAt) {
        message.isCancelled = true;
      }
    }
  }
}

interface Step {
  /** What a counterexample shows. */
  readonly name: string;
  run(world: MailboxWorld, model: Model, index: number): Promise<void>;
}

/** An article is published or withdrawn: its message exists from now on, wherever it is. */
async function issueMessage(
  { articleId, type, carrier }: Pick<Expectation, 'articleId' | 'type' | 'carrier'>,
  world: MailboxWorld,
  model: Model,
  index: number,
): Promise<IncomingMessage> {
  // Two changes of one article never happen in the same millisecond.
  await world.advance(1);
  const eventId = nameEvent(index);
  const message = { ...makeMessage(buildMessageId(eventId, TARGET.id), { articleId }), type };
  if (type === 'article.withdrawn') model.cancel(articleId, message.createdAt);
  model.messages.set(message.id, {
    ...message,
    eventId,
    carrier,
    articleId,
    isCancelled: false,
    failures: 0,
    notBefore: message.createdAt,
    isDelivered: false,
  });
  return message;
}

/** As the ledger does it. */
async function carry(world: MailboxWorld, model: Model, message: IncomingMessage): Promise<void> {
  const { carrier, eventId } = model.messages.get(message.id) ?? {};
  if (carrier !== 'courier' || eventId === undefined) {
    await world.mailbox.accept(model.target, [message]);
    const { type, articleId, createdAt } = message;
    if (type === 'article.withdrawn' && articleId !== null) {
      await world.courier.eraseArticle(articleId, createdAt);
    }
  } else if (!model.isRemoved) {
    // A Mailbox that was answered 410 tells the ledger at once; until then it is itself who holds messages.
    const isGone = Number.isFinite(model.goneAt);
    const target: EndpointTarget = isGone ? { ...model.target, state: 'disabled' } : model.target;
    expect(await world.courier.deliver({ ...message, id: eventId }, [target])).toEqual([]);
  }
}

const handOver = (articleId: string, type: Expectation['type'], carrier: Carrier = 'mailbox'): Step => ({
  name: `${type} of ${articleId} by ${carrier}`,
  run: async (world, model, index) => {
    const message = await issueMessage({ articleId, type, carrier }, world, model, index);
    await carry(world, model, message);
    // The ledger hands over again whatever it is not sure of.
    if (index % 3 === 0) await carry(world, model, message);
  },
});

const configure = (state: EndpointTarget['state']): Step => ({
  name: `becomes ${state}`,
  run: async (world, model) => {
    model.target = { ...model.target, version: model.target.version + 1, state };
    if (state === 'active') model.goneAt = Number.POSITIVE_INFINITY;
    await world.mailbox.configure(model.target);
    await world.mailbox.configure({ ...TARGET, state: state === 'active' ? 'paused' : 'active' });
  },
});

const pass = (ms: number): Step => ({ name: `${ms} ms pass`, run: (world) => world.advance(ms) });

const handOverAgain = (choice: number): Step => ({
  name: `message ${choice} is handed over again`,
  run: async (world, model) => {
    const known = [...model.messages];
    const [id, message] = known[choice % Math.max(1, known.length)] ?? [];
    if (id === undefined || message === undefined) return;
    const { body, articleId, createdAt, type } = message;
    await carry(world, model, makeMessage(id, { body, articleId, createdAt, type }));
  },
});

const kill: Step = {
  name: 'is killed',
  run: async (world) => world.kill(),
};

/** The call comes while a POST is under way that will never end: afterwards the object is gone. */
const callWhileSending = (called: Step): Step => ({
  name: `${called.name} while it sends, and is killed`,
  run: async (world, model, index) => {
    const { answer } = world;
    world.answer = () => 'hang';
    await world.advance(10_000);
    world.answer = answer;
    await called.run(world, model, index);
    world.kill();
  },
});

/** Until the call is answered it is the ledger that stands for the message. */
const killWhileHandingOver = (articleId: string, carrier: Carrier): Step => ({
  name: `is killed while ${articleId} is handed over by ${carrier}, which happens again`,
  run: async (world, model, index) => {
    const kind = { articleId, type: 'article.published', carrier } as const;
    const message = await issueMessage(kind, world, model, index);
    const { answer } = world;
    world.answer = () => 'hang';
    await Promise.race([carry(world, model, message), world.hangs]);
    world.kill();
    world.answer = answer;
    await carry(world, model, message);
  },
});

const cancel = (articleId: string): Step => ({
  name: `${articleId} is cancelled`,
  run: async (world, model) => {
    await world.advance(1);
    model.cancel(articleId, Date.now());
    await world.mailbox.cancelArticle(articleId, Date.now());
    await world.courier.eraseArticle(articleId, Date.now());
  },
});

const retry = (choice: number): Step => ({
  name: `message ${choice} is retried`,
  run: async (world, model) => {
    const ids = [...model.messages.keys()];
    const id = ids[choice % Math.max(1, ids.length)];
    const message = model.messages.get(id ?? '');
    if (id === undefined || message === undefined) return;
    const retried = await world.mailbox.retryMessage(id);
    const first = retried.ok ? null : await world.courier.findFirstAttempt(TARGET.id, id);
    const isDelivered = first?.kind === 'delivered';
    const result = isDelivered ? await world.mailbox.repeat(model.target, first.delivered) : retried;
    if (!result.ok) return;
    message.notBefore = 0;
    message.isDelivered = false;
  },
});

const recover: Step = {
  name: 'is recovered',
  run: async (world, model) => {
    const result = await world.mailbox.recover(0);
    if (!result.ok || result.value === 0) return;
    const released = await world.mailbox.listMessages(1000, null);
    for (const { id, nextAttemptAt } of released) {
      const message = model.messages.get(id);
      if (message === undefined || nextAttemptAt !== Date.now()) continue;
      message.notBefore = 0;
      message.failures = 0;
    }
  },
};

const sendTest: Step = {
  name: 'is tested',
  run: async (world, model, index) => {
    const ping = makeMessage(`ping${index}`, { articleId: null });
    model.ping = ping.id;
    const testing = world.mailbox.sendTest(model.target, { ...ping, type: 'ping' });
    await Promise.race([testing, world.hangs]);
    model.ping = null;
  },
};

const remove: Step = {
  name: 'is removed',
  run: async (world, model) => {
    model.isRemoved = true;
    await world.mailbox.remove();
    await world.courier.forget(TARGET.id);
  },
};

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ status: 204 }) },
  { weight: 4, arbitrary: fc.constant({ status: 500 }) },
  { weight: 1, arbitrary: fc.constant({ status: 410 }) },
  { weight: 2, arbitrary: fc.constant({ status: 503, headers: { 'retry-after': '3600' } }) },
  { weight: 2, arbitrary: fc.constant<Behaviour>('timeout') },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ARTICLES).map((id) => handOver(id, 'article.published')) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(...ARTICLES).map((id) => handOver(id, 'article.published', 'courier')),
  },
  { weight: 2, arbitrary: fc.constantFrom(...ARTICLES).map((id) => handOver(id, 'article.withdrawn')) },
  { weight: 8, arbitrary: fc.constantFrom(0, 4000, 7000, 60_000, 3600_000, 20_000_000).map(pass) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('active', 'paused', 'disabled').map((state) => configure(state as 'active')),
  },
  { weight: 2, arbitrary: fc.constant(kill) },
  { weight: 2, arbitrary: fc.constant(callWhileSending(kill)) },
  { weight: 1, arbitrary: fc.constantFrom(...ARTICLES).map((id) => killWhileHandingOver(id, 'mailbox')) },
  { weight: 2, arbitrary: fc.constantFrom(...ARTICLES).map((id) => killWhileHandingOver(id, 'courier')) },
  { weight: 1, arbitrary: fc.constantFrom(...ARTICLES).map(cancel) },
  { weight: 1, arbitrary: fc.constantFrom(...ARTICLES).map((id) => callWhileSending(cancel(id))) },
  { weight: 2, arbitrary: fc.constant(callWhileSending(configure('active'))) },
  { weight: 2, arbitrary: fc.nat(20).map(handOverAgain) },
  { weight: 2, arbitrary: fc.nat(20).map(retry) },
  { weight: 2, arbitrary: fc.constant(recover) },
  { weight: 2, arbitrary: fc.constantFrom(sendTest, callWhileSending(sendTest)) },
  { weight: 1, arbitrary: fc.constant(remove) },
);

test('no message is ever stuck, early, changed, or sent after its withdrawal or its endpoint’s end', async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 1, maxLength: 25 }),
    fc.infiniteStream(behaviour),
    async (steps, behaviours) => {
      const world = new MailboxWorld(Mailbox);
      const model = new Model();
      let violation: unknown = null;
      const watch = (choose: (post: ReceivedPost) => Behaviour) => (post: ReceivedPost) => {
        try {
          model.checkPost(post);
        } catch (error) {
          violation ??= error;
        }
        const chosen = choose(post);
        model.noteAnswer(post, chosen);
        return chosen;
      };
      const answer = watch(() => behaviours.next().value);
      const hang = watch(() => 'hang');
      let current = answer;
      // The steps that kill the object while it sends set `answer` themselves: they are watched as well.
      Object.defineProperty(world, 'answer', {
        get: () => current,
        set: (next) => {
          current = next === answer ? answer : hang;
        },
      });
      for (const [index, { run }] of steps.entries()) {
        if (model.isRemoved && index > 0) await world.advance(1000);
        await run(world, model, index);
        if (violation !== null) throw violation;
        await checkRest(world, model);
      }
      await finish(world, model, watch);
      if (violation !== null) throw violation;
    },
  );
  await fc.assert(property, { numRuns: 400 });
}, 60_000);

/** Between steps: nothing waits without an alarm, and nothing is there that should not be. */
async function checkRest(world: MailboxWorld, model: Model): Promise<void> {
  const messages = await world.mailbox.listMessages(1000, null);
  const carried = await world.courier.listMessages(TARGET.id, 1000, null);
  if (model.isRemoved) expect([...messages, ...carried]).toEqual([]);
  const begun = carried
    .filter(({ state }) => state === 'pending')
    .map(({ attempts }) => attempts[0]?.at ?? 0);
  if (begun.length > 0) {
    const latest = Math.max(Date.now(), Math.min(...begun) + INTERRUPTION_MS);
    expect(
      world.courierStorage.alarmAt ?? Number.POSITIVE_INFINITY,
      'the Courier’s alarm',
    ).toBeLessThanOrEqual(latest);
  }
  const due = messages
    .filter(({ state }) => state === 'pending')
    .map(({ nextAttemptAt }) => nextAttemptAt ?? 0);
  if (due.length === 0) return;
  expect(model.target.state, 'the state of an endpoint with pending messages').toBe('active');
  const latest = Math.max(Date.now(), Math.min(...due)) + INTERRUPTION_MS;
  expect(world.storage.alarmAt ?? Number.POSITIVE_INFINITY, 'the alarm').toBeLessThanOrEqual(latest);
}

/** In the end the receiver is well, the endpoint active and everything recovered: then everything arrives. */
async function finish(
  world: MailboxWorld,
  model: Model,
  watch: (choose: () => Behaviour) => (post: ReceivedPost) => Behaviour,
): Promise<void> {
  world.kill();
  Object.defineProperty(world, 'answer', { value: watch(() => ({ status: 200 })), writable: true });
  await configure('active').run(world, model, 0);
  await recover.run(world, model, 0);
  await world.advance(4 * DAY_MS);
  const kept = (await world.mailbox.listMessages(1000, null)).filter(({ event }) => event !== 'ping');
  const known = new Set(kept.map(({ id }) => id));
  const carried = await world.courier.listMessages(TARGET.id, 1000, null);
  const messages = [...kept, ...carried.filter(({ id }) => !known.has(id))];
  if (model.isRemoved) {
    expect(messages).toEqual([]);
    return;
  }
  expect(messages.map(({ id }) => id).sort()).toEqual([...model.messages.keys()].sort());
  for (const { id, state, attempts } of messages) {
    const isCancelled = model.messages.get(id)?.isCancelled ?? false;
    expect([id, state]).toEqual([id, isCancelled ? 'cancelled' : 'delivered']);
    expect(attempts.every(({ latencyMs, error }) => latencyMs !== null || error !== null)).toBe(true);
  }
}
