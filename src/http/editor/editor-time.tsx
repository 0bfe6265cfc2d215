/** Moments as the editor page shows them: in the publication's time zone and the editor's language. */

import { formatLocalTime, formatShortTime, formatZonedTime } from '../../article/date-format.ts';
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
  return formatShortTime(Number(new Date(at)), messages.dateLanguage(settings.language), settings.timezone);
}

/** The same with its zone: "31 Aug 2021, 21:35 (Asia/Shanghai)". */
export function formatZonedEditorTime(
  at: string | number,
  editor: Pick<EditorContext, 'messages' | 'settings'>,
): string {
  const { messages, settings } = editor;
  return formatZonedTime(Number(new Date(at)), messages.dateLanguage(settings.language), settings.timezone);
}

const LOCAL_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;

/** A moment for `<input type="datetime-local">`: `2021-08-31T21:35:07`. Empty for none. */
export function formatTimeInput(timestamp: string | null, timezone: string): string {
  return timestamp === null ? '' : formatLocalTime(Date.parse(timestamp), timezone);
}

/** What such an input holds, in RFC 3339 with the zone's offset; what it cannot have held is given back as it is. */
export function readTimeInput(text: string, timezone: string): string {
  const match = LOCAL_TIME.exec(text);
  if (match === null) return text;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return formatInZone({ year, month, day, hour, minute, second }, timezone);
}
