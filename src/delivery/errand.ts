/** An errand: one first attempt that a Courier makes. */

import { API_ENGLISH, describeViolation } from '../messages/problems.ts';
import type { Settings } from '../settings.ts';
import type { AttemptOutcome } from './attempt.ts';
import { refuseToSend } from './attempt.ts';
import type { HandedEvent, WrittenEvent } from './courier-store.ts';
import type { EndpointTarget } from './endpoint.ts';
import type { IncomingMessage, MessageRecord } from './message.ts';
import { buildMessageId } from './message-id.ts';
import { buildRequest, checkAddress, sendRequest } from './post.ts';
import { SLOW_MS } from './timing.ts';

/** A first attempt, from when it begins until its outcome is in a row. */
export class Errand {
  readonly began = Date.now();
  readonly message: IncomingMessage;
  readonly name: string;
  /** null: it is under way. */
  outcome: AttemptOutcome | null = null;

  constructor(
    readonly event: HandedEvent,
    readonly target: EndpointTarget,
  ) {
    this.message = buildMessage(event, target.id);
    this.name = nameErrand(target.id, event.id);
  }
}

/** An event's message for one endpoint; without a body where that was erased. */
export function buildMessage({ id, body, ...event }: WrittenEvent, endpointId: string): IncomingMessage {
  return { id: buildMessageId(id, endpointId), body: body ?? '', ...event };
}

/** What tells an errand from all others of its Courier. */
export const nameErrand = (endpointId: string, eventId: string) => `${endpointId} ${eventId}`;

/** An errand as people are shown it. */
export function describeErrand({
  message: { id, type, articleId, createdAt },
  began,
}: Errand): MessageRecord {
  const attempt = { at: began, status: null, latencyMs: null, error: null };
  return {
    id,
    event: type,
    articleId,
    state: 'pending',
    nextAttemptAt: null,
    createdAt,
    attempts: [attempt],
  };
}

/** True where the receiver has it, so that nothing is left to do. */
export function hasArrived({ verdict }: AttemptOutcome): boolean {
  return verdict.kind === 'delivered';
}

/** True where it took so long that the next message is its Mailbox's. */
export function isSlow({ latencyMs }: AttemptOutcome): boolean {
  return latencyMs > SLOW_MS;
}

/** Makes the one POST. Never throws: whatever goes wrong is in the outcome. */
export async function sendErrand(
  { message, target, began }: Errand,
  settings: Settings,
): Promise<AttemptOutcome> {
  const address = checkAddress(target.url, settings);
  if (!address.ok) return refuseToSend(began, describeViolation(address.violation, API_ENGLISH));
  return await sendRequest(await buildRequest([message], target, settings), target);
}
