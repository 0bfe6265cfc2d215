/**
 * A service's rate limit, kept with one number (the generic cell rate algorithm, ITU-T I.371): when the bucket
 * will be full again. Pure: whole milliseconds in, whole milliseconds out, so that nothing drifts.
 */

import type { RateLimit } from './format/format.ts';

/** Epoch milliseconds; a moment that has passed means a full bucket. */
export interface RateState {
  readonly fullAt: number;
  /** The service asked for silence until then. */
  readonly blockedUntil: number;
}

export const UNUSED_RATE: RateState = { fullAt: 0, blockedUntil: 0 };

/** How many requests may go now. */
export function countAllowed(state: RateState, limit: RateLimit | null, now: number): number {
  if (now < state.blockedUntil) return 0;
  if (limit === null) return Number.POSITIVE_INFINITY;
  const missingMs = Math.max(0, state.fullAt - now);
  return Math.floor((limit.burst * limit.intervalMs - missingMs) / limit.intervalMs);
}

/** The state after one request now. */
export function spendOne(state: RateState, limit: RateLimit | null, now: number): RateState {
  return limit === null ? state : { ...state, fullAt: Math.max(state.fullAt, now) + limit.intervalMs };
}

/** The state after the service asked for silence; a shorter wish does not undo a longer one. */
export function blockUntil(state: RateState, until: number): RateState {
  return { ...state, blockedUntil: Math.max(state.blockedUntil, until) };
}

/** The earliest moment at which a request may go. */
export function findNextAllowed(state: RateState, limit: RateLimit | null): number {
  const fromBucket = limit === null ? 0 : state.fullAt - (limit.burst - 1) * limit.intervalMs;
  return Math.max(state.blockedUntil, fromBucket);
}
