/** A picture of the text: alone, or with a caption and whose it is, as a figure. */

import type { Editor } from '@tiptap/core';
import { Image } from '@tiptap/extension-image';
import { Selection } from '@tiptap/pm/state';
import { makeElement } from './element.ts';

/** What is asked about a picture. `alt` is null until somebody says what it shows, or that it only decorates (''). */
export interface Picture {
  readonly src: string;
  readonly alt: string | null;
  /** '' for none, as the credit. */
  readonly caption: string;
  readonly credit: string;
}

/** A picture of which only its address is known; '' for none yet. */
export const beginPicture = (src: string): Picture => ({ src, alt: null, caption: '', credit: '' });

/** The picture as it stands in an article; an article's own picture has the same form in feeds. */
export function writePicture(
  picture: Picture,
  attributes: Readonly<Record<string, string>> = {},
): HTMLElement {
  const { src, alt, caption, credit } = picture;
  const image = makeElement('img', { src, alt: alt ?? undefined, ...attributes });
  if (caption === '' && credit === '') return image;
  const words = [caption, credit === '' ? '' : makeElement('small', {}, credit)].filter(
    (word) => word !== '',
  );
  return makeElement(
    'figure',
    {},
    image,
    makeElement('figcaption', {}, ...words.flatMap((word, index) => (index === 0 ? [word] : [' ', word]))),
  );
}

/** Puts a picture between paragraphs, never into one, and the cursor where one writes on: into the text behind it. */
export function insertPicture(editor: Editor, picture: Picture, at: number): void {
  const $at = editor.state.doc.resolve(at);
  const isAmidWords = $at.parent.isTextblock && $at.parent.content.size > 0;
  const place = isAmidWords ? ($at.parentOffset === 0 ? $at.before() : $at.after()) : at;
  editor
    .chain()
    .insertContentAt(place, { type: 'image', attrs: picture })
    .command(({ tr }) => {
      const { $to } = tr.selection;
      const behind = Selection.findFrom($to, 1, true);
      if (behind === null) tr.insert($to.pos, editor.schema.nodes.paragraph?.create() ?? []);
      tr.setSelection(behind ?? Selection.near(tr.doc.resolve($to.pos), 1));
      return true;
    })
    .scrollIntoView()
    .run();
}

/** The node of the formatted view: one thing, whose words are asked for and not written in place. */
export const PictureNode = Image.extend({
  addAttributes() {
    const unseen = { default: '', rendered: false };
    return { ...this.parent?.(), caption: unseen, credit: unseen };
  },
  parseHTML() {
    return [{ tag: 'figure', getAttrs: readFigure }, { tag: 'img[src]' }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const shown = Object.entries(HTMLAttributes).filter(([, value]) => value !== null);
    return writePicture(
      node.attrs as Picture,
      Object.fromEntries(shown.map(([name, value]) => [name, String(value)])),
    );
  },
});

/** The picture of a figure; false where the figure has more than the node can hold: a table, links in its caption. */
function readFigure(figure: HTMLElement): Record<string, string | null> | false {
  const [image, caption, ...others] = figure.children;
  const [credit, ...more] = caption?.children ?? [];
  const isPlain =
    image?.localName === 'img' &&
    image.hasAttribute('src') &&
    caption?.localName === 'figcaption' &&
    (credit === undefined || (credit === caption.lastChild && credit.matches('small:not(:has(*))'))) &&
    others.length + more.length === 0;
  if (!isPlain) return false;
  const names = ['src', 'alt', 'title', 'width', 'height'];
  return {
    ...Object.fromEntries(names.map((name) => [name, image.getAttribute(name)])),
    caption: [...caption.childNodes]
      .filter((node) => node !== credit)
      .map(({ textContent }) => textContent)
      .join('')
      .trim(),
    credit: credit?.textContent?.trim() ?? '',
  };
}
