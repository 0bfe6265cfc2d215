/** Moments as a clerk's clock shows them: in the publication's time zone. */

import { formatInZone } from '../../extract/zones.ts';

const LOCAL_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;

/** A moment for `<input type="datetime-local">`: `2021-08-31T21:35:07`. Empty for none. */
export function formatLocalTime(timestamp: string | null, timezone: string): string {
  if (timestamp === null) return '';
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(Date.parse(timestamp));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return `${day}T${part('hour')}:${part('minute')}:${part('second')}`;
}

/** What such an input holds, in RFC 3339 with the zone's offset; what it cannot have held is given back as it is. */
export function readLocalTime(text: string, timezone: string): string {
  const match = LOCAL_TIME.exec(text);
  if (match === null) return text;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return formatInZone({ year, month, day, hour, minute, second }, timezone);
}
