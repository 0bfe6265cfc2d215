/** When an article was published, by all that its page says about it: to machines, in its address, on itself. */

import type { ShownDate } from './date.ts';

/** What a page says about when its article was published, RFC 3339 each; undefined where it does not. */
export interface DateClaims {
  /** Of the article in JSON-LD. */
  readonly jsonLd: string | undefined;
  /** Of the article in the page's head. */
  readonly head: string | undefined;
  /** Of the page as such in JSON-LD. */
  readonly page: string | undefined;
  readonly shown: ShownDate | null;
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
  if (told === undefined) return completeDate(shown?.date ?? doubtful ?? address, shown?.date);
  const surer = correct(told, marked, claims);
  if (surer === undefined && isContradicted(told, claims)) return undefined;
  return completeDate(surer ?? told, shown?.date);
}

/** True where the page shows its readers another day that is not the one of the last change. */
function isContradicted(told: string, { shown, changed }: DateClaims): boolean {
  return (
    shown?.isNear === true &&
    isDaysFrom(shown.date, told) &&
    !isTurned(shown.date, told) &&
    !changed.some((change) => isSameDay(change, shown.date))
  );
}

/** True for one day of which one writing or the other has turned day and month. */
function isTurned(one: string, other: string): boolean {
  const [year, month, day] = one.slice(0, 10).split('-');
  return other.startsWith(`${year}-${day}-${month}`);
}

/** The date that stands against what machines are told; undefined where none does. */
function correct(told: string, marked: string | undefined, claims: DateClaims): string | undefined {
  const { head, shown, changed } = claims;
  if (head !== undefined && shown !== null && isSameDay(head, shown.date) && isDaysFrom(head, told))
    return head;
  const isChange = changed.some((date) => date.slice(0, 10) <= told.slice(0, 10));
  const named = shown?.isNamed ? shown.date : undefined;
  const isEarlier = (date: string | undefined) => date !== undefined && date < told && isDaysFrom(date, told);
  return isChange ? [marked, head, named].find(isEarlier) : undefined;
}

function isSameDay(one: string, other: string): boolean {
  return one.slice(0, 10) === other.slice(0, 10);
}

const MS_PER_DAY = 24 * 60 * 60_000;

/** A day apart may be the same moment, told in two zones. */
function isDaysFrom(one: string, other: string): boolean {
  const [first, second] = [one, other].map((date) => Date.parse(date.slice(0, 10)));
  return Math.abs((first ?? 0) - (second ?? 0)) > MS_PER_DAY;
}

/** A page's head may know the day alone where the page shows the time too. */
function completeDate(date: string | undefined, shown: string | undefined): string | undefined {
  const isDay = date !== undefined && /T00:00:00/.test(date);
  return isDay && shown !== undefined && isSameDay(shown, date) ? shown : date;
}
