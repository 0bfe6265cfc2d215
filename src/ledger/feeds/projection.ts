/** Projection: the ledger's dirty documents into the published store, each a pure function of the ledger's rows. */

import { fingerprintArticle, isPublic } from '../../article/article.ts';
import type { Scope } from '../../article/filter.ts';
import { filterOfScope } from '../../article/filter.ts';
import { redactArticle } from '../../article/withdrawal-notice.ts';
import type { PublishedStore } from '../../published/store.ts';
import { KV_WRITE_INTERVAL_MS } from '../../published/store.ts';
import { notePush } from '../../websub/pushes.ts';
import { findArticle } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';
import { readAuthority } from '../context.ts';
import type { DocumentName } from './documents.ts';
import { listUnknownSlugs, readFeedDocument } from './feed-query.ts';

/** Writes in one slice: few enough for an invocation of the free plan. */
const WRITES_PER_SLICE = 50;
/** Writes under way at once: the platform's connections that may wait for an answer. */
const PARALLEL_WRITES = 6;
/** Before a write that failed is tried again: doubled each time, up to five minutes. */
const FIRST_RETRY_MS = 1_000;
const MAX_DOUBLINGS = 8;
export const LAST_RETRY_MS = 300_000;

interface DirtyDocument {
  readonly key: DocumentName;
  readonly wanted: number;
  readonly changedAt: number;
  readonly failures: number;
  readonly digest: string;
}

/**
 * Writes what is dirty and due, the longest waiting first. A mark goes only if the state that was written is still
 * the newest wanted one. Returns how many documents were tried; failures are noted and put off, never thrown.
 */
export async function projectDirtyDocuments(
  makeLedger: () => LedgerContext,
  store: PublishedStore,
  limit = WRITES_PER_SLICE,
): Promise<number> {
  const ledger = makeLedger();
  // Feeds are few and everybody reads them: they never wait behind the thousands of articles of a moved-in history.
  const feeds = listDue(ledger, `key >= 'feed/' AND key < 'feed0' ORDER BY due_at, dirty_since`, limit);
  const articles = listDue(ledger, `+key < 'feed/' ORDER BY due_at, dirty_since`, limit - feeds.length);
  const due = [...feeds, ...articles];
  const queue = due.values();
  const work = async () => {
    for (const document of queue) await projectDocument(makeLedger, store, document);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_WRITES, due.length) }, work));
  return due.length;
}

function listDue(ledger: LedgerContext, which: string, limit: number): DirtyDocument[] {
  return ledger.sql
    .exec<Record<string, SqlStorageValue>>(
      `SELECT key, wanted, changed_at AS changedAt, failures, digest FROM documents
       WHERE dirty_since IS NOT NULL AND due_at <= ? AND ${which} LIMIT ?`,
      ledger.now,
      limit,
    )
    .toArray() as unknown as DirtyDocument[];
}

/** When the next dirty document may be written; null where none is dirty. */
export function findNextProjection(ledger: Pick<LedgerContext, 'sql'>): number | null {
  return ledger.sql
    .exec<{ at: number | null }>('SELECT min(due_at) AS at FROM documents WHERE dirty_since IS NOT NULL')
    .one().at;
}

async function projectDocument(
  makeLedger: () => LedgerContext,
  store: PublishedStore,
  dirty: DirtyDocument,
): Promise<void> {
  try {
    const digest = await writeDocument(makeLedger, store, dirty);
    const { sql, now } = makeLedger();
    sql.exec(
      `UPDATE documents SET written = ?2, written_at = ?3, due_at = ?3 + ?4, failures = 0, digest = ?5,
         dirty_since = CASE WHEN wanted > ?2 THEN dirty_since END WHERE key = ?1`,
      dirty.key,
      dirty.wanted,
      now,
      KV_WRITE_INTERVAL_MS,
      digest,
    );
  } catch (error) {
    const { sql, now } = makeLedger();
    const delay = Math.min(FIRST_RETRY_MS * 2 ** Math.min(dirty.failures, MAX_DOUBLINGS), LAST_RETRY_MS);
    sql.exec(
      'UPDATE documents SET failures = failures + 1, due_at = ? WHERE key = ?',
      now + delay,
      dirty.key,
    );
    console.warn(JSON.stringify({ event: 'projection_failed', document: dirty.key, error: String(error) }));
  }
}

/** Writes one document unless the store has it as it is; gives back what identifies it. */
async function writeDocument(
  makeLedger: () => LedgerContext,
  store: PublishedStore,
  dirty: DirtyDocument,
): Promise<string> {
  const ledger = makeLedger();
  const [kind] = dirty.key.split('/', 1);
  if (kind === 'article') {
    const article = findArticle(ledger, 'id', dirty.key.slice('article/'.length))?.article;
    if (article === undefined || !isPublic(article)) return '';
    const digest = `${article.slug} ${fingerprintArticle(article)}`;
    if (digest !== dirty.digest) {
      await store.putArticle({ article: redactArticle(article), authority: readAuthority(ledger) ?? '' });
    }
    return digest;
  }
  const scope = dirty.key.slice('feed/'.length) as Scope;
  const filter = filterOfScope(scope);
  if (listUnknownSlugs(ledger, filter).length > 0) {
    await store.deleteFeed(scope);
    return '';
  }
  const document = await readFeedDocument(ledger, filter, null, dirty.changedAt);
  const digest = `${document.version} ${document.changedAt}`;
  if (digest !== dirty.digest) await store.putFeed(scope, document);
  notePush(makeLedger(), scope, document);
  return digest;
}
