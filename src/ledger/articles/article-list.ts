/** Editors' lists of articles: filtered, searched, newest first, in pages. */

import type { Article, ArticleStatus } from '../../article/article.ts';
import type { ArticleResource } from '../../article/resource.ts';
import { buildArticleResource } from '../../article/resource.ts';
import { buildMatchQuery } from '../../article/search-terms.ts';
import { formatTimestamp } from '../../article/timestamp.ts';
import type { LedgerContext } from '../context.ts';
import type { FeedCursor } from '../feeds/feed-cursor.ts';
import { formatFeedCursor } from '../feeds/feed-cursor.ts';
import type { ChangeKind } from './article-change.ts';

export interface ArticleQuery {
  readonly status: ArticleStatus | null;
  readonly category: string | null;
  readonly official: string | null;
  readonly q: string | null;
  readonly limit: number;
  readonly cursor: FeedCursor | null;
}

export interface ArticlePage {
  readonly articles: readonly Article[];
  readonly nextCursor: string | null;
}

/** A revision as the API shows it: who, when, what kind of change, and the article whole. */
export interface RevisionResource {
  readonly revision: number;
  readonly at: string;
  readonly by: string;
  readonly change: ChangeKind;
  readonly article: ArticleResource;
}

/** One page, by date of publication or, without one, of making; then by id. */
export function listArticles(ledger: Pick<LedgerContext, 'sql'>, query: ArticleQuery): ArticlePage {
  const where = ['1'];
  const bindings: (string | number)[] = [];
  const add = (condition: string, ...values: (string | number)[]) => {
    where.push(condition);
    bindings.push(...values);
  };
  if (query.status !== null) add('status = ?', query.status);
  for (const [kind, slug] of [
    ['category', query.category],
    ['official', query.official],
  ] as const) {
    if (slug === null) continue;
    add(
      'id IN (SELECT article_id FROM memberships WHERE kind = ? AND slug = ? AND left_at IS NULL)',
      kind,
      slug,
    );
  }
  if (query.q !== null) {
    const match = buildMatchQuery(query.q);
    if (match === null) return { articles: [], nextCursor: null };
    add('row IN (SELECT rowid FROM search WHERE search MATCH ?)', match);
  }
  if (query.cursor !== null) add('(listed_at, id) < (?, ?)', query.cursor.published_at, query.cursor.id);
  const rows = ledger.sql
    .exec<{ body: string; listed_at: number }>(
      `SELECT body, listed_at FROM articles WHERE ${where.join(' AND ')} ORDER BY listed_at DESC, id DESC LIMIT ?`,
      ...bindings,
      query.limit + 1,
    )
    .toArray();
  const articles = rows.slice(0, query.limit).map((row) => JSON.parse(row.body) as Article);
  const last = articles[articles.length - 1];
  const lastRow = rows[query.limit - 1];
  const hasMore = rows.length > query.limit && last !== undefined && lastRow !== undefined;
  return {
    articles,
    nextCursor: hasMore ? formatFeedCursor({ published_at: lastRow.listed_at, id: last.id }) : null,
  };
}

/** Every revision of an article, the newest first; empty where there is no such article. */
export function listRevisions(
  ledger: Pick<LedgerContext, 'sql' | 'settings'>,
  articleId: string,
): RevisionResource[] {
  return ledger.sql
    .exec<{ revision: number; at: number; by: string; change: ChangeKind; body: string }>(
      'SELECT revision, at, by, change, body FROM revisions WHERE article_id = ? ORDER BY revision DESC',
      articleId,
    )
    .toArray()
    .map(({ body, at, ...row }) => ({
      ...row,
      at: formatTimestamp(at),
      article: buildArticleResource(JSON.parse(body) as Article, ledger.settings.publicUrl),
    }));
}
