/** The published store: every KV key and record shape, and what is done while it fails. */

import type { PublishedArticle } from '../article/article.ts';
import type { Scope } from '../article/filter.ts';
import { waitAtMost } from '../concurrency.ts';
import type { StoredFile } from '../file/file.ts';
import type { FeedDocument, FeedSummary } from './document.ts';
import {
  beginAsking,
  FRESHNESS_OF_STORE,
  forgetChanged,
  forgetMissing,
  NEVER_FRESH,
  recallDocument,
  remember,
} from './memory.ts';

/** An article's document, found by the slug of its page. */
export interface ArticleDocument {
  readonly article: PublishedArticle;
  readonly authority: string;
}

/**
 * What came of reading a document. `unavailable`: the store did not answer, or not with a whole document, and memory
 * has none; whether there is one is not known.
 */
export type Reading<Document> =
  | { readonly state: 'found'; readonly document: Document }
  | { readonly state: 'missing' }
  | { readonly state: 'unavailable' };

/** What the public may know of a file; nothing is kept of those that no published article ever named. */
export type FileDocument =
  | { readonly state: 'public'; readonly file: PublishedFile }
  | { readonly state: 'gone' };

/** What serving a file needs. */
export type PublishedFile = Pick<StoredFile, 'id' | 'name' | 'mimeType' | 'sizeInBytes' | 'digest'>;

/** The same of a feed, or what its summary alone was enough to answer. */
export type FeedReading<Answer> =
  | Reading<FeedDocument>
  | { readonly state: 'answered'; readonly answer: Answer };

/**
 * The writes that projection needs; KV allows one a second to the same key. One that rejects may have been carried out
 * all the same; one that rejects with UnansweredWrite may even be carried out later.
 */
export interface PublishedStore {
  putFeed(scope: Scope, document: FeedDocument): Promise<void>;
  deleteFeed(scope: Scope): Promise<void>;
  putArticle(document: ArticleDocument): Promise<void>;
  putFile(id: string, document: FileDocument): Promise<void>;
  deleteFile(id: string): Promise<void>;
}

/** The store has not told within the limit what became of a write. */
export class UnansweredWrite extends Error {
  /** Resolves once the store has answered after all, whatever it says. */
  readonly settled: Promise<void>;

  constructor(settled: Promise<void>) {
    super('The store does not answer.');
    this.settled = settled;
  }
}

/** Writes go out at least this far apart for one key, a tenth more than KV asks for. */
export const KV_WRITE_INTERVAL_MS = 1_100;

/** What the store may take to give a document: a reader waits for it, and memory or the ledger can answer instead. */
const READ_LIMIT_MS = 2_000;
/** What a write of the largest document may take: nobody waits for it. */
const WRITE_LIMIT_MS = 10_000;
/** After a read that failed, what is in memory is given without asking: while the store hangs only one in a while waits. */
const PAUSE_MS = READ_LIMIT_MS + 3_000;

/** When a read failed last, epoch milliseconds. */
let failedAt = Number.NEGATIVE_INFINITY;

/** Also the name of what is known of the feed. */
export const feedKey = (scope: Scope) => `feed:${scope}`;
const fileKey = (id: string) => `file:${id}`;
const articleKey = (slug: string) => `article:${slug}`;

/**
 * Reads a feed with one `get`. Where `answerKnown` can answer from the summary, the body is closed, not read: unchanged
 * feeds cost no parsing. While the store fails, the document is the one that was read last. `now` is epoch milliseconds.
 */
export async function readFeed<Answer>(
  kv: KVNamespace,
  scope: Scope,
  now: number,
  answerKnown: (summary: FeedSummary) => Answer | null,
): Promise<FeedReading<Answer>> {
  const key = feedKey(scope);
  return await readDocument<FeedDocument, FeedReading<Answer>>(key, now, async () => {
    const asking = beginAsking(now);
    const { value, metadata } = await kv.getWithMetadata<FeedSummary>(key, { type: 'stream' });
    if (value === null || metadata === null) {
      forgetMissing(key);
      return { state: 'missing' };
    }
    const close = () => void value.cancel().catch(() => undefined);
    remember(key, asking, FRESHNESS_OF_STORE, { told: metadata });
    const answer = answerKnown(metadata);
    if (answer !== null) {
      close();
      return { state: 'answered', answer };
    }
    const kept = recallDocument(key) as FeedDocument | undefined;
    if (kept?.version === metadata.version && kept.lastModifiedAt === metadata.lastModifiedAt) {
      close();
      return { state: 'found', document: kept };
    }
    const text = await new Response(value).text();
    const document = JSON.parse(text) as FeedDocument;
    remember(key, asking, FRESHNESS_OF_STORE, {
      told: metadata,
      whole: { document, characters: text.length },
    });
    return { state: 'found', document };
  });
}

/** Reads an article by the slug of its page. `now` is epoch milliseconds. */
export async function readArticle(
  kv: KVNamespace,
  slug: string,
  now: number,
): Promise<Reading<ArticleDocument>> {
  return await readWhole(kv, articleKey(slug), now);
}

/** Reads a file by its id; missing where the public knows nothing of it. `now` is epoch milliseconds. */
export async function readFileDocument(
  kv: KVNamespace,
  id: string,
  now: number,
): Promise<Reading<FileDocument>> {
  return await readWhole(kv, fileKey(id), now);
}

async function readWhole<Document extends object>(
  kv: KVNamespace,
  key: string,
  now: number,
): Promise<Reading<Document>> {
  return await readDocument<Document, Reading<Document>>(key, now, async () => {
    const asking = beginAsking(now);
    const text = await kv.get(key, 'text');
    if (text === null) {
      forgetMissing(key);
      return { state: 'missing' };
    }
    const document = JSON.parse(text) as Document;
    remember(key, asking, NEVER_FRESH, { told: document, whole: { document, characters: text.length } });
    return { state: 'found', document };
  });
}

/** Reads as `ask` does; where that fails or takes too long, what is in memory, however old. */
async function readDocument<Document extends object, Given>(
  key: string,
  now: number,
  ask: () => Promise<Given | Reading<Document>>,
): Promise<Given | Reading<Document>> {
  const recall = (): Reading<Document> => {
    const kept = recallDocument(key) as Document | undefined;
    return kept === undefined ? { state: 'unavailable' } : { state: 'found', document: kept };
  };
  const isPausing = now >= failedAt && now < failedAt + PAUSE_MS;
  const recalled = isPausing ? recall() : null;
  if (recalled?.state === 'found') return recalled;
  try {
    const given = await waitAtMost(READ_LIMIT_MS, ask());
    if (given !== null) return given.value;
    console.warn(JSON.stringify({ event: 'store_silent', key }));
  } catch (error) {
    console.warn(JSON.stringify({ event: 'store_unreadable', key, error: String(error) }));
  }
  failedAt = now;
  return recall();
}

/** The store as projection writes it. */
export function openPublishedStore(kv: KVNamespace): PublishedStore {
  const write = async (key: string, work: Promise<void>) => {
    // Also where it fails: the store may have it all the same.
    const done = work.finally(() => forgetChanged(key));
    if ((await waitAtMost(WRITE_LIMIT_MS, done)) !== null) return;
    throw new UnansweredWrite(done.catch(() => undefined));
  };
  return {
    putFeed: async (scope, document) => {
      const { version, changedAt, lastModifiedAt, nextCursor } = document;
      const metadata: FeedSummary = { version, changedAt, lastModifiedAt, nextCursor };
      const key = feedKey(scope);
      await write(key, kv.put(key, JSON.stringify(document), { metadata }));
    },
    deleteFeed: async (scope) => {
      const key = feedKey(scope);
      await write(key, kv.delete(key));
    },
    putArticle: async (document) => {
      const key = articleKey(document.article.slug);
      await write(key, kv.put(key, JSON.stringify(document)));
    },
    putFile: async (id, document) => {
      await write(fileKey(id), kv.put(fileKey(id), JSON.stringify(document)));
    },
    deleteFile: async (id) => {
      await write(fileKey(id), kv.delete(fileKey(id)));
    },
  };
}
