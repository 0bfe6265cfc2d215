/** Blocks of a pasted page, and what of it is empty. */

import { moveParts } from './element.ts';

/** Selectors of elements. */
export const HEADINGS = 'h1, h2, h3, h4, h5, h6';
export const BLOCKS = `p, div, ul, ol, li, dl, dt, dd, table, tr, td, th, blockquote, pre, figure, section, article, ${HEADINGS}`;

/** Spaces of any kind, those without a width included. */
export function isBlank(text: string | null): boolean {
  return /^[\s\u200b-\u200d\u2060]*$/.test(text ?? '');
}

/** What is a block to the view, pictures and rules included. */
export function isBlock(node: Node | null): boolean {
  return node instanceof Element && node.matches(`img, hr, ${BLOCKS}`);
}

/** The next thing before or behind that is more than space; null for none. */
export function findBeside(node: Node, side: 'previousSibling' | 'nextSibling'): Node | null {
  let beside = node[side];
  while (beside !== null && !(beside instanceof Element) && isBlank(beside.textContent))
    beside = beside[side];
  return beside;
}

/** Puts the same under another name in its place. */
export function renameElement(element: Element, name: string): Element {
  const renamed = element.ownerDocument.createElement(name);
  for (const attribute of element.attributes) renamed.setAttribute(attribute.name, attribute.value);
  moveParts(element, renamed);
  element.replaceWith(renamed);
  return renamed;
}
