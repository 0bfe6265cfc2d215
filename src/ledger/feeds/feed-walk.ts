/**
 * Filters as SQL. Every page of a feed is found by walking an index from the newest article on, one index for each
 * wanted place, so that a page costs what it holds and not what the archive holds. Words that many articles have are
 * found along the search index, which stands in the same order.
 */

import type { Filter } from '../../article/filter.ts';
import { findMonthSpan, listUnwantedPlaces, listWantedPlaces } from '../../article/filter.ts';
import { buildMatchQuery } from '../../article/search-terms.ts';
import type { FeedCursor } from '../../feed/address.ts';
import { writeFirstRow } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';

type Binding = string | number;

/** Where an article stands in its feed, and when readers were last told of it. */
export interface Position extends FeedCursor {
  readonly toldAt: number;
}

/** An index, its columns, and the conditions on its rows with the values for their placeholders. */
interface Walk {
  readonly from: string;
  readonly at: string;
  readonly id: string;
  readonly told: string;
  /** The article's row in the search index. */
  readonly row: string;
  readonly where: readonly string[];
  readonly bindings: readonly Binding[];
}

const ALL_ARTICLES = {
  from: 'articles AS a',
  at: 'a.published_at',
  id: 'a.id',
  told: 'a.told_at',
  row: 'a.row',
};
const ALONG_SEARCH = {
  ...ALL_ARTICLES,
  from: 'search CROSS JOIN articles AS a ON a.row = search.rowid',
  row: 'search.rowid',
};
const ONE_PLACE = {
  from: 'memberships AS m',
  at: 'm.published_at',
  id: 'm.article_id',
  told: 'm.told_at',
  row: '(SELECT row FROM articles WHERE articles.id = m.article_id)',
};
/** Looking a word up in one article takes some ten microseconds: places of so many are walked along all the same. */
const SMALL_PLACE = 1000;

/** The newest public articles of a filter before the cursor, newest first. */
export function findNewest(
  ledger: Pick<LedgerContext, 'sql'>,
  filter: Filter,
  cursor: FeedCursor | null,
  limit: number,
): Position[] {
  if (isForNothing(filter)) return [];
  if (isFoundAlongSearch(ledger, filter)) return walkSearch(ledger, filter, cursor, limit);
  return walk(ledger, filter, limit, compareNewestFirst, ({ at, id }) => ({
    ...writeCursor(cursor, at, id),
    order: `${at} DESC, ${id} DESC`,
  }));
}

function writeCursor(cursor: FeedCursor | null, at: string, id: string): Conditions {
  if (cursor === null) return { where: [], bindings: [] };
  return { where: [`(${at}, ${id}) < (?, ?)`], bindings: [cursor.publishedAt, cursor.id] };
}

/** True where a search is for all articles, or for those of a place that has many. */
function isFoundAlongSearch({ sql }: Pick<LedgerContext, 'sql'>, filter: Filter): boolean {
  if (filter.queries.length === 0) return false;
  const place = findWalkedPlace(filter);
  if (place === undefined) return true;
  const [kind, slugs] = place;
  const { count } = sql
    .exec<{ count: number }>(
      `SELECT count(*) AS count FROM (SELECT 1 FROM memberships WHERE kind = ? AND is_public = 1 AND left_at IS NULL
         AND slug IN (SELECT value FROM json_each(?)) LIMIT ?)`,
      kind,
      JSON.stringify(slugs),
      SMALL_PLACE + 1,
    )
    .one();
  return count > SMALL_PLACE;
}

/** The search index gives spans of time in order; within the last one of a page, all are looked at. */
function walkSearch(
  ledger: Pick<LedgerContext, 'sql'>,
  filter: Filter,
  cursor: FeedCursor | null,
  limit: number,
): Position[] {
  const along = buildSearchWalk(filter, cursor);
  const order = 'search.rowid DESC';
  const newest = select(ledger, along, { where: [], bindings: [], order }, limit);
  const last = newest.at(-1);
  if (last === undefined || newest.length < limit) return newest.sort(compareNewestFirst);
  const span = [`${along.row} >= ${writeFirstRow('?')}`, `${along.row} < ${writeFirstRow('?', 1)}`];
  const { publishedAt } = last;
  const beside = select(ledger, along, { where: span, bindings: [publishedAt, publishedAt], order }, -1);
  const found = new Map([...newest, ...beside].map((position) => [position.id, position]));
  return [...found.values()].sort(compareNewestFirst).slice(0, limit);
}

/** The articles before `oldest` that readers were told of after its publication, the latest first. */
export function findToldLater(
  ledger: Pick<LedgerContext, 'sql'>,
  filter: Filter,
  oldest: FeedCursor,
  limit: number,
): Position[] {
  if (isForNothing(filter)) return [];
  return walk(ledger, filter, limit, compareLatestToldFirst, ({ at, id, told }) => ({
    where: [`${told} > ?`, `${told} > ${at}`, `(+${at}, +${id}) < (?, ?)`],
    bindings: [oldest.publishedAt, oldest.publishedAt, oldest.id],
    order: `${told} DESC, ${id} DESC`,
  }));
}

/** The order of a feed: by publication, then id. */
export function compareNewestFirst(one: FeedCursor, other: FeedCursor): number {
  return other.publishedAt - one.publishedAt || compareIds(one, other);
}

function compareLatestToldFirst(one: Position, other: Position): number {
  return other.toldAt - one.toldAt || compareIds(one, other);
}

function compareIds(one: FeedCursor, other: FeedCursor): number {
  return other.id < one.id ? -1 : 1;
}

function walk(
  ledger: Pick<LedgerContext, 'sql'>,
  filter: Filter,
  limit: number,
  compare: (one: Position, other: Position) => number,
  refine: (columns: Walk) => OrderedConditions,
): Position[] {
  const found = new Map<string, Position>();
  for (const one of buildWalks(filter)) {
    for (const row of select(ledger, one, refine(one), limit)) found.set(row.id, row);
  }
  return [...found.values()].sort(compare).slice(0, limit);
}

interface Conditions {
  readonly where: readonly string[];
  readonly bindings: readonly Binding[];
}

interface OrderedConditions extends Conditions {
  readonly order: string;
}

/** `limit`: -1 for all. */
function select(
  { sql }: Pick<LedgerContext, 'sql'>,
  along: Walk,
  { where, bindings, order }: OrderedConditions,
  limit: number,
): Position[] {
  return sql
    .exec<{ id: string; publishedAt: number; toldAt: number }>(
      `SELECT ${along.id} AS id, ${along.at} AS publishedAt, ${along.told} AS toldAt
       FROM ${along.from} WHERE ${[...along.where, ...where].join(' AND ')} ORDER BY ${order} LIMIT ?`,
      ...along.bindings,
      ...bindings,
      limit,
    )
    .toArray();
}

/** The shortest list is the one to walk along. */
function findWalkedPlace(filter: Filter) {
  return listWantedPlaces(filter).find(([, slugs]) => slugs.length > 0);
}

function buildWalks(filter: Filter): Walk[] {
  const walked = findWalkedPlace(filter);
  const columns = walked === undefined ? ALL_ARTICLES : ONE_PLACE;
  const conditions = new ConditionList();
  addFilter(conditions, filter, columns, walked?.[0] ?? null);
  if (filter.queries.length > 0) {
    conditions.add(
      `EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND search.rowid = ${columns.row})`,
      writeMatch(filter.queries),
    );
  }
  const { where, bindings } = conditions;
  if (walked === undefined) return [{ ...columns, where: [IS_PUBLIC, ...where], bindings }];
  const [kind, slugs] = walked;
  return slugs.map((slug) => ({
    ...columns,
    where: ['m.kind = ? AND m.slug = ? AND m.is_public = 1 AND m.left_at IS NULL', ...where],
    bindings: [kind, slug, ...bindings],
  }));
}

function buildSearchWalk(filter: Filter, cursor: FeedCursor | null): Walk {
  const conditions = new ConditionList();
  conditions.add('search MATCH ?', writeMatch(filter.queries));
  if (cursor !== null) {
    conditions.add(`search.rowid < ${writeFirstRow('?', 1)}`, cursor.publishedAt);
  }
  if (filter.months.length > 0) {
    const [start, end] = findMonthsSpan(filter.months);
    conditions.add(`search.rowid >= ${writeFirstRow('?')}`, start);
    conditions.add(`search.rowid < ${writeFirstRow('?', 1)}`, end);
  }
  addFilter(conditions, filter, ALONG_SEARCH, null);
  const { where, bindings } = writeCursor(cursor, ALONG_SEARCH.at, ALONG_SEARCH.id);
  conditions.add([IS_PUBLIC, ...where].join(' AND '), ...bindings);
  return { ...ALONG_SEARCH, where: conditions.where, bindings: conditions.bindings };
}

const IS_PUBLIC = `a.status IN ('published', 'withdrawn')`;

/** Conditions, with the values for their placeholders. */
class ConditionList {
  readonly where: string[] = [];
  readonly bindings: Binding[] = [];

  add(condition: string, ...values: readonly Binding[]): void {
    this.where.push(condition);
    this.bindings.push(...values);
  }
}

/** All of a filter but its words. `walked`: the kind of places that need no condition. */
function addFilter(
  conditions: ConditionList,
  filter: Filter,
  { at, id }: Pick<Walk, 'at' | 'id'>,
  walked: string | null,
): void {
  for (const [kind, slugs] of listWantedPlaces(filter)) {
    if (kind !== walked && slugs.length > 0) conditions.add(buildPlaced(id), JSON.stringify(slugs), kind);
  }
  for (const [kind, slugs] of listUnwantedPlaces(filter)) {
    if (slugs.length > 0) conditions.add(`NOT ${buildPlaced(id)}`, JSON.stringify(slugs), kind);
  }
  const { months } = filter;
  if (months.length === 0) return;
  // The index is walked between the first and the last month alone.
  conditions.add(`${at} >= ? AND ${at} < ?`, ...findMonthsSpan(months));
  if (months.length > 1) {
    conditions.add(
      `EXISTS (SELECT 1 FROM json_each(?) AS span WHERE ${at} >= span.value ->> 0 AND ${at} < span.value ->> 1)`,
      JSON.stringify(months.map(findMonthSpan)),
    );
  }
}

/** From the beginning of the first to the end of the last. */
function findMonthsSpan(months: readonly string[]): [start: number, end: number] {
  const spans = months.map(findMonthSpan);
  return [Math.min(...spans.map(([start]) => start)), Math.max(...spans.map(([, end]) => end))];
}

/** Looks the one article up in each place: what has been walked past is never read. */
function buildPlaced(id: string): string {
  return `EXISTS (SELECT 1 FROM json_each(?) AS wanted CROSS JOIN memberships AS placed
    WHERE placed.kind = ? AND placed.slug = wanted.value AND placed.article_id = ${id}
      AND placed.is_public = 1 AND placed.left_at IS NULL)`;
}

/** True of a search for punctuation alone, which is found nowhere. */
function isForNothing({ queries }: Filter): boolean {
  return queries.length > 0 && writeMatch(queries) === '';
}

/** What finds the articles of any of these searches. */
function writeMatch(queries: readonly string[]): string {
  const matches = queries.map(buildMatchQuery).filter((match) => match !== null);
  return matches.map((match) => `(${match})`).join(' OR ');
}
