/** The sending half of a Mailbox: what is due goes out, and what comes of it is recorded. */

import { LEDGER_NAME } from '../env.ts';
import type { Parcel } from './dispatch.ts';
import { packParcels } from './dispatch.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findNextSweep, sweepExpired } from './expiry.ts';
import { findAdapter } from './format/formats.ts';
import * as store from './message-store.ts';
import { POSTS_PER_OBJECT } from './posts-under-way.ts';
import { countAllowed, findNextAllowed, spendOne } from './rate.ts';
import { Sender } from './sender.ts';
import { isSettledWithin } from './settled-within.ts';
import { LEASE_MS, PATIENCE_MS, RETRY_MS, SLOW_MS, SWEEP_INTERVAL_MS } from './timing.ts';

/** POSTs that one call or alarm begins: the free plan allows 50 requests to each, and reports are some of them. */
const ATTEMPTS_PER_INVOCATION = 40;
/** Messages looked at in one go. */
const DUE_PER_SLICE = 100;
/** A removed Mailbox remembers that it is, for calls that come late; then it is erased. */
const TOMBSTONE_MS = 86_400_000;

/** What is left of the POSTs that an invocation may begin. */
interface Allowance {
  left: number;
}

/**
 * Sends what is due. A message is never without somebody who would send it: its caller until the call is answered, its
 * row and the alarm from then on. An attempt is written before its POST, and its outcome afterwards.
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

  /** True where nothing waits or fails, and the last message did not take long. */
  protected get isWell(): boolean {
    const isBusy = this.isSending || this.findNextSend(Date.now()) !== null;
    return !isBusy && this.lastLatencyMs <= SLOW_MS && this.record.health.failingSince === null;
  }

  /** A receiver that is known to be slow or to fail is not waited for. */
  get #isWorthWaitingFor(): boolean {
    return this.lastLatencyMs <= PATIENCE_MS && !this.isSending && this.record.health.failingSince === null;
  }

  /** Begins a POST of everything that may go now: none waits for a slow one while there is room. */
  #sendDue(allowance: Allowance): Promise<void>[] {
    const begun: Promise<void>[] = [];
    while (this.#postsUnderWay < POSTS_PER_OBJECT && allowance.left > 0) {
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
  async #send(parcel: Parcel, allowance: Allowance): Promise<void> {
    this.#postsUnderWay += 1;
    try {
      await this.attempt(parcel).finally(() => {
        this.#postsUnderWay -= 1;
      });
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
    const most = findAdapter(target.format).isSubscription ? 1 : POSTS_PER_OBJECT;
    return this.#postsUnderWay < most;
  }

  /** Tells the ledger what it is still to be told; what fails stays for the next alarm. */
  async #sendReports(): Promise<void> {
    for (const { number, report } of this.record.listReports(Date.now())) {
      try {
        await this.env.LEDGER.getByName(LEDGER_NAME).reportEndpoint(report);
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
