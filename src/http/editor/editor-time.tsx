/** Moments as the editor page shows them: in the publication's time zone and the editor's language. */

import { formatInZone } from '../../extract/zones.ts';
import type { EditorContext } from './editor-context.ts';

/** A `<time>`; `at` in RFC 3339 or epoch milliseconds. */
export function EditorTime({
  at,
  editor,
}: {
  at: string | number;
  editor: Pick<EditorContext, 'messages' | 'settings'>;
}) {
  return <time datetime={new Date(at).toISOString()}>{formatEditorTime(at, editor)}</time>;
}

/** "31 Aug 2021, 21:35" or "2021年8月31日 21:35". */
export function formatEditorTime(
  at: string | number,
  editor: Pick<EditorContext, 'messages' | 'settings'>,
): string {
  const { messages, settings } = editor;
  return new Intl.DateTimeFormat(messages.dateLanguage(settings.language), {
    timeZone: settings.timezone,
    calendar: 'gregory',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(at));
}

/** The same with its zone: "31 Aug 2021, 21:35 (Asia/Shanghai)". */
export function formatZonedTime(
  at: string | number,
  editor: Pick<EditorContext, 'messages' | 'settings'>,
): string {
  return `${formatEditorTime(at, editor)} (${editor.settings.timezone})`;
}

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
