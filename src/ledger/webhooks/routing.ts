/** Which endpoints an event goes to: the endpoints' filters as an index, asked page by page. */

import type { PlaceKind } from '../../article/filter.ts';
import type { EventType } from '../../delivery/event.ts';
import { isOperatorEvent } from '../../delivery/event.ts';
import type { LedgerContext } from '../context.ts';
import { type EndpointFilter, meetsFilter, type SearchedAudience } from './audience.ts';
import type { LedgerEvent } from './events.ts';

/** What decides where events go. */
export interface RoutedEndpoint extends EndpointFilter {
  readonly id: string;
  readonly events: readonly EventType[];
}

type RouteKind = 'any' | PlaceKind | 'query';

/** A row of the index: an event, and one thing of its article by which it is wanted. */
interface RouteRow extends Record<string, string | number> {
  readonly event: string;
  readonly kind: RouteKind;
  readonly slug: string;
  /** 1 where the article must meet more of the endpoint's filter than what found the row. */
  readonly isPartial: 0 | 1;
}

/** Replaces an endpoint's rows in the index, where they change. */
export function writeRoutes(ledger: LedgerContext, endpoint: RoutedEndpoint): void {
  const wanted = listWantedRoutes(endpoint);
  const known = ledger.sql
    .exec<RouteRow>(
      'SELECT event, kind, slug, is_partial AS isPartial FROM routes WHERE endpoint_id = ?',
      endpoint.id,
    )
    .toArray();
  if (isSameSet(known, wanted)) return;
  deleteRoutes(ledger, endpoint.id);
  for (const { event, kind, slug, isPartial } of wanted) {
    ledger.sql.exec(
      'INSERT OR IGNORE INTO routes (event, kind, slug, endpoint_id, is_partial) VALUES (?, ?, ?, ?, ?)',
      event,
      kind,
      slug,
      endpoint.id,
      isPartial,
    );
  }
}

function listWantedRoutes({ events, ...endpoint }: RoutedEndpoint): RouteRow[] {
  const { categories, officials, offices, notCategories, notOfficials, languages, q } = endpoint;
  // What the fewest articles have comes first: it is what an endpoint is found by.
  const wanted: readonly (readonly [RouteKind, readonly string[]])[] = [
    ['official', officials],
    ['office', offices],
    ['category', categories],
    ['query', q === null ? [] : [q]],
    ['language', languages],
  ];
  const there = wanted.filter(([, values]) => values.length > 0);
  const [kind, slugs] = there[0] ?? ['any', ['']];
  const isPartial = there.length > 1 || notCategories.length + notOfficials.length > 0 ? 1 : 0;
  return events.flatMap((event): RouteRow[] =>
    // What happens to endpoints happens in no category.
    isOperatorEvent(event)
      ? [{ event, kind: 'any', slug: '', isPartial: 0 }]
      : slugs.map((slug) => ({ event, kind, slug, isPartial })),
  );
}

function isSameSet(rows: readonly RouteRow[], others: readonly RouteRow[]): boolean {
  const write = (list: readonly RouteRow[]) =>
    list.map(({ event, kind, slug, isPartial }) => JSON.stringify([event, kind, slug, isPartial])).sort();
  return JSON.stringify(write(rows)) === JSON.stringify(write(others));
}

/** Takes an endpoint out of the index: no event reaches it any more. */
export function deleteRoutes(ledger: LedgerContext, endpointId: string): void {
  ledger.sql.exec('DELETE FROM routes WHERE endpoint_id = ?', endpointId);
}

/** One page of an event's endpoints. */
export interface EndpointPage {
  readonly ids: readonly string[];
  /** Where the next page begins; null where this was the last. */
  readonly cursor: string | null;
}

/**
 * The next endpoints of an event after `cursor`, in the order of their ids, at most `limit`. Each place is one range of
 * the index, so endpoints that want other places are never looked at.
 */
export function listMatchingEndpoints(
  ledger: Pick<LedgerContext, 'sql'>,
  event: Pick<LedgerEvent, 'type' | 'audience'>,
  cursor: string,
  limit: number,
): EndpointPage {
  const found = new Set<string>();
  // A range that was cut at the limit says nothing beyond its last id; the page ends there.
  let bound: string | null = null;
  for (const route of listRoutes(event)) {
    const rows = ledger.sql
      .exec<{ id: string; endpoint: string | null }>(
        `SELECT endpoint_id AS id, CASE is_partial WHEN 1 THEN (SELECT body FROM endpoints WHERE id = endpoint_id) END AS endpoint
         FROM routes WHERE event = ? AND kind = ? AND slug = ? AND endpoint_id > ? ORDER BY endpoint_id LIMIT ?`,
        route.event,
        route.kind,
        route.slug,
        cursor,
        limit,
      )
      .toArray();
    const last = rows.length === limit ? rows[rows.length - 1]?.id : undefined;
    if (last !== undefined && (bound === null || last < bound)) bound = last;
    for (const row of rows) {
      if (row.endpoint === null || meetsAny(row.endpoint, route.audience)) found.add(row.id);
    }
  }
  const sorted = [...found].sort();
  const ids = bound === null ? sorted : sorted.filter((id) => bound === null || id <= bound);
  if (ids.length > limit) return { ids: ids.slice(0, limit), cursor: ids[limit - 1] ?? null };
  return { ids, cursor: bound };
}

/** How many endpoints an event still has to go to. */
export function countMatchingEndpoints(
  ledger: Pick<LedgerContext, 'sql'>,
  event: Pick<LedgerEvent, 'type' | 'audience'>,
  after: string,
): number {
  let count = 0;
  for (let cursor: string | null = after; cursor !== null; ) {
    const page: EndpointPage = listMatchingEndpoints(ledger, event, cursor, COUNT_PAGE);
    count += page.ids.length;
    cursor = page.cursor;
  }
  return count;
}

/** Rows that counting holds in memory at a time. */
const COUNT_PAGE = 1000;

interface Route {
  readonly event: string;
  readonly kind: RouteKind;
  readonly slug: string;
  /** The states of the article of which one must meet the rest of a filter. */
  readonly audience: readonly SearchedAudience[];
}

function listRoutes({ type: event, audience }: Pick<LedgerEvent, 'type' | 'audience'>): Route[] {
  return [
    { event, kind: 'any', slug: '', audience },
    ...audience.flatMap((state): Route[] => [
      ...state.categories.map((slug): Route => ({ event, kind: 'category', slug, audience: [state] })),
      ...state.officials.map((slug): Route => ({ event, kind: 'official', slug, audience: [state] })),
      ...state.offices.map((slug): Route => ({ event, kind: 'office', slug, audience: [state] })),
      ...state.languages.map((slug): Route => ({ event, kind: 'language', slug, audience: [state] })),
      ...state.queries.map((slug): Route => ({ event, kind: 'query', slug, audience: [state] })),
    ]),
  ];
}

function meetsAny(endpoint: string, audience: readonly SearchedAudience[]): boolean {
  const wanted = JSON.parse(endpoint) as EndpointFilter;
  return audience.some((state) => meetsFilter(wanted, state));
}
