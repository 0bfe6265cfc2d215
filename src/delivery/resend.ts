/** What a person wants sent once more: one message, or all since a moment. Inside the caller's transaction. */

import type { StoredEndpoint } from './endpoint-rows.ts';
import type { Flights } from './flights.ts';
import { buildMessageId, readEventId } from './message.ts';
import type { ResendOutcome } from './queue-calls.ts';
import type { DeliveryStore } from './store.ts';

/** Makes one message due now, whatever has become of it. One that is under way, or about to be, is the one that is asked for. */
export function releaseMessage(
  store: DeliveryStore,
  flights: Flights,
  { endpointId, messageId }: { readonly endpointId: string; readonly messageId: string },
  now: number,
): ResendOutcome {
  const eventId = readEventId(messageId);
  const event = eventId === null ? null : store.events.find(eventId);
  if (event === null || buildMessageId(event.id, endpointId) !== messageId) {
    return { ok: false, code: 'message_not_found' };
  }
  const message = store.messages.find(endpointId, event.id);
  const isFirst = message === null && store.pages.listEndpoints(event.id).has(endpointId);
  const endpoint = store.endpoints.find(endpointId);
  if (endpoint === null || (message === null && !isFirst)) return { ok: false, code: 'message_not_found' };
  if (event.body === null) return { ok: false, code: 'message_erased' };
  if (endpoint.target.state !== 'active') return { ok: false, code: 'webhook_not_active' };
  if (message !== null && flights.find(endpointId, event.id) === null) {
    store.messages.write({ ...message, state: 'pending', nextAttemptAt: now, isAlone: true });
    endHold(store, endpoint, now);
  }
  return { ok: true, count: 1 };
}

/** Makes everything of an endpoint since a moment due now that was not delivered; tests are not sent again. */
export function releaseSince(
  store: DeliveryStore,
  endpointId: string,
  since: number,
  now: number,
): ResendOutcome {
  const endpoint = store.endpoints.find(endpointId);
  // A queue that has not heard of the endpoint yet has nothing that was not delivered.
  if (endpoint === null || endpoint.isRemoved) return { ok: true, count: 0 };
  if (endpoint.target.state !== 'active') return { ok: false, code: 'webhook_not_active' };
  const count = store.messages.releaseSince(endpointId, since, now);
  if (count > 0) endHold(store, endpoint, now);
  return { ok: true, count };
}

/** A person's wish comes before a wait that the receiver asked for. */
function endHold(store: DeliveryStore, endpoint: StoredEndpoint, now: number): void {
  store.endpoints.write({ ...endpoint, condition: { ...endpoint.condition, hold: null }, nextAt: now });
}
