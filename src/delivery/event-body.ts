/** The body of a message: `{ type, timestamp, data }` (Standard Webhooks 1.0.0), whole where it fits. */

import type { JsonFeedItem } from '../feed/json-feed.ts';
import type { EventType } from './event.ts';

/** Standard Webhooks advises to stay below 20 kB: gateways and logs of receivers cut what is larger. */
export const MAX_EVENT_BODY_BYTES = 20_000;

/** What an event speaks of. */
export interface EventData {
  readonly article?: JsonFeedItem;
  readonly endpoint?: {
    readonly id: string;
    readonly description: string | null;
    readonly state: string;
    readonly reason: string;
  };
}

/**
 * Writes the bytes that every endpoint signs and sends. An article that would pass MAX_EVENT_BODY_BYTES goes
 * without its `content_html` and says so with `content_omitted`. `timestamp` is the event's, RFC 3339.
 */
export function buildEventBody(type: EventType, timestamp: string, data: EventData): string {
  const whole = JSON.stringify({ type, timestamp, data });
  if (data.article === undefined || new TextEncoder().encode(whole).length <= MAX_EVENT_BODY_BYTES)
    return whole;
  const { content_html: _, ...article } = data.article;
  return JSON.stringify({
    type,
    timestamp,
    data: { ...data, article: { ...article, content_omitted: true } },
  });
}
