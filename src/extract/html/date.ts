/** When an article was published, by what its page shows around it. */

import type { Element } from 'hast';
import { tellsPosting } from '../date-line.ts';
import type { DateReading } from '../dates.ts';
import { findDate, isMidnight, isSameDay } from '../dates.ts';
import { hasLabel, MAX_ASKED_LINES } from '../meta-line.ts';
import type { Kind } from './date-hints.ts';
import { countDays, FIGURE, isLabel, KINDS, readOwnHints } from './date-hints.ts';
import { isMarked } from './date-mark.ts';
import type { Place } from './date-place.ts';
import { isAmid, isNear, locate, PLACES } from './date-place.ts';
import { listShortLines } from './lines.ts';
import type { Page } from './page.ts';

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

interface Hint {
  readonly kind: Kind;
  readonly date: string;
  readonly place: Place;
  readonly rank: number;
}

/** A page with more dates than these near its article is a list of them. */
const MAX_HINTS = 100;
/** One article has one mark, and perhaps another for machines. */
const MAX_MARKS = 2;
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

/** Amid a text only marks and words count: asking every line for its date would cost more than all else. */
function mayTellAmid(page: Page, element: Element): boolean {
  const [first] = element.children;
  return (
    isMarked(element) ||
    (first?.type === 'text' && tellsPosting(first.value)) ||
    listShortLines(page, element).some((line) => FIGURE.test(line) && (hasLabel(line) || tellsPosting(line)))
  );
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
