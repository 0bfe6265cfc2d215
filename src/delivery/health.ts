/** How an endpoint fares: since when it fails, and when people are told. Pure: clock and storage are elsewhere. */

import { decideDisabling } from './retry.ts';

/** Times are epoch milliseconds. */
export interface Health {
  /** The first failure since the last success; null: not failing. */
  readonly failingSince: number | null;
  /** The message that failed last. */
  readonly failedMessageId: string | null;
  /** How many different messages have failed since then; counting stops at two, which is all that matters. */
  readonly failedMessages: number;
  /** Its owner was told; not again before a success. */
  readonly isReported: boolean;
}

export const UNTRIED: Health = {
  failingSince: null,
  failedMessageId: null,
  failedMessages: 0,
  isReported: false,
};

/** How sending goes on after failures; a WebSub lease is only ended by its time or by 410 (W3C WebSub §7). */
export interface DeliveryPolicy {
  readonly disablesOnFailure: boolean;
}

/** An endpoint's owner is told when one message has failed this often. */
export const FAILURES_BEFORE_REPORT = 4;

/** Counts a failure of one message; `failedAttempts` are that message's own so far, this one included. */
export function recordFailure(
  health: Health,
  failure: { readonly messageId: string; readonly failedAttempts: number; readonly at: number },
): Health {
  const isOther = health.failedMessageId !== failure.messageId;
  return {
    ...health,
    failingSince: health.failingSince ?? failure.at,
    failedMessageId: failure.messageId,
    failedMessages: Math.min(2, health.failedMessages + (isOther ? 1 : 0)),
    isReported: health.isReported || failure.failedAttempts >= FAILURES_BEFORE_REPORT,
  };
}

/** Why the endpoint is disabled now, in a sentence; null: it is not. */
export function diagnose(
  health: Health,
  policy: DeliveryPolicy,
  isGone: boolean,
  now: number,
): string | null {
  if (!isGone && !policy.disablesOnFailure) return null;
  const { failingSince, failedMessages } = health;
  return decideDisabling({ isGone, failingSince, failedMessages, now });
}
