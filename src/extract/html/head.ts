/** What the head of a page says about its article: `<meta>`, Open Graph, `<title>`, `lang`. */

import type { Root } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import { readAuthors, readSourceName } from '../credits.ts';
import type { DateReading } from '../dates.ts';
import { findDate } from '../dates.ts';
import type { ExtractedFields } from '../extracted.ts';
import type { HeadTitles } from './heading.ts';
import { readAttribute, readText } from './query.ts';
import { cutKnownSite, cutSiteName, isSectionName } from './site-name.ts';

/** Names in the order in which they are believed; the first three lists begin with those of Chinese authorities' pages. */
/** For nothing but an article's title. */
const ARTICLE_TITLE = ['articletitle'];
const TITLE = [...ARTICLE_TITLE, 'og:title', 'dc.title', 'dcterms.title', 'twitter:title'];
const DATE = [
  'pubdate',
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'publishdate',
  'publish_date',
  'publish-date',
  'publication-date',
  'publishtime',
  'publication_date',
  'dc.date.issued',
  'dcterms.issued',
  'pubtime',
  'firstpublishedtime',
  'published_time',
  'parsely-pub-date',
  'sailthru.date',
  'originalpublicationdate',
  'rnews:datepublished',
  'article_date_original',
];
/** As often of the last change, or of the file. */
const DOUBTFUL_DATE = ['dcterms.created', 'dcterms.date', 'dc.date', 'date'];
const CHANGED = [
  'last-modified',
  'article:modified_time',
  'og:updated_time',
  'datemodified',
  'dc.date.modified',
  'dcterms.modified',
  'lastmod',
  'modified',
  'revised',
];
const SOURCE = ['contentsource', 'source'];
/** Of the page as such: the source of what has no other. */
const PUBLISHER = ['og:site_name', 'dc.publisher', 'dcterms.publisher', 'publisher'];
const SITE = ['og:site_name', 'sitename', 'application-name'];
const AUTHOR = ['author', 'article:author', 'dc.creator', 'dcterms.creator', 'parsely-author'];
const SUMMARY = ['og:description', 'description', 'dc.description', 'twitter:description'];
const IMAGE = ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image'];
const LANGUAGE = ['og:locale', 'content-language', 'dc.language', 'language'];

/** Addresses of the page itself, for relative links: `<base>`, canonical, `og:url`. */
export interface PageHead {
  readonly fields: ExtractedFields;
  /** Who publishes the page. */
  readonly publisher: string | undefined;
  /** A date that may be of the last change. */
  readonly doubtfulDate: string | undefined;
  /** When the page was last changed, as often as it is told. */
  readonly changes: readonly string[];
  readonly addresses: readonly string[];
  /** BCP 47, of the page and of what it says for sharing. */
  readonly locales: readonly string[];
  readonly titles: HeadTitles;
}

/** Reads a page's head. Addresses are as they were written, not yet absolute. */
export function readPageHead(page: Root, reading: DateReading): PageHead {
  const metas = new Map<string, string>();
  const addresses: string[] = [];
  let title = '';
  let language = '';
  const elements = listElements(page);
  const head = elements.find(({ tagName }) => tagName === 'head');
  // Microdata in the body may be of anything that the page lists.
  const inHead = new Set(head === undefined ? [] : listElements(head));
  for (const element of elements) {
    if (element.tagName === 'meta') {
      const content = readAttribute(element, 'content')
        .replace(/<\/?[a-z][^<>]*>|\u00ad/gi, '')
        .trim();
      const kinds = inHead.has(element)
        ? ['property', 'name', 'httpEquiv', 'itemProp']
        : ['property', 'name'];
      const names = kinds.map((name) => readAttribute(element, name).trim().toLowerCase());
      for (const name of names)
        if (name !== '' && content !== '' && !metas.has(name)) metas.set(name, content);
    } else if (element.tagName === 'title') {
      title ||= readText(element);
    } else if (element.tagName === 'html') {
      language ||= readAttribute(element, 'lang') || readAttribute(element, 'xmlLang');
    } else if (element.tagName === 'base') {
      addresses.unshift(readAttribute(element, 'href'));
    } else if (element.tagName === 'link' && readAttribute(element, 'rel').toLowerCase() === 'canonical') {
      addresses.push(readAttribute(element, 'href'));
    }
  }
  const first = (names: readonly string[]) => names.flatMap((name) => metas.get(name) ?? [])[0];
  const fields: ExtractedFields = {};
  // Some pages are shared under the name of their section.
  const given = TITLE.flatMap((name) => metas.get(name) ?? []);
  const givenTitle = given.find((text) => !isSectionName(text)) ?? (title === '' ? given[0] : undefined);
  const site = first(SITE);
  if (givenTitle !== undefined || title !== '')
    fields.title = givenTitle === undefined ? cutSiteName(title, site) : cutKnownSite(givenTitle, site);
  const datesOf = (names: readonly string[]) =>
    names
      .flatMap((name) => metas.get(name) ?? [])
      .flatMap((text) => findDate(text.replace(BASIC_DATE, '$1-$2-$3'), reading) ?? []);
  const [date] = datesOf(DATE);
  if (date !== undefined) fields.datePublished = date;
  const sourceOf = (names: readonly string[]) =>
    names.flatMap((name) => readSourceName(metas.get(name) ?? '') ?? [])[0];
  const source = sourceOf(SOURCE);
  if (source !== undefined) fields.source = { name: source, url: null };
  const authors = AUTHOR.map((name) => readAuthors(metas.get(name) ?? '')).find(({ length }) => length > 0);
  if (authors !== undefined) fields.authors = authors;
  const summary = first(SUMMARY);
  if (summary !== undefined) fields.summary = summary;
  const image = first(IMAGE);
  if (image !== undefined) fields.image = image;
  const tag = language || first(LANGUAGE)?.replace('_', '-');
  if (tag) fields.language = tag;
  return {
    fields,
    publisher: sourceOf(PUBLISHER),
    doubtfulDate: isOfChange(
      DOUBTFUL_DATE.map((name) => metas.get(name)),
      first(CHANGED),
    )
      ? undefined
      : datesOf(DOUBTFUL_DATE)[0],
    changes: datesOf(CHANGED),
    locales: [language, ...LANGUAGE.flatMap((name) => metas.get(name) ?? [])],
    addresses: [...addresses, ...(metas.has('og:url') ? [metas.get('og:url') ?? ''] : [])],
    titles: {
      given: first(ARTICLE_TITLE),
      document: title,
      site,
      best: fields.title,
    },
  };
}

/** ISO 8601's basic format, which only programs write: `20250603`. */
const BASIC_DATE = /^((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)/;

/** True where a date is the one that the page tells of its last change. */
function isOfChange(dates: readonly (string | undefined)[], changed: string | undefined): boolean {
  return changed !== undefined && dates.includes(changed);
}
