/** The formatted view of a text: an editor that a keyboard can work, over the form's own field. */

import { Editor } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';
import type { DropPoint } from './article-files.ts';
import { uploadPastedPictures } from './article-files.ts';
import { makeElement } from './element.ts';
import { parseInertHtml } from './inert-html.ts';
import type { ScriptMessages } from './messages.ts';
import type { PastedHtml } from './paste.ts';
import { cleanPastedHtml } from './paste.ts';
import { readRtfPictures } from './paste-rtf.ts';
import type { Picture } from './picture.ts';
import { insertPicture } from './picture.ts';
import { isSameContent, listExtensions, normalizeRichTextHtml } from './rich-text-schema.ts';
import { askForLink, buildToolbar, changePicture } from './toolbar.ts';
import type { Uploads } from './uploads.ts';

export interface RichText {
  readonly element: HTMLElement;
  /** Puts a picture where the cursor is, or at a point of the window. */
  insertPicture(picture: Picture, point: DropPoint | null): void;
  /** Shows HTML; false where the view would lose some of it. */
  show(html: string): boolean;
  focus(): void;
}

/** Builds the view. `onWrite` is told of every change, with its HTML; `onPaste` of what is pasted. */
export function buildRichText(
  messages: ScriptMessages,
  labelId: string,
  language: string,
  onWrite: (html: string) => void,
  onPaste: (pasted: PastedHtml) => void,
  files: { readonly uploads: Uploads; readonly take: (files: readonly File[]) => void },
): RichText {
  const place = document.createElement('div');
  const hint = makeElement('p', { id: 'rich-text-hint', class: 'unseen' }, messages.richTextHint);
  let isEscaped = false;
  /** What is being pasted or dropped, as RTF: where word processors put the bytes of pictures. */
  let rtf = '';
  const keepRtf = (data: DataTransfer | null) => {
    rtf = data?.getData('text/rtf') ?? '';
    return false;
  };
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
        // A picture that is clicked is asked about.
        click: (view, event) => {
          view.state.doc.descendants((node, at) => {
            const isClicked =
              node.type.name === 'image' && view.nodeDOM(at)?.contains(event.target as Node | null);
            if (isClicked) void changePicture(editor, messages, files.uploads, at);
          });
          return false;
        },
        paste: (_view, event) => keepRtf(event.clipboardData),
        // Or its pictures would be those of the paste before.
        drop: (_view, event) => keepRtf(event.dataTransfer),
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
        const isPicture = event.key === 'Enter' && editor.isActive('image');
        if (isPicture) void changePicture(editor, messages, files.uploads);
        return isLink || isPicture;
      },
      transformPastedHTML: (pasted) => {
        const clean = cleanPastedHtml(pasted, files.uploads.isPossible, readRtfPictures(rtf));
        onPaste(clean);
        setTimeout(() => void uploadPictures(clean));
        return clean.html;
      },
      handlePaste: (_view, event) => {
        const pasted = listPastedFiles(event);
        if (pasted.length > 0) files.take(pasted);
        return pasted.length > 0;
      },
    },
    onUpdate: () => onWrite(normalizeRichTextHtml(editor.getHTML())),
  });
  const element = document.createElement('div');
  element.append(buildToolbar(editor, messages, files.uploads), place, hint);
  /** What could not become a file is said with what else could not stay. */
  const uploadPictures = async (pasted: PastedHtml) => {
    const lost = await uploadPastedPictures(editor, files.uploads);
    if (lost > 0) onPaste({ ...pasted, pictures: pasted.pictures + lost });
  };
  return {
    element,
    insertPicture: (picture, point) => {
      const at = point === null ? null : editor.view.posAtCoords(point);
      editor.view.focus();
      insertPicture(editor, picture, at?.pos ?? editor.state.selection.to);
    },
    show: (html) => {
      editor.commands.setContent(html, { emitUpdate: false });
      placeCursor(editor);
      setTimeout(() => void uploadPictures({ html, pictures: 0, objects: 0 }));
      return html.trim() === '' || isSameContent(html, normalizeRichTextHtml(editor.getHTML()));
    },
    focus: () => editor.view.focus(),
  };
}

/** Where one begins to read, and in words: what is chosen before the text was touched goes there. */
function placeCursor({ state, view }: Editor): void {
  const start = Selection.findFrom(state.doc.resolve(0), 1, true);
  if (start !== null) view.dispatch(state.tr.setSelection(start));
}

/** What is pasted as files; none where they are only another form of pasted words. */
export function listPastedFiles({ clipboardData }: ClipboardEvent): readonly File[] {
  // A picture that is copied comes with HTML that names it and nothing else.
  const { body } = parseInertHtml(clipboardData?.getData('text/html') ?? '');
  const words = `${body.textContent ?? ''}${clipboardData?.getData('text/plain') ?? ''}`;
  return words.trim() === '' ? [...(clipboardData?.files ?? [])] : [];
}
