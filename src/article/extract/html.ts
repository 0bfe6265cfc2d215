/** A page in HTML → the fields of its article. */

import type { Element, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { MAX_URL_CHARACTERS } from '../article.ts';
import { cleanHtml } from '../html-clean.ts';
import type { TreeLimits } from '../html-tree.ts';
import { parseHtml } from '../html-tree.ts';
import { collectText } from '../text.ts';
import type { ExtractedFields } from './extracted.ts';
import { trimArticle } from './html-article.ts';
import { findArticleElement } from './html-body.ts';
import { readPageHead } from './html-meta.ts';
import { listElements, readText } from './html-query.ts';
import { readVisibleFields } from './html-visible.ts';
import { readJsonLd } from './json-ld.ts';

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
  const body = listElements(page).find(({ tagName }) => tagName === 'body') ?? null;
  const element = options.isArticle === true ? body : findArticleElement(page);
  const title = jsonLd.title ?? chooseTitle(page, element, head.fields.title);
  const trimmed = element === null ? null : trimArticle(element, title, timezone);
  const clean =
    trimmed === null ? null : cleanHtml(writer.stringify({ type: 'root', children: trimmed.children }), base);
  const hasContent = clean !== null && typeof clean !== 'string' && collectText(clean.tree) !== '';
  const merged: ExtractedFields = {
    ...(body === null || element === null ? {} : readVisibleFields(body, element, timezone)),
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
