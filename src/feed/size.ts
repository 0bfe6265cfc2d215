/** How large a feed document may become, and what each article adds to it at most. */

import type { Article, ArticleImage, Correction } from '../article/article.ts';
import { findChangeNote, isPublic } from '../article/article.ts';
import { countFragmentLinks } from '../article/content/fragments.ts';
import type { EntrySettings } from './change-entry.ts';
import { listEntryCorrections } from './change-entry.ts';

/** Readers and validators stop at a few megabytes; below 2 MB a document also fits where a row of the ledger does. */
export const MAX_FEED_BYTES = 1_900_000;

/** Everything around the items: root, title, description, addresses with a filter of many slugs and searches, white space. */
export const ENVELOPE_BYTES = 100_000;

/** Tags, dates, ids, labels and indentation of one item in the most verbose format. */
const ITEM_MARKUP_BYTES = 3000;
/** The same for one category, official, author or attachment. */
const PART_MARKUP_BYTES = 400;
/** What ends a CDATA section and begins the next. */
const CDATA_BREAK_BYTES = ']]><![CDATA['.length;
/** The address of an article's page here: a base of a host's length, a slug. */
const PAGE_URL_BYTES = 400;

/**
 * An upper bound, in bytes, of what the article adds to the largest of the three formats, found by counting
 * and without rendering. A feed whose articles' bounds and ENVELOPE_BYTES stay within MAX_FEED_BYTES does too.
 */
function measureArticleBytes(article: Article): number {
  const { categories, officials, authors, attachments, source } = article;
  let bytes = ITEM_MARKUP_BYTES;
  bytes += measureMarkup(article.contentHtml);
  bytes += countFragmentLinks(article.contentHtml) * Math.max(PAGE_URL_BYTES, measureUrl(article.url));
  // Titles and the like are text that becomes HTML that becomes XML: escaped twice.
  bytes += measureText(article.title) + measureText(article.summary);
  // Once in a line of the content, once on its own.
  bytes += 2 * (measureText(findChangeNote(article)) + measureText(article.withdrawnReason));
  bytes += 2 * (measureUrl(article.url) + measureUrl(article.image?.url ?? null));
  bytes += measureImageWords(article.image);
  bytes +=
    measureText(article.externalId) +
    measureText(article.feedId) +
    measureText(source?.name ?? null) +
    measureUrl(source?.url ?? null);
  for (const { slug, name } of categories) bytes += PART_MARKUP_BYTES + 2 * (slug.length + measureText(name));
  for (const { slug, name, role } of officials) {
    // As a subject, as a creator, and whole in the extension.
    bytes += PART_MARKUP_BYTES + 2 * slug.length + 3 * measureText(name) + measureText(role);
  }
  for (const { url } of article.translations)
    bytes += PART_MARKUP_BYTES + Math.max(PAGE_URL_BYTES, measureUrl(url));
  for (const { name } of authors) bytes += PART_MARKUP_BYTES + measureText(name);
  for (const { url, mimeType, title } of attachments) {
    // A file without a title is named after its address, once more.
    bytes += PART_MARKUP_BYTES + measureText(mimeType) + measureText(title) + 2 * measureUrl(url);
  }
  return bytes;
}

/** In the content, and in the extension. */
function measureImageWords(image: ArticleImage | null): number {
  if (image === null) return 0;
  const { alt, caption, credit } = image;
  return PART_MARKUP_BYTES + 2 * (measureText(alt) + measureText(caption) + measureText(credit));
}

/** The same with the entry that tells what became of the article last, where it has one. */
export function measureShownBytes(article: Article, settings: EntrySettings): number {
  const bytes = measureArticleBytes(article);
  if (!isPublic(article)) return bytes;
  if (article.status === 'withdrawn')
    return settings.withdrawalEntries ? bytes + measureEntryBytes(article) : bytes;
  const [newest] = listEntryCorrections(article, settings);
  return newest === undefined ? bytes : bytes + measureCorrectionBytes(article, newest);
}

/** The same of the entry of a major change. */
export function measureCorrectionBytes(article: Article, correction: Correction): number {
  return measureEntryBytes({ ...article, corrections: [correction] });
}

function measureEntryBytes(article: Article): number {
  const short = { ...article, contentHtml: '', summary: '', image: null, attachments: [] };
  // A link to the article with its title, and its id.
  const link = measureText(article.title) + Math.max(PAGE_URL_BYTES, measureUrl(article.url));
  return measureArticleBytes(short) + link + measureText(article.feedId);
}

/** Bytes of HTML once it is a CDATA section or a JSON string, whichever is longer. */
function measureMarkup(html: string): number {
  let bytes = (html.split(']]>').length - 1) * CDATA_BREAK_BYTES;
  for (let index = 0; index < html.length; index += 1) {
    const unit = html.charCodeAt(index);
    if (unit === CARRIAGE_RETURN) bytes += CDATA_BREAK_BYTES + '&#xD;'.length;
    else if (unit < 0x80) bytes += unit < SPACE || unit === QUOTE || unit === BACKSLASH ? 2 : 1;
    // A surrogate pair is four bytes of UTF-8, two for each of its units.
    else bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

/** Bytes of plain text once it is HTML in XML (`&#x26;amp;` is ten), an attribute, or a JSON string. */
function measureText(text: string | null): number {
  if (text === null) return 0;
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === AMPERSAND || unit === LESS_THAN || unit === GREATER_THAN) bytes += 10;
    else if (unit < 0x80) bytes += unit < SPACE ? 5 : unit === QUOTE ? 6 : unit === BACKSLASH ? 2 : 1;
    else bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

/** Bytes of an address in an attribute or a link: what is not ASCII is percent-encoded, three bytes for each of UTF-8. */
function measureUrl(url: string | null): number {
  if (url === null) return 0;
  let bytes = 0;
  for (let index = 0; index < url.length; index += 1) {
    const unit = url.charCodeAt(index);
    if (unit === AMPERSAND) bytes += 10;
    else if (unit < 0x80) bytes += unit > SPACE && unit !== QUOTE ? 1 : 3;
    else bytes += 9;
  }
  return bytes;
}

const AMPERSAND = 0x26;
const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE = 0x20;
