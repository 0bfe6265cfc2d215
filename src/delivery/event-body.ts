/** The body of a message: `{ type, timestamp, data }` (Standard Webhooks 1.0.0), whole where it fits, and its bytes. */

import type { JsonFeedItem } from '../feed/json-feed.ts';
import type { EventType } from './event.ts';

/** Standard Webhooks advises to stay below 20 kB: gateways and logs of receivers cut what is larger. */
export const MAX_EVENT_BODY_BYTES = 20_000;

const EXTENSION = '_gazette';

/** Somebody's time in an office; days, inclusive. */
export interface OfficeHolder {
  readonly slug: string;
  readonly name: string;
  readonly role: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly acting: boolean;
}

/** A change of holder. */
export interface OfficeChange {
  readonly slug: string;
  readonly name: string;
  readonly successor: OfficeHolder | null;
  readonly former: OfficeHolder | null;
}

/** What an event speaks of. */
export interface EventData {
  readonly article?: JsonFeedItem;
  readonly office?: OfficeChange;
  readonly endpoint?: {
    readonly id: string;
    readonly description: string | null;
    readonly state: string;
    readonly reason: string;
  };
}

/** What tells which article it is, which state of it, and why: bounded by the API, together below 16 kB, it always stays. */
const KEPT: readonly string[] = [
  'id',
  'url',
  'title',
  'date_published',
  'date_modified',
  'language',
  EXTENSION,
];
const KEPT_OF_EXTENSION: readonly string[] = [
  'id',
  'revision',
  'status',
  'slug',
  'external_id',
  'categories',
  'change_note',
  'withdrawn_reason',
];

/**
 * Writes the bytes that every endpoint signs and sends, MAX_EVENT_BODY_BYTES at most. An article that would pass them
 * goes without its `content_html`, then without its longest parts, and says so with `content_omitted`. `timestamp` is
 * the event's, RFC 3339.
 */
export function buildEventBody(type: EventType, timestamp: string, data: EventData): string {
  const { article } = data;
  const omitted = new Set<string>();
  const write = () => {
    const shown =
      article === undefined || omitted.size === 0
        ? data
        : { ...data, article: { ...omitParts(article, omitted), content_omitted: true } };
    return JSON.stringify({ type, timestamp, data: shown });
  };
  let body = write();
  for (const part of article === undefined ? [] : listOmissible(article)) {
    if (countBytes(body) <= MAX_EVENT_BODY_BYTES) break;
    omitted.add(part);
    body = write();
  }
  return body;
}

/** The parts that an article may go without, the first to go first; those of the extension as `_gazette/officials`. */
function listOmissible({ content_html, ...article }: JsonFeedItem): string[] {
  const parts = [
    ...Object.entries(article).filter(([name]) => !KEPT.includes(name)),
    ...Object.entries(article[EXTENSION])
      .filter(([name]) => !KEPT_OF_EXTENSION.includes(name))
      .map(([name, value]) => [`${EXTENSION}/${name}`, value] as const),
  ];
  const sized = parts.map(([name, value]) => ({ name, bytes: countBytes(JSON.stringify(value)) }));
  return ['content_html', ...sized.sort((one, other) => other.bytes - one.bytes).map(({ name }) => name)];
}

function omitParts(article: JsonFeedItem, omitted: ReadonlySet<string>): object {
  const keep = (part: object, prefix: string) =>
    Object.fromEntries(Object.entries(part).filter(([name]) => !omitted.has(prefix + name)));
  return { ...keep(article, ''), [EXTENSION]: keep(article[EXTENSION], `${EXTENSION}/`) };
}

function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

let last: { readonly text: string; readonly bytes: Uint8Array } = {
  text: '',
  bytes: new Uint8Array(),
};

/** Encodes a body. An event goes to thousands of receivers in the same words, so those of the last one are remembered. */
export function encodeBody(text: string): Uint8Array {
  if (text === last.text) return last.bytes;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MAX_EVENT_BODY_BYTES) last = { text, bytes };
  return bytes;
}
