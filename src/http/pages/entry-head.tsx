/** The head of the page of a category, an official or an office: who or what it is, and how to follow it. */

import { cleanText } from '../../article/content/plain-text.ts';
import {
  type Category,
  type CurrentOfficial,
  type DirectoryKind,
  FOLDERS,
  type Office,
} from '../../article/directory/directory.ts';
import type { NamedTerm } from '../../article/directory/terms.ts';
import type { Filter } from '../../article/filter.ts';
import { cleanUrl } from '../../article/web-url.ts';
import { buildSearchPath } from '../../feed/address.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { FilterNames } from '../../published/document.ts';
import type { Settings } from '../../settings.ts';
import type { AppContext } from '../app-routes.ts';
import { listPictures, PageNumbers, Portrait } from './entry-list.tsx';
import { FollowLink } from './feed-links.tsx';
import { markOwnLanguage } from './layout.tsx';
import { findPageCategory, findPageOffice, findPageOfficial } from './ledger-reads.ts';
import { formatDays } from './page-time.tsx';

/** An assembly has had thousands of members; the page has articles as well. */
const TERMS_PER_PAGE = 50;

/** How many pages the terms of an entry are on; one at least. */
export function countTermPages({ terms }: DirectoryEntry): number {
  return Math.max(1, Math.ceil(terms.length / TERMS_PER_PAGE));
}

export interface DirectoryEntry {
  readonly kind: DirectoryKind;
  readonly slug: string;
  readonly name: string;
  /** An official's; null for a category. */
  readonly role: string | null;
  /** A category's or an office's. */
  readonly description: string | null;
  /** An official's own page elsewhere. */
  readonly url: string | null;
  readonly image: string | null;
  /** Of an office its holders', of an official their own; the newest first. */
  readonly terms: readonly NamedTerm[];
}

/** A category's head. `category` is null where the directory could not be asked: the name is enough. */
function describeCategoryEntry(slug: string, names: FilterNames, category: Category | null): DirectoryEntry {
  return {
    kind: 'category',
    slug,
    name: cleanText(category?.name ?? names.categories[slug] ?? '') || slug,
    role: null,
    description: category?.description ? cleanText(category.description) || null : null,
    url: null,
    image: null,
    terms: [],
  };
}

/** An official's head. `official` is null where the directory could not be asked: name and role are enough. */
function describeOfficialEntry(
  slug: string,
  names: FilterNames,
  found: { readonly official: CurrentOfficial; readonly terms: readonly NamedTerm[] } | null,
): DirectoryEntry {
  const official = found?.official ?? null;
  const known = official ?? names.officials[slug];
  return {
    kind: 'official',
    slug,
    name: cleanText(known?.name ?? '') || slug,
    role: known?.role ? cleanText(known.role) || null : null,
    description: null,
    url: cleanUrl(official?.url ?? null),
    image: cleanUrl(official?.image ?? null),
    terms: found?.terms ?? [],
  };
}

/** An office's head. `found` is null where the directory could not be asked: the name is enough. */
function describeOfficeEntry(
  slug: string,
  names: FilterNames,
  found: { readonly office: Office; readonly terms: readonly NamedTerm[] } | null,
): DirectoryEntry {
  const description = found?.office.description ?? null;
  return {
    kind: 'office',
    slug,
    name: cleanText(found?.office.name ?? names.offices[slug] ?? '') || slug,
    role: null,
    description: description === null ? null : cleanText(description) || null,
    url: null,
    image: null,
    terms: found?.terms ?? [],
  };
}

/** The head to be, before the page's document is read. */
export interface EntryReading {
  /** Part of the page's ETag. */
  readonly version: string;
  readonly describe: (names: FilterNames) => DirectoryEntry;
}

/** Reads what the head of a category's page shows. */
export async function readCategoryHead(c: AppContext, slug: string): Promise<EntryReading> {
  const category = await findPageCategory(c, slug);
  return {
    version: JSON.stringify(category),
    describe: (names) => describeCategoryEntry(slug, names, category),
  };
}

/** Reads what the head of an official's page shows: among it the offices that they hold and held. */
export async function readOfficialHead(c: AppContext, slug: string): Promise<EntryReading> {
  const official = await findPageOfficial(c, slug);
  return {
    version: JSON.stringify(official),
    describe: (names) => describeOfficialEntry(slug, names, official),
  };
}

/** Reads what the head of an office's page shows: among it who holds and held it. */
export async function readOfficeHead(c: AppContext, slug: string): Promise<EntryReading> {
  const office = await findPageOffice(c, slug);
  return {
    version: JSON.stringify(office),
    describe: (names) => describeOfficeEntry(slug, names, office),
  };
}

/** Name, role, description, picture, website, feeds. */
export function EntryHead({
  entry,
  page,
  filter,
  settings,
}: {
  entry: DirectoryEntry;
  /** Of its terms, from 1. */
  page: number;
  filter: Filter;
  settings: Settings;
}) {
  const messages = choosePageMessages(settings.language);
  const kind = messages[FOLDERS[entry.kind]];
  return (
    <header class="entry-head">
      {entry.image === null ? null : <img src={entry.image} alt="" width="144" height="180" />}
      <div>
        <p class="kind" {...markOwnLanguage(settings)}>
          <a href={`${settings.publicUrl}/${FOLDERS[entry.kind]}`}>{kind}</a>
        </p>
        <h1 class="page-title" dir="auto">
          {entry.name}
        </h1>
        {entry.role === null ? null : (
          <p class="role" dir="auto">
            {entry.role}
          </p>
        )}
        {entry.description === null ? null : (
          <p class="about" dir="auto">
            {entry.description}
          </p>
        )}
        {entry.url === null ? null : (
          <p {...markOwnLanguage(settings)}>
            <a href={entry.url}>{messages.website}</a>
          </p>
        )}
        <p class="actions" {...markOwnLanguage(settings)}>
          <FollowLink filter={filter} settings={settings} />
          <a class="button plain" href={settings.publicUrl + buildSearchPath(filter, null)}>
            {messages.search}
          </a>
        </p>
        <TermList entry={entry} page={page} settings={settings} />
      </div>
    </header>
  );
}

interface TermListProps {
  readonly entry: DirectoryEntry;
  readonly page: number;
  readonly settings: Settings;
}

/** Who held an office, which offices somebody held; nothing where nothing is known. */
function TermList({ entry, page, settings }: TermListProps) {
  const messages = choosePageMessages(settings.language);
  if (entry.terms.length === 0) return null;
  const isOffice = entry.kind === 'office';
  const title = isOffice ? messages.holders : messages.terms;
  const folder = isOffice ? FOLDERS.official : FOLDERS.office;
  const ownPath = `${settings.publicUrl}/${FOLDERS[entry.kind]}/${entry.slug}`;
  const terms = entry.terms.slice((page - 1) * TERMS_PER_PAGE, page * TERMS_PER_PAGE);
  const pictures = listPictures(terms);
  return (
    <section class="terms" aria-labelledby="terms">
      <h2 id="terms" {...markOwnLanguage(settings)}>
        {title}
      </h2>
      <ul class={pictures.size === 0 ? undefined : 'portraits'}>
        {terms.map(({ slug, name, role, from, until, isActing }) => (
          <li>
            {slug === null ? (
              <bdi>{cleanText(name)}</bdi>
            ) : (
              <a href={`${settings.publicUrl}/${folder}/${slug}`} dir="auto">
                {cleanText(name)}
              </a>
            )}
            {role === null || role === name ? null : (
              <>
                {' '}
                <span class="role" dir="auto">
                  {cleanText(role)}
                </span>
              </>
            )}
            <span class="days" {...markOwnLanguage(settings)}>
              {[isActing ? messages.acting : '', describeDays(from, until, settings)]
                .filter((part) => part !== '')
                .join(messages.factSeparator)}
            </span>
            <Portrait url={slug === null ? undefined : pictures.get(slug)} />
          </li>
        ))}
      </ul>
      <PageNumbers
        count={countTermPages(entry)}
        page={page}
        label={title}
        path={(number) => (number === 1 ? ownPath : `${ownPath}?page=${number}`)}
      />
    </section>
  );
}

function describeDays(from: string | null, until: string | null, settings: Settings): string {
  const messages = choosePageMessages(settings.language);
  if (from !== null) {
    return until === null
      ? messages.since(formatDays(from, from, settings))
      : formatDays(from, until, settings);
  }
  return until === null ? '' : messages.untilDay(formatDays(until, until, settings));
}
