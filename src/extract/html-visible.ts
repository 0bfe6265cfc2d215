/** What a page shows around its article: the line with date and source, the byline, the `<time>`. */

import type { Element } from 'hast';
import { findDate } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { isByline } from './html-article.ts';
import type { Page } from './html-page.ts';
import { isShortLine } from './html-page.ts';
import { hasWord, listElements, readAttribute, readText } from './html-query.ts';
import { MAX_META_CHARACTERS, readAuthors, readMetaLine } from './meta-line.ts';

/** More names than these in a byline are a list of something else. */
const MAX_BYLINE_AUTHORS = 5;

/** Reads what stands on the page, down to its article (`article`), or past it where no date was found above. */
export function readVisibleFields(page: Page, parts: readonly Element[], timezone: string): ExtractedFields {
  const fields: ExtractedFields = {};
  const add = (found: ExtractedFields | null) => {
    for (const [name, value] of Object.entries(found ?? {})) {
      if (!(name in fields)) Object.assign(fields, { [name]: value });
    }
  };
  const { elements } = page;
  const [article] = parts;
  const end = article === undefined ? -1 : elements.indexOf(article);
  const above = end < 0 ? elements : elements.slice(0, end);
  // What is marked as a time says more than the line around it shows.
  for (const element of [above, elements].flatMap((part) => part.find(isPublicationTime) ?? [])) {
    const text = readAttribute(element, 'dateTime') || readAttribute(element, 'content') || readText(element);
    const date = findDate(text, timezone);
    if (date !== null) add({ date_published: date });
  }
  for (const element of elements) {
    // Behind the text stand other articles, with other dates.
    if (element === article && fields.date_published !== undefined) break;
    if (isByline(element)) {
      const authors = readAuthors(readByline(element)).slice(0, MAX_BYLINE_AUTHORS);
      if (authors.length > 0) add({ authors });
    }
    if (isShortLine(page, element, MAX_META_CHARACTERS)) add(readMetaLine(readText(element), timezone));
    else if (CELL_ROWS.has(element.tagName))
      for (const line of listLabelledCells(page, element)) add(readMetaLine(line, timezone));
  }
  return fields;
}

/** Microdata marks the name alone; else the byline's text without the words before it. */
function readByline(element: Element): string {
  const name = listElements(element).find((inner) => hasWord(inner, 'itemProp', 'name'));
  return readText(name ?? element).replace(/^(?:written |posted )?by:?\s+/i, '');
}

/** What holds cells that stand beside one another. */
const CELL_ROWS = new Set(['tr', 'dl', 'div']);

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

const CELLS = new Set(['dt', 'dd', 'th', 'td']);

function isPublicationTime(element: Element): boolean {
  if (hasWord(element, 'itemProp', 'datepublished')) return true;
  return element.tagName === 'time' && !/updated|modified/i.test(readAttribute(element, 'className'));
}
