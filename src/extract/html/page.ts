/** A page taken apart: what its elements measure, and where its text may be. */

import type { Element, Root } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import { findFurniture, isAside, listFactTables } from './furniture.ts';
import type { Measure } from './measure.ts';
import { measureElements } from './measure.ts';
import { readText } from './query.ts';

/** A page with what was found out about it once, for everyone who reads it. */
export interface Page {
  readonly root: Root;
  readonly body: Element;
  /** Every element of the body outside furniture, in the order of the document; none that is silent. */
  readonly elements: readonly Element[];
  /** Those, and what small boxes among the furniture hold: the foot of an article tells when it was written. */
  readonly surroundings: readonly Element[];
  readonly measures: ReadonlyMap<Element, Measure>;
  /** The outermost elements that are no text of the article: navigation, comments, what is hidden. */
  readonly furniture: ReadonlySet<Element>;
}

/** A page of frames has none. */
const NO_BODY: Element = { type: 'element', tagName: 'body', properties: {}, children: [] };

/** Looks a parsed page over. */
export function inspectPage(root: Root): Page {
  const body = listElements(root).find(({ tagName }) => tagName === 'body') ?? NO_BODY;
  let measures = measureElements(body);
  if (revealNoscript(body, measures.get(body)?.letters ?? 0)) measures = measureElements(body);
  const facts = listFactTables(measures);
  const furniture = findFurniture(body, measures, facts);
  subtractFurniture(body, measures, furniture);
  const headed = listHeaded(body, measures);
  const isBox = (element: Element) =>
    ((measures.get(element)?.letters ?? 0) > MAX_SMALL_BOX_LETTERS &&
      !headed.has(element) &&
      !facts.includes(element)) ||
    isAside(element, measures.get(element)?.names ?? []);
  return {
    root,
    body,
    elements: listElementsBut(body, measures, (element) => furniture.has(element)),
    surroundings: listElementsBut(body, measures, (element) => furniture.has(element) && isBox(element)),
    measures,
    furniture,
  };
}

/** What holds a first heading that leads nowhere: the article's, as the site's own leads home. */
function listHeaded(body: Element, measures: ReadonlyMap<Element, Measure>): ReadonlySet<Element> {
  const holders = new Set<Element>();
  for (const heading of listElements(body)) {
    if (heading.tagName !== 'h1' || measures.get(heading)?.linkedLetters !== 0) continue;
    let holder: Element | null = heading;
    while (holder !== null && !holders.has(holder)) {
      holders.add(holder);
      holder = measures.get(holder)?.parent ?? null;
    }
  }
  return holders;
}

/** True where most of a page's text is for readers without scripts: those elements are boxes from now on. */
function revealNoscript(body: Element, shown: number): boolean {
  const hidden = listElements(body).filter(({ tagName }) => tagName === 'noscript');
  // What is kept of them here would be another thing once they are boxes.
  const known = new WeakMap<Element, string>();
  const isMost = hidden.some(({ children }) => readText({ type: 'root', children }, known).length > shown);
  if (isMost) for (const element of hidden) element.tagName = 'div';
  return isMost;
}

/** The longest foot of an article, in letters. */
const MAX_SMALL_BOX_LETTERS = 300;

/** The measured elements below a body, without those that are left out and all in them. */
function listElementsBut(
  body: Element,
  measures: ReadonlyMap<Element, Measure>,
  isLeftOut: (element: Element) => boolean,
): Element[] {
  const found: Element[] = [];
  const visit = (element: Element) => {
    found.push(element);
    for (const child of element.children)
      if (child.type === 'element' && measures.has(child) && !isLeftOut(child)) visit(child);
  };
  visit(body);
  return found;
}

/** The longest of an article's parts: before it there may be a lead. */
export function findMainPart(page: Page, parts: readonly Element[]): Element | undefined {
  const letters = (part: Element) => page.measures.get(part)?.letters ?? 0;
  return [...parts].sort((a, b) => letters(b) - letters(a))[0];
}

/** As templates and old programs name what holds a title. */
const TITLE_WORDS = new Set('title titel heading headline subject posttitle biaoti bt tit'.split(' '));

/** True for what a template calls a title. */
export function isNamedTitle(page: Page, element: Element): boolean {
  return listNameWords(page, element).some((word) => TITLE_WORDS.has(word));
}

/** The element around one; null around the outermost. */
export function readParent(page: Page, element: Element): Element | null {
  return page.measures.get(element)?.parent ?? null;
}

/** The words of an element's class and id. */
export function listNameWords(page: Page, element: Element): readonly string[] {
  return page.measures.get(element)?.names ?? [];
}

/**
 * True for a line of at most so many characters. Whoever reads the text of many elements asks this first: lines stand
 * inside one another, and reading all of them would take the square of a page's depth.
 */
export function isShortLine(page: Page, element: Element, maxCharacters: number): boolean {
  const measure = page.measures.get(element);
  return measure?.isLine === true && measure.letters <= maxCharacters * 2;
}

/** Takes what furniture holds off what everything around it holds. */
function subtractFurniture(
  body: Element,
  measures: ReadonlyMap<Element, Measure>,
  furniture: ReadonlySet<Element>,
): void {
  const visit = (element: Element): Pick<Measure, 'letters' | 'linkedLetters' | 'proseLetters'> => {
    const measure = measures.get(element);
    const taken = { letters: 0, linkedLetters: 0, proseLetters: 0 };
    if (measure === undefined) return taken;
    if (furniture.has(element)) return measure;
    for (const child of element.children) {
      if (child.type !== 'element') continue;
      const { letters, linkedLetters, proseLetters } = visit(child);
      taken.letters += letters;
      taken.linkedLetters += linkedLetters;
      taken.proseLetters += proseLetters;
    }
    measure.letters -= taken.letters;
    measure.linkedLetters -= taken.linkedLetters;
    measure.proseLetters -= taken.proseLetters;
    return taken;
  };
  visit(body);
}
