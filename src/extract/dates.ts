/** Dates as pages write them → RFC 3339. What leaves room for doubt is no date. */

import { foldWidth } from '../article/chinese.ts';
import { findMonth } from './month-names.ts';
import { spellSolarDates } from './solar-date.ts';
import type { LocalTime } from './zones.ts';
import { findAbbreviatedZone, formatInZone } from './zones.ts';

/** Which of two figures before a year is the day. */
export type DateOrder = 'day-first' | 'month-first';

/** How dates are read that do not say everything themselves. */
export interface DateReading {
  /** IANA; where what has no offset of its own is. */
  readonly timezone: string;
  /** Of `03/06/2025`; without it only a figure above twelve tells. */
  readonly order?: DateOrder | undefined;
  /** The present, in milliseconds since 1970: a later day is none of publication. Without it any may be. */
  readonly now?: number | undefined;
}

/** A day begins up to 14 hours before UTC's, and is read in the publication's zone, which may be 12 behind. */
const MAX_AHEAD_MS = 26 * 60 * 60_000;

/** A date stands at the beginning of what is labelled as one. */
const MAX_TEXT_CHARACTERS = 300;

/** With the Buddhist calendar's, 543 ahead. */
const YEAR = '(?<year>(?:19|20|25)\\d\\d)';
const BEFORE = '上午|下午|中午|早上|清晨|凌晨|傍晚|晚上|午前|午後|오전|오후';
const CLOCK = '(?<hour>\\d{1,2})[:.h](?<minute>\\d\\d)(?!\\d)(?::(?<second>\\d\\d)(?:[.,]\\d+)?)?';
const SPOKEN_CLOCK =
  '(?<hour>\\d{1,2})\\s*[时時点點시](?:\\s*(?<minute>\\d{1,2})\\s*[分분](?:\\s*(?<second>\\d{1,2})\\s*[秒초])?)?';
const HALF =
  '(?:\\s*(?:(?<half>[ap])(?:m\\b|\\.\\s?m\\.?(?!\\w))|(?<arabic>صباح(?:ا|اً|ًا)|مساء|مساءً|[صم]|[قب]\\.?\\s?ظ)(?![\\p{L}\\p{M}])))';
const OFFSET = '(?:\\s*\\(?(?<offset>Z|[+-]\\d\\d:?\\d\\d|(?:UTC|GMT)[+-]\\d{1,2}(?::?\\d\\d)?)(?![\\d:]))?';
/** Behind the rest, for there its capitals count: `12:11 CET`, but not `12:11 by`. */
const ZONE_BEHIND = /^\s*\(?(?<zone>[A-Z]{2,4})(?![\w-])/;
/** Between a date and its time: a day of the week, marks, `T`, and a word or two such as "at", "um", "a las", "в". */
const BETWEEN = `(?:T|(?:\\s?\\(\\p{L}{1,9}\\.?\\))?[\\s,.|·•—–-]*(?:(?!${BEFORE})\\p{L}{1,4}\\s+){0,2})`;
const TIME = `(?:${BETWEEN}(?:(?<before>${BEFORE})\\s*)?(?:${CLOCK}(?:${HALF}|\\s*Uhr)?|${SPOKEN_CLOCK})${OFFSET})?`;
/** "2025 г.", "2025 года", the Korean year's day with a mark behind it. */
const AFTER_YEAR = '(?:\\s*г(?:ода|\\.)?(?!\\p{L}))?';
/** Arabic news names the month twice: as the Levant does, and as Egypt does. */
/** In Hebrew "in" is written with it. */
const WORD = "ב?(?<name>\\p{L}[\\p{L}\\p{M}’']{2,14})\\.?(?:\\s?/\\s?(?<alias>\\p{L}{3,10}))?";
/** "de", "of the", "den": what some languages put between the parts. */
const OF = '(?:(?:de|del|of|of the|den|di)\\s+)?';

const PATTERNS: readonly RegExp[] = [
  `(?<!\\d)${YEAR}-(?<month>\\d{1,2})-(?<day>\\d{1,2})(?!\\d)${TIME}`,
  `(?<!\\d)${YEAR}(?<mark>[/.])\\s?(?<month>\\d{1,2})\\k<mark>\\s?(?<day>\\d{1,2})(?!\\d)${TIME}`,
  `(?<!\\d)${YEAR}\\s*[年년]\\s*(?<month>\\d{1,2})\\s*[月월]\\s*(?<day>\\d{1,2})\\s*[日号號일]${TIME}`,
  // Years of the Republic of China, 1912 the first.
  `(?<!\\d)(?<!\\d[-/.])(?:民[国國]\\s*)?(?<republic>1[0-4]\\d)(?:(?<mark>[-/.])(?<month>\\d\\d?)\\k<mark>(?<day>\\d\\d?)|\\s*年\\s*(?<month>\\d{1,2})\\s*月\\s*(?<day>\\d{1,2})\\s*日)(?!\\d|[-/.]\\d)${TIME}`,
  `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|er|re|º|ª|\\.)?[\\s-]*${OF}${WORD}(?:,?\\s+|-)${OF}${YEAR}(?!\\d)${AFTER_YEAR}${TIME}`,
  // Hungarian, Lithuanian, and lists that are sorted by it.
  `(?<!\\d)${YEAR}(?:\\.?\\s+(?:m\\.\\s+)?|-)${WORD}[\\s-]+(?<day>\\d{1,2})(?!\\d)${TIME}`,
  `(?<!\\p{L})${WORD}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:,\\s*|\\s+)(?:\\p{L}{3}\\s+)?${YEAR}(?!\\d)${TIME}`,
  // American news: the time, and then the day.
  `(?<!\\d)${CLOCK}${HALF}\\s*(?:(?<zone>[A-Z]{2,4})\\s*)?,?\\s*(?:\\p{L}{3,9}\\.?,\\s*)?${WORD}\\s+(?<day>\\d{1,2}),?\\s+${YEAR}(?!\\d)`,
  // With dots the day is first, everywhere. The year may be short.
  `(?<!\\d|\\d\\.)(?<day>\\d{1,2})\\.\\s?(?<month>\\d{1,2})\\.\\s?(?:${YEAR}|(?<short>\\d\\d))(?!\\d|\\.\\d)${TIME}`,
  // Which is the day is told by the page's order, or where one of them is above twelve.
  `(?<!\\d|\\d[/-])(?<first>\\d{1,2})(?<mark>[/-])(?<another>\\d{1,2})\\k<mark>${YEAR}(?!\\d)${TIME}`,
  `(?<!\\d|\\d\\s?/)(?<first>\\d\\d)/(?<another>\\d\\d)/(?<short>\\d\\d)(?!\\d|\\s?/)${TIME}`,
  // Unix and Java: Tue Jun 03 12:11:00 CST 2025.
  `(?<!\\p{L})${WORD}\\s+(?<day>\\d{1,2})\\s+${CLOCK}\\s+(?:(?<zone>[A-Z]{2,4})\\s+)?${YEAR}(?!\\d)`,
].map((source) => new RegExp(source, 'giu'));

/** What each of them needs: without it none is tried, as in most lines of a text. */
const YEAR_HINT = /(?:19|20|25)\d\d|\d\/\d\d\/\d\d|\d\.\s?\d{1,2}\.\s?\d\d|1[0-4]\d\s*[-/.年]/;

interface Found {
  readonly start: number;
  readonly end: number;
  readonly groups: Groups;
}

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * Finds the first date in a short text and writes it in RFC 3339; without a time of day it is midnight. Null for what
 * has no year, could be two days, is no day at all, or is yet to come.
 */
export function findDate(text: string, reading: DateReading): string | null {
  return splitDate(text, reading).date;
}

/** True of a date that `findDate` gave, where the text knew the day alone. */
export function isMidnight(date: string): boolean {
  return date.includes('T00:00:00');
}

/** True where two dates have the same day as they are written. */
export function isSameDay(one: string, other: string): boolean {
  return one.slice(0, 10) === other.slice(0, 10);
}

/** True for one day of which one writing or the other has turned day and month. */
export function isTurned(one: string, other: string): boolean {
  const [year, month, day] = one.slice(0, 10).split('-');
  return other.startsWith(`${year}-${day}-${month}`);
}

/** A day begins first at UTC+14, so long before its noon in UTC; where it ends last, that is two hours nearer. */
const MAX_MS_OF_DAY = 26 * 60 * 60_000;

/** True where a moment is on no clock of the world on that day: a day apart may be the same moment, told in two zones. */
export function isDaysFrom(day: string, moment: string): boolean {
  const noon = Date.parse(`${day.slice(0, 10)}T12:00:00Z`);
  const at = Date.parse(isMidnight(moment) ? `${moment.slice(0, 10)}T12:00:00Z` : moment);
  return Math.abs(noon - at) > MAX_MS_OF_DAY;
}

/** What is left of a text when its date is taken away; the text itself where there is none. */
export function removeDate(text: string): string {
  const plain = spellPlainly(text.slice(0, MAX_TEXT_CHARACTERS));
  const found = findFirst(plain);
  return found === null ? text : cut(plain, found) + text.slice(MAX_TEXT_CHARACTERS);
}

/**
 * The first date of a text, what stands before it, and what is left when it is taken away: nothing, and the text
 * itself, where there is none.
 */
export function splitDate(
  text: string,
  reading: DateReading,
): { readonly date: string | null; readonly before: string; readonly rest: string } {
  const plain = spellPlainly(text.slice(0, MAX_TEXT_CHARACTERS));
  const found = findFirst(plain);
  if (found === null) return { date: null, before: '', rest: text };
  return {
    date: readDate(found.groups, reading),
    before: plain.slice(0, found.start),
    rest: cut(plain, found) + text.slice(MAX_TEXT_CHARACTERS),
  };
}

function cut(text: string, { start, end }: Found): string {
  return `${text.slice(0, start)} ${text.slice(end)}`;
}

/** The earliest match; of those at one place the longest, for the shorter has missed the time. */
function findFirst(text: string): Found | null {
  if (!YEAR_HINT.test(text)) return null;
  let first: Found | null = null;
  for (const pattern of PATTERNS) {
    // A word that is no month makes no date of the figures beside it.
    const match = text
      .matchAll(pattern)
      .find(({ groups }) => groups?.name === undefined || isMonth(groups.name, groups.alias));
    if (match === undefined) continue;
    const start = match.index;
    const end = start + match[0].length;
    if (first === null || start < first.start || (start === first.start && end > first.end))
      first = { start, end, groups: match.groups ?? {} };
    // Nothing begins earlier or is longer than the whole.
    if (start === 0 && end === text.length) break;
  }
  return first === null ? null : addZone(text, first);
}

function addZone(text: string, found: Found): Found {
  const { hour, offset, zone } = found.groups;
  const behind = ZONE_BEHIND.exec(text.slice(found.end));
  if (hour === undefined || (offset ?? zone) !== undefined || behind === null) return found;
  return {
    ...found,
    end: found.end + behind[0].length,
    groups: { ...found.groups, zone: behind.groups?.zone },
  };
}

function isMonth(name: string, alias: string | undefined): boolean {
  const month = findMonth(name);
  return month !== null && (alias === undefined || findMonth(alias) === month);
}

const NUMERALS = '〇一二三四五六七八九';
const NUMERAL_DATE =
  /(\d{4}|[一二][〇○零Ｏ一二三四五六七八九]{3})年\s*([一二三四五六七八九十]{1,3})月\s*([一二三四五六七八九十廿卅]{1,3})日/gu;
/** Years of Japanese emperors, and of the Republic of China in numerals; the first one is 元. */
const ERA_YEAR = /(令和|平成|昭和|民[国國])\s*(元|\d{1,3}|[〇○零一二三四五六七八九十]{1,3})\s*年/gu;
/** The year before each era's first one. */
const ERA_STARTS: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  民国: 1911,
  民國: 1911,
};
/** `3 tháng 6 năm 2025` */
const VIETNAMESE = /(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:,|\s+năm)?\s+(?=(?:19|20)\d\d)/gu;

const BEYOND_ASCII = /[^\n-~]/;

/** Figures in ASCII, whatever they were written in. */
function spellPlainly(text: string): string {
  // Most lines are plain already, and this is asked of every one.
  if (!BEYOND_ASCII.test(text)) return text;
  const figures = text.replace(/(?![0-9])\p{Nd}/gu, spellFigure);
  return foldWidth(spellSolarDates(figures, /[\u06f0-\u06f9]/.test(text)))
    .replace(ERA_YEAR, (_, era: string, year: string) => `${(ERA_STARTS[era] ?? 0) + readEraYear(year)}年`)
    .replace(
      NUMERAL_DATE,
      (_, year: string, month: string, day: string) =>
        `${readFigures(year)}年${readNumeral(month)}月${readNumeral(day)}日`,
    )
    .replace(VIETNAMESE, '$1.$2.');
}

/** Every script has its ten figures in a row, and rows side by side begin with a zero, too. */
function spellFigure(figure: string): string {
  const code = figure.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

function readEraYear(year: string): number {
  return year === '元' ? 1 : year.includes('十') ? readNumeral(year) : Number(readFigures(year));
}

function readFigures(text: string): string {
  return [...text].map((one) => (/\d/.test(one) ? one : Math.max(0, NUMERALS.indexOf(one)))).join('');
}

/** 三, 十, 十二, 三十, 三十一. */
function readNumeral(numeral: string): number {
  const text = numeral.replace('廿', '二十').replace('卅', '三十');
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['〇', text];
  return (tens === '' ? 1 : NUMERALS.indexOf(tens)) * 10 + Math.max(0, NUMERALS.indexOf(ones || '〇'));
}

function readDate(groups: Groups, { timezone, order, now = Infinity }: DateReading): string | null {
  const day = readDay(groups, order);
  if (day === null) return null;
  const time = {
    year: readYear(groups),
    ...day,
    hour: readHour(groups),
    minute: Number(groups.minute ?? 0),
    second: Number(groups.second ?? 0),
  };
  const check = new Date(Date.UTC(time.year, time.month - 1, time.day));
  const isDay = check.getUTCMonth() === time.month - 1 && check.getUTCDate() === time.day;
  // Where a system has no date it writes the first day that it can.
  const isNone = time.year === 1970 && time.month === 1 && time.day === 1;
  if (!isDay || isNone || time.hour > 23 || time.minute > 59 || time.second > 59) return null;
  const date = formatInZone(time, readZone(groups, time, timezone));
  return Date.parse(date) > now + MAX_AHEAD_MS ? null : date;
}

/** The first year of the Republic of China is 1912. */
const REPUBLIC_OFFSET = 1911;
const FIRST_BUDDHIST_YEAR = 2500;
const BUDDHIST_OFFSET = 543;
/** Two figures from here on are the last century's. */
const FIRST_SHORT_YEAR = 70;

function readYear(groups: Groups): number {
  if (groups.republic !== undefined) return Number(groups.republic) + REPUBLIC_OFFSET;
  const year = Number(groups.year);
  if (groups.short === undefined) return year < FIRST_BUDDHIST_YEAR ? year : year - BUDDHIST_OFFSET;
  const short = Number(groups.short);
  return short + (short >= FIRST_SHORT_YEAR ? 1900 : 2000);
}

function readDay(groups: Groups, order: DateOrder | undefined): { month: number; day: number } | null {
  const month = groups.name === undefined ? groups.month : findMonth(groups.name);
  if (month !== undefined) return month === null ? null : { month: Number(month), day: Number(groups.day) };
  const first = Number(groups.first);
  const second = Number(groups.another);
  // The first of two figures before two of a year may be the year itself.
  const isSure = second > 12 || (groups.short === undefined && (first > 12 || first === second));
  const isDayFirst = isSure ? first > 12 : order === 'day-first';
  if (!isSure && order === undefined) return null;
  return isDayFirst ? { month: second, day: first } : { month: first, day: second };
}

function readHour(groups: Groups): number {
  const hour = Number(groups.hour ?? 0);
  const before = groups.before ?? '';
  const half = groups.half?.toLowerCase() ?? groups.arabic?.charAt(0);
  const isMorning = half === 'a' || half === 'ص' || half === 'ق' || /上午|午前|오전|凌晨/.test(before);
  const isAfternoon = half === 'p' || half === 'م' || half === 'ب' || /下午|午後|오후|傍晚|晚上/.test(before);
  if (isAfternoon && hour < 12) return hour + 12;
  // 中午1点 is past noon, 中午11点 is not.
  if (before === '中午' && hour < 3) return hour + 12;
  return isMorning && hour === 12 ? 0 : hour;
}

function readZone(groups: Groups, time: LocalTime, timezone: string): string | { readonly minutes: number } {
  const { offset, zone } = groups;
  if (zone !== undefined) return findAbbreviatedZone(zone, time, timezone) ?? timezone;
  if (offset === undefined) return timezone;
  const [, sign, hours, minutes] = /([+-])(\d\d?)(?::?(\d\d))?$/.exec(offset) ?? [];
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return { minutes: sign === '-' ? -total : total };
}
