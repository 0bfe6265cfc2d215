/** The documents that the published store holds, each whole and self-contained. */

import type { PublishedArticle } from '../article/article.ts';
import type { Filter } from '../article/filter.ts';

/** What a feed is about, for its title: the names as the directory has them now. */
export interface FilterNames {
  readonly categories: Readonly<Record<string, string>>;
  readonly officials: Readonly<Record<string, { readonly name: string; readonly role: string | null }>>;
  readonly offices: Readonly<Record<string, string>>;
}

/** One page of one feed: everything that rendering it in any format needs, settings excepted. */
export interface FeedDocument {
  readonly filter: Filter;
  readonly names: FilterNames;
  /** `tag:{host},{year}`, minted at the first publication; null before. */
  readonly authority: string | null;
  /** Newest first by `publishedAt`, then id. */
  readonly articles: readonly PublishedArticle[];
  /** The `before` cursor that this page was asked with; null on a feed's first page. */
  readonly cursor: string | null;
  /** The `before` cursor of the next older page; null where this is the last. */
  readonly nextCursor: string | null;
  /** The newest change of any kind in this feed, epoch milliseconds. */
  readonly changedAt: number;
  /**
   * `Last-Modified`, epoch milliseconds. It counts whole seconds, so it is not simply `changedAt`: what is published
   * version by version moves on by a second at least with each; what is read as it is just now stays before the second
   * that still goes on. Either way no second names two versions.
   */
  readonly lastModifiedAt: number;
  /** A digest of what the bytes of every format depend on: equal bytes, equal versions. */
  readonly version: string;
}

/** What a feed's document says before it is read whole: enough to answer 304. */
export type FeedSummary = Pick<FeedDocument, 'version' | 'changedAt' | 'lastModifiedAt' | 'nextCursor'>;
