/** Whose a date on a page is, where it is not its article’s: of the last change, of an event, of another article. */

import type { Element } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import { endsInOtherLabel, MAX_LINE_CHARACTERS } from '../date-line.ts';
import { removeDate } from '../dates.ts';
import { endsInUpdated, hasLabel, isPlainlyLabelled } from '../meta-line.ts';
import { isMarked } from './date-mark.ts';
import type { Place } from './date-place.ts';
import { isNear } from './date-place.ts';
import { isInline } from './measure.ts';
import type { Page } from './page.ts';
import { isShortLine, listNameWords, readParent } from './page.ts';
import { hasWord, readAttribute, readText, readTextBefore } from './query.ts';

const UPDATED_WORDS = new Set(
  'updated modified changed revised update lastupdate lastupdated lastmod lastmodified geaendert aktualisiert edited'.split(
    ' ',
  ),
);
/** Where a page tells what day it is today, when something takes place, what others have written. */
const OTHER_DATES = new Set(
  'event events calendar kalender termin termine weather clock today current currentdate topbar ticker comment comments response responses reply replies tweet twitter birth joined'.split(
    ' ',
  ),
);
/** Where another article is told of; under its heading they name an article's own lead. */
const TEASERS = new Set(['teaser', 'card']);
/** How far out the box may be that holds another kind of date, and how much else it may hold. */
const MAX_OTHER_LEVELS = 6;
const MAX_OTHER_LETTERS = 400;
const MAX_OTHER_ELEMENTS = 400;
/** A link that holds more than a date is to another article. */
const MAX_DATE_LETTERS = 20;

/** True within quotations, captions, and what is called after another kind of date. */
export function isOther(page: Page, element: Element, place: Place): boolean {
  for (
    let holder: Element | null = element, level = 0;
    holder !== null && level < MAX_OTHER_LEVELS && isSmall(page, holder);
    holder = readParent(page, holder), level++
  ) {
    if (['blockquote', 'address'].includes(holder.tagName)) return true;
    if (holder.tagName === 'figure' && !holdsHeading(holder)) return true;
    const isLink = holder.tagName === 'a' && readAttribute(holder, 'href') !== '';
    if (isLink && countLetters(page, holder) > countLetters(page, element) + MAX_DATE_LETTERS) return true;
    // Drupal's name for a field with the last change.
    if (hasWord(holder, 'className', 'field--name-changed')) return true;
    const words = holder === page.body ? [] : listNameWords(page, holder);
    // Above the heading some call the date alone so, for how it looks.
    const isAlone = countLetters(page, holder) === countLetters(page, element);
    const isTeaser = place !== 'under' && !(isNear(place) && isAlone);
    if (words.some((word) => OTHER_DATES.has(word) || (isTeaser && TEASERS.has(word)))) return true;
  }
  return false;
}

/** A caption with the first heading in it is the head of an article. */
function holdsHeading(element: Element): boolean {
  return listElements(element).some(({ tagName }) => tagName === 'h1');
}

/** True where the words right before an element say that it tells of the last change, or of something else. */
export function isBehindOther(page: Page, element: Element): boolean {
  let holder = readParent(page, element);
  while (holder !== null && isInline(holder)) holder = readParent(page, holder);
  if (holder === null || !isSmall(page, holder)) return false;
  const start = readTextBefore(holder, element);
  return endsInUpdated(start) || (!isMarked(element) && endsInOtherLabel(start));
}

/** Letters alone would not do: elements without any are looked through, too. */
function isSmall(page: Page, element: Element): boolean {
  const { letters, elements } = page.measures.get(element) ?? { letters: 0, elements: 0 };
  return letters <= MAX_OTHER_LETTERS && elements <= MAX_OTHER_ELEMENTS;
}

/** True in an item of a list that leads to another article: more than this share of it is links. */
export function isBesideLink(page: Page, element: Element, maxLinks: number): boolean {
  for (let holder: Element | null = element; holder !== null; holder = readParent(page, holder)) {
    if (holder.tagName !== 'li') continue;
    const { letters, linkedLetters } = page.measures.get(holder) ?? { letters: 0, linkedLetters: 0 };
    return linkedLetters > letters * maxLinks && !isDateAlone(page, holder);
  }
  return false;
}

/** True where an item is a date and nothing else: it leads to all that was published on that day. */
function isDateAlone(page: Page, item: Element): boolean {
  return isShortLine(page, item, MAX_LINE_CHARACTERS) && removeDate(readText(item)).trim() === '';
}

/** What was found of elements: of those inside one another each would else be asked for all around it. */
const knownUpdated = new WeakMap<Element, boolean>();

/** True for an element that is called after the last change, or holds nothing but one. */
export function isCalledUpdated(page: Page, element: Element): boolean {
  const found = knownUpdated.get(element) ?? findUpdated(page, element);
  knownUpdated.set(element, found);
  return found;
}

/** Some templates show either day in one element, and say which it is. */
export function isShownPublished(page: Page, element: Element): boolean {
  const text = isShortLine(page, element, MAX_LINE_CHARACTERS) ? readText(element) : '';
  return hasLabel(text) && !isPlainlyLabelled(text);
}

function findUpdated(page: Page, element: Element): boolean {
  const words = listNameWords(page, element);
  if (words.some((word) => UPDATED_WORDS.has(word)) && !isEntryDate(element, words)) return true;
  const only = element.children.find(
    (child) => child.type === 'element' && countLetters(page, child) === countLetters(page, element),
  );
  return only?.type === 'element' && isCalledUpdated(page, only);
}

/** In hAtom a date that is called nothing but updated, as a class of its own, is all that an entry has. */
function isEntryDate(element: Element, words: readonly string[]): boolean {
  return words.includes('published') || (hasWord(element, 'className', 'updated') && words.includes('date'));
}

function countLetters(page: Page, element: Element): number {
  return page.measures.get(element)?.letters ?? 0;
}
