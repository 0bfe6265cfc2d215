/** Where feeds are: one address for each filter, format and page. */

import { FOLDERS } from '../article/directory/directory.ts';
import type { Filter } from '../article/filter.ts';
import { findScope, formatFilterQuery, readPlace } from '../article/filter.ts';
import { percentEncode } from '../article/web-url.ts';

/** The formats that every feed is to be had in. */
export const FEED_FORMATS = ['rss', 'atom', 'json'] as const;
/** One of `FEED_FORMATS`. */
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** Media types without parameters, as links inside feeds and pages carry them. */
export const FEED_MEDIA_TYPES: Readonly<Record<FeedFormat, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** `Content-Type` of a feed's answers. */
export const FEED_CONTENT_TYPES: Readonly<Record<FeedFormat, string>> = {
  rss: `${FEED_MEDIA_TYPES.rss}; charset=utf-8`,
  atom: `${FEED_MEDIA_TYPES.atom}; charset=utf-8`,
  json: `${FEED_MEDIA_TYPES.json}; charset=utf-8`,
};

/** Where subscribers ask to be told of changes. */
export const HUB_PATH = '/websub';

/** The one address of a feed's page, from the root: path and query; the cursor is last. */
export function buildFeedPath(filter: Filter, format: FeedFormat, before: string | null = null): string {
  const folder = buildScopeFolder(filter);
  const query = [
    folder === null ? formatFilterQuery(filter) : '',
    before === null ? '' : `before=${percentEncode(before)}`,
  ].filter((part) => part !== '');
  const path = `${folder ?? ''}/feed.${format}`;
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** The page that shows what a feed holds, from the root; mixed filters have the one that a search of them gives. */
export function buildHomePath(filter: Filter): string {
  return buildScopeFolder(filter) === null ? buildSearchPath(filter) : buildScopeFolder(filter) || '/';
}

/** The page of a search, from the root: path and query; the cursor is last. */
export function buildSearchPath(filter: Filter, before: string | null = null): string {
  const query = [formatFilterQuery(filter), before === null ? '' : `before=${percentEncode(before)}`]
    .filter((part) => part !== '')
    .join('&');
  return query === '' ? '/search' : `/search?${query}`;
}

/** `''` for everything, `/categories/x`, `/officials/y`, `/offices/z`; null where the filter has no folder of its own. */
function buildScopeFolder(filter: Filter): string | null {
  const scope = findScope(filter);
  if (scope === null) return null;
  if (scope === 'all') return '';
  const { kind, slug } = readPlace(scope);
  return `/${FOLDERS[kind]}/${slug}`;
}

/** True for the pages whose every change is pushed: only they may name a hub (WebSub §4). */
export function hasHub(filter: Filter, cursor: string | null): boolean {
  const scope = cursor === null ? findScope(filter) : null;
  return scope !== null && !scope.startsWith('office/');
}

/** Which page of which feed, in which format. */
export interface FeedPage {
  readonly publicUrl: string;
  readonly filter: Filter;
  readonly format: FeedFormat;
  /** The `before` cursor of this page; null on the first. */
  readonly cursor: string | null;
}

/** The value of `Link`: self, the next older page where there is one, and the hub where changes are pushed. */
export function buildLinkHeader(page: FeedPage, nextCursor: string | null): string {
  const { publicUrl, filter, format, cursor } = page;
  const links = [`<${publicUrl}${buildFeedPath(filter, format, cursor)}>; rel="self"`];
  if (nextCursor !== null) {
    links.push(`<${publicUrl}${buildFeedPath(filter, format, nextCursor)}>; rel="next"`);
  }
  if (hasHub(filter, cursor)) links.push(`<${publicUrl}${HUB_PATH}>; rel="hub"`);
  return links.join(', ');
}

/** The `before` cursor of a feed, where a page of articles goes on: behind the one with this date (epoch milliseconds) and id. */
export interface FeedCursor {
  readonly publishedAt: number;
  readonly id: string;
}

/** Writes a cursor for a URL: the moment in base 36, then the id. */
export function formatFeedCursor(cursor: FeedCursor): string {
  return `${cursor.publishedAt.toString(36)}.${cursor.id}`;
}

/** Reads a cursor; null for what is none. */
export function readFeedCursor(text: string): FeedCursor | null {
  const match = /^(-?[0-9a-z]{1,9})\.([0-9A-Z]{26})$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const cursor = { publishedAt: Number.parseInt(match[1], 36), id: match[2] };
  return formatFeedCursor(cursor) === text ? cursor : null;
}
