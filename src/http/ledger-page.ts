/**
 * What the ledger is asked where the store does not have it: by strangers rarely, one by one, and remembered for a minute;
 * and after a change, what of it is to show at once where it was made.
 */

import { openLedger } from '../env.ts';
import { type Result, succeed } from '../failure.ts';
import type { Written } from '../ledger/ledger-calls.ts';
import type { FeedDocument, FeedSummary } from '../published/document.ts';
import {
  beginAsking,
  forgetEverything,
  isStoreBehind,
  noteUnwritten,
  noteWritten,
  recallPage,
  rememberPage,
} from '../published/memory.ts';
import type { AppContext } from './app-routes.ts';
import { LIMIT_SECONDS, limitReads } from './client-limit.ts';
import { answerFailure } from './problem.ts';

/**
 * Gives the page that `ask` would, from memory or the Cache API where it was asked within the last minute. The
 * problem instead, where the client has asked too often or the page does not exist. Asking is not counted where the
 * client cannot make it happen more often.
 */
export async function readLedgerPage<T>(
  c: AppContext,
  key: string,
  ask: () => Promise<Result<T>>,
  isCounted = true,
): Promise<T | Response> {
  const known = await recallPage(key, Date.now());
  if (known !== null) return known.document as T;
  const refusal = isCounted ? await limitReads(c) : null;
  if (refusal !== null) return answerFailure(refusal);
  const asking = beginAsking(Date.now());
  const answer = await ask();
  if (!answer.ok) return answerFailure(answer.failure);
  c.executionCtx.waitUntil(rememberPage(key, asking, answer.value));
  return answer.value;
}

/**
 * What the ledger tells of a document that the store may have as it was before a change through here; undefined where the
 * store has it as it is, or the ledger cannot be asked. It is asked once for each such document and change.
 */
export async function readAheadOfStore<T>(
  name: string,
  read: (isCounted: false) => Promise<T | Response>,
): Promise<T | Response | undefined> {
  if (!isStoreBehind(name, Date.now())) return undefined;
  try {
    return await read(false);
  } catch (error) {
    console.warn(JSON.stringify({ event: 'ledger_not_asked', document: name, error: String(error) }));
    return undefined;
  }
}

/** Whether the store has a feed as the ledger told it ahead of the store. */
export function isCaughtUp(name: string, newer: FeedDocument, summary: FeedSummary): boolean {
  if (newer.version !== summary.version) return false;
  noteWritten(name);
  return true;
}

/** The refusal of somebody who would not have come here if the published store had answered: it is not their fault. */
export function excuseStore(refusal: Response): Response {
  if (refusal.status !== 429) return refusal;
  return answerFailure({ code: 'storage_unavailable', retryAfterSeconds: LIMIT_SECONDS });
}

/** The ledger's answer to a write of an article, once what came with it is where `noteChange` looks. */
export function takeWritten<Answer>(c: AppContext, written: Result<Written<Answer>>): Result<Answer> {
  if (!written.ok) return written;
  c.set('unwritten', written.value.unwritten);
  return succeed(written.value.answer);
}

/**
 * Forgets what was read before, and learns of which documents the store does not have the change yet: by the answer of
 * the write itself, or else by asking.
 */
export async function noteChange(c: AppContext): Promise<void> {
  forgetEverything();
  try {
    const unwritten = c.get('unwritten') ?? (await openLedger(c.env).listUnwritten());
    noteUnwritten(unwritten, Date.now());
  } catch (error) {
    console.warn(JSON.stringify({ event: 'unwritten_not_listed', error: String(error) }));
  }
}
