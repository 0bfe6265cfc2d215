/** What strangers may ask of the ledger: rarely, one by one, and remembered for a minute. */

import type { Result } from '../failure.ts';
import { beginAsking, recallPage, rememberPage } from '../published/memory.ts';
import type { AppContext } from './app-routes.ts';
import { LIMIT_SECONDS, limitReads } from './client-limit.ts';
import { answerFailure } from './problem.ts';

/**
 * Gives the page that `ask` would, from memory or the Cache API where it was asked within the last minute. The
 * problem instead, where the client has asked too often or the page does not exist.
 */
export async function readLedgerPage<T>(
  c: AppContext,
  key: string,
  ask: () => Promise<Result<T>>,
): Promise<T | Response> {
  const known = await recallPage(key, Date.now());
  if (known !== null) return known.document as T;
  const refusal = await limitReads(c);
  if (refusal !== null) return answerFailure(refusal);
  const asking = beginAsking(Date.now());
  const answer = await ask();
  if (!answer.ok) return answerFailure(answer.failure);
  c.executionCtx.waitUntil(rememberPage(key, asking, answer.value));
  return answer.value;
}

/** The refusal of somebody who would not have come here if the published store had answered: it is not their fault. */
export function excuseStore(refusal: Response): Response {
  if (refusal.status !== 429) return refusal;
  return answerFailure({ code: 'storage_unavailable', retryAfterSeconds: LIMIT_SECONDS });
}
