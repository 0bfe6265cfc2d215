/** The one POST: sends a prepared request, and says what became of it within a time that no receiver can stretch. */

import { describeNetworkError, isOverloadStatus, TIMEOUT_SENTENCE } from './answer.ts';
import type { FormatAdapter, PreparedRequest, Verdict } from './format/format.ts';
import { MAX_RETRY_AFTER_SECONDS, parseRetryAfter } from './retry.ts';

/** Standard Webhooks 1.0.0 advises 15 to 30 s. */
export const ATTEMPT_TIMEOUT_MS = 15_000;
/** The services' answers are a few hundred bytes; nothing beyond this is read. */
export const MAX_ANSWER_BYTES = 4096;

const USER_AGENT = 'Gazette-Webhooks/1.0';

export interface AttemptTools {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** For the whole exchange, headers and body. */
  readonly timeoutMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface AttemptOutcome {
  /** When it began, epoch milliseconds. */
  readonly at: number;
  /** null: no answer came. */
  readonly status: number | null;
  readonly latencyMs: number;
  readonly verdict: Verdict;
  /** The receiver should be left alone for a while: 429, 502, 503, 504, a timeout, or its service's own word for it. */
  readonly isOverloaded: boolean;
}

/** Makes one attempt. Never throws: whatever goes wrong is in the verdict, in words for a clerk. */
export async function sendAttempt(
  request: PreparedRequest,
  adapter: FormatAdapter,
  tools: AttemptTools,
): Promise<AttemptOutcome> {
  const at = tools.now();
  const signal = AbortSignal.timeout(tools.timeoutMs);
  let status: number | null = null;
  let verdict: Verdict;
  try {
    const response = await waitUntilAbort(
      tools.fetch(request.url, {
        method: 'POST',
        headers: { ...request.headers, 'user-agent': USER_AGENT },
        body: request.body,
        redirect: 'manual',
        signal,
      }),
      signal,
    );
    status = response.status;
    verdict = await judge(response, adapter, signal, at);
  } catch (error) {
    verdict = { kind: 'again', retryAfterSeconds: null, error: describeNetworkError(error) };
  }
  const isOverloaded =
    verdict.kind !== 'delivered' &&
    (verdict.kind === 'throttled' ||
      (status !== null && isOverloadStatus(status)) ||
      verdict.error === TIMEOUT_SENTENCE);
  return { at, status, latencyMs: Math.max(0, tools.now() - at), verdict, isOverloaded };
}

/** What comes of an attempt that is not made at all. */
export function refuseToSend(at: number, error: string): AttemptOutcome {
  return { at, status: null, latencyMs: 0, verdict: { kind: 'permanent', error }, isOverloaded: false };
}

async function judge(
  response: Response,
  adapter: FormatAdapter,
  signal: AbortSignal,
  now: number,
): Promise<Verdict> {
  const { status, headers } = response;
  const body = adapter.ignoresBody ? await discard(response) : await readAnswerStart(response, signal);
  const verdict = adapter.classify({ status, headers, body });
  if (verdict.kind !== 'throttled' && verdict.kind !== 'again') return verdict;
  const wishes = [parseRetryAfter(headers.get('retry-after'), now), verdict.retryAfterSeconds];
  const seconds = wishes.filter((wish) => wish !== null);
  if (seconds.length === 0) return verdict;
  return { ...verdict, retryAfterSeconds: Math.min(Math.max(...seconds), MAX_RETRY_AFTER_SECONDS) };
}

/** Reads at most MAX_ANSWER_BYTES and lets the rest go; throws where the time is up before that. */
export async function readAnswerStart(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytesLeft = MAX_ANSWER_BYTES;
  try {
    while (bytesLeft > 0) {
      const { done, value } = await waitUntilAbort(reader.read(), signal);
      if (done) break;
      text += decoder.decode(value.subarray(0, bytesLeft), { stream: true });
      bytesLeft -= value.byteLength;
    }
  } finally {
    // Not awaited: a receiver must not be able to hold the attempt by how it closes.
    reader.cancel().catch(() => {});
  }
  return text;
}

async function discard(response: Response): Promise<string> {
  response.body?.cancel().catch(() => {});
  return '';
}

/** Settles with the promise, or rejects with the signal's reason, even where the platform ignores the signal. */
export async function waitUntilAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
