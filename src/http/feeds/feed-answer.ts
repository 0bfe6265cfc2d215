/** A feed as an HTTP answer: validators first, bytes only where they are wanted, and remembered by version. */

import type { Filter } from '../../article/filter.ts';
import { BoundedMemory } from '../../bounded-memory.ts';
import type { FeedFormat } from '../../feed/address.ts';
import { FEED_CONTENT_TYPES } from '../../feed/address.ts';
import { buildFeedEtag, formatHttpDate, isNotModified } from '../../feed/conditional.ts';
import { buildLinkHeader } from '../../feed/links.ts';
import { renderFeed } from '../../feed/render.ts';
import type { FeedDocument } from '../../published/document.ts';
import type { FeedSummary } from '../../published/store.ts';
import type { Settings } from '../../settings.ts';
import { fingerprintSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';

/** Methods of every address of a feed. */
const FEED_METHODS = ['GET', 'OPTIONS'] as const;

/** Feeds are for every program on every site; a cookie never comes along. */
const OPTIONS_HEADERS: Readonly<Record<string, string>> = {
  allow: 'GET, HEAD, OPTIONS',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'If-None-Match, If-Modified-Since',
  'access-control-expose-headers': 'ETag, Last-Modified, Link',
  'access-control-max-age': '86400',
};

/** Five minutes: for polling readers this is what delivery takes, and it is kind to their batteries. */
const FEED_CACHE_CONTROL = 'public, max-age=300';
/** Caches may keep a redirect as long as they keep a feed. */
const REDIRECT_CACHE_CONTROL = FEED_CACHE_CONTROL;

/** An isolate has 128 MB for everything; a town's feeds of 100 kB in three formats need a tenth of this. */
const MAX_RENDERED_BYTES = 24_000_000;

/** The newest bytes of each address. */
const rendered = new BoundedMemory<{ readonly etag: string; readonly bytes: Uint8Array }>(MAX_RENDERED_BYTES);

export interface FeedRequest {
  readonly settings: Settings;
  readonly filter: Filter;
  readonly format: FeedFormat;
  /** The canonical path and query, which is also the feed's name in memory. */
  readonly path: string;
  readonly cursor: string | null;
}

/** Answers with a feed, or 304 before it is rendered. */
export function answerFeed(c: AppContext, document: FeedDocument, request: FeedRequest): Response {
  const known = answerKnownFeed(c, document, request);
  if (known !== null) return known;
  const { settings, format, path } = request;
  const headers = buildHeaders(document, request);
  const bytes = new TextEncoder().encode(renderFeed(document, settings, format));
  rendered.keep(path, { etag: headers.etag, bytes }, bytes.length);
  return answerBytes(bytes, headers, format);
}

/** Answers 304, or with bytes that are in memory; null where the feed must be read and rendered. */
export function answerKnownFeed(c: AppContext, stored: FeedSummary, request: FeedRequest): Response | null {
  const headers = buildHeaders(stored, request);
  const isFresh = isNotModified({
    ifNoneMatch: c.req.header('if-none-match') ?? null,
    ifModifiedSince: c.req.header('if-modified-since') ?? null,
    etag: headers.etag,
    changedMs: Math.max(stored.changedAt, stored.lastModifiedAt),
  });
  // With the type of the 200: the local runtime says of an answer without one that it is compressed, and caches that take
  // the headers of a 304 over could not read what they have.
  if (isFresh) {
    return new Response(null, {
      status: 304,
      headers: { ...headers, 'content-type': FEED_CONTENT_TYPES[request.format] },
    });
  }
  const kept = rendered.find(request.path);
  return kept?.etag === headers.etag ? answerBytes(kept.bytes, headers, request.format) : null;
}

function answerBytes(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
  format: FeedFormat,
): Response {
  return new Response(bytes, { headers: { ...headers, 'content-type': FEED_CONTENT_TYPES[format] } });
}

/** Of the summaries in memory, so that in a rush nothing is worked out twice. They go when their summary does. */
const knownHeaders = new WeakMap<FeedSummary, Map<string, ReturnType<typeof writeHeaders>>>();

/** The headers of a feed's answers. A summary is never changed, and the settings of a running Worker neither. */
function buildHeaders(stored: FeedSummary, request: FeedRequest): ReturnType<typeof writeHeaders> {
  const ofFeed = knownHeaders.get(stored) ?? new Map<string, ReturnType<typeof writeHeaders>>();
  const known = ofFeed.get(request.path);
  if (known !== undefined) return known;
  const headers = writeHeaders(stored, request);
  ofFeed.set(request.path, headers);
  knownHeaders.set(stored, ofFeed);
  return headers;
}

function writeHeaders(stored: FeedSummary, request: FeedRequest) {
  const { settings, format } = request;
  return {
    etag: buildFeedEtag(stored.version, fingerprintSettings(settings), format),
    'last-modified': formatHttpDate(stored.lastModifiedAt),
    'cache-control': FEED_CACHE_CONTROL,
    link: buildLinkHeader({ ...request, publicUrl: settings.publicUrl }, stored.nextCursor),
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag, Last-Modified, Link',
  };
}

/** Answers OPTIONS with what is possible at the address of a feed, or of the list of them, and all else with 405. */
export function answerFeedMethods(app: App, pattern: string): void {
  app.options(pattern, () => new Response(null, { status: 204, headers: OPTIONS_HEADERS }));
  answerOtherMethods(app, pattern, FEED_METHODS);
}

/** Leads to another address of the same feed. */
export function redirectFeed(status: 301 | 308, location: string): Response {
  return new Response(null, {
    status,
    headers: { location, 'cache-control': REDIRECT_CACHE_CONTROL, 'access-control-allow-origin': '*' },
  });
}

/** An error as a reader in a browser may see it: why there is nothing, and when to come again. */
export function letBrowsersRead(problem: Response): Response {
  problem.headers.set('access-control-allow-origin', '*');
  problem.headers.set('access-control-expose-headers', 'Retry-After');
  return problem;
}
