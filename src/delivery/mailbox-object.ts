/** What every part of a Mailbox stands on: its rows, its alarm, and the endpoint it belongs to. */

import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import { readSettings } from '../settings.ts';
import { AlarmClock } from './alarm-clock.ts';
import type { EndpointTarget } from './endpoint.ts';
import { UNTRIED } from './health.ts';
import { MailboxRecord } from './mailbox-record.ts';
import type { MailboxSql, SqlValue } from './mailbox-schema.ts';
import { migrate } from './mailbox-schema.ts';
import * as store from './message-store.ts';
import { computeNextAttempt } from './retry.ts';

export abstract class MailboxObject extends DurableObject<Env> {
  protected readonly settings = readSettings(this.env);
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
  protected readonly underWay = new Set<string>();
  protected readonly alarmClock = new AlarmClock(this.ctx.storage);

  /** Erases everything; the tables are made again where the object is asked once more. */
  protected async eraseEverything(): Promise<void> {
    this.#isOpen = false;
    this.record.forget();
    await this.ctx.storage.deleteAll();
  }

  /** Runs a transaction; where it is rolled back, nothing in memory is trusted. */
  protected transact(work: () => void): void {
    try {
      this.ctx.storage.transactionSync(work);
    } catch (error) {
      this.record.forget();
      throw error;
    }
  }

  /** Takes over a newer state of the endpoint; an older one is ignored. */
  protected adopt(target: EndpointTarget): void {
    const known = this.record.target;
    if (known !== null && known.version >= target.version) return;
    const beginsAnew = known !== null && (known.url !== target.url || known.state !== 'active');
    this.record.target = target;
    if (target.state !== 'active') store.holdPending(this.sql);
    // A new address, or one that a person has just activated, is not blamed for what was before.
    else if (beginsAnew) this.record.health = UNTRIED;
  }

  protected computeFirstAttempt(): number {
    const now = Date.now();
    const first = computeNextAttempt({
      attemptsMade: 0,
      scheduleSeconds: this.settings.retryScheduleSeconds,
      hasDefaultSchedule: this.settings.hasDefaultRetrySchedule,
      retryAfterSeconds: null,
      wasThrottled: false,
      now,
      random: Math.random(),
    });
    return first === 'exhausted' ? now : first;
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    migrate(this.ctx.storage);
  }
}
