/** What an element of a page hints of when its article was published. */

import type { Element } from 'hast';
import { readDateline, readEntryPosted, readLooseDate, readPostedAt } from '../date-line.ts';
import type { DateReading } from '../dates.ts';
import { findDate, isDaysFrom, isMidnight, isTurned } from '../dates.ts';
import {
  beginsInUpdated,
  cutUpdated,
  hasLabel,
  isPlainlyLabelled,
  readMetaLine,
  tellsPlace,
  tellsWriting,
} from '../meta-line.ts';
import { isMarked } from './date-mark.ts';
import type { Place } from './date-place.ts';
import { isText } from './date-place.ts';
import { listShortLines } from './lines.ts';
import { isBehindOther, isBesideLink, isCalledUpdated, isOther, isShownPublished } from './other-dates.ts';
import type { Page } from './page.ts';
import { listNameWords } from './page.ts';
import { readAttribute, readText } from './query.ts';

/**
 * The kinds of hints, the surest last: a date that stands by itself, one that is called a date, a label of the day of
 * writing, one of the day of publication, a mark.
 */
export const KINDS = ['alone', 'named', 'written', 'labelled', 'marked'] as const;
export type Kind = (typeof KINDS)[number];

/** A date, and why it may be the one. */
interface FoundDate {
  readonly kind: Kind;
  readonly date: string;
}

/** Words that systems put into the names of what shows a date. */
const DATE_WORDS = new Set(
  'date dates datetime datum fecha data time timestamp published publish pubdate pubtime postdate posttime paperdate newsdate posted submitted dateline publication created uploaded'.split(
    ' ',
  ),
);
/** A box where labels name more days than these, of writing and of publication, lists what takes place. */
const MAX_LABELLED_DAYS = 2;

/** Under the heading an item of a list may name the author by a link: less of it than this. */
const MAX_LINKS_UNDER = 0.5;

/** No date is without one. */
export const FIGURE = /\p{Nd}|〇|○|零|[元一二三四五六七八九]年/u;

/** How many lines and marks of a page may still be asked for their date. */
export interface Asking {
  linesLeft: number;
}

/** Takes one of what may still be asked; false where none is left. */
function mayAsk(asking: Asking): boolean {
  if (asking.linesLeft === 0) return false;
  asking.linesLeft -= 1;
  return true;
}

/** The hints of an element that are no other article's, and not of the last change. */
export function readOwnHints(
  page: Page,
  element: Element,
  place: Place,
  reading: DateReading,
  asking: Asking,
): FoundDate[] {
  const found = readHints(page, element, reading, asking);
  if (found.length === 0 || isOther(page, element, place) || isBehindOther(page, element)) return [];
  const isOwn = place === 'under' && isMarked(element);
  return !isOwn && isBesideLink(page, element, place === 'under' ? MAX_LINKS_UNDER : 0) ? [] : found;
}

function readHints(page: Page, element: Element, reading: DateReading, asking: Asking): FoundDate[] {
  const told = ['content', 'dateTime', 'title']
    .map((name) => readAttribute(element, name))
    .find((text) => /\d{4}/.test(text));
  if (isMarked(element)) {
    if (!mayAsk(asking)) return [];
    const date = readTold(element, told, reading);
    return date === null ? [] : [{ kind: 'marked', date }];
  }
  if (isCalledUpdated(page, element) && !isShownPublished(page, element)) return [];
  const words = listNameWords(page, element);
  const isCreation = /(?:^|[\s:])datecreated(?:\s|$)/i.test(
    `${readAttribute(element, 'itemProp')} ${readAttribute(element, 'property')}`,
  );
  if ((element.tagName === 'time' || isCreation) && told !== undefined) {
    if (!mayAsk(asking)) return [];
    const text = readText(element);
    const date = beginsInUpdated(text) ? null : readTold(element, told, reading);
    return date === null ? [] : [{ kind: 'named', date }];
  }
  const isNamed = element.tagName === 'time' || words.some((word) => DATE_WORDS.has(word));
  return isText(page, element)
    ? readTextHint(readText(element), reading)
    : readLineHints(page, element, isNamed ? 'named' : 'alone', reading, asking);
}

/** The date with which a text begins. */
function readTextHint(text: string, reading: DateReading): FoundDate[] {
  const posted = readEntryPosted(text, reading);
  if (posted !== null) return [{ kind: 'labelled', date: posted }];
  const date = readDateline(text, reading);
  return date === null ? [] : [{ kind: 'alone', date }];
}

/** The dates of an element's lines, `kind` being that of one without a label; none where labels name several days. */
function readLineHints(
  page: Page,
  element: Element,
  kind: Kind,
  reading: DateReading,
  asking: Asking,
): FoundDate[] {
  const lines = listShortLines(page, element);
  const isHeading = /^h[12]$/.test(element.tagName);
  // Asked once at most: a box may have labels by the ten thousand.
  let isEvent: boolean | undefined;
  const found = lines.flatMap((line): FoundDate[] => {
    if (!FIGURE.test(line)) return [];
    const untouched = cutUpdated(line);
    if (!FIGURE.test(untouched)) return [];
    if (isPlainlyLabelled(line)) {
      isEvent ??= lines.some(tellsPlace);
      if (isEvent) return [];
    }
    if (!mayAsk(asking)) return [];
    const posted = readEntryPosted(untouched, reading) ?? readPostedAt(untouched, reading);
    if (posted !== null) return [{ kind: 'labelled', date: posted }];
    const date =
      readMetaLine(untouched, reading)?.datePublished ??
      readLooseDate(untouched, reading) ??
      (isHeading ? readHeadDay(untouched, reading) : null);
    if (date === null) return [];
    if (hasLabel(untouched)) return [{ kind: tellsWriting(untouched) ? 'written' : 'labelled', date }];
    return [{ kind, date }];
  });
  const labelled = found.filter((hint) => isLabel(hint.kind));
  return countDays(labelled) > MAX_LABELLED_DAYS ? [] : found;
}

/** The day that a heading begins with; one with a time of day is of what takes place then. */
function readHeadDay(heading: string, reading: DateReading): string | null {
  const date = readDateline(heading, reading);
  return date !== null && isMidnight(date) ? date : null;
}

/** The date that an element tells machines, else shows; null where it shows another day than it tells. */
function readTold(element: Element, told: string | undefined, reading: DateReading): string | null {
  const date = findDate(told ?? '', reading);
  const shown = findDate(readText(element), reading);
  return date !== null && shown !== null && isDaysFrom(shown, date) && !isTurned(shown, date)
    ? null
    : (date ?? shown);
}

/** True where a label tells the day. */
export function isLabel(kind: Kind): boolean {
  return kind === 'written' || kind === 'labelled';
}

/** How many days they are, as they are written. */
export function countDays(dates: readonly { readonly date: string }[]): number {
  return new Set(dates.map(({ date }) => date.slice(0, 10))).size;
}
