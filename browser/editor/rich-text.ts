/** The formatted view of a text: an editor that a keyboard can work, over the form's own field. */

import { Editor } from '@tiptap/core';
import { Image } from '@tiptap/extension-image';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import type { ScriptMessages } from './messages.ts';
import { cleanPastedHtml } from './paste.ts';
import { isSameContent, normalizeRichTextHtml } from './rich-text-html.ts';
import { buildToolbar } from './toolbar.ts';

export interface RichText {
  readonly element: HTMLElement;
  /** Shows HTML; false where the view would lose some of it. */
  show(html: string): boolean;
  focus(): void;
}

/** Builds the view. `onWrite` is told of every change, with its HTML and its messages. */
export function buildRichText(
  messages: ScriptMessages,
  labelId: string,
  language: string,
  onWrite: (html: string, text: string) => void,
): RichText {
  const place = document.createElement('div');
  const editor = new Editor({
    element: place,
    // A strict Content-Security-Policy: styles come from the page's own file.
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        link: {
          openOnClick: false,
          HTMLAttributes: { target: null, rel: null, class: null },
        },
      }),
      Image,
      Table.configure({ resizable: false }),
      TableRow,
      TableHeader,
      TableCell,
    ],
    editorProps: {
      attributes: {
        id: 'content',
        class: 'rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': labelId,
        lang: language,
        dir: 'auto',
      },
      transformPastedHTML: cleanPastedHtml,
    },
    onUpdate: () =>
      onWrite(normalizeRichTextHtml(editor.getHTML()), editor.getText({ blockSeparator: '\n' })),
  });
  const element = document.createElement('div');
  element.append(buildToolbar(editor, messages), place);
  return {
    element,
    show: (html) => {
      editor.commands.setContent(html, { emitUpdate: false });
      return html.trim() === '' || isSameContent(html, normalizeRichTextHtml(editor.getHTML()));
    },
    focus: () => editor.view.focus(),
  };
}
