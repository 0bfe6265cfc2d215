/** One attempt of a Mailbox: a row before its POST, unless somebody else would repeat it, and its outcome afterwards. */

import type { AttemptOutcome } from './attempt.ts';
import { ATTEMPT_TIMEOUT_MS, refuseToSend, sendAttempt } from './attempt.ts';
import { deleteAttempt, insertAttempt } from './attempt-store.ts';
import type { Parcel } from './dispatch.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findAdapter } from './format/formats.ts';
import { MailboxObject } from './mailbox-object.ts';
import type { IncomingMessage } from './message.ts';
import * as store from './message-store.ts';
import type { FailedAttempt, RetryTerms } from './settlement.ts';
import { settleAttempt, settleElsewhere, settleInHand } from './settlement.ts';

const UNBUILDABLE = 'The message could not be put into the form of this service.';

export abstract class Sender extends MailboxObject {
  /** What the last attempt took. */
  protected lastLatencyMs = 0;

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
    const attempts = parcel.map(({ id }) =>
      this.isInHand(id) ? { messageId: id, number: 1 } : insertAttempt(this.sql, id, began),
    );
    const checked = this.checkAddress(target.url);
    const outcome = checked.ok
      ? await this.#post(parcel, target, began)
      : refuseToSend(began, checked.detail);
    if (this.record.removedAt !== null) return outcome;
    this.lastLatencyMs = outcome?.latencyMs ?? 0;
    if (outcome === null) {
      for (const attempt of attempts) deleteAttempt(this.sql, attempt);
      return null;
    }
    // An address that is refused is refused to every message, so taking a digest apart would not help.
    const isDigest = checked.ok && parcel.length > 1;
    const terms = this.#makeTerms();
    const ended = { parcel, attempts, target, outcome, isDigest };
    const inHand = this.takeFromHand(parcel);
    this.ctx.storage.transactionSync(() => {
      if (inHand === null) settleAttempt(this.sql, this.record, ended, terms);
      else settleInHand(this.sql, this.record, inHand, outcome, terms);
    });
    if (inHand !== null) {
      inHand.isWritten = true;
      inHand.isOver = outcome.verdict.kind === 'delivered';
    }
    return outcome;
  }

  /** Takes in what became of a first attempt that was made elsewhere. Runs in one transaction. */
  protected settleElsewhere(target: EndpointTarget, message: IncomingMessage, attempt: FailedAttempt): void {
    settleElsewhere(this.sql, this.record, target, message, attempt, this.#makeTerms());
  }

  #makeTerms(): RetryTerms {
    return {
      scheduleSeconds: this.settings.retryScheduleSeconds,
      hasDefaultSchedule: this.settings.hasDefaultRetrySchedule,
      now: Date.now(),
      random: Math.random(),
    };
  }

  /** While a request is signed, its message may be cancelled, and the endpoint paused or removed. */
  #isCalledOff(parcel: Parcel): boolean {
    const { target, removedAt } = this.record;
    const isHeld = target?.state !== 'active' && parcel.some(({ type }) => type !== 'ping');
    return (
      removedAt !== null ||
      isHeld ||
      parcel.some(({ id }) => !this.isInHand(id) && store.isCancelled(this.sql, id))
    );
  }

  async #post(parcel: Parcel, target: EndpointTarget, now: number): Promise<AttemptOutcome | null> {
    const adapter = findAdapter(target.format);
    const { title, timezone } = this.settings;
    const request = await adapter
      .build(parcel, { endpoint: target, now, publicationTitle: title, timezone })
      .catch(() => null);
    if (request === null) return refuseToSend(now, UNBUILDABLE);
    if (this.#isCalledOff(parcel)) return null;
    return sendAttempt(request, adapter, {
      // The platform's fetch refuses to be called as a method of anything else.
      fetch: (url, init) => fetch(url, init),
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      now: () => Date.now(),
    });
  }
}
