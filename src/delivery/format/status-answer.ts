/** What W3C WebSub and Standard Webhooks have in common: one message a POST, and an answer that is its status alone. */

import { failByStatus } from '../failure.ts';
import type { FormatAdapter, OutgoingMessage, ReceiverAnswer, Verdict } from './format.ts';
import { askFor, end, isSuccessStatus, throttle } from './service-answer.ts';

/** The part of an adapter that follows from it. */
export const STATUS_ANSWERS = {
  isHostBound: false,
  rateLimit: null,
  mergesMessages: false,
  ignoresBody: true,
  classify: classifyStatusAlone,
} as const satisfies Partial<FormatAdapter>;

/** The one message of a POST. */
export function takeOnly(messages: readonly OutgoingMessage[]): OutgoingMessage {
  const [message] = messages;
  if (message === undefined) throw new RangeError('A request needs a message.');
  return message;
}

/**
 * Standard Webhooks 1.0.0, "Delivery success and failure", and W3C WebSub §7, "Subscriber response": 2xx alone is
 * success, 410 is the end, 429 and 503 ask to wait, everything else is tried again.
 */
function classifyStatusAlone(answer: ReceiverAnswer): Verdict {
  const { status } = answer;
  if (isSuccessStatus(status)) return { kind: 'delivered' };
  const failure = failByStatus(status, answer.sentBytes);
  if (status === 410) return end(failure);
  return status === 429 || status === 503 ? throttle(failure, null) : askFor(failure);
}
