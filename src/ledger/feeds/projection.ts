/** Projection: the ledger's dirty documents into the published store, each a pure function of the ledger's rows. */

import { fingerprintArticle, isPublic } from '../../article/article.ts';
import type { Scope } from '../../article/filter.ts';
import { expandScope } from '../../article/filter.ts';
import { redactArticle } from '../../article/withdrawal-notice.ts';
import { hasHub } from '../../feed/address.ts';
import type { PublishedStore } from '../../published/store.ts';
import { KV_WRITE_INTERVAL_MS, UnansweredWrite } from '../../published/store.ts';
import { notePush } from '../../websub/pushes.ts';
import { findArticle } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';
import { findNextTry, readAuthority } from '../context.ts';
import { readFileDocument } from '../files.ts';
import type { DocumentKind, DocumentName } from './documents.ts';
import { DOCUMENT_KINDS } from './documents.ts';
import { dateNextVersion } from './feed-changed-at.ts';
import { listUnknownSlugs, readFeedDocument } from './feed-query.ts';

/** Writes in one slice: few enough for an invocation of the free plan. */
const WRITES_PER_SLICE = 50;
/** Of those writes, files may take one in so many. */
const FILES_SHARE = 2;
/** Writes under way at once: the platform's connections that may wait for an answer. */
const PARALLEL_WRITES = 6;

interface DirtyDocument {
  readonly key: DocumentName;
  readonly wanted: number;
  readonly changedAt: number;
  readonly failures: number;
  readonly digest: string;
  readonly version: string;
  readonly lastModifiedAt: number;
}

/** A write whose answer came too late to wait for: once it is `settled`, the document must be written again. */
export type NoteLateWrite = (key: DocumentName, settled: Promise<void>) => void;

/**
 * Writes what is dirty and due, the longest waiting first. A mark goes only if the state that was written is still
 * the newest wanted one. Returns how many documents were tried; failures are noted and put off, never thrown.
 */
export async function projectDirtyDocuments(
  makeLedger: () => LedgerContext,
  store: PublishedStore,
  noteLateWrite: NoteLateWrite,
  limit = WRITES_PER_SLICE,
): Promise<number> {
  const due = listDueDocuments(makeLedger(), limit);
  const queue = due.values();
  const work = async () => {
    for (const document of queue) await projectDocument(makeLedger, store, document, noteLateWrite);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_WRITES, due.length) }, work));
  return due.length;
}

/** The documents of one slice, in the order in which they are written. */
export function listDueDocuments(ledger: LedgerContext, limit = WRITES_PER_SLICE): DirtyDocument[] {
  // The pictures of an article are there before it is; those of a moved-in history leave room for everything else.
  const files = listDue(ledger, 'file', limit / FILES_SHARE);
  // Feeds are few and everybody reads them: they never wait behind the thousands of articles of a moved-in history.
  const feeds = listDue(ledger, 'feed', limit - files.length);
  const articles = listDue(ledger, 'article', limit - files.length - feeds.length);
  return [...files, ...feeds, ...articles];
}

function listDue(ledger: LedgerContext, kind: DocumentKind, limit: number): DirtyDocument[] {
  return ledger.sql
    .exec<Record<string, SqlStorageValue>>(
      `SELECT key, wanted, changed_at AS changedAt, failures, digest, version,
         last_modified_at AS lastModifiedAt FROM documents
       WHERE kind = ? AND dirty_since IS NOT NULL AND due_at <= ? ORDER BY due_at, dirty_since LIMIT ?`,
      kind,
      ledger.now,
      limit,
    )
    .toArray() as unknown as DirtyDocument[];
}

/** When the next dirty document may be written; null where none is dirty. */
export function findNextProjection(ledger: Pick<LedgerContext, 'sql'>): number | null {
  const times = DOCUMENT_KINDS.map((kind) => findNextOfKind(ledger, kind)).filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

function findNextOfKind(ledger: Pick<LedgerContext, 'sql'>, kind: DocumentKind): number | null {
  return ledger.sql
    .exec<{ at: number | null }>(
      'SELECT min(due_at) AS at FROM documents WHERE kind = ? AND dirty_since IS NOT NULL',
      kind,
    )
    .one().at;
}

async function projectDocument(
  makeLedger: () => LedgerContext,
  store: PublishedStore,
  dirty: DirtyDocument,
  noteLateWrite: NoteLateWrite,
): Promise<void> {
  const startedAt = makeLedger().now;
  let write = prepareNothing(dirty);
  try {
    write = await prepareWrite(makeLedger, store, dirty);
    await write.run();
    const { sql, now } = makeLedger();
    sql.exec(
      `UPDATE documents SET written = ?2, written_at = ?3, due_at = ?3 + ?4, failures = 0, digest = ?5, version = ?6,
         last_modified_at = ?7, dirty_since = CASE WHEN wanted > ?2 THEN ?8 END WHERE key = ?1`,
      dirty.key,
      dirty.wanted,
      now,
      KV_WRITE_INTERVAL_MS,
      write.digest,
      write.version,
      write.lastModifiedAt,
      // What was wanted meanwhile has not waited for longer than the write took.
      startedAt,
    );
  } catch (error) {
    const { sql, now } = makeLedger();
    // The store may have it all the same: the next version is dated after this one, and written whatever was before.
    sql.exec(
      `UPDATE documents SET failures = failures + 1, due_at = ?2, digest = '', version = ?3, last_modified_at = ?4
       WHERE key = ?1`,
      dirty.key,
      findNextTry(dirty.failures + 1, now),
      write.version,
      write.lastModifiedAt,
    );
    if (error instanceof UnansweredWrite) noteLateWrite(dirty.key, error.settled);
    console.warn(JSON.stringify({ event: 'projection_failed', document: dirty.key, error: String(error) }));
  }
}

/** A document's write, with what the ledger is to remember of it. */
interface PreparedWrite {
  readonly digest: string;
  readonly version: string;
  readonly lastModifiedAt: number;
  readonly run: () => Promise<void>;
}

function prepareNothing({ version, lastModifiedAt }: DirtyDocument): PreparedWrite {
  return { digest: '', version, lastModifiedAt, run: () => Promise.resolve() };
}

/** Makes a document ready to be written, unless the store has it as it is. */
async function prepareWrite(
  makeLedger: () => LedgerContext,
  store: PublishedStore,
  dirty: DirtyDocument,
): Promise<PreparedWrite> {
  const ledger = makeLedger();
  const nothing = prepareNothing(dirty);
  const [kind] = dirty.key.split('/', 1);
  if (kind === 'article') {
    const article = findArticle(ledger, 'id', dirty.key.slice('article/'.length))?.article;
    if (article === undefined || !isPublic(article)) return nothing;
    const digest = `${article.slug} ${fingerprintArticle(article)}`;
    if (digest === dirty.digest) return { ...nothing, digest };
    const document = { article: redactArticle(article), authority: readAuthority(ledger) ?? '' };
    return { ...nothing, digest, run: () => store.putArticle(document) };
  }
  if (kind === 'file') {
    const id = dirty.key.slice('file/'.length);
    const document = readFileDocument(ledger, id);
    if (document === null) return { ...nothing, run: () => store.deleteFile(id) };
    const digest = JSON.stringify(document);
    return { ...nothing, digest, ...(digest !== dirty.digest && { run: () => store.putFile(id, document) }) };
  }
  const scope = dirty.key.slice('feed/'.length) as Scope;
  const filter = expandScope(scope);
  if (listUnknownSlugs(ledger, filter).length > 0) {
    return { ...nothing, run: () => store.deleteFeed(scope) };
  }
  const document = await readFeedDocument(ledger, filter, null, dirty.changedAt);
  const { version, changedAt } = document;
  const lastModifiedAt =
    version === dirty.version
      ? Math.max(changedAt, dirty.lastModifiedAt)
      : dateNextVersion(changedAt, dirty.lastModifiedAt);
  const digest = `${version} ${lastModifiedAt}`;
  const run = async () => {
    if (digest !== dirty.digest) await store.putFeed(scope, { ...document, lastModifiedAt });
    if (hasHub(filter, null)) notePush(makeLedger(), scope, document);
  };
  return { digest, version, lastModifiedAt, run };
}
