/** Days of the calendar of Iran and Afghanistan, whose years are of the sun as ours are. */

/** `۲ تیر ۱۳۹۹`, with or without the word for month. */
const SOLAR_DATE = /(?<!\d)(\d{1,2})\s+(\p{L}{2,10}\p{M}?)(?:[\s\u200c]+ماه)?\s+(1[34]\d\d)(?!\d)/gu;
/** `۱۳۹۹/۰۴/۰۲`: in Persian figures alone, for Arabic pages have years of the moon. */
const SOLAR_FIGURES = /(?<!\d)(1[34]\d\d)([/-])(\d\d?)\2(\d\d?)(?!\d)/gu;
const SOLAR_LOCALES = ['fa', 'fa-AF', 'ps'];
const MS_PER_DAY = 24 * 60 * 60_000;
let knownSolarCalendar: Intl.DateTimeFormat | undefined;
let knownSolarMonths: ReadonlyMap<string, number> | undefined;

/**
 * A text in whose place of such days ours stand, as `2020-06-22`. Its figures are ASCII's; `isPersian` where they were
 * Persian.
 */
export function spellSolarDates(text: string, isPersian: boolean): string {
  const named = text.replace(SOLAR_DATE, (told, day: string, name: string, year: string) =>
    spellSolarDate(told, Number(year), findSolarMonth(name), Number(day)),
  );
  if (!isPersian) return named;
  return named.replace(SOLAR_FIGURES, (told, year: string, _, month: string, day: string) =>
    spellSolarDate(told, Number(year), Number(month), Number(day)),
  );
}

/** The month (1 to 12) that a word names; 0 where it names none. */
function findSolarMonth(name: string): number {
  const fold = (word: string) => word.replaceAll('ي', 'ی').replace(/\p{M}|(?<=..)ماه$/gu, '');
  knownSolarMonths ??= new Map(
    SOLAR_LOCALES.flatMap((locale) => {
      const format = new Intl.DateTimeFormat(`${locale}-u-ca-persian`, { month: 'long', timeZone: 'UTC' });
      // Its months begin some twenty days into ours, the first one in March.
      return Array.from(
        { length: 12 },
        (_, index) => [fold(format.format(Date.UTC(2025, index + 3, 10))), index + 1] as const,
      );
    }),
  );
  return knownSolarMonths.get(fold(name)) ?? 0;
}

/** A day in figures of ours; what was told where it has no such day. */
function spellSolarDate(told: string, year: number, month: number, day: number): string {
  if (month === 0) return told;
  knownSolarCalendar ??= new Intl.DateTimeFormat('en-u-ca-persian', { dateStyle: 'short', timeZone: 'UTC' });
  // Six months have 31 days, the others 30, and the year begins on 20, 21 or 22 March.
  const about = Date.UTC(year + 621, 2, 20 + (month - 1) * 31 - Math.max(0, month - 7) + day);
  const at = [-1, 0, 1].map((days) => about + days * MS_PER_DAY);
  const found = at.find((time) => knownSolarCalendar?.format(time).startsWith(`${month}/${day}/${year} `));
  return found === undefined ? told : new Date(found).toISOString().slice(0, 10);
}
