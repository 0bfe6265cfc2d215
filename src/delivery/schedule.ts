/** What goes next and when: retries, rates, holds, digests and slots. Pure: clock and chance are arguments. */

import type { RateLimit } from './format/format.ts';
import { hashText } from './shard.ts';

/** ±20 %: what failed together must not come back together. */
export const JITTER = 0.2;

/** When something that failed is tried again: each use has its own numbers. */
export interface RetryLadder {
  /** Seconds before each attempt; the first entry is the wait before the first attempt. */
  readonly stepsSeconds: readonly number[];
  /** True where the last step is repeated for as long as it takes; else attempts end with it. */
  readonly isEndless: boolean;
}

/** Calls between the service's own objects, and writes to its store: soon, then every five minutes until it succeeds. */
export const CALL_LADDER: RetryLadder = {
  stepsSeconds: [0, 2, 4, 8, 16, 32, 64, 128, 256, 300],
  isEndless: true,
};

/**
 * When the attempt after `attemptsMade` is due, epoch milliseconds; null where the ladder has no further one. Never
 * earlier than `leastSeconds` from now.
 */
export function computeRetryAt(
  ladder: RetryLadder,
  attempt: {
    readonly attemptsMade: number;
    readonly leastSeconds?: number;
    readonly now: number;
    /** From 0 to 1. */
    readonly random: number;
  },
): number | null {
  const { stepsSeconds, isEndless } = ladder;
  const step = isEndless ? Math.min(attempt.attemptsMade, stepsSeconds.length - 1) : attempt.attemptsMade;
  const seconds = stepsSeconds[step];
  if (seconds === undefined) return null;
  const jittered = seconds * (1 - JITTER + 2 * JITTER * attempt.random);
  return attempt.now + Math.round(Math.max(jittered, attempt.leastSeconds ?? 0) * 1000);
}

/**
 * How often an endpoint may be called, kept with one number (the generic cell rate algorithm, ITU-T I.371): the moment
 * at which the bucket is full again, epoch milliseconds. One that has passed means a full bucket.
 */
export type BucketFullAt = number;

/** How many requests may go now. */
export function countAllowed(fullAt: BucketFullAt, limit: RateLimit | null, now: number): number {
  if (limit === null) return Number.POSITIVE_INFINITY;
  const missingMs = Math.max(0, fullAt - now);
  return Math.floor((limit.burst * limit.intervalMs - missingMs) / limit.intervalMs);
}

/** The bucket after one request now. */
export function spendOne(fullAt: BucketFullAt, limit: RateLimit | null, now: number): BucketFullAt {
  return limit === null ? fullAt : Math.max(fullAt, now) + limit.intervalMs;
}

/** The earliest moment at which a request may go. */
export function findNextAllowed(fullAt: BucketFullAt, limit: RateLimit | null): number {
  return limit === null ? 0 : fullAt - (limit.burst - 1) * limit.intervalMs;
}

/** A time in which an endpoint gets nothing, because it asked for that. Epoch milliseconds. */
export interface Hold {
  readonly since: number;
  readonly until: number;
}

/**
 * When a message may go whose endpoint may have asked for a pause: what was held together is spread by the jitter once
 * that ends.
 */
export function computeDueAt({ id, nextAttemptAt }: Omit<Waiting, 'isAlone'>, hold: Hold | null): number {
  if (hold === null) return nextAttemptAt;
  const spreadMs = Math.round((hashText(id) / 2 ** 32) * JITTER * (hold.until - hold.since));
  return Math.max(nextAttemptAt, hold.until + spreadMs);
}

/** More in one digest would be cut by every service anyway. */
export const MAX_DIGEST_MESSAGES = 50;

/** A message that could go, as far as choosing depends on it. */
export interface Waiting {
  readonly id: string;
  readonly nextAttemptAt: number;
  readonly isAlone: boolean;
}

/** What an endpoint is sent next: one message, or several that are merged; or nothing before `nextAt`. */
export type Plan<Message> =
  | { readonly messages: readonly Message[] }
  | { readonly messages: null; readonly nextAt: number };

/**
 * Chooses what an endpoint is sent next of what waits for it (oldest first, at least one). Where more is due than the
 * service's limit lets through and its format merges, everything that is not on its own goes as one digest.
 */
export function planNext<Message extends Waiting>(
  waiting: readonly Message[],
  state: { readonly bucketFullAt: BucketFullAt; readonly hold: Hold | null },
  format: { readonly rateLimit: RateLimit | null; readonly mergesMessages: boolean },
  now: number,
): Plan<Message> {
  const timeOf = (message: Waiting) => computeDueAt(message, state.hold);
  const due = waiting.filter((message) => timeOf(message) <= now);
  const allowed = countAllowed(state.bucketFullAt, format.rateLimit, now);
  const [first] = due;
  if (first === undefined || allowed < 1) {
    const soonest = waiting.reduce((at, message) => Math.min(at, timeOf(message)), Number.POSITIVE_INFINITY);
    const nextAt = Math.max(soonest, findNextAllowed(state.bucketFullAt, format.rateLimit));
    return { messages: null, nextAt };
  }
  if (due.length <= allowed || !format.mergesMessages) return { messages: [first] };
  const together = due.filter(({ isAlone }) => !isAlone).slice(0, MAX_DIGEST_MESSAGES);
  return { messages: together.length > 0 ? together : [first] };
}

/** Which of a queue's Senders makes a POST. */
export type Lane = number;

/** The platform lets an object wait for six answers at a time. */
export const SLOTS_PER_LANE = 6;
/** Lanes of healthy endpoints: some to send by, and the others for when receivers keep their slots. */
const HEALTHY_LANES = 9;
/** Lanes of endpoints that fail or are slow: whatever they do, they take none of the others. */
const UNHEALTHY_LANES = 4;
/** Calls of Senders to healthy endpoints in flight at a time; one whose POSTs are all late delays nobody any more. */
const MAX_PUNCTUAL_LANES = 4;

/** A POST that waits for its answer. */
export interface Slot {
  readonly lane: Lane;
  /** It has taken longer than most receivers do (LATE_MS). */
  readonly isLate: boolean;
}

/** Where POSTs may be made by one call, and how many. */
export interface Room {
  readonly lane: Lane;
  readonly slots: number;
}

/** A POST that takes longer than this is late: most receivers answer sooner. */
export const LATE_MS = 300;
/** An endpoint that takes longer than this is not healthy, until it is quicker. */
export const SLOW_MS = 2_000;

/**
 * The room for the next POSTs to endpoints that are healthy or not: the emptiest lane whose POSTs were all answered or are
 * late, so that as many as can be go by one call. Null where there is none.
 */
export function chooseLane(open: Iterable<Slot>, isHealthy: boolean): Room | null {
  const first = isHealthy ? 0 : HEALTHY_LANES;
  const rooms = Array.from({ length: isHealthy ? HEALTHY_LANES : UNHEALTHY_LANES }, (_, index) => ({
    lane: first + index,
    slots: SLOTS_PER_LANE,
    isPunctual: false,
  }));
  for (const { lane, isLate } of open) {
    const room = rooms[lane - first];
    if (room === undefined) continue;
    room.slots -= 1;
    room.isPunctual ||= !isLate;
  }
  const free = rooms.filter(({ isPunctual }) => !isPunctual);
  if (isHealthy && rooms.length - free.length >= MAX_PUNCTUAL_LANES) return null;
  const best = free.reduce((one, other) => (other.slots > one.slots ? other : one), {
    lane: first,
    slots: 0,
  });
  return best.slots > 0 ? { lane: best.lane, slots: best.slots } : null;
}
