/** A page that says why something did not happen. */

import type { Settings } from '../../settings.ts';
import type { Desk } from './desk.tsx';
import { EditorLayout } from './layout.tsx';
import type { EditorTexts } from './texts/editor-texts.ts';

interface NoticeProps {
  readonly texts: EditorTexts;
  readonly settings: Settings;
  readonly detail: string;
  /** Absent for somebody who is not signed in. */
  readonly desk?: Desk | undefined;
}

/** The page. */
export function NoticePage({ texts, settings, detail, desk }: NoticeProps) {
  return (
    <EditorLayout texts={texts} settings={settings} desk={desk} title={texts.refusedTitle}>
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
