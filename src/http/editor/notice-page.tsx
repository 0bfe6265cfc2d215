/** A page that says why something did not happen. */

import type { EditorTexts } from '../../messages/editor/editor-messages.ts';
import type { Settings } from '../../settings.ts';
import type { EditorContext } from './editor-context.tsx';
import { EditorLayout } from './layout.tsx';

interface NoticeProps {
  readonly texts: EditorTexts;
  readonly settings: Settings;
  readonly detail: string;
  /** Absent for somebody who is not signed in. */
  readonly editor?: EditorContext | undefined;
}

/** The page. */
export function NoticePage({ texts, settings, detail, editor }: NoticeProps) {
  return (
    <EditorLayout texts={texts} settings={settings} editor={editor} title={texts.refusedTitle}>
      <h1>{texts.refusedTitle}</h1>
      <p class="notice problem" role="alert">
        {detail}
      </p>
      <p>
        <a href="/editor">{texts.toEditor}</a>
      </p>
    </EditorLayout>
  );
}
