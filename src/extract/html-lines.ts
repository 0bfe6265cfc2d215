/** The lines of a page that may tell about its article. */

import type { Element } from 'hast';
import type { Page } from './html-page.ts';
import { isShortLine } from './html-page.ts';
import { readText } from './html-query.ts';
import { MAX_META_CHARACTERS } from './meta-line.ts';

const ROWS = new Set(['tr', 'dl', 'div']);
const CELLS = new Set(['dt', 'dd', 'th', 'td']);

/** An element's text where it is a short line; of a row its labels with their values, each as a line. */
export function listShortLines(page: Page, element: Element): string[] {
  if (isShortLine(page, element, MAX_META_CHARACTERS)) return [readText(element)];
  return ROWS.has(element.tagName) ? listLabelledCells(page, element) : [];
}

/** `<dt>` with `<dd>`, `<th>` with `<td>`, a cell that ends with a colon with the next: a label and its value, as one line. */
function listLabelledCells(page: Page, parent: Element): string[] {
  const cells = parent.children.flatMap((child) =>
    child.type === 'element' && CELLS.has(child.tagName) ? [child] : [],
  );
  const isShort = (cell: Element) => (page.measures.get(cell)?.letters ?? 0) <= MAX_META_CHARACTERS * 2;
  return cells.flatMap((cell, index) => {
    const next = cells[index + 1];
    if (next === undefined || !isShort(cell) || !isShort(next)) return [];
    const label = readText(cell);
    const isLabel =
      (cell.tagName === 'dt' && next.tagName === 'dd') ||
      (cell.tagName === 'th' && next.tagName === 'td') ||
      (cell.tagName === 'td' && next.tagName === 'td' && /[:\uff1a]$/.test(label));
    return isLabel ? [`${label.replace(/[:\uff1a]$/, '')}: ${readText(next)}`] : [];
  });
}
