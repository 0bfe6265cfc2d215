/** Anything may happen to a queue, in any order; what must never happen is checked at every POST and after every step. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import type { QueuedEvent } from '../../../src/delivery/message.ts';
import { buildMessageId } from '../../../src/delivery/message.ts';
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from '../../../src/settings.ts';
import { countCases } from '../../support/cases.ts';
import {
  type Behaviour,
  makeEvent,
  QueueHarness,
  type ReceivedPost,
  TARGET,
} from '../../support/queue-harness.ts';

const ARTICLES = ['a', 'b', 'c'];
/** Two endpoints of one queue: what one does must not touch the other. */
const TARGETS = [TARGET, { ...TARGET, id: TARGET.id.replace('1', '2'), url: 'https://other.example/hook' }];
const DAY_MS = 86_400_000;
/** After a crash, what was under way is sent again within this time. */
const INTERRUPTION_MS = 20_000;

/** What the outside knows of a message: enough to say when a POST of it would be wrong. */
interface Expectation {
  readonly event: QueuedEvent;
  readonly endpointId: string;
  isCancelled: boolean;
  /** Failed attempts since it was taken in, or last recovered. */
  failures: number;
  /** Not before this; a person's retry lifts it. */
  notBefore: number;
  isDelivered: boolean;
  /** It was answered with success at some time, which a crash may have left unwritten. */
  wasTaken: boolean;
}

/** What the outside knows of an endpoint. */
interface ExpectedEndpoint {
  target: EndpointTarget;
  /** When the receiver said 410: nothing is begun afterwards, before the ledger knows better. */
  goneAt: number;
  /** It said so at some time, which a crash may have left unwritten. */
  wasGone: boolean;
  /** Whoever asks for a wait gets nothing new until then; what was begun at the very moment is on its way. */
  heldUntil: number;
  heldSince: number;
  /** The latest that it may be held, as far as anybody can know who does not see what a crash left unwritten. */
  heldAtMostUntil: number;
  isRemoved: boolean;
}

class Model {
  readonly messages = new Map<string, Expectation>();
  readonly endpoints = new Map<string, ExpectedEndpoint>(
    TARGETS.map((target) => [
      target.id,
      {
        target,
        goneAt: Number.POSITIVE_INFINITY,
        wasGone: false,
        heldUntil: 0,
        heldSince: 0,
        heldAtMostUntil: 0,
        isRemoved: false,
      },
    ]),
  );
  readonly revisions = new Map<string, number>();
  /** The test that is being sent; once it is over, or cut off, it is never sent again. */
  ping: string | null = null;
  /** The address that an endpoint is moving away from: until that is answered, what has begun may go there. */
  movingFrom: string | null = null;
  /** The article that is being withdrawn: until that is answered, what has begun may leave. */
  cancelling: string | null = null;

  endpoint(id: string): ExpectedEndpoint {
    const endpoint = this.endpoints.get(id);
    if (endpoint === undefined) throw new Error(`There is no endpoint ${id}.`);
    return endpoint;
  }

  checkPost({ at, id, body, url }: ReceivedPost): void {
    if (id === this.ping) return;
    const message = this.messages.get(id);
    if (message === undefined) throw new Error(`${id} was never handed over.`);
    const { target, goneAt, heldUntil, heldSince, isRemoved } = this.endpoint(message.endpointId);
    if (isRemoved || at > goneAt || target.state !== 'active') {
      throw new Error(`${id} was sent to an endpoint that is removed or not active.`);
    }
    if (url !== target.url && url !== this.movingFrom) throw new Error(`${id} was sent to another endpoint.`);
    if (message.isCancelled && message.event.articleId !== this.cancelling)
      throw new Error(`${id} was sent although its article is withdrawn.`);
    if (message.isDelivered) throw new Error(`${id} was sent although it is delivered.`);
    const notBefore = Math.max(message.notBefore, at > heldSince ? heldUntil : 0);
    if (at < notBefore) throw new Error(`${id} was sent ${notBefore - at} ms too early.`);
    if (body !== message.event.body) throw new Error(`${id} was sent with other bytes.`);
  }

  noteAnswer({ at, id, url }: ReceivedPost, behaviour: Behaviour): void {
    if (behaviour === 'hang') return;
    const status = behaviour === 'timeout' ? null : behaviour.status;
    const isHealthy = status !== null && status < 300;
    const message = this.messages.get(id);
    const endpoint = this.endpoint(message?.endpointId ?? TARGET.id);
    // What an address says that is no longer the endpoint's ends nothing and asks for nothing but of the message.
    const isFormer = url !== endpoint.target.url;
    const asksForWait = behaviour !== 'timeout' && behaviour.headers !== undefined;
    if (isHealthy) endpoint.heldUntil = 0;
    else if (asksForWait && !isFormer) {
      endpoint.heldUntil = Math.max(endpoint.heldUntil, at + 3600_000);
      endpoint.heldSince = at;
      endpoint.heldAtMostUntil = endpoint.heldUntil;
    }
    if (status === 410 && !isFormer) {
      endpoint.goneAt = Math.min(endpoint.goneAt, at);
      endpoint.wasGone = true;
    }
    if (id === this.ping && isHealthy) {
      // A test that gets through makes a disabled endpoint active again, which the ledger is told of.
      endpoint.goneAt = Number.POSITIVE_INFINITY;
      if (endpoint.target.state === 'disabled') endpoint.target = { ...endpoint.target, state: 'active' };
    }
    if (message === undefined) return;
    if (isHealthy) {
      message.isDelivered = true;
      message.wasTaken = true;
      return;
    }
    message.failures += 1;
    const stepMs = (DEFAULT_RETRY_SCHEDULE_SECONDS[message.failures] ?? 0) * 800;
    const pauseMs = status === null || status === 503 ? 60_000 : 0;
    message.notBefore = at + Math.max(stepMs, pauseMs, asksForWait ? 3600_000 : 0);
  }

  cancel(articleId: string, revision: number): void {
    for (const message of this.messages.values()) {
      const { event, isDelivered } = message;
      if (event.articleId === articleId && event.revision < revision && !isDelivered)
        message.isCancelled = true;
    }
  }

  /** The next revision of an article. */
  revise(articleId: string): number {
    const revision = (this.revisions.get(articleId) ?? 0) + 1;
    this.revisions.set(articleId, revision);
    return revision;
  }

  #settledMessages = new Map<string, Expectation>();
  #settledEndpoints = new Map<string, ExpectedEndpoint>();

  /** Everything that was answered by now has been written. */
  settle(): void {
    this.#settledMessages = new Map([...this.messages].map(([id, message]) => [id, { ...message }]));
    this.#settledEndpoints = new Map([...this.endpoints].map(([id, endpoint]) => [id, { ...endpoint }]));
  }

  /** The object was killed: what was answered since may have been written or not. */
  loseUnsettled(): void {
    for (const [id, message] of this.messages) {
      const before = this.#settledMessages.get(id);
      message.notBefore = Math.min(message.notBefore, before?.notBefore ?? 0);
      message.failures = Math.min(message.failures, before?.failures ?? 0);
      message.isDelivered &&= before?.isDelivered ?? false;
    }
    for (const [id, endpoint] of this.endpoints) {
      const before = this.#settledEndpoints.get(id);
      endpoint.goneAt = Math.max(endpoint.goneAt, before?.goneAt ?? Number.POSITIVE_INFINITY);
      endpoint.heldUntil = Math.min(endpoint.heldUntil, before?.heldUntil ?? 0);
    }
  }

  shift(ms: number): void {
    for (const message of this.messages.values()) message.notBefore -= ms;
    for (const endpoint of this.endpoints.values()) {
      endpoint.goneAt -= ms;
      endpoint.heldUntil -= ms;
      endpoint.heldSince -= ms;
      endpoint.heldAtMostUntil -= ms;
    }
  }
}

interface Step {
  /** What a counterexample shows. */
  readonly name: string;
  run(harness: QueueHarness, model: Model, index: number): Promise<void>;
}

/** An article is published or withdrawn: its messages exist from now on, wherever they are. */
function issue(model: Model, index: number, articleId: string, type: QueuedEvent['type']): QueuedEvent {
  const event = makeEvent(index + 1, { articleId, type, revision: model.revise(articleId) });
  for (const { target, isRemoved } of model.endpoints.values()) {
    if (isRemoved) continue;
    model.messages.set(buildMessageId(event.id, target.id), {
      event,
      endpointId: target.id,
      isCancelled: false,
      failures: 0,
      notBefore: 0,
      isDelivered: false,
      wasTaken: false,
    });
  }
  return event;
}

/** As the ledger does it: every endpoint that is not removed, each as it is now. */
async function hand(harness: QueueHarness, model: Model, event: QueuedEvent): Promise<void> {
  const targets = [...model.endpoints.values()].filter(({ isRemoved }) => !isRemoved);
  await harness.queue.enqueue(
    event,
    targets.map(({ target }) => target),
  );
}

const publish = (articleId: string): Step => ({
  name: `${articleId} is published`,
  run: async (harness, model, index) => {
    const event = issue(model, index, articleId, 'article.published');
    await hand(harness, model, event);
    // The ledger hands over again whatever it is not sure of.
    if (index % 3 === 0) await hand(harness, model, event);
  },
});

const withdraw = (articleId: string): Step => ({
  name: `${articleId} is withdrawn`,
  run: async (harness, model, index) => {
    const event = issue(model, index, articleId, 'article.withdrawn');
    // Either may come first.
    if (index % 2 === 0) await hand(harness, model, event);
    model.cancel(articleId, event.revision);
    model.cancelling = articleId;
    await harness.queue.cancelArticle(articleId, event.revision);
    model.cancelling = null;
    if (index % 2 === 1) await hand(harness, model, event);
  },
});

const configure = (which: number, state: EndpointTarget['state']): Step => ({
  name: `endpoint ${which} becomes ${state}`,
  run: async (harness, model) => {
    const endpoint = model.endpoint(TARGETS[which]?.id ?? '');
    if (endpoint.isRemoved) return;
    const { target } = endpoint;
    const changed = { ...target, version: target.version + 1, state };
    if (state === 'active') {
      endpoint.target = changed;
      if (target.state !== 'active' || endpoint.wasGone) endpoint.heldUntil = 0;
      endpoint.goneAt = Number.POSITIVE_INFINITY;
    }
    await harness.queue.configure([changed]);
    // What had begun before may leave until it is answered.
    endpoint.target = changed;
    await harness.queue.configure([
      { ...target, version: 1, state: state === 'active' ? 'paused' : 'active' },
    ]);
  },
});

const move = (which: number): Step => ({
  name: `endpoint ${which} moves`,
  run: async (harness, model, index) => {
    const endpoint = model.endpoint(TARGETS[which]?.id ?? '');
    if (endpoint.isRemoved) return;
    const { target } = endpoint;
    const moved = { ...target, version: target.version + 1, url: `https://moved.example/${which}/${index}` };
    // The new address is not blamed for what the old one said, and has asked for no wait.
    for (const message of model.messages.values())
      if (message.endpointId === target.id) message.notBefore = Math.min(message.notBefore, Date.now());
    Object.assign(endpoint, { target: moved, heldUntil: 0, goneAt: Number.POSITIVE_INFINITY });
    model.movingFrom = target.url;
    await harness.queue.configure([moved]);
    model.movingFrom = null;
  },
});

const pass = (ms: number): Step => ({ name: `${ms} ms pass`, run: (harness) => harness.advance(ms) });

const turnBack: Step = {
  name: 'the clock is set back by an hour',
  run: async (harness, model) => {
    // The cron looks every few minutes, so the queue knows how late it was.
    await harness.queue.wake();
    await harness.rest();
    harness.turnBack(3600_000);
    model.shift(3600_000);
    await harness.queue.wake();
    await harness.rest();
  },
};

const handOverAgain = (choice: number): Step => ({
  name: `event ${choice} is handed over again`,
  run: async (harness, model) => {
    const known = [...model.messages.values()];
    const event = known[choice % Math.max(1, known.length)]?.event;
    if (event === undefined) return;
    const targets = TARGETS.filter(({ id }) => model.messages.has(buildMessageId(event.id, id)));
    await harness.queue.enqueue(
      event,
      targets.map(({ id }) => model.endpoint(id).target),
    );
  },
});

const kill: Step = {
  name: 'is killed',
  run: async (harness, model) => {
    harness.kill();
    model.loseUnsettled();
  },
};

/** The call comes while a POST is under way that will never end: afterwards the object is gone. */
const callWhileSending = (called: Step): Step => ({
  name: `${called.name} while it sends, and is killed`,
  run: async (harness, model, index) => {
    const { answer } = harness;
    harness.answer = () => 'hang';
    await harness.advance(10_000);
    harness.answer = answer;
    await called.run(harness, model, index);
    await kill.run(harness, model, index);
  },
});

/** Until the call is answered it is the ledger that stands for the message. */
const killWhileHandingOver = (articleId: string): Step => ({
  name: `is killed while ${articleId} is handed over, which happens again`,
  run: async (harness, model, index) => {
    const event = issue(model, index, articleId, 'article.published');
    const { answer } = harness;
    harness.answer = () => 'hang';
    await Promise.race([hand(harness, model, event), harness.hangs]);
    await kill.run(harness, model, index);
    harness.answer = answer;
    await hand(harness, model, event);
  },
});

const retry = (choice: number): Step => ({
  name: `message ${choice} is retried`,
  run: async (harness, model) => {
    const ids = [...model.messages.keys()];
    const id = ids[choice % Math.max(1, ids.length)];
    const message = model.messages.get(id ?? '');
    if (id === undefined || message === undefined) return;
    const before = { ...message };
    const endpoint = model.endpoint(message.endpointId);
    const { heldUntil } = endpoint;
    message.notBefore = 0;
    message.isDelivered = false;
    endpoint.heldUntil = 0;
    const retried = await harness.queue.retryMessage(message.endpointId, id);
    if (retried.ok) return;
    Object.assign(message, before);
    endpoint.heldUntil = heldUntil;
  },
});

const recover = (which: number): Step => ({
  name: `endpoint ${which} is recovered`,
  run: async (harness, model) => {
    const { id } = TARGETS[which] ?? TARGET;
    const endpoint = model.endpoint(id);
    const waiting = (await harness.queue.listMessages(id, 1000, null)).filter(
      ({ state }) => state !== 'delivered' && state !== 'cancelled',
    );
    const before = { ...endpoint };
    const released = waiting.flatMap((message) => model.messages.get(message.id) ?? []);
    const kept = released.map((message) => ({ ...message }));
    for (const message of released) Object.assign(message, { notBefore: 0, failures: 0 });
    endpoint.heldUntil = 0;
    const result = await harness.queue.recover(id, 0);
    if (result.ok && result.count > 0) return;
    for (const [index, message] of released.entries()) Object.assign(message, kept[index]);
    Object.assign(endpoint, before);
  },
});

const sendTest: Step = {
  name: 'is tested',
  run: async (harness, model, index) => {
    const { target, isRemoved } = model.endpoint(TARGET.id);
    if (isRemoved) return;
    const ping = makeEvent(index + 1, { type: 'ping', articleId: null });
    model.ping = buildMessageId(ping.id, TARGET.id);
    await Promise.race([harness.queue.sendTest(target, ping), harness.hangs]);
    model.ping = null;
  },
};

const remove = (which: number): Step => ({
  name: `endpoint ${which} is removed`,
  run: async (harness, model) => {
    const { id } = TARGETS[which] ?? TARGET;
    await harness.queue.remove(id);
    model.endpoint(id).isRemoved = true;
  },
});

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ status: 204 }) },
  { weight: 4, arbitrary: fc.constant({ status: 500 }) },
  { weight: 1, arbitrary: fc.constant({ status: 410 }) },
  { weight: 2, arbitrary: fc.constant({ status: 503, headers: { 'retry-after': '3600' } }) },
  { weight: 2, arbitrary: fc.constant<Behaviour>('timeout') },
);

const which = fc.nat(TARGETS.length - 1);
const article = fc.constantFrom(...ARTICLES);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: article.map(publish) },
  { weight: 3, arbitrary: article.map(withdraw) },
  { weight: 8, arbitrary: fc.constantFrom(0, 4000, 7000, 60_000, 3600_000, 20_000_000).map(pass) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(which, fc.constantFrom<EndpointTarget['state']>('active', 'paused', 'disabled'))
      .map(([number, state]) => configure(number, state)),
  },
  { weight: 2, arbitrary: which.map(move) },
  { weight: 2, arbitrary: fc.constant(kill) },
  { weight: 1, arbitrary: fc.constant(turnBack) },
  { weight: 2, arbitrary: fc.constant(callWhileSending(kill)) },
  { weight: 2, arbitrary: article.map(killWhileHandingOver) },
  { weight: 1, arbitrary: article.map((id) => callWhileSending(withdraw(id))) },
  { weight: 2, arbitrary: fc.constant(callWhileSending(configure(0, 'active'))) },
  { weight: 2, arbitrary: fc.nat(20).map(handOverAgain) },
  { weight: 2, arbitrary: fc.nat(20).map(retry) },
  { weight: 2, arbitrary: which.map(recover) },
  { weight: 2, arbitrary: fc.constantFrom(sendTest, callWhileSending(sendTest)) },
  { weight: 1, arbitrary: which.map(remove) },
);

test('no message is ever stuck, early, lost, changed, sent to another, or sent after its withdrawal or its endpoint’s end', async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }),
    fc.infiniteStream(behaviour),
    async (steps, behaviours) => {
      const harness = new QueueHarness();
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
      Object.defineProperty(harness, 'answer', {
        configurable: true,
        get: () => current,
        set: (next) => {
          current = next === answer ? answer : hang;
        },
      });
      for (const [index, { run }] of steps.entries()) {
        await run(harness, model, index);
        await harness.rest();
        if (violation !== null) throw violation;
        model.settle();
        await checkRest(harness, model);
      }
      await finish(harness, model, watch);
      if (violation !== null) throw violation;
    },
  );
  await fc.assert(property, { numRuns: countCases(300) });
});

/** Between steps: nothing waits without an alarm, and nothing is there that should not be. */
async function checkRest(harness: QueueHarness, model: Model): Promise<void> {
  for (const { target, isRemoved } of model.endpoints.values()) {
    const messages = await harness.queue.listMessages(target.id, 1000, null);
    if (isRemoved) {
      expect(messages).toEqual([]);
      continue;
    }
    const due = messages
      .filter(({ state }) => state === 'pending')
      .map((message) => message.nextAttemptAt ?? 0);
    if (due.length === 0) continue;
    expect(target.state, 'the state of an endpoint with pending messages').toBe('active');
    // What was held together is spread over a fifth of the hour that was asked for.
    const { heldAtMostUntil } = model.endpoint(target.id);
    const latest = Math.max(Date.now(), Math.min(...due), heldAtMostUntil + 720_000) + INTERRUPTION_MS;
    expect(harness.storage.alarmAt ?? Number.POSITIVE_INFINITY, 'the alarm').toBeLessThanOrEqual(latest);
  }
}

/** In the end the receivers are well, the endpoints active and everything recovered: then everything arrives. */
async function finish(
  harness: QueueHarness,
  model: Model,
  watch: (choose: () => Behaviour) => (post: ReceivedPost) => Behaviour,
): Promise<void> {
  harness.kill();
  Object.defineProperty(harness, 'answer', { value: watch(() => ({ status: 200 })), writable: true });
  for (const number of TARGETS.keys()) {
    await configure(number, 'active').run(harness, model, 0);
    await recover(number).run(harness, model, 0);
  }
  await harness.advance(4 * DAY_MS);
  for (const { target, isRemoved } of model.endpoints.values()) {
    const messages = (await harness.queue.listMessages(target.id, 1000, null)).filter(
      ({ event }) => event !== 'ping',
    );
    const expected = [...model.messages].filter(([, { endpointId }]) => endpointId === target.id);
    if (isRemoved) {
      expect(messages).toEqual([]);
      continue;
    }
    expect(messages.map(({ id }) => id).sort()).toEqual(expected.map(([id]) => id).sort());
    for (const { id, state } of messages) {
      const { isCancelled = false, wasTaken = false } = model.messages.get(id) ?? {};
      const possible = isCancelled ? ['cancelled', ...(wasTaken ? ['delivered'] : [])] : ['delivered'];
      expect(possible, id).toContain(state);
    }
  }
}
