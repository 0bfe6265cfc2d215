/** Which documents of the published store want writing: the marks that projection works through. */

import type { Article } from '../../article/article.ts';
import { isPublic } from '../../article/article.ts';
import type { DirectoryKind } from '../../article/directory/directory.ts';
import type { Scope } from '../../article/filter.ts';
import { listNamedFiles } from '../../article/named-files.ts';
import { KV_WRITE_INTERVAL_MS } from '../../published/store.ts';
import { listMemberships } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';
import { takeSequence } from '../context.ts';

/** What a document shows; the first part of its name. */
export const DOCUMENT_KINDS = ['article', 'feed', 'file'] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** `article/{id}`, `feed/{scope}` or `file/{id}`: what a mark is about; the store turns it into its own key. */
export type DocumentName = `article/${string}` | `feed/${Scope}` | `file/${string}`;

/**
 * What has not failed is due within one interval, whatever its last write says: that may have been before the clock was
 * set back, and what is not dirty is not brought forward.
 */
const dueSoonAfter = (now: string) =>
  `due_at = CASE WHEN failures = 0 THEN min(due_at, ${now} + ${KV_WRITE_INTERVAL_MS}) ELSE due_at END`;

/** Marks a document as wanting to be written; the mark goes only when this change or a later one is written. */
function markDirty(ledger: LedgerContext, name: DocumentName): void {
  ledger.sql.exec(
    `INSERT INTO documents (key, wanted, written, dirty_since, changed_at, written_at, due_at, failures, digest)
     VALUES (?1, ?2, 0, ?3, ?3, 0, 0, 0, '')
     ON CONFLICT DO UPDATE SET wanted = excluded.wanted, changed_at = excluded.changed_at,
       dirty_since = coalesce(dirty_since, excluded.dirty_since), ${dueSoonAfter('excluded.dirty_since')}`,
    name,
    takeSequence(ledger),
    ledger.now,
  );
}

/** Enough for all that one change touches. */
const MAX_UNWRITTEN = 200;

/**
 * What the store may have in an older state, of each kind what may be written last: feeds by their scope, articles by
 * their slug, files by their id.
 */
export function listUnwritten(ledger: Pick<LedgerContext, 'sql'>): string[] {
  return DOCUMENT_KINDS.flatMap((kind) => {
    const name =
      kind === 'article' ? `(SELECT 'article/' || slug FROM articles WHERE 'article/' || id = key)` : 'key';
    return ledger.sql
      .exec<{ name: string }>(
        `SELECT ${name} AS name FROM documents WHERE kind = ? AND dirty_since IS NOT NULL
         ORDER BY due_at DESC LIMIT ?`,
        kind,
        MAX_UNWRITTEN,
      )
      .toArray()
      .map(({ name }) => name);
  });
}

/** Marks the document of a feed: it is written to the published store again. */
export function markFeedDirty(ledger: LedgerContext, scope: Scope): void {
  markDirty(ledger, `feed/${scope}`);
}

/** Marks a file whose public state may have changed. */
export function markFileDirty(ledger: LedgerContext, id: string): void {
  markDirty(ledger, `file/${id}`);
}

/** Marks everything that shows an article, in the places it is in and in those it was in before. */
export function markArticleDirty(ledger: LedgerContext, before: Article | null, after: Article): void {
  const versions = [before, after].filter((article) => article !== null).filter(isPublic);
  if (versions.length === 0) return;
  const scopes = new Set<Scope>(['all']);
  for (const version of versions) {
    for (const [kind, slugs] of listMemberships(version)) {
      if (kind === 'language') continue;
      for (const slug of slugs) scopes.add(`${kind}/${slug}`);
    }
  }
  const files = new Set(versions.flatMap(listNamedFiles));
  for (const id of files) markFileDirty(ledger, id);
  markDirty(ledger, `article/${after.id}`);
  for (const scope of scopes) markFeedDirty(ledger, scope);
}

/** Marks everything that shows the name of an entry of the directory: its feed, its articles, and every feed with one of them. */
export function markNameDirty(ledger: LedgerContext, kind: DirectoryKind, slug: string): void {
  markFeedDirty(ledger, `${kind}/${slug}`);
  ledger.sql.exec(
    `WITH named AS (
       SELECT article_id FROM memberships WHERE kind = ?1 AND slug = ?2 AND is_public = 1 AND left_at IS NULL)
     UPDATE documents SET wanted = ?3, changed_at = ?4, dirty_since = coalesce(dirty_since, ?4), ${dueSoonAfter('?4')}
     WHERE key IN (
       SELECT 'article/' || article_id FROM named
       UNION SELECT 'feed/' || kind || '/' || slug FROM named JOIN memberships USING (article_id)
         WHERE is_public = 1 AND left_at IS NULL
       UNION SELECT 'feed/all' FROM named)`,
    kind,
    slug,
    takeSequence(ledger),
    ledger.now,
  );
}

/** Marks a document that must be written even where the store has been told of its newest state. */
export function markForRewriting(ledger: LedgerContext, name: DocumentName): void {
  ledger.sql.exec(
    `UPDATE documents SET wanted = ?2, dirty_since = coalesce(dirty_since, ?3), digest = '', ${dueSoonAfter('?3')}
     WHERE key = ?1`,
    name,
    takeSequence(ledger),
    ledger.now,
  );
}

/**
 * Marks every document there is; `isForced` writes them even where nothing changed. The directory stands in a
 * query of its own because the platform allows five terms to a compound one.
 */
export function markEverythingDirty(ledger: LedgerContext, isForced: boolean): void {
  ledger.sql.exec(
    `INSERT INTO documents (key, wanted, written, dirty_since, changed_at, written_at, due_at, failures, digest)
       SELECT 'article/' || id, 0, 0, NULL, changed_at, 0, 0, 0, '' FROM articles WHERE status IN ('published', 'withdrawn')
       UNION ALL SELECT 'feed/' || kind || '/' || slug, 0, 0, NULL, ?1, 0, 0, 0, '' FROM (
         SELECT 'category' AS kind, slug FROM categories
         UNION ALL SELECT 'official', slug FROM officials
         UNION ALL SELECT 'office', slug FROM offices)
       UNION ALL SELECT 'file/' || id, 0, 0, NULL, ?1, 0, 0, 0, '' FROM (
         SELECT id FROM files WHERE was_public = 1 UNION ALL SELECT id FROM removed_files)
       UNION ALL SELECT 'feed/all', 0, 0, NULL, ?1, 0, 0, 0, '' WHERE true
     ON CONFLICT DO NOTHING`,
    ledger.now,
  );
  ledger.sql.exec(
    `UPDATE documents SET wanted = ?, dirty_since = coalesce(dirty_since, ?), due_at = 0, digest = CASE WHEN ? THEN '' ELSE digest END`,
    takeSequence(ledger),
    ledger.now,
    Number(isForced),
  );
}
