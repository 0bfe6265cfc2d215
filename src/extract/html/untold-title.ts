/** An article's title where the head of its page tells none: read off the lines around the text. */

import type { Element } from 'hast';
import { MAX_TITLE_CHARACTERS } from '../../article/article.ts';
import type { DateReading } from '../dates.ts';
import { foldShape } from '../labels.ts';
import { isFurniture, readMetaLine } from '../meta-line.ts';
import type { HeadTitles } from './heading.ts';
import { HEADINGS, isTitle, MIN_PART_CHARACTERS, readHeading } from './heading.ts';
import { CELLS } from './lines.ts';
import type { Page } from './page.ts';
import { findMainPart, isNamedTitle, isShortLine, readParent } from './page.ts';
import { readAttribute, readText } from './query.ts';
import { isSectionName, isSiteName } from './site-name.ts';

/** Above the text no title is further away than this, in elements; nor behind more links than these. */
const MAX_TITLE_DISTANCE = 40;
const MAX_LINKS_BELOW_TITLE = 3;
/** Lines without any mark are titles where they are short, do not end as a sentence does, and stand this near. */
const MAX_PLAIN_CHARACTERS = 60;
const MAX_PLAIN_DISTANCE = 6;
/** What a line is worth at most that has no comma, and is no longer than such a title. */
const MAX_LINE_POINTS = 1.6;
const NO_PLAIN = /[。.,\uff0c:\uff1a;\uff1b…]$|[|>»]|^\P{L}*$/u;

/**
 * Where the head names a section alone, or nothing: what is marked or named as a heading, right above the text or first
 * in it; else its first line, or the one above it, where they look like a title; else the last heading before it.
 */
export function findUntold(
  page: Page,
  own: readonly Element[],
  parts: readonly Element[],
  head: HeadTitles,
  reading: DateReading,
): string | undefined {
  const main = findMainPart(page, parts);
  const start = main === undefined ? -1 : own.indexOf(main);
  const { above, first } = listAround(page, own, start);
  const read = (element: Element) => readHeading(page, element, head);
  const isAbout = (line: string) => isFurniture(line) || readMetaLine(line, reading) !== null;
  const isMarked = (line: string) => isTitle(line, head) && !isAbout(line);
  const isPlain = (line: string) =>
    line.length >= MIN_PART_CHARACTERS &&
    line.length <= MAX_PLAIN_CHARACTERS &&
    !NO_PLAIN.test(line) &&
    isMarked(line);
  const marked = (elements: readonly Element[]) =>
    elements
      .filter((element) => /^h[1-6]$/.test(element.tagName) || isNamedTitle(page, element))
      .map(read)
      .find(isMarked);
  const plain = (elements: readonly Element[], most: number) =>
    elements
      .filter((element) => !leadsAway(page, element))
      .map(read)
      .filter((line) => line !== '' && !isSectionName(line) && !isAbout(line))
      .slice(0, most)
      .find(isPlain);
  return (
    findLabelled(own.slice(0, Math.max(0, start) + MAX_TITLE_DISTANCE), page, isMarked) ??
    // Below the first heading there may be a second one, nearer to the text.
    marked(above.filter((line) => line.tagName === 'h1' && !isSiteName(read(line)))) ??
    marked(above) ??
    marked(first) ??
    plain(first, 1) ??
    plain(above, MAX_PLAIN_DISTANCE) ??
    findSubheading(page, own, start, head)
  );
}

/** As tables of facts, and message boards, call the cell with a title. */
const TITLE_LABEL =
  /^(?:标\s*题|名\s*称|题\s*目|件\s*名|제\s*목|title|titel|betreff|asunto|objet|oggetto)\s*(?::\s*|$)/i;

function findLabelled(
  elements: readonly Element[],
  page: Page,
  isMarked: (line: string) => boolean,
): string | undefined {
  for (const cell of elements) {
    if (!CELLS.has(cell.tagName) || !isShortLine(page, cell, MAX_TITLE_CHARACTERS)) continue;
    const line = readText(cell);
    const label = TITLE_LABEL.exec(foldShape(line))?.[0].length ?? 0;
    if (label === 0) continue;
    const siblings = readParent(page, cell)?.children ?? [];
    const next = siblings.slice(siblings.indexOf(cell) + 1).find(({ type }) => type === 'element');
    const title = line.slice(label) || (next === undefined ? '' : readText(next));
    if (title.length >= MIN_PART_CHARACTERS && isMarked(title)) return title;
  }
  return undefined;
}

function leadsAway(page: Page, element: Element): boolean {
  const measure = page.measures.get(element);
  return measure !== undefined && measure.linkedLetters === measure.letters;
}

/** The lines above a text, from it upwards to where links begin, and those in it before its first prose. */
function listAround(
  page: Page,
  own: readonly Element[],
  start: number,
): { readonly above: readonly Element[]; readonly first: readonly Element[] } {
  if (start < 0) return { above: [], first: [] };
  const isLine = (element: Element) => isShortLine(page, element, MAX_TITLE_CHARACTERS);
  const lines = own
    .slice(Math.max(0, start - MAX_TITLE_DISTANCE), start)
    .filter(isLine)
    .reverse();
  const link = lines.filter(isLinkElsewhere)[MAX_LINKS_BELOW_TITLE];
  const inside = own.slice(start + 1, start + MAX_TITLE_DISTANCE);
  const prose = inside.findIndex((element) => (page.measures.get(element)?.points ?? 0) > MAX_LINE_POINTS);
  return {
    above: link === undefined ? lines : lines.slice(0, lines.indexOf(link)),
    first: (prose < 0 ? inside : inside.slice(0, prose)).filter(isLine),
  };
}

/** To print a page, or to make its letters larger, is to stay on it. */
function isLinkElsewhere(element: Element): boolean {
  return element.tagName === 'a' && !/^(?:javascript:|#)/i.test(readAttribute(element, 'href'));
}

/** The heading right above the text, however far, or the first in it. */
function findSubheading(
  page: Page,
  own: readonly Element[],
  start: number,
  head: HeadTitles,
): string | undefined {
  const isHeading = (element: Element) =>
    HEADINGS.has(element.tagName) && isTitle(readHeading(page, element, head), head);
  const heading =
    own.slice(0, Math.max(0, start)).findLast(isHeading) ?? own.slice(Math.max(0, start)).find(isHeading);
  return heading === undefined ? undefined : readHeading(page, heading, head);
}
