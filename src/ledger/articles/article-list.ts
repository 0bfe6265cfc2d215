/** Editors' lists of articles: filtered, searched, newest first, in pages. */

import type { Article, ArticleStatus } from '../../article/article.ts';
import { buildMatchQuery } from '../../article/search-terms.ts';
import type { FeedCursor } from '../../feed/address.ts';
import { formatFeedCursor } from '../../feed/address.ts';
import type { LedgerContext } from '../context.ts';
import { readArticle } from './article-rows.ts';

/** Characters of articles that one page holds: a call between objects carries 32 MiB, and some need three bytes each. */
const MAX_PAGE_CHARACTERS = 4_000_000;

/** Which articles of every status are wanted; null: any. `q` is searched for; `limit` counts articles. */
export interface ArticleQuery {
  readonly status: ArticleStatus | null;
  readonly category: string | null;
  readonly official: string | null;
  readonly q: string | null;
  readonly limit: number;
  readonly cursor: FeedCursor | null;
}

/** A page of articles, and where the next one begins; null: that was all. */
export interface ArticlePage {
  /** Fewer than were asked for where they are large. */
  readonly articles: readonly Article[];
  readonly nextCursor: string | null;
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
  if (query.cursor !== null) add('(listed_at, id) < (?, ?)', query.cursor.publishedAt, query.cursor.id);
  const rows = ledger.sql.exec<{ body: string; listedAt: number }>(
    `SELECT body, listed_at AS listedAt FROM articles WHERE ${where.join(' AND ')} ORDER BY listed_at DESC, id DESC`,
    ...bindings,
  );
  const articles: Article[] = [];
  let characters = 0;
  let last: FeedCursor | null = null;
  // Read one by one: a page's worth of the largest articles would not fit in memory several times over.
  for (const { body, listedAt } of rows) {
    characters += body.length;
    const isFull =
      articles.length === query.limit || (articles.length > 0 && characters > MAX_PAGE_CHARACTERS);
    if (isFull) return { articles, nextCursor: last === null ? null : formatFeedCursor(last) };
    const article = readArticle(ledger, body);
    articles.push(article);
    last = { publishedAt: listedAt, id: article.id };
  }
  return { articles, nextCursor: null };
}
