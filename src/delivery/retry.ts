/** When an attempt is made again, or never, and when an endpoint is given up. Pure: clock and chance are arguments. */

/** Retry-After beyond a day is read as a day: a message must not sleep past its receiver's memory. */
export const MAX_RETRY_AFTER_SECONDS = 86_400;
/** How long an overloaded receiver is left alone under the default schedule. */
export const OVERLOAD_PAUSE_SECONDS = 60;
/** Standard Webhooks 1.0.0, "Delivery success and failure": disable what has failed for days. */
export const DISABLE_AFTER_MS = 5 * 86_400_000;
/** ±20 %: retries of many messages that failed together must not come back together. */
export const JITTER = 0.2;

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

export interface NextAttemptInput {
  /** Attempts made under this schedule so far; 0 asks for the first one. */
  readonly attemptsMade: number;
  /** Seconds before each attempt. */
  readonly scheduleSeconds: readonly number[];
  readonly hasDefaultSchedule: boolean;
  readonly retryAfterSeconds: number | null;
  /** The last attempt ended in 429, 502, 503, 504 or a timeout. */
  readonly wasThrottled: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: number;
}

/** When the next attempt is due, in epoch milliseconds, or `exhausted` where the schedule has no further one. */
export function computeNextAttempt(input: NextAttemptInput): number | 'exhausted' {
  const seconds = input.scheduleSeconds[input.attemptsMade];
  if (seconds === undefined) return 'exhausted';
  const jittered = seconds * (1 - JITTER + 2 * JITTER * input.random);
  const pause = input.wasThrottled && input.hasDefaultSchedule ? OVERLOAD_PAUSE_SECONDS : 0;
  const retryAfter = Math.min(input.retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS);
  return input.now + Math.round(Math.max(jittered, pause, retryAfter) * 1000);
}

export interface DisablingInput {
  /** The receiver said that it is no more (410, or what means the same to its service). */
  readonly isGone: boolean;
  /** When the first failure since the last success was, epoch milliseconds; null: not failing. */
  readonly failingSince: number | null;
  /** How many different messages have failed since then. */
  readonly failedMessages: number;
  readonly now: number;
}

/** Why the endpoint is disabled now, as a sentence for its owner; null: it is not. */
export function decideDisabling(input: DisablingInput): string | null {
  if (input.isGone) return 'The receiver answered that this address is gone for good.';
  // One message may be at fault itself; two that fail for days show that the receiver is.
  if (input.failingSince === null || input.failedMessages < 2) return null;
  if (input.now - input.failingSince < DISABLE_AFTER_MS) return null;
  return 'Nothing was delivered for five days.';
}
