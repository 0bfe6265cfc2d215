/** What front matter says of an article, whatever the generator that it was written for calls it. */

import type { Author } from '../article/article.ts';
import { isSlug, MAX_SUMMARY_CHARACTERS } from '../article/article.ts';
import { cutText } from '../article/cut-text.ts';
import { canonicalizeLanguage } from '../language-tag.ts';
import { readAuthorName, readAuthors } from './credits.ts';
import { findDate } from './dates.ts';
import type { FrontMatter, FrontMatterValue } from './front-matter.ts';

/** Fields of an article to be published; `officials` and `attachments` are left for the service to judge. */
export interface FrontMatterFields {
  title?: string;
  summary?: string;
  language?: string;
  /** RFC 3339 with an offset. */
  datePublished?: string;
  slug?: string;
  url?: string;
  externalId?: string;
  authors?: Author[];
  image?: string | FrontMatterImage;
  source?: { name?: string; url?: string };
  officials?: readonly FrontMatterValue[];
  attachments?: readonly unknown[];
  status?: 'draft' | 'scheduled' | 'published';
  notify?: boolean;
}

/** A picture with what its map says of it. */
export interface FrontMatterImage {
  readonly url: string;
  readonly alt?: string;
  readonly caption?: string;
  readonly credit?: string;
}

/** A value that was passed over: `name` as it was written. A date that was passed over is a mistake to be told. */
export interface FrontMatterNote {
  readonly name: string;
  readonly code:
    | 'unknown_name'
    | 'not_text'
    | 'not_date'
    | 'not_language'
    | 'not_slug'
    | 'not_web_address'
    | 'not_understood'
    | 'summary_cut';
}

export interface FrontMatterReading {
  readonly fields: FrontMatterFields;
  /** RFC 3339: when the text was begun, where nothing says when it was published. */
  readonly dateCreated?: string | undefined;
  /** Names or slugs of categories and tags, each once. */
  readonly categories: readonly string[];
  /** True for what its generator would not publish. */
  readonly isDraft: boolean;
  readonly notes: readonly FrontMatterNote[];
}

export interface FrontMatterOptions {
  /** IANA; a date without an offset is read in it. */
  readonly timezone: string;
  /** Whether the file is named as Jekyll names posts: there categories in one line are parted by spaces. */
  readonly isJekyllPost?: boolean;
  /** Whether a picture may be named by a path, for whoever can open it. */
  readonly takesPaths?: boolean;
}

/**
 * Names without `_`, `-` and case, the one that wins first: those of this service, then those of Jekyll, Hugo, Zola,
 * Eleventy, Astro and Hexo.
 */
const NAMES = {
  title: ['title'],
  summary: ['summary', 'description', 'excerpt', 'abstract'],
  language: ['language', 'lang', 'locale'],
  date: ['datepublished', 'date', 'pubdate', 'pubdatetime', 'publishdate', 'publisheddate', 'publishedat'],
  created: ['datecreated', 'createddate', 'createdat', 'createtime', 'created'],
  // A truth for Jekyll, a date for others.
  published: ['published'],
  slug: ['slug'],
  address: ['url', 'permalink', 'canonicalurl', 'canonical'],
  externalId: ['externalid'],
  authors: ['authors', 'author'],
  image: [
    'image',
    'cover',
    'coverimage',
    'featuredimage',
    'featureimage',
    'heroimage',
    'ogimage',
    'hero',
    'banner',
    'images',
    'thumbnail',
  ],
  source: ['source'],
  categories: ['categories', 'category'],
  tags: ['tags', 'tag'],
  taxonomies: ['taxonomies'],
  officials: ['officials', 'official'],
  attachments: ['attachments'],
  draft: ['draft'],
  status: ['status'],
  notify: ['notify'],
} as const;

/** What is said of a picture in fields beside it, `heroImageAlt` of `heroImage`. */
const PICTURE_WORDS = {
  alt: ['alt', 'alttext'],
  caption: ['caption'],
  credit: ['credit'],
} as const;

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(NAMES).flat(),
  ...NAMES.image.flatMap((name) =>
    Object.values(PICTURE_WORDS).flatMap((words) => words.map((word) => name + word)),
  ),
]);
/** YAML 1.1's words for it, which Jekyll and Hugo take. */
const TRUE = /^(?:true|yes|on|1)$/i;
const FALSE = /^(?:false|no|off|0)$/i;
/** Pelican's and WordPress's states of what nobody is to find. */
const UNLISTED = /^(?:hidden|skip|private|pending|trash)$/i;

interface Found {
  readonly name: string;
  readonly value: FrontMatterValue;
}

/** Reads the values of `splitFrontMatter`. What is unknown, or not what its name says, is passed over with a note. */
export function readFrontMatterFields(
  frontMatter: FrontMatter,
  options: FrontMatterOptions,
): FrontMatterReading {
  const { values, notes, note, find } = openValues(frontMatter);
  const readMoment = (value: FrontMatterValue) =>
    findDate(readText(value) ?? '', { timezone: options.timezone }) ?? undefined;
  // A date, where it is no truth.
  const isPublished = readTruth(values.get('published')?.value ?? '');
  const isUnlisted = UNLISTED.test(String(values.get('status')?.value));
  const said = find('summary', readText, 'not_text');
  const summary = said === undefined ? undefined : cutText(said, MAX_SUMMARY_CHARACTERS);
  if (summary !== said) note('summary', 'summary_cut');
  const fields: FrontMatterFields = {
    title: find('title', readText, 'not_text'),
    summary,
    language: find('language', readLanguage, 'not_language'),
    datePublished:
      find('date', readMoment, 'not_date') ??
      (isPublished === undefined ? find('published', readMoment, 'not_date') : undefined),
    slug: find('slug', readSlug, 'not_slug'),
    url: find('address', readAddress, 'not_web_address'),
    externalId: find('externalId', readText, 'not_text'),
    authors: find('authors', readPeople, 'not_understood'),
    image: find(
      'image',
      (value, name) => {
        const image = readImage(value, options.takesPaths ? readText : readAddress);
        return image === undefined ? undefined : describeImage(image, spellPlain(name), values);
      },
      'not_web_address',
    ),
    source: find('source', readSource, 'not_understood'),
    officials: find('officials', readList, 'not_understood'),
    attachments: find('attachments', readAttachments, 'not_understood'),
    status: isUnlisted ? undefined : find('status', readStatus, 'not_understood'),
    notify: find('notify', readTruth, 'not_understood'),
  };
  for (const name of Object.keys(fields) as (keyof FrontMatterFields)[])
    if (fields[name] === undefined) delete fields[name];
  return {
    fields,
    dateCreated:
      fields.datePublished === undefined ? find('created', readMoment, 'not_understood') : undefined,
    categories: readCategories(values, options.isJekyllPost === true),
    isDraft: isUnlisted || isPublished === false || find('draft', readTruth, 'not_understood') === true,
    notes,
  };
}

type Values = ReadonlyMap<string, Found>;

/** The values under the names that are known, and how what is passed over is noted. */
function openValues(frontMatter: FrontMatter) {
  const values = new Map<string, Found>();
  const notes: FrontMatterNote[] = [];
  const note = (name: string, code: FrontMatterNote['code']) => notes.push({ name, code });
  for (const [name, value] of frontMatter) {
    const plain = spellPlain(name);
    // Themes of Jekyll have `image: false` where there is none.
    if (NAMES.image.some((known) => known === plain) && FALSE.test(String(value))) continue;
    if (KNOWN.has(plain)) values.set(plain, { name, value });
    else note(name, 'unknown_name');
  }
  /** The first value that `read` understands; one that it does not is noted. */
  const find = <T>(
    field: keyof typeof NAMES,
    read: (value: FrontMatterValue, name: string) => T | undefined,
    code: FrontMatterNote['code'],
  ): T | undefined => {
    for (const { name, value } of listValues(values, field)) {
      const found = read(value, name);
      if (found !== undefined) return found;
      note(name, code);
    }
    return undefined;
  };
  return { values, notes, note, find };
}

function listValues(values: Values, field: keyof typeof NAMES): Found[] {
  return NAMES[field].flatMap((name) => values.get(name) ?? []);
}

/** Names of categories and tags, each once. */
function readCategories(values: Values, isJekyllPost: boolean): string[] {
  const found = [
    ...listValues(values, 'categories'),
    ...listValues(values, 'tags'),
    ...listValues(values, 'taxonomies').flatMap(({ name, value }) =>
      typeof value === 'object' ? Object.values(value).map((part) => ({ name, value: part })) : [],
    ),
  ];
  return [...new Set(found.flatMap((one) => readNames(one, isJekyllPost)))];
}

function readText(value: FrontMatterValue): string | undefined {
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

function readTruth(value: FrontMatterValue): boolean | undefined {
  const text = readText(value) ?? '';
  return TRUE.test(text) || (FALSE.test(text) ? false : undefined);
}

function readStatus(value: FrontMatterValue): FrontMatterFields['status'] | undefined {
  switch (readText(value)?.toLowerCase()) {
    case 'draft':
      return 'draft';
    case 'scheduled':
      return 'scheduled';
    case 'published':
    case 'publish':
      return 'published';
    default:
      return undefined;
  }
}

function readLanguage(value: FrontMatterValue): string | undefined {
  return canonicalizeLanguage((readText(value) ?? '').replaceAll('_', '-')) ?? undefined;
}

function readSlug(value: FrontMatterValue): string | undefined {
  const text = readText(value)?.toLowerCase();
  return text !== undefined && isSlug(text) ? text : undefined;
}

function readAddress(value: FrontMatterValue): string | undefined {
  const text = readText(value);
  return text !== undefined && /^https?:\/\//i.test(text) ? URL.parse(text)?.href : undefined;
}

/** An address, or what Hugo's and Astro's themes hold one in, with its description; of several the first. */
function readImage(value: FrontMatterValue, readPlace: typeof readText): FrontMatterFields['image'] {
  if (typeof value === 'string') return readPlace(value);
  if (Array.isArray(value))
    return value
      .map((item: FrontMatterValue) => readImage(item, readPlace))
      .find((found) => found !== undefined);
  const url = ['url', 'src', 'path', 'image']
    .flatMap((name) => getPart(value, name))
    .map(readPlace)
    .find((found) => found !== undefined);
  if (url === undefined) return undefined;
  const said = ['alt', 'caption', 'credit'].flatMap((name) => {
    const text = getPart(value, name).map(readText)[0];
    return text === undefined ? [] : [[name, text]];
  });
  return said.length === 0 ? url : { url, ...Object.fromEntries(said) };
}

/** The picture with what fields beside it say of it; what is said in its own map goes first. */
function describeImage(
  image: string | FrontMatterImage,
  name: string,
  values: Values,
): string | FrontMatterImage {
  const said = Object.entries(PICTURE_WORDS).flatMap(([part, words]) => {
    const text = words.map((word) => readText(values.get(name + word)?.value ?? '')).find(Boolean);
    return text === undefined ? [] : [[part, text]];
  });
  if (said.length === 0) return image;
  return { ...Object.fromEntries(said), ...(typeof image === 'string' ? { url: image } : image) };
}

function spellPlain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

function getPart(value: FrontMatterValue, name: string): FrontMatterValue[] {
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  const found = Object.entries(value).find(([key]) => key.toLowerCase() === name);
  return found === undefined ? [] : [found[1]];
}

/** Where somebody is found, behind the name: `(@jane)`, `<jane@town.example>`, `(example.org/jane)`. */
const ACCOUNT = /\s*(?:[(（]@?[\w-]*[@./][^()（）\s]*[)）]|<[^<>\s]*[@/][^<>\s]*>)/g;

/** A line that names several, a list of names, a map with a name, or a list of those. */
function readPeople(value: FrontMatterValue): Author[] | undefined {
  const readName = (item: FrontMatterValue) =>
    (readText(item) ?? getPart(item, 'name').map(readText)[0])?.replace(ACCOUNT, '') ?? '';
  const names = Array.isArray(value)
    ? value.flatMap((item: FrontMatterValue) => readAuthorName(readName(item)) ?? [])
    : readAuthors(readName(value)).map(({ name }) => name);
  return names.length === 0 ? undefined : [...new Set(names)].map((name) => ({ name }));
}

function readSource(value: FrontMatterValue): FrontMatterFields['source'] {
  const text = readText(value);
  if (text !== undefined) {
    const url = readAddress(text);
    return url === undefined ? { name: text } : { url };
  }
  const name = getPart(value, 'name').map(readText)[0];
  const url = getPart(value, 'url').map(readAddress)[0];
  if (name === undefined && url === undefined) return undefined;
  return { ...(name === undefined ? {} : { name }), ...(url === undefined ? {} : { url }) };
}

function readList(value: FrontMatterValue): readonly FrontMatterValue[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : undefined;
}

function readAttachments(value: FrontMatterValue): readonly unknown[] | undefined {
  return readList(value)?.map((item) => {
    const size = getPart(item, 'size_in_bytes')[0];
    return typeof item === 'object' && typeof size === 'string' && /^\d{1,15}$/.test(size)
      ? { ...item, size_in_bytes: Number(size) }
      : item;
  });
}

/** Lists of lists are Hexo's; in one line several are parted by commas. */
function readNames({ name, value }: Found, isJekyllPost: boolean): string[] {
  if (Array.isArray(value))
    return value.flatMap((item: FrontMatterValue) =>
      typeof item === 'string' ? (readText(item) ?? []) : readNames({ name, value: item }, false),
    );
  if (typeof value !== 'string')
    return [...getPart(value, 'slug'), ...getPart(value, 'name'), ...getPart(value, 'title')]
      .flatMap((part) => readText(part) ?? [])
      .slice(0, 1);
  const isPlural = /s$/i.test(name);
  const parts = !isPlural
    ? [value]
    : value.includes(',')
      ? value.split(',')
      : isJekyllPost
        ? value.split(/\s+/)
        : [value];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
