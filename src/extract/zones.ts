/** Local times and their offsets from UTC. */

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

/**
 * Writes a local time in RFC 3339 with its offset, given or found in an IANA zone's rules. A time that a zone skips
 * moves on by the gap; one that it has twice is the first of the two.
 */
export function formatInZone(time: LocalTime, zone: string | { readonly minutes: number }): string {
  const local = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  const offset = typeof zone === 'string' ? findOffset(local, zone) : zone.minutes;
  const at = local - offset * MS_PER_MINUTE;
  const shown = typeof zone === 'string' ? measureOffset(at, zone) : offset;
  const text = new Date(at + shown * MS_PER_MINUTE).toISOString().replace(/\.\d+Z$/, '');
  return text + formatOffset(shown);
}

/** Minutes that a zone is ahead of UTC when its clocks show `local` (as if it were UTC). */
function findOffset(local: number, zone: string): number {
  // The offsets of the day before and the day after are all that can apply; the earlier moment is the first.
  const before = measureOffset(local - 24 * 60 * MS_PER_MINUTE, zone);
  const after = measureOffset(local + 24 * 60 * MS_PER_MINUTE, zone);
  const fitting = [before, after].filter(
    (offset) => measureOffset(local - offset * MS_PER_MINUTE, zone) === offset,
  );
  return fitting[0] ?? before;
}

function measureOffset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return Math.round((shown - at) / MS_PER_MINUTE);
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const pad = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
