/** The audit log: who changed the directory, a webhook or a token, and when. Articles have their revisions. */

import type { Result } from '../failure.ts';
import { cutPage } from '../paging.ts';
import type { Actor } from './actor.ts';
import type { LedgerContext } from './context.ts';

/** What the log is about. */
export const AUDIT_SUBJECTS = ['category', 'official', 'office', 'webhook', 'token'] as const;
/** One of `AUDIT_SUBJECTS`. */
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** What may be done to them. */
export const AUDIT_ACTIONS = ['created', 'changed', 'paused', 'activated', 'deleted'] as const;
/** One of `AUDIT_ACTIONS`. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Years of a busy house; the oldest are forgotten, so that no program that changes something for ever fills the disk. */
export const MAX_AUDIT_ENTRIES = 10_000;

/** One change; `at` is epoch milliseconds. */
export interface AuditEntry {
  readonly number: number;
  readonly at: number;
  /** The name of the token. */
  readonly by: string;
  readonly subject: AuditSubject;
  /** The slug or id of what was changed. */
  readonly id: string;
  /** What it was called then. */
  readonly name: string;
  readonly action: AuditAction;
  /** Of `changed`: the fields that differ, as the API calls them. */
  readonly fields: readonly string[];
}

/** Which entries are wanted; `limit` counts them. */
export interface AuditQuery {
  readonly subjects: readonly AuditSubject[];
  /** null: of any. */
  readonly id: string | null;
  /** The number of the last entry seen; null for the newest. */
  readonly before: number | null;
  readonly limit: number;
}

/** A page of the log, the newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** The number that the next page is before; null: that was all. */
  readonly nextCursor: string | null;
}

/** Writes down what somebody has done. */
export function recordChange(
  ledger: Pick<LedgerContext, 'sql' | 'now'>,
  { name: by, tokenId }: Actor,
  entry: Omit<AuditEntry, 'number' | 'at' | 'by'>,
): void {
  const { number } = ledger.sql
    .exec<{ number: number }>(
      `INSERT INTO audit_log (at, by, token_id, subject, id, name, action, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       RETURNING number`,
      ledger.now,
      by,
      tokenId,
      entry.subject,
      entry.id,
      entry.name,
      entry.action,
      JSON.stringify(entry.fields),
    )
    .one();
  ledger.sql.exec('DELETE FROM audit_log WHERE number <= ?', number - MAX_AUDIT_ENTRIES);
}

/** Where something with a name is, before and after a change. */
export interface AuditedThing {
  readonly subject: AuditSubject;
  readonly id: string;
  /** What is there now; null for nothing. */
  readonly find: () => { readonly name: string; readonly state?: string } | null;
}

/** Does a change and writes down what differs afterwards: nothing, where nothing does. */
export function recordDifference<T>(
  ledger: Pick<LedgerContext, 'sql' | 'now'>,
  actor: Actor,
  { subject, id, find }: AuditedThing,
  change: () => Result<T>,
): Result<T> {
  const before = find();
  const outcome = change();
  if (!outcome.ok) return outcome;
  const after = find();
  const fields = listDifferingFields(before ?? {}, after ?? {});
  const name = (after ?? before)?.name;
  if (fields.length === 0 || name === undefined) return outcome;
  const action = nameAction(before, after);
  recordChange(ledger, actor, { subject, id, name, action, fields: action === 'changed' ? fields : [] });
  return outcome;
}

function nameAction(
  before: { readonly state?: string } | null,
  after: { readonly state?: string } | null,
): AuditAction {
  if (before === null) return 'created';
  if (after === null) return 'deleted';
  if (before.state === after.state) return 'changed';
  return after.state === 'active' ? 'activated' : 'paused';
}

function listDifferingFields(before: object, after: object): string[] {
  const [former, current] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...former.keys(), ...current.keys()])].filter(
    (field) => JSON.stringify(former.get(field)) !== JSON.stringify(current.get(field)),
  );
}

/** One page of the log, the newest first. */
export function listAuditLog(
  ledger: Pick<LedgerContext, 'sql'>,
  { subjects, id, before, limit }: AuditQuery,
): AuditPage {
  const rows = ledger.sql
    .exec<{
      number: number;
      at: number;
      by: string;
      subject: AuditSubject;
      id: string;
      name: string;
      action: AuditAction;
      fields: string;
    }>(
      `SELECT number, at, by, subject, id, name, action, fields FROM audit_log
       WHERE number < ?1 AND subject IN (SELECT value FROM json_each(?2)) AND (?3 IS NULL OR id = ?3)
       ORDER BY number DESC LIMIT ?4`,
      before ?? Number.MAX_SAFE_INTEGER,
      JSON.stringify(subjects),
      id,
      limit + 1,
    )
    .toArray();
  const { items, last } = cutPage(rows, limit);
  return {
    entries: items.map((row) => ({ ...row, fields: JSON.parse(row.fields) as string[] })),
    nextCursor: last === null ? null : String(last.number),
  };
}
