/** Moments as a page shows them: in the publication's time zone and the page's language. */

import { formatDate } from '../../feed/date.ts';
import { choosePageMessages } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';

export interface PageTimeProps {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly settings: Settings;
  readonly withTime?: boolean;
}

/** A `<time>`: words for people, the exact moment for programs. */
export function PageTime({ at, settings, withTime = false }: PageTimeProps) {
  return <time datetime={formatDate(at)}>{formatDay(at, settings, withTime)}</time>;
}

/** "31 August 2021" or "2021年8月31日", with the time of day and its zone if asked for. */
export function formatDay(at: number, settings: Settings, withTime = false): string {
  return findFormat(settings.language, {
    timeZone: settings.timezone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    ...(withTime && { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
  }).format(at);
}

/** Two calendar days, `YYYY-MM-DD`, and what is between them; one where both are the same. */
export function formatDays(from: string, until: string, settings: Settings): string {
  const format = findFormat(settings.language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
  const [start, end] = [Date.parse(from), Date.parse(until)];
  return start === end ? format.format(start) : format.formatRange(start, end);
}

/** "November 2026", or "November" without the year. Months of filters are UTC. */
export function formatMonth(month: string, settings: Settings, withYear = true): string {
  return findFormat(settings.language, {
    timeZone: 'UTC',
    month: 'long',
    ...(withYear && { year: 'numeric' }),
  }).format(Date.parse(`${month}-01T00:00:00Z`));
}

/** Making one takes as long as using it a hundred times. There are as many as this file has kinds of them. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Gregorian dates in a publication's language. */
function findFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(chooseDateLanguage(language), { calendar: 'gregory', ...options });
  formats.set(key, made);
  return made;
}

/** The publication's own language where the page speaks it: en-GB has another order of day and month than en-US. */
function chooseDateLanguage(language: string): string {
  const messages = choosePageMessages(language).language;
  const isSpoken = new Intl.Locale(language).language === new Intl.Locale(messages).language;
  return isSpoken ? language : messages;
}

/** "1.2 MB", decimal as files are named; null where nobody knows. */
export function formatBytes(bytes: number | null, settings: Settings): string | null {
  if (bytes === null) return null;
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(chooseDateLanguage(settings.language), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    // "812 byte" is no English; the other units' symbols are international.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
