/** The formatted view of a text: an editor that a keyboard can work, over the form's own field. */

import { Editor } from '@tiptap/core';
import { makeElement } from './element.ts';
import type { ScriptMessages } from './messages.ts';
import type { PastedHtml } from './paste.ts';
import { cleanPastedHtml } from './paste.ts';
import { isSameContent, normalizeRichTextHtml } from './rich-text-html.ts';
import { listExtensions } from './rich-text-schema.ts';
import { askForLink, buildToolbar } from './toolbar.ts';

export interface RichText {
  readonly element: HTMLElement;
  /** Shows HTML; false where the view would lose some of it. */
  show(html: string): boolean;
  focus(): void;
}

/** Builds the view. `onWrite` is told of every change, with its HTML and its text; `onPaste` of what is pasted. */
export function buildRichText(
  messages: ScriptMessages,
  labelId: string,
  language: string,
  onWrite: (html: string, text: string) => void,
  onPaste: (pasted: PastedHtml) => void,
): RichText {
  const place = document.createElement('div');
  const hint = makeElement('p', { id: 'rich-text-hint', class: 'unseen' }, messages.richTextHint);
  let isEscaped = false;
  const editor = new Editor({
    element: place,
    // A strict Content-Security-Policy: styles come from the page's own file.
    injectCSS: false,
    extensions: listExtensions(),
    editorProps: {
      attributes: {
        id: 'content',
        class: 'rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': labelId,
        'aria-describedby': hint.id,
        lang: language,
        dir: 'auto',
      },
      handleDOMEvents: {
        // After Esc, Tab is the browser's: it leaves the text, wherever the cursor is.
        keydown: (_view, event) => {
          const leaves = isEscaped && event.key === 'Tab';
          if (event.key !== 'Shift') isEscaped = event.key === 'Escape';
          return leaves;
        },
      },
      handleKeyDown: (_view, event) => {
        const isLink = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
        if (isLink) void askForLink(editor, messages);
        return isLink;
      },
      transformPastedHTML: (pasted) => {
        const clean = cleanPastedHtml(pasted);
        onPaste(clean);
        return clean.html;
      },
    },
    onUpdate: () =>
      onWrite(normalizeRichTextHtml(editor.getHTML()), editor.getText({ blockSeparator: '\n' })),
  });
  const element = document.createElement('div');
  element.append(buildToolbar(editor, messages), place, hint);
  return {
    element,
    show: (html) => {
      editor.commands.setContent(html, { emitUpdate: false });
      return html.trim() === '' || isSameContent(html, normalizeRichTextHtml(editor.getHTML()));
    },
    focus: () => editor.view.focus(),
  };
}
