/** When an article was published, by what its page shows around it. */

import type { Element } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import {
  endsInOtherLabel,
  MAX_LINE_CHARACTERS,
  readDateline,
  readEntryPosted,
  readLooseDate,
  readPostedAt,
  tellsPosting,
} from '../date-line.ts';
import type { DateReading } from '../dates.ts';
import { findDate, isDaysFrom, isMidnight, isSameDay, isTurned, removeDate } from '../dates.ts';
import {
  beginsInUpdated,
  cutUpdated,
  endsInUpdated,
  hasLabel,
  isPlainlyLabelled,
  MAX_ASKED_LINES,
  readMetaLine,
  tellsPlace,
  tellsWriting,
} from '../meta-line.ts';
import type { Place } from './date-place.ts';
import { isText, locate, PLACES } from './date-place.ts';
import { listShortLines } from './lines.ts';
import { isInline } from './measure.ts';
import type { Page } from './page.ts';
import { isShortLine, listNameWords, readParent } from './page.ts';
import { hasWord, readAttribute, readText, readTextBefore } from './query.ts';

/** A date that a page shows, and how sure it is that it is the day of publication. */
export interface ShownDate {
  readonly date: string;
  /** Marked as that day for machines. */
  readonly isMarked: boolean;
  /** Around the heading. */
  readonly isNear: boolean;
  /** Around the heading, and called a date of publication by its name or a label. */
  readonly isNamed: boolean;
  /** Nothing speaks for it but that it is the one day about the article. */
  readonly isFaint: boolean;
}

/**
 * The kinds of hints, the surest last: a date that stands by itself, one that is called a date, a label of the day of
 * writing, one of the day of publication, a mark.
 */
const KINDS = ['alone', 'named', 'written', 'labelled', 'marked'] as const;
type Kind = (typeof KINDS)[number];

interface Hint {
  readonly kind: Kind;
  readonly date: string;
  readonly place: Place;
  readonly rank: number;
}

/** Words that systems put into the names of what shows a date. */
const DATE_WORDS = new Set(
  'date dates datetime datum fecha data time timestamp published publish pubdate pubtime postdate posttime paperdate newsdate posted submitted dateline publication created uploaded'.split(
    ' ',
  ),
);
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
/** A page with more dates than these near its article is a list of them. */
const MAX_HINTS = 100;
/** One article has one mark, and perhaps another for machines. */
const MAX_MARKS = 2;
/** A box where labels name more days than these, of writing and of publication, lists what takes place. */
const MAX_LABELLED_DAYS = 2;

/** The date that speaks best for being the article's; null where none is near it. */
export function findShownDate(
  page: Page,
  parts: readonly Element[],
  title: string | undefined,
  reading: DateReading,
): ShownDate | null {
  const places = locate(page, parts, title);
  const asking = { linesLeft: MAX_ASKED_LINES };
  const hints: Hint[] = [];
  const faint: { kind: Kind; date: string }[] = [];
  for (const [index, element] of page.surroundings.entries()) {
    if (hints.length >= MAX_HINTS) break;
    const place = places(index);
    if (place === 'elsewhere' && !isMarked(element)) continue;
    if (place === 'amid' && !mayTellAmid(page, element)) continue;
    for (const { kind, date } of readOwnHints(page, element, place, reading, asking)) {
      const rank = rankHint(kind, place);
      if (rank !== null) hints.push({ kind, date, place, rank });
      else if (place !== 'amid') faint.push({ kind, date });
    }
  }
  const [first, ...others] = isList(hints) ? hints.filter((hint) => !isTeased(hint)) : hints;
  if (first === undefined) return hints.length === 0 ? chooseFaint(faint) : null;
  const best = others.reduce((one, other) => (other.rank > one.rank ? other : one), first);
  // The same day with its time may stand beside or inside it.
  const complete = hints.find(({ date }) => !isMidnight(date) && isSameDay(date, best.date));
  const date = isMidnight(best.date) ? (complete?.date ?? best.date) : best.date;
  const isAround = isNear(best.place);
  return {
    date,
    isMarked: best.kind === 'marked',
    isNear: isAround,
    isNamed: isAround && best.kind !== 'alone',
    isFaint: false,
  };
}

/** How many lines and marks of a page may still be asked for their date. */
interface Asking {
  linesLeft: number;
}

/** Takes one of what may still be asked; false where none is left. */
function mayAsk(asking: Asking): boolean {
  if (asking.linesLeft === 0) return false;
  asking.linesLeft -= 1;
  return true;
}

/** The hints of an element that are no other article's, and not of the last change. */
function readOwnHints(
  page: Page,
  element: Element,
  place: Place,
  reading: DateReading,
  asking: Asking,
): { kind: Kind; date: string }[] {
  const found = readHints(page, element, reading, asking);
  if (found.length === 0 || isOther(page, element, place) || isBehindOther(page, element)) return [];
  const isOwn = place === 'under' && isMarked(element);
  return !isOwn && isBesideLink(page, element, place === 'under' ? MAX_LINKS_UNDER : 0) ? [] : found;
}

/** The dates far from an article that may yet be its own, each with whether a label says so. */
export function listDatesElsewhere(
  page: Page,
  parts: readonly Element[],
  title: string | undefined,
  reading: DateReading,
): { readonly date: string; readonly isLabelled: boolean }[] {
  const places = locate(page, parts, title);
  const asking = { linesLeft: MAX_ASKED_LINES };
  const dates: { date: string; isLabelled: boolean }[] = [];
  for (const [index, element] of page.surroundings.entries()) {
    if (dates.length >= MAX_HINTS) break;
    if (places(index) !== 'elsewhere' || isMarked(element)) continue;
    const found = readOwnHints(page, element, 'elsewhere', reading, asking);
    dates.push(...found.map(({ kind, date }) => ({ date, isLabelled: isLabel(kind) })));
  }
  return dates;
}

/** True where a day stands about the heading, whatever it is called there. */
export function isDayNear(
  page: Page,
  parts: readonly Element[],
  title: string | undefined,
  reading: DateReading,
  day: string,
): boolean {
  const places = locate(page, parts, title);
  const near = page.surroundings.filter((_, index) => isNear(places(index)));
  const lines = near.flatMap((element) => listShortLines(page, element)).filter((line) => FIGURE.test(line));
  return lines.slice(0, MAX_ASKED_LINES).some((line) => isSameDay(findDate(line, reading) ?? '', day));
}

/** Around the heading. */
function isNear(place: Place): boolean {
  return place === 'above' || place === 'right above' || place === 'under';
}

function isAmid(place: Place): boolean {
  return place === 'amid' || place === 'led';
}

/** Where only one day stands about an article, and nothing surer, it is that one. */
function chooseFaint(faint: readonly { readonly kind: Kind; readonly date: string }[]): ShownDate | null {
  const [first] = faint;
  if (first === undefined || countDays(faint) > 1) return null;
  const { date } = faint.find((one) => !isMidnight(one.date)) ?? first;
  return { date, isMarked: false, isNear: false, isNamed: false, isFaint: true };
}

/** True for what is called a date behind the text, or marked as one amid it. */
function isTeased({ kind, place }: Hint): boolean {
  return (kind === 'named' && place === 'behind') || (kind === 'marked' && isAmid(place));
}

/** True where several days are, or one is marked again and again: each is another article's. */
function isList(hints: readonly Hint[]): boolean {
  const teased = hints.filter(isTeased);
  const marks = teased.filter(({ kind }) => kind === 'marked');
  return countDays(teased) > 1 || marks.length > MAX_MARKS;
}

function countDays(dates: readonly { readonly date: string }[]): number {
  return new Set(dates.map(({ date }) => date.slice(0, 10))).size;
}

/** No date is without one. */
const FIGURE = /\p{Nd}|〇|○|零|[元一二三四五六七八九]年/u;

/** Amid a text only marks and words count: asking every line for its date would cost more than all else. */
function mayTellAmid(page: Page, element: Element): boolean {
  const [first] = element.children;
  return (
    isMarked(element) ||
    (first?.type === 'text' && tellsPosting(first.value)) ||
    listShortLines(page, element).some((line) => FIGURE.test(line) && (hasLabel(line) || tellsPosting(line)))
  );
}

function isLabel(kind: Kind): boolean {
  return kind === 'written' || kind === 'labelled';
}

/** A surer hint wins; of two alike the one nearer to the heading. */
function rankHint(kind: Kind, place: Place): number | null {
  const isExpected = {
    alone: place === 'under' || place === 'right above',
    named: place !== 'elsewhere' && !isAmid(place),
    written: place !== 'elsewhere',
    labelled: place !== 'elsewhere',
    marked: true,
  }[kind];
  if (!isExpected) return null;
  // A mark far from the article is as often another article's, and what is called a date behind it a teaser's.
  const isUnsure =
    place === 'elsewhere' || (place === 'behind' && kind === 'named') || (isAmid(place) && isLabel(kind));
  const surety = isUnsure ? 0 : KINDS.indexOf(kind);
  return surety * PLACES.length + PLACES.indexOf(place);
}

/** True where the words right before an element say that it tells of the last change, or of something else. */
function isBehindOther(page: Page, element: Element): boolean {
  let holder = readParent(page, element);
  while (holder !== null && isInline(holder)) holder = readParent(page, holder);
  if (holder === null || !isSmall(page, holder)) return false;
  const start = readTextBefore(holder, element);
  return endsInUpdated(start) || (!isMarked(element) && endsInOtherLabel(start));
}

/** Under the heading an item of a list may name the author by a link: less of it than this. */
const MAX_LINKS_UNDER = 0.5;

/** True in an item of a list that leads to another article: more than this share of it is links. */
function isBesideLink(page: Page, element: Element, maxLinks: number): boolean {
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

function countLetters(page: Page, element: Element): number {
  return page.measures.get(element)?.letters ?? 0;
}

function readHints(
  page: Page,
  element: Element,
  reading: DateReading,
  asking: Asking,
): { kind: Kind; date: string }[] {
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
  if (isText(page, element)) {
    const text = readText(element);
    const posted = readEntryPosted(text, reading);
    if (posted !== null) return [{ kind: 'labelled', date: posted }];
    const date = readDateline(text, reading);
    return date === null ? [] : [{ kind: 'alone', date }];
  }
  const lines = listShortLines(page, element);
  const isHeading = /^h[12]$/.test(element.tagName);
  // Asked once at most: a box may have labels by the ten thousand.
  let isEvent: boolean | undefined;
  const found = lines.flatMap((line): { kind: Kind; date: string }[] => {
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
    return [{ kind: isNamed ? 'named' : 'alone', date }];
  });
  const labelled = found.filter(({ kind }) => isLabel(kind));
  const isList = countDays(labelled) > MAX_LABELLED_DAYS;
  return isList ? [] : found;
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

/** What was found of elements: of those inside one another each would else be asked for all around it. */
const knownUpdated = new WeakMap<Element, boolean>();

/** True for an element that is called after the last change, or holds nothing but one. */
function isCalledUpdated(page: Page, element: Element): boolean {
  const found = knownUpdated.get(element) ?? findUpdated(page, element);
  knownUpdated.set(element, found);
  return found;
}

/** Some templates show either day in one element, and say which it is. */
function isShownPublished(page: Page, element: Element): boolean {
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

function isMarked(element: Element): boolean {
  return (
    hasWord(element, 'itemProp', 'datepublished') ||
    /(?:^|[\s:])datepublished(?:\s|$)/i.test(readAttribute(element, 'property')) ||
    // No standard has it any more, and so no list of names that the tree is written in.
    (element.tagName === 'time' && element.properties.pubdate !== undefined) ||
    (hasWord(element, 'className', 'published') && ['abbr', 'time', 'span'].includes(element.tagName)) ||
    hasWord(element, 'className', 'dt-published')
  );
}

/** How far out the box may be that holds another kind of date, and how much else it may hold. */
const MAX_OTHER_LEVELS = 6;
const MAX_OTHER_LETTERS = 400;
const MAX_OTHER_ELEMENTS = 400;
/** A link that holds more than a date is to another article. */
const MAX_DATE_LETTERS = 20;

/** Letters alone would not do: elements without any are looked through, too. */
function isSmall(page: Page, element: Element): boolean {
  const { letters, elements } = page.measures.get(element) ?? { letters: 0, elements: 0 };
  return letters <= MAX_OTHER_LETTERS && elements <= MAX_OTHER_ELEMENTS;
}

/** A caption with the first heading in it is the head of an article. */
function holdsHeading(element: Element): boolean {
  return listElements(element).some(({ tagName }) => tagName === 'h1');
}

/** True within quotations, captions, and what is called after another kind of date. */
function isOther(page: Page, element: Element, place: Place): boolean {
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
