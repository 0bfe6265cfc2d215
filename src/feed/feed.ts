/** A page of a feed, ready for any format: what it is called, where it is, what it holds. */

import { describeOfficial } from '../article/article.ts';
import { cleanText } from '../article/content/plain-text.ts';
import type { Filter } from '../article/filter.ts';
import { describeCanonicalFilter } from '../article/filter.ts';
import { nameLanguage } from '../article/language.ts';
import { cleanUrl } from '../article/web-url.ts';
import { chooseFeedMessages } from '../messages/feed.ts';
import type { FeedDocument, FilterNames } from '../published/document.ts';
import type { Settings } from '../settings.ts';
import type { FeedFormat } from './address.ts';
import { buildFeedPath, buildHomePath, HUB_PATH, hasHub } from './address.ts';
import { buildChangeEntries } from './change-entry.ts';
import type { FeedItem } from './feed-item.ts';
import { buildFeedItem } from './feed-item.ts';

/** A page of a feed, as every format shows it. */
export interface Feed {
  /** `{authority}:feed/{canonical filter}`, the same on every page and in every format. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** BCP 47. */
  readonly language: string;
  /** The publication: who a feed's author is where an article names nobody. */
  readonly publisher: string;
  readonly homeUrl: string;
  readonly selfUrl: string;
  /** On older pages alone. */
  readonly firstUrl: string | null;
  readonly nextUrl: string | null;
  /** On the first pages of everything, of a category and of an official. */
  readonly hubUrl: string | null;
  /** A square picture of the publication. */
  readonly iconUrl: string;
  /** `{PUBLIC_URL}/categories`: whose vocabulary the categories are of. */
  readonly categoriesUrl: string;
  readonly officialsUrl: string;
  /** Where the vocabulary of `_gazette` is explained. */
  readonly aboutUrl: string;
  /** The newest publication, major change or withdrawal in this page, epoch milliseconds. */
  readonly updatedAt: number;
  readonly items: readonly FeedItem[];
}

/** Builds the feed of one format; the same document and settings give the same feed. */
export function buildFeed(document: FeedDocument, settings: Settings, format: FeedFormat): Feed {
  const { filter, names, authority, articles, cursor, nextCursor, changedAt } = document;
  const { publicUrl } = settings;
  const firstUrl = publicUrl + buildFeedPath(filter, format);
  return {
    id: buildFeedId(authority, filter) ?? firstUrl,
    title: buildFeedTitle(filter, names, settings),
    description: cleanText(settings.description),
    language: settings.language,
    publisher: cleanText(settings.title),
    homeUrl: publicUrl + buildHomePath(filter),
    selfUrl: publicUrl + buildFeedPath(filter, format, cursor),
    firstUrl: cursor === null ? null : firstUrl,
    nextUrl: nextCursor === null ? null : publicUrl + buildFeedPath(filter, format, nextCursor),
    hubUrl: hasHub(filter, cursor) ? publicUrl + HUB_PATH : null,
    iconUrl: cleanUrl(settings.iconUrl) ?? '',
    categoriesUrl: `${publicUrl}/categories`,
    officialsUrl: `${publicUrl}/officials`,
    aboutUrl: `${publicUrl}/api/docs`,
    updatedAt: articles.reduce(
      (newest, { modifiedAt }) => Math.max(newest, modifiedAt),
      articles[0]?.modifiedAt ?? dateEmptyFeed(authority, changedAt),
    ),
    items: listItems(document, settings),
  };
}

/**
 * The moment of a feed without articles, epoch milliseconds: the first of the year that the authority names, which an
 * archive takes along, so that a restored installation gives the same bytes. Until there is one, of the year that it is.
 */
export function dateEmptyFeed(authority: string | null, changedAt: number): number {
  const year = authority === null ? new Date(changedAt).getUTCFullYear() : Number(authority.slice(-4));
  return Date.UTC(year, 0, 1);
}

/** The articles, and what became of them, in the order of dates; of one date the article is first. */
function listItems({ articles, authority }: FeedDocument, settings: Settings): FeedItem[] {
  const entries: FeedItem[] = [];
  const items = articles.map((article) => {
    const item = buildFeedItem(article, settings, authority);
    entries.push(...buildChangeEntries(article, item, settings));
    return item;
  });
  if (entries.length === 0) return items;
  return [...items, ...entries].sort((one, other) => other.publishedAt - one.publishedAt);
}

/** A feed's id in every format; null until the first publication mints the authority. */
function buildFeedId(authority: string | null, filter: Filter): string | null {
  return authority === null ? null : `${authority}:feed/${describeCanonicalFilter(filter)}`;
}

/** "Gazette: Economy", "Gazette: 吴曙, 区委副书记、区长", "Gazette: Economy or Roads · without Sport · “water” · 2021-08". */
export function buildFeedTitle(
  filter: Filter,
  names: FilterNames,
  settings: Pick<Settings, 'title' | 'language'>,
): string {
  const nameCategory = (slug: string) => names.categories[slug] ?? slug;
  const nameOfficial = (slug: string) => names.officials[slug]?.name ?? slug;
  // Asked for where there is something to join: finding out a language's script takes a new process two milliseconds.
  const messages = () => chooseFeedMessages(settings.language);
  const join = (subjects: readonly string[]) =>
    subjects.length < 2 ? (subjects[0] ?? '') : subjects.join(` ${messages().or} `);
  const excluded = [...filter.notCategories.map(nameCategory), ...filter.notOfficials.map(nameOfficial)];
  const [official] = filter.officials;
  const parts = [
    join(filter.categories.map(nameCategory)),
    official !== undefined && filter.officials.length === 1
      ? describeOfficial({ name: nameOfficial(official), role: names.officials[official]?.role ?? null })
      : join(filter.officials.map(nameOfficial)),
    join(filter.offices.map((slug) => names.offices[slug] ?? slug)),
    excluded.length === 0 ? '' : `${messages().without} ${join(excluded)}`,
    join(filter.languages.map((tag) => nameLanguage(tag, settings.language))),
    join(filter.queries.map((query) => `“${query}”`)),
    join(filter.months),
  ].filter((part) => part !== '');
  return cleanText(parts.length === 0 ? settings.title : `${settings.title}: ${parts.join(' · ')}`);
}
