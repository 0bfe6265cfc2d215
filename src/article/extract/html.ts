/** A page in HTML → the fields of its article. */

import type { Element, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { MAX_URL_CHARACTERS } from '../article.ts';
import { cleanHtml } from '../html-clean.ts';
import type { TreeLimits } from '../html-tree.ts';
import { parseHtml } from '../html-tree.ts';
import { collectText } from '../text.ts';
import { findDate } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { trimArticle } from './html-article.ts';
import { findArticleElement, isFurnitureElement } from './html-body.ts';
import { readPageHead } from './html-meta.ts';
import { hasWord, listElements, readAttribute, readText } from './html-query.ts';
import { readJsonLd } from './json-ld.ts';
import { readAuthors, readMetaLine } from './meta-line.ts';

/** A page is larger than its article; a megabyte of one has some 30,000 elements. */
const PAGE_LIMITS: TreeLimits = { maxDepth: 250, maxNodes: 100_000 };

const writer = unified().use(rehypeStringify).freeze();

/**
 * Reads a page. What it says of itself in JSON-LD is believed first, then its `<meta>` elements, then what stands on it.
 * `article` is given where the whole body is the article. Nothing at all where the page is too deep or has no end.
 */
export function readHtmlPage(
  html: string,
  options: { readonly timezone: string; readonly baseUrl?: string | undefined; readonly isArticle?: boolean },
): ExtractedFields {
  const page = parseHtml(html, 'page', PAGE_LIMITS);
  if (typeof page === 'string') return {};
  const { timezone } = options;
  const head = readPageHead(page, timezone);
  const base = chooseBase(head.addresses, options.baseUrl);
  const jsonLd = readJsonLd(page, timezone);
  const element = options.isArticle === true ? findBody(page) : findArticleElement(page);
  const title = jsonLd.title ?? chooseTitle(page, element, head.fields.title);
  const trimmed = element === null ? null : trimArticle(element, title, timezone);
  const clean =
    trimmed === null ? null : cleanHtml(writer.stringify({ type: 'root', children: trimmed.children }), base);
  const hasContent = clean !== null && typeof clean !== 'string' && collectText(clean.tree) !== '';
  const merged: ExtractedFields = {
    ...readVisible(page, element, timezone),
    ...trimmed?.fields,
    ...head.fields,
    ...jsonLd,
  };
  const { content_text: articleBody, image, source, ...rest } = merged;
  return {
    ...rest,
    ...(title === undefined ? {} : { title }),
    ...(hasContent
      ? { content_html: clean.html }
      : articleBody === undefined
        ? {}
        : { content_text: articleBody }),
    ...optional('image', resolveUrl(image, base)),
    ...(source === undefined
      ? {}
      : { source: { name: source.name, url: resolveUrl(source.url, base) ?? null } }),
  };
}

function optional(name: 'image', value: string | undefined): Pick<ExtractedFields, 'image'> {
  return value === undefined ? {} : { [name]: value };
}

function findBody(page: Root): Element | null {
  return listElements(page).find(({ tagName }) => tagName === 'body') ?? null;
}

/** The heading of the article, or the only one of the page; else what the head says. */
function chooseTitle(page: Root, element: Element | null, headTitle: string | undefined): string | undefined {
  const inside = element === null ? [] : listElements(element).filter(({ tagName }) => tagName === 'h1');
  const headings = (inside.length > 0 ? inside : listElements(page).filter(({ tagName }) => tagName === 'h1'))
    .map(readText)
    .filter((text) => text !== '');
  const [only, another] = headings;
  if (only === undefined) return headTitle;
  if (another === undefined && (headTitle === undefined || inside.length > 0 || headTitle.includes(only)))
    return only;
  return headTitle ?? only;
}

/** What the page shows around its article: the line with date and source, the byline, the `<time>`. */
function readVisible(page: Root, element: Element | null, timezone: string): ExtractedFields {
  const fields: ExtractedFields = {};
  const body = findBody(page);
  if (body === null || element === null) return fields;
  const add = (found: ExtractedFields) => {
    for (const [name, value] of Object.entries(found))
      if (!(name in fields)) Object.assign(fields, { [name]: value });
  };
  for (const candidate of listElements(body)) {
    // Behind the text stand other articles, with other dates.
    if (candidate === element && fields.date_published !== undefined) break;
    if (isFurnitureElement(candidate)) continue;
    const isByline =
      hasWord(candidate, 'rel', 'author') ||
      hasWord(candidate, 'itemProp', 'author') ||
      hasWord(candidate, 'className', 'byline');
    if (isByline) add({ authors: readAuthors(readText(candidate)).slice(0, 5) });
    if (hasWord(candidate, 'itemProp', 'datepublished') || isPublicationTime(candidate)) {
      const date = findDate(
        readAttribute(candidate, 'dateTime') || readAttribute(candidate, 'content') || readText(candidate),
        timezone,
      );
      if (date !== null) add({ date_published: date });
    }
    const text = listElements(candidate).length <= MAX_META_ELEMENTS ? readText(candidate) : '';
    const found = text === '' ? null : readMetaLine(text, timezone);
    if (found !== null) add(found);
  }
  return fields;
}

/** A line about the article wraps each of its parts in a few elements. */
const MAX_META_ELEMENTS = 20;

function isPublicationTime(element: Element): boolean {
  return element.tagName === 'time' && !/updated|modified/i.test(readAttribute(element, 'className'));
}

function chooseBase(addresses: readonly string[], given: string | undefined): string {
  const urls = addresses.flatMap((address) => URL.parse(address, given) ?? []);
  const usable = urls.find(({ protocol }) => protocol === 'https:' || protocol === 'http:');
  // Against this, relative links resolve to nothing and are dropped.
  return usable?.href ?? given ?? 'about:blank';
}

function resolveUrl(address: string | null | undefined, base: string): string | undefined {
  const url = address ? URL.parse(address, base) : null;
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  return isWeb && url.href.length <= MAX_URL_CHARACTERS ? url.href : undefined;
}
