/** The published store: every KV key and record shape, and the only file that knows them. */

import type { PublishedArticle } from '../article/article.ts';
import type { Scope } from '../article/filter.ts';
import type { StoredFile } from '../file/file.ts';
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
  readonly lastModifiedAt: number;
  readonly nextCursor: string | null;
}

/** A feed's document whose body is still in the pipe: `read` takes it out, `discard` lets it go. */
export interface StoredFeed extends FeedSummary {
  readonly read: () => Promise<FeedDocument>;
  readonly discard: () => void;
}

/** What the public may know of a file; nothing is kept of those that no published article ever named. */
export type FileDocument =
  | { readonly state: 'public'; readonly file: PublishedFile }
  | { readonly state: 'gone' };

/** What serving a file needs. */
export type PublishedFile = Pick<StoredFile, 'id' | 'name' | 'mimeType' | 'sizeInBytes' | 'digest'>;

/** The writes that projection needs; KV allows one a second to the same key. */
export interface PublishedStore {
  putFeed(scope: Scope, document: FeedDocument): Promise<void>;
  deleteFeed(scope: Scope): Promise<void>;
  putArticle(document: ArticleDocument): Promise<void>;
  putFile(id: string, document: FileDocument): Promise<void>;
  deleteFile(id: string): Promise<void>;
}

/** Writes go out at least this far apart for one key, a tenth more than KV asks for. */
export const KV_WRITE_INTERVAL_MS = 1_100;

/**
 * How long a summary answers without asking the store again: in a rush every request but the first is answered from
 * memory. A write forgets it where the ledger writes and where the editor's request came in (`forgetFeeds`), so a
 * change shows there at once; in other places KV itself may be a minute stale, and half a second more is nothing.
 */
const SUMMARY_KEPT_MS = 500;
/** More feeds than this are not in a rush at the same time. */
const MAX_SUMMARIES = 1_000;

interface KeptSummary {
  readonly until: number;
  readonly summary: FeedSummary;
}

const summaries = new Map<Scope, KeptSummary>();
/** Counts writes from here: a summary that was read before one and arrives after it is not kept. */
let writes = 0;

const feedKey = (scope: Scope) => `feed:${scope}`;
const fileKey = (id: string) => `file:${id}`;
const articleKey = (slug: string) => `article:${slug}`;

/** What is known of a feed without asking; null where whoever wants to know must ask the store. */
export function recallFeed(scope: Scope, now: number): FeedSummary | null {
  const kept = summaries.get(scope);
  if (kept === undefined || now >= kept.until + SUMMARY_KEPT_MS) return null;
  if (now < kept.until) return kept.summary;
  // One asks again; who comes meanwhile is answered as before, or a whole rush would ask at the same moment.
  summaries.set(scope, { ...kept, until: now + SUMMARY_KEPT_MS });
  return null;
}

/** Reads a feed with one `get`; null where the store does not (yet) have it. */
export async function readFeed(kv: KVNamespace, scope: Scope, now: number): Promise<StoredFeed | null> {
  const writesBefore = writes;
  const { value, metadata } = await kv.getWithMetadata<FeedSummary>(feedKey(scope), { type: 'stream' });
  if (value === null || metadata === null) {
    summaries.delete(scope);
    return null;
  }
  if (writesBefore === writes) {
    if (summaries.size >= MAX_SUMMARIES) summaries.clear();
    summaries.set(scope, { until: now + SUMMARY_KEPT_MS, summary: metadata });
  }
  return {
    ...metadata,
    read: async () => (await new Response(value).json()) as FeedDocument,
    // A body that nobody wants is closed, not read: unchanged feeds cost no parsing.
    discard: () => void value.cancel().catch(() => undefined),
  };
}

function forgetFeed(scope: Scope): void {
  writes += 1;
  summaries.delete(scope);
}

/** Has every feed asked for anew: something was changed through this very Worker. */
export function forgetFeeds(): void {
  writes += 1;
  summaries.clear();
}

/** Reads an article by the slug of its page; null where the store does not (yet) have it. */
export async function readArticle(kv: KVNamespace, slug: string): Promise<ArticleDocument | null> {
  return await kv.get<ArticleDocument>(articleKey(slug), { type: 'json' });
}

/** Reads a file by its id; null where the public knows nothing of it. */
export async function readFileDocument(kv: KVNamespace, id: string): Promise<FileDocument | null> {
  return await kv.get<FileDocument>(fileKey(id), { type: 'json' });
}

/** The store as projection writes it. */
export function openPublishedStore(kv: KVNamespace): PublishedStore {
  return {
    putFeed: async (scope, document) => {
      const { version, changedAt, lastModifiedAt, nextCursor } = document;
      const metadata: FeedSummary = { version, changedAt, lastModifiedAt, nextCursor };
      // Also where it fails: the store may have it all the same.
      await kv.put(feedKey(scope), JSON.stringify(document), { metadata }).finally(() => forgetFeed(scope));
    },
    deleteFeed: async (scope) => {
      await kv.delete(feedKey(scope)).finally(() => forgetFeed(scope));
    },
    putFile: (id, document) => kv.put(fileKey(id), JSON.stringify(document)),
    deleteFile: (id) => kv.delete(fileKey(id)),
    putArticle: (document) => kv.put(articleKey(document.article.slug), JSON.stringify(document)),
  };
}
