/** The published store: every KV key and record shape, and the only file that knows them. */

import type { PublishedArticle } from '../article/article.ts';
import type { Scope } from '../article/filter.ts';
import type { FeedDocument } from './document.ts';

/** An article's document, found by the slug of its page. */
export interface ArticleDocument {
  readonly article: PublishedArticle;
  readonly authority: string;
}

/** What a feed's document says before it is read whole: enough to answer 304. */
export interface FeedSummary {
  readonly version: string;
  readonly changedAt: number;
  readonly nextCursor: string | null;
}

/** A feed's document whose body is still in the pipe: `read` takes it out, `discard` lets it go. */
export interface StoredFeed extends FeedSummary {
  readonly read: () => Promise<FeedDocument>;
  readonly discard: () => void;
}

/** The writes that projection needs; KV allows one a second to the same key. */
export interface PublishedStore {
  putFeed(scope: Scope, document: FeedDocument): Promise<void>;
  deleteFeed(scope: Scope): Promise<void>;
  putArticle(document: ArticleDocument): Promise<void>;
}

/** Writes go out at least this far apart for one key, a tenth more than KV asks for. */
export const KV_WRITE_INTERVAL_MS = 1_100;

const feedKey = (scope: Scope) => `feed:${scope}`;
const articleKey = (slug: string) => `article:${slug}`;

/** Reads a feed with one `get`; null where the store does not (yet) have it. */
export async function readFeed(kv: KVNamespace, scope: Scope): Promise<StoredFeed | null> {
  const { value, metadata } = await kv.getWithMetadata<FeedSummary>(feedKey(scope), { type: 'stream' });
  if (value === null || metadata === null) return null;
  return {
    ...metadata,
    read: async () => (await new Response(value).json()) as FeedDocument,
    // A body that nobody wants is closed, not read: unchanged feeds cost no parsing.
    discard: () => void value.cancel().catch(() => undefined),
  };
}

/** Reads an article by the slug of its page; null where the store does not (yet) have it. */
export async function readArticle(kv: KVNamespace, slug: string): Promise<ArticleDocument | null> {
  return await kv.get<ArticleDocument>(articleKey(slug), { type: 'json' });
}

/** The store as projection writes it. */
export function openPublishedStore(kv: KVNamespace): PublishedStore {
  return {
    putFeed: (scope, document) => {
      const { version, changedAt, nextCursor } = document;
      const metadata: FeedSummary = { version, changedAt, nextCursor };
      return kv.put(feedKey(scope), JSON.stringify(document), { metadata });
    },
    deleteFeed: (scope) => kv.delete(feedKey(scope)),
    putArticle: (document) => kv.put(articleKey(document.article.slug), JSON.stringify(document)),
  };
}
