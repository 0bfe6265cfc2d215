/** The ledger as its parts see it: SQL, settings, the few facts that belong to it as a whole, and when it tries again. */

import { CALL_LADDER, computeRetryAt } from '../delivery/schedule.ts';
import type { Settings } from '../settings.ts';

/** What every ledger function works on. Time and chance come in here, so that a test can hold both still. */
export interface LedgerContext {
  readonly sql: SqlStorage;
  readonly settings: Settings;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Makes a ULID of `now` and chance. */
  readonly makeId: () => string;
}

/** Reads one fact; null where it was never written. */
export function readMeta(ledger: Pick<LedgerContext, 'sql'>, key: string): string | null {
  const rows = ledger.sql.exec<{ value: string }>('SELECT value FROM meta WHERE key = ?', key).toArray();
  return rows[0]?.value ?? null;
}

/** Writes one fact. */
export function writeMeta(ledger: Pick<LedgerContext, 'sql'>, key: string, value: string): void {
  ledger.sql.exec(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    key,
    value,
  );
}

/** The last number of the ledger's sequence that was taken. */
export function readSequence(ledger: Pick<LedgerContext, 'sql'>): number {
  return Number(readMeta(ledger, 'sequence') ?? 0);
}

/** The next number of the ledger's sequence: later changes have higher numbers. */
export function takeSequence(ledger: Pick<LedgerContext, 'sql'>): number {
  const next = readSequence(ledger) + 1;
  writeMeta(ledger, 'sequence', String(next));
  return next;
}

/** The tag authority (RFC 4151 §2.1), or null before the first publication ever. */
export function readAuthority(ledger: Pick<LedgerContext, 'sql'>): string | null {
  return readMeta(ledger, 'authority');
}

/** Mints and keeps the tag authority, once: `tag:{host name of the public URL},{UTC year}`. */
export function mintAuthority(ledger: LedgerContext): void {
  const authority = `tag:${new URL(ledger.settings.publicUrl).hostname},${new Date(ledger.now).getUTCFullYear()}`;
  writeMeta(ledger, 'authority', authority);
}

/** When this ledger was made, epoch milliseconds: since then an empty feed has not changed. */
export function readCreatedAt(ledger: Pick<LedgerContext, 'sql'>): number {
  return Number(readMeta(ledger, 'created_at') ?? 0);
}

/** When something that has failed so often is tried again, epoch milliseconds: later each time, up to five minutes. */
export function findNextTry(failures: number, now: number): number {
  return computeRetryAt(CALL_LADDER, { attemptsMade: failures, now, random: Math.random() }) ?? now;
}
