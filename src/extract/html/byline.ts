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
import { findMainPart } from './page.ts';
import { hasWord, readText } from './query.ts';

/** A longer byline tells about its author's life. */
const MAX_BYLINE_CHARACTERS = 80;
/** What is marked as the author's holds no more than a few names with what surrounds them. */
const MAX_BYLINE_LETTERS = 400;
/** More names than these in a byline are a list of something else. */
const MAX_BYLINE_AUTHORS = 5;
/** A page with more lines than these about its article is a list of such lines. */
export const MAX_META_LINES = 100;
/** Names of elements that say who wrote an article, as WordPress, Drupal and microformats have them. */
const BYLINE_CLASSES = ['byline', 'author', 'p-author', 'author-name', 'post-author', 'entry-author'];

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
  return fields;
}

/** True for an element that holds the name of an author and little else. */
export function isByline(element: Element): boolean {
  return (
    hasWord(element, 'rel', 'author') ||
    hasWord(element, 'itemProp', 'author') ||
    hasWord(element, 'className', 'wp-block-post-author-name') ||
    (BYLINE_CLASSES.some((name) => hasWord(element, 'className', name)) &&
      readText(element).length <= MAX_BYLINE_CHARACTERS)
  );
}

/** What an element tells about the article, each field as often as it is told: its author, and what its lines are labelled as. */
export function readAbout(page: Page, element: Element, reading: DateReading): ExtractedFields[] {
  const isShort = (page.measures.get(element)?.letters ?? 0) <= MAX_BYLINE_LETTERS;
  const authors = isShort && isByline(element) ? readByline(element).slice(0, MAX_BYLINE_AUTHORS) : [];
  const lines = listShortLines(page, element).flatMap((line) => readMetaLine(line, reading) ?? []);
  return authors.length > 0 ? [{ authors }, ...lines] : lines;
}

/** Microdata marks the name alone; else the byline's text without the words before it. */
function readByline(element: Element): Author[] {
  const name = listElements(element).find((inner) => hasWord(inner, 'itemProp', 'name'));
  return readAuthors(readText(name ?? element).replace(/^(?:written |posted )?by:?\s+/i, ''));
}
