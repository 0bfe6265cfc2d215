/** What the formatted view can hold: the elements that an article may have and an editor can work with. */

import type { Extensions } from '@tiptap/core';
import { Extension, Mark } from '@tiptap/core';
import { Image } from '@tiptap/extension-image';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';

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

/** All of it. */
export function listExtensions(): Extensions {
  return [
    StarterKit.configure({
      link: { openOnClick: false, HTMLAttributes: { target: null, rel: null, class: null } },
    }),
    Subscript,
    Superscript,
    Places,
    Image,
    Table.configure({ resizable: false }),
    TableRow,
    TableHeader,
    TableCell,
  ];
}
