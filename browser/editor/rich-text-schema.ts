/** What the formatted view can hold, how its HTML is made plain, and whether it holds a text without losing any of it. */

import type { Editor, Extensions } from '@tiptap/core';
import { Extension, Mark } from '@tiptap/core';
import { ListItem } from '@tiptap/extension-list';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { unwrapElement } from './element.ts';
import { parseInertHtml } from './inert-html.ts';
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
const ANCHORED = 'paragraph heading listItem blockquote tableCell tableHeader link'.split(' ');

const Anchors = Extension.create({
  name: 'anchors',
  // What Enter makes of a paragraph is another one.
  addGlobalAttributes: () => [{ types: ANCHORED, attributes: { id: { default: null, keepOnSplit: false } } }],
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

/** It may begin with anything but another list, as those of pages do; StarterKit's breaks up where it is no paragraph. */
const OpenListItem = ListItem.extend({
  content: '(paragraph | heading | blockquote | codeBlock | horizontalRule | image | table) block*',
});

/** All of it. */
export function listExtensions(): Extensions {
  return [
    StarterKit.configure({
      listItem: false,
      link: { openOnClick: false, HTMLAttributes: { target: null, rel: null, class: null } },
    }),
    OpenListItem,
    Subscript,
    Superscript,
    Anchors,
    // Pasted bytes stand in the text until they are a file.
    PictureNode,
    LeavableTable,
    TableRow,
    TableHeader,
    TableCell,
  ];
}

/** Elements that the view makes or drops without changing what is read. */
const UNCOUNTED = new Set(['p', 'div', 'span', 'tbody', 'thead', 'tfoot', 'colgroup', 'col', 'br']);
const SAME: Readonly<Record<string, string>> = { b: 'strong', i: 'em', del: 's', strike: 's' };
/** Attributes that mean something to a reader. */
const COUNTED = 'id href src alt colspan rowspan start type value lang dir cite datetime'.split(' ');

/** A list item or a cell of one paragraph needs no paragraph; a paragraph without anything is only a place to write. */
export function normalizeRichTextHtml(html: string): string {
  const page = parseInertHtml(html);
  for (const element of page.querySelectorAll('colgroup')) element.remove();
  for (const element of page.querySelectorAll('[data-style]')) element.removeAttribute('data-style');
  for (const element of page.querySelectorAll('[colspan="1"]')) element.removeAttribute('colspan');
  for (const element of page.querySelectorAll('[rowspan="1"]')) element.removeAttribute('rowspan');
  for (const element of page.querySelectorAll('li, td, th')) {
    const [first, ...others] = element.children;
    const isAlone = others.every(({ localName }) => localName === 'ul' || localName === 'ol');
    if (first?.localName === 'p' && isAlone) {
      // What links lead to stays there.
      if (first.id !== '' && element.id === '') element.id = first.id;
      unwrapElement(first);
    }
  }
  for (const element of page.querySelectorAll('p:empty')) element.remove();
  return page.body.innerHTML;
}

/** True where both say the same: the same words, the same structure, whatever the spelling. */
export function isSameContent(one: string, other: string): boolean {
  return signContent(one) === signContent(other);
}

/** A figure without a caption says no more than the picture in it. */
function isUncounted({ localName, firstElementChild, childElementCount }: Element): boolean {
  return (
    UNCOUNTED.has(localName) ||
    (localName === 'figure' && childElementCount === 1 && firstElementChild?.localName === 'img')
  );
}

function signContent(html: string): string {
  const { body } = parseInertHtml(html);
  const parts = [...body.querySelectorAll('*')].flatMap((element) => {
    const attributes = COUNTED.flatMap((name) => {
      const value = element.getAttribute(name);
      return value === null || value === '' || value === '1' ? [] : [`${name}=${value}`];
    });
    const isCounted = !isUncounted(element) || attributes.length > 0;
    return isCounted ? [`${SAME[element.localName] ?? element.localName} ${attributes.join(' ')}`] : [];
  });
  return `${parts.sort().join('\n')}\n${(body.textContent ?? '').replace(/\s+/g, '')}`;
}
