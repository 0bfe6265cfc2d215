/** A Mailbox and its Courier in Node with a receiver, a ledger, a clock and a platform that fires alarms and may kill. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, vi } from 'vitest';
import { Courier } from '../../src/delivery/courier.ts';
import type { EndpointTarget } from '../../src/delivery/endpoint.ts';
import type { Mailbox } from '../../src/delivery/mailbox.ts';
import type { IncomingMessage } from '../../src/delivery/message.ts';
import type { EndpointReport } from '../../src/delivery/report.ts';
import { Runner } from '../../src/delivery/runner.ts';
import type { Env } from '../../src/env.ts';
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
  | { readonly status: number; readonly headers?: Record<string, string> }
  | 'timeout'
  | 'hang';

export const TARGET: EndpointTarget = {
  id: 'ep_1',
  version: 1,
  url: 'https://receiver.example/hook',
  format: 'standard',
  secret: `whsec_${btoa('0123456789abcdef01234567')}`,
  retiringSecrets: [],
  state: 'active',
};

export function makeMessage(id: string, fields: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    id,
    type: 'article.published',
    articleId: `of ${id}`,
    body: `{"id":"${id}"}`,
    createdAt: Date.now(),
    ...fields,
  };
}

// A world takes over the clock and the network of the test that makes it.
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** In which object's life something is done: what an object that was killed still does is not done. */
const life = new AsyncLocalStorage<object>();

/** Starts the clock at START. `settings` are the environment's strings. */
export class MailboxWorld {
  readonly storage = new FakeStorage();
  readonly courierStorage = new FakeStorage();
  readonly posts: ReceivedPost[] = [];
  readonly reports: EndpointReport[] = [];
  /** What the receiver does with each POST, by the message's id. */
  answer: (post: ReceivedPost) => Behaviour | Promise<Behaviour> = () => ({ status: 200 });
  isLedgerDown = false;
  /** The Courier cannot reach the Mailbox. */
  isMailboxAway = false;
  /** The Mailbox cannot reach the Courier. */
  isCourierAway = false;
  /** Runners that were asked for something, by name. */
  readonly runners = new Set<string>();
  /** Runners end before they have an answer. */
  areRunnersDown = false;
  mailbox: Mailbox;
  courier: Courier;
  #life = {};
  /** The sending that calls and alarms have begun and do not wait for. */
  readonly #begun = new Set<Promise<unknown>>();
  /** Resolves once a receiver leaves the object hanging. */
  #hang = Promise.withResolvers<void>();
  #isHanging = false;

  constructor(
    readonly Class: typeof Mailbox,
    readonly settings: Partial<Record<keyof Env, string>> = {},
  ) {
    vi.useFakeTimers({ toFake: ['Date'], now: START });
    // Patience ends where a receiver hangs, and else after a moment.
    const wait = () => Promise.race([this.#hang.promise, sleep(200)]);
    vi.stubGlobal('scheduler', { wait });
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.#receive(url, init));
    ({ mailbox: this.mailbox, courier: this.courier } = this.#start());
  }

  /** Resolves once a receiver leaves this life's object hanging. */
  get hangs(): Promise<void> {
    return this.#hang.promise;
  }

  /** Ends the objects wherever they are and starts them anew on the same data, as after a crash. */
  kill(): void {
    this.#life = {};
    this.#begun.clear();
    this.#hang = Promise.withResolvers<void>();
    this.#isHanging = false;
    ({ mailbox: this.mailbox, courier: this.courier } = this.#start());
  }

  /** Lets time pass, firing every alarm at its moment. Where a receiver hangs, only the clock moves. */
  async advance(ms: number): Promise<void> {
    const until = Date.now() + ms;
    await this.rest();
    for (let fired = 0; !this.#isHanging; fired += 1) {
      const next = [this.storage, this.courierStorage]
        .filter(({ alarmAt }) => alarmAt !== null && alarmAt <= until)
        .sort((a, b) => (a.alarmAt ?? 0) - (b.alarmAt ?? 0))[0];
      if (next === undefined) break;
      if (fired > 2000) throw new Error('The alarm is set again and again without anything being done.');
      vi.setSystemTime(Math.max(next.alarmAt ?? 0, Date.now()));
      if (next === this.storage) await this.fireAlarm();
      else await this.#fireCourierAlarm();
    }
    vi.setSystemTime(Math.max(until, Date.now()));
  }

  /** Runs the alarm and what it begins. */
  async fireAlarm(): Promise<void> {
    this.storage.alarmAt = null;
    await this.mailbox.alarm();
    await this.rest();
  }

  async #fireCourierAlarm(): Promise<void> {
    this.courierStorage.alarmAt = null;
    await this.courier.alarm();
    await this.rest();
  }

  /** Waits until whatever was begun has ended, or hangs. */
  async rest(): Promise<void> {
    while (this.#begun.size > 0 && !this.#isHanging) {
      await Promise.race([Promise.all(this.#begun), this.#hang.promise]);
    }
  }

  #start(): { mailbox: Mailbox; courier: Courier } {
    const ledger = {
      reportEndpoint: async (report: EndpointReport) => {
        if (this.isLedgerDown) throw new Error('The ledger is away.');
        this.reports.push(report);
      },
    };
    const born = this.#life;
    const getMailbox = () => {
      if (this.#life !== born) throw new Error('The object was killed.');
      if (this.isMailboxAway) throw new Error('The Mailbox is away.');
      return this.mailbox;
    };
    const getCourier = () => {
      if (this.#life !== born) throw new Error('The object was killed.');
      if (this.isCourierAway) throw new Error('The Courier is away.');
      return this.courier;
    };
    const getRunner = (name: string) => {
      if (this.areRunnersDown) throw new Error('The Runner has ended.');
      this.runners.add(name);
      return liveIn(born, new Runner(this.#makeContext(new FakeStorage(), name), env));
    };
    const env = {
      PUBLIC_URL: 'https://gazette.example',
      ...this.settings,
      LEDGER: { getByName: () => ledger },
      MAILBOX: { getByName: getMailbox },
      COURIER: { getByName: getCourier },
      RUNNER: { getByName: getRunner },
    } as unknown as Env;
    return {
      mailbox: liveIn(born, new this.Class(this.#makeContext(this.storage, TARGET.id), env)),
      courier: liveIn(born, new Courier(this.#makeContext(this.courierStorage, 'courier-0'), env)),
    };
  }

  #makeContext(storage: FakeStorage, name: string): DurableObjectState {
    const begun = this.#begun;
    const born = this.#life;
    // An object that was killed writes nothing any more.
    const guard = <T extends object>(guarded: T): T =>
      new Proxy(guarded, {
        get: (target, key) => {
          if (this.#life !== born) throw new Error('The object was killed.');
          const value = Reflect.get(target, key, target) as unknown;
          if (typeof value === 'function') return value.bind(target) as unknown;
          return key === 'sql' ? guard(value as object) : value;
        },
      });
    const context = {
      storage: guard(storage),
      id: { name },
      waitUntil: (promise: Promise<unknown>) => {
        if (this.#life !== born) return;
        begun.add(promise);
        void promise.finally(() => begun.delete(promise)).catch(() => {});
      },
    };
    return context as unknown as DurableObjectState;
  }

  async #receive(url: string, init: RequestInit): Promise<Response> {
    if (life.getStore() !== this.#life) return new Promise(() => {});
    const headers = new Headers(init.headers);
    const post = { at: Date.now(), url, id: headers.get('webhook-id') ?? '', body: String(init.body) };
    this.posts.push(post);
    const behaviour = await this.answer(post);
    if (behaviour === 'timeout')
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    if (behaviour === 'hang') {
      this.#isHanging = true;
      this.#hang.resolve();
      return new Promise(() => {});
    }
    return new Response(null, behaviour);
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
