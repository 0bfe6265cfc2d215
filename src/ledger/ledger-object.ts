/** The ledger's inside: one transaction for each change, and the alarm that carries out what was decided. */

import { DurableObject } from 'cloudflare:workers';
import { formatUlid, ULID_RANDOM_BYTES } from '../article/ulid.ts';
import { isCourierName } from '../delivery/courier-name.ts';
import { isSettledWithin } from '../delivery/settled-within.ts';
import type { Env } from '../env.ts';
import type { Result } from '../failure.ts';
import { RENDERER_VERSION } from '../feed/render.ts';
import { KV_WRITE_INTERVAL_MS, openPublishedStore } from '../published/store.ts';
import { fingerprintSettings, readSettings } from '../settings.ts';
import * as leases from '../websub/leases.ts';
import { findNextPush, handOutPushes } from '../websub/pushes.ts';
import { findNextScheduled, publishScheduled } from './articles/articles.ts';
import { bringForward } from './clock.ts';
import type { LedgerContext } from './context.ts';
import { readMeta, writeMeta } from './context.ts';
import { markEverythingDirty } from './feeds/documents.ts';
import { findNextProjection, projectDirtyDocuments } from './feeds/projection.ts';
import { Patience } from './patience.ts';
import { migrate } from './schema.ts';
import { SingleFlight } from './single-flight.ts';
import { closeRestore } from './transfer.ts';
import type { Carriers } from './webhooks/carriers.ts';
import { findOpenEvent } from './webhooks/events.ts';
import { HANDOVERS_PER_SLICE, handOutEvent, retryHandovers, syncEndpoints } from './webhooks/fanout.ts';
import { PagesUnderWay } from './webhooks/pages-under-way.ts';
import { noteHandovers, watchCarriers } from './webhooks/watchdog.ts';

/** Articles that one alarm publishes from the schedule. */
const SCHEDULED_PER_SLICE = 20;
/** The alarm after one that failed: time for whatever it was to pass. */
const ALARM_AFTER_FAILURE_MS = 5_000;

/** For what is just ending to end: an alarm for it would be a row. */
const MOMENT_MS = 1;
/** While calls are waited for the alarm is set this far off: should the object end, their page is handed out again. */
const PAGE_LEASE_MS = 20_000;
/** An alarm cannot be set for the far future (the platform ends in 2189); a look once a day costs nothing. */
const LONGEST_SLEEP_MS = 86_400_000;

/** Undoes a transaction whose work turned out to be refused. */
class Refusal extends Error {}

/** What every call of the ledger runs in: transactions, the alarm, and what it carries out. */
export abstract class LedgerObject extends DurableObject<Env> {
  protected readonly settings = readSettings(this.env);
  readonly #projection = new SingleFlight(() => this.#project());
  readonly #patience = new Patience();
  readonly #pages = new PagesUnderWay();

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    migrate(context.storage);
    const ledger = this.ledger();
    if (readMeta(ledger, 'created_at') === null) writeMeta(ledger, 'created_at', String(ledger.now));
    const fingerprint = `${RENDERER_VERSION} ${fingerprintSettings(this.settings)}`;
    if (readMeta(ledger, 'settings') !== fingerprint) {
      markEverythingDirty(ledger, false);
      writeMeta(ledger, 'settings', fingerprint);
      this.ctx.waitUntil(this.arm());
    }
  }

  /** Does a slice of everything that is due. Never throws: an alarm that keeps throwing is given up by the platform. */
  override async alarm(): Promise<void> {
    try {
      this.ctx.storage.transactionSync(() => publishScheduled(this.ledger(), SCHEDULED_PER_SLICE));
      await this.#projection.run();
      await this.#deliver();
      await this.arm();
    } catch (error) {
      console.error(JSON.stringify({ event: 'alarm_failed', error: String(error) }));
      await this.ctx.storage.setAlarm(Date.now() + ALARM_AFTER_FAILURE_MS).catch(() => undefined);
    }
  }

  /** Sets going what should be going and is not, here and in the Mailboxes: the watchdog's call. */
  async wake(): Promise<void> {
    await this.arm();
    await watchCarriers(this.ledger(), (id) =>
      isCourierName(id) ? this.env.COURIER.getByName(id) : this.env.MAILBOX.getByName(id),
    );
  }

  readonly #carriers: Carriers = {
    openMailbox: (endpointId) => this.env.MAILBOX.getByName(endpointId),
    openCourier: (name) => this.env.COURIER.getByName(name),
  };

  /** Lets a Mailbox know of a change before the answer says that it holds; if that fails, the alarm does it. */
  protected async tell<T>(outcome: Result<T>): Promise<Result<T>> {
    if (outcome.ok) await syncEndpoints(this.ledger(), this.#carriers, HANDOVERS_PER_SLICE);
    return outcome;
  }

  async #deliver(): Promise<void> {
    const carriers = this.#carriers;
    const open = carriers.openMailbox;
    let calls = await syncEndpoints(this.ledger(), carriers, HANDOVERS_PER_SLICE);
    calls += await retryHandovers(this.ledger(), carriers);
    leases.endExpiredLeases(this.ledger());
    calls += await leases.syncLeases(this.ledger(), open, HANDOVERS_PER_SLICE);
    // Small events share a slice; a large one has its own.
    while (calls < HANDOVERS_PER_SLICE) {
      const handed = await handOutEvent(this.ledger(), carriers, this.#pages);
      if (handed === 0) break;
      calls += handed;
    }
    if (calls < HANDOVERS_PER_SLICE) {
      calls += await handOutPushes(this.ledger(), open, HANDOVERS_PER_SLICE - calls);
    }
    if (calls > 0) noteHandovers(this.ledger());
    // What waits for slow receivers goes on by itself, and then there may be something to try again.
    const isOver = this.#pages.isEmpty || (await isSettledWithin(MOMENT_MS, [this.#pages.waitForEnd()]));
    if (!isOver) this.ctx.waitUntil(this.#pages.waitForEnd().then(() => this.arm()));
  }

  async #project(): Promise<void> {
    await projectDirtyDocuments(() => this.ledger(), openPublishedStore(this.env.ARTICLES));
  }

  /** An editor's change: from now on nothing can be restored over it. */
  protected async edit<T>(work: (ledger: LedgerContext) => Result<T>): Promise<Result<T>> {
    const outcome = await this.change((ledger) => {
      closeRestore(ledger);
      return work(ledger);
    });
    if (outcome.ok) await this.showChange();
    return outcome;
  }

  /** Runs a change in one transaction with its alarm; a refusal leaves nothing behind. */
  protected async change<T>(work: (ledger: LedgerContext) => Result<T>): Promise<Result<T>> {
    let outcome: Result<T> | undefined;
    try {
      this.ctx.storage.transactionSync(() => {
        outcome = work(this.ledger());
        if (!outcome.ok) throw new Refusal();
      });
    } catch (error) {
      if (error instanceof Refusal && outcome !== undefined) return outcome;
      throw error;
    }
    await this.#carryOut();
    return outcome as unknown as Result<T>;
  }

  /** Runs a change and takes all of it back: what it would have come to. */
  protected dryRun<T>(work: (ledger: LedgerContext) => T): T {
    let outcome: { readonly value: T } | undefined;
    try {
      this.ctx.storage.transactionSync(() => {
        outcome = { value: work(this.ledger()) };
        throw new Refusal();
      });
    } catch (error) {
      if (!(error instanceof Refusal) || outcome === undefined) throw error;
    }
    return (outcome as unknown as { readonly value: T }).value;
  }

  protected async write<T>(work: (ledger: LedgerContext) => T): Promise<T> {
    const outcome = this.ctx.storage.transactionSync(() => work(this.ledger()));
    await this.#carryOut();
    return outcome;
  }

  /** The alarm is set in the same breath as the rows; then what may be written at once is. */
  async #carryOut(): Promise<void> {
    const armed = this.ctx.storage.setAlarm(Date.now());
    await this.#projection.run();
    await armed;
  }

  /** A document that was written less than a second ago is worth a short wait, so that an editor sees the change. */
  protected async showChange(): Promise<void> {
    const next = findNextProjection(this.ledger());
    const wait = next === null ? 0 : next - Date.now();
    if (wait <= 0 || wait > KV_WRITE_INTERVAL_MS || !this.#patience.take(Date.now())) return;
    await scheduler.wait(wait);
    await this.#projection.run();
  }

  /** Sets the alarm for the earliest thing to do, or none. */
  protected async arm(): Promise<void> {
    const ledger = this.ledger();
    bringForward(ledger);
    const times = [
      findNextScheduled(ledger),
      findNextProjection(ledger),
      leases.findNextLeaseChange(ledger),
      findNextPush(ledger),
      findOpenEvent(ledger, this.#pages.listBegun()) === null ? null : ledger.now,
      this.#pages.isEmpty ? null : ledger.now + PAGE_LEASE_MS,
      ...ledger.sql
        .exec<{ at: number | null }>(
          `SELECT min(due_at) AS at FROM handovers
           UNION ALL SELECT min(due_at) AS at FROM endpoints WHERE synced < version`,
        )
        .toArray()
        .map((row) => row.at),
    ].filter((at) => at !== null);
    if (times.length === 0) return;
    const next = Math.max(Math.min(...times, ledger.now + LONGEST_SLEEP_MS), ledger.now);
    const current = await this.ctx.storage.getAlarm();
    if (current === null || current > next) await this.ctx.storage.setAlarm(next);
  }

  protected ledger(): LedgerContext {
    const now = Date.now();
    return {
      sql: this.ctx.storage.sql,
      settings: this.settings,
      now,
      makeId: () => formatUlid(now, crypto.getRandomValues(new Uint8Array(ULID_RANDOM_BYTES))),
    };
  }
}
