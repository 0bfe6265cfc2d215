/** Topics: the feeds whose every change is pushed, each named by its own address (W3C WebSub §4). */

import type { Scope } from '../article/filter.ts';
import { EVERYTHING, expandScope, findScope, readFilter } from '../article/filter.ts';
import type { FeedFormat } from '../feed/address.ts';
import { buildFeedPath, FEED_FORMATS } from '../feed/address.ts';

/** A feed in one format: what is subscribed to. Each format has an address and bytes of its own. */
export interface Topic {
  readonly scope: Scope;
  readonly format: FeedFormat;
}

/** The address that a topic is known by: its feed's `rel="self"`. */
export function buildTopicUrl({ scope, format }: Topic, publicUrl: string): string {
  return publicUrl + buildFeedPath(expandScope(scope), format);
}

/**
 * The topic that an address names, if it is exactly that of a first document that advertises this hub; whether
 * its category or official exists is the ledger's to say.
 */
export function readTopic(url: string, publicUrl: string): Topic | null {
  const scope = readScope(url.slice(publicUrl.length));
  for (const format of FEED_FORMATS) {
    if (scope !== null && buildTopicUrl({ scope, format }, publicUrl) === url) return { scope, format };
  }
  return null;
}

function readScope(path: string): Scope | null {
  const [, folder, slug] = /^\/(categories|officials)\/([^/]+)\//.exec(path) ?? [];
  if (folder === undefined || slug === undefined) return findScope(EVERYTHING);
  const name = folder === 'categories' ? 'category' : 'official';
  const request = readFilter(new URLSearchParams({ [name]: slug }));
  // What cannot be a slug names nothing.
  return request.ok && request.value.malformedSlugs.length === 0 ? findScope(request.value.filter) : null;
}
