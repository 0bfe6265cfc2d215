/** Which articles a feed page holds, and the document that is made of them. */

import type { Correction, PublishedArticle } from '../../article/article.ts';
import { fingerprintArticle, isPublic } from '../../article/article.ts';
import type { Filter } from '../../article/filter.ts';
import { redactArticle } from '../../article/withdrawal-notice.ts';
import type { FeedCursor } from '../../feed/address.ts';
import { formatFeedCursor } from '../../feed/address.ts';
import { listEntryCorrections } from '../../feed/change-entry.ts';
import { dateEmptyFeed } from '../../feed/feed.ts';
import {
  ENVELOPE_BYTES,
  MAX_FEED_BYTES,
  measureCorrectionBytes,
  measureShownBytes,
} from '../../feed/size.ts';
import type { FeedDocument, FilterNames } from '../../published/document.ts';
import { findArticle } from '../articles/article-rows.ts';
import type { LedgerContext } from '../context.ts';
import { readAuthority } from '../context.ts';
import { findCategoryName, findOffice, findOfficialToday, listUnknownEntries } from '../directory.ts';
import { computeChangedAt, holdBack } from './feed-changed-at.ts';
import type { Position } from './feed-walk.ts';
import { compareNewestFirst, findNewest, findToldLater } from './feed-walk.ts';

/** The slugs of a filter that the directory does not know: such a feed does not exist. */
export function listUnknownSlugs(ledger: Pick<LedgerContext, 'sql'>, filter: Filter): string[] {
  return [
    ...listUnknownEntries(ledger, 'category', [...filter.categories, ...filter.notCategories]),
    ...listUnknownEntries(ledger, 'official', [...filter.officials, ...filter.notOfficials]),
    ...listUnknownEntries(ledger, 'office', filter.offices),
  ].map(({ slug }) => slug);
}

/**
 * One page of a feed: the newest articles by publication (then id) before the cursor, and on the first page as
 * many older ones whose major change, withdrawal or first publication (unless it was silent) is later than the oldest
 * of those. `changedAt` is the time
 * of the newest change where the ledger keeps it for the whole feed; null has it computed from the page.
 */
export async function readFeedDocument(
  ledger: Pick<LedgerContext, 'sql' | 'settings' | 'now'>,
  filter: Filter,
  cursor: FeedCursor | null,
  changedAt: number | null,
): Promise<FeedDocument> {
  const { feedSize } = ledger.settings;
  const positions = findNewest(ledger, filter, cursor, feedSize + 1);
  const budget = { bytes: MAX_FEED_BYTES - ENVELOPE_BYTES };
  const newest = takeWithin(ledger, positions.slice(0, feedSize), budget, true);
  const oldest = newest[newest.length - 1];
  const hasOlder = positions.length > newest.length;
  const changed =
    hasOlder && cursor === null && oldest !== undefined
      ? takeWithin(ledger, findToldLater(ledger, filter, oldest, feedSize), budget, false)
      : [];
  const taken = [...newest, ...changed].sort(compareNewestFirst);
  const since = hasOlder && cursor === null ? (oldest?.publishedAt ?? 0) : 0;
  const articles = keepCorrections(ledger, taken, since, budget.bytes);
  const document = {
    filter,
    names: readNames(ledger, filter),
    authority: readAuthority(ledger),
    articles,
    cursor: cursor === null ? null : formatFeedCursor(cursor),
    nextCursor: hasOlder && oldest !== undefined ? formatFeedCursor(oldest) : null,
    changedAt: changedAt ?? computeChangedAt(ledger, filter, cursor, articles),
  };
  const lastModifiedAt = holdBack(document.changedAt, ledger.now);
  return { ...document, lastModifiedAt, version: await digestDocument(document) };
}

/** Takes articles in order as long as there is room for them. */
function takeWithin(
  ledger: Pick<LedgerContext, 'sql' | 'settings'>,
  positions: readonly Position[],
  budget: { bytes: number },
  isFirstGiven: boolean,
): PublishedArticle[] {
  const taken: PublishedArticle[] = [];
  for (const { id } of positions) {
    const article = findArticle(ledger, 'id', id)?.article;
    if (article === undefined || !isPublic(article)) continue;
    const shown = redactArticle(article);
    const bytes = measureShownBytes(shown, ledger.settings);
    // The largest article allowed fits alone; a page is never empty for want of room.
    if (bytes > budget.bytes && !(isFirstGiven && taken.length === 0)) break;
    budget.bytes -= bytes;
    taken.push(shown);
  }
  return taken;
}

/**
 * The articles with those of their major changes that have an entry: of each the newest, and as many earlier ones as there
 * are articles in a feed, later than `since` and within `bytes`, the latest first.
 */
function keepCorrections(
  { settings }: Pick<LedgerContext, 'settings'>,
  articles: readonly PublishedArticle[],
  since: number,
  bytes: number,
): PublishedArticle[] {
  let left = bytes;
  const earlier = articles
    .flatMap((article) =>
      listEntryCorrections(article, settings)
        .slice(1)
        .map((correction) => ({ article, correction })),
    )
    .filter(({ correction }) => correction.at > since)
    .sort((one, other) => other.correction.at - one.correction.at)
    .slice(0, settings.feedSize);
  const kept = new Set<Correction>();
  for (const { article, correction } of earlier) {
    left -= measureCorrectionBytes(article, correction);
    if (left < 0) break;
    kept.add(correction);
  }
  return articles.map((article) => ({
    ...article,
    corrections: article.corrections.filter((correction, index) => index === 0 || kept.has(correction)),
  }));
}

function readNames(ledger: Pick<LedgerContext, 'sql' | 'settings' | 'now'>, filter: Filter): FilterNames {
  const categories: Record<string, string> = {};
  for (const slug of [...filter.categories, ...filter.notCategories]) {
    categories[slug] = findCategoryName(ledger, slug) ?? slug;
  }
  const officials: Record<string, { name: string; role: string | null }> = {};
  for (const slug of [...filter.officials, ...filter.notOfficials]) {
    const official = findOfficialToday(ledger, slug);
    officials[slug] = { name: official?.name ?? slug, role: official?.role ?? null };
  }
  const offices = Object.fromEntries(
    filter.offices.map((slug) => [slug, findOffice(ledger, slug)?.name ?? slug]),
  );
  return { categories, officials, offices };
}

/** 128 bits: no two versions of a feed share them. */
const VERSION_BYTES = 16;

/** Equal where the bytes are: of `changedAt` they show nothing but the year, where there is nothing else. */
async function digestDocument(document: Omit<FeedDocument, 'version' | 'lastModifiedAt'>): Promise<string> {
  const articles = document.articles.map(fingerprintArticle);
  const changedAt = articles.length === 0 ? dateEmptyFeed(document.authority, document.changedAt) : null;
  const bytes = new TextEncoder().encode(JSON.stringify({ ...document, articles, changedAt }));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest.subarray(0, VERSION_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
