/** A Mailbox: one endpoint's messages, their attempts and their retries, as rows and an alarm. */

import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import { takeIn } from './arrival.ts';
import { finishAttempt, insertAttempt } from './attempt-store.ts';
import { Dispatcher } from './dispatcher.ts';
import type { EndpointTarget } from './endpoint.ts';
import { sayFarewell } from './farewell.ts';
import type { DeliveredMessage, IncomingMessage, MessageRecord } from './message.ts';
import { beginProgress } from './message.ts';
import * as store from './message-store.ts';
import { checkAddress } from './post.ts';
import type { Pulse } from './report.ts';
import type { ForeignAttempt } from './settlement.ts';
import { settleElsewhere } from './settlement.ts';
import { LATE_MS } from './timing.ts';
import { cancelOvertaken, speaksOfWithdrawn } from './withdrawal-store.ts';

/** What a test showed; never the receiver's own words. */
export interface TestOutcome {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly latencyMs: number;
  readonly error: string | null;
}

const REMOVED_MEANWHILE: TestOutcome = {
  delivered: false,
  status: null,
  latencyMs: 0,
  error: 'The webhook was removed meanwhile.',
};

export class Mailbox extends Dispatcher {
  /**
   * Takes messages in; those it has are ignored, and so is everything once it was removed. Until this is answered, the
   * caller is the one who would hand them over again; from then on they are this object's. Returns whether others may make
   * the first attempt of the next one.
   */
  async accept(target: EndpointTarget, messages: readonly IncomingMessage[]): Promise<boolean> {
    if (this.record.removedAt !== null) return true;
    this.adopt(target);
    const wasWell = this.isWell;
    for (const message of messages) takeIn(this.sql, this.record, message, this.computeFirstAttempt());
    await this.sendWhileCallerWaits();
    // What came before arrived in time, and this one has not failed so far.
    return this.isWell || (wasWell && this.record.health.failingSince === null);
  }

  /** Takes in a message whose first attempt was made by a Courier and failed, or was cut off, to try it again. */
  async takeOver(target: EndpointTarget, message: IncomingMessage, attempt: ForeignAttempt): Promise<void> {
    if (this.record.removedAt !== null) return;
    this.adopt(target);
    this.transact(() => settleElsewhere(this.sql, this.record, target, message, attempt, this.makeTerms()));
    await this.sendAndArm();
  }

  /** Takes in a message that arrived at its first attempt, made elsewhere, and sends it once more, now. */
  async repeat(target: EndpointTarget, delivered: DeliveredMessage): Promise<Result<null>> {
    const { message, at, status, latencyMs } = delivered;
    if (this.record.removedAt !== null) {
      return fail({ code: 'message_not_found', id: message.id });
    }
    this.adopt(target);
    if (!store.hasMessage(this.sql, message.id)) {
      store.insertMessage(this.sql, message, { ...beginProgress('delivered', at), stepsTaken: 1 });
      const attempt = insertAttempt(this.sql, message.id, at);
      finishAttempt(this.sql, attempt, { status, latencyMs, verdict: { kind: 'delivered' } });
    }
    return await this.retryMessage(message.id);
  }

  /** Takes over a newer state of its endpoint; an older one is ignored. */
  async configure(target: EndpointTarget): Promise<void> {
    if (this.record.removedAt !== null) return;
    this.adopt(target);
    await this.arm();
  }

  /** Cancels what is undelivered about an article that was withdrawn at that moment, and erases its text. */
  async cancelArticle(articleId: string, withdrawnAt: number): Promise<void> {
    if (this.record.removedAt === null) cancelOvertaken(this.sql, articleId, withdrawnAt);
  }

  /** Ends everything: what is under way may end, nothing is sent afterwards but one GET of `farewellUrl`, if given. */
  async remove(farewellUrl: string | null = null): Promise<void> {
    if (this.record.removedAt !== null) return;
    const now = Date.now();
    this.transact(() => {
      for (const table of ['messages', 'bodies', 'attempts', 'withdrawals', 'reports', 'meta']) {
        this.sql.exec(`DELETE FROM ${table} WHERE ${table === 'meta' ? `key <> 'migrations'` : '1'}`);
      }
      this.record.forget();
      this.record.removedAt = now;
    });
    await this.arm();
    if (farewellUrl !== null && checkAddress(farewellUrl, this.settings).ok) {
      // Not awaited: a receiver that hangs holds up nobody.
      this.ctx.waitUntil(sayFarewell((url, init) => fetch(url, init), farewellUrl));
    }
  }

  listMessages(limit: number, before: string | null): MessageRecord[] {
    return store.listMessages(this.sql, limit, before, this.underWay);
  }

  /** Sends a message once more, now; what was given up is given up again where that fails. */
  async retryMessage(id: string): Promise<Result<null>> {
    const progress = store.findProgress(this.sql, id);
    if (progress === null) return fail({ code: 'message_not_found', id });
    if (progress.state === 'cancelled' || !progress.hasBody) {
      return fail({ code: 'message_erased' });
    }
    if (speaksOfWithdrawn(this.sql, id)) {
      return fail({ code: 'message_of_withdrawn_article' });
    }
    if (this.record.target?.state !== 'active') {
      return fail({ code: 'webhook_not_active' });
    }
    store.writeProgress(this.sql, id, {
      state: 'pending',
      stepsTaken: progress.stepsTaken,
      nextAttemptAt: Date.now(),
      isAlone: true,
    });
    await this.sendAndArm();
    return succeed(null);
  }

  /** Sends everything since a moment that was not delivered. Returns how many messages that are. */
  async recover(since: number): Promise<Result<number>> {
    const { target } = this.record;
    // It has not heard of its endpoint yet, so there is nothing that was not delivered.
    if (target === null) return succeed(0);
    if (target.state !== 'active') {
      return fail({ code: 'webhook_not_active' });
    }
    const count = store.releaseSince(this.sql, since, Date.now());
    await this.sendAndArm();
    return succeed(count);
  }

  /** Sends a test now, whatever the state; one that gets through makes a disabled endpoint active again. */
  async sendTest(target: EndpointTarget, message: IncomingMessage): Promise<TestOutcome> {
    if (this.record.removedAt !== null) return REMOVED_MEANWHILE;
    this.adopt(target);
    // A test is never retried: it is kept as failed until it is known to be delivered.
    store.insertMessage(this.sql, message, beginProgress('failed', 0));
    const outcome = await this.attempt([
      { ...message, state: 'failed', stepsTaken: 0, nextAttemptAt: null, isAlone: true },
    ]);
    if (outcome === null) return REMOVED_MEANWHILE;
    const { verdict, status, latencyMs } = outcome;
    const isDelivered = verdict.kind === 'delivered';
    const current = this.record.target;
    if (isDelivered && current?.state === 'disabled') {
      this.record.target = { ...current, state: 'active' };
      this.record.report('recovered', 'A test was delivered.', Date.now());
    }
    await this.sendAndArm();
    return { delivered: isDelivered, status, latencyMs, error: isDelivered ? null : verdict.error };
  }

  /** The watchdog's call: sets the alarm where something is to be sent and nothing would do it. */
  async wake(): Promise<Pulse> {
    const alarmAt = await this.alarmClock.read();
    const now = Date.now();
    const nextSendAt = this.record.removedAt === null ? this.findNextSend(now) : null;
    const isMissing = nextSendAt !== null && (alarmAt === null || alarmAt > Math.max(nextSendAt, now));
    const isLate = nextSendAt !== null && nextSendAt < now - LATE_MS;
    const wasStalled = !this.isSending && (isMissing || isLate);
    await this.sendAndArm();
    return { nextSendAt, wasStalled };
  }
}
