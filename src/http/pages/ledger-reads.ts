/** What pages ask the ledger for, each kept for a minute: strangers reach it through here alone. */

import type { Category, CurrentOfficial, Directory, Office } from '../../article/directory/directory.ts';
import type { NamedTerm } from '../../article/directory/terms.ts';
import type { Filter } from '../../article/filter.ts';
import { openLedger } from '../../env.ts';
import { succeed } from '../../failure.ts';
import type { FeedCursor } from '../../feed/address.ts';
import { buildFeedPath, formatFeedCursor } from '../../feed/address.ts';
import type { Surroundings } from '../../ledger/feeds/public-reads.ts';
import type { FeedDocument } from '../../published/document.ts';
import type { ArticleDocument } from '../../published/store.ts';
import type { AppContext } from '../app-routes.ts';
import { readLedgerPage } from '../ledger-page.ts';

/** A page of a feed, remembered under the name that the feed itself is. */
export async function readFeedPage(
  c: AppContext,
  filter: Filter,
  cursor: FeedCursor | null,
  isCounted = true,
): Promise<FeedDocument | Response> {
  const before = cursor === null ? null : formatFeedCursor(cursor);
  const key = buildFeedPath(filter, 'json', before);
  return await readLedgerPage<FeedDocument>(
    c,
    key,
    () => openLedger(c.env).readFeed(filter, cursor),
    isCounted,
  );
}

/** An article that the published store does not have (yet). */
export async function readArticlePage(
  c: AppContext,
  slug: string,
  isCounted = true,
): Promise<ArticleDocument | Response> {
  const ask = () => openLedger(c.env).readPublicArticle(slug);
  return await readLedgerPage<ArticleDocument>(c, `/articles/${slug}`, ask, isCounted);
}

/** The directory for a page that is made of it; the problem where it cannot be asked now. */
export async function readDirectory(c: AppContext): Promise<Directory | Response> {
  return await readLedgerPage<Directory>(c, '/directory', async () =>
    succeed(await openLedger(c.env).listDirectory()),
  );
}

/** The directory for a page that can go without it: null where it cannot be asked now. */
export async function findDirectory(c: AppContext): Promise<Directory | null> {
  return await readAddition(c, '/directory', () => openLedger(c.env).listDirectory());
}

/** What else there is beside an article; null where it cannot be asked now: the page goes without. */
export async function findSurroundings(c: AppContext, slug: string): Promise<Surroundings | null> {
  return await readAddition(c, `/articles/${slug}/surroundings`, () =>
    openLedger(c.env).findSurroundings(slug),
  );
}

/** Every month with an article, newest first; null where the ledger cannot be asked now. */
export async function findArchiveMonths(c: AppContext): Promise<readonly string[] | null> {
  return await readAddition(c, '/months', () => openLedger(c.env).listArchiveMonths());
}

/** What the directory adds to a category's page; null where it cannot be asked now: the page goes without. */
export async function findPageCategory(c: AppContext, slug: string): Promise<Category | null> {
  return await readAddition(c, `/categories/${slug}`, () => openLedger(c.env).findCategory(slug));
}

/** What the directory adds to an official's page; null where it cannot be asked now: the page goes without. */
export async function findPageOfficial(
  c: AppContext,
  slug: string,
): Promise<{ readonly official: CurrentOfficial; readonly terms: readonly NamedTerm[] } | null> {
  return await readAddition(c, `/officials/${slug}`, () => openLedger(c.env).findOfficialTerms(slug));
}

/** What the directory adds to an office's page; null where it cannot be asked now: the page goes without. */
export async function findPageOffice(
  c: AppContext,
  slug: string,
): Promise<{ readonly office: Office; readonly terms: readonly NamedTerm[] } | null> {
  return await readAddition(c, `/offices/${slug}`, () => openLedger(c.env).findOfficeTerms(slug));
}

async function readAddition<T>(c: AppContext, key: string, ask: () => Promise<T | null>): Promise<T | null> {
  try {
    const page = await readLedgerPage<T | null>(c, key, async () => succeed(await ask()));
    return page instanceof Response ? null : page;
  } catch (error) {
    console.warn(JSON.stringify({ event: 'page_addition_failed', key, error: String(error) }));
    return null;
  }
}
