/** Dates as pages write them → RFC 3339. What leaves room for doubt is no date. */

import type { LocalTime } from './zones.ts';
import { formatInZone } from './zones.ts';

/** A date stands at the beginning of what is labelled as one. */
const MAX_TEXT_CHARACTERS = 300;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(?<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|' +
  'Nov(?:ember)?|Dec(?:ember)?)\\.?';
const YEAR = '(?<year>(?:19|20)\\d\\d)';
const CLOCK = '(?<hour>\\d{1,2})[:\\uff1a.](?<minute>\\d\\d)(?:[:\\uff1a](?<second>\\d\\d)(?:[.,]\\d+)?)?';
/** Behind a date: a comma or "at", the time, and which half of the day. */
const TIME = `(?:[\\s,T]*(?:at\\s+|[—–|-]\\s*)?(?:(?<before>上午|下午|晚上|凌晨)\\s*)?${CLOCK}\\s*(?<half>[ap]\\.?m\\b\\.?)?)?`;
const OFFSET = '(?:\\s*(?<offset>Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?![\\d:]))?';
const CHINESE_TIME = `(?:\\s*(?<before>上午|下午|晚上|凌晨)?\\s*(?:${CLOCK}|(?<hour>\\d{1,2})[时時点點](?:(?<minute>\\d{1,2})分(?:(?<second>\\d{1,2})秒)?)?))?`;

const PATTERNS: readonly RegExp[] = [
  new RegExp(`(?<!\\d)${YEAR}-(?<month>\\d{1,2})-(?<day>\\d{1,2})(?!\\d)${TIME}${OFFSET}`, 'iu'),
  new RegExp(
    `(?<!\\d)${YEAR}(?<mark>[/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})(?!\\d)${TIME}${OFFSET}`,
    'iu',
  ),
  new RegExp(
    `(?<!\\d)${YEAR}\\s*年\\s*(?<month>\\d{1,2})\\s*月\\s*(?<day>\\d{1,2})\\s*日${CHINESE_TIME}`,
    'u',
  ),
  new RegExp(
    `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH},?\\s+${YEAR}(?!\\d)${TIME}${OFFSET}`,
    'iu',
  ),
  new RegExp(`\\b${MONTH}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+${YEAR}(?!\\d)${TIME}${OFFSET}`, 'iu'),
  // Day and month in figures are told apart only where one of them is above twelve.
  new RegExp(
    `(?<!\\d)(?<first>\\d{1,2})(?<mark>[/.-])(?<another>\\d{1,2})\\k<mark>${YEAR}(?!\\d)${TIME}${OFFSET}`,
    'iu',
  ),
];

/**
 * Finds the first date in a short text and writes it in RFC 3339. Without an offset of its own it is read in `timezone`
 * (IANA), without a time of day as midnight. Null for what has no year, could be two days, or is no day at all.
 */
export function findDate(text: string, timezone: string): string | null {
  let earliest: RegExpExecArray | null = null;
  for (const pattern of PATTERNS) {
    const match = pattern.exec(text.slice(0, MAX_TEXT_CHARACTERS));
    if (match !== null && (earliest === null || match.index < earliest.index)) earliest = match;
  }
  if (earliest === null) return null;
  const groups = earliest.groups ?? {};
  const time = readLocalTime(groups);
  return time === null ? null : formatInZone(time, readOffset(groups.offset) ?? timezone);
}

/** What is left of a text when its date is taken away; the text itself where there is none. */
export function removeDate(text: string): string {
  const pattern = PATTERNS.find((candidate) => candidate.test(text));
  return pattern === undefined ? text : text.replace(pattern, ' ');
}

type Groups = Readonly<Record<string, string | undefined>>;

function readLocalTime(groups: Groups): LocalTime | null {
  const order = readOrder(groups);
  if (order === null) return null;
  const hour = readHour(groups);
  const time = {
    year: Number(groups.year),
    ...order,
    hour,
    minute: Number(groups.minute ?? 0),
    second: Number(groups.second ?? 0),
  };
  const check = new Date(Date.UTC(time.year, time.month - 1, time.day));
  const isDay = check.getUTCMonth() === time.month - 1 && check.getUTCDate() === time.day;
  return isDay && time.hour < 24 && time.minute < 60 && time.second < 60 ? time : null;
}

function readOrder(groups: Groups): { month: number; day: number } | null {
  if (groups.name !== undefined) {
    return { month: MONTHS.indexOf(groups.name.slice(0, 3).toLowerCase()) + 1, day: Number(groups.day) };
  }
  if (groups.month !== undefined) return { month: Number(groups.month), day: Number(groups.day) };
  const first = Number(groups.first);
  const second = Number(groups.another);
  if (first > 12) return { month: second, day: first };
  if (second > 12 || first === second) return { month: first, day: second };
  return null;
}

function readHour(groups: Groups): number {
  const hour = Number(groups.hour ?? 0);
  const half = groups.half?.charAt(0).toLowerCase();
  const isAfternoon = half === 'p' || groups.before === '下午' || groups.before === '晚上';
  if (isAfternoon && hour < 12) return hour + 12;
  return half === 'a' && hour === 12 ? 0 : hour;
}

function readOffset(text: string | undefined): { minutes: number } | null {
  if (text === undefined) return null;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text) ?? [];
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return { minutes: sign === '-' ? -total : total };
}
