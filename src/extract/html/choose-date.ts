/** When an article was published, by all that its page says about it: to machines, in its address, on itself. */

import type { DateReading } from '../dates.ts';
import { findDate, isDaysFrom, isMidnight, isSameDay, isTurned } from '../dates.ts';
import type { ShownDate } from './date.ts';

/** What a page says about when its article was published, RFC 3339 each; undefined where it does not. */
export interface DateClaims {
  /** Of the article in JSON-LD. */
  readonly jsonLd: string | undefined;
  /** That one, and what other blocks of JSON-LD say of it. */
  readonly linked: readonly string[];
  /** Of the article in the page's head. */
  readonly head: string | undefined;
  /** Of the page as such in JSON-LD. */
  readonly page: string | undefined;
  readonly shown: ShownDate | null;
  /** The dates that the page shows far from its article; looked for where nothing else decides. */
  readonly elsewhere: () => readonly { readonly date: string; readonly isLabelled: boolean }[];
  /** Whether a day stands about the heading, whatever it is called; asked where JSON-LD alone decides. */
  readonly isNear: (day: string) => boolean;
  /** In the head, and perhaps of the last change. */
  readonly doubtful: string | undefined;
  readonly address: string | undefined;
  /** Of the last change, as often as it is told. */
  readonly changed: readonly string[];
}

/**
 * Chooses among them. What machines are told goes before what is shown, but two that agree go before one, and what
 * systems write anew with every change gives way to an earlier date that is surely one of publication. Undefined where
 * nothing is said, or the one thing and the other without a sign of which is wrong.
 */
export function chooseDate(claims: DateClaims): string | undefined {
  const { jsonLd, head, page, shown, doubtful, address } = claims;
  const marked = shown?.isMarked ? shown.date : undefined;
  const told = jsonLd ?? marked ?? head ?? page;
  const seen = shown?.isFaint ? undefined : shown?.date;
  if (told === undefined)
    return completeDate(seen ?? doubtful ?? address ?? shown?.date ?? findLabelled(claims), seen);
  const surer = correct(told, marked, claims);
  if (surer === undefined && (isContradicted(told, claims) || isUnconfirmed(told, claims))) return undefined;
  return completeDate(surer ?? told, shown?.date);
}

/** The one day that labels tell far from the article; undefined where they tell several. */
function findLabelled({ elsewhere }: DateClaims): string | undefined {
  const [first, ...others] = elsewhere().filter(({ isLabelled }) => isLabelled);
  return others.every(({ date }) => isSameDay(date, first?.date ?? '')) ? first?.date : undefined;
}

/** True where the page shows its readers another day as the article's, be it that of the last change, and nowhere this one. */
function isContradicted(told: string, { shown, elsewhere }: DateClaims): boolean {
  return (
    shown?.isNear === true &&
    isDaysFrom(shown.date, told) &&
    !isTurned(shown.date, told) &&
    !elsewhere().some(({ date }) => isSameDay(date, told))
  );
}

/** True where JSON-LD alone tells a day, and all that readers see is another one, of the last change. */
function isUnconfirmed(told: string, { head, address, shown, changed, isNear }: DateClaims): boolean {
  if ([head, address, shown?.date].some((date) => date !== undefined && isSameDay(date, told))) return false;
  return changed.some((date) => isDaysFrom(date, told) && isNear(date));
}

/** A day so long before is not of an event that the article reports. */
const MIN_REWRITTEN_MS = 30 * 24 * 60 * 60_000;

/** The date that stands against what machines are told; undefined where none does. */
function correct(told: string, marked: string | undefined, claims: DateClaims): string | undefined {
  const { jsonLd, head, page, linked, address, shown, changed } = claims;
  const agreeing = [head, ...linked].find(
    (date) => date !== undefined && shown !== null && isSameDay(date, shown.date) && isDaysFrom(date, told),
  );
  if (agreeing !== undefined) return agreeing;
  const isChange = changed.some((date) => date.slice(0, 10) <= told.slice(0, 10));
  const named = shown?.isNamed ? shown.date : undefined;
  const isEarlier = (date: string | undefined) => date !== undefined && date < told && isDaysFrom(date, told);
  if (!isChange) return undefined;
  // Told nowhere else, this day is written anew with every change.
  const isAlone = [jsonLd, marked, head, page, address].filter((date) => date !== undefined).length === 1;
  const near = isAlone && shown?.isNear ? shown.date : told;
  const isLongBefore = Date.parse(told) - Date.parse(near) > MIN_REWRITTEN_MS && !isTurned(near, told);
  return [marked, head, named].find(isEarlier) ?? (isLongBefore ? near : undefined);
}

/** A page's head may know the day alone where the page shows the time too. */
function completeDate(date: string | undefined, shown: string | undefined): string | undefined {
  return date !== undefined && isMidnight(date) && shown !== undefined && isSameDay(shown, date)
    ? shown
    : date;
}

/** A day in the path of an address, as news sites have it: `/2025/06/03/`, `/2025-06-03/`, `/20250603/`, `/t20250603_12.html`. */
const ADDRESS_DATE =
  /\/t?((?:19|20)\d\d)(?:([/-])([01]?\d)\2([0-3]?\d)|([01]\d)([0-3]\d)|\/([01]\d)([0-3]\d))(?=[/_-])/;

/** The day that an article's address names; null for none. */
export function readAddressDate(address: string, reading: DateReading): string | null {
  const path = address.replace(/[?#].*$/s, '');
  const [, year, , ...figures] = ADDRESS_DATE.exec(path) ?? [];
  const [month, day] = figures.filter((figure) => figure !== undefined);
  if (year !== undefined) return findDate(`${year}-${month}-${day}`, reading);
  const [, spelt = ''] = SPELT_DATE.exec(path) ?? [];
  return findDate(spelt.split('/').reverse().join(' '), reading);
}

/** `/2025/june/03/`, `/2025/jun/3/`. */
const SPELT_DATE = /\/((?:19|20)\d\d\/[a-z]{3,9}\/[0-3]?\d)(?=\/)/i;
