/** A page that says why something did not happen. */

import type { EditorMessages } from '../../messages/editor/english.ts';
import type { Settings } from '../../settings.ts';
import type { EditorContext } from './editor-context.tsx';
import { EditorLayout } from './layout.tsx';

interface NoticeProps {
  readonly messages: EditorMessages;
  readonly settings: Settings;
  readonly detail: string;
  /** Absent for somebody who is not signed in. */
  readonly editor?: EditorContext | undefined;
}

/** The page. */
export function NoticePage({ messages, settings, detail, editor }: NoticeProps) {
  return (
    <EditorLayout messages={messages} settings={settings} editor={editor} title={messages.refusedTitle}>
      <h1>{messages.refusedTitle}</h1>
      <p class="notice problem" role="alert">
        {detail}
      </p>
      <p>
        <a href="/editor">{messages.toEditor}</a>
      </p>
    </EditorLayout>
  );
}
