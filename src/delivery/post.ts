/** The one POST: builds it, sends it, and says what became of it within a time that no receiver can stretch. */

import type { Settings } from '../settings.ts';
import type { DeliveryFormat, EndpointTarget } from './endpoint.ts';
import { encodeBody } from './event-body.ts';
import type { DeliveryFailure } from './failure.ts';
import { isOverload, readNetworkFailure } from './failure.ts';
import type { FormatAdapter, PreparedRequest, Verdict } from './format/format.ts';
import { findAdapter } from './format/formats.ts';
import type { QueuedEvent } from './message.ts';
import type { CheckedTarget } from './target.ts';
import { checkTarget } from './target.ts';

/** Standard Webhooks 1.0.0 advises 15 to 30 s. */
export const ATTEMPT_TIMEOUT_MS = 15_000;
/** The services' answers are a few hundred bytes; nothing beyond this is read. */
export const MAX_ANSWER_BYTES = 4096;
/** Retry-After beyond a day is read as a day: a message must not sleep past its receiver's memory. */
export const MAX_RETRY_AFTER_SECONDS = 86_400;

const USER_AGENT = 'Gazette-Webhooks/1.0';

/** What came of one attempt. */
export interface Attempt {
  /** When it began, epoch milliseconds. */
  readonly at: number;
  /** null: no answer came. */
  readonly status: number | null;
  readonly latencyMs: number;
  readonly verdict: Verdict;
  /** The receiver should be left alone for a while: its status, its silence or its service's own word says so (`isOverload`). */
  readonly isOverloaded: boolean;
  /** It was never made: the address is refused, or nothing could be built for it. */
  readonly isUnsent: boolean;
}

/** A POST to make: one message, or a digest of several. */
export interface Post {
  readonly target: EndpointTarget;
  /** Those of one event share it, so that a call that makes several POSTs carries its text once. */
  readonly messages: readonly {
    readonly id: string;
    readonly event: Pick<QueuedEvent, 'type' | 'body' | 'headers'>;
  }[];
}

/** A POST that is ready, or why there is none; `named` has the ids of the messages that its receiver is told. */
export type BuiltPost = { readonly format: DeliveryFormat; readonly named: readonly string[] } & (
  | { readonly ok: true; readonly request: PreparedRequest }
  | { readonly ok: false; readonly failure: DeliveryFailure }
);

/** Whether an address may be called, by the rules as they are now: they may have changed since it was taken. */
export function checkAddress(
  url: string,
  { allowPrivateTargets, publicUrl }: Pick<Settings, 'allowPrivateTargets' | 'publicUrl'>,
): CheckedTarget {
  return checkTarget(url, { allowPrivate: allowPrivateTargets, ownHosts: [new URL(publicUrl).host] });
}

/** Builds and signs a POST. `now`: epoch milliseconds. */
export async function buildPost(
  { target, messages }: Post,
  settings: Pick<Settings, 'allowPrivateTargets' | 'publicUrl' | 'title' | 'timezone'>,
  now: number,
): Promise<BuiltPost> {
  const { format } = target;
  const unbuilt = { ok: false, format, named: messages.map(({ id }) => id) } as const;
  const checked = checkAddress(target.url, settings);
  if (!checked.ok) return { ...unbuilt, failure: { code: 'target_refused', violation: checked.violation } };
  const { title, timezone } = settings;
  const context = { endpoint: target, now, publicationTitle: title, timezone };
  try {
    const outgoing = messages.map(({ id, event: { type, body, headers } }) => ({
      ...{ id, type, body },
      ...(headers !== null && { headers }),
    }));
    return { ok: true, format, ...(await findAdapter(format).build(outgoing, context)) };
  } catch {
    return { ...unbuilt, failure: { code: 'message_unbuildable' } };
  }
}

/** Makes the one attempt that a POST is for, until `signal`; none, where it could not be built. */
export async function attempt(post: BuiltPost, signal: AbortSignal): Promise<Attempt> {
  if (post.ok) return await sendPost(post.request, post.format, signal);
  const verdict: Verdict = { kind: 'permanent', failure: post.failure };
  return { at: Date.now(), status: null, latencyMs: 0, verdict, isOverloaded: false, isUnsent: true };
}

/** Makes one attempt, until `signal`. Never throws: whatever goes wrong is in the verdict. */
export async function sendPost(
  request: PreparedRequest,
  format: DeliveryFormat,
  signal: AbortSignal,
): Promise<Attempt> {
  const at = Date.now();
  let status: number | null = null;
  let verdict: Verdict;
  try {
    const response = await waitUntilAbort(
      fetch(request.url, {
        method: request.method ?? 'POST',
        headers: { ...request.headers, 'user-agent': USER_AGENT },
        body: encodeBody(request.body),
        redirect: 'manual',
        signal,
      }),
      signal,
    );
    status = response.status;
    verdict = await judge(response, request.body, findAdapter(format), signal, at);
  } catch (error) {
    verdict = { kind: 'again', retryAfterSeconds: null, failure: readNetworkFailure(error) };
  }
  const isOverloaded =
    verdict.kind === 'throttled' || (verdict.kind !== 'delivered' && isOverload(verdict.failure));
  return { at, status, latencyMs: Math.max(0, Date.now() - at), verdict, isOverloaded, isUnsent: false };
}

async function judge(
  response: Response,
  sent: string,
  adapter: FormatAdapter,
  signal: AbortSignal,
  now: number,
): Promise<Verdict> {
  const { status, headers } = response;
  const body = adapter.ignoresBody ? await discard(response) : await readAnswerStart(response, signal);
  const verdict = adapter.classify({
    status,
    headers,
    body,
    get sentBytes() {
      return new TextEncoder().encode(sent).length;
    },
  });
  if (verdict.kind !== 'throttled' && verdict.kind !== 'again') return verdict;
  const wishes = [parseRetryAfter(headers.get('retry-after'), now), verdict.retryAfterSeconds];
  const seconds = wishes.filter((wish) => wish !== null);
  if (seconds.length === 0) return verdict;
  return { ...verdict, retryAfterSeconds: Math.min(Math.max(...seconds), MAX_RETRY_AFTER_SECONDS) };
}

const OBSOLETE_HTTP_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3: seconds or an HTTP date, its two obsolete forms included) as
 * seconds from `now`, 0 to MAX_RETRY_AFTER_SECONDS; null where there is none or nobody can read it.
 */
export function parseRetryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  // A fraction is outside the RFC, but services send it: it is rounded up.
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text)), MAX_RETRY_AFTER_SECONDS);
  const date = OBSOLETE_HTTP_DATE.test(text) ? `${text} GMT` : text;
  if (!/^[A-Z][a-z]{2}.* GMT$/.test(date)) return null;
  const at = Date.parse(date);
  if (Number.isNaN(at)) return null;
  return Math.min(Math.max(Math.ceil((at - now) / 1000), 0), MAX_RETRY_AFTER_SECONDS);
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

/** With a challenge before it, it stays within the 30 s that a Worker lives after its answer. */
const LAST_CALL_TIMEOUT_MS = 10_000;

/** A last word to a receiver: a GET, made once. */
export interface LastCall {
  readonly url: string;
  /** Many sites refuse whoever has no name. */
  readonly userAgent: string;
}

/** Makes it. What is answered is of no account: whoever does not listen was promised nothing. */
export async function makeLastCall({ url, userAgent }: LastCall): Promise<void> {
  try {
    const signal = AbortSignal.timeout(LAST_CALL_TIMEOUT_MS);
    const headers = { 'user-agent': userAgent };
    const response = await waitUntilAbort(fetch(url, { headers, redirect: 'manual', signal }), signal);
    response.body?.cancel().catch(() => {});
  } catch {
    // Nobody there: nothing is lost.
  }
}
