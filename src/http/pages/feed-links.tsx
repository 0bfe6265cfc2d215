/** The feeds that a page names: in its head for programs, in its text for people, and the way to following what is on it. */

import type { Filter } from '../../article/filter.ts';
import { EVERYTHING, expandScope, formatFilterQuery } from '../../article/filter.ts';
import type { FeedFormat } from '../../feed/address.ts';
import { buildFeedPath, FEED_FORMATS, FEED_MEDIA_TYPES } from '../../feed/address.ts';
import { buildFeedTitle } from '../../feed/feed.ts';
import type { FeedItem } from '../../feed/feed-item.ts';
import type { Surroundings } from '../../ledger/feeds/public-reads.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
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

/** Where a filter's feed is explained, and put together; from the root. */
function buildFollowPath(filter: Filter): string {
  const query = formatFilterQuery(filter);
  return query === '' ? '/subscribe' : `/subscribe?${query}`;
}

/** The button that leads there. */
export function FollowLink({ filter, settings }: { filter: Filter; settings: Settings }) {
  return (
    <a class="button follow" href={settings.publicUrl + buildFollowPath(filter)}>
      <svg viewBox="0 0 16 16" aria-hidden="true" width="16" height="16">
        <circle cx="3" cy="13" r="2" />
        <path d="M1 6a9 9 0 0 1 9 9M1 1a14 14 0 0 1 14 14" />
      </svg>
      {choosePageMessages(settings.language).follow}
    </a>
  );
}
