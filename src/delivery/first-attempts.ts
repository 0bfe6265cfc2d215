/** The first attempts of one Courier: made, waited for a moment, and then kept or passed on to the Mailboxes. */

import type { Env } from '../env.ts';
import type { Settings } from '../settings.ts';
import { readSettings } from '../settings.ts';
import * as store from './courier-store.ts';
import type { Errand } from './errand.ts';
import { hasArrived, isSlow, nameErrand, sendErrand } from './errand.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import { PostsUnderWay } from './posts-under-way.ts';
import type { Referrals } from './referrals.ts';
import { isSettledWithin } from './settled-within.ts';
import { PATIENCE_MS } from './timing.ts';

export class FirstAttempts {
  readonly #context: DurableObjectState;
  readonly #env: Pick<Env, 'RUNNER'>;
  readonly #settings: Settings;
  readonly #sql: MailboxSql;
  /** What this very object is about, until where it stands is in a row for good. */
  readonly #errands = new Map<string, Errand>();
  readonly #posts = new PostsUnderWay();
  readonly #referrals: Referrals;

  constructor(context: DurableObjectState, env: Env, referrals: Referrals) {
    this.#context = context;
    this.#referrals = referrals;
    this.#env = env;
    this.#settings = readSettings(env);
    this.#sql = context.storage.sql as MailboxSql;
  }

  /** How many may be made now without waiting for a receiver of another. */
  get room(): number {
    return this.#posts.room;
  }

  /** Whether the endpoint takes long to answer an earlier message. */
  isBusy(endpointId: string): boolean {
    const before = Date.now() - PATIENCE_MS;
    return this.#errands.values().some(({ target, began }) => target.id === endpointId && began < before);
  }

  has(endpointId: string, eventId: string): boolean {
    return this.#errands.has(nameErrand(endpointId, eventId));
  }

  /** Those to an endpoint that are under way. */
  list(endpointId: string): Errand[] {
    return [...this.#errands.values()].filter(({ target }) => target.id === endpointId);
  }

  /** Makes attempts and keeps what comes of them; those that take long go on by themselves. */
  async make(errands: readonly Errand[]): Promise<void> {
    if (errands.length === 0) return;
    for (const errand of errands) this.#errands.set(errand.name, errand);
    const ends = errands.map((errand) => this.#post(errand));
    this.#context.waitUntil(Promise.all(ends));
    await isSettledWithin(PATIENCE_MS, ends);
    const late = new Set(errands.filter(({ outcome }) => outcome === null));
    try {
      const failing = errands.filter(({ outcome }) => outcome !== null && !hasArrived(outcome));
      this.#context.storage.transactionSync(() => {
        for (const errand of errands) if (!failing.includes(errand)) this.#write(errand);
      });
      await Promise.all(failing.map((errand) => this.#passOn(errand)));
    } finally {
      for (const [index, errand] of errands.entries()) {
        if (late.has(errand)) this.#context.waitUntil(this.#finishLate(errand, ends[index]));
        else this.#errands.delete(errand.name);
      }
    }
  }

  /** The POST of an errand. Its outcome is in the errand afterwards; where none is, nobody knows what came of it. */
  async #post(errand: Errand): Promise<void> {
    const seat = this.#posts.begin();
    try {
      errand.outcome =
        seat === 0
          ? await sendErrand(errand, this.#settings)
          : await this.#openRunner(seat).run(errand.event, errand.target);
    } catch (error) {
      this.#log(errand, error);
    } finally {
      this.#posts.end(seat);
    }
  }

  /** What a slow receiver answered in the end. Where this fails, the alarm takes its row for one that was cut off. */
  async #finishLate(errand: Errand, end: Promise<void> | undefined): Promise<void> {
    try {
      await end;
      const { target, outcome } = errand;
      if (outcome === null) return;
      if (!hasArrived(outcome)) return await this.#passOn(errand);
      this.#context.storage.transactionSync(() => {
        this.#write(errand);
        if (isSlow(outcome) && !this.#referrals.isForgotten(target.id))
          store.noteUnwell(this.#sql, target.id);
      });
    } catch (error) {
      this.#log(errand, error);
    } finally {
      this.#errands.delete(errand.name);
    }
  }

  /** Writes where an attempt stands. */
  #write({ event, target, began, outcome }: Errand): void {
    if (this.#referrals.isForgotten(target.id)) return;
    store.insertEvent(this.#sql, event);
    const isOver = outcome !== null && hasArrived(outcome);
    store.writeDelivery(this.#sql, {
      endpointId: target.id,
      eventId: event.id,
      state: outcome === null ? 'under_way' : isOver ? 'delivered' : 'failed',
      at: began,
      status: outcome?.status ?? null,
      latencyMs: outcome?.latencyMs ?? null,
      target: isOver ? null : target,
      outcome: isOver ? null : outcome,
    });
  }

  /** Gives a message whose attempt failed to its Mailbox. Where that cannot be reached, the alarm does it. */
  async #passOn(errand: Errand): Promise<void> {
    const { event, target, began, outcome } = errand;
    try {
      await this.#referrals.tell(event, target, began, outcome);
    } catch (error) {
      this.#log(errand, error);
      if (this.#referrals.isForgotten(target.id)) return;
      this.#context.storage.transactionSync(() => {
        this.#write(errand);
        store.noteUnwell(this.#sql, target.id);
      });
    }
  }

  #openRunner(seat: number) {
    return this.#env.RUNNER.getByName(`${this.#context.id.name}/${seat}`);
  }

  #log({ target, event }: Errand, error: unknown): void {
    console.error(
      JSON.stringify({ event: 'errand_failed', endpoint: target.id, about: event.id, error: String(error) }),
    );
  }
}
