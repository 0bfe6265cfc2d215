/** What a Courier leaves to Mailboxes: messages that it does not try itself, and those that did not arrive. */

import { callInParallel } from '../call-in-parallel.ts';
import type { Env } from '../env.ts';
import type { AttemptOutcome } from './attempt.ts';
import type { Delivery, WrittenEvent } from './courier-store.ts';
import * as store from './courier-store.ts';
import type { EndpointTarget } from './endpoint.ts';
import { buildMessage } from './errand.ts';
import type { MailboxSql } from './mailbox-schema.ts';

export class Referrals {
  readonly #storage: DurableObjectStorage;
  readonly #env: Pick<Env, 'MAILBOX'>;
  readonly #sql: MailboxSql;
  /** Endpoints that were removed: nothing is written of them any more. */
  readonly #forgotten = new Set<string>();

  constructor(storage: DurableObjectStorage, env: Pick<Env, 'MAILBOX'>) {
    this.#storage = storage;
    this.#env = env;
    this.#sql = storage.sql as MailboxSql;
  }

  /** The endpoint was removed: what is under way may end, and leaves nothing behind. */
  forget(endpointId: string): void {
    this.#forgotten.add(endpointId);
    store.deleteEndpoint(this.#sql, endpointId);
  }

  isForgotten(endpointId: string): boolean {
    return this.#forgotten.has(endpointId);
  }

  /** Gives a message that was not tried to its Mailbox, which says whether the next one may be tried here. */
  async give(event: WrittenEvent, target: EndpointTarget): Promise<void> {
    const isWell = await this.#env.MAILBOX.getByName(target.id).accept(target, [
      buildMessage(event, target.id),
    ]);
    this.#note(event, target.id, Date.now(), isWell);
  }

  /**
   * Tells a Mailbox of an attempt that failed, or was cut off (`outcome` is null): the message is its from then on. One
   * whose text is erased can only be cancelled.
   */
  async tell(
    event: WrittenEvent,
    target: EndpointTarget,
    began: number,
    outcome: AttemptOutcome | null,
  ): Promise<void> {
    const deliveredAt = store.findLastDelivered(this.#sql, target.id);
    const attempt = { began, outcome, deliveredAt, isErased: event.body === null };
    await this.#env.MAILBOX.getByName(target.id).takeOver(target, buildMessage(event, target.id), attempt);
    this.#note(event, target.id, began, false);
  }

  /** Tells Mailboxes what they are owed since before a moment; one that cannot be reached holds up no other. */
  async tellOwed(before: number, limit: number, isUnderWay: (delivery: Delivery) => boolean): Promise<void> {
    const owed = store.listOwed(this.#sql, before, limit).filter((delivery) => !isUnderWay(delivery));
    const failed = await callInParallel(owed, owed.length, async ({ eventId, target, at, outcome }) => {
      const event = store.findEvent(this.#sql, eventId);
      if (event !== null && target !== null) await this.tell(event, target, at, outcome);
    });
    for (const { endpointId, eventId } of failed) {
      console.error(JSON.stringify({ event: 'mailbox_away', endpoint: endpointId, about: eventId }));
    }
  }

  #note(event: WrittenEvent, endpointId: string, at: number, isWell: boolean): void {
    if (this.isForgotten(endpointId)) return;
    const nothing = { status: null, latencyMs: null, target: null, outcome: null };
    this.#storage.transactionSync(() => {
      store.insertEvent(this.#sql, event);
      store.writeDelivery(this.#sql, { endpointId, eventId: event.id, state: 'passed_on', at, ...nothing });
      if (isWell) store.noteWell(this.#sql, endpointId);
      else store.noteUnwell(this.#sql, endpointId);
    });
  }
}
