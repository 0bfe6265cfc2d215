/** A DeliveryQueue in Node with receivers, a ledger, a clock and a platform that fires alarms and may kill. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { afterEach, vi } from 'vitest';
import type { EndpointTarget } from '../../src/delivery/endpoint.ts';
import type { QueuedEvent } from '../../src/delivery/message.ts';
import { buildMessageId } from '../../src/delivery/message.ts';
import { DeliveryQueue } from '../../src/delivery/queue.ts';
import type { EndpointReport } from '../../src/delivery/queue-calls.ts';
import { Sender } from '../../src/delivery/sender.ts';
import type { Env } from '../../src/env.ts';
import { KILLED } from './faults.ts';
import { FakeStorage } from './sqlite.ts';

export const START = Date.UTC(2026, 10, 23);

export interface ReceivedPost {
  readonly at: number;
  readonly url: string;
  readonly id: string;
  readonly body: string;
}

/** What the receiver does with the next POST: answers, does not answer in time, or never (see `kill`). */
export type Behaviour =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'timeout'
  | 'hang';

export const TARGET: EndpointTarget = {
  id: 'ep_00000000000000000000000001',
  version: 1,
  url: 'https://receiver.example/hook',
  format: 'standard',
  secret: `whsec_${btoa('0123456789abcdef01234567')}`,
  retiringSecrets: [],
  state: 'active',
};

/** Ids of events have 26 characters, and sort by their time. */
export const nameEvent = (index: number) => `01N${String(index).padStart(23, '0')}`;

/** The message of an event for the one endpoint of most tests. */
export const nameMessage = (index: number, target = TARGET) => buildMessageId(nameEvent(index), target.id);

export function makeEvent(index: number, fields: Partial<QueuedEvent> = {}): QueuedEvent {
  return {
    id: nameEvent(index),
    type: 'article.published',
    articleId: `article ${index}`,
    revision: 1,
    body: `{"number":${index}}`,
    headers: null,
    createdAt: Date.now(),
    ...fields,
  };
}

/** Node's own: a test may have two harnesses. */
const { setTimeout, clearTimeout } = globalThis;

const harnesses = new Set<QueueHarness>();

// A harness takes over the clock and the network of the test that makes it. Its objects end with the test: what one of them
// waits for would otherwise come seconds later, into a test that has neither.
afterEach(() => {
  for (const harness of harnesses) harness.end();
  harnesses.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** In which object's life something is done: what an object that was killed still does is not done. */
const life = new AsyncLocalStorage<object>();

/** A timer that an object has set. */
interface Timer {
  readonly life: object;
  /** By the harness's clock, epoch milliseconds. */
  readonly at: number;
  readonly fire: () => void;
}

/** Starts the clock at START. `settings` are the environment's strings. */
export class QueueHarness {
  readonly storage = new FakeStorage();
  readonly posts: ReceivedPost[] = [];
  readonly reports: EndpointReport[] = [];
  /** What the receiver does with each POST. */
  answer: (post: ReceivedPost) => Behaviour | Promise<Behaviour> = () => ({ status: 200 });
  isLedgerDown = false;
  /** Senders that were asked for something, by name. */
  readonly senders = new Set<string>();
  /** Which Senders, by name, end before they have an answer. */
  isSenderDown: (name: string) => boolean = () => false;
  queue: DeliveryQueue;
  #life = {};
  /** The sending that calls and alarms have begun and do not wait for. */
  readonly #started = new Set<Promise<unknown>>();
  /** Resolves once a receiver leaves the object hanging. */
  #hang = Promise.withResolvers<void>();
  #isHanging = false;
  readonly #timers = new Map<NodeJS.Timeout, Timer>();

  constructor(readonly settings: Partial<Record<keyof Env, string>> = {}) {
    vi.useFakeTimers({ toFake: ['Date'], now: START });
    // An object that was killed logs it, as it would a fault: the tests look at what is sent and kept.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubGlobal('scheduler', { wait: () => turn() });
    vi.stubGlobal('setTimeout', (run: () => void, ms: number) => {
      const owner = life.getStore();
      if (owner === undefined) return setTimeout(run, ms);
      const timer = setTimeout(() => this.#fire(timer), ms);
      this.#timers.set(timer, { life: owner, at: Date.now() + ms, fire: AsyncLocalStorage.bind(run) });
      return timer;
    });
    vi.stubGlobal('clearTimeout', (timer: NodeJS.Timeout) => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    });
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.#receive(url, init));
    harnesses.add(this);
    this.queue = this.#start();
  }

  /** Resolves once a receiver leaves this life's object hanging. */
  get hangs(): Promise<void> {
    return this.#hang.promise;
  }

  /** Ends the object wherever it is. */
  end(): void {
    this.#life = {};
    this.#started.clear();
  }

  /** Ends the object wherever it is and starts it anew on the same data, as after a crash. */
  kill(): void {
    this.end();
    this.#hang = Promise.withResolvers<void>();
    this.#isHanging = false;
    this.queue = this.#start();
  }

  /** Lets time pass, firing every alarm at its moment. Where a receiver hangs, only the clock moves. */
  async advance(ms: number): Promise<void> {
    const until = Date.now() + ms;
    await this.rest();
    for (let fired = 0; !this.#isHanging; fired += 1) {
      const { alarmAt } = this.storage;
      if (alarmAt === null || alarmAt > until) break;
      if (fired > 2000) throw new Error('The alarm is set again and again without anything being done.');
      vi.setSystemTime(Math.max(alarmAt, Date.now()));
      await this.fireAlarm();
    }
    vi.setSystemTime(Math.max(until, Date.now()));
  }

  /** Lets so much time pass for what objects themselves wait for, without the test waiting for it. */
  passTimers(ms: number): void {
    const until = Date.now() + ms;
    vi.setSystemTime(until);
    for (const [timer, { at }] of [...this.#timers]) if (at <= until) this.#fire(timer);
  }

  #fire(timer: NodeJS.Timeout): void {
    const set = this.#timers.get(timer);
    this.#timers.delete(timer);
    clearTimeout(timer);
    // An object that was killed waits for nothing any more.
    if (set?.life === this.#life) set.fire();
  }

  /** The clock is set back. */
  turnBack(ms: number): void {
    vi.setSystemTime(Date.now() - ms);
  }

  /** Runs the alarm and what it begins. */
  async fireAlarm(): Promise<void> {
    this.storage.alarmAt = null;
    await this.queue.alarm();
    await this.rest();
  }

  /** Waits until whatever was begun has ended, or hangs. */
  async rest(): Promise<void> {
    while (this.#started.size > 0 && !this.#isHanging) {
      await Promise.race([Promise.all(this.#started), this.#hang.promise]);
    }
  }

  /** Waits until POSTs that have no answer yet are late. */
  async waitUntilLate(): Promise<void> {
    await sleep(400);
  }

  #start(): DeliveryQueue {
    const ledger = {
      reportEndpoint: async (report: EndpointReport) => {
        if (this.isLedgerDown) throw new Error('The ledger is away.');
        this.reports.push(report);
      },
    };
    const env = {
      PUBLIC_URL: 'https://gazette.example',
      ...this.settings,
      LEDGER: { getByName: () => ledger },
    } as unknown as Env;
    return liveIn(this.#life, new DeliveryQueue(this.#makeContext(this.storage, 'queue-0', env), env));
  }

  #makeContext(storage: FakeStorage, name: string, env: Env): DurableObjectState {
    const started = this.#started;
    const life = this.#life;
    // An object that was killed writes nothing any more.
    const guard = <T extends object>(guarded: T): T =>
      new Proxy(guarded, {
        get: (target, key) => {
          if (this.#life !== life) throw new Error(KILLED);
          const value = Reflect.get(target, key, target) as unknown;
          if (typeof value === 'function') return value.bind(target) as unknown;
          return key === 'sql' ? guard(value as object) : value;
        },
      });
    const getSender = (senderName: string) => {
      if (this.isSenderDown(senderName)) throw new Error('The Sender has ended.');
      this.senders.add(senderName);
      return liveIn(life, new Sender(this.#makeContext(new FakeStorage(), senderName, env), env));
    };
    const context = {
      storage: guard(storage),
      id: { name },
      exports: { Sender: { getByName: getSender } },
      waitUntil: (promise: Promise<unknown>) => {
        if (this.#life !== life) return;
        started.add(promise);
        void promise.finally(() => started.delete(promise)).catch(() => {});
      },
    };
    return context as unknown as DurableObjectState;
  }

  async #receive(url: string, init: RequestInit): Promise<Response> {
    if (life.getStore() !== this.#life) return new Promise(() => {});
    const headers = new Headers(init.headers);
    const post = {
      at: Date.now(),
      url,
      id: headers.get('webhook-id') ?? '',
      body: await new Response(init.body).text(),
    };
    this.posts.push(post);
    const behaviour = await this.answer(post);
    if (behaviour === 'timeout')
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    if (behaviour === 'hang') {
      this.#isHanging = true;
      this.#hang.resolve();
      return new Promise(() => {});
    }
    const { body = null, ...answer } = behaviour;
    return new Response(body, answer);
  }
}

/** An object whose calls are all made in one life. */
function liveIn<T extends object>(store: object, object: T): T {
  return new Proxy(object, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => life.run(store, () => Reflect.apply(value, target, args) as unknown);
    },
  });
}
