/** Previews: addresses that show an unpublished article to whoever has one, for a week. Only their hashes are kept. */

import type { Article } from '../../article/article.ts';
import { isPublic } from '../../article/article.ts';
import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Actor } from '../actor.ts';
import type { LedgerContext } from '../context.ts';
import { findArticle } from './article-rows.ts';

/** How long an address works: time for everybody who must agree to an article. */
export const PREVIEW_SECONDS = 7 * 86_400;
/** Of one article at a time; the oldest end first. */
export const MAX_PREVIEWS_OF_ARTICLE = 20;

/** A preview as those who write the article see it; times are epoch milliseconds. */
export interface PreviewLink {
  readonly createdAt: number;
  readonly by: string;
  readonly expiresAt: number;
}

/** What a preview's address leads to: the article while nobody else can read it, then its page. */
export type Preview =
  | { readonly kind: 'article'; readonly article: Article; readonly expiresAt: number }
  | { readonly kind: 'page'; readonly slug: string };

/** Keeps a preview by the hash of its secret; fails for an article that everybody can read. */
export function insertPreview(
  ledger: LedgerContext,
  articleId: string,
  hash: string,
  actor: Actor,
): Result<PreviewLink> {
  const stored = findArticle(ledger, 'id', articleId);
  if (stored === null) return fail({ code: 'article_not_found', id: articleId });
  if (isPublic(stored.article)) return fail({ code: 'preview_not_possible' });
  const link = { createdAt: ledger.now, by: actor.name, expiresAt: ledger.now + PREVIEW_SECONDS * 1000 };
  ledger.sql.exec('DELETE FROM previews WHERE expires_at <= ?', ledger.now);
  ledger.sql.exec(
    'INSERT INTO previews (hash, article_id, created_at, by, expires_at) VALUES (?, ?, ?, ?, ?)',
    hash,
    articleId,
    link.createdAt,
    link.by,
    link.expiresAt,
  );
  ledger.sql.exec(
    `DELETE FROM previews WHERE hash IN (
       SELECT hash FROM previews WHERE article_id = ? ORDER BY created_at DESC LIMIT -1 OFFSET ?)`,
    articleId,
    MAX_PREVIEWS_OF_ARTICLE,
  );
  return succeed(link);
}

/** Ends all previews of an article. False: there is no such article. */
export function deletePreviews(ledger: Pick<LedgerContext, 'sql'>, articleId: string): boolean {
  ledger.sql.exec('DELETE FROM previews WHERE article_id = ?', articleId);
  return findArticle(ledger, 'id', articleId) !== null;
}

/** The previews of an article that work now, the newest first. */
export function listPreviews(ledger: Pick<LedgerContext, 'sql' | 'now'>, articleId: string): PreviewLink[] {
  return ledger.sql
    .exec<{ createdAt: number; by: string; expiresAt: number }>(
      `SELECT created_at AS createdAt, by, expires_at AS expiresAt FROM previews
       WHERE article_id = ? AND expires_at > ? ORDER BY created_at DESC`,
      articleId,
      ledger.now,
    )
    .toArray();
}

/** What the preview with this hash leads to; null for one that is none, or no more. */
export function findPreview(ledger: Pick<LedgerContext, 'sql' | 'now'>, hash: string): Preview | null {
  const [row] = ledger.sql
    .exec<{ articleId: string; expiresAt: number }>(
      `SELECT article_id AS articleId, expires_at AS expiresAt FROM previews WHERE hash = ? AND expires_at > ?`,
      hash,
      ledger.now,
    )
    .toArray();
  const article = row === undefined ? undefined : findArticle(ledger, 'id', row.articleId)?.article;
  if (row === undefined || article === undefined) return null;
  if (isPublic(article)) return { kind: 'page', slug: article.slug };
  return { kind: 'article', article, expiresAt: row.expiresAt };
}
