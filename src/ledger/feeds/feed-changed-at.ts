/** When a feed last changed in any way, for feeds without a document that says so: what `Last-Modified` tells. */

import type { PublishedArticle } from '../../article/article.ts';
import { FOLDERS } from '../../article/directory/directory.ts';
import type { Filter, PlaceKind } from '../../article/filter.ts';
import { findScope, listUnwantedPlaces, listWantedPlaces } from '../../article/filter.ts';
import type { FeedCursor } from '../../feed/address.ts';
import type { LedgerContext } from '../context.ts';
import { readCreatedAt, readMeta, writeMeta } from '../context.ts';

/** Since when the text of no public article has changed. */
const LAST_EDIT = 'edited_at';
/** Since when no public article has moved to another date of publication. */
const LAST_MOVE = 'redated_at';

/** Notes that a public article changes: it may leave pages that only its text or date had it in. */
export function noteEdit(ledger: LedgerContext, isMoved: boolean): void {
  writeMeta(ledger, LAST_EDIT, String(ledger.now));
  if (isMoved) writeMeta(ledger, LAST_MOVE, String(ledger.now));
}

/**
 * The newest change of a page, epoch milliseconds: of an article in it, of a name in its title, or of an article
 * that was in it and left. What left for want of the words or for another date is not known one by one; there
 * the newest such change of anything that could have been in the feed stands for it, so that no reader is ever
 * told that what changed did not.
 */
export function computeChangedAt(
  ledger: Pick<LedgerContext, 'sql'>,
  filter: Filter,
  cursor: FeedCursor | null,
  articles: readonly PublishedArticle[],
): number {
  const groups = listWantedPlaces(filter);
  const times = articles.map((article) => article.changedAt);
  const scope = findScope(filter);
  if (scope !== null && cursor === null) times.push(findFeedChange(ledger, `feed/${scope}`));
  for (const [kind, slugs] of groups) {
    for (const slug of slugs) times.push(findDeparture(ledger, kind, slug), findNaming(ledger, kind, slug));
  }
  for (const [kind, slugs] of listUnwantedPlaces(filter)) {
    for (const slug of slugs) times.push(findArrival(ledger, kind, slug), findNaming(ledger, kind, slug));
  }
  // Of a language there is no document that would say when its articles last changed.
  const bounds = groups
    .filter(([kind, slugs]) => kind !== 'language' && slugs.length > 0)
    .map(([kind, slugs]) => Math.max(...slugs.map((slug) => findFeedChange(ledger, `feed/${kind}/${slug}`))));
  if (filter.queries.length > 0) times.push(Math.min(readMoment(ledger, LAST_EDIT), ...bounds));
  if (filter.months.length > 0 || cursor !== null)
    times.push(Math.min(readMoment(ledger, LAST_MOVE), ...bounds));
  const newest = Math.max(0, ...times);
  return newest === 0 ? readCreatedAt(ledger) : newest;
}

/**
 * `Last-Modified` of a page that is read as it is now. The second that goes on may bring another change: until it is over,
 * the page is dated before it, so that who has it by that date is given it once more and misses nothing.
 */
export function holdBack(changedAt: number, now: number): number {
  return Math.min(changedAt, Math.floor(now / 1000) * 1000 - 1000);
}

/**
 * `Last-Modified` of the next version of a document: later than that of the one before by a second at least. Versions
 * are written further apart than that, so it is never in the future.
 */
export function dateNextVersion(changedAt: number, lastModifiedAt: number): number {
  return Math.max(changedAt, Math.floor(lastModifiedAt / 1000) * 1000 + 1000);
}

function findDeparture(ledger: Pick<LedgerContext, 'sql'>, kind: PlaceKind, slug: string): number {
  return readTime(
    ledger,
    'SELECT max(left_at) AS at FROM memberships WHERE kind = ? AND slug = ? AND left_at IS NOT NULL',
    kind,
    slug,
  );
}

/** When an article that was public already last came into a place. */
function findArrival(ledger: Pick<LedgerContext, 'sql'>, kind: PlaceKind, slug: string): number {
  return readTime(
    ledger,
    'SELECT max(joined_at) AS at FROM memberships WHERE kind = ? AND slug = ? AND joined_at IS NOT NULL',
    kind,
    slug,
  );
}

function findNaming(ledger: Pick<LedgerContext, 'sql'>, kind: PlaceKind, slug: string): number {
  if (kind === 'language') return 0;
  const column = kind === 'official' ? 'titled_at' : 'renamed_at';
  return readTime(ledger, `SELECT max(${column}) AS at FROM ${FOLDERS[kind]} WHERE slug = ?`, slug);
}

function findFeedChange(ledger: Pick<LedgerContext, 'sql'>, key: string): number {
  return readTime(ledger, 'SELECT max(changed_at) AS at FROM documents WHERE key = ?', key);
}

function readMoment(ledger: Pick<LedgerContext, 'sql'>, key: string): number {
  return Number(readMeta(ledger, key) ?? 0);
}

function readTime(ledger: Pick<LedgerContext, 'sql'>, query: string, ...bindings: string[]): number {
  return ledger.sql.exec<{ at: number | null }>(query, ...bindings).one().at ?? 0;
}
