/** The feeds that a page names: in its head for programs, in its text for people. */

import { EVERYTHING, expandScope, type Filter } from '../../article/filter.ts';
import { buildFeedPath, FEED_FORMATS, FEED_MEDIA_TYPES, type FeedFormat } from '../../feed/address.ts';
import { buildFeedTitle } from '../../feed/feed.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import type { Surroundings } from '../../ledger/feeds/public-reads.ts';
import type { FilterNames } from '../../published/document.ts';
import type { Settings } from '../../settings.ts';

/** One feed in one format. */
export interface FeedLink {
  readonly title: string;
  readonly type: string;
  readonly url: string;
}

const FORMAT_NAMES: Readonly<Record<FeedFormat, string>> = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' };
/** Of a filter that names nothing, or where nobody could be asked. */
export const NO_NAMES: FilterNames = { categories: {}, officials: {}, offices: {} };

/** A feed in every format; addresses are of the publication, never of the request. */
export function listFeedLinks(
  filter: Filter,
  names: FilterNames,
  settings: Settings,
  formats: readonly FeedFormat[] = FEED_FORMATS,
): FeedLink[] {
  const title = buildFeedTitle(filter, names, settings);
  return formats.map((format) => ({
    title: `${title} (${FORMAT_NAMES[format]})`,
    type: FEED_MEDIA_TYPES[format],
    url: settings.publicUrl + buildFeedPath(filter, format),
  }));
}

/** The feed of everything, which every page names. */
export function listEverythingLinks(settings: Settings): FeedLink[] {
  return listFeedLinks(EVERYTHING, NO_NAMES, settings);
}

/** Those that an article's page names: it is in the feed of everything and in those of its categories, officials and offices. */
export function listArticleFeeds(
  item: FeedItem,
  surroundings: Surroundings | null,
  settings: Settings,
): FeedLink[] {
  const offices = new Set(item.officials.map(({ office }) => office));
  const names = {
    categories: Object.fromEntries(item.categories.map(({ slug, name }) => [slug, name])),
    officials: Object.fromEntries(item.officials.map(({ slug, name, role }) => [slug, { name, role }])),
    offices: Object.fromEntries((surroundings?.offices ?? []).map(({ slug, name }) => [slug, name])),
  };
  const scopes = [
    ...item.categories.map(({ slug }) => `category/${slug}` as const),
    ...item.officials.map(({ slug }) => `official/${slug}` as const),
    ...[...offices].flatMap((slug) => (slug === null ? [] : [`office/${slug}` as const])),
  ];
  return [
    ...listEverythingLinks(settings),
    ...scopes.flatMap((scope) => listFeedLinks(expandScope(scope), names, settings, ['rss'])),
  ];
}

/** `rel="alternate"` for feed readers that are given a page's address; the first is the one that they take. */
export function FeedAlternates({ links, settings }: { links: readonly FeedLink[]; settings: Settings }) {
  const seen = new Map([...links, ...listEverythingLinks(settings)].map((link) => [link.url, link]));
  return (
    <>
      {[...seen.values()].map(({ title, type, url }) => (
        <link rel="alternate" type={type} title={title} href={url} />
      ))}
    </>
  );
}

/** The formats of a feed as links side by side. */
export function FeedFormats({
  filter,
  settings,
  formats = FEED_FORMATS,
}: {
  filter: Filter;
  settings: Settings;
  formats?: readonly FeedFormat[];
}) {
  return (
    <ul class="formats">
      {formats.map((format) => (
        <li>
          <a href={settings.publicUrl + buildFeedPath(filter, format)} type={FEED_MEDIA_TYPES[format]}>
            {FORMAT_NAMES[format]}
          </a>
        </li>
      ))}
    </ul>
  );
}
