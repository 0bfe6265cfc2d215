/** A page in HTML → the fields of its article. */

import { toHtml } from 'hast-util-to-html';
import type { Author } from '../article/article.ts';
import { MAX_URL_CHARACTERS } from '../article/article.ts';
import { cleanHtml } from '../article/content/html-clean.ts';
import type { TreeLimits, TreeProblem } from '../article/content/html-tree.ts';
import { parsePage } from '../article/content/html-tree.ts';
import { collectText } from '../article/content/text.ts';
import type { Result, Violation } from '../failure.ts';
import { failField, succeed } from '../failure.ts';
import type { DateReading } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { trimArticle } from './html/article.ts';
import { findArticleParts, findShort } from './html/body.ts';
import { readVisibleFields } from './html/byline.ts';
import { chooseDate, readAddressDate } from './html/choose-date.ts';
import { findShownDate, isDayNear, listDatesElsewhere } from './html/date.ts';
import { findDateOrder } from './html/date-order.ts';
import { readPageHead } from './html/head.ts';
import { readJsonLd } from './html/json-ld.ts';
import { inspectPage } from './html/page.ts';
import { tidyParagraphs } from './html/paragraphs.ts';
import { readText } from './html/query.ts';
import { cutKnownSite } from './html/site-name.ts';
import { chooseTitle, hasHeading, reconcileTitles } from './html/title.ts';

/** A page is larger than its article: the largest of three thousand had 12,000 elements, 54 deep. */
const PAGE_LIMITS: TreeLimits = { maxDepth: 250, maxElements: 50_000 };

const SLASHED = /\d[/-]\d\d?[/-](?:\d\d){1,2}/;

/** Where JSON-LD tells so many times the text that the page shows, a script was to show it. */
const MAX_UNSHOWN = 4;

/**
 * Reads a page. What it says of itself in JSON-LD is believed first, then its `<meta>` elements, then what stands on it.
 * `isArticle` is given where the whole body is the article. Fails where the page is nested too deep or has no end.
 */
export function readHtmlPage(
  html: string,
  options: {
    readonly timezone: string;
    readonly now: number;
    readonly baseUrl?: string | undefined;
    readonly isArticle?: boolean;
  },
): Result<ExtractedFields> {
  const tree = parsePage(html, PAGE_LIMITS);
  if (typeof tree === 'string') return failField('', describeProblem(tree));
  const { timezone, now } = options;
  const page = inspectPage(tree);
  const head = readPageHead(tree, { timezone, now });
  // Most pages have no date that needs it.
  const order = SLASHED.test(html) ? findDateOrder(readText(page.body), head.locales) : undefined;
  const reading: DateReading = { timezone, order, now };
  const base = chooseBase(head.addresses, options.baseUrl);
  const { fields: jsonLd, name, pageDate, dates, changes } = readJsonLd(tree, reading);
  const parts = options.isArticle === true ? [page.body] : findArticleParts(page);
  const chosen = chooseTitle(page, parts, head.titles, reading);
  // An encyclopedia's headline describes what the name beside it is.
  const told = chosen !== undefined && chosen === name ? chosen : jsonLd.title;
  const headline = told === undefined ? undefined : cutKnownSite(told, head.titles.site);
  const title = reconcileTitles(headline, chosen, hasHeading(page, chosen) ? head.titles.document : '');
  const found = trimArticle(page, parts, title, reading);
  // Above a short notice the lines about it may be longer than itself.
  const trimmed = found.children.length > 0 ? found : trimArticle(page, findShort(page), title, reading);
  const clean = cleanHtml(toHtml({ type: 'root', children: tidyParagraphs(trimmed.children) }), base);
  const text = typeof clean === 'string' ? '' : collectText(clean.tree);
  const shown: ExtractedFields = { ...readVisibleFields(page, parts, reading), ...found.fields };
  const publisher =
    jsonLd.source ?? (head.publisher === undefined ? null : { name: head.publisher, url: null });
  const source = head.fields.source ?? (shown.source?.name == null ? null : shown.source) ?? publisher;
  const merged: ExtractedFields = { ...shown, ...head.fields, ...jsonLd };
  const date = chooseDate({
    jsonLd: jsonLd.datePublished,
    linked: dates,
    head: head.fields.datePublished,
    page: pageDate,
    shown: findShownDate(page, parts, title, reading),
    elsewhere: () => listDatesElsewhere(page, parts, title, reading),
    isNear: (day) => isDayNear(page, parts, title, reading, day),
    doubtful: head.doubtfulDate,
    address: [options.baseUrl ?? '', ...head.addresses].flatMap(
      (url) => readAddressDate(url, reading) ?? [],
    )[0],
    changed: [...changes, ...head.changes],
  });
  const authors = chooseAuthors(
    [jsonLd.authors, head.fields.authors, shown.authors],
    [head.titles.site, head.publisher, jsonLd.source?.name],
  );
  const {
    contentText: articleBody,
    image,
    authors: ____,
    source: _,
    datePublished: __,
    title: ___,
    ...rest
  } = merged;
  return succeed({
    ...rest,
    ...(authors === undefined ? {} : { authors }),
    ...(title === undefined ? {} : { title }),
    ...(date === undefined ? {} : { datePublished: date }),
    ...(typeof clean !== 'string' && text !== '' && text.length * MAX_UNSHOWN >= (articleBody ?? '').length
      ? {
          contentHtml: clean.html,
          shownText: text,
          ...(clean.leftOut.length === 0 ? {} : { leftOut: clean.leftOut }),
        }
      : articleBody === undefined
        ? {}
        : { contentText: articleBody }),
    ...optional('image', resolveUrl(image, base)),
    ...(source === null ? {} : { source: { name: source.name, url: resolveUrl(source.url, base) ?? null } }),
  });
}

function describeProblem(problem: TreeProblem): Violation {
  return problem === 'too_deep'
    ? { code: 'markup_too_deep', maxDepth: PAGE_LIMITS.maxDepth }
    : { code: 'too_many_elements', maxElements: PAGE_LIMITS.maxElements };
}

/** The first list that names somebody beside the site itself, without the site; else the first. */
function chooseAuthors(
  lists: readonly (readonly Author[] | undefined)[],
  siteNames: readonly (string | null | undefined)[],
): Author[] | undefined {
  const sites = siteNames.flatMap((name) => name?.toLowerCase() || []);
  const isSite = (name: string) => sites.some((site) => site.includes(name) || name.includes(site));
  const told = lists.flatMap((list) => (list === undefined || list.length === 0 ? [] : [[...list]]));
  const others = told.map((list) => list.filter(({ name }) => !isSite(name.toLowerCase())));
  return others.find(({ length }) => length > 0) ?? told[0];
}

function optional(name: 'image', value: string | undefined): Pick<ExtractedFields, 'image'> {
  return value === undefined ? {} : { [name]: value };
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
