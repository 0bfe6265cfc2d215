/** Where on a page something stands, as its article is seen: under its heading, near it, amid its text, behind it. */

import type { Element } from 'hast';
import type { Page } from './page.ts';
import { findMainPart, listNameWords, readParent } from './page.ts';
import { readText } from './query.ts';

/** Under the heading down to the text; near it above; near the text behind; in the text, or behind its lead; anywhere else. */
export const PLACES = ['elsewhere', 'amid', 'led', 'behind', 'above', 'right above', 'under'] as const;
export type Place = (typeof PLACES)[number];

/** A line about the article is shorter. */
const MIN_TEXT_LETTERS = 100;
/** How far above the heading one that has neither name nor label may be. */
const VERY_NEAR_ELEMENTS = 4;
/** How far behind the first paragraph what tells about the article may stand, in elements. */
const LED_ELEMENTS = 6;
/** What a last paragraph may hold itself, in elements. */
const CLOSING_ELEMENTS = 3;
/** How far above the heading, and behind the text, a date may be the article's, in elements. */
const NEAR_ELEMENTS = 25;

/** Around the heading. */
export function isNear(place: Place): boolean {
  return place === 'above' || place === 'right above' || place === 'under';
}

/** In the text, or between its lead and the rest. */
export function isAmid(place: Place): boolean {
  return place === 'amid' || place === 'led';
}

/** Tells for the index of an element where it stands. */
export function locate(
  page: Page,
  parts: readonly Element[],
  title: string | undefined,
): (index: number) => Place {
  const elements = page.surroundings;
  const main = findMainPart(page, parts);
  const start = main === undefined ? elements.length : elements.indexOf(main);
  const last = parts.at(-1);
  let end = last === undefined ? elements.length : elements.indexOf(last) + 1;
  const within = new Set<Element | null>([last ?? null]);
  for (
    let inner = elements[end];
    inner !== undefined && within.has(readParent(page, inner));
    inner = elements[++end]
  )
    within.add(inner);
  const isProse = (element: Element) => isText(page, element) && !isHeading(page, element, title);
  const lead = elements.findIndex((element, index) => index >= start && isProse(element));
  const close = elements.findLastIndex((element, index) => index < end && isProse(element));
  const next = elements.findIndex((element, index) => lead >= 0 && index > lead && isProse(element));
  // A paragraph in a box of its own leads in: what tells about the article may stand between it and the text.
  const isLead = next >= 0 && next < end && !areSiblings(page, elements[lead], elements[next]);
  const text = isLead ? next : lead < 0 ? end : lead;
  const heading = elements.findLastIndex(
    (element, index) => index <= text && isHeading(page, element, title),
  );
  const from = heading < 0 ? start : heading;
  return (index) => {
    if (index >= from) {
      if (index <= text) return 'under';
      if (index < end && index <= close + CLOSING_ELEMENTS)
        return index < next && index <= lead + LED_ELEMENTS ? 'led' : 'amid';
      return index < end + NEAR_ELEMENTS ? 'behind' : 'elsewhere';
    }
    if (index >= from - VERY_NEAR_ELEMENTS) return 'right above';
    return index >= from - NEAR_ELEMENTS || index >= start ? 'above' : 'elsewhere';
  };
}

function areSiblings(page: Page, one: Element | undefined, other: Element | undefined): boolean {
  return one !== undefined && other !== undefined && readParent(page, one) === readParent(page, other);
}

/** True for the first of an article's paragraphs: longer than a line about it, and no caption. */
export function isText(page: Page, element: Element): boolean {
  const measure = page.measures.get(element);
  return (
    measure !== undefined &&
    measure.runs > 0 &&
    measure.isRunning &&
    measure.letters >= MIN_TEXT_LETTERS &&
    !/^h\d$/.test(element.tagName) &&
    !isCaption(page, element)
  );
}

function isCaption(page: Page, element: Element): boolean {
  const around = [element, readParent(page, element)];
  return around.some(
    (one) =>
      one !== null &&
      (['figure', 'figcaption'].includes(one.tagName) || listNameWords(page, one).includes('caption')),
  );
}

function isHeading(page: Page, element: Element, title: string | undefined): boolean {
  if (element.tagName === 'h1') return true;
  const measure = page.measures.get(element);
  // Breaks may stand around it.
  const mayBe = measure?.isRunning === true && measure.letters <= (title?.length ?? 0) * 2;
  return mayBe && readText(element) === title;
}
