/** A feed's links as a header (RFC 8288): the same that stand inside the document. */

import type { Filter } from '../article/filter.ts';
import { buildFeedPath, type FeedFormat, HUB_PATH, hasHub } from './address.ts';

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
