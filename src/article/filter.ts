/** Which articles a feed holds: category × official × text × month, with one spelling for each meaning. */

import { type FieldError, fail, type Result, succeed } from '../failure.ts';
import { MAX_SLUG_CHARACTERS, SLUG_PATTERN } from './article.ts';

/** A repeated name is OR, different names are AND. Lists are sorted and without repetition. */
export interface Filter {
  readonly categories: readonly string[];
  readonly officials: readonly string[];
  readonly notCategories: readonly string[];
  readonly notOfficials: readonly string[];
  /** NFC, trimmed, 1 to 64 characters. */
  readonly q: string | null;
  /** UTC, `YYYY-MM`. */
  readonly month: string | null;
}

export const EVERYTHING: Filter = {
  categories: [],
  officials: [],
  notCategories: [],
  notOfficials: [],
  q: null,
  month: null,
};

/** A feed that has a document of its own in the published store. */
export type Scope = 'all' | `category/${string}` | `official/${string}`;

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

/** Four-digit years from 1000: what RFC 3339 can write and `Date.UTC` reads without surprises. */
const MONTH_PATTERN = /^[1-9]\d{3}-(0[1-9]|1[0-2])$/;

/**
 * Reads a filter from a query string. Unknown parameters and empty values are dropped; a bad month, a `q`
 * that is too long, and two different values of `q`, `month` or `before` are failures that name the parameter.
 */
export function readFilter(parameters: URLSearchParams): Result<FilterRequest> {
  const errors: FieldError[] = [];
  const readValues = (name: string) => parameters.getAll(name).filter((value) => value.trim() !== '');
  const readOne = (name: string, normalize: (value: string) => string): string | null => {
    const values = new Set(readValues(name).map(normalize));
    if (values.size > 1) errors.push({ pointer: `?${name}`, detail: `Give ${name} only once.` });
    const [first] = values;
    return first === undefined || first === '' ? null : first;
  };

  const slugs = {
    categories: readValues('category'),
    officials: readValues('official'),
    notCategories: readValues('not_category'),
    notOfficials: readValues('not_official'),
  };
  const q = readOne('q', normalizeQuery);
  if (q !== null && [...q].length > MAX_QUERY_CHARACTERS) {
    errors.push({ pointer: '?q', detail: `Use at most ${MAX_QUERY_CHARACTERS} characters.` });
  }
  const month = readOne('month', (value) => value.trim());
  if (month !== null && !MONTH_PATTERN.test(month)) {
    errors.push({ pointer: '?month', detail: 'Write the month as YYYY-MM, such as 2021-08.' });
  }
  const before = readOne('before', (value) => value);
  if (errors.length > 0) return fail({ reason: 'invalid', errors });

  const malformedSlugs = Object.values(slugs)
    .flat()
    .filter((slug) => !isSlug(slug));
  return succeed({ filter: canonicalizeFilter({ ...slugs, q, month }), before, malformedSlugs });
}

/** The one spelling of a filter: lists sorted by code unit and without repetition, `q` normalised. */
export function canonicalizeFilter(filter: Filter): Filter {
  return {
    categories: sortUnique(filter.categories),
    officials: sortUnique(filter.officials),
    notCategories: sortUnique(filter.notCategories),
    notOfficials: sortUnique(filter.notOfficials),
    q: filter.q === null ? null : normalizeQuery(filter.q) || null,
    month: filter.month,
  };
}

/** The filter's one query string, without `?`; empty for everything. Percent-encoded as RFC 3986 §2.1 has it. */
export function formatFilterQuery(filter: Filter): string {
  const { categories, officials, notCategories, notOfficials, q, month } = canonicalizeFilter(filter);
  return [
    ...categories.map((slug) => `category=${encodeQueryValue(slug)}`),
    ...officials.map((slug) => `official=${encodeQueryValue(slug)}`),
    ...notCategories.map((slug) => `not_category=${encodeQueryValue(slug)}`),
    ...notOfficials.map((slug) => `not_official=${encodeQueryValue(slug)}`),
    ...(q === null ? [] : [`q=${encodeQueryValue(q)}`]),
    ...(month === null ? [] : [`month=${encodeQueryValue(month)}`]),
  ].join('&');
}

/** The filter's name in a feed's tag URI: `all`, `category/economy`, `official/wu-shu`, else its query string. */
export function describeCanonicalFilter(filter: Filter): string {
  return scopeOf(filter) ?? formatFilterQuery(filter);
}

/** The scope that a filter is: everything, one category alone or one official alone; null for all others. */
export function scopeOf(filter: Filter): Scope | null {
  const { categories, officials, notCategories, notOfficials, q, month } = canonicalizeFilter(filter);
  if (notCategories.length > 0 || notOfficials.length > 0 || q !== null || month !== null) return null;
  if (categories.length + officials.length > 1) return null;
  if (categories[0] !== undefined) return `category/${categories[0]}`;
  if (officials[0] !== undefined) return `official/${officials[0]}`;
  return 'all';
}

/** The filter that a scope stands for; `scopeOf` the other way round. */
export function filterOfScope(scope: Scope): Filter {
  if (scope === 'all') return EVERYTHING;
  const slug = scope.slice(scope.indexOf('/') + 1);
  return scope.startsWith('category/')
    ? { ...EVERYTHING, categories: [slug] }
    : { ...EVERYTHING, officials: [slug] };
}

/** One value of a query string, with nothing but unreserved characters (RFC 3986 §2.3) left as they are. */
export function encodeQueryValue(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function isSlug(text: string): boolean {
  return text.length <= MAX_SLUG_CHARACTERS && SLUG_PATTERN.test(text);
}

/** Control characters separate terms as spaces do: no search can mean them, and XML cannot hold them. */
function normalizeQuery(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function sortUnique(slugs: readonly string[]): readonly string[] {
  return [...new Set(slugs)].sort();
}
