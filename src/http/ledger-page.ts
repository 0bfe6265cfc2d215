/** What strangers may ask of the ledger: rarely, one by one, and remembered for a minute. */

import { BoundedMemory } from '../bounded-memory.ts';
import type { Result } from '../failure.ts';
import type { AppContext } from './app-routes.ts';
import { LIMIT_SECONDS, limitReads } from './client-limit.ts';
import { answerFailure } from './problem.ts';

/** How long an answer of the ledger is given again without asking it. */
const KEPT_SECONDS = 60;
/**
 * Answers that memory holds, in characters of JSON: a page may have two million, and an isolate has 128 MB for
 * everything. The Cache API holds the rest of a data centre's.
 */
const MAX_KEPT_CHARACTERS = 8_000_000;
/** A key in the Cache API is a URL; this one is nobody's. */
const CACHE_ORIGIN = 'https://ledger.invalid';

/** Header of what is in the Cache API: when the ledger was asked for it, epoch milliseconds. */
const ASKED_AT = 'x-asked-at';

const kept = new BoundedMemory<{ readonly askedAt: number; readonly page: unknown }>(MAX_KEPT_CHARACTERS);
/** What was asked for until then is not given again, epoch milliseconds. */
let forgottenAt = 0;

/** Has every page asked for anew: something was changed through this very Worker. */
export function forgetLedgerPages(): void {
  kept.clear();
  forgottenAt = Date.now();
}

/**
 * Gives the page that `ask` would, from memory or the Cache API where it was asked within the last minute. The
 * problem instead, where the client has asked too often or the page does not exist.
 */
export async function readLedgerPage<T>(
  c: AppContext,
  key: string,
  ask: () => Promise<Result<T>>,
): Promise<T | Response> {
  const now = Date.now();
  const known = kept.find(key);
  if (known !== undefined && isGood(known.askedAt, now)) return known.page as T;
  const cacheKey = CACHE_ORIGIN + key;
  const cached = await caches.default.match(cacheKey);
  if (cached !== undefined) {
    if (isGood(Number(cached.headers.get(ASKED_AT)), now)) return (await cached.json()) as T;
    cached.body?.cancel().catch(() => {});
  }
  const refusal = await limitReads(c);
  if (refusal !== null) return answerFailure(refusal);
  const answer = await ask();
  if (!answer.ok) return answerFailure(answer.failure);
  const text = JSON.stringify(answer.value);
  kept.keep(key, { askedAt: now, page: answer.value }, text.length);
  const copy = new Response(text, {
    headers: {
      'content-type': 'application/json',
      'cache-control': `max-age=${KEPT_SECONDS}`,
      [ASKED_AT]: String(now),
    },
  });
  c.executionCtx.waitUntil(caches.default.put(cacheKey, copy));
  return answer.value;
}

/** The refusal of somebody who would not have come here if the published store had answered: it is not their fault. */
export function excuseStore(refusal: Response): Response {
  if (refusal.status !== 429) return refusal;
  return answerFailure({ code: 'storage_unavailable', retryAfterSeconds: LIMIT_SECONDS });
}

function isGood(askedAt: number, now: number): boolean {
  // One from the future was asked before the clock was set back.
  return askedAt > forgottenAt && askedAt <= now && askedAt + KEPT_SECONDS * 1000 > now;
}
