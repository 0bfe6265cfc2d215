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

/** What an article may go without, in this order, where it is too long for a message. */
const OMISSIBLE: readonly ((article: JsonFeedItem) => object)[] = [
  ({ content_html: _, ...rest }) => rest,
  ({ attachments: _, ...rest }) => rest,
  ({ _gazette, ...rest }) => ({ ...rest, _gazette: { ..._gazette, officials: [] } }),
  ({ tags: _, ...rest }) => rest,
  ({ authors: _, ...rest }) => rest,
  ({ summary: _, ...rest }) => rest,
  ({ _gazette, ...rest }) => ({ ...rest, _gazette: { ..._gazette, source: null } }),
  ({ image: _, ...rest }) => rest,
];

/**
 * Writes the bytes that every endpoint signs and sends, MAX_EVENT_BODY_BYTES at most. An article that would pass them
 * goes without its `content_html`, then without whatever else is long, and says so with `content_omitted`; what it is
 * called, where it is and which revision it is always stay. `timestamp` is the event's, RFC 3339.
 */
export function buildEventBody(type: EventType, timestamp: string, data: EventData): string {
  const write = (article: object) =>
    JSON.stringify({ type, timestamp, data: { ...data, article: { ...article, content_omitted: true } } });
  let body = JSON.stringify({ type, timestamp, data });
  let article: object | undefined = data.article;
  for (const omit of OMISSIBLE) {
    if (article === undefined || countBytes(body) <= MAX_EVENT_BODY_BYTES) break;
    article = omit(article as JsonFeedItem);
    body = write(article);
  }
  return body;
}

function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
