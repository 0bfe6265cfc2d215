/** What the public may ask of the ledger besides feeds: an article by its address, and the list of addresses. */

import { isPublic } from '../../article/article.ts';
import type { DirectoryKind, FOLDERS } from '../../article/directory/directory.ts';
import { EVERYTHING, findMonthSpan } from '../../article/filter.ts';
import { redactArticle } from '../../article/withdrawal-notice.ts';
import { fail, type Result, succeed } from '../../failure.ts';
import type { ArticleDocument } from '../../published/store.ts';
import { findArticle } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';
import { readAuthority } from '../context.ts';
import { findOffice } from '../directory.ts';
import { findNewest } from './feed-walk.ts';

/** The address of an article's page; `changedAt` in epoch milliseconds. */
export interface PageOfArticle {
  readonly slug: string;
  readonly changedAt: number;
}

/** A page of news as search engines list it while it is new. */
export interface PageOfNews {
  readonly slug: string;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Epoch milliseconds. */
  readonly publishedAt: number;
}

/** The addresses of the pages that search engines are told of. */
export interface PageList {
  /** Newest first; none where there are more than were asked for. */
  readonly articles: readonly PageOfArticle[];
  /** Where there are more: every month with an article, `YYYY-MM`, newest first. */
  readonly months: readonly string[];
  readonly categories: readonly string[];
  readonly officials: readonly string[];
  readonly offices: readonly string[];
}

/** The document that the published store has, or will have, of a slug; not found for drafts and the like. */
export function readPublicArticle(ledger: Pick<LedgerContext, 'sql'>, slug: string): Result<ArticleDocument> {
  const article = findArticle(ledger, 'slug', slug)?.article;
  if (article === undefined || !isPublic(article)) {
    return fail({ code: 'article_not_found', id: slug });
  }
  return succeed({ article: redactArticle(article), authority: readAuthority(ledger) ?? '' });
}

/** An article as a link to it. */
export interface LinkedArticle {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
}

/** What else there is for whoever has read an article. */
export interface Surroundings {
  /** The one published before, and after; null at either end. */
  readonly previous: LinkedArticle | null;
  readonly next: LinkedArticle | null;
  /** The newest about the same people, then about the same subjects. */
  readonly related: readonly LinkedArticle[];
  /** Those that the officials held in it. */
  readonly offices: readonly { readonly slug: string; readonly name: string }[];
}

/** More are a list of their own, a link away. */
const MAX_RELATED = 5;

/** What surrounds a published article; null for what is none. */
export function findSurroundings(ledger: Pick<LedgerContext, 'sql'>, slug: string): Surroundings | null {
  const article = findArticle(ledger, 'slug', slug)?.article;
  if (article?.status !== 'published' || article.publishedAt === null) return null;
  const beside = (comparison: '<' | '>', order: 'ASC' | 'DESC') =>
    selectLinks(
      ledger,
      `(published_at, id) ${comparison} (?, ?) ORDER BY published_at ${order}, id ${order} LIMIT 1`,
      article.publishedAt,
      article.id,
    )[0] ?? null;
  const officials = article.officials.map((official) => official.slug);
  const categories = article.categories.map((category) => category.slug);
  // Itself and some that were withdrawn may be among them.
  const limit = 2 * MAX_RELATED;
  const ids = [
    ...(officials.length === 0 ? [] : findNewest(ledger, { ...EVERYTHING, officials }, null, limit)),
    ...(categories.length === 0 ? [] : findNewest(ledger, { ...EVERYTHING, categories }, null, limit)),
  ].map(({ id }) => id);
  const related = [...new Set(ids)]
    .filter((id) => id !== article.id)
    .flatMap((id) => selectLinks(ledger, 'id = ?', id))
    .slice(0, MAX_RELATED);
  const held = new Set(article.officials.map(({ office }) => office));
  const offices = [...held].flatMap((slug) => (slug === null ? [] : (findOffice(ledger, slug) ?? [])));
  return {
    previous: beside('<', 'DESC'),
    next: beside('>', 'ASC'),
    related,
    offices: offices.map((office) => ({ slug: office.slug, name: office.name })),
  };
}

function selectLinks(
  ledger: Pick<LedgerContext, 'sql'>,
  condition: string,
  ...bindings: readonly SqlStorageValue[]
): LinkedArticle[] {
  return ledger.sql
    .exec<Record<keyof LinkedArticle, string>>(
      `SELECT slug, body ->> '$.title' AS title, body ->> '$.language' AS language ${PUBLIC}
       AND status = 'published' AND ${condition}`,
      ...bindings,
    )
    .toArray();
}

/** The index of public articles, newest first; those withdrawn have no page to be found, others one elsewhere. */
const PUBLIC = `FROM articles WHERE status IN ('published', 'withdrawn')`;
const IS_HERE = `status = 'published' AND body ->> '$.url' IS NULL`;

const NEWS_AGE_MS = 2 * 86_400_000;
const MAX_NEWS = 1000;
/** As many as one sitemap may name; of a month that has more, the newest. */
const MAX_PAGES = 50_000;

/** Published articles whose page is here, or the months that have some, and every entry of the directory. */
export function listPages(ledger: Pick<LedgerContext, 'sql'>, limit: number): PageList {
  const [beyond] = ledger.sql
    .exec(`SELECT 1 ${PUBLIC} ORDER BY published_at DESC, id DESC LIMIT 1 OFFSET ?`, limit)
    .toArray();
  const listSlugs = (table: (typeof FOLDERS)[DirectoryKind]) =>
    ledger.sql
      .exec<{ slug: string }>(`SELECT slug FROM ${table} ORDER BY slug`)
      .toArray()
      .map(({ slug }) => slug);
  return {
    articles: beyond === undefined ? listArticles(ledger, 0, Number.MAX_SAFE_INTEGER) : [],
    months: beyond === undefined ? [] : listMonths(ledger, IS_HERE),
    categories: listSlugs('categories'),
    officials: listSlugs('officials'),
    offices: listSlugs('offices'),
  };
}

/** Published articles of a month (`YYYY-MM`, UTC) whose page is here, newest first. */
export function listPagesOfMonth(ledger: Pick<LedgerContext, 'sql'>, month: string): PageOfArticle[] {
  return listArticles(ledger, ...findMonthSpan(month));
}

/** Articles published in the last two days whose page is here, newest first: as old and as many as Google News takes. */
export function listNews(ledger: Pick<LedgerContext, 'sql' | 'now'>): PageOfNews[] {
  return ledger.sql
    .exec<Record<keyof PageOfNews, SqlStorageValue>>(
      `SELECT slug, body ->> '$.title' AS title, body ->> '$.language' AS language, published_at AS publishedAt
       ${PUBLIC} AND published_at >= ? AND ${IS_HERE} ORDER BY published_at DESC, id DESC LIMIT ?`,
      ledger.now - NEWS_AGE_MS,
      MAX_NEWS,
    )
    .toArray() as unknown as PageOfNews[];
}

function listArticles(ledger: Pick<LedgerContext, 'sql'>, from: number, until: number): PageOfArticle[] {
  return ledger.sql
    .exec<{ slug: string; changedAt: number }>(
      `SELECT slug, changed_at AS changedAt ${PUBLIC} AND published_at >= ? AND published_at < ? AND ${IS_HERE}
       ORDER BY published_at DESC, id DESC LIMIT ?`,
      from,
      until,
      MAX_PAGES,
    )
    .toArray();
}

/** Every month that published an article or has its notice, `YYYY-MM`, newest first. */
export function listArchiveMonths(ledger: Pick<LedgerContext, 'sql'>): string[] {
  return listMonths(ledger, 'true');
}

/** One step in the index for each month, however many articles it has. */
function listMonths(ledger: Pick<LedgerContext, 'sql'>, condition: string): string[] {
  const months: string[] = [];
  let before = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const [newest] = ledger.sql
      .exec<{ at: number }>(
        `SELECT published_at AS at ${PUBLIC} AND published_at < ? AND ${condition}
         ORDER BY published_at DESC LIMIT 1`,
        before,
      )
      .toArray();
    if (newest === undefined) return months;
    const month = new Date(newest.at).toISOString().slice(0, 7);
    months.push(month);
    [before] = findMonthSpan(month);
  }
}
