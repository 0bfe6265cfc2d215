/** `/categories`, `/officials`, `/offices`: all of them by name, to browse and to find. */

import { cleanText } from '../../article/content/plain-text.ts';
import { type DirectoryKind, FOLDERS } from '../../article/directory/directory.ts';
import { foldText } from '../../article/search-terms.ts';
import { digestText } from '../../feed/conditional.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';
import { listPictures, PageNumbers, Portrait } from './entry-list.tsx';
import { SearchField } from './fields.tsx';
import { Layout, markOwnLanguage } from './layout.tsx';

/** In the order in which they are shown. */
export const DIRECTORY_KINDS = ['category', 'official', 'office'] as const;

/** On one page: even where each has the longest name and role, it is some 100 kB. */
const ENTRIES_PER_PAGE = 100;

/** What is shown of an entry. */
export interface ListedEntry {
  readonly slug: string;
  readonly name: string;
  readonly role?: string | null;
  readonly aliases?: readonly string[];
  readonly description?: string | null;
  /** The address of a picture. */
  readonly image?: string | null;
}

/** All entries of a kind by name, with what they are found by. */
export interface EntryIndex {
  /** Names the entries: equal entries, equal version. */
  readonly version: string;
  readonly entries: readonly { readonly entry: ListedEntry; readonly words: string }[];
}

/** Lists in memory are asked for again and again, and sorting thousands of names takes longer than showing them. */
const indexes = new WeakMap<readonly ListedEntry[], EntryIndex>();

/** Sorts a list of the directory; in the order of the publication's language. */
export function indexEntries(list: readonly ListedEntry[], settings: Settings): EntryIndex {
  const known = indexes.get(list);
  if (known !== undefined) return known;
  const { compare } = new Intl.Collator(settings.language, { numeric: true });
  const entries = list
    .map((entry) => ({
      entry,
      words: foldText([entry.name, entry.role ?? '', ...(entry.aliases ?? [])].join('\n')),
    }))
    .sort((one, other) => compare(one.entry.name, other.entry.name));
  const index = { version: digestText(JSON.stringify(list)), entries };
  indexes.set(list, index);
  return index;
}

/** The entries that have every word of a search somewhere in their names or roles. */
export function findEntries(index: EntryIndex, q: string): ListedEntry[] {
  const wanted = foldText(q).split(/\s+/);
  return index.entries
    .filter(({ words }) => wanted.every((word) => words.includes(word)))
    .map(({ entry }) => entry);
}

export interface DirectoryPageProps {
  readonly kind: DirectoryKind;
  /** Everything that was asked for, in order. */
  readonly found: readonly ListedEntry[];
  readonly q: string;
  /** From 1. */
  readonly page: number;
  readonly settings: Settings;
}

/** How many pages so many entries are on; one at least. */
export function countDirectoryPages(entries: number): number {
  return Math.max(1, Math.ceil(entries / ENTRIES_PER_PAGE));
}

/** One page of the list. */
export function DirectoryPage({ kind, found, q, page, settings }: DirectoryPageProps) {
  const messages = choosePageMessages(settings.language);
  const { publicUrl } = settings;
  const folder = FOLDERS[kind];
  const title = messages[folder];
  const path = (number: number) => {
    const query = new URLSearchParams({ ...(q !== '' && { q }), ...(number > 1 && { page: `${number}` }) });
    return `${publicUrl}/${folder}${query.size === 0 ? '' : `?${query}`}`;
  };
  const shown = found.slice((page - 1) * ENTRIES_PER_PAGE, page * ENTRIES_PER_PAGE);
  const pictures = listPictures(shown);
  return (
    <Layout settings={settings} title={title} canonicalUrl={path(page)} current={folder} isListed={q === ''}>
      <div class="list" {...markOwnLanguage(settings)}>
        <h1 class="page-title">{title}</h1>
        <form class="search whole" action={`/${folder}`}>
          <SearchField name="q" label={messages.findEntry} value={q || undefined} />
          <button type="submit" class="button">
            {messages.search}
          </button>
        </form>
        {shown.length === 0 ? (
          <p class="empty" role="status">
            {q === '' ? messages.empty : messages.nothingFound}
          </p>
        ) : (
          <ul class={pictures.size === 0 ? 'entries' : 'entries portraits'}>
            {shown.map((entry) => (
              <li>
                <a href={`${publicUrl}/${folder}/${entry.slug}`} dir="auto">
                  {cleanText(entry.name) || entry.slug}
                </a>
                {entry.role ? (
                  <span class="role" dir="auto">
                    {cleanText(entry.role)}
                  </span>
                ) : null}
                <Portrait url={pictures.get(entry.slug)} />
              </li>
            ))}
          </ul>
        )}
        <PageNumbers count={countDirectoryPages(found.length)} page={page} label={title} path={path} />
      </div>
    </Layout>
  );
}
