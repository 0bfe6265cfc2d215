/** Filters as SQL: which articles a feed page holds, and the document that is made of them. */

import type { Article, PublishedArticle } from '../article/article.ts';
import type { Filter } from '../article/filter.ts';
import { buildMatchQuery } from '../article/search-terms.ts';
import { ENVELOPE_BYTES, MAX_FEED_BYTES, measureArticleBytes } from '../feed/size.ts';
import type { FeedDocument, FilterNames } from '../published/document.ts';
import { findCategoryName, findOfficial } from './directory.ts';
import type { FeedCursor } from './feed-cursor.ts';
import { formatFeedCursor } from './feed-cursor.ts';
import type { Ledger } from './ledger.ts';
import { readAuthority, readBirth } from './ledger.ts';

type Binding = string | number;

/** Conditions on `a`, the article's row, with the values for their placeholders. */
interface Conditions {
  readonly from: string;
  readonly where: readonly string[];
  readonly bindings: readonly Binding[];
}

/** The slugs of a filter that the directory does not know: such a feed does not exist. */
export function listUnknownSlugs(ledger: Pick<Ledger, 'sql'>, filter: Filter): string[] {
  return [
    ...[...filter.categories, ...filter.notCategories].filter(
      (slug) => findCategoryName(ledger, slug) === null,
    ),
    ...[...filter.officials, ...filter.notOfficials].filter((slug) => findOfficial(ledger, slug) === null),
  ];
}

/**
 * One page of a feed: the newest articles by publication (then id) before the cursor, and on the first page as
 * many older ones whose major change or withdrawal is later than the oldest of those. `changedAt` is the time
 * of the newest change where the ledger keeps it for the whole feed; null has it computed from the page.
 */
export async function readFeedDocument(
  ledger: Pick<Ledger, 'sql' | 'settings'>,
  filter: Filter,
  cursor: FeedCursor | null,
  changedAt: number | null,
): Promise<FeedDocument> {
  const { feedSize } = ledger.settings;
  const conditions = buildConditions(filter);
  const found = queryNewest(ledger, conditions, cursor, feedSize + 1);
  const budget = { bytes: MAX_FEED_BYTES - ENVELOPE_BYTES };
  const newest = takeWithin(found.slice(0, feedSize), budget);
  const oldest = newest[newest.length - 1];
  const hasOlder = found.length > newest.length;
  const changed =
    hasOlder && cursor === null && oldest !== undefined
      ? queryChanged(ledger, conditions, oldest, feedSize)
      : [];
  const articles = [...newest, ...takeWithin(changed, budget)].sort(compareNewestFirst);
  const document = {
    filter,
    names: readNames(ledger, filter),
    authority: readAuthority(ledger),
    articles,
    cursor: cursor === null ? null : formatFeedCursor(cursor),
    nextCursor: hasOlder && oldest !== undefined ? formatFeedCursor(oldest) : null,
    changedAt: changedAt ?? computeChangedAt(ledger, filter, articles),
  };
  return { ...document, version: await digestDocument(document) };
}

/** What the public may know of an article: of a withdrawn one, nothing of its content. */
export function redactArticle(article: Article): PublishedArticle {
  const whole = article as PublishedArticle;
  if (article.status !== 'withdrawn') return whole;
  return { ...whole, summary: '', content_html: '', image: null, attachments: [] };
}

function queryNewest(
  ledger: Pick<Ledger, 'sql'>,
  conditions: Conditions,
  cursor: FeedCursor | null,
  limit: number,
): PublishedArticle[] {
  // In a place's own index the pair to walk along is the membership's, else the article's.
  const walked = conditions.from.startsWith('memberships')
    ? 'm.published_at, m.article_id'
    : 'a.published_at, a.id';
  const [at, id] = walked.split(', ');
  const before = cursor === null ? [] : [`(${walked}) < (?, ?)`];
  const values = cursor === null ? [] : [cursor.published_at, cursor.id];
  return queryArticles(ledger, conditions, before, values, `${at} DESC, ${id} DESC`, limit);
}

function queryChanged(
  ledger: Pick<Ledger, 'sql'>,
  conditions: Conditions,
  oldest: PublishedArticle,
  limit: number,
): PublishedArticle[] {
  const at = conditions.from.startsWith('memberships') ? 'm.modified_at' : 'a.modified_at';
  const where = [`${at} > ?`, '(a.published_at, a.id) < (?, ?)'];
  const values = [oldest.published_at, oldest.published_at, oldest.id];
  return queryArticles(ledger, conditions, where, values, `${at} DESC, a.id DESC`, limit);
}

function queryArticles(
  ledger: Pick<Ledger, 'sql'>,
  conditions: Conditions,
  where: readonly string[],
  values: readonly Binding[],
  order: string,
  limit: number,
): PublishedArticle[] {
  return ledger.sql
    .exec<{ body: string }>(
      `SELECT a.body FROM ${conditions.from} WHERE ${[...conditions.where, ...where].join(' AND ')}
       ORDER BY ${order} LIMIT ?`,
      ...conditions.bindings,
      ...values,
      limit,
    )
    .toArray()
    .map((row) => redactArticle(JSON.parse(row.body) as Article));
}

function buildConditions(filter: Filter): Conditions {
  const where: string[] = [];
  const bindings: Binding[] = [];
  const add = (condition: string, ...values: Binding[]) => {
    where.push(condition);
    bindings.push(...values);
  };
  const places = [
    ['category', filter.categories],
    ['official', filter.officials],
  ] as const;
  // One wanted slug can be walked along its own index, newest first; everything else along the articles'.
  const walked = places.find(([, slugs]) => slugs.length === 1);
  if (walked === undefined) {
    add(`a.status IN ('published', 'withdrawn')`);
  } else {
    add('m.kind = ? AND m.slug = ? AND m.is_public = 1 AND m.left_at IS NULL', walked[0], walked[1][0] ?? '');
  }
  for (const place of places) {
    const [kind, slugs] = place;
    if (place !== walked && slugs.length > 0) add(`a.id IN (${PLACED})`, kind, JSON.stringify(slugs));
  }
  for (const [kind, slugs] of [
    ['category', filter.notCategories],
    ['official', filter.notOfficials],
  ] as const) {
    if (slugs.length > 0) add(`a.id NOT IN (${PLACED})`, kind, JSON.stringify(slugs));
  }
  if (filter.month !== null) {
    const start = Date.parse(`${filter.month}-01T00:00:00Z`);
    const end = new Date(start);
    end.setUTCMonth(end.getUTCMonth() + 1);
    add('a.published_at >= ? AND a.published_at < ?', start, end.getTime());
  }
  if (filter.q !== null) {
    const match = buildMatchQuery(filter.q);
    // Nothing to search for, as in a query of punctuation alone, is found nowhere.
    if (match === null) add('0');
    else add('a.row IN (SELECT rowid FROM search WHERE search MATCH ?)', match);
  }
  const from =
    walked === undefined ? 'articles AS a' : 'memberships AS m JOIN articles AS a ON a.id = m.article_id';
  return { from, where, bindings };
}

const PLACED = `SELECT article_id FROM memberships
  WHERE kind = ? AND slug IN (SELECT value FROM json_each(?)) AND is_public = 1 AND left_at IS NULL`;

function takeWithin(articles: readonly PublishedArticle[], budget: { bytes: number }): PublishedArticle[] {
  const taken: PublishedArticle[] = [];
  for (const article of articles) {
    budget.bytes -= measureArticleBytes(article);
    // The largest article allowed fits alone; a page is never empty for want of room.
    if (budget.bytes < 0 && taken.length > 0) break;
    taken.push(article);
  }
  return taken;
}

function compareNewestFirst(one: PublishedArticle, other: PublishedArticle): number {
  return other.published_at - one.published_at || (other.id < one.id ? -1 : 1);
}

function readNames(ledger: Pick<Ledger, 'sql'>, filter: Filter): FilterNames {
  const categories: Record<string, string> = {};
  for (const slug of [...filter.categories, ...filter.notCategories]) {
    categories[slug] = findCategoryName(ledger, slug) ?? slug;
  }
  const officials: Record<string, { name: string; role: string | null }> = {};
  for (const slug of [...filter.officials, ...filter.notOfficials]) {
    const official = findOfficial(ledger, slug);
    officials[slug] = { name: official?.name ?? slug, role: official?.role ?? null };
  }
  return { categories, officials };
}

/** The newest change among the page's articles, and the newest departure from the wanted places. */
function computeChangedAt(
  ledger: Pick<Ledger, 'sql'>,
  filter: Filter,
  articles: readonly PublishedArticle[],
): number {
  const { at } = ledger.sql
    .exec<{ at: number | null }>(
      `SELECT max(left_at) AS at FROM memberships WHERE left_at IS NOT NULL
         AND ((kind = 'category' AND slug IN (SELECT value FROM json_each(?)))
           OR (kind = 'official' AND slug IN (SELECT value FROM json_each(?))))`,
      JSON.stringify(filter.categories),
      JSON.stringify(filter.officials),
    )
    .one();
  const since = at ?? (articles.length === 0 ? readBirth(ledger) : 0);
  return articles.reduce((newest, article) => Math.max(newest, article.changed_at), since);
}

async function digestDocument(document: Omit<FeedDocument, 'version'>): Promise<string> {
  // An article's id and revision stand for all of it.
  const articles = document.articles.map((article) => [article.id, article.revision]);
  const bytes = new TextEncoder().encode(JSON.stringify({ ...document, articles }));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
