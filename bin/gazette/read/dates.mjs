// @ts-check
/** Dates as feeds write them, to RFC 3339. */

import { findDate } from '../../../src/extract/dates.ts';
import { formatInZone } from '../../../src/extract/zones.ts';
import { showLine } from '../terminal.mjs';
import { UsageError } from '../user-error.mjs';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** RFC 822 §5.1; of its letters only Z is used. */
const ZONES = /** @type {Readonly<Record<string, string>>} */ ({
  ut: '+00:00',
  utc: '+00:00',
  gmt: '+00:00',
  z: '+00:00',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
});

const RFC_822 =
  /^(?:[a-z]+,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{4}|\d{2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([a-z]+|[+-]\d{2}:?\d{2})?)?$/i;
const ISO_8601 =
  /^([1-9]\d{3})-?(\d{2})-?(\d{2})(?:(?:T|\s+|(?<=^\d{8}))(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Reads a date of RSS (RFC 822, with its years of two digits), Atom (RFC 3339), the looser forms of both, or one that
 * only people understand.
 * One without an offset is read in `timezone`.
 *
 * @param {string} text
 * @param {string} timezone IANA name
 * @returns {{ date: string, hadOffset: boolean } | null} RFC 3339 in UTC; null for what is no date
 */
export function readDate(text, timezone) {
  const parts = readRfc822(text.trim()) ?? readIso8601(text.trim());
  if (parts === null) return readLooseDate(text, timezone);
  const { local, offset } = parts;
  const asUtc = Date.parse(`${local}Z`);
  // A 31 June is rolled over by some and refused by others; here it is no date.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== local.slice(0, 10)) return null;
  const milliseconds = offset === null ? moveToUtc(asUtc, timezone) : Date.parse(local + offset);
  if (Number.isNaN(milliseconds)) return null;
  return { date: new Date(milliseconds).toISOString().replace('.000Z', 'Z'), hadOffset: offset !== null };
}

/** Of several that a document gives the first that can be read; else the first, to be told.
 * @param {readonly string[]} texts @returns {string} '' for none */
export function chooseDate(texts) {
  const given = texts.filter((text) => text !== '');
  return given.find((text) => readDate(text, 'UTC') !== null) ?? given[0] ?? '';
}

/** What is neither, as people and pages write dates: 2020/1/10 14:33:00, 3 juin 2025.
 * @param {string} text
 * @param {string} timezone */
function readLooseDate(text, timezone) {
  const [found, inUtc, elsewhere] = [timezone, 'UTC', 'Asia/Tokyo'].map((zone) =>
    findDate(text, { timezone: zone }),
  );
  if (!found) return null;
  const date = new Date(found).toISOString().replace('.000Z', 'Z');
  return { date, hadOffset: inUtc === elsewhere };
}

/** The zone that `--timezone` names, UTC where it is not given.
 * @param {string | undefined} given
 * @returns {string} IANA name */
export function readTimezone(given = 'UTC') {
  try {
    new Intl.DateTimeFormat('en', { timeZone: given });
    return given;
  } catch {
    throw new UsageError(`--timezone must be a name such as Asia/Shanghai, not "${showLine(given)}"`);
  }
}

/** @param {string} text */
function readRfc822(text) {
  const match = RFC_822.exec(text);
  if (match === null) return null;
  const [, day = '', monthName = '', year = '', hour = '0', minute = '00', second = '00', zone] = match;
  const month = MONTHS.indexOf(monthName.toLowerCase()) + 1;
  const offset = zone === undefined ? null : (ZONES[zone.toLowerCase()] ?? readOffset(zone));
  if (month === 0 || offset === undefined) return null;
  // RFC 2822 §4.3: 00 to 49 are of this century.
  const fullYear = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  const date = `${fullYear}-${pad(month)}-${pad(day)}`;
  return { local: `${date}T${pad(hour)}:${minute}:${dropLeap(second)}.000`, offset };
}

/** @param {string} text */
function readIso8601(text) {
  const match = ISO_8601.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = match;
  const offset = zone === undefined ? null : /^z$/i.test(zone) ? '+00:00' : readOffset(zone);
  if (offset === undefined) return null;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  return { local: `${year}-${month}-${day}T${hour}:${minute}:${dropLeap(second)}.${milliseconds}`, offset };
}

/** A leap second is read as the one before it: no clock of a program has it. @param {string} second */
function dropLeap(second) {
  return second === '60' ? '59' : second;
}

/** @param {string} zone */
function readOffset(zone) {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  return match === null ? undefined : `${match[1]}${match[2]}:${match[3] ?? '00'}`;
}

/** @param {string | number} number */
function pad(number) {
  return String(number).padStart(2, '0');
}

/** The moment at which clocks in a zone show what `asUtc` would be in UTC.
 * @param {number} asUtc epoch milliseconds
 * @param {string} timezone */
function moveToUtc(asUtc, timezone) {
  const at = new Date(asUtc);
  const time = {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
  return Date.parse(formatInZone(time, timezone)) + at.getUTCMilliseconds();
}
