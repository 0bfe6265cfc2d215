/** What a page shows about its article, around it and in it: its author's name, the line with date and source. */

import type { Element } from 'hast';
import type { Author } from '../../article/article.ts';
import { listElements } from '../../article/content/html-tree.ts';
import { readAuthors } from '../credits.ts';
import type { DateReading } from '../dates.ts';
import type { ExtractedFields } from '../extracted.ts';
import { addFirstTold } from '../extracted.ts';
import { readMetaLine } from '../meta-line.ts';
import { listShortLines } from './lines.ts';
import type { Page } from './page.ts';
import { findMainPart, listNameWords, readParent } from './page.ts';
import { hasWord, readAttribute, readText } from './query.ts';

/** A longer byline tells about its author's life. */
const MAX_BYLINE_CHARACTERS = 80;
/** What is marked as the author's holds no more than a few names with what surrounds them. */
const MAX_BYLINE_LETTERS = 400;
/** More names than these in a byline are a list of something else. */
const MAX_BYLINE_AUTHORS = 5;
/** What stands right below a text is about it, no further away than this. */
const MAX_ELEMENTS_BELOW = 16;
/** A page with more lines than these about its article is a list of such lines. */
export const MAX_META_LINES = 100;
/** How elements are called that say who wrote an article: `byline`, `p-author`, `blog-author-name`, `article__author`. */
const BYLINE_CLASS = /(?:^|[\s_-])(?:byline|author)(?:[_-]+name)?(?:\s|$)/i;

/** What stands on the page about its article, from the top down to the longest of the article's parts. */
export function readVisibleFields(
  page: Page,
  parts: readonly Element[],
  reading: DateReading,
): ExtractedFields {
  const fields: ExtractedFields = {};
  const main = findMainPart(page, parts);
  let lines = 0;
  for (const element of page.surroundings) {
    if (element === main || lines > MAX_META_LINES) break;
    const told = readAbout(page, element, reading);
    lines += told.length;
    for (const found of told) addFirstTold(fields, found);
  }
  if (fields.authors === undefined || fields.source === undefined)
    for (const found of listBelow(page, main).flatMap((element) => readAbout(page, element, reading)))
      addFirstTold(fields, found);
  return fields;
}

/** The elements right below a text, up to the next heading or article. */
function listBelow(page: Page, main: Element | undefined): readonly Element[] {
  const start = main === undefined ? -1 : findBehind(page, main);
  const below = start < 0 ? [] : page.surroundings.slice(start, start + MAX_ELEMENTS_BELOW);
  const next = below.findIndex(({ tagName }) => /^h[1-6]$/.test(tagName) || tagName === 'article');
  return next < 0 ? below : below.slice(0, next);
}

/** Where what follows an element begins among the surroundings of its page; -1 for nowhere near. */
function findBehind(page: Page, element: Element): number {
  let tries = 0;
  for (let inner = element; tries < MAX_ELEMENTS_BELOW; ) {
    const parent = readParent(page, inner);
    if (parent === null) return -1;
    for (const sibling of parent.children.slice(parent.children.indexOf(inner) + 1)) {
      if (sibling.type !== 'element' || !page.measures.has(sibling)) continue;
      const place = page.surroundings.indexOf(sibling);
      tries += 1;
      if (place >= 0 || tries === MAX_ELEMENTS_BELOW) return place;
    }
    inner = parent;
  }
  return -1;
}

/** True for an element that holds the name of an author and little else. */
export function isByline(element: Element): boolean {
  return (
    hasWord(element, 'rel', 'author') ||
    hasWord(element, 'itemProp', 'author') ||
    hasWord(element, 'className', 'wp-block-post-author-name') ||
    (BYLINE_CLASS.test(readAttribute(element, 'className')) &&
      readText(element).length <= MAX_BYLINE_CHARACTERS)
  );
}

/** What an element tells about the article, each field as often as it is told: its author, and what its lines are labelled as. */
export function readAbout(page: Page, element: Element, reading: DateReading): ExtractedFields[] {
  const isShort = (page.measures.get(element)?.letters ?? 0) <= MAX_BYLINE_LETTERS;
  const authors = isShort && isByline(element) ? readByline(element).slice(0, MAX_BYLINE_AUTHORS) : [];
  const lines = isOfPicture(page, element)
    ? []
    : listShortLines(page, element).flatMap((line) => readMetaLine(line, reading) ?? []);
  return authors.length > 0 ? [{ authors }, ...lines] : lines;
}

const PICTURE_WORDS = new Set('caption figcaption bild bildquelle foto photo image img picture'.split(' '));

/** True for a line about a picture: its source is not the article's. */
export function isOfPicture(page: Page, element: Element): boolean {
  const isOf = (one: Element | null) =>
    one !== null &&
    (one.tagName === 'figure' ||
      one.tagName === 'figcaption' ||
      listNameWords(page, one).some((word) => PICTURE_WORDS.has(word)));
  return isOf(element) || isOf(readParent(page, element));
}

/** Microdata marks the name alone; else the byline's text without the words before it. */
function readByline(element: Element): Author[] {
  const name = listElements(element).find((inner) => hasWord(inner, 'itemProp', 'name'));
  return readAuthors(readText(name ?? element).replace(/^(?:written |posted )?by:?\s+/i, ''));
}
