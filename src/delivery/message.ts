/** A message: one event for one endpoint, and the states it goes through. Pure: storage and clock are elsewhere. */

import type { AttemptOutcome } from './attempt.ts';
import type { EndpointState } from './endpoint.ts';
import type { MessageType } from './event.ts';
import { computeNextAttempt } from './retry.ts';

/**
 * `pending` will be sent; `held` waits because its endpoint is not active; `failed` was given up; `cancelled` spoke
 * of what was withdrawn before it was delivered, and has lost its body.
 */
export type MessageState = 'pending' | 'delivered' | 'failed' | 'held' | 'cancelled';

/** Why a message cannot be sent again. */

/** A message as the ledger hands it over. Times are epoch milliseconds. */
export interface IncomingMessage {
  /** `webhook-id`: the same on every attempt, never shared by two messages. */
  readonly id: string;
  readonly type: MessageType;
  readonly articleId: string | null;
  /** The very bytes that are signed and sent. */
  readonly body: string;
  /** Header fields of this very message, where its format has any. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When the event happened. */
  readonly createdAt: number;
}

/** A message that arrived with its first attempt. */
export interface DeliveredMessage {
  readonly message: IncomingMessage;
  /** When the attempt began, epoch milliseconds. */
  readonly at: number;
  readonly status: number | null;
  readonly latencyMs: number;
}

/** An attempt as people are shown it: never with the receiver's own words. */
export interface AttemptRecord {
  readonly at: number;
  /** null: no answer, or none yet. */
  readonly status: number | null;
  /** null while it is under way. */
  readonly latencyMs: number | null;
  /** What went wrong, in words for a clerk; null: nothing. */
  readonly error: string | null;
}

/** A message as people are shown it. */
export interface MessageRecord {
  readonly id: string;
  readonly event: MessageType;
  readonly articleId: string | null;
  readonly state: MessageState;
  readonly nextAttemptAt: number | null;
  readonly createdAt: number;
  readonly attempts: readonly AttemptRecord[];
}

/** Where a message stands after something happened to it. */
export interface MessageProgress {
  readonly state: MessageState;
  /** Attempts made under the schedule; what recovers starts again at 0. */
  readonly stepsTaken: number;
  readonly nextAttemptAt: number | null;
  /** True after a digest that was refused: one of its messages is at fault, so each goes by itself. */
  readonly isAlone: boolean;
}

/** Where a message is before anything was done; `dueAt` matters to one that is pending. */
export function beginProgress(state: MessageState, dueAt: number): MessageProgress {
  return { state, stepsTaken: 0, nextAttemptAt: state === 'pending' ? dueAt : null, isAlone: false };
}

/** Where a message begins; `isWithdrawn`: its article was withdrawn after it. */
export function decideArrival(endpointState: EndpointState, isWithdrawn: boolean): MessageState {
  if (isWithdrawn) return 'cancelled';
  return endpointState === 'active' ? 'pending' : 'held';
}

/**
 * True where a withdrawal at `withdrawnAt` makes a message pointless: it is earlier, and not the notice of this
 * very withdrawal.
 */
export function isOvertaken(
  message: Pick<IncomingMessage, 'type' | 'createdAt'>,
  withdrawnAt: number,
): boolean {
  if (message.createdAt !== withdrawnAt) return message.createdAt < withdrawnAt;
  return message.type !== 'article.withdrawn';
}

export interface OutcomeInput {
  /** As it stands when the answer comes, not when the attempt began. */
  readonly message: MessageProgress;
  readonly outcome: Pick<AttemptOutcome, 'verdict' | 'isOverloaded'>;
  /** The attempt carried several messages. */
  readonly isDigest: boolean;
  readonly scheduleSeconds: readonly number[];
  readonly hasDefaultSchedule: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
  /** From 0 to 1. */
  readonly random: number;
}

/** Where a message stands after an attempt. */
export function decideOutcome(input: OutcomeInput): MessageProgress {
  const { message, outcome, now } = input;
  const { verdict } = outcome;
  const stepsTaken = message.stepsTaken + 1;
  // Erased while the attempt was under way: whatever was answered, there is nothing left to send.
  if (message.state === 'cancelled') return message;
  if (verdict.kind === 'delivered') return settle(message, 'delivered', stepsTaken);
  // Held, or delivered by an earlier attempt: a failure changes neither.
  if (message.state !== 'pending') return { ...message, stepsTaken };
  if (verdict.kind === 'gone') return settle(message, 'held', stepsTaken);
  if (verdict.kind === 'permanent') {
    return input.isDigest
      ? { state: 'pending', stepsTaken, nextAttemptAt: now, isAlone: true }
      : settle(message, 'failed', stepsTaken);
  }
  const next = computeNextAttempt({
    attemptsMade: stepsTaken,
    scheduleSeconds: input.scheduleSeconds,
    hasDefaultSchedule: input.hasDefaultSchedule,
    retryAfterSeconds: verdict.retryAfterSeconds,
    wasThrottled: outcome.isOverloaded,
    now,
    random: input.random,
  });
  if (next === 'exhausted') return settle(message, 'failed', stepsTaken);
  return { ...message, stepsTaken, nextAttemptAt: next };
}

function settle(message: MessageProgress, state: MessageState, stepsTaken: number): MessageProgress {
  return { state, stepsTaken, nextAttemptAt: null, isAlone: message.isAlone };
}
