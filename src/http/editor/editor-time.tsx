/** Moments as the editor page shows them: in the publication's time zone and the clerk's language. */

import type { EditorContext } from './editor-context.tsx';

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
