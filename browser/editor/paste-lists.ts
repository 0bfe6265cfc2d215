/** Lists as HTML has them: of the items that were found, and those of a page, mended. */

import { moveParts, unwrapElement } from './element.ts';
import type { ListItem } from './paste-list-items.ts';
import { isUnnumbered, listItems, readNumber } from './paste-list-styles.ts';
import { isNext, type Marker, writeMarker } from './paste-markers.ts';
import type { StyleRules } from './paste-styles.ts';

interface OpenList {
  readonly level: number;
  readonly list: Element;
  /** That of its last item. */
  marker: Marker;
}

/** Makes lists of items that follow one another; a number that HTML cannot say stays as text. */
export function buildLists(items: readonly ListItem[]): void {
  /** The open lists, the outermost first. */
  let open: OpenList[] = [];
  for (const { element, level, marker } of items) {
    if (!element.isConnected) continue;
    if (open[0]?.list.nextElementSibling !== element) open = [];
    open = open.filter((one) => one.level < level || (one.level === level && isNext(marker, one.marker)));
    let current = open.at(-1);
    if (marker.kind === 'text') {
      element.prepend(writeMarker(marker.text));
      current?.list.lastElementChild?.append(element);
      continue;
    }
    if (current?.level !== level) {
      const list = makeList(element.ownerDocument, marker);
      // A list that is not inside of an open one begins a new row of lists.
      if (current === undefined) element.before(list);
      else current.list.lastElementChild?.append(list);
      current = { level, list, marker };
      open.push(current);
    }
    current.marker = marker;
    current.list.append(makeItem(element));
  }
}

function makeList(page: Document, marker: Marker): Element {
  const list = page.createElement('number' in marker ? 'ol' : 'ul');
  if ('number' in marker && marker.number !== 1) list.setAttribute('start', String(marker.number));
  if ('number' in marker && marker.kind !== '1') list.setAttribute('type', marker.kind);
  return list;
}

function makeItem(paragraph: Element): Element {
  const item = paragraph.ownerDocument.createElement('li');
  if (paragraph.id !== '') item.id = paragraph.id;
  moveParts(paragraph, item);
  paragraph.remove();
  return item;
}

/** Lists as they should be: within items, and with the number that an item says. */
export function repairLists(page: Document, rules: StyleRules): void {
  // An item of nothing but a list is none.
  for (const item of page.querySelectorAll('li')) {
    const only = item.children.length === 1 ? item.firstElementChild : null;
    if (only?.matches('ul, ol') && only.textContent?.trim() === item.textContent?.trim())
      item.replaceWith(only);
  }
  for (const stray of page.querySelectorAll(':is(ul, ol) > :not(li)')) moveIntoItem(stray);
  for (const list of [...page.querySelectorAll('ul, ol')].reverse())
    if (list.querySelector('li') === null) unwrapElement(list);
  for (const list of page.querySelectorAll('ol')) {
    if (isUnnumbered(list, rules) && hasNumbersInText(list))
      list.replaceWith(...[...list.children].map(makeParagraph));
    else startItemsAnew(list);
  }
}

/** As it stands in the text where the list itself shows none: （一）, 第三条, 2). */
const NUMBER_IN_TEXT =
  /^\s*(?:[（(]?[\p{N}一二三四五六七八九十百]+[）).、．]|第[\p{N}一二三四五六七八九十百]+[条章节款项])/u;

function hasNumbersInText(list: Element): boolean {
  return listItems(list).every((item) => NUMBER_IN_TEXT.test(item.textContent ?? ''));
}

function makeParagraph(item: Element): Element {
  const paragraph = item.ownerDocument.createElement(item.querySelector('p, ul, ol') === null ? 'p' : 'div');
  moveParts(item, paragraph);
  return paragraph;
}

/**
 * To the item before it: a list, or a paragraph that stands between items. What a list begins with, as one does that was
 * copied from the midst of another, comes first.
 */
function moveIntoItem(inner: Element): void {
  for (let outer = inner.parentElement; outer !== null; outer = inner.parentElement) {
    if (!/^[ou]l$/.test(outer.localName)) return;
    const item = inner.previousElementSibling;
    if (item?.localName === 'li') item.append(inner);
    else outer.before(inner);
  }
}

/** An item that counts otherwise than the one before it begins a list of its own. */
function startItemsAnew(list: Element): void {
  let current = list;
  let expected = readNumber(list, 'start') ?? 1;
  for (const item of [...list.children]) {
    const number = readNumber(item, 'value') ?? expected;
    if (number !== expected) {
      if (item !== list.firstElementChild) {
        const next = list.cloneNode(false) as Element;
        current.after(next);
        current = next;
      }
      current.setAttribute('start', String(number));
    }
    item.removeAttribute('value');
    if (item.parentElement !== current) current.append(item);
    expected = number + 1;
  }
}
