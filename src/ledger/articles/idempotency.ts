/** Idempotency keys: the same request sent again gets the first answer again, for a day. */

import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { LedgerContext } from '../context.ts';

const KEPT_MS = 24 * 3600 * 1000;
/** A request is repeated within minutes of the first; so many are a day of a busy house, or an hour of moving in. */
export const MAX_KEYS = 10_000;

/** What came with the request: the token's own key and the digest of the body. */
export interface IdempotencyKey {
  readonly tokenId: string;
  readonly key: string;
  readonly bodyDigest: string;
}

/** The first answer, as text; null where the key is new; a conflict where it came with another body. */
export function findFirstAnswer(ledger: LedgerContext, request: IdempotencyKey): Result<string | null> {
  ledger.sql.exec('DELETE FROM idempotency WHERE at <= ?', ledger.now - KEPT_MS);
  const rows = ledger.sql
    .exec<{ digest: string; answer: string }>(
      'SELECT digest, answer FROM idempotency WHERE token_id = ? AND key = ?',
      request.tokenId,
      request.key,
    )
    .toArray();
  const first = rows[0];
  if (first === undefined) return succeed(null);
  if (first.digest !== request.bodyDigest) {
    return fail({ code: 'idempotency_key_reused' });
  }
  return succeed(first.answer);
}

/** Keeps an answer, and of all answers the newest; must be in the transaction of what it answers. */
export function keepAnswer(ledger: LedgerContext, request: IdempotencyKey, answer: string): void {
  const { number } = ledger.sql
    .exec<{ number: number }>(
      'INSERT INTO idempotency (token_id, key, digest, answer, at) VALUES (?, ?, ?, ?, ?) RETURNING number',
      request.tokenId,
      request.key,
      request.bodyDigest,
      answer,
      ledger.now,
    )
    .one();
  ledger.sql.exec('DELETE FROM idempotency WHERE number <= ?', number - MAX_KEYS);
}
