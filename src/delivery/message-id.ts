/** A message's name: its event's and its endpoint's, so that it is the same however often it is handed over. */

/** What `buildMessageId` makes; the ids of events sort by their time, and so do these. */
export const MESSAGE_ID = /^msg_[0-9A-Z]{26}_[0-9A-Z]{26}$/;
const EVENT_OF_MESSAGE = /^msg_([0-9A-Z]{26})_/;

/** The id of an event's message for an endpoint: shared by no other. */
export function buildMessageId(eventId: string, endpointId: string): string {
  return `msg_${eventId}_${endpointId.replace(/^ep_/, '')}`;
}

/** The event of a message; null where that is no id of ours. */
export function readEventId(messageId: string): string | null {
  return EVENT_OF_MESSAGE.exec(messageId)?.[1] ?? null;
}
