/** What the formatted view can hold: the elements that an article may have and an editor can work with. */

import type { Editor, Extensions } from '@tiptap/core';
import { Extension, Mark } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { PictureNode } from './picture.ts';

const Subscript = Mark.create({
  name: 'subscript',
  excludes: 'superscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: () => ['sub', 0],
});

const Superscript = Mark.create({
  name: 'superscript',
  excludes: 'subscript',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: () => ['sup', 0],
});

/** What may carry an id that something links to. */
const PLACES = 'paragraph heading listItem blockquote tableCell tableHeader link'.split(' ');

const Places = Extension.create({
  name: 'places',
  // What Enter makes of a paragraph is another place.
  addGlobalAttributes: () => [{ types: PLACES, attributes: { id: { default: null, keepOnSplit: false } } }],
});

/** The last cell is no trap: Tab leads out of the table there, and Esc from anywhere in it (WCAG 2.1.2). */
const LeavableTable = Table.extend({
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Tab: () => this.editor.commands.goToNextCell(),
      Escape: () => leaveTable(this.editor),
    };
  },
}).configure({ resizable: false });

/** Puts the cursor behind the table that it is in. */
function leaveTable(editor: Editor): boolean {
  const { $from } = editor.state.selection;
  const depth = Array.from({ length: $from.depth }, (_, index) => index + 1).find(
    (one) => $from.node(one).type.name === 'table',
  );
  if (depth === undefined) return false;
  const behind = $from.after(depth);
  const chain = editor.chain();
  if ($from.node(depth - 1).lastChild === $from.node(depth))
    chain.insertContentAt(behind, { type: 'paragraph' });
  return chain
    .setTextSelection(behind + 1)
    .scrollIntoView()
    .run();
}

/** All of it. */
export function listExtensions(): Extensions {
  return [
    StarterKit.configure({
      link: { openOnClick: false, HTMLAttributes: { target: null, rel: null, class: null } },
    }),
    Subscript,
    Superscript,
    Places,
    // Pasted bytes stand in the text until they are a file.
    PictureNode,
    LeavableTable,
    TableRow,
    TableHeader,
    TableCell,
  ];
}
