/** What every call of the ledger runs in: one transaction for each change, and the alarm that carries out what was decided. */

import { setAlarmBy, setAlarmWithRows } from '../alarm.ts';
import { formatUlid, ULID_RANDOM_BYTES } from '../article/ulid.ts';
import { callInParallel, SingleFlight, waitAtMost } from '../concurrency.ts';
import type { DeliveryQueueStub, Env } from '../env.ts';
import { openQueue } from '../env.ts';
import type { Result } from '../failure.ts';
import { RENDERER_VERSION } from '../feed/render.ts';
import { migrate } from '../migrate.ts';
import { openPublishedStore } from '../published/store.ts';
import { fingerprintSettings, readSettings } from '../settings.ts';
import * as leases from '../websub/leases.ts';
import { findNextPush, sendPushes } from '../websub/pushes.ts';
import { findNextScheduled, publishScheduled } from './articles/articles.ts';
import { bringForward } from './clock-set-back.ts';
import type { LedgerContext } from './context.ts';
import { readMeta, writeMeta } from './context.ts';
import { followTerms } from './directory-changes.ts';
import { markEverythingDirty, markFileDirty, markForRewriting } from './feeds/documents.ts';
import type { NoteLateWrite } from './feeds/projection.ts';
import { findNextProjection, projectDirtyDocuments } from './feeds/projection.ts';
import { deleteDiscarded, findNextFileWork, removeUnnamedFiles } from './files.ts';
import { findNextTelling, tellSearchEngines } from './index-now.ts';
import { closeRestore } from './restore.ts';
import { LEDGER_MIGRATIONS } from './schema.ts';
import { noteFilesOfSettings } from './settings-files.ts';
import * as outbox from './webhooks/outbox.ts';

/** Articles that one alarm publishes from the schedule. */
const SCHEDULED_PER_SLICE = 20;
/**
 * The alarm after a change does what the change's own call has not come to, because of a crash or of what hangs. Sooner it
 * would only be in the way of that call, of its answer, and of what it hands over.
 */
const ALARM_AFTER_CHANGE_MS = 1_000;
/** The alarm after one that failed: time for whatever it was to pass. */
const ALARM_AFTER_FAILURE_MS = 5_000;
/**
 * What an editor's answer and the alarm wait for the store: a change that is written is seen at once, and a store that
 * hangs holds up neither. Writing goes on meanwhile.
 */
const STORE_WAIT_MS = 2_000;
/** An alarm cannot be set for the far future (the platform ends in 2189); a look once a day costs nothing. */
const LONGEST_SLEEP_MS = 86_400_000;

/** What readers were shown of a file that is removed is taken out of the store. */
function dropUnnamedFiles(ledger: LedgerContext): void {
  for (const id of removeUnnamedFiles(ledger)) markFileDirty(ledger, id);
}

/** Undoes a transaction whose work turned out to be refused. */
class Refusal extends Error {}

export class Transactions {
  readonly settings;
  readonly #state: DurableObjectState;
  readonly #env: Env;
  readonly #projection = new SingleFlight(() => this.#project());
  readonly #delivery = new SingleFlight(() => this.#deliver());
  readonly #telling = new SingleFlight(() => this.#tell());
  #lastNow = 0;
  /** By when the alarm fires that a change has set, epoch milliseconds; null: none is known of. */
  #alarmBy: number | null = null;
  /** Until it has been looked at: the machine may have been restored with another time. */
  #isClockSetBack = true;
  /** Shards whose queue had nothing to do when it was woken, and was given nothing since. */
  readonly #quietShards = new Set<number>();
  /** When queues were last taken for quiet, epoch milliseconds. */
  #quietSince = 0;

  constructor(state: DurableObjectState, env: Env) {
    this.#state = state;
    this.#env = env;
    this.settings = readSettings(env);
    migrate(state.storage, LEDGER_MIGRATIONS);
    const ledger = this.open();
    if (readMeta(ledger, 'created_at') === null) writeMeta(ledger, 'created_at', String(ledger.now));
    const fingerprint = `${RENDERER_VERSION} ${fingerprintSettings(this.settings)}`;
    if (readMeta(ledger, 'settings') !== fingerprint) {
      markEverythingDirty(ledger, false);
      writeMeta(ledger, 'settings', fingerprint);
      state.waitUntil(this.#arm());
    }
    if (noteFilesOfSettings(ledger)) state.waitUntil(this.#arm());
  }

  /** The ledger as it is now. */
  open(): LedgerContext {
    const now = Date.now();
    this.#isClockSetBack ||= now < this.#lastNow;
    this.#lastNow = now;
    return {
      sql: this.#state.storage.sql,
      settings: this.settings,
      now,
      makeId: () => formatUlid(now, crypto.getRandomValues(new Uint8Array(ULID_RANDOM_BYTES))),
    };
  }

  /** An editor's change: from now on nothing can be restored over it. */
  async edit<T>(work: (ledger: LedgerContext) => Result<T>): Promise<Result<T>> {
    return await this.change((ledger) => {
      closeRestore(ledger);
      return work(ledger);
    });
  }

  /** Runs a change in one transaction with its alarm; a refusal leaves nothing behind. */
  async change<T>(work: (ledger: LedgerContext) => Result<T>): Promise<Result<T>> {
    let outcome: Result<T> | undefined;
    try {
      this.#state.storage.transactionSync(() => {
        outcome = work(this.open());
        if (!outcome.ok) throw new Refusal();
      });
    } catch (error) {
      if (error instanceof Refusal && outcome !== undefined) return outcome;
      throw error;
    }
    await this.#carryOut();
    return outcome as unknown as Result<T>;
  }

  /** Runs a change that cannot be refused. */
  async write<T>(work: (ledger: LedgerContext) => T): Promise<T> {
    const outcome = this.#state.storage.transactionSync(() => work(this.open()));
    await this.#carryOut();
    return outcome;
  }

  /** Runs a change and takes all of it back: what it would have come to. */
  dryRun<T>(work: (ledger: LedgerContext) => T): T {
    let outcome: { readonly value: T } | undefined;
    try {
      this.#state.storage.transactionSync(() => {
        outcome = { value: work(this.open()) };
        throw new Refusal();
      });
    } catch (error) {
      if (!(error instanceof Refusal) || outcome === undefined) throw error;
    }
    return (outcome as unknown as { readonly value: T }).value;
  }

  /** Lets queues know of endpoints' changes before the answer says that they hold; where that fails, the alarm does it. */
  async tellQueues<T>(outcome: Result<T>): Promise<Result<T>> {
    if (outcome.ok) await outbox.syncEndpoints(this.#open, this.#openQueue);
    return outcome;
  }

  /** Has every queue take back what it has of a withdrawn article. False where one could not be reached yet. */
  async cancelArticle(articleId: string): Promise<boolean> {
    await outbox.sendCancellations(this.#open, this.#openQueue, articleId);
    return !outbox.isBeingCancelled(this.open(), articleId);
  }

  /** Does a slice of everything that is due. Never throws: an alarm that keeps throwing is given up by the platform. */
  async runAlarm(): Promise<void> {
    this.#alarmBy = null;
    try {
      this.#state.storage.transactionSync(() => publishScheduled(this.open(), SCHEDULED_PER_SLICE));
      this.#state.storage.transactionSync(() => followTerms(this.open()));
      this.#state.storage.transactionSync(() => dropUnnamedFiles(this.open()));
      await this.#projectPatiently();
      await this.#delivery.run();
      if (this.#env.FILES !== undefined) await deleteDiscarded(this.#open, this.#env.FILES);
      this.#telling.run().catch(() => undefined);
      await this.#arm();
    } catch (error) {
      console.error(JSON.stringify({ event: 'alarm_failed', error: String(error) }));
      const now = Date.now();
      await setAlarmBy(this.#state.storage, now + ALARM_AFTER_FAILURE_MS, now).catch(() => undefined);
    }
  }

  /** Sets going what should be going and is not, here and in every queue that may owe something: the cron's call. */
  async wake(): Promise<void> {
    await this.runAlarm();
    const now = Date.now();
    // Each has something to erase once a day.
    if (now - this.#quietSince >= LONGEST_SLEEP_MS || now < this.#quietSince) {
      this.#quietShards.clear();
      this.#quietSince = now;
    }
    const shards = outbox.listShards(this.open()).filter((shard) => !this.#quietShards.has(shard));
    await callInParallel(shards, outbox.PARALLEL_CALLS, async (shard) => {
      const isOwing = await this.#openQueue(shard).wake();
      if (!isOwing) this.#quietShards.add(shard);
    });
  }

  readonly #open = () => this.open();
  readonly #openQueue = (shard: number): DeliveryQueueStub => {
    this.#quietShards.delete(shard);
    return openQueue(this.#env, shard);
  };

  async #project(): Promise<void> {
    await projectDirtyDocuments(this.#open, openPublishedStore(this.#env.ARTICLES), this.#noteLateWrite);
  }

  /** The store now has what the late write carried, which may be older than what it was given since. */
  readonly #noteLateWrite: NoteLateWrite = (key, settled) => {
    const rewrite = async () => {
      await settled;
      // Only a write that begins from now on is surely the last.
      await this.#projection.run();
      await this.write((ledger) => markForRewriting(ledger, key));
    };
    rewrite().catch((error) =>
      console.error(JSON.stringify({ event: 'rewrite_failed', key, error: String(error) })),
    );
  };

  /** Writes what is due to the store. Where that takes long it goes on, and the alarm is set once it is over. */
  async #projectPatiently(): Promise<void> {
    const written = this.#projection.run();
    if ((await waitAtMost(STORE_WAIT_MS, written)) !== null) return;
    written.then(() => this.#arm()).catch(() => undefined);
  }

  async #deliver(): Promise<void> {
    let calls = await outbox.syncEndpoints(this.#open, this.#openQueue);
    calls += await outbox.sendCancellations(this.#open, this.#openQueue);
    calls += await outbox.sendDeferredPages(this.#open, this.#openQueue);
    calls += await leases.syncLeases(this.#open, this.#openQueue);
    // Small events share a slice; a large one has its own.
    while (calls < outbox.CALLS_PER_SLICE) {
      const made = await outbox.sendNextPage(this.#open, this.#openQueue);
      if (made === 0) break;
      calls += made;
    }
    if (calls < outbox.CALLS_PER_SLICE) await sendPushes(this.#open, this.#openQueue);
  }

  /** Nobody waits for search engines: the alarm is set once they have answered. */
  async #tell(): Promise<void> {
    if (await tellSearchEngines(this.#open)) await this.#arm();
  }

  /** The alarm is set in the same breath as the rows; then what may be written at once is. */
  async #carryOut(): Promise<void> {
    const armed = this.#armWithRows(Date.now());
    await this.#projectPatiently();
    // What fails here the alarm does.
    this.#state.waitUntil(this.#handOver().catch(() => undefined));
    await armed;
  }

  /** Has the alarm fire soon. Whoever changes something over and over does not put it off. */
  async #armWithRows(now: number): Promise<void> {
    const by = now + ALARM_AFTER_CHANGE_MS;
    if (this.#alarmBy !== null && this.#alarmBy > now && this.#alarmBy <= by) return;
    this.#alarmBy = by;
    try {
      await setAlarmWithRows(this.#state.storage, by);
    } catch (error) {
      this.#alarmBy = null;
      throw error;
    }
  }

  /** Hands over the events that a change has made; what is due before the alarm brings it forward. */
  async #handOver(): Promise<void> {
    // The answer goes first: where all objects share a thread, a page of endpoints takes it for longer than the answer.
    await scheduler.wait(0);
    if (outbox.findNextEvent(this.open()) !== null) await this.#delivery.run();
    await this.#arm();
  }

  /** Sets the alarm for the earliest thing to do, or none. */
  async #arm(): Promise<void> {
    const ledger = this.open();
    if (this.#isClockSetBack) bringForward(ledger);
    this.#isClockSetBack = false;
    const times = [
      findNextScheduled(ledger),
      findNextProjection(ledger),
      leases.findNextLeaseChange(ledger),
      findNextPush(ledger),
      outbox.findNextEvent(ledger),
      outbox.findNextCall(ledger),
      findNextTelling(ledger),
      this.#env.FILES === undefined ? null : findNextFileWork(ledger),
    ].filter((at) => at !== null);
    if (times.length === 0) return;
    const next = Math.min(...times, ledger.now + LONGEST_SLEEP_MS);
    await setAlarmBy(this.#state.storage, next, ledger.now);
  }
}
