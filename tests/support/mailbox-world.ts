/** A Mailbox in Node with a receiver, a ledger, a clock and a platform that fires its alarms and may be killed. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, vi } from 'vitest';
import type { Env } from '../../src/env.ts';
import type { EndpointTarget } from '../../src/webhook/endpoint.ts';
import type { Mailbox } from '../../src/webhook/mailbox.ts';
import type { IncomingMessage } from '../../src/webhook/message.ts';
import type { EndpointReport } from '../../src/webhook/report.ts';
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
  readonly posts: ReceivedPost[] = [];
  readonly reports: EndpointReport[] = [];
  /** What the receiver does with each POST, by the message's id. */
  answer: (post: ReceivedPost) => Behaviour | Promise<Behaviour> = () => ({ status: 200 });
  isLedgerDown = false;
  mailbox: Mailbox;
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
    const wait = () => Promise.race([this.#hang.promise, sleep(20)]);
    vi.stubGlobal('scheduler', { wait });
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.#receive(url, init));
    this.mailbox = this.#start();
  }

  /** Resolves once a receiver leaves this life's object hanging. */
  get hangs(): Promise<void> {
    return this.#hang.promise;
  }

  /** Ends the object wherever it is and starts it anew on the same data, as after a crash. */
  kill(): void {
    this.#life = {};
    this.#begun.clear();
    this.#hang = Promise.withResolvers<void>();
    this.#isHanging = false;
    this.mailbox = this.#start();
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

  /** Runs the alarm and what it begins. */
  async fireAlarm(): Promise<void> {
    this.storage.alarmAt = null;
    await this.mailbox.alarm();
    await this.rest();
  }

  /** Waits until whatever was begun has ended, or hangs. */
  async rest(): Promise<void> {
    while (this.#begun.size > 0 && !this.#isHanging) {
      await Promise.race([Promise.all(this.#begun), this.#hang.promise]);
    }
  }

  #start(): Mailbox {
    const ledger = {
      reportEndpoint: async (report: EndpointReport) => {
        if (this.isLedgerDown) throw new Error('The ledger is away.');
        this.reports.push(report);
      },
    };
    const env = {
      PUBLIC_URL: 'https://gazette.example',
      ...this.settings,
      NEWSROOM: { getByName: () => ledger },
    };
    const begun = this.#begun;
    const born = this.#life;
    const context = {
      // An object that was killed writes nothing any more.
      storage: new Proxy(this.storage, {
        get: (target, name) => {
          if (this.#life !== born) throw new Error('The object was killed.');
          const value = Reflect.get(target, name, target) as unknown;
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
      id: { name: TARGET.id },
      waitUntil: (promise: Promise<unknown>) => {
        begun.add(promise);
        void promise.finally(() => begun.delete(promise)).catch(() => {});
      },
    };
    const mailbox = new this.Class(context as unknown as DurableObjectState, env as unknown as Env);
    return liveIn(this.#life, mailbox);
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

/** A Mailbox whose calls are all made in one life. */
function liveIn(store: object, mailbox: Mailbox): Mailbox {
  return new Proxy(mailbox, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => life.run(store, () => Reflect.apply(value, target, args) as unknown);
    },
  });
}
