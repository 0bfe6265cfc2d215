/**
 * Moments in words and in a time zone, and on the wire (RFC 3339, UTC); in storage they are epoch milliseconds. Calendars are
 * Gregorian everywhere, whatever a language's own is.
 */

/** Makings of formats that are kept; a publication asks for some ten. */
const MAX_KNOWN_FORMATS = 100;
/** Making one takes as long as using it a hundred times. */
const knownFormats = new Map<string, Intl.DateTimeFormat>();

/** Gives the format of these options in a language (BCP 47). */
export function findDateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const known = knownFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language, { calendar: 'gregory', ...options });
  if (knownFormats.size >= MAX_KNOWN_FORMATS) knownFormats.clear();
  knownFormats.set(key, made);
  return made;
}

/** "31 Aug 2021, 21:35" or "2021年8月31日 21:35"; `at` in epoch milliseconds. */
export function formatShortTime(at: number, language: string, timezone: string): string {
  return findDateFormat(language, { timeZone: timezone, dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** The same with its zone: "31 Aug 2021, 21:35 (Asia/Shanghai)". */
export function formatZonedTime(at: number, language: string, timezone: string): string {
  return `${formatShortTime(at, language, timezone)} (${timezone})`;
}

/** What clocks and calendars of a time zone show at a moment, `YYYY-MM-DDTHH:MM:SS`. */
export function formatLocalTime(at: number, timezone: string): string {
  const parts = findDateFormat('en-CA', {
    timeZone: timezone,
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return `${day}T${part('hour')}:${part('minute')}:${part('second')}`;
}

/** The calendar day, `YYYY-MM-DD`, of a moment in a time zone. */
export function formatLocalDate(at: number, timezone: string): string {
  return formatLocalTime(at, timezone).slice(0, 'YYYY-MM-DD'.length);
}

/** Formats epoch milliseconds as `2021-08-31T13:35:07Z`; the fraction appears only where there is one. */
export function formatTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

/** Formats epoch milliseconds as `formatTimestamp` does; null for a time that is missing. */
export function formatOptionalTimestamp(epochMs: number | null): string | null {
  return epochMs === null ? null : formatTimestamp(epochMs);
}
