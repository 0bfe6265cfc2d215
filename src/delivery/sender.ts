/** One attempt of a Mailbox: a row before its POST, and its outcome afterwards. */

import { API_ENGLISH, describeViolation } from '../messages/problems.ts';
import type { AttemptOutcome } from './attempt.ts';
import { refuseToSend } from './attempt.ts';
import { deleteAttempt, findLastLatency, insertAttempt } from './attempt-store.ts';
import { isServedByCourier, nameCourier } from './courier-name.ts';
import type { Parcel } from './dispatch.ts';
import type { EndpointTarget } from './endpoint.ts';
import { MailboxObject } from './mailbox-object.ts';
import * as store from './message-store.ts';
import { buildRequest, checkAddress, sendRequest } from './post.ts';
import type { RetryTerms } from './settlement.ts';
import { settleAttempt } from './settlement.ts';

export abstract class Sender extends MailboxObject {
  #lastLatencyMs: number | null = null;

  /** What the last attempt took; 0 where there was none, or it was cut off. */
  protected get lastLatencyMs(): number {
    this.#lastLatencyMs ??= findLastLatency(this.sql) ?? 0;
    return this.#lastLatencyMs;
  }

  /** One POST, and what comes of it recorded. Null: it was called off. */
  protected async attempt(parcel: Parcel): Promise<AttemptOutcome | null> {
    for (const { id } of parcel) this.underWay.add(id);
    try {
      return await this.#attempt(parcel);
    } finally {
      for (const { id } of parcel) this.underWay.delete(id);
    }
  }

  async #attempt(parcel: Parcel): Promise<AttemptOutcome | null> {
    const target = this.record.target;
    if (target === null) throw new Error('A Mailbox without a target has nothing to send.');
    const began = Date.now();
    const attempts = parcel.map(({ id }) => insertAttempt(this.sql, id, began));
    const checked = checkAddress(target.url, this.settings);
    const outcome = checked.ok
      ? await this.#post(parcel, target)
      : refuseToSend(began, describeViolation(checked.violation, API_ENGLISH));
    const deliveredAt = outcome === null ? null : await this.#findDeliveredAt(target, outcome);
    if (this.record.removedAt !== null) return outcome;
    this.#lastLatencyMs = outcome?.latencyMs ?? 0;
    if (outcome === null) {
      for (const attempt of attempts) deleteAttempt(this.sql, attempt);
      return null;
    }
    // An address that is refused is refused to every message, so taking a digest apart would not help.
    const isDigest = checked.ok && parcel.length > 1;
    const ended = { parcel, attempts, target, outcome, isDigest, deliveredAt };
    this.transact(() => settleAttempt(this.sql, this.record, ended, this.makeTerms()));
    return outcome;
  }

  protected makeTerms(): RetryTerms {
    return {
      scheduleSeconds: this.settings.retryScheduleSeconds,
      hasDefaultSchedule: this.settings.hasDefaultRetrySchedule,
      now: Date.now(),
      random: Math.random(),
    };
  }

  async #post(parcel: Parcel, target: EndpointTarget): Promise<AttemptOutcome | null> {
    const request = await buildRequest(parcel, target, this.settings);
    return this.#isCalledOff(parcel) ? null : await sendRequest(request, target);
  }

  /** While a request is signed, its message may be cancelled, and the endpoint paused or removed. */
  #isCalledOff(parcel: Parcel): boolean {
    const { target, removedAt } = this.record;
    const isHeld = target?.state !== 'active' && parcel.some(({ type }) => type !== 'ping');
    return removedAt !== null || isHeld || parcel.some(({ id }) => store.isCancelled(this.sql, id));
  }

  /**
   * When something last arrived by way of the Courier, asked where an endpoint that fails would fail on; null: never,
   * or it does not matter. Where nobody can say, an endpoint is given the benefit of the doubt.
   */
  async #findDeliveredAt(target: EndpointTarget, { verdict }: AttemptOutcome): Promise<number | null> {
    const isFailingOn = verdict.kind !== 'delivered' && this.record.health.failingSince !== null;
    if (!isFailingOn || !isServedByCourier(target.format)) return null;
    try {
      return await this.env.COURIER.getByName(nameCourier(target.id)).findLastDelivered(target.id);
    } catch {
      return Date.now();
    }
  }
}
