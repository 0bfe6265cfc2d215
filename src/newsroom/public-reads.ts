/** What the public may ask of the ledger besides feeds: an article by its address, and the list of addresses. */

import { fail, type Result, succeed } from '../failure.ts';
import type { ArticleDocument } from '../published/store.ts';
import { findArticle, isPublic } from './article-rows.ts';
import { redactArticle } from './feed-query.ts';
import type { Ledger } from './ledger.ts';
import { readAuthority } from './ledger.ts';

/** The addresses of the pages that search engines are told of. */
export interface PageList {
  /** Newest first; `changedAt` in epoch milliseconds. */
  readonly articles: readonly { readonly slug: string; readonly changedAt: number }[];
  readonly categories: readonly string[];
  readonly officials: readonly string[];
}

/** The document that the published store has, or will have, of a slug; not found for drafts and the like. */
export function readPublicArticle(ledger: Pick<Ledger, 'sql'>, slug: string): Result<ArticleDocument> {
  const article = findArticle(ledger, 'slug', slug)?.article;
  if (article === undefined || !isPublic(article)) {
    return fail({ reason: 'not_found', detail: `There is no article "${slug}".` });
  }
  return succeed({ article: redactArticle(article), authority: readAuthority(ledger) ?? '' });
}

/** Published articles whose page is here and not at an editor's own address, and every category and official. */
export function listPages(ledger: Pick<Ledger, 'sql'>, limit: number): PageList {
  const articles = ledger.sql
    .exec<{ slug: string; changedAt: number }>(
      `SELECT slug, changed_at AS changedAt FROM articles
       WHERE status IN ('published', 'withdrawn') AND status = 'published' AND body ->> '$.url' IS NULL
       ORDER BY published_at DESC, id DESC LIMIT ?`,
      limit,
    )
    .toArray();
  const listSlugs = (table: 'categories' | 'officials') =>
    ledger.sql
      .exec<{ slug: string }>(`SELECT slug FROM ${table} ORDER BY slug`)
      .toArray()
      .map(({ slug }) => slug);
  return { articles, categories: listSlugs('categories'), officials: listSlugs('officials') };
}
