/** The sending half of a Mailbox: what is due goes out, and what comes of it is recorded. */

import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { NEWSROOM_NAME } from '../env.ts';
import { readSettings } from '../settings.ts';
import type { AttemptOutcome } from './attempt.ts';
import { ATTEMPT_TIMEOUT_MS, sendAttempt } from './attempt.ts';
import type { Parcel } from './dispatch.ts';
import { packParcels } from './dispatch.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findAdapter } from './format/formats.ts';
import { diagnose, forgive, recordFailure, recordSuccess } from './health.ts';
import { MailboxRecord } from './mailbox-record.ts';
import type { MailboxSql, SqlValue } from './mailbox-schema.ts';
import { migrate } from './mailbox-schema.ts';
import { decideOutcome } from './message.ts';
import * as store from './message-store.ts';
import { blockUntil, countAllowed, findNextAllowed, spendOne } from './rate.ts';
import { computeNextAttempt } from './retry.ts';
import { checkTarget } from './target.ts';

/** POSTs under way at once: as many as the platform lets wait for an answer. */
const PARALLEL_ATTEMPTS = 6;
/** POSTs of one alarm: the free plan allows 50 requests in an invocation, and reports are some of them. */
const ATTEMPTS_PER_ALARM = 40;
/** While a POST is under way the alarm is set this far off: should the object end, the message is sent again then. */
const LEASE_MS = ATTEMPT_TIMEOUT_MS + 5_000;
/** Messages looked at in one go. */
const DUE_PER_SLICE = 100;
/** The alarm after one that failed, and before a report that failed is tried again. */
const RETRY_MS = 5_000;
/** A removed Mailbox remembers that it is, for calls that come late; then it is erased. */
export const TOMBSTONE_MS = 86_400_000;
/** What has expired is erased once a day: an alarm for each message would cost more than it is worth. */
const SWEEP_INTERVAL_MS = 86_400_000;

const UNBUILDABLE = 'The message could not be put into the form of this service.';

/** What every call of a Mailbox stands on: its rows, its alarm, and the sending of what is due. */
export abstract class Dispatcher extends DurableObject<Env> {
  readonly #settings = readSettings(this.env);
  /** The storage, its tables made where they are missing: a Mailbox that was erased may still be asked. */
  protected readonly sql: MailboxSql = {
    exec: <T extends Record<string, SqlValue>>(query: string, ...bindings: SqlValue[]) => {
      this.#open();
      return this.ctx.storage.sql.exec<T>(query, ...bindings);
    },
  };
  #isOpen = false;
  protected readonly record = new MailboxRecord(this.sql);
  /** Messages whose POST is under way in this very object. */
  readonly #underWay = new Set<string>();
  /** Lets a sender that waits for answers look again for what is due. */
  #wakeSender: () => void = () => {};

  /** Sends what is due. Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    try {
      const { removedAt } = this.record;
      if (removedAt !== null) {
        if (Date.now() < removedAt + TOMBSTONE_MS) return await this.arm();
        this.#isOpen = false;
        this.record.forget();
        await this.ctx.storage.deleteAll();
        return;
      }
      await Promise.all([this.#sendReports(), this.#sendWhileDue()]);
      store.sweepExpired(this.sql, Date.now());
      await this.arm();
    } catch (error) {
      this.record.forget();
      console.error(
        JSON.stringify({ event: 'mailbox_alarm_failed', endpoint: this.ctx.id.name, error: String(error) }),
      );
      await this.ctx.storage.setAlarm(Date.now() + RETRY_MS).catch(() => undefined);
    }
  }

  /** Sends what is due, and what comes in meanwhile, several at a time: none waits for a slow one. */
  async #sendWhileDue(): Promise<void> {
    const sending = new Set<Promise<void>>();
    for (let started = 0; ; ) {
      while (sending.size < PARALLEL_ATTEMPTS && started < ATTEMPTS_PER_ALARM) {
        const parcel = this.#takeParcel();
        if (parcel === null) break;
        started += 1;
        const sent = this.#send(parcel).finally(() => sending.delete(sent));
        sending.add(sent);
      }
      if (sending.size === 0) return;
      const woken = new Promise<void>((resolve) => {
        this.#wakeSender = resolve;
      });
      await Promise.race([...sending, woken]);
    }
  }

  async #send(parcel: Parcel): Promise<void> {
    try {
      await this.attempt(parcel);
    } finally {
      for (const { id } of parcel) this.#underWay.delete(id);
    }
  }

  /** The next parcel that may go now, marked as under way; null where there is none. */
  #takeParcel(): Parcel | null {
    const { target, rate, removedAt } = this.record;
    if (target === null || target.state !== 'active' || removedAt !== null) return null;
    const now = Date.now();
    const adapter = findAdapter(target.format);
    // Newer bytes must not be overtaken by older ones that a slow receiver still has before it.
    if (adapter.isSubscription && this.#underWay.size > 0) return null;
    const due = store.listDue(this.sql, now, DUE_PER_SLICE).filter(({ id }) => !this.#underWay.has(id));
    const [parcel] = packParcels(due, countAllowed(rate, adapter.rateLimit, now), adapter);
    if (parcel === undefined) return null;
    this.record.rate = spendOne(rate, adapter.rateLimit, now);
    for (const { id } of parcel) this.#underWay.add(id);
    return parcel;
  }

  /** One POST: the attempt is a row before it is made, and its outcome one afterwards. */
  protected async attempt(parcel: Parcel): Promise<AttemptOutcome> {
    const target = this.record.target;
    if (target === null) throw new Error('A Mailbox without a target has nothing to send.');
    const now = Date.now();
    const attempts = parcel.map(({ id }) => store.insertAttempt(this.sql, id, now));
    const checked = checkTarget(target.url, {
      allowPrivate: this.#settings.allowPrivateTargets,
      ownHosts: [new URL(this.#settings.publicUrl).host],
    });
    const outcome = checked.ok ? await this.#post(parcel, target, now) : refuseToSend(now, checked.detail);
    if (this.record.removedAt === null) {
      // An address that is refused is refused to every message, so taking a digest apart would not help.
      const isDigest = checked.ok && parcel.length > 1;
      this.ctx.storage.transactionSync(() => this.#settle(parcel, attempts, outcome, target, isDigest));
    }
    return outcome;
  }

  async #post(parcel: Parcel, target: EndpointTarget, now: number): Promise<AttemptOutcome> {
    const adapter = findAdapter(target.format);
    const { title, timezone } = this.#settings;
    const request = await adapter
      .build(parcel, { endpoint: target, now, publicationTitle: title, timezone })
      .catch(() => null);
    if (request === null) return refuseToSend(now, UNBUILDABLE);
    return sendAttempt(request, adapter, {
      // The platform's fetch refuses to be called as a method of anything else.
      fetch: (url, init) => fetch(url, init),
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      now: () => Date.now(),
    });
  }

  #settle(
    parcel: Parcel,
    attempts: readonly number[],
    answered: AttemptOutcome,
    target: EndpointTarget,
    isDigest: boolean,
  ): void {
    const now = Date.now();
    const isFormer = this.record.target?.url !== target.url;
    const { isSubscription, rateLimit } = findAdapter(target.format);
    const outcome = isFormer ? discountGone(answered) : answered;
    const { verdict } = outcome;
    // The same for all of a digest: what waits together can go together again.
    const random = Math.random();
    parcel.forEach(({ id, type }, index) => {
      store.finishAttempt(this.sql, attempts[index] ?? 0, outcome);
      const message = store.findProgress(this.sql, id);
      if (message === null) return;
      const progress = decideOutcome({
        message,
        outcome,
        isDigest,
        scheduleSeconds: this.#settings.retryScheduleSeconds,
        hasDefaultSchedule: this.#settings.hasDefaultRetrySchedule,
        now,
        random,
      });
      store.writeProgress(this.sql, id, progress);
      if (isSubscription && progress.state === 'delivered') store.eraseBody(this.sql, id);
      // A test that fails is somebody trying: it is not held against the endpoint unless the address is gone.
      const isTrial = type === 'ping' && verdict.kind !== 'delivered' && verdict.kind !== 'gone';
      if (!isFormer && !isTrial) this.#judge(id, progress.stepsTaken, outcome, now);
    });
    // A service's own limit is for all messages, and newer bytes are but the same message; of any other receiver,
    // only this one was asked to wait.
    const isForAll = rateLimit !== null || isSubscription;
    if (isForAll && verdict.kind === 'throttled' && verdict.retryAfterSeconds !== null) {
      this.record.rate = blockUntil(this.record.rate, now + verdict.retryAfterSeconds * 1000);
    }
  }

  /** Counts the outcome for or against the endpoint; may warn its owner or disable it. */
  #judge(messageId: string, failedAttempts: number, { verdict }: AttemptOutcome, now: number): void {
    const { health, target } = this.record;
    if (verdict.kind === 'delivered') {
      this.record.health = recordSuccess(health, now);
      return;
    }
    // A limit that may be somebody else's says nothing about this endpoint.
    if (verdict.kind === 'throttled' && verdict.isShared) return;
    const worse = recordFailure(health, { messageId, failedAttempts, at: now });
    this.record.health = worse;
    if (worse.isReported && !health.isReported) this.report('failing', verdict.error);
    if (target === null) return;
    const disablesOnFailure = !findAdapter(target.format).isSubscription;
    const reason = diagnose(worse, { disablesOnFailure }, verdict.kind === 'gone', now);
    if (reason === null || target.state !== 'active') return;
    this.record.target = { ...target, state: 'disabled' };
    store.holdPending(this.sql);
    this.report('disabled', reason);
  }

  protected adopt(target: EndpointTarget): void {
    const known = this.record.target;
    if (known !== null && known.version >= target.version) return;
    const beginsAnew = known !== null && (known.url !== target.url || known.state !== 'active');
    this.record.target = target;
    if (target.state !== 'active') store.holdPending(this.sql);
    else if (beginsAnew) this.record.health = forgive(this.record.health);
  }

  protected computeFirstAttempt(): number {
    const now = Date.now();
    const first = computeNextAttempt({
      attemptsMade: 0,
      scheduleSeconds: this.#settings.retryScheduleSeconds,
      hasDefaultSchedule: this.#settings.hasDefaultRetrySchedule,
      retryAfterSeconds: null,
      wasThrottled: false,
      now,
      random: Math.random(),
    });
    return first === 'exhausted' ? now : first;
  }

  protected report(kind: 'failing' | 'disabled' | 'recovered', reason: string): void {
    const { target } = this.record;
    if (target === null) return;
    this.record.addReport({ id: target.id, version: target.version, kind, reason, at: Date.now() });
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

  protected async armAndWakeSender(): Promise<void> {
    const armed = this.arm();
    this.#wakeSender();
    await armed;
  }

  /** Sets the alarm for the earliest thing to do, in one batch with the writes before it. */
  protected async arm(): Promise<void> {
    const at = this.#findNextDue(Date.now());
    if (at !== null) await this.ctx.storage.setAlarm(at);
  }

  /** When there is something to do next: a message, a report, something to erase; null: never. */
  #findNextDue(now: number): number | null {
    const { removedAt } = this.record;
    if (removedAt !== null) return removedAt + TOMBSTONE_MS;
    const sweep = store.findNextSweep(this.sql);
    const sweepAt = sweep === null ? null : Math.ceil(sweep / SWEEP_INTERVAL_MS) * SWEEP_INTERVAL_MS;
    const times = [sweepAt, this.findNextSend(now)].filter((at) => at !== null);
    return times.length === 0 ? null : Math.max(Math.min(...times), now);
  }

  /** True while a POST waits for its answer. */
  protected get isSending(): boolean {
    return this.#underWay.size > 0;
  }

  /** When a message or a report is to go out next, perhaps in the past; null: nothing waits. */
  protected findNextSend(now: number): number | null {
    const { target, rate } = this.record;
    const times: number[] = [];
    const report = this.record.findNextReport();
    if (report !== null) times.push(report);
    if (this.isSending) times.push(now + LEASE_MS);
    const next = store
      .listDueTimes(this.sql, this.#underWay.size + 1)
      .find(({ id }) => !this.#underWay.has(id));
    if (next !== undefined && target?.state === 'active') {
      times.push(Math.max(next.at, findNextAllowed(rate, findAdapter(target.format).rateLimit)));
    }
    return times.length === 0 ? null : Math.min(...times);
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    migrate(this.ctx.storage);
    // Nothing is under way in an object that has just begun: what looks so is sent again, under the same id.
    store.closeInterruptedAttempts(this.ctx.storage.sql);
  }
}

function refuseToSend(at: number, error: string): AttemptOutcome {
  return { at, status: null, latencyMs: 0, verdict: { kind: 'permanent', error }, isOverloaded: false };
}

/** What an address says that is no longer the endpoint's ends nothing: the new one is tried. */
function discountGone(outcome: AttemptOutcome): AttemptOutcome {
  const { verdict } = outcome;
  if (verdict.kind !== 'gone') return outcome;
  return { ...outcome, verdict: { kind: 'again', retryAfterSeconds: null, error: verdict.error } };
}
