/** The sending half of a Mailbox: what is due goes out, and what comes of it is recorded. */

import { NEWSROOM_NAME } from '../env.ts';
import { ATTEMPT_TIMEOUT_MS } from './attempt.ts';
import type { Parcel } from './dispatch.ts';
import { packParcels } from './dispatch.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findNextSweep, sweepExpired } from './expiry.ts';
import { findAdapter } from './format/formats.ts';
import type { IncomingMessage } from './message.ts';
import { beginProgress } from './message.ts';
import { MessageInHand } from './message-in-hand.ts';
import * as store from './message-store.ts';
import { countAllowed, findNextAllowed, spendOne } from './rate.ts';
import { Sender } from './sender.ts';
import { isSettledWithin } from './settled-within.ts';

/** POSTs under way at once: as many as the platform lets wait for an answer. */
const PARALLEL_ATTEMPTS = 6;
/** POSTs that one call or alarm begins: the free plan allows 50 requests to each, and reports are some of them. */
const ATTEMPTS_PER_INVOCATION = 40;
/**
 * A call that hands messages over waits this long for their first attempts. So whoever hands over runs no further
 * ahead than the POSTs go out, and one that ends soon needs no alarm: until the call is answered, the caller would
 * hand it over again. More than most receivers take, and little to those who wait behind.
 */
const PATIENCE_MS = 300;
/** While a POST is under way the alarm is set this far off: should the object end, the message is sent again then. */
const LEASE_MS = ATTEMPT_TIMEOUT_MS + 5_000;
/** Messages looked at in one go. */
const DUE_PER_SLICE = 100;
/** The alarm after one that failed, and before a report that failed is tried again. */
const RETRY_MS = 5_000;
/** A removed Mailbox remembers that it is, for calls that come late; then it is erased. */
const TOMBSTONE_MS = 86_400_000;
/** What has expired is erased once a day: an alarm for each message would cost more than it is worth. */
const SWEEP_INTERVAL_MS = 86_400_000;

/** What is left of the POSTs that an invocation may begin. */
interface Allowance {
  left: number;
}

/**
 * Sends what is due. A message is never without somebody who would send it: its caller until the call is answered, its
 * row and the alarm from then on. So one that is handed over, and delivered at once, is written after its POST, whole;
 * anything else is written before it, in one transaction with what brought it about, and its outcome in another.
 */
export abstract class Dispatcher extends Sender {
  #postsUnderWay = 0;

  /** Sends what is due. Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    this.alarmClock.forget();
    try {
      const { removedAt } = this.record;
      if (removedAt !== null) {
        if (Date.now() < removedAt + TOMBSTONE_MS) return await this.arm();
        await this.eraseEverything();
        return;
      }
      sweepExpired(this.sql, Date.now());
      void this.#sendDue({ left: ATTEMPTS_PER_INVOCATION });
      await this.#sendReports();
      await this.arm();
    } catch (error) {
      await this.#recoverFrom(error);
    }
  }

  /** Sends what is due as far as there is room, and sets the alarm for the rest. */
  protected async sendAndArm(allowance: Allowance = { left: ATTEMPTS_PER_INVOCATION }): Promise<void> {
    void this.#sendDue(allowance);
    await this.arm();
  }

  /** Sends what is due while the caller still stands for it, and sets the alarm only where that takes long. */
  protected async sendWhileCallerWaits(): Promise<void> {
    const isPatient = this.#isWorthWaitingFor;
    const begun = this.#sendDue({ left: ATTEMPTS_PER_INVOCATION });
    if (begun.length === 0 || !isPatient || !(await isSettledWithin(PATIENCE_MS, begun))) await this.arm();
  }

  /** Whether a message that comes in may leave before it is written: nothing that stands in rows has a say in it. */
  protected maySendFirst(message: IncomingMessage): boolean {
    const { target } = this.record;
    if (target?.state !== 'active' || !this.#isWorthWaitingFor) return false;
    const { isSubscription, rateLimit } = findAdapter(target.format);
    // Each of these begins with rows of its own, or with reading some.
    if (isSubscription || rateLimit !== null || message.type === 'article.withdrawn') return false;
    return this.computeFirstAttempt() <= Date.now() && store.isUnheardOf(this.sql, message);
  }

  /** Sends a message while the caller still stands for it, and writes it with what comes of that, or when that takes long. */
  protected async sendBeforeWriting(message: IncomingMessage): Promise<void> {
    const inHand = new MessageInHand(message, Date.now());
    this.inHand = inHand;
    const sending = this.#send(
      [{ ...message, ...beginProgress('pending', inHand.began) }],
      { left: ATTEMPTS_PER_INVOCATION },
      inHand,
    );
    this.ctx.waitUntil(sending);
    if (!(await isSettledWithin(PATIENCE_MS, [sending]))) {
      this.writeInHand();
      await this.arm();
    }
    if (!inHand.isWritten)
      throw new Error('The message could not be written; it is to be handed over again.');
  }

  /** True where nothing waits, and nothing says that the next message would not arrive at once. */
  protected get isWell(): boolean {
    return this.#isWorthWaitingFor && this.findNextSend(Date.now()) === null;
  }

  /** A receiver that is known to be slow or to fail is not waited for. */
  get #isWorthWaitingFor(): boolean {
    return this.lastLatencyMs <= PATIENCE_MS && !this.isSending && this.record.health.failingSince === null;
  }

  /** Begins a POST of everything that may go now: none waits for a slow one while there is room. */
  #sendDue(allowance: Allowance): Promise<void>[] {
    const begun: Promise<void>[] = [];
    while (this.#postsUnderWay < PARALLEL_ATTEMPTS && allowance.left > 0) {
      const parcel = this.#takeParcel();
      if (parcel === null) break;
      allowance.left -= 1;
      const sending = this.#send(parcel, allowance);
      this.ctx.waitUntil(sending);
      begun.push(sending);
    }
    return begun;
  }

  /** Sends one parcel; what waited for its end follows. */
  async #send(parcel: Parcel, allowance: Allowance, inHand?: MessageInHand): Promise<void> {
    this.#postsUnderWay += 1;
    try {
      await this.attempt(parcel).finally(() => {
        this.#postsUnderWay -= 1;
      });
      // Where nothing else has happened, the alarm that stands is still the right one.
      if (inHand?.isOver && (await this.alarmClock.isSet(Date.now()))) return;
      await this.sendAndArm(allowance);
    } catch (error) {
      await this.#recoverFrom(error);
    }
  }

  /** After a fault of our own or of the storage: nothing in memory is trusted, and the alarm tries again. */
  async #recoverFrom(error: unknown): Promise<void> {
    this.record.forget();
    const event = { event: 'mailbox_failed', endpoint: this.ctx.id.name, error: String(error) };
    console.error(JSON.stringify(event));
    await this.alarmClock.set(Date.now() + RETRY_MS).catch(() => undefined);
  }

  /** The next parcel that may go now; null where there is none. */
  #takeParcel(): Parcel | null {
    const { target, rate, removedAt } = this.record;
    if (target === null || target.state !== 'active' || removedAt !== null) return null;
    const now = Date.now();
    const adapter = findAdapter(target.format);
    if (!this.#hasRoom(target)) return null;
    const due = store.listDue(this.sql, now, DUE_PER_SLICE).filter(({ id }) => !this.underWay.has(id));
    const [parcel] = packParcels(due, countAllowed(rate, adapter.rateLimit, now), adapter);
    if (parcel === undefined) return null;
    this.record.rate = spendOne(rate, adapter.rateLimit, now);
    return parcel;
  }

  /** Whether one more POST may begin before another has ended. */
  #hasRoom(target: EndpointTarget): boolean {
    // Newer bytes must not be overtaken by older ones that a slow receiver still has before it.
    const most = findAdapter(target.format).isSubscription ? 1 : PARALLEL_ATTEMPTS;
    return this.#postsUnderWay < most;
  }

  /** Tells the ledger what it is still to be told; what fails stays for the next alarm. */
  async #sendReports(): Promise<void> {
    for (const { number, report } of this.record.listReports(Date.now())) {
      try {
        await this.env.NEWSROOM.getByName(NEWSROOM_NAME).reportEndpoint(report);
        this.record.deleteReport(number);
      } catch {
        this.record.postponeReport(number, Date.now() + RETRY_MS);
      }
    }
  }

  /** Sets the alarm for the earliest thing to do, in one transaction with the writes before it. */
  protected async arm(): Promise<void> {
    const now = Date.now();
    const at = this.#findNextDue(now);
    if (at === null) return;
    // While a POST is under way, an alarm that comes sooner than needed is guard enough.
    if (this.isSending) await this.alarmClock.setNoLaterThan(at, now);
    else await this.alarmClock.set(at);
  }

  /** When there is something to do next: a message, a report, something to erase; null: never. */
  #findNextDue(now: number): number | null {
    const { removedAt } = this.record;
    if (removedAt !== null) return removedAt + TOMBSTONE_MS;
    const sendAt = this.findNextSend(now);
    if (sendAt !== null) return Math.max(sendAt, now);
    // Every alarm sweeps, so this matters only where nothing is to be sent.
    const sweep = findNextSweep(this.sql);
    if (sweep === null) return null;
    return Math.max(Math.ceil(sweep / SWEEP_INTERVAL_MS) * SWEEP_INTERVAL_MS, now);
  }

  /** True while a POST waits for its answer. */
  protected get isSending(): boolean {
    return this.#postsUnderWay > 0;
  }

  /** When a message or a report is to go out next, perhaps in the past; null: nothing waits. */
  protected findNextSend(now: number): number | null {
    const { target, rate } = this.record;
    const times: number[] = [];
    const report = this.record.findNextReport();
    if (report !== null) times.push(report);
    if (this.isSending) times.push(now + LEASE_MS);
    // Where there is no room, the end of a POST makes some and sends what waits.
    if (target?.state === 'active' && this.#hasRoom(target)) {
      const waiting = store.listDueTimes(this.sql, this.underWay.size + 1);
      const next = waiting.find(({ id }) => !this.underWay.has(id));
      const { rateLimit } = findAdapter(target.format);
      if (next !== undefined) times.push(Math.max(next.at, findNextAllowed(rate, rateLimit)));
    }
    return times.length === 0 ? null : Math.min(...times);
  }
}
