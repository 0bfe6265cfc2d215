/**
 * A Courier: makes the first attempt of messages to many endpoints, and keeps what arrived. What does not arrive at
 * once goes to the endpoint's own Mailbox, which tries again; so does everything for an endpoint that is not well.
 */

import { DurableObject } from 'cloudflare:workers';
import { callInParallel } from '../call-in-parallel.ts';
import type { Env } from '../env.ts';
import { AlarmClock } from './alarm-clock.ts';
import { migrateCourier } from './courier-schema.ts';
import type { HandedEvent } from './courier-store.ts';
import * as store from './courier-store.ts';
import type { EndpointTarget } from './endpoint.ts';
import { buildMessage, describeErrand, Errand } from './errand.ts';
import { FirstAttempts } from './first-attempts.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { DeliveredMessage, MessageRecord } from './message.ts';
import { buildMessageId, readEventId } from './message-id.ts';
import { Referrals } from './referrals.ts';
import type { Pulse } from './report.ts';
import { LATE_MS, LEASE_MS, RETRY_MS, SWEEP_INTERVAL_MS } from './timing.ts';

/** Calls to Mailboxes that one alarm makes: more than ever hang at once, and few enough for an invocation. */
const TOLD_PER_ALARM = 100;

/** What a Courier has of a message that its Mailbox does not have. */
export type FirstAttempt =
  | { readonly kind: 'delivered'; readonly delivered: DeliveredMessage }
  /** Delivered, and its text is not kept any more. */
  | { readonly kind: 'erased' }
  /** It is being sent, or its Mailbox is about to be told. */
  | { readonly kind: 'pending' };

export class Courier extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql as MailboxSql;
  readonly #alarmClock = new AlarmClock(this.ctx.storage);
  readonly #referrals = new Referrals(this.ctx.storage, this.env);
  readonly #attempts = new FirstAttempts(this.ctx, this.env, this.#referrals);
  #sweptAt = 0;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    migrateCourier(context.storage);
  }

  /**
   * Makes the first attempt of an event's message to each endpoint, or gives it to the endpoint's Mailbox. Returns the
   * endpoints for which neither was done: they are the caller's, as all of them are until this is answered.
   */
  async deliver(event: HandedEvent, targets: readonly EndpointTarget[]): Promise<string[]> {
    const errands: Errand[] = [];
    const forMailboxes: EndpointTarget[] = [];
    const refused: string[] = [];
    const { room } = this.#attempts;
    const isWithdrawn = store.isWithdrawn(this.#sql, event);
    for (const target of targets) {
      const delivery = store.findDelivery(this.#sql, target.id, event.id);
      if (delivery !== null && delivery.state !== 'passed_on') continue;
      if (this.#attempts.has(target.id, event.id)) {
        // An earlier call sends it, and it is in no row yet.
        refused.push(target.id);
        continue;
      }
      const isMailboxes =
        isWithdrawn ||
        delivery !== null ||
        target.state !== 'active' ||
        this.#attempts.isBusy(target.id) ||
        store.isUnwell(this.#sql, target.id);
      // A Mailbox waits for nobody else's receiver; here there may be no room for one more.
      if (isMailboxes || errands.length >= room) forMailboxes.push(target);
      else errands.push(new Errand(event, target));
    }
    // One after the other: to open Mailboxes is work, and whoever is well does not wait for it.
    await this.#attempts.make(errands);
    const failed = await callInParallel(forMailboxes, forMailboxes.length, (target) =>
      this.#referrals.give(event, target),
    );
    await this.#arm();
    return [...refused, ...failed.map(({ id }) => id)];
  }

  /** Tells Mailboxes what they are owed, and erases what has expired. Never throws. */
  override async alarm(): Promise<void> {
    this.#alarmClock.forget();
    try {
      await this.#referrals.tellOwed(Date.now() - LEASE_MS, TOLD_PER_ALARM, ({ endpointId, eventId }) =>
        this.#attempts.has(endpointId, eventId),
      );
      this.#sweep(Date.now());
      await this.#arm();
    } catch (error) {
      console.error(
        JSON.stringify({ event: 'courier_failed', courier: this.ctx.id.name, error: String(error) }),
      );
      await this.#alarmClock.set(Date.now() + RETRY_MS).catch(() => undefined);
    }
  }

  /** The watchdog's call: sets the alarm, and says whether a Mailbox was not told in time what it is owed. */
  async wake(): Promise<Pulse> {
    const nextSendAt = this.#findNextOwed();
    await this.#arm();
    return { nextSendAt, wasStalled: nextSendAt !== null && nextSendAt < Date.now() - LATE_MS };
  }

  /** Newest first; `before` is the id of the last message of the page before. */
  listMessages(endpointId: string, limit: number, before: string | null): MessageRecord[] {
    // No message of ours has such an id.
    if (before !== null && readEventId(before) === null) return [];
    const written = store.listDeliveries(this.#sql, endpointId, limit, before);
    const known = new Set(written.map(({ id }) => id));
    const unwritten = this.#attempts
      .list(endpointId)
      .filter(({ message }) => !known.has(message.id))
      .filter(({ message }) => before === null || message.id < before)
      .map(describeErrand);
    return [...unwritten, ...written].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
  }

  /** A message that its Mailbox does not have; null: there is none. */
  findFirstAttempt(endpointId: string, messageId: string): FirstAttempt | null {
    const eventId = readEventId(messageId);
    if (eventId === null || buildMessageId(eventId, endpointId) !== messageId) return null;
    if (this.#attempts.has(endpointId, eventId)) return { kind: 'pending' };
    const delivery = store.findDelivery(this.#sql, endpointId, eventId);
    if (delivery === null || delivery.state === 'passed_on') return null;
    if (delivery.state !== 'delivered') return { kind: 'pending' };
    const event = store.findEvent(this.#sql, eventId);
    if (event === null || event.body === null) return { kind: 'erased' };
    const { at, status, latencyMs } = delivery;
    const message = buildMessage(event, endpointId);
    return { kind: 'delivered', delivered: { message, at, status, latencyMs: latencyMs ?? 0 } };
  }

  /** When something last arrived by this way, epoch milliseconds; null: nothing that is known of. */
  findLastDelivered(endpointId: string): number | null {
    return store.findLastDelivered(this.#sql, endpointId);
  }

  /** Forgets an endpoint that was removed. */
  forget(endpointId: string): void {
    this.#referrals.forget(endpointId);
  }

  /** Erases what it has of the text of an article that was withdrawn at that moment. */
  eraseArticle(articleId: string, withdrawnAt: number): void {
    store.eraseArticle(this.#sql, articleId, withdrawnAt);
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_INTERVAL_MS / 2) return;
    this.ctx.storage.transactionSync(() => store.sweepEvents(this.#sql, now));
    this.#sweptAt = now;
  }

  /** When a Mailbox is to be told something next, perhaps in the past; null: nothing is owed. */
  #findNextOwed(): number | null {
    const { underWaySince, failedSince } = store.findOldestOwed(this.#sql);
    const times = [failedSince, underWaySince === null ? null : underWaySince + LEASE_MS];
    const owed = times.filter((at) => at !== null);
    return owed.length === 0 ? null : Math.min(...owed);
  }

  /** Sets the alarm for what a Mailbox is owed, or else for the next day's erasing. */
  async #arm(): Promise<void> {
    const now = Date.now();
    const owedAt = this.#findNextOwed();
    if (owedAt !== null) {
      return await this.#alarmClock.setNoLaterThan(owedAt > now ? owedAt : now + RETRY_MS, now);
    }
    if (!store.hasEvents(this.#sql)) return;
    const sweepAt = (Math.floor(now / SWEEP_INTERVAL_MS) + 1) * SWEEP_INTERVAL_MS;
    await this.#alarmClock.setNoLaterThan(sweepAt, now);
  }
}
