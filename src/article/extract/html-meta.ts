/** What the head of a page says about its article: `<meta>`, Open Graph, `<title>`, `lang`. */

import type { Root } from 'hast';
import { findDate } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { listElements, readAttribute, readText } from './html-query.ts';
import { readAuthors } from './meta-line.ts';

/** Names in the order in which they are believed; the first three lists begin with those of Chinese authorities' pages. */
const TITLE = ['articletitle', 'og:title', 'dc.title', 'dcterms.title', 'twitter:title'];
const DATE = [
  'pubdate',
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'publishdate',
  'publish_date',
  'publishtime',
  'publication_date',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date',
  'parsely-pub-date',
  'sailthru.date',
  'date',
];
const SOURCE = ['contentsource', 'source', 'og:site_name', 'dc.publisher', 'dcterms.publisher', 'publisher'];
const AUTHOR = ['author', 'article:author', 'dc.creator', 'dcterms.creator', 'parsely-author'];
const SUMMARY = ['og:description', 'description', 'dc.description', 'twitter:description'];
const IMAGE = ['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image'];
const LANGUAGE = ['og:locale', 'content-language', 'dc.language', 'language'];

/** Addresses of the page itself, for relative links: `<base>`, canonical, `og:url`. */
export interface PageHead {
  readonly fields: ExtractedFields;
  readonly addresses: readonly string[];
}

/** Reads a page's head. Addresses are as they were written, not yet absolute. */
export function readPageHead(page: Root, timezone: string): PageHead {
  const metas = new Map<string, string>();
  const addresses: string[] = [];
  let title = '';
  let language = '';
  for (const element of listElements(page)) {
    if (element.tagName === 'meta') {
      const content = readAttribute(element, 'content').trim();
      const names = ['property', 'name', 'itemProp', 'httpEquiv'].map((name) =>
        readAttribute(element, name).trim().toLowerCase(),
      );
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
  const givenTitle = first(TITLE);
  if (givenTitle !== undefined || title !== '')
    fields.title = givenTitle ?? cutSiteName(title, first(SOURCE));
  const date = DATE.flatMap((name) => metas.get(name) ?? []).flatMap(
    (text) => findDate(text, timezone) ?? [],
  )[0];
  if (date !== undefined) fields.date_published = date;
  const source = first(SOURCE);
  if (source !== undefined) fields.source = { name: source, url: null };
  const authors = AUTHOR.flatMap((name) => readAuthors(metas.get(name) ?? ''));
  if (authors.length > 0) fields.authors = authors;
  const summary = first(SUMMARY);
  if (summary !== undefined) fields.summary = summary;
  const image = first(IMAGE);
  if (image !== undefined) fields.image = image;
  const tag = language || first(LANGUAGE)?.replace('_', '-');
  if (tag) fields.language = tag;
  return { fields, addresses: [...addresses, ...(metas.has('og:url') ? [metas.get('og:url') ?? ''] : [])] };
}

/** Longer than a title and a site's name together. */
const MAX_TITLE_CHARACTERS = 500;

/** `Title - Site` and `Title_Site`: what follows the last such mark is the site where it says so itself or is the shorter part. */
function cutSiteName(title: string, site: string | undefined): string {
  if (title.length > MAX_TITLE_CHARACTERS) return title;
  const match = /^(.+?)\s*(?:\s[-–—|·»:]\s|[_|丨])\s*([^_|丨]+)$/u.exec(title);
  const [, head, tail] = match ?? [];
  if (head === undefined || tail === undefined) return title;
  return tail === site || tail.length < head.length ? head.trim() : title;
}
