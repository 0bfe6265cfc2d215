/**
 * A DeliveryQueue: owns everything of its endpoints' messages, from the first attempt to the last. There is one way for
 * all of them: a row, then the POST, then its outcome in the row.
 */

import { DurableObject } from 'cloudflare:workers';
import { setAlarmBy } from '../alarm.ts';
import type { Env } from '../env.ts';
import { LEDGER_NAME } from '../env.ts';
import { readSettings } from '../settings.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findAdapter } from './format/formats.ts';
import type { AttemptRecord, MessageRecord, QueuedEvent } from './message.ts';
import { beginProgress, buildMessageId, readEventId } from './message.ts';
import type { Finding } from './outcome.ts';
import { decideOutcome, isFree, isWell, UNTRIED } from './outcome.ts';
import type { Attempt, BuiltPost, LastCall } from './post.ts';
import { ATTEMPT_TIMEOUT_MS, buildPost, checkAddress, makeLastCall, refuseToSend, sendPost } from './post.ts';
import type { DeliveryQueueCalls, EndpointReport, ResendOutcome, TestOutcome } from './queue-calls.ts';
import type { RetryLadder } from './schedule.ts';
import {
  CALL_LADDER,
  chooseLane,
  computeRetryAt,
  LATE_MS,
  type Lane,
  MAX_DIGEST_MESSAGES,
  planNext,
  SLOTS_PER_LANE,
  spendOne,
} from './schedule.ts';
import { openSender } from './sender.ts';
import type { StoredEndpoint, StoredEvent, StoredMessage } from './store.ts';
import { DeliveryStore } from './store.ts';

/** POSTs that one call or alarm begins: the free plan allows 50 requests to each, and reports are some of them. */
const POSTS_PER_INVOCATION = 40;
/** Outcomes of this long are written together: a group is one write to the disk. */
const WRITE_TOGETHER_MS = 25;
/** While something is under way an alarm is set this far off: should the object end, what was under way is sent again. */
const LEASE_MS = ATTEMPT_TIMEOUT_MS + 5_000;
/** The alarm after one that failed: time for whatever it was to pass. */
const ALARM_AFTER_FAILURE_MS = 5_000;
/** What has expired is erased once a day: an alarm for each message would cost more than it is worth. */
const SWEEP_INTERVAL_MS = 86_400_000;
/** Feeds' bytes that POSTs have in memory at once, of the object's 128 MB; each is there some three times. */
const MAX_BYTES_UNDER_WAY = 8_000_000;
/** Clocks are corrected by less than this all the time; a larger step back moves what waits. */
const CLOCK_TOLERANCE_MS = 1_000;
/** Tests have a lane of their own: they answer a person. */
const TEST_LANE: Lane = 99;

/** One POST to make: its messages, and their endpoint as it was when they were chosen. */
interface Work {
  readonly target: EndpointTarget;
  readonly isWell: boolean;
  readonly messages: readonly (StoredMessage & { readonly event: StoredEvent & { readonly body: string } })[];
  /** The page of a first attempt; null: the messages have rows. */
  readonly page: OpenPage | null;
}

/** A POST from its beginning until its outcome is written. */
interface Flight extends Work {
  readonly lane: Lane;
  isLate: boolean;
  /** False once it was answered: then its slot is free. */
  isOpen: boolean;
  /** Resolves once it is answered, or late: then whatever it says has left here. */
  readonly hasLeft: PromiseWithResolvers<void>;
}

/** A page whose first attempts are being made. */
interface OpenPage {
  readonly number: number;
  readonly event: StoredEvent | null;
  readonly endpointIds: readonly string[];
  /** It may have been begun in an earlier life, so that some have rows already. */
  readonly isOld: boolean;
  /** The next one to begin. */
  next: number;
  /** Those that have no row yet. */
  left: number;
}

/** What is left of the POSTs that an invocation may begin. */
interface Allowance {
  left: number;
}

export class DeliveryQueue extends DurableObject<Env> implements DeliveryQueueCalls {
  readonly #settings = readSettings(this.env);
  readonly #ladder: RetryLadder = {
    stepsSeconds: this.#settings.retryScheduleSeconds,
    isEndless: false,
  };
  readonly #store = new DeliveryStore(this.ctx.storage);
  readonly #flights = new Set<Flight>();
  /** The page whose attempts are begun next; those before it may still wait for outcomes. */
  #page: OpenPage | null = null;
  #lastPage = 0;
  #lastOldPage = this.#store.findLastPage();
  #isFreshTurn = false;
  #ended: { readonly flight: Flight; readonly attempt: Attempt; readonly named: readonly string[] }[] = [];
  #writing: Promise<void> | null = null;
  /** Counts what may call off a POST that is being built: changes and removals of endpoints, and withdrawals. */
  #changes = 0;
  #seenAt = this.#store.findNewestTime();
  #sweptAt = 0;

  async enqueue(event: QueuedEvent, targets: readonly EndpointTarget[]): Promise<void> {
    const now = this.#readClock();
    this.#store.transact(() => {
      const isNew = this.#store.insertEvent(event);
      const paged = isNew ? new Set<string>() : this.#store.listPaged(event.id);
      const isKnown = (id: string) => !isNew && (paged.has(id) || this.#store.hasMessage(id, event.id));
      const first = targets.filter((target) => !isKnown(target.id) && this.#take(event, target, now));
      if (first.length > 0)
        this.#store.insertPage(
          event.id,
          first.map(({ id }) => id),
        );
    });
    await this.#sendAndArm();
  }

  async configure(targets: readonly EndpointTarget[]): Promise<void> {
    const now = this.#readClock();
    this.#store.transact(() => {
      for (const target of targets) this.#adopt(target, now);
    });
    await this.#sendAndArm();
  }

  async remove(endpointId: string, lastCall: LastCall | null = null): Promise<void> {
    const now = this.#readClock();
    this.#changes += 1;
    this.#store.transact(() => this.#store.removeEndpoint(endpointId, now));
    // The rules may have changed since the address was taken.
    if (lastCall !== null && checkAddress(lastCall.url, this.#settings).ok) {
      this.ctx.waitUntil(makeLastCall(lastCall));
    }
  }

  async cancelArticle(articleId: string, revision: number): Promise<void> {
    const now = this.#readClock();
    this.#changes += 1;
    this.#store.transact(() => this.#store.cancelEvents(articleId, revision, now));
    const leaving = [...this.#flights].filter(({ isOpen, messages }) =>
      messages.some(({ event }) => isOpen && event.articleId === articleId && event.revision < revision),
    );
    await Promise.all(leaving.map(({ hasLeft }) => hasLeft.promise));
    await this.#sendAndArm();
  }

  async listMessages(endpointId: string, limit: number, before: string | null): Promise<MessageRecord[]> {
    if (this.#store.findEndpoint(endpointId)?.isRemoved ?? true) return [];
    return this.#store.listMessages(endpointId, limit, before).map((message) => ({
      ...message,
      isUnderWay: this.#isUnderWay(endpointId, readEventId(message.id) ?? ''),
    }));
  }

  async retryMessage(endpointId: string, messageId: string): Promise<ResendOutcome> {
    const now = this.#readClock();
    const eventId = readEventId(messageId);
    const event = eventId === null ? null : this.#store.findEvent(eventId);
    if (event === null || buildMessageId(event.id, endpointId) !== messageId) {
      return { ok: false, code: 'message_not_found' };
    }
    const message = this.#store.findMessage(endpointId, event.id);
    const isFirst = message === null && this.#store.listPaged(event.id).has(endpointId);
    const endpoint = this.#store.findEndpoint(endpointId);
    if (endpoint === null || (message === null && !isFirst)) return { ok: false, code: 'message_not_found' };
    if (event.body === null) return { ok: false, code: 'message_erased' };
    if (endpoint.target.state !== 'active') return { ok: false, code: 'webhook_not_active' };
    // An attempt that is under way, or about to be made, is the one that is asked for.
    if (message !== null && !this.#isUnderWay(endpointId, event.id)) {
      this.#store.transact(() => {
        this.#store.writeMessage({ ...message, state: 'pending', nextAttemptAt: now, isAlone: true });
        const condition = { ...endpoint.condition, hold: null };
        this.#store.writeEndpoint({ ...endpoint, condition, nextAt: now });
      });
    }
    await this.#sendAndArm();
    return { ok: true, count: 1 };
  }

  async recover(endpointId: string, since: number): Promise<ResendOutcome> {
    const now = this.#readClock();
    const endpoint = this.#store.findEndpoint(endpointId);
    // It has not heard of its endpoint yet, so there is nothing that was not delivered.
    if (endpoint === null || endpoint.isRemoved) return { ok: true, count: 0 };
    if (endpoint.target.state !== 'active') return { ok: false, code: 'webhook_not_active' };
    const count = this.#store.transact(() => {
      const released = this.#store.releaseSince(endpointId, since, now);
      const condition = { ...endpoint.condition, hold: null };
      if (released > 0) this.#store.writeEndpoint({ ...endpoint, condition, nextAt: now });
      return released;
    });
    await this.#sendAndArm();
    return { ok: true, count };
  }

  async sendTest(target: EndpointTarget, event: QueuedEvent): Promise<TestOutcome> {
    const now = this.#readClock();
    // It is never tried again: it is kept as failed until it is known to be delivered.
    const message: StoredMessage = {
      ...beginProgress(target.state, now),
      state: 'failed',
      nextAttemptAt: null,
      endpointId: target.id,
      eventId: event.id,
      attempts: [],
    };
    const isKnown = this.#store.transact(() => {
      if (this.#adopt(target, now) === null) return false;
      this.#store.insertEvent(event);
      this.#store.writeMessage(message);
      return true;
    });
    if (!isKnown) return null;
    const stored = { ...message, event: { ...event, isCancelled: false } };
    await this.#fly({ target, isWell: false, messages: [stored], page: null }, TEST_LANE, { left: 0 });
    return this.#store.findMessage(target.id, event.id)?.attempts.at(-1) ?? null;
  }

  async wake(): Promise<boolean> {
    await this.alarm();
    return this.#flights.size > 0 || this.#findNextSend() !== null;
  }

  /** Sends what is due. Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    try {
      const now = this.#readClock();
      if (now >= this.#sweptAt + SWEEP_INTERVAL_MS) {
        this.#store.transact(() => this.#store.sweep(now));
        this.#sweptAt = now;
      }
      await this.#sendReports(now);
      await this.#sendAndArm();
    } catch (error) {
      await this.#recoverFrom(error);
    }
  }

  /** Takes an event for an endpoint. True where its first attempt may be made at once, with those of its page. */
  #take(event: QueuedEvent, target: EndpointTarget, now: number): boolean {
    const endpoint = this.#adopt(target, now);
    if (endpoint === null) return false;
    const { state, format } = endpoint.target;
    const { rateLimit, isSubscription } = findAdapter(format);
    if (isSubscription) {
      if (this.#store.hasNewer(target.id, event.id)) return false;
      this.#dropOlder(target.id, event.id);
    }
    const dueAt = this.#computeFirstAttempt(now);
    const isAtOnce =
      state === 'active' && rateLimit === null && isFree(endpoint.condition, now) && dueAt <= now;
    if (isAtOnce) return true;
    const progress = beginProgress(state, dueAt);
    this.#store.writeMessage({ ...progress, endpointId: target.id, eventId: event.id, attempts: [] });
    this.#expect(endpoint, progress.nextAttemptAt);
    return false;
  }

  /** Takes over a newer state of an endpoint; an older one is ignored. Null where the endpoint was removed. */
  #adopt(target: EndpointTarget, now: number): StoredEndpoint | null {
    const known = this.#store.findEndpoint(target.id);
    if (known?.isRemoved) return null;
    if (known !== null && known.target.version >= target.version) return known;
    this.#changes += 1;
    // A new address, or one that a person has just activated, is not blamed for what was before.
    const isSame = known?.target.url === target.url && known.target.state === 'active';
    const beginsAnew = target.state === 'active' && !isSame;
    if (target.state !== 'active') this.#store.holdPending(target.id);
    const nextAt = known === null ? null : this.#store.findNextAttemptAt(target.id);
    const adopted: StoredEndpoint = {
      target,
      condition: known === null || beginsAnew ? UNTRIED : known.condition,
      nextAt: beginsAnew && nextAt !== null ? Math.min(nextAt, now) : nextAt,
      isRemoved: false,
    };
    this.#store.writeEndpoint(adopted);
    return adopted;
  }

  #computeFirstAttempt(now: number): number {
    const random = Math.random();
    return computeRetryAt(this.#ladder, { attemptsMade: 0, now, random }) ?? now;
  }

  /** Notes that something of an endpoint may go then; null: nothing more. */
  #expect(endpoint: StoredEndpoint, at: number | null): void {
    if (at === null || (endpoint.nextAt !== null && endpoint.nextAt <= at)) return;
    this.#store.writeEndpoint({ ...endpoint, nextAt: at });
  }

  /** Newer bytes of a feed say all that older ones did. */
  #dropOlder(endpointId: string, eventId: string): void {
    for (const older of this.#store.deleteOlder(endpointId, eventId)) this.#store.dropPush(older);
  }

  async #sendAndArm(allowance: Allowance = { left: POSTS_PER_INVOCATION }): Promise<void> {
    this.#sendDue(allowance);
    await this.#arm(allowance);
  }

  /** Begins every POST that may go now: none waits for a slow one while there is room. */
  #sendDue(allowance: Allowance): void {
    while (allowance.left > 0) {
      const work = this.#findWork();
      if (work === null) return;
      allowance.left -= 1;
      const lane = chooseLane(this.#openFlights(), work.isWell);
      if (lane === null) throw new Error('Work was found for which there is no slot.');
      this.ctx.waitUntil(this.#fly(work, lane, allowance));
    }
  }

  #openFlights(): Flight[] {
    return [...this.#flights].filter(({ isOpen }) => isOpen);
  }

  /** The next POST for which there is a slot; first attempts and what has rows take turns. */
  #findWork(): Work | null {
    const now = Date.now();
    const bytes = this.#openFlights().reduce((sum, { messages }) => sum + countBytes(messages), 0);
    if (bytes >= MAX_BYTES_UNDER_WAY) return null;
    if (chooseLane(this.#openFlights(), true) !== null) {
      this.#isFreshTurn = !this.#isFreshTurn;
      const work = this.#isFreshTurn
        ? (this.#findFirst(now) ?? this.#findDue(true, now))
        : (this.#findDue(true, now) ?? this.#findFirst(now));
      if (work !== null) return work;
    }
    return chooseLane(this.#openFlights(), false) === null ? null : this.#findDue(false, now);
  }

  /** The next first attempt of the pages. */
  #findFirst(now: number): Work | null {
    for (;;) {
      const page = this.#findPage();
      if (page === null) return null;
      const endpointId = page.endpointIds[page.next];
      page.next += 1;
      if (endpointId === undefined) {
        this.#page = null;
        continue;
      }
      const work = this.#store.transact(() => this.#openFirst(page, endpointId, now));
      if (work !== null) return work;
    }
  }

  #findPage(): OpenPage | null {
    if (this.#page !== null) return this.#page;
    const stored = this.#store.findPageAfter(this.#lastPage);
    if (stored === null) return null;
    this.#lastPage = stored.number;
    const { number, eventId, endpointIds } = stored;
    const event = this.#store.findEvent(eventId);
    const isOld = number <= this.#lastOldPage;
    this.#page = { number, event, endpointIds, isOld, next: 0, left: endpointIds.length };
    return this.#page;
  }

  /** A first attempt, unless something has changed since the page was written; then it is what that makes of it. */
  #openFirst(page: OpenPage, endpointId: string, now: number): Work | null {
    const endpoint = this.#store.findEndpoint(endpointId);
    const event = page.event === null ? null : this.#store.findEvent(page.event.id);
    if (
      endpoint === null ||
      endpoint.isRemoved ||
      event === null ||
      (page.isOld && this.#store.hasMessage(endpointId, event.id))
    ) {
      this.#settleFirst(page);
      return null;
    }
    const { target, condition } = endpoint;
    const message = { ...beginProgress(target.state, now), endpointId, eventId: event.id, attempts: [] };
    const isBusy = [...this.#flights].some(
      (flight) =>
        flight.target.id === endpointId && (flight.isLate || findAdapter(target.format).isSubscription),
    );
    if (target.state === 'active' && event.body !== null && isFree(condition, now) && !isBusy) {
      return {
        target,
        isWell: true,
        messages: [{ ...message, event: { ...event, body: event.body } }],
        page,
      };
    }
    this.#store.writeMessage(message);
    this.#expect(endpoint, message.nextAttemptAt);
    this.#settleFirst(page);
    return null;
  }

  /** One more of a page has its row; the page goes with the last. */
  #settleFirst(page: OpenPage): void {
    page.left -= 1;
    if (page.left > 0) return;
    this.#store.deletePage(page.number);
    if (page.event?.type === 'feed.changed') this.#store.dropPush(page.event.id);
  }

  /** The next POST of what has rows, to endpoints that are well or not. */
  #findDue(isWell: boolean, now: number): Work | null {
    const next = this.#store.findNextAt(isWell);
    if (next === null || next > now) return null;
    const passedOver = new Set<string>();
    for (;;) {
      const [endpoint] = this.#store.listDueEndpoints(isWell, now, [...passedOver], 1);
      if (endpoint === undefined) return null;
      const { id } = endpoint.target;
      passedOver.add(id);
      const flights = [...this.#flights].filter(({ target }) => target.id === id);
      // Who keeps one message waiting gets no other.
      if (flights.length >= countSlots(endpoint) || flights.some(({ isLate }) => isLate)) continue;
      const work = this.#store.transact(() => this.#openDue(endpoint, now));
      if (work !== null) return work;
    }
  }

  #openDue(endpoint: StoredEndpoint, now: number): Work | null {
    const { target, condition } = endpoint;
    const adapter = findAdapter(target.format);
    const waiting = this.#listWaiting(target.id, now);
    if (waiting.length === 0) {
      const next = this.#store.findNextAttemptAt(target.id);
      // What is under way now is looked at again when its outcome is written.
      if (next === null || next > now) this.#store.writeEndpoint({ ...endpoint, nextAt: next });
      return null;
    }
    const plan = planNext(waiting, condition, adapter, now);
    if (plan.messages === null) {
      this.#store.writeEndpoint({ ...endpoint, nextAt: plan.nextAt });
      return null;
    }
    const bucketFullAt = spendOne(condition.bucketFullAt, adapter.rateLimit, now);
    if (bucketFullAt !== condition.bucketFullAt) {
      this.#store.writeEndpoint({ ...endpoint, condition: { ...condition, bucketFullAt } });
    }
    return { target, isWell: isWell(condition), messages: plan.messages, page: null };
  }

  /** What of an endpoint is due and not under way; what lost its text meanwhile is taken out of its way. */
  #listWaiting(endpointId: string, now: number) {
    return this.#store
      .listDueMessages(endpointId, now, MAX_DIGEST_MESSAGES + SLOTS_PER_LANE)
      .filter(({ eventId }) => !this.#isUnderWay(endpointId, eventId))
      .flatMap((message) => {
        const event = this.#store.findEvent(message.eventId);
        const id = buildMessageId(message.eventId, endpointId);
        if (event !== null && event.body !== null) {
          const nextAttemptAt = message.nextAttemptAt ?? now;
          return [{ ...message, id, nextAttemptAt, event: { ...event, body: event.body } }];
        }
        if (event === null) this.#store.deleteMessage(endpointId, message.eventId);
        else this.#store.writeMessage({ ...message, state: 'cancelled', nextAttemptAt: null });
        return [];
      });
  }

  #isUnderWay(endpointId: string, eventId: string): boolean {
    return [...this.#flights].some(({ messages }) =>
      messages.some((message) => message.endpointId === endpointId && message.eventId === eventId),
    );
  }

  /** One POST, until its outcome is written. Never rejects. */
  async #fly(work: Work, lane: Lane, allowance: Allowance): Promise<void> {
    const flight: Flight = { ...work, lane, isLate: false, isOpen: true, hasLeft: Promise.withResolvers() };
    this.#flights.add(flight);
    const timer = setTimeout(() => {
      flight.isLate = true;
      flight.hasLeft.resolve();
      this.#continue(allowance);
    }, LATE_MS);
    try {
      const changes = this.#changes;
      const built = await this.#build(work);
      if (changes !== this.#changes && this.#isCalledOff(work)) this.#putBack(work);
      else {
        const attempt = await this.#post(built, work, lane);
        this.#ended.push({ flight, attempt, named: built.ok ? built.named : work.messages.map(nameMessage) });
      }
      flight.isOpen = false;
      this.#continue(allowance);
      this.#writing ??= scheduler.wait(WRITE_TOGETHER_MS).then(() => this.#writeOutcomes(allowance));
      await this.#writing;
    } catch (error) {
      await this.#recoverFrom(error);
    } finally {
      clearTimeout(timer);
      flight.isOpen = false;
      flight.hasLeft.resolve();
      this.#flights.delete(flight);
    }
  }

  /** Begins what waited for a slot. */
  #continue(allowance: Allowance): void {
    try {
      this.#sendDue(allowance);
    } catch (error) {
      void this.#recoverFrom(error);
    }
  }

  #build({ messages, target }: Work): Promise<BuiltPost> {
    const outgoing = messages.map(({ event, endpointId }) => ({
      id: buildMessageId(event.id, endpointId),
      type: event.type,
      body: event.body,
      headers: event.headers ?? {},
    }));
    return buildPost(outgoing, target, this.#settings, Date.now());
  }

  #post(built: BuiltPost, { target }: Work, lane: Lane): Promise<Attempt> {
    if (!built.ok) return Promise.resolve(refuseToSend(built.failure, Date.now()));
    if (lane === 0) return sendPost(built.request, target.format);
    return openSender(this.ctx, `${this.ctx.id.name}/${lane}`).send(built.request, target.format);
  }

  /** While a request is signed, its message may be cancelled, and the endpoint paused, moved or removed. */
  #isCalledOff({ messages, target }: Work): boolean {
    const endpoint = this.#store.findEndpoint(target.id);
    if (endpoint === null || endpoint.isRemoved || endpoint.target.version !== target.version) return true;
    const isHeld = endpoint.target.state !== 'active' && messages.some(({ event }) => event.type !== 'ping');
    return isHeld || messages.some(({ eventId }) => this.#store.findEvent(eventId)?.body == null);
  }

  /** What was called off waits in its rows for what has become of its endpoint. */
  #putBack({ messages, target, page }: Work): void {
    this.#store.transact(() => {
      const endpoint = this.#store.findEndpoint(target.id);
      const now = Date.now();
      if (endpoint !== null && !endpoint.isRemoved && page !== null) {
        for (const { event, ...message } of messages) {
          this.#store.writeMessage({ ...message, ...beginProgress(endpoint.target.state, now) });
        }
      }
      if (page !== null) this.#settleFirst(page);
      if (endpoint === null || endpoint.isRemoved) return;
      this.#store.writeEndpoint({ ...endpoint, nextAt: this.#store.findNextAttemptAt(target.id) });
    });
  }

  /** Writes what has ended, all in one transaction, and goes on. */
  async #writeOutcomes(allowance: Allowance): Promise<void> {
    this.#writing = null;
    const ended = this.#ended;
    this.#ended = [];
    const now = Date.now();
    const random = Math.random();
    this.#store.transact(() => {
      for (const { flight, attempt, named } of ended) this.#settle(flight, attempt, named, now, random);
    });
    for (const { flight } of ended) this.#flights.delete(flight);
    await this.#sendAndArm(allowance);
  }

  /** Writes what came of one POST. What it did not name stays as it is, for the next one. */
  #settle(flight: Flight, attempt: Attempt, named: readonly string[], now: number, random: number): void {
    const endpoint = this.#store.findEndpoint(flight.target.id);
    if (endpoint !== null && !endpoint.isRemoved) {
      this.#settleMessages(flight, endpoint, attempt, named, now, random);
    }
    if (flight.page !== null) this.#settleFirst(flight.page);
  }

  #settleMessages(
    flight: Flight,
    endpoint: StoredEndpoint,
    attempt: Attempt,
    named: readonly string[],
    now: number,
    random: number,
  ): void {
    const format = findAdapter(flight.target.format);
    const messages = flight.messages
      .filter((message) => named.includes(nameMessage(message)))
      .map(({ event, ...chosen }) => ({
        event,
        stored:
          flight.page === null
            ? (this.#store.findMessage(chosen.endpointId, chosen.eventId) ?? chosen)
            : { ...chosen, ...beginProgress(endpoint.target.state, now) },
      }));
    const { target } = endpoint;
    const outcome = decideOutcome({
      messages: messages.map(({ event, stored }) => ({
        id: nameMessage(stored),
        type: event.type,
        progress: this.#readProgress(stored),
      })),
      attempt,
      sentTo: flight.target.url,
      target,
      condition: endpoint.condition,
      format,
      ladder: this.#ladder,
      hasDefaultSchedule: this.#settings.hasDefaultRetrySchedule,
      now,
      random,
    });
    const record = recordAttempt(attempt);
    for (const [index, { stored }] of messages.entries()) {
      const progress = outcome.progress[index];
      if (progress === undefined) continue;
      const message = { ...stored, ...progress, attempts: [...stored.attempts, record] };
      if (format.isSubscription) this.#settlePush(message);
      else this.#store.writeMessage(message);
    }
    if (outcome.state === 'disabled' && target.state !== 'disabled') this.#store.holdPending(target.id);
    const nextAt =
      flight.page === null || record.failure !== null || endpoint.nextAt !== null
        ? this.#store.findNextAttemptAt(target.id)
        : null;
    const isChanged =
      outcome.state !== target.state ||
      nextAt !== endpoint.nextAt ||
      JSON.stringify(outcome.condition) !== JSON.stringify(endpoint.condition);
    if (isChanged) {
      this.#store.writeEndpoint({
        target: { ...target, state: outcome.state },
        condition: outcome.condition,
        nextAt: outcome.state === 'active' ? nextAt : null,
      });
    }
    for (const finding of outcome.findings)
      this.#store.insertReport(buildReport(finding, target, record, now));
  }

  /** A message as it stands; one whose event was cancelled meanwhile is so, whatever its row says. */
  #readProgress(message: StoredMessage): StoredMessage {
    const isCancelled =
      message.state !== 'delivered' && (this.#store.findEvent(message.eventId)?.isCancelled ?? true);
    return isCancelled ? { ...message, state: 'cancelled', nextAttemptAt: null } : message;
  }

  /** Of feeds' bytes only what is still to arrive is kept, and which were the last. */
  #settlePush(message: StoredMessage): void {
    const { endpointId, eventId } = message;
    this.#dropOlder(endpointId, eventId);
    if (this.#store.hasNewer(endpointId, eventId)) this.#store.deleteMessage(endpointId, eventId);
    else this.#store.writeMessage({ ...message, attempts: [] });
    this.#store.dropPush(eventId);
  }

  /** Tells the ledger what it is still to be told; what fails is told later. */
  async #sendReports(now: number): Promise<void> {
    for (const { number, failures, report } of this.#store.listDueReports(now)) {
      try {
        await this.env.LEDGER.getByName(LEDGER_NAME).reportEndpoint(report);
        this.#store.deleteReport(number);
      } catch {
        const random = Math.random();
        const at = computeRetryAt(CALL_LADDER, { attemptsMade: failures + 1, now, random }) ?? now;
        this.#store.postponeReport(number, at);
      }
    }
  }

  /** Sets the alarm for the earliest thing to do, in one transaction with the writes before it. */
  async #arm(allowance: Allowance): Promise<void> {
    const now = Date.now();
    const next = this.#findNextSend();
    const times: number[] = [];
    // What is due and has no slot goes when one is free; the alarm is for when this object ends.
    if (next !== null) times.push(next > now || allowance.left === 0 ? next : now + LEASE_MS);
    if (this.#flights.size > 0) times.push(now + LEASE_MS);
    const report = this.#store.findNextReportAt();
    if (report !== null) times.push(report);
    if (times.length === 0 && this.#store.hasEvents()) {
      times.push(Math.ceil((now + 1) / SWEEP_INTERVAL_MS) * SWEEP_INTERVAL_MS);
    }
    if (times.length > 0) await setAlarmBy(this.ctx.storage, Math.min(...times), now);
  }

  /** When something may be sent next, perhaps in the past; null: nothing waits. */
  #findNextSend(): number | null {
    const isPageLeft = this.#page !== null || this.#store.findPageAfter(this.#lastPage) !== null;
    const times = [isPageLeft ? 0 : null, this.#store.findNextAt(true), this.#store.findNextAt(false)].filter(
      (at) => at !== null,
    );
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Now; where the clock was set back, what waits is moved with it, so that nothing waits longer than it should. */
  #readClock(): number {
    const now = Date.now();
    const back = this.#seenAt - now;
    if (back > CLOCK_TOLERANCE_MS) this.#store.transact(() => this.#store.shiftTimes(back));
    this.#seenAt = now;
    return now;
  }

  /** After a fault of our own or of the storage: nothing in memory is trusted, and the alarm tries again. */
  async #recoverFrom(error: unknown): Promise<void> {
    console.error(
      JSON.stringify({ event: 'delivery_failed', queue: this.ctx.id.name, error: String(error) }),
    );
    this.#page = null;
    this.#lastPage = 0;
    this.#lastOldPage = Number.POSITIVE_INFINITY;
    const now = Date.now();
    await setAlarmBy(this.ctx.storage, now + ALARM_AFTER_FAILURE_MS, now).catch(() => undefined);
  }
}

/** POSTs to one endpoint at a time. Newer bytes of a feed must not be overtaken by older ones. */
function countSlots({ target, condition }: StoredEndpoint): number {
  const { isSubscription, rateLimit } = findAdapter(target.format);
  return isSubscription || rateLimit !== null || !isWell(condition) ? 1 : SLOTS_PER_LANE;
}

function countBytes(messages: Work['messages']): number {
  return messages.reduce(
    (sum, { event }) => sum + (event.type === 'feed.changed' ? event.body.length : 0),
    0,
  );
}

function nameMessage({ eventId, endpointId }: Pick<StoredMessage, 'eventId' | 'endpointId'>): string {
  return buildMessageId(eventId, endpointId);
}

function recordAttempt({ at, status, latencyMs, verdict }: Attempt): AttemptRecord {
  return { at, status, latencyMs, failure: verdict.kind === 'delivered' ? null : verdict.failure };
}

function buildReport(
  finding: Finding,
  { id, version }: EndpointTarget,
  { failure }: AttemptRecord,
  at: number,
): EndpointReport {
  const about = { id, version, at };
  switch (finding.kind) {
    case 'failing':
      return { ...about, kind: 'failing', failure };
    case 'disabled':
      return { ...about, kind: 'disabled', reason: finding.reason, failure };
    case 'recovered':
      return { ...about, kind: 'recovered' };
  }
}
