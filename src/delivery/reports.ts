/** What the ledger is still to be told of endpoints, in SQL: kept until it has it. */

import type { EndpointReport, ReportCalls } from './queue-calls.ts';
import { CALL_LADDER, computeRetryAt } from './schedule.ts';

type ReportRow = { id: number; body: string; failures: number };

export class Reports {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  insert(report: EndpointReport): void {
    this.#sql.exec(
      'INSERT INTO reports (body, due_at, failures) VALUES (?, ?, 0)',
      JSON.stringify(report),
      report.at,
    );
  }

  /** Tells the ledger what is due; what it does not take, or cannot be asked to, is told later. */
  async sendDue(ledger: ReportCalls, now: number): Promise<void> {
    const due = this.#sql
      .exec<ReportRow>('SELECT id, body, failures FROM reports WHERE due_at <= ? ORDER BY id', now)
      .toArray();
    for (const { id, body, failures } of due) {
      try {
        await ledger.reportEndpoint(JSON.parse(body) as EndpointReport);
        this.#sql.exec('DELETE FROM reports WHERE id = ?', id);
      } catch {
        const attempt = { attemptsMade: failures + 1, now, random: Math.random() };
        const at = computeRetryAt(CALL_LADDER, attempt) ?? now;
        this.#sql.exec('UPDATE reports SET due_at = ?, failures = failures + 1 WHERE id = ?', at, id);
      }
    }
  }

  /** When the ledger is to be told something next, epoch milliseconds; null: it knows all. */
  findNextAt(): number | null {
    return this.#sql.exec<{ at: number | null }>('SELECT min(due_at) AS at FROM reports').one().at;
  }
}
