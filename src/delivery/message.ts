/** A message: one event for one endpoint, its names and its states. Pure. */

import type { EndpointState } from './endpoint.ts';
import type { MessageType } from './event.ts';
import type { DeliveryFailure } from './failure.ts';

/** What `buildMessageId` makes; the ids of events sort by their time, and so do these. */
export const MESSAGE_ID = /^msg_[0-9A-Z]{26}_[0-9A-Z]{26}$/;
const EVENT_OF_MESSAGE = /^msg_([0-9A-Z]{26})_/;

/** The id of an event's message for an endpoint, `webhook-id`: the same on every attempt, shared by no other. */
export function buildMessageId(eventId: string, endpointId: string): string {
  return `msg_${eventId}_${endpointId.replace(/^ep_/, '')}`;
}

/** The event of a message; null where that is no id of ours. */
export function readEventId(messageId: string): string | null {
  return EVENT_OF_MESSAGE.exec(messageId)?.[1] ?? null;
}

/** An event as a queue is given it, for all of its endpoints alike. */
export interface QueuedEvent {
  readonly id: string;
  readonly type: MessageType;
  readonly articleId: string | null;
  /** The article's revision, by which a withdrawal knows what came before it; 0 for what is about no article. */
  readonly revision: number;
  /** The very bytes that are signed and sent. */
  readonly body: string;
  /** Header fields of these very bytes, where their format has any. */
  readonly headers: Readonly<Record<string, string>> | null;
  /** When it happened, epoch milliseconds. */
  readonly createdAt: number;
}

/**
 * `pending` will be sent; `held` waits because its endpoint is not active; `failed` was given up; `cancelled` spoke
 * of what was withdrawn before it was delivered, and has lost its body.
 */
export type MessageState = 'pending' | 'delivered' | 'failed' | 'held' | 'cancelled';

/** An attempt that is over. */
export interface AttemptRecord {
  /** When it began, epoch milliseconds. */
  readonly at: number;
  /** null: no answer came. */
  readonly status: number | null;
  readonly latencyMs: number;
  /** null: it was delivered. */
  readonly failure: DeliveryFailure | null;
}

/** A message as people are shown it. */
export interface MessageRecord {
  readonly id: string;
  readonly event: MessageType;
  readonly articleId: string | null;
  readonly state: MessageState;
  readonly nextAttemptAt: number | null;
  /** When the attempt began that waits for its answer just now, epoch milliseconds; null: there is none. */
  readonly inFlightSince: number | null;
  readonly createdAt: number;
  readonly attempts: readonly AttemptRecord[];
}

/** Where a message stands. */
export interface MessageProgress {
  readonly state: MessageState;
  /** Attempts made under the schedule; what recovers starts again at 0. */
  readonly stepsTaken: number;
  /** Epoch milliseconds; null unless it is pending. */
  readonly nextAttemptAt: number | null;
  /** True after a digest that was refused: one of its messages is at fault, so each goes by itself. */
  readonly isAlone: boolean;
}

/** Where a message begins; `dueAt` matters to one that is pending. */
export function beginProgress(endpointState: EndpointState, dueAt: number): MessageProgress {
  const isPending = endpointState === 'active';
  return {
    state: isPending ? 'pending' : 'held',
    stepsTaken: 0,
    nextAttemptAt: isPending ? dueAt : null,
    isAlone: false,
  };
}
