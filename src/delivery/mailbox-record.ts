/** The few things of which a Mailbox has one each, and its reports to the ledger: read and written as rows. */

import type { EndpointTarget } from './endpoint.ts';
import type { Health } from './health.ts';
import { UNTRIED } from './health.ts';
import type { MailboxSql } from './mailbox-schema.ts';
import { readAllMeta, writeMeta } from './mailbox-schema.ts';
import type { RateState } from './rate.ts';
import { UNUSED_RATE } from './rate.ts';
import type { EndpointReport } from './report.ts';

export class MailboxRecord {
  readonly #sql: MailboxSql;
  /** The rows as they stand: they are asked for a dozen times in every delivery. */
  #kept: Map<string, unknown> | null = null;

  constructor(sql: MailboxSql) {
    this.#sql = sql;
  }

  /** The endpoint as the ledger told it last, or as this Mailbox disabled it. */
  get target(): EndpointTarget | null {
    return this.#read<EndpointTarget>('target');
  }
  set target(target: EndpointTarget) {
    this.#write('target', target);
  }

  get health(): Health {
    return this.#read<Health>('health') ?? UNTRIED;
  }
  set health(health: Health) {
    this.#write('health', health);
  }

  get rate(): RateState {
    return this.#read<RateState>('rate') ?? UNUSED_RATE;
  }
  set rate(rate: RateState) {
    this.#write('rate', rate);
  }

  /** When the endpoint was removed, epoch milliseconds; null: it was not. */
  get removedAt(): number | null {
    return this.#read<number>('removed_at');
  }
  set removedAt(at: number) {
    this.#write('removed_at', at);
  }

  /** Reads the rows again at the next question: they were changed, or rolled back, past this object. */
  forget(): void {
    this.#kept = null;
  }

  #read<T>(key: string): T | null {
    this.#kept ??= readAllMeta(this.#sql);
    return (this.#kept.get(key) as T | undefined) ?? null;
  }

  #write(key: string, value: unknown): void {
    this.#kept ??= readAllMeta(this.#sql);
    writeMeta(this.#sql, key, value);
    this.#kept.set(key, value);
  }

  /** Keeps a report on the endpoint until the ledger has heard it. `reason`: in words that a clerk can act on. */
  report(kind: EndpointReport['kind'], reason: string, at: number): void {
    const { target } = this;
    if (target === null) return;
    const report: EndpointReport = { id: target.id, version: target.version, kind, reason, at };
    this.#sql.exec(
      'INSERT INTO reports (body, due_at, failures) VALUES (?, ?, 0)',
      JSON.stringify(report),
      at,
    );
  }

  listReports(now: number): { readonly number: number; readonly report: EndpointReport }[] {
    return this.#sql
      .exec<{ id: number; body: string }>('SELECT id, body FROM reports WHERE due_at <= ? ORDER BY id', now)
      .toArray()
      .map(({ id, body }) => ({ number: id, report: JSON.parse(body) as EndpointReport }));
  }

  deleteReport(number: number): void {
    this.#sql.exec('DELETE FROM reports WHERE id = ?', number);
  }

  postponeReport(number: number, dueAt: number): void {
    this.#sql.exec('UPDATE reports SET due_at = ?, failures = failures + 1 WHERE id = ?', dueAt, number);
  }

  findNextReport(): number | null {
    const [row] = this.#sql.exec<{ at: number | null }>('SELECT min(due_at) AS at FROM reports').toArray();
    return row?.at ?? null;
  }
}
