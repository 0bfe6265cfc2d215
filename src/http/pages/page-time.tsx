/** Moments as a page shows them: in the publication's time zone and the page's language. */

import { findDateFormat, formatTimestamp } from '../../article/date-format.ts';
import { chooseSpokenLanguage } from '../../messages/pages/choose.ts';
import type { Settings } from '../../settings.ts';

export interface PageTimeProps {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly settings: Settings;
  readonly withTime?: boolean;
}

/** A `<time>`: words for people, the exact moment for programs. */
export function PageTime({ at, settings, withTime = false }: PageTimeProps) {
  return <time datetime={formatTimestamp(at)}>{formatDay(at, settings, withTime)}</time>;
}

/** "31 August 2021" or "2021年8月31日", with the time of day and its zone if asked for. */
export function formatDay(at: number, settings: Settings, withTime = false): string {
  return findDateFormat(chooseSpokenLanguage(settings.language), {
    timeZone: settings.timezone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    ...(withTime && { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
  }).format(at);
}

/** Two calendar days, `YYYY-MM-DD`, and what is between them; one where both are the same. */
export function formatDays(from: string, until: string, settings: Settings): string {
  const language = chooseSpokenLanguage(settings.language);
  const format = findDateFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (start === end) return format.format(start);
  // A span has figures alone in Chinese (CLDR), where a single day has words.
  if (new Intl.Locale(language).language === 'zh') return `${format.format(start)}至${format.format(end)}`;
  return format.formatRange(start, end);
}

/** "November 2026", or "November" without the year. Months of filters are UTC. */
export function formatMonth(month: string, settings: Settings, withYear = true): string {
  return findDateFormat(chooseSpokenLanguage(settings.language), {
    timeZone: 'UTC',
    month: 'long',
    ...(withYear && { year: 'numeric' }),
  }).format(Date.parse(`${month}-01T00:00:00Z`));
}

/** "1.2 MB", decimal as files are named; null where nobody knows. */
export function formatBytes(bytes: number | null, settings: Settings): string | null {
  if (bytes === null) return null;
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(chooseSpokenLanguage(settings.language), {
    style: 'unit',
    unit: units[step] ?? 'byte',
    // "812 byte" is no English; the other units' symbols are international.
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
