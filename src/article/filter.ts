/** Which articles a feed holds: category × official × office × language × text × month, with one spelling for each meaning. */

import { type FieldError, fail, type Result, succeed } from '../failure.ts';
import { canonicalizeLanguage } from '../language-tag.ts';
import { isSlug } from './article.ts';
import type { DirectoryKind } from './directory/directory.ts';
import { FOLDERS } from './directory/directory.ts';
import { percentEncode } from './web-url.ts';

/** What of the directory, and which languages, articles are to have or not; an empty list asks for nothing. */
export interface FilterLists {
  readonly categories: readonly string[];
  readonly officials: readonly string[];
  readonly offices: readonly string[];
  readonly notCategories: readonly string[];
  readonly notOfficials: readonly string[];
  /** BCP 47 language ranges (RFC 4647 §3.3.1), canonical: `de` is met by `de-AT` as well. */
  readonly languages: readonly string[];
}

/** A repeated name is OR, different names are AND. Lists are sorted and without repetition. */
export interface Filter extends FilterLists {
  /** Each NFC, trimmed, in lower case, 1 to 64 characters; all terms of one are required, any one of several will do. */
  readonly queries: readonly string[];
  /** UTC, `YYYY-MM`. */
  readonly months: readonly string[];
}

/** Nothing is asked for, and nothing unwanted. */
export const NO_LISTS: FilterLists = {
  categories: [],
  officials: [],
  offices: [],
  notCategories: [],
  notOfficials: [],
  languages: [],
};

/** The filter that every article matches. */
export const EVERYTHING: Filter = {
  ...NO_LISTS,
  queries: [],
  months: [],
};

/** A feed that has a document of its own in the published store. */
export type Scope = 'all' | `${DirectoryKind}/${string}`;

/** What articles are indexed by: an entry of the directory that they name, or a range that their language is in. */
export type PlaceKind = DirectoryKind | 'language';

/** What a filter wants of each kind; the kinds of which a place has the fewest articles come first. */
export function listWantedPlaces(filter: Filter): readonly (readonly [PlaceKind, readonly string[]])[] {
  return [
    ['official', filter.officials],
    ['office', filter.offices],
    ['category', filter.categories],
    ['language', filter.languages],
  ];
}

/** What a filter does not want of each kind. */
export function listUnwantedPlaces(filter: Filter): readonly (readonly [DirectoryKind, readonly string[]])[] {
  return [
    ['category', filter.notCategories],
    ['official', filter.notOfficials],
  ];
}

/** What a query string asks for. */
export interface FilterRequest {
  /** Canonical. */
  readonly filter: Filter;
  /** The cursor of an older page, as it was given; null on a feed's first page. */
  readonly before: string | null;
  /** Values that cannot be any slug: as unknown as a slug that nobody has, so the answer is 404. */
  readonly malformedSlugs: readonly string[];
}

/** Characters as Unicode code points: a Chinese character counts once. */
export const MAX_QUERY_CHARACTERS = 64;
/** Searches in one filter: each is a look into the index, and a line of the title. */
export const MAX_QUERIES = 10;

/** Four-digit years from 1000: what RFC 3339 can write and `Date.UTC` reads without surprises. */
const MONTH_PATTERN = /^[1-9]\d{3}-(0[1-9]|1[0-2])$/;

/** Whether it is a month of a filter, `YYYY-MM`. */
export function isMonth(text: string): boolean {
  return MONTH_PATTERN.test(text);
}

/** A month's first moment and the next one's, epoch milliseconds. Months are UTC. */
export function findMonthSpan(month: string): readonly [start: number, end: number] {
  const start = Date.parse(`${month}-01T00:00:00Z`);
  const end = new Date(start);
  return [start, end.setUTCMonth(end.getUTCMonth() + 1)];
}

/**
 * Reads a filter from a query string. Unknown parameters and empty values are dropped; a bad month or
 * language, a `q` that is too long, too many of them, and two different values of `before` are failures that name the parameter.
 */
export function readFilter(parameters: URLSearchParams): Result<FilterRequest> {
  const errors: FieldError[] = [];
  const readValues = (name: string) => parameters.getAll(name).filter((value) => value.trim() !== '');

  const slugs = {
    categories: readValues('category'),
    officials: readValues('official'),
    offices: readValues('office'),
    notCategories: readValues('not_category'),
    notOfficials: readValues('not_official'),
  };
  const languages = readValues('language').map((value) => canonicalizeLanguage(value.trim()));
  if (languages.includes(null)) errors.push({ pointer: '?language', code: 'not_language' });
  const queries = normalizeQueries(readValues('q'));
  if (queries.some(isQueryTooLong)) {
    errors.push({ pointer: '?q', code: 'too_long', maxCharacters: MAX_QUERY_CHARACTERS });
  }
  if (queries.length > MAX_QUERIES) {
    errors.push({ pointer: '?q', code: 'too_many_items', maxItems: MAX_QUERIES });
  }
  const months = readValues('month').map((value) => value.trim());
  if (!months.every(isMonth)) {
    errors.push({ pointer: '?month', code: 'not_month' });
  }
  const [before = null, ...others] = new Set(readValues('before'));
  if (others.length > 0) errors.push({ pointer: '?before', code: 'repeated' });
  if (errors.length > 0) return fail({ code: 'invalid', errors });

  const malformedSlugs = Object.values(slugs)
    .flat()
    .filter((slug) => !isSlug(slug));
  const filter = { ...slugs, languages: languages.filter((tag) => tag !== null), queries, months };
  return succeed({ filter: canonicalizeFilter(filter), before, malformedSlugs });
}

/** The one spelling of a filter: lists sorted by code unit and without repetition, searches normalised. */
export function canonicalizeFilter(filter: Filter): Filter {
  return {
    categories: sortUnique(filter.categories),
    officials: sortUnique(filter.officials),
    offices: sortUnique(filter.offices),
    notCategories: sortUnique(filter.notCategories),
    notOfficials: sortUnique(filter.notOfficials),
    languages: sortUnique(filter.languages),
    queries: normalizeQueries(filter.queries),
    months: sortUnique(filter.months),
  };
}

/** The name of each list's parameter, in the order of the one spelling. */
const PARAMETERS: Readonly<Record<keyof Filter, string>> = {
  categories: 'category',
  officials: 'official',
  offices: 'office',
  notCategories: 'not_category',
  notOfficials: 'not_official',
  languages: 'language',
  queries: 'q',
  months: 'month',
};

/** The filter's one query string, without `?`; empty for everything. Percent-encoded as RFC 3986 §2.1 has it. */
export function formatFilterQuery(filter: Filter): string {
  return listFilterValues(filter)
    .map(({ parameter, value }) => `${parameter}=${percentEncode(value)}`)
    .join('&');
}

/** Each value of a filter with the name of its parameter, in the order of the one spelling. */
export function listFilterValues(filter: Filter): { readonly parameter: string; readonly value: string }[] {
  const canonical = canonicalizeFilter(filter);
  return (Object.keys(PARAMETERS) as (keyof Filter)[]).flatMap((list) =>
    canonical[list].map((value) => ({ parameter: PARAMETERS[list], value })),
  );
}

/** The filter's name in a feed's tag URI: `all`, `category/economy`, `official/wu-shu`, `office/mayor`, else its query string. */
export function describeCanonicalFilter(filter: Filter): string {
  return findScope(filter) ?? formatFilterQuery(filter);
}

/** The scope that a filter is: everything, or one category, official or office alone; null for all others. */
export function findScope(filter: Filter): Scope | null {
  const { categories, officials, offices, ...narrowing } = canonicalizeFilter(filter);
  if (Object.values(narrowing).some((list) => list.length > 0)) return null;
  if (categories.length + officials.length + offices.length > 1) return null;
  if (categories[0] !== undefined) return `category/${categories[0]}`;
  if (officials[0] !== undefined) return `official/${officials[0]}`;
  if (offices[0] !== undefined) return `office/${offices[0]}`;
  return 'all';
}

/** The filter that a scope stands for; `findScope` the other way round. */
export function expandScope(scope: Scope): Filter {
  if (scope === 'all') return EVERYTHING;
  const { kind, slug } = readPlace(scope);
  return { ...EVERYTHING, [FOLDERS[kind]]: [slug] };
}

/** The entry of the directory that a scope is about. */
export function readPlace(scope: Exclude<Scope, 'all'>): {
  readonly kind: DirectoryKind;
  readonly slug: string;
} {
  const [kind, slug = ''] = scope.split('/');
  return { kind: kind as DirectoryKind, slug };
}

/**
 * The one spelling of a search, in lower case: capitals find no more and no less. Control characters separate terms as
 * spaces do: no search can mean them, and XML cannot hold them.
 */
export function normalizeQuery(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Whether a search has more than `MAX_QUERY_CHARACTERS`, counted as Unicode code points. */
export function isQueryTooLong(query: string): boolean {
  return query.length > MAX_QUERY_CHARACTERS && [...query].length > MAX_QUERY_CHARACTERS;
}

function normalizeQueries(texts: readonly string[]): readonly string[] {
  return sortUnique(texts.map(normalizeQuery).filter((query) => query !== ''));
}

function sortUnique(values: readonly string[]): readonly string[] {
  // Mostly so, and each request makes several filters canonical.
  return values.length < 2 ? values : [...new Set(values)].sort();
}
