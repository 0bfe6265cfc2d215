/** What an article is called, among the headings of its page. */

import type { Element, ElementContent } from 'hast';
import { MAX_TITLE_CHARACTERS } from '../../article/article.ts';
import { listElements } from '../../article/content/html-tree.ts';
import type { DateReading } from '../dates.ts';
import type { HeadTitles } from './heading.ts';
import { HEADINGS, isTitle, MIN_PART_CHARACTERS, readHeading } from './heading.ts';
import type { Page } from './page.ts';
import { isShortLine } from './page.ts';
import { hasWord, readAttribute, readText } from './query.ts';
import { isSectionName, isSiteName, namesSection, weigh } from './site-name.ts';
import { findUntold } from './untold-title.ts';

const TITLE_CLASSES = [
  'entry-title',
  'post-title',
  'wp-block-post-title',
  'p-name',
  'article-title',
  'article__title',
];
/** What names the site or a part of it. */
const SITE_PART = /(?:^|[\s_-])(?:logo|site-?title|site-?name|brand|branding|masthead)(?:$|[\s_-])/i;
/** What parts a title from what follows it, in the title of a document. */
const SEPARATED = /^\s*[-\uff0d_|–—·:\uff1a»>丨\uff5c@]+\s*\S/;
/** In Chinese a space alone may, before the name of an office or a site. */
const SPACED = /^\s+(?=\p{Script=Han})/u;

const SEPARATES_BEFORE = /[-_|–—·:\uff1a»>丨\uff5c/]\s*$/;
/** A title that has one such mark alone. */
const BEHIND = /^([^|_]{2,40}?)(?:\s+[-–—|·]\s+|--|_|\|)((?=.*\p{Script=Han})[^|_]{6,})$/u;

/**
 * Chooses the title: the heading that is marked as the article's, else the one inside the article, else what stands on
 * the page and is a part of the document's title, else what the head says.
 */
export function chooseTitle(
  page: Page,
  parts: readonly Element[],
  head: HeadTitles,
  reading: DateReading,
): string | undefined {
  const own = listOwn(page);
  const titles = (elements: readonly Element[]) => [
    ...new Set(
      elements.map((element) => readHeading(page, element, head)).filter((text) => isTitle(text, head)),
    ),
  ];
  const within = new Set(parts.flatMap((part) => [part, ...listElements(part)]));
  // Behind the article others are told of, marked alike.
  const end = own.findLastIndex((element) => within.has(element));
  const above = end < 0 ? own : own.slice(0, end + 1);
  const [marked] = titles(above.filter((element) => hasWord(element, 'itemProp', 'headline')));
  const headline = marked ?? readMarkedMeta(page);
  if (headline !== undefined && isTitle(headline, head)) return headline;
  if (head.given !== undefined) return head.given;
  const named = titles(above.filter((one) => TITLE_CLASSES.some((name) => hasWord(one, 'className', name))));
  if (named.length === 1) return named[0];
  const whole = findWhole(page, above, head);
  if (whole !== undefined) return whole;
  const headings = own.filter(({ tagName }) => tagName === 'h1');
  const told = titles(headings).find((text) => text === head.best);
  if (told !== undefined) return told;
  const [inside] = titles(headings.filter((heading) => within.has(heading)));
  if (inside !== undefined) return inside;
  const shown = findBehind(page, above, head) ?? findShown(page, above, head);
  if (shown !== undefined) return shown;
  const [heading, another] = titles(headings);
  const isUntold = head.best === undefined || tellsNone(head.best, head.document);
  // One that leads away, and nothing tells of, is the site's.
  const isOwn = !isUntold || headings.every((one) => page.measures.get(one)?.linkedLetters === 0);
  const agrees =
    heading !== undefined &&
    another === undefined &&
    isOwn &&
    (head.best === undefined || heading.includes(readFirstPart(head.best)) || head.best.includes(heading));
  if (agrees) return heading;
  return (isUntold ? findUntold(page, own, parts, head, reading) : undefined) ?? head.best;
}

/** Where the head ends its title in dots: the line of the page that begins so, a heading before all others. */
function findWhole(page: Page, elements: readonly Element[], head: HeadTitles): string | undefined {
  const [, start] = CUT_SHORT.exec(head.best ?? '') ?? [];
  if (start === undefined) return undefined;
  const lines = elements.filter(
    (element) =>
      isShortLine(page, element, MAX_TITLE_CHARACTERS) && page.measures.get(element)?.linkedLetters === 0,
  );
  const texts = [...lines.filter(({ tagName }) => HEADINGS.has(tagName)), ...lines]
    .map((line) => readHeading(page, line, head))
    .filter((text) => text.startsWith(start) && text.length > start.length + 1 && !CUT_SHORT.test(text));
  return texts.find((text) => isTitle(text, head));
}

const CUT_SHORT = /^(.{5,}?)\s*(?:\.{3}|…)+$/u;

/** True for the name of a site or a section, and what its document has beside that. */
function tellsNone(title: string, document: string): boolean {
  return isSectionName(title) || isSiteName(title) || (document.includes(title) && namesSection(document));
}

/** True where a first heading of the page is this title. */
export function hasHeading(page: Page, title: string | undefined): boolean {
  return page.elements.some(
    (element) =>
      element.tagName === 'h1' &&
      isShortLine(page, element, MAX_TITLE_CHARACTERS) &&
      readText(element) === title,
  );
}

/** Titles that share this many of their words say the same in two ways. */
const MIN_SHARED_WORDS = 0.5;

/**
 * Of a title that machines are told and one that the page shows: what is shown, where it is the same in other words or
 * without a site's name or a catchword; else what is told, for the page may have shown a section or a catchword alone,
 * unless `document`, what a document with that heading is called, has no word of what is told.
 */
export function reconcileTitles(
  told: string | undefined,
  shown: string | undefined,
  document: string,
): string | undefined {
  if (told === undefined || shown === undefined) return told ?? shown;
  if (shown.includes(told)) return told;
  if (told.includes(shown)) {
    const endsInSite = told.startsWith(shown) && /^\s+[|·–—-]\s/.test(told.slice(shown.length));
    return endsInSite || shown.length * 2 >= told.length ? shown : told;
  }
  const words = new Set(listWords(told));
  const own = listWords(shown);
  const shared = own.filter((word) => words.has(word)).length;
  // What neither the page nor its document is called may describe it.
  if (document.includes(shown) && !listWords(document).some((word) => words.has(word))) return shown;
  return shared >= Math.max(own.length, words.size) * MIN_SHARED_WORDS ? shown : told;
}

function listWords(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
}

/** Every element of the page, furniture too, that is not the site's own: its name, its menus, its foot. */
function listOwn(page: Page): Element[] {
  const found: Element[] = [];
  const visit = (element: Element) => {
    if (isSitePart(element)) return;
    found.push(element);
    for (const child of element.children)
      if (child.type === 'element' && page.measures.has(child)) visit(child);
  };
  visit(page.body);
  return found;
}

function readMarkedMeta(page: Page): string | undefined {
  const metas = page.elements.filter((element) => element.tagName === 'meta');
  const meta = metas.find((element) => hasWord(element, 'itemProp', 'headline'));
  return meta === undefined ? undefined : readAttribute(meta, 'content').trim();
}

/** `Title` of `Title | Site`. */
function readFirstPart(title: string): string {
  const [part = ''] = title.split(/\s+[-–—|·»:]\s+|[_|丨]/u, 1);
  return part.length >= MIN_PART_CHARACTERS ? part.trim() : title;
}

function isSitePart(element: Element): boolean {
  const name = `${readAttribute(element, 'className')} ${readAttribute(element, 'id')}`;
  return (
    element.tagName === 'nav' ||
    element.tagName === 'footer' ||
    readAttribute(element, 'role') === 'banner' ||
    (SITE_PART.test(name) && element.tagName !== 'body') ||
    // What leads home is the site's name.
    (element.tagName === 'h1' && element.children.some(leadsHome))
  );
}

function leadsHome(node: ElementContent): boolean {
  return (
    node.type === 'element' &&
    node.tagName === 'a' &&
    (hasWord(node, 'rel', 'home') ||
      (node.properties.href !== undefined &&
        /^(?:https?:\/\/[^/]+)?\/?(?:index\.\w+)?$/i.test(readAttribute(node, 'href'))))
  );
}

/** A longer title of a document tells no article's. */
const MAX_DOCUMENT_CHARACTERS = 1_000;

/** The longest heading that is a part of the document's title, or else line that begins it. */
function findShown(page: Page, elements: readonly Element[], head: HeadTitles): string | undefined {
  const title = head.document.slice(0, MAX_DOCUMENT_CHARACTERS);
  const texts = elements
    .filter((element) => element.tagName !== 'a' && isShortLine(page, element, MAX_TITLE_CHARACTERS))
    .map((element) => ({ text: readHeading(page, element, head), isHeading: HEADINGS.has(element.tagName) }))
    .filter(({ text, isHeading }) => {
      if (text.length < MIN_PART_CHARACTERS || !isTitle(text, head)) return false;
      const start = isHeading ? title.lastIndexOf(text) : title.startsWith(text) && text !== title ? 0 : -1;
      // What repeats the document's title whole, site and all, is no heading.
      if (start < 0) return false;
      const before = title.slice(0, start);
      const behind = title.slice(start + text.length);
      const isCut =
        SEPARATED.test(behind) ||
        (SPACED.test(behind) && weigh(behind.replace(/[_|丨].*$/u, '')) < weigh(text));
      return (before === '' || SEPARATES_BEFORE.test(before)) && (behind === '' || isCut);
    });
  return texts.sort((a, b) => b.text.length - a.text.length)[0]?.text;
}

/** `Column--Title`, `Site - Title`: the longer part behind, in Chinese, where a line of the page shows it and none the first. */
function findBehind(page: Page, elements: readonly Element[], head: HeadTitles): string | undefined {
  const [, before, behind] = BEHIND.exec(head.document) ?? [];
  if (before === undefined || behind === undefined || weigh(behind) < weigh(before)) return undefined;
  const lines = elements.filter((element) => isShortLine(page, element, MAX_TITLE_CHARACTERS));
  const texts = new Set(
    lines.filter(({ tagName }) => tagName !== 'a').map((line) => readHeading(page, line, head)),
  );
  return texts.has(behind) && !texts.has(before) && isTitle(behind, head) ? behind : undefined;
}
