/**
 * A Courier: makes the first attempt of messages to many endpoints, and keeps what arrived. What does not arrive at
 * once goes to the endpoint's own Mailbox, which tries again; so does everything for an endpoint that is not well.
 */

import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { readSettings } from '../settings.ts';
import { ATTEMPT_TIMEOUT_MS } from './attempt.ts';
import { ENDPOINTS_PER_CALL } from './courier-name.ts';
import { migrateCourier } from './courier-schema.ts';
import type { HandedEvent } from './courier-store.ts';
import * as store from './courier-store.ts';
import type { EndpointTarget } from './endpoint.ts';
import { buildMessage, describeErrand, Errand, hasArrived, nameErrand, sendErrand } from './errand.ts';
import type { Mailbox } from './mailbox.ts';
import { MailboxAlarm } from './mailbox-alarm.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import type { DeliveredMessage, MessageRecord } from './message.ts';
import { readEventId } from './message-id.ts';
import type { MailboxPulse } from './report.ts';
import { isSettledWithin } from './settled-within.ts';

/** A POST that takes longer becomes a row, so that whoever hands over need not wait for it. */
const PATIENCE_MS = 300;
/** After this a POST that has no outcome was cut off with its object, and the Mailbox sends the message again. */
const LEASE_MS = ATTEMPT_TIMEOUT_MS + 5_000;
/** The alarm after one that failed, or where a Mailbox could not be reached. */
const RETRY_MS = 5_000;
/** The platform may run an alarm a little late; one that is later than this is not coming by itself. */
const LATE_MS = 60_000;
/** Attempts that were cut off, passed on by one alarm. */
const CUT_OFF_PER_ALARM = 100;
/** What has expired is erased once a day. */
const SWEEP_INTERVAL_MS = 86_400_000;

export class Courier extends DurableObject<Env> {
  readonly #settings = readSettings(this.env);
  readonly #sql = this.ctx.storage.sql as MailboxSql;
  readonly #alarmClock = new MailboxAlarm(this.ctx.storage);
  /** What this very object is about, until where it stands is in a row for good. */
  readonly #errands = new Map<string, Errand>();

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
    const room = ENDPOINTS_PER_CALL - this.#countUnderWay();
    for (const target of targets) {
      const delivery = store.findDelivery(this.#sql, target.id, event.id);
      if (delivery !== null && delivery.state !== 'passed_on') continue;
      if (this.#errands.has(nameErrand(target.id, event.id))) {
        // An earlier call sends it, and it is in no row yet.
        refused.push(target.id);
        continue;
      }
      const isMailboxes =
        delivery !== null || target.state !== 'active' || store.isUnwell(this.#sql, target.id);
      // A Mailbox waits for nobody else's receiver, and this object may for a few that hang.
      if (isMailboxes || errands.length >= room) forMailboxes.push(target);
      else errands.push(new Errand(event, target));
    }
    const [failedErrands, failedGifts] = await Promise.all([
      this.#runErrands(errands),
      callEach(forMailboxes, (target) => this.#giveToMailbox(event, target)),
    ]);
    await this.#arm();
    return [...refused, ...failedErrands.map(({ target }) => target.id), ...failedGifts.map(({ id }) => id)];
  }

  /** Passes on what was cut off with an earlier object, and erases what has expired. Never throws. */
  override async alarm(): Promise<void> {
    this.#alarmClock.forget();
    try {
      await this.#passOnCutOff();
      this.ctx.storage.transactionSync(() => store.sweepEvents(this.#sql, Date.now()));
      await this.#arm();
    } catch (error) {
      console.error(
        JSON.stringify({ event: 'courier_failed', courier: this.ctx.id.name, error: String(error) }),
      );
      await this.#alarmClock.set(Date.now() + RETRY_MS).catch(() => undefined);
    }
  }

  /** The watchdog's call: sets the alarm where something was cut off and nothing would pass it on. */
  async wake(): Promise<MailboxPulse> {
    const now = Date.now();
    const alarmAt = await this.#alarmClock.read();
    const oldest = store.findOldestUnderWay(this.#sql);
    const nextSendAt = oldest === null ? null : oldest + LEASE_MS;
    const wasStalled =
      nextSendAt !== null && (alarmAt === null || alarmAt > Math.max(nextSendAt, now) + LATE_MS);
    await this.#arm();
    return { nextSendAt, wasStalled };
  }

  /** Newest first; `before` is the id of the last message of the page before. */
  listMessages(endpointId: string, limit: number, before: string | null): MessageRecord[] {
    const written = store.listDeliveries(this.#sql, endpointId, limit, before);
    const known = new Set(written.map(({ id }) => id));
    const unwritten = [...this.#errands.values()]
      .filter(({ target, message }) => target.id === endpointId && !known.has(message.id))
      .filter(({ message }) => before === null || message.id < before)
      .map(describeErrand);
    return [...unwritten, ...written].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
  }

  /** A message that arrived at once, as long as its body is kept. */
  findDelivered(endpointId: string, messageId: string): DeliveredMessage | null {
    const eventId = readEventId(messageId);
    if (eventId === null) return null;
    const delivery = store.findDelivery(this.#sql, endpointId, eventId);
    const event = store.findEvent(this.#sql, eventId);
    if (delivery === null || delivery.state !== 'delivered' || event === null) return null;
    const message = buildMessage(event, endpointId);
    return { message, at: delivery.at, status: delivery.status, latencyMs: delivery.latencyMs ?? 0 };
  }

  /** Forgets an endpoint that was removed. */
  forget(endpointId: string): void {
    store.deleteEndpoint(this.#sql, endpointId);
  }

  #countUnderWay(): number {
    return [...this.#errands.values()].filter(({ outcome }) => outcome === null).length;
  }

  /** Makes attempts and keeps what comes of them; those that take long go on by themselves. Returns what failed here. */
  async #runErrands(errands: readonly Errand[]): Promise<Errand[]> {
    if (errands.length === 0) return [];
    for (const errand of errands) this.#errands.set(errand.name, errand);
    const ends = errands.map((errand) => this.#run(errand));
    this.ctx.waitUntil(Promise.all(ends));
    await isSettledWithin(PATIENCE_MS, ends);
    const late = new Set(errands.filter(({ outcome }) => outcome === null));
    try {
      const failing = errands.filter(({ outcome }) => outcome !== null && !hasArrived(outcome));
      this.ctx.storage.transactionSync(() => {
        for (const errand of errands) if (!failing.includes(errand)) this.#write(errand);
        for (const { target } of late) store.noteUnwell(this.#sql, target.id);
      });
      return await callEach(failing, (errand) => this.#passOn(errand));
    } finally {
      for (const [index, errand] of errands.entries()) {
        if (late.has(errand)) this.ctx.waitUntil(this.#finishLate(errand, ends[index]));
        else this.#errands.delete(errand.name);
      }
    }
  }

  /** The POST of an errand; its outcome is in the errand afterwards. */
  async #run(errand: Errand): Promise<void> {
    errand.outcome = await sendErrand(errand, this.#settings);
  }

  /** What a slow receiver answered in the end. Where this fails, the alarm takes its row for one that was cut off. */
  async #finishLate(errand: Errand, end: Promise<void> | undefined): Promise<void> {
    try {
      await end;
      // The endpoint may have been removed meanwhile, and its rows with it.
      if (store.findDelivery(this.#sql, errand.target.id, errand.event.id) === null) return;
      if (errand.outcome !== null && hasArrived(errand.outcome)) this.#write(errand);
      else await this.#passOn(errand);
    } catch (error) {
      console.error(
        JSON.stringify({ event: 'errand_failed', endpoint: errand.target.id, error: String(error) }),
      );
    } finally {
      this.#errands.delete(errand.name);
    }
  }

  /** Writes an attempt that was delivered or takes long. */
  #write({ event, target, began, outcome }: Errand): void {
    store.insertEvent(this.#sql, event);
    store.writeDelivery(this.#sql, {
      endpointId: target.id,
      eventId: event.id,
      state: outcome === null ? 'under_way' : 'delivered',
      at: began,
      status: outcome?.status ?? null,
      latencyMs: outcome?.latencyMs ?? null,
      target: outcome === null ? target : null,
    });
  }

  /** Gives a message whose first attempt failed to its Mailbox, with what came of it. */
  async #passOn({ message, event, target, began, outcome }: Errand): Promise<void> {
    if (outcome === null) throw new Error('An attempt that has not ended has failed nowhere.');
    const deliveredAt = store.findLastDelivered(this.#sql, target.id);
    await this.#openMailbox(target.id).takeOver(target, message, { began, outcome, deliveredAt });
    this.#notePassedOn(event, target, began);
  }

  /** Gives a message that was not tried to its Mailbox, which says whether the endpoint is well by now. */
  async #giveToMailbox(event: HandedEvent, target: EndpointTarget): Promise<void> {
    const message = buildMessage(event, target.id);
    const isWell = await this.#openMailbox(target.id).accept(target, [message]);
    this.#notePassedOn(event, target, Date.now());
    if (isWell) store.noteWell(this.#sql, target.id);
  }

  #notePassedOn(event: HandedEvent, target: EndpointTarget, at: number): void {
    this.ctx.storage.transactionSync(() => {
      store.insertEvent(this.#sql, event);
      const nothing = { status: null, latencyMs: null, target: null };
      store.writeDelivery(this.#sql, {
        endpointId: target.id,
        eventId: event.id,
        state: 'passed_on',
        at,
        ...nothing,
      });
      store.noteUnwell(this.#sql, target.id);
    });
  }

  /** A Mailbox that cannot be reached holds up no other; what is not passed on here is at the next alarm. */
  async #passOnCutOff(): Promise<void> {
    const overdue = store
      .listUnderWay(this.#sql, Date.now() - LEASE_MS, CUT_OFF_PER_ALARM)
      .filter(({ endpointId, eventId }) => !this.#errands.has(nameErrand(endpointId, eventId)));
    await callEach(overdue, async (delivery) => {
      const event = store.findEvent(this.#sql, delivery.eventId);
      if (event !== null && delivery.target !== null) await this.#giveToMailbox(event, delivery.target);
      // Its text has expired while the service stood still.
      else store.writeDelivery(this.#sql, { ...delivery, state: 'passed_on', target: null });
    });
  }

  #openMailbox(endpointId: string): DurableObjectStub<Mailbox> {
    return this.env.MAILBOX.getByName(endpointId);
  }

  /** Sets the alarm for what may be cut off, or else for the next day's erasing. */
  async #arm(): Promise<void> {
    const now = Date.now();
    const oldest = store.findOldestUnderWay(this.#sql);
    if (oldest !== null) {
      const at = oldest + LEASE_MS;
      return await this.#alarmClock.setNoLaterThan(at > now ? at : now + RETRY_MS, now);
    }
    if (!store.hasEvents(this.#sql)) return;
    const sweepAt = (Math.floor(now / SWEEP_INTERVAL_MS) + 1) * SWEEP_INTERVAL_MS;
    await this.#alarmClock.setNoLaterThan(sweepAt, now);
  }
}

/** Calls for every item at once; gives back the items whose call failed. */
async function callEach<T>(items: readonly T[], call: (item: T) => Promise<void>): Promise<T[]> {
  const ends = await Promise.allSettled(items.map(call));
  return items.filter((_, index) => ends[index]?.status === 'rejected');
}
