/**
 * Filters as SQL. Every page of a feed is found by walking an index from the newest article on, one index for each
 * wanted place, so that a page costs what it holds and not what the archive holds.
 */

import type { Filter } from '../../article/filter.ts';
import { findMonthSpan, listUnwantedPlaces, listWantedPlaces } from '../../article/filter.ts';
import { buildMatchQuery } from '../../article/search-terms.ts';
import type { LedgerContext } from '../context.ts';
import type { FeedCursor } from './feed-cursor.ts';

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
  readonly where: readonly string[];
  readonly bindings: readonly Binding[];
}

const ALL_ARTICLES = { from: 'articles AS a', at: 'a.published_at', id: 'a.id', told: 'a.told_at' };
const ONE_PLACE = {
  from: 'memberships AS m',
  at: 'm.published_at',
  id: 'm.article_id',
  told: 'm.told_at',
};

/** The newest public articles of a filter before the cursor, newest first. */
export function findNewest(
  ledger: Pick<LedgerContext, 'sql'>,
  filter: Filter,
  cursor: FeedCursor | null,
  limit: number,
): Position[] {
  return walk(ledger, filter, limit, compareNewestFirst, ({ at, id }) => ({
    where: cursor === null ? [] : [`(${at}, ${id}) < (?, ?)`],
    bindings: cursor === null ? [] : [cursor.publishedAt, cursor.id],
    order: `${at} DESC, ${id} DESC`,
  }));
}

/** The articles before `oldest` that readers were told of after its publication, the latest first. */
export function findToldLater(
  ledger: Pick<LedgerContext, 'sql'>,
  filter: Filter,
  oldest: FeedCursor,
  limit: number,
): Position[] {
  return walk(ledger, filter, limit, compareLatestToldFirst, ({ at, id, told }) => ({
    where: [`${told} > ?`, `(+${at}, +${id}) < (?, ?)`],
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
  refine: (columns: Walk) => {
    readonly where: readonly string[];
    readonly bindings: readonly Binding[];
    readonly order: string;
  },
): Position[] {
  const found = new Map<string, Position>();
  for (const one of buildWalks(filter)) {
    const { where, bindings, order } = refine(one);
    const conditions = [...one.where, ...where].join(' AND ');
    const rows = ledger.sql.exec<{ id: string; publishedAt: number; toldAt: number }>(
      `SELECT ${one.id} AS id, ${one.at} AS publishedAt, ${one.told} AS toldAt
       FROM ${one.from} WHERE ${conditions} ORDER BY ${order} LIMIT ?`,
      ...one.bindings,
      ...bindings,
      limit,
    );
    for (const row of rows) found.set(row.id, row);
  }
  return [...found.values()].sort(compare).slice(0, limit);
}

function buildWalks(filter: Filter): Walk[] {
  const groups = listWantedPlaces(filter);
  // The shortest list is the one to walk along.
  const walked = groups.find(([, slugs]) => slugs.length > 0);
  const columns = walked === undefined ? ALL_ARTICLES : ONE_PLACE;
  const where: string[] = [];
  const bindings: Binding[] = [];
  const add = (condition: string, ...values: Binding[]) => {
    where.push(condition);
    bindings.push(...values);
  };
  for (const group of groups) {
    const [kind, slugs] = group;
    if (group !== walked && slugs.length > 0) add(buildPlaced(columns.id), JSON.stringify(slugs), kind);
  }
  for (const [kind, slugs] of listUnwantedPlaces(filter)) {
    if (slugs.length > 0) add(`NOT ${buildPlaced(columns.id)}`, JSON.stringify(slugs), kind);
  }
  if (filter.months.length > 0) addMonths(filter.months, columns.at, add);
  if (filter.queries.length > 0) addSearch(filter.queries, columns.id, add);
  if (walked === undefined)
    return [{ ...columns, where: [`a.status IN ('published', 'withdrawn')`, ...where], bindings }];
  const [kind, slugs] = walked;
  return slugs.map((slug) => ({
    ...columns,
    where: ['m.kind = ? AND m.slug = ? AND m.is_public = 1 AND m.left_at IS NULL', ...where],
    bindings: [kind, slug, ...bindings],
  }));
}

/** Looks the one article up in each place: what has been walked past is never read. */
function buildPlaced(id: string): string {
  return `EXISTS (SELECT 1 FROM json_each(?) AS wanted CROSS JOIN memberships AS placed
    WHERE placed.kind = ? AND placed.slug = wanted.value AND placed.article_id = ${id}
      AND placed.is_public = 1 AND placed.left_at IS NULL)`;
}

type AddCondition = (condition: string, ...values: Binding[]) => void;

function addMonths(months: readonly string[], at: string, add: AddCondition): void {
  const spans = months.map(findMonthSpan);
  const starts = spans.map(([start]) => start);
  const ends = spans.map(([, end]) => end);
  // The index is walked between the first and the last month alone.
  add(`${at} >= ? AND ${at} < ?`, Math.min(...starts), Math.max(...ends));
  if (spans.length > 1) {
    add(
      `EXISTS (SELECT 1 FROM json_each(?) AS span WHERE ${at} >= span.value ->> 0 AND ${at} < span.value ->> 1)`,
      JSON.stringify(spans),
    );
  }
}

function addSearch(queries: readonly string[], id: string, add: AddCondition): void {
  const matches = queries.map(buildMatchQuery).filter((match) => match !== null);
  const match = matches.map((one) => `(${one})`).join(' OR ');
  // Nothing to search for, as in a query of punctuation alone, is found nowhere.
  if (match === '') add('0');
  else
    add(
      `${id} IN (SELECT named.id FROM search JOIN articles AS named ON named.row = search.rowid WHERE search MATCH ?)`,
      match,
    );
}
