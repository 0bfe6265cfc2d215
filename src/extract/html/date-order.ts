/** Which of `03/06/2025` is the day, on one page. */

import type { DateOrder } from '../dates.ts';

const SLASHED = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(?:19|20)\d\d(?![\d/])/g;

/**
 * What the page's other dates show (one figure above twelve), else what people write where its language is from:
 * `locales` (BCP 47), the surest first. Undefined where the dates show both, and where the language alone does not
 * tell: English is written in both ways.
 */
export function findDateOrder(text: string, locales: readonly string[]): DateOrder | undefined {
  const shown = new Set<DateOrder>();
  for (const [, first, second] of text.matchAll(SLASHED)) {
    if (Number(first) > 12 && Number(second) <= 12) shown.add('day-first');
    if (Number(second) > 12 && Number(first) <= 12) shown.add('month-first');
  }
  if (shown.size > 0) return shown.size === 1 ? [...shown][0] : undefined;
  return locales.map(readOrder).find((order) => order !== undefined);
}

function readOrder(tag: string): DateOrder | undefined {
  const locale = readLocale(tag);
  if (locale === null || (locale.language === 'en' && locale.region === undefined)) return undefined;
  const format = new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = format.formatToParts(0).map(({ type }) => type);
  const [year, month, day] = (['year', 'month', 'day'] as const).map((type) => parts.indexOf(type));
  // Where the year comes first nobody has an order for dates that end in it.
  if (year === undefined || month === undefined || day === undefined || year < Math.max(month, day))
    return undefined;
  return day < month ? 'day-first' : 'month-first';
}

function readLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-'));
  } catch {
    return null;
  }
}
