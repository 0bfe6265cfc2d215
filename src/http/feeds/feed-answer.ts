/** A feed as an HTTP answer: validators first, bytes only where they are wanted, and remembered by version. */

import { buildLinkHeader, FEED_CONTENT_TYPES } from '../../feed/address.ts';
import { buildFeedEtag, formatHttpDate, isNotModified } from '../../feed/conditional.ts';
import { encodeFeed } from '../../feed/render.ts';
import type { FeedDocument, FeedSummary } from '../../published/document.ts';
import type { FeedAnswer, FeedRequest } from '../../published/memory.ts';
import { findAnswer, keepAnswer } from '../../published/memory.ts';
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

/** Answers with a feed, or 304 before it is rendered. */
export function answerFeed(c: AppContext, document: FeedDocument, request: FeedRequest): Response {
  const known = answerKnownFeed(c, document, request);
  if (known !== null) return known;
  const { settings, format } = request;
  const bytes = encodeFeed(document, settings, format);
  const answer = { ...recallAnswer(document, request), bytes };
  keepAnswer(answer);
  return new Response(bytes, { headers: answer.headers });
}

/** Answers 304, or with bytes that are in memory; null where the feed must be read and rendered. */
export function answerKnownFeed(c: AppContext, known: FeedSummary, request: FeedRequest): Response | null {
  const { headers, bytes } = recallAnswer(known, request);
  const isFresh = isNotModified({
    ifNoneMatch: c.req.header('if-none-match') ?? null,
    ifModifiedSince: c.req.header('if-modified-since') ?? null,
    etag: headers.etag,
    changedMs: Math.max(known.changedAt, known.lastModifiedAt),
  });
  // With the type of the 200: the local runtime says of an answer without one that it is compressed, and caches that take
  // the headers of a 304 over could not read what they have.
  if (isFresh) return new Response(null, { status: 304, headers });
  return bytes === null ? null : new Response(bytes, { headers });
}

/** The answer that is in memory where it is of what is known now; else a new one, with the bytes if they are the same. */
function recallAnswer(known: FeedSummary, request: FeedRequest): FeedAnswer {
  const kept = findAnswer(request.path);
  if (kept?.request === request && saysTheSame(kept.known, known)) return kept;
  const headers = writeHeaders(known, request);
  const bytes = kept?.headers.etag === headers.etag ? kept.bytes : null;
  const { version, changedAt, lastModifiedAt, nextCursor } = known;
  // Not `known` itself, which may be a whole document.
  const answer = { request, known: { version, changedAt, lastModifiedAt, nextCursor }, headers, bytes };
  keepAnswer(answer);
  return answer;
}

function saysTheSame(one: FeedSummary, other: FeedSummary): boolean {
  return (
    one.version === other.version &&
    one.lastModifiedAt === other.lastModifiedAt &&
    one.changedAt === other.changedAt &&
    one.nextCursor === other.nextCursor
  );
}

function writeHeaders(known: FeedSummary, request: FeedRequest): FeedAnswer['headers'] {
  const { settings, format } = request;
  return {
    etag: buildFeedEtag(known.version, fingerprintSettings(settings), format),
    'last-modified': formatHttpDate(known.lastModifiedAt),
    'content-type': FEED_CONTENT_TYPES[format],
    'cache-control': FEED_CACHE_CONTROL,
    link: buildLinkHeader({ ...request, publicUrl: settings.publicUrl }, known.nextCursor),
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
