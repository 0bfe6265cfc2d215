/**
 * A DeliveryQueue: owns everything of its endpoints' messages, from the first attempt to the last. There is one way for
 * all of them: a row, then the POST, then its outcome in the row.
 */

import { DurableObject } from 'cloudflare:workers';
import { setAlarmBy } from '../alarm.ts';
import type { Env } from '../env.ts';
import { openLedger } from '../env.ts';
import { readSettings } from '../settings.ts';
import type { EndpointTarget } from './endpoint.ts';
import { type Flight, Flights } from './flights.ts';
import { Intake } from './intake.ts';
import type { MessageRecord, QueuedEvent } from './message.ts';
import { beginProgress, buildMessageId, readEventId } from './message.ts';
import type { StoredMessage } from './message-rows.ts';
import { OpenPages } from './open-pages.ts';
import type { LastCall } from './post.ts';
import { ATTEMPT_TIMEOUT_MS, checkAddress, makeLastCall } from './post.ts';
import type { DeliveryQueueCalls, FailingEndpoint, ResendOutcome, TestOutcome } from './queue-calls.ts';
import { type EndedFlight, OutcomeRecorder } from './record-outcome.ts';
import { releaseMessage, releaseSince } from './resend.ts';
import type { RetryLadder } from './schedule.ts';
import { chooseLane, computeDueAt, LATE_MS, type Lane, type Room } from './schedule.ts';
import { type EndedPost, openSender } from './sender.ts';
import { DeliveryStore } from './store.ts';
import { WorkFinder } from './work-finder.ts';

/** Calls of Senders that one call or alarm makes: the free plan allows 50 requests to each, and reports are some of them. */
const CALLS_PER_INVOCATION = 40;
/** Outcomes of this long are written together: a group is one write to the disk. */
const WRITE_TOGETHER_MS = 25;
/** While something is under way an alarm is set this far off: should the object end, what was under way is sent again. */
const LEASE_MS = ATTEMPT_TIMEOUT_MS + 5_000;
/** The alarm after one that failed: time for whatever it was to pass. */
const ALARM_AFTER_FAILURE_MS = 5_000;
/** What has expired is erased once a day: an alarm for each message would cost more than it is worth. */
const SWEEP_INTERVAL_MS = 86_400_000;
/** Clocks are corrected by less than this all the time; a larger step back moves what waits. */
const CLOCK_TOLERANCE_MS = 1_000;
/** Tests have a lane of their own: they answer a person. */
const TEST_LANE: Lane = 99;

/** What is left of the calls that an invocation may make. */
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
  readonly #flights = new Flights();
  readonly #intake = new Intake(this.#store, this.#ladder);
  readonly #pages = new OpenPages(this.#store.pages, this.#store.events, this.#flights);
  readonly #finder = new WorkFinder(this.#store, this.#flights, this.#pages);
  readonly #outcomes = new OutcomeRecorder(this.#store, this.#ladder, this.#settings.hasDefaultRetrySchedule);
  #ended: EndedFlight[] = [];
  #writing: Promise<void> | null = null;
  #seenAt = this.#store.events.findNewestTime();
  #sweptAt = 0;

  async enqueue(event: QueuedEvent, targets: readonly EndpointTarget[]): Promise<void> {
    const now = this.#readClock();
    this.#store.transact(() => this.#intake.take(event, targets, now));
    await this.#sendAndArm();
  }

  async configure(targets: readonly EndpointTarget[]): Promise<void> {
    const now = this.#readClock();
    this.#store.transact(() => {
      for (const target of targets) this.#intake.adopt(target, now);
    });
    await this.#flights.waitUntilLeft((flight) => this.#isCalledOff(flight));
    await this.#sendAndArm();
  }

  async remove(endpointId: string, lastCall: LastCall | null = null): Promise<void> {
    const now = this.#readClock();
    this.#store.transact(() => this.#intake.remove(endpointId, now));
    await this.#flights.waitUntilLeft((flight) => this.#isCalledOff(flight));
    // The rules may have changed since the address was taken.
    if (lastCall !== null && checkAddress(lastCall.url, this.#settings).ok) {
      this.ctx.waitUntil(makeLastCall(lastCall));
    }
  }

  async cancelArticle(articleId: string, revision: number): Promise<void> {
    const now = this.#readClock();
    this.#store.transact(() => this.#intake.cancel(articleId, revision, now));
    await this.#flights.waitUntilLeft(({ messages }) =>
      messages.some(({ event }) => event.articleId === articleId && event.revision < revision),
    );
    await this.#sendAndArm();
  }

  async listMessages(endpointId: string, limit: number, before: string | null): Promise<MessageRecord[]> {
    const endpoint = this.#store.endpoints.find(endpointId);
    if (endpoint === null || endpoint.isRemoved) return [];
    const { hold } = endpoint.condition;
    return this.#store.messages.list(endpointId, limit, before).map(({ id, nextAttemptAt, ...message }) => ({
      ...message,
      id,
      nextAttemptAt: nextAttemptAt === null ? null : computeDueAt({ id, nextAttemptAt }, hold),
      inFlightSince: this.#flights.find(endpointId, readEventId(id) ?? '')?.startedAt ?? null,
    }));
  }

  async retryMessage(endpointId: string, messageId: string): Promise<ResendOutcome> {
    const now = this.#readClock();
    return await this.#release(() =>
      releaseMessage(this.#store, this.#flights, { endpointId, messageId }, now),
    );
  }

  async recover(endpointId: string, since: number): Promise<ResendOutcome> {
    const now = this.#readClock();
    return await this.#release(() => releaseSince(this.#store, endpointId, since, now));
  }

  async #release(release: () => ResendOutcome): Promise<ResendOutcome> {
    const outcome = this.#store.transact(release);
    if (outcome.ok) await this.#sendAndArm();
    return outcome;
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
      if (this.#intake.adopt(target, now) === null) return false;
      this.#store.events.insert(event);
      this.#store.messages.write(message);
      return true;
    });
    if (!isKnown) return null;
    const stored = { ...message, event: { ...event, isCancelled: false } };
    const work = { target, messages: [stored], page: null };
    await this.#send([this.#flights.begin(work, TEST_LANE, now)], TEST_LANE, { left: 0 });
    // Whoever asked for the test looks at the endpoint next.
    await this.#sendReports(this.#readClock());
    return this.#store.messages.find(target.id, event.id)?.attempts.at(-1) ?? null;
  }

  async listFailing(endpointIds: readonly string[]): Promise<FailingEndpoint[]> {
    return endpointIds.flatMap((id) => {
      const failing = this.#store.endpoints.find(id)?.condition.failing;
      return failing ? [{ id, since: failing.since }] : [];
    });
  }

  async wake(): Promise<boolean> {
    await this.alarm();
    if (this.#flights.count > 0 || this.#finder.findNextAt() !== null) return true;
    return this.#store.reports.findNextAt() !== null;
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

  async #sendAndArm(allowance: Allowance = { left: CALLS_PER_INVOCATION }): Promise<void> {
    this.#sendDue(allowance);
    await this.#arm(allowance);
  }

  /** Begins every POST that may go now, as many as a lane has room for by one call. */
  #sendDue(allowance: Allowance): void {
    for (const isHealthy of [true, false]) {
      while (allowance.left > 0) {
        const room = chooseLane(this.#flights.listOpen(), isHealthy);
        const flights = room === null ? [] : this.#beginDue(room, isHealthy);
        if (room === null || flights.length === 0) break;
        allowance.left -= 1;
        this.ctx.waitUntil(this.#send(flights, room.lane, allowance));
      }
    }
  }

  #beginDue({ lane, slots }: Room, isHealthy: boolean): Flight[] {
    const flights: Flight[] = [];
    try {
      while (flights.length < slots) {
        const now = Date.now();
        const work = this.#finder.find(isHealthy, now);
        if (work === null) break;
        flights.push(this.#flights.begin(work, lane, now));
      }
    } catch (error) {
      for (const flight of flights) this.#flights.end(flight);
      // Whoever asked hears of it and asks again: what was passed over meanwhile must be found then.
      this.#pages.reset();
      throw error;
    }
    return flights;
  }

  /** Has the Sender of a lane make POSTs, until what came of them is written. Never rejects. */
  async #send(flights: readonly Flight[], lane: Lane, allowance: Allowance): Promise<void> {
    const timer = setTimeout(() => {
      for (const flight of flights) flight.isLate = true;
      this.#continue(allowance);
    }, LATE_MS);
    try {
      const posts = flights.map(({ target, messages }) => ({
        target,
        messages: messages.map(({ endpointId, event }) => ({
          id: buildMessageId(event.id, endpointId),
          event,
        })),
      }));
      const sender = openSender(this.ctx, `${this.ctx.id.name}/${lane}`);
      const take = (ended: readonly EndedPost[]) => this.#take(flights, ended, allowance);
      take(await sender.send(posts, async (ended) => take(ended)));
      await this.#writing;
    } catch (error) {
      for (const flight of flights) if (flight.isOpen) this.#flights.end(flight);
      await this.#recoverFrom(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** All POSTs of a call have left, and this has come of some: their slots are free. */
  #take(flights: readonly Flight[], ended: readonly EndedPost[], allowance: Allowance): void {
    for (const { hasLeft } of flights) hasLeft.resolve();
    for (const { number, attempt, named } of ended) {
      const flight = flights[number];
      if (flight === undefined) continue;
      this.#flights.close(flight);
      this.#ended.push({ flight, attempt, named });
    }
    this.#continue(allowance);
    if (this.#ended.length === 0) return;
    this.#writing ??= scheduler.wait(WRITE_TOGETHER_MS).then(() => this.#writeOutcomes(allowance));
  }

  /** Begins what waited for a slot. */
  #continue(allowance: Allowance): void {
    try {
      this.#sendDue(allowance);
    } catch (error) {
      void this.#recoverFrom(error);
    }
  }

  /** Whether the endpoint was moved, paused or removed since. */
  #isCalledOff({ target }: Flight): boolean {
    const endpoint = this.#store.endpoints.find(target.id);
    if (endpoint === null || endpoint.isRemoved) return true;
    return endpoint.target.url !== target.url || endpoint.target.state !== 'active';
  }

  /** Writes what has ended, all in one transaction, and goes on. Never rejects. */
  async #writeOutcomes(allowance: Allowance): Promise<void> {
    this.#writing = null;
    const ended = this.#ended;
    this.#ended = [];
    try {
      const now = Date.now();
      const random = Math.random();
      this.#store.transact(() => {
        for (const end of ended) {
          this.#outcomes.record(end, now, random);
          if (end.flight.page !== null) this.#pages.finishOne(end.flight.page);
        }
      });
      for (const { flight } of ended) this.#flights.end(flight);
      await this.#sendAndArm(allowance);
    } catch (error) {
      for (const { flight } of ended) this.#flights.end(flight);
      await this.#recoverFrom(error);
    }
  }

  /** Tells the ledger what it is still to be told; what fails is told later. */
  async #sendReports(now: number): Promise<void> {
    await this.#store.reports.sendDue(openLedger(this.env), now);
  }

  /** Sets the alarm for the earliest thing to do, in one transaction with the writes before it. */
  async #arm(allowance: Allowance): Promise<void> {
    const now = Date.now();
    const next = this.#finder.findNextAt();
    const times: number[] = [];
    // What is due and has no slot goes when one is free; the alarm is for when this object ends.
    if (next !== null) times.push(next > now || allowance.left === 0 ? next : now + LEASE_MS);
    if (this.#flights.count > 0) times.push(now + LEASE_MS);
    const report = this.#store.reports.findNextAt();
    if (report !== null) times.push(report);
    if (times.length === 0 && this.#store.events.hasAny()) {
      times.push(Math.ceil((now + 1) / SWEEP_INTERVAL_MS) * SWEEP_INTERVAL_MS);
    }
    if (times.length > 0) await setAlarmBy(this.ctx.storage, Math.min(...times), now);
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
    this.#pages.reset();
    const now = Date.now();
    await setAlarmBy(this.ctx.storage, now + ALARM_AFTER_FAILURE_MS, now).catch(() => undefined);
  }
}
