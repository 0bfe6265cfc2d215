/** An errand: one first attempt that a Courier makes. */

import type { Settings } from '../settings.ts';
import type { AttemptOutcome } from './attempt.ts';
import { ATTEMPT_TIMEOUT_MS, refuseToSend, sendAttempt } from './attempt.ts';
import type { HandedEvent } from './courier-store.ts';
import type { EndpointTarget } from './endpoint.ts';
import { findAdapter } from './format/formats.ts';
import type { IncomingMessage, MessageRecord } from './message.ts';
import { buildMessageId } from './message-id.ts';
import { checkTarget } from './target.ts';

const UNBUILDABLE = 'The message could not be put into the form of this service.';

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

/** An event's message for one endpoint. */
export function buildMessage({ id, ...event }: HandedEvent, endpointId: string): IncomingMessage {
  return { id: buildMessageId(id, endpointId), ...event };
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

/** Makes the one POST. Never throws: whatever goes wrong is in the outcome. */
export async function sendErrand(
  { message, target, began }: Errand,
  { allowPrivateTargets, publicUrl, title, timezone }: Settings,
): Promise<AttemptOutcome> {
  const ownHosts = [new URL(publicUrl).host];
  const address = checkTarget(target.url, { allowPrivate: allowPrivateTargets, ownHosts });
  if (!address.ok) return refuseToSend(began, address.detail);
  const adapter = findAdapter(target.format);
  const context = { endpoint: target, now: began, publicationTitle: title, timezone };
  const request = await adapter.build([message], context).catch(() => null);
  if (request === null) return refuseToSend(began, UNBUILDABLE);
  return await sendAttempt(request, adapter, {
    // The platform's fetch refuses to be called as a method of anything else.
    fetch: (url, init) => fetch(url, init),
    timeoutMs: ATTEMPT_TIMEOUT_MS,
    now: () => Date.now(),
  });
}
