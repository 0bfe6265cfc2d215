/** An article's element, without what the page has put into it. */

import type { Element, ElementContent } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import type { DateReading } from '../dates.ts';
import type { ExtractedFields } from '../extracted.ts';
import { addFirstTold } from '../extracted.ts';
import {
  isFurniture,
  isPlainlyLabelled,
  MAX_ASKED_LINES,
  readFollowUp,
  readMetaLine,
  tellsPlace,
} from '../meta-line.ts';
import { MAX_HEADING_LETTERS } from './body.ts';
import { isByline, isOfPicture, MAX_META_LINES, readAbout } from './byline.ts';
import { listsOthers } from './furniture.ts';
import { joinLabelled } from './lines.ts';
import type { Measure } from './measure.ts';
import { isInline } from './measure.ts';
import type { Page } from './page.ts';
import { findMainPart, isShortLine } from './page.ts';
import { readText } from './query.ts';

/** A box of links amid a text leads elsewhere where more of it than this is links, and it has more than one. */
const MAX_BOX_LINKS = 0.5;
/** Behind a heading such as "Related", the text goes on with a block of this many letters and few links. */
const MIN_RESUMING_LETTERS = 60;
const MAX_RESUMING_LINKS = 0.3;
const MIN_MENU_LINKS = 0.8;
/** Outside a table rows are nothing. */
const TABLE_PARTS = new Set(['table', 'tbody', 'tr']);

/** A number, or a sign, alone in a line: a counter, a button. */
const COUNT = /^[+×✕]?\s?\d{0,7}$/u;
const HEADING = /^h[1-3]$/;
const YEAR = /^(?:19|20)\d\d$/;
/** What shows something though it may hold no text, or whose last line is no line of the text. */
const SHOWN = new Set(
  'img picture video audio object embed iframe math svg table ul ol dl pre figure'.split(' '),
);

/** A label with a longer line beside it stands before a paragraph. */
const MAX_LABELLED_CHARACTERS = 80;

/** What is left of an article's parts, and what their lines told about the article. */
export interface TrimmedArticle {
  readonly children: ElementContent[];
  readonly fields: ExtractedFields;
}

/**
 * Takes navigation, the heading (`title`), lines about the article, counters, boxes of links, and everything from the
 * links to the previous and next articles on out of an article's parts. The parts themselves are left as they are.
 */
export function trimArticle(
  page: Page,
  parts: readonly Element[],
  title: string | undefined,
  reading: DateReading,
): TrimmedArticle {
  const fields: ExtractedFields = {};
  const state = {
    isOver: false,
    hasText: false,
    isAside: false,
    isListed: false,
    metaLines: 0,
    linesLeft: MAX_ASKED_LINES,
  };
  const kickers = listKickers(page, parts, title);
  const captions = new Set<string>();
  const keepLine = (line: string, leadsOn: boolean, element?: Element, next?: ElementContent): boolean => {
    const followUp = readFollowUp(line, leadsOn);
    if (followUp !== null) {
      if (followUp === 'neighbour' || followUp === 'comments') state.isOver = state.hasText;
      else if (followUp === 'related') state.isAside = state.isListed = true;
      return false;
    }
    if (isFurniture(line) || line === title) return false;
    // How often something was shared, the size of letters: what stands before the first word.
    if (!state.hasText && line !== '' && isCount(line)) return false;
    state.linesLeft -= 1;
    const mayTell = state.linesLeft >= 0 && state.metaLines <= MAX_META_LINES && !isOfEvent(page, line, next);
    const found = mayTell ? readMetaLine(line, reading) : null;
    if (found !== null) state.metaLines += 1;
    // A date alone below the text is when a letter was signed; above it, it is the article's.
    const isDate =
      found?.datePublished !== undefined && found.authors === undefined && !/[:\uff1a]/.test(line);
    if (found === null || (state.hasText && isDate)) {
      state.hasText ||= line !== '' && !(element !== undefined && HEADING.test(element.tagName));
      return true;
    }
    if (element === undefined || !isOfPicture(page, element)) addFirstTold(fields, found);
    return false;
  };
  const readLabelled = (line: string | null): ExtractedFields =>
    line === null || line.length > MAX_LABELLED_CHARACTERS ? {} : (readMetaLine(line, reading) ?? {});
  const readBox = (box: Element): void => {
    for (const element of [box, ...listElements(box)]) {
      if (state.metaLines > MAX_META_LINES || state.linesLeft <= 0) return;
      state.linesLeft -= 1;
      const told = readAbout(page, element, reading);
      state.metaLines += told.length;
      for (const found of told) addFirstTold(fields, found);
    }
  };
  const trim = (children: readonly ElementContent[]): ElementContent[] => {
    const filled = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
    const nextOf = new Map(filled.map((child, index) => [child, filled[index + 1]]));
    const taken = new Set<ElementContent>();
    return children.flatMap((child): ElementContent[] => {
      if (state.isOver || taken.has(child)) return [];
      if (child.type === 'text') {
        if (child.value.trim() === '') return [child];
        const line = readText(child);
        state.isAside &&= line.length < MIN_RESUMING_LETTERS;
        return !state.isAside && keepLine(line, false, undefined, nextOf.get(child)) ? [child] : [];
      }
      if (child.type !== 'element' || isDropped(child)) return [];
      if (kickers.has(child)) {
        readBox(child);
        return [];
      }
      const measure = page.measures.get(child);
      if (measure === undefined) return [child];
      const next = nextOf.get(child);
      const told = state.hasText ? {} : readLabelled(joinLabelled(page, child, next));
      if (next !== undefined && Object.keys(told).length > 0) {
        addFirstTold(fields, told);
        taken.add(next);
        return [];
      }
      // One that was never closed holds the text.
      const isHeading =
        child.tagName === 'h1' &&
        measure.letters <= MAX_HEADING_LETTERS &&
        title !== undefined &&
        !state.hasText;
      const isAbout =
        (!state.hasText && (child.tagName === 'time' || isByline(child))) || isAboutBox(measure, child);
      if (isAbout && !state.hasText) readBox(child);
      if (isHeading || isAbout || isLinkBox(page, child)) return [];
      const isListed = state.isListed && listsOthers(child);
      state.isListed = false;
      if (isListed) return [];
      if (isInline(child) || measure.isLine) {
        if (state.isAside && !resumes(page, child)) return [];
        state.isAside = false;
        const text = readText(child);
        // Captions stand in a page once more, for a telephone or for paper.
        if (isCaption(measure, child) && captions.has(text)) return [];
        captions.add(text);
        return text === '' || keepLine(text, leadsOn(measure), child, next) ? [child] : [];
      }
      const kept = trim(child.children);
      // A box whose every line was taken out is no part of the text either.
      const isEmptied = child.children.length > 0 && kept.every(isBlank);
      return isEmptied ? [] : [{ ...child, children: kept }];
    });
  };
  const isDropped = (element: Element) => page.furniture.has(element) || NEVER_TEXT.has(element.tagName);
  // An element that runs on by itself (a <p> with a meta line in bold) is judged whole.
  const main = findMainPart(page, parts);
  const children = parts.flatMap((part) => {
    // Between a lead and the text there may be who wrote it, and when.
    if (part === main && part === parts.at(-1)) state.hasText = false;
    if (TABLE_PARTS.has(part.tagName) && !placesThings(page, part))
      return [{ ...part, tagName: 'table', children: trim(part.tagName === 'tr' ? [part] : part.children) }];
    return page.measures.get(part)?.isLine ? trim([part]) : trim(part.children);
  });
  return { children: cutTail(children, listRanks(children)), fields };
}

/** True for a table, or rows of one, with boxes in its cells. */
function placesThings(page: Page, table: Element): boolean {
  return listElements(table).some(
    (cell) => /^t[dh]$/.test(cell.tagName) && page.measures.get(cell)?.isRunning === false,
  );
}

/** What stands over an article's heading inside its parts, where it is no prose and no picture: a topic, a day. */
function listKickers(
  page: Page,
  parts: readonly Element[],
  title: string | undefined,
): ReadonlySet<ElementContent> {
  const kickers = new Set<ElementContent>();
  const seek = (elements: readonly Element[]): 'found' | 'text' | null => {
    for (const element of elements) {
      const { runs, letters } = page.measures.get(element) ?? { runs: 0, letters: 0 };
      const isShort = letters > 0 && letters <= (title?.length ?? 0) * 2;
      const isTitle = isShort && HEADING.test(element.tagName) && readText(element) === title;
      if (isTitle) return 'found';
      const end = runs > 0 || SHOWN.has(element.tagName) ? 'text' : seek(listChildren(element));
      if (end !== null) return end;
      kickers.add(element);
    }
    return null;
  };
  const hasProse = parts.some((part) => (page.measures.get(part)?.proseLetters ?? 0) > 0);
  return hasProse && seek(parts) === 'found' ? kickers : new Set();
}

function listChildren({ children }: Element): Element[] {
  return children.filter((child) => child.type === 'element');
}

/** The heading elements that a text has more than one of. */
function listRanks(children: readonly ElementContent[]): ReadonlySet<string> {
  const names = children.flatMap((child) =>
    child.type === 'element' ? [child, ...listElements(child)].map(({ tagName }) => tagName) : [],
  );
  const ranks = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
  return new Set(ranks.filter((name) => names.indexOf(name) !== names.lastIndexOf(name)));
}

/** Without the counters at the end, and the headings under which nothing stands, where others have their rank. */
function cutTail(children: readonly ElementContent[], ranks: ReadonlySet<string>): ElementContent[] {
  const rest = [...children];
  for (;;) {
    const end = rest.findLastIndex(isBlock);
    if (!isNothing(rest.slice(end + 1))) return rest;
    const block = rest[end];
    if (block?.type !== 'element') return [];
    rest.length = end;
    if (SHOWN.has(block.tagName)) return [...rest, block];
    if (ranks.has(block.tagName) && !holdsShown(block)) continue;
    const isBox = block.children.some(isBlock);
    const kept = isBox ? cutTail(block.children, ranks) : block.children;
    if (isBox ? kept.length > 0 : !isNothing(kept)) return [...rest, { ...block, children: kept }];
  }
}

function isBlock(node: ElementContent): boolean {
  return node.type === 'element' && !isInline(node);
}

/** True for a run of a text that is a counter, or shows nothing at all. */
function isNothing(run: readonly ElementContent[]): boolean {
  const shows = run.some((node) => node.type === 'element' && holdsShown(node));
  return !shows && isCount(readText({ type: 'root', children: [...run] }));
}

function holdsShown(element: Element): boolean {
  return [element, ...listElements(element)].some(({ tagName }) => SHOWN.has(tagName));
}

/** True for '', too. */
function isCount(line: string): boolean {
  return COUNT.test(line) && !YEAR.test(line);
}

const NEVER_TEXT = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'button',
  'select',
  'textarea',
  'input',
]);

/** True where most of a line is links. */
function leadsOn({ letters, linkedLetters }: Measure): boolean {
  return linkedLetters > letters * MAX_BOX_LINKS;
}

function isCaption({ names }: Measure, element: Element): boolean {
  return element.tagName === 'figcaption' || names.includes('caption') || names.includes('figcaption');
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' ? node.value.trim() === '' : node.type !== 'element';
}

function isLinkBox(page: Page, element: Element): boolean {
  const measure = page.measures.get(element);
  if (measure === undefined || isInline(element) || measure.letters === 0) return false;
  if (measure.isLine) return isMenu(element, measure);
  return leadsOn(measure) && measure.proseLetters < measure.letters / 3;
}

/** True for when an event is: without its year, or with where it is below. */
function isOfEvent(page: Page, line: string, next: ElementContent | undefined): boolean {
  if (!isPlainlyLabelled(line) || !/\d/.test(line)) return false;
  return (
    !/\d{4}|\d\d?[./]\d\d?[./]\d\d/.test(line) ||
    (next?.type === 'element' &&
      isShortLine(page, next, MAX_LABELLED_CHARACTERS) &&
      tellsPlace(readText(next)))
  );
}

/** True for a line of nothing but links, no paragraph or item of a list. */
function isMenu(element: Element, { letters, linkedLetters }: Measure): boolean {
  const links =
    element.tagName === 'div' ? listElements(element).filter(({ tagName }) => tagName === 'a') : [];
  return links.length > 1 && linkedLetters > letters * MIN_MENU_LINKS;
}

function resumes(page: Page, element: Element): boolean {
  const measure = page.measures.get(element);
  return (
    measure !== undefined &&
    measure.letters >= MIN_RESUMING_LETTERS &&
    measure.linkedLetters / measure.letters < MAX_RESUMING_LINKS
  );
}

/** Words in the names of boxes that tell about an article: who wrote it, when, whose picture it has. */
const ABOUT_WORDS = new Set(
  'meta metadata byline bylines author authors auteur auteurs autor autore fecha datum timestamp dateline date dates published pubdate credit credits attribution'.split(
    ' ',
  ),
);
/** A longer box has more to say. */
const MAX_ABOUT_LETTERS = 160;

function isAboutBox(measure: Measure, element: Element): boolean {
  return (
    measure.letters <= MAX_ABOUT_LETTERS &&
    !isInline(element) &&
    measure.names.some((word) => ABOUT_WORDS.has(word))
  );
}
