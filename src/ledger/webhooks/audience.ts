/** Audiences: what an event's article is, as the filters of endpoints see it. */

import { type Article, isPublic } from '../../article/article.ts';
import { extractText } from '../../article/content/text.ts';
import type { FilterLists } from '../../article/filter.ts';
import { listLanguageRanges } from '../../article/language.ts';
import { buildMatchQuery } from '../../article/search-terms.ts';
import { buildSearchText, listMemberships } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';

/** What an endpoint wants to be told of. Empty lists and null mean everything; different parts are AND, as in feeds. */
export interface EndpointFilter extends FilterLists {
  /** A search, normalised as a feed's. */
  readonly q: string | null;
}

/** A state of an article, or several that stand in the same places. */
export interface Audience {
  readonly categories: readonly string[];
  readonly officials: readonly string[];
  readonly offices: readonly string[];
  /** Every range that its language is in. */
  readonly languages: readonly string[];
  /** The revisions that they are. */
  readonly revisions: readonly number[];
}

type Places = Omit<Audience, 'revisions'>;

/** What endpoints' filters are compared with. */
export type SearchedAudience = Places & {
  /** Of the searches that endpoints had at that time, those that find the article. */
  readonly queries: readonly string[];
};

/** Whether a filter wants this state of an article. */
export function meetsFilter(filter: EndpointFilter, audience: SearchedAudience): boolean {
  const meetsAny = (wanted: readonly string[], there: readonly string[]) =>
    wanted.length === 0 || wanted.some((slug) => there.includes(slug));
  const meetsNone = (unwanted: readonly string[], there: readonly string[]) =>
    !unwanted.some((slug) => there.includes(slug));
  return (
    meetsAny(filter.categories, audience.categories) &&
    meetsAny(filter.officials, audience.officials) &&
    meetsAny(filter.offices, audience.offices) &&
    meetsAny(filter.languages, audience.languages) &&
    meetsNone(filter.notCategories, audience.categories) &&
    meetsNone(filter.notOfficials, audience.officials) &&
    (filter.q === null || audience.queries.includes(filter.q))
  );
}

/** Whether no article can meet both, as far as can be said without looking at articles. */
export function areDisjoint(one: EndpointFilter, other: EndpointFilter): boolean {
  return (
    excludes(one.categories, other.notCategories) ||
    excludes(other.categories, one.notCategories) ||
    excludes(one.officials, other.notOfficials) ||
    excludes(other.officials, one.notOfficials) ||
    (one.languages.length > 0 &&
      other.languages.length > 0 &&
      !one.languages.some((range) =>
        other.languages.some(
          (second) =>
            listLanguageRanges(range).includes(second) || listLanguageRanges(second).includes(range),
        ),
      ))
  );
}

/** The audiences of those states of an article that the public saw. */
export function listAudiences(articles: readonly (Article | null)[]): Audience[] {
  return articles
    .filter((article) => article !== null)
    .filter(isPublic)
    .map((article) => ({ ...listPlaces(article), revisions: [article.revision] }));
}

/** Every place the article ever stood in while it was public. One revision at a time: together they may be large. */
export function listAudiencesEver(ledger: Pick<LedgerContext, 'sql'>, articleId: string): Audience[] {
  const revisions = new Map<string, number[]>();
  for (const { body } of ledger.sql.exec<{ body: string }>(
    'SELECT body FROM revisions WHERE article_id = ?',
    articleId,
  )) {
    const article = JSON.parse(body) as Article;
    if (!isPublic(article)) continue;
    const places = JSON.stringify(listPlaces(article));
    revisions.set(places, [...(revisions.get(places) ?? []), article.revision]);
  }
  return [...revisions].map(([places, numbers]) => ({
    ...(JSON.parse(places) as Places),
    revisions: numbers,
  }));
}

/** An article as endpoints' filters see it just now. */
export function searchArticle(ledger: Pick<LedgerContext, 'sql'>, article: Article): SearchedAudience {
  return { ...listPlaces(article), queries: listMetQueries(ledger, article) };
}

/**
 * Keeps which searches find an article that is about to be told of: its text will not be there when the event goes to
 * endpoints, nor when it is withdrawn. Of a notice there is nothing to find.
 */
export function keepMetQueries(ledger: Pick<LedgerContext, 'sql'>, article: Article): void {
  if (article.status !== 'published') return;
  for (const q of listMetQueries(ledger, article)) {
    ledger.sql.exec(
      'INSERT OR IGNORE INTO met_searches (article_id, revision, q) VALUES (?, ?, ?)',
      article.id,
      article.revision,
      q,
    );
  }
}

/** Adds the searches that found the revisions when they were told of. */
export function readMetQueries(
  { sql }: Pick<LedgerContext, 'sql'>,
  articleId: string | null,
  audience: readonly Audience[],
): SearchedAudience[] {
  return audience.map(({ revisions, ...places }) => ({
    ...places,
    queries: sql
      .exec<{ q: string }>(
        `SELECT DISTINCT q FROM met_searches
         WHERE article_id = ? AND revision IN (SELECT value FROM json_each(?))`,
        articleId,
        JSON.stringify(revisions),
      )
      .toArray()
      .map(({ q }) => q),
  }));
}

function listPlaces(article: Article): Places {
  const memberships = new Map(listMemberships(article));
  return {
    categories: memberships.get('category') ?? [],
    officials: memberships.get('official') ?? [],
    offices: memberships.get('office') ?? [],
    languages: memberships.get('language') ?? [],
  };
}

/** Searches asked in one statement: none of its values may reach 2 MB. */
const SEARCHES_PER_STATEMENT = 1000;

/**
 * The searches of endpoints that find an article. An index made as the one of feeds is asked, so that a webhook and a
 * feed never differ in what a word finds.
 */
function listMetQueries(ledger: Pick<LedgerContext, 'sql'>, article: Article): string[] {
  const queries = listSearches(ledger);
  if (queries.length === 0) return [];
  const { sql } = ledger;
  const text = buildSearchText(article, extractText(article.contentHtml));
  sql.exec('INSERT INTO search_probe (text) VALUES (?)', text);
  const met: string[] = [];
  for (let start = 0; start < queries.length; start += SEARCHES_PER_STATEMENT) {
    const asked = queries.slice(start, start + SEARCHES_PER_STATEMENT).map((q) => [q, buildMatchQuery(q)]);
    // One statement for many: each of its own would cost several times what the index does.
    const found = sql.exec<{ q: string }>(
      `SELECT value ->> 0 AS q FROM json_each(?)
       WHERE EXISTS (SELECT 1 FROM search_probe WHERE search_probe MATCH value ->> 1)`,
      JSON.stringify(asked),
    );
    met.push(...found.toArray().map(({ q }) => q));
  }
  sql.exec('DELETE FROM search_probe');
  return met;
}

/** Every search that an endpoint has, each found by the one before it: many endpoints may have the same. */
function listSearches({ sql }: Pick<LedgerContext, 'sql'>): string[] {
  return sql
    .exec<{ q: string }>(
      `WITH RECURSIVE searches (q) AS (
         SELECT min(q) FROM endpoints WHERE q IS NOT NULL AND removed_at IS NULL
         UNION ALL
         SELECT (SELECT min(q) FROM endpoints WHERE q > searches.q AND removed_at IS NULL)
         FROM searches WHERE q IS NOT NULL)
       SELECT q FROM searches WHERE q IS NOT NULL`,
    )
    .toArray()
    .map(({ q }) => q);
}

/** Whether everything that is wanted is unwanted on the other side. */
function excludes(wanted: readonly string[], unwanted: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((slug) => unwanted.includes(slug));
}
