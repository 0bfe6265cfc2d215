/** Reads what every service's answers have in common: JSON, `Retry-After`, HTTP statuses. */

import * as z from 'zod';
import type { FormatName } from '../endpoint.ts';
import type { DeliveryFailure } from '../failure.ts';
import { failByStatus } from '../failure.ts';
import type { ReceiverAnswer, Verdict } from './format.ts';

const object = z.lazy(() => z.record(z.string(), z.unknown()));

/** The answer's JSON object; null where it is anything else. */
export function readAnswerObject(answer: ReceiverAnswer): Readonly<Record<string, unknown>> | null {
  try {
    return object.safeParse(JSON.parse(answer.body)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * Seconds of a numeric `Retry-After` (RFC 9110 §10.2.3), rounded up, because some services send a fraction;
 * else null: a date says nothing without a clock, and whoever makes the attempt has one and reads it.
 */
export function readRetryAfterSeconds(headers: Headers): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(text) ? Math.ceil(Number(text)) : null;
}

/** 2xx: the least that every success has. */
export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A positive finite number of seconds from an answer's JSON, rounded up; else null. */
export function readSeconds(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.ceil(value) : null;
}

/** The verdict on an answer of which nothing is known but its status; never `delivered`. */
export function classifyStatus(answer: ReceiverAnswer, service: FormatName): Verdict {
  const { status, sentBytes } = answer;
  const failure: DeliveryFailure =
    status < 300 ? { code: 'answer_unexpected', service } : failByStatus(status, sentBytes);
  if (status === 410) return end(failure);
  if (status === 413) return refuse(failure);
  const retryAfterSeconds = readRetryAfterSeconds(answer.headers);
  if (status === 429) {
    return throttle({ code: 'rate_limited', service }, retryAfterSeconds);
  }
  return { kind: 'again', retryAfterSeconds, failure };
}

/** The verdict where somebody has to do something: until then it is tried again. */
export function askFor(failure: DeliveryFailure): Verdict {
  return { kind: 'again', retryAfterSeconds: null, failure };
}

/** The verdict where too much came; `isShared`: the limit may be somebody else's as well. */
export function throttle(
  failure: DeliveryFailure,
  retryAfterSeconds: number | null,
  isShared = false,
): Verdict {
  return { kind: 'throttled', retryAfterSeconds, isShared, failure };
}

/** The verdict on a message that will never be taken. */
export function refuse(failure: DeliveryFailure): Verdict {
  return { kind: 'permanent', failure };
}

/** The verdict on an endpoint that is no more. */
export function end(failure: DeliveryFailure): Verdict {
  return { kind: 'gone', failure };
}
