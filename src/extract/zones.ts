/** Local times and their offsets from UTC. */

import { formatLocalTime } from '../article/date-format.ts';

/** A day and a time of day, in whatever zone. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE;

/**
 * Writes a local time in RFC 3339 with its offset, given or found in an IANA zone's rules. A time that a zone skips
 * moves on by the gap; one that it has twice is the first of the two.
 */
export function formatInZone(time: LocalTime, zone: string | { readonly minutes: number }): string {
  const local = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  const offset =
    typeof zone === 'string' ? findOffset(local, zone) : { asked: zone.minutes, shown: zone.minutes };
  const at = local - offset.asked * MS_PER_MINUTE;
  const text = new Date(at + offset.shown * MS_PER_MINUTE).toISOString().replace(/\.\d+Z$/, '');
  return text + formatOffset(offset.shown);
}

/**
 * Minutes that a zone is ahead of UTC when its clocks are asked for `local` (as if it were UTC), and when they show
 * the moment that this gives: other ones where the zone skips the time.
 */
function findOffset(local: number, zone: string): { readonly asked: number; readonly shown: number } {
  // The offsets of the day before and the day after are all that can apply; the earlier moment is the first.
  const before = measureOffset(local - MS_PER_DAY, zone);
  const after = measureOffset(local + MS_PER_DAY, zone);
  if (before === after) return { asked: before, shown: before };
  const asked =
    [before, after].find((offset) => measureOffset(local - offset * MS_PER_MINUTE, zone) === offset) ??
    before;
  return { asked, shown: measureOffset(local - asked * MS_PER_MINUTE, zone) };
}

function measureOffset(at: number, zone: string): number {
  return Math.round((Date.parse(`${formatLocalTime(at, zone)}Z`) - at) / MS_PER_MINUTE);
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const pad = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** Hours from UTC of abbreviations that mean one place the world over. */
const FIXED_HOURS: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  KST: 9,
  HKT: 8,
  SGT: 8,
  PHT: 8,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  ADT: -3,
  BRT: -3,
  ART: -3,
  WAT: 1,
  CAT: 2,
  SAST: 2,
  EAT: 3,
  TRT: 3,
  PKT: 5,
  WIB: 7,
  ICT: 7,
  AWST: 8,
};
/** Abbreviations that leave summer and winter time to the day. */
const ZONES: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};
/** Those that several places use, the commonest first: where the publication's own time is one of them, it is meant. */
const SHARED_HOURS: Readonly<Record<string, readonly number[]>> = {
  CST: [-6, 8],
  BST: [1, 6],
  IST: [5.5, 1, 2],
};

/** The zone that an abbreviation such as EST or CET names at that time; null for one that we do not know. */
export function findAbbreviatedZone(
  abbreviation: string,
  time: LocalTime,
  timezone: string,
): string | { readonly minutes: number } | null {
  const name = abbreviation.toUpperCase();
  const fixed = FIXED_HOURS[name];
  if (fixed !== undefined) return { minutes: fixed * 60 };
  const zone = ZONES[name];
  if (zone !== undefined) return zone;
  const shared = SHARED_HOURS[name];
  if (shared === undefined) return null;
  const local = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  const own = findOffset(local, timezone).asked / 60;
  return { minutes: (shared.find((hours) => hours === own) ?? shared[0] ?? 0) * 60 };
}
