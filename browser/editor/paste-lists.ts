/** Lists of word processors: paragraphs with a marker before them, or lists of one item each → lists as HTML has them. */

import { HEADINGS, isBlank, renameElement } from './paste-blocks.ts';
import type { Marker, NumberKind, ShownMarker } from './paste-markers.ts';
import { BULLET, isNext, readMarker, writeMarker } from './paste-markers.ts';
import type { StyleRules } from './paste-styles.ts';
import { readStyles } from './paste-styles.ts';

interface ListItem {
  readonly element: Element;
  /** 1: the outermost. */
  readonly level: number;
  readonly marker: Marker;
}

const WORD_LIST = /^(l\d+)\s+level(\d+)/;
/** As Word names them; it says nothing of plain digits. */
const NUMBER_FORMATS = new Map<string | undefined, NumberKind>([
  [undefined, '1'],
  ['alpha-lower', 'a'],
  ['alpha-upper', 'A'],
  ['roman-lower', 'i'],
  ['roman-upper', 'I'],
]);
const BULLETS = ['disc', 'circle', 'square'];
const NUMBER_STYLES = new Map<string, NumberKind>([
  ['decimal', '1'],
  ['lower-alpha', 'a'],
  ['lower-latin', 'a'],
  ['upper-alpha', 'A'],
  ['upper-latin', 'A'],
  ['lower-roman', 'i'],
  ['upper-roman', 'I'],
]);
/** Numbers that HTML cannot say become part of the text. */
const WRITTEN_STYLES = new Map<string, (number: number) => string>([
  ['decimal-leading-zero', (number) => `${String(number).padStart(2, '0')}.`],
  ['cjk-ideographic', writeChineseNumber],
  ['simp-chinese-informal', writeChineseNumber],
  ['trad-chinese-informal', writeChineseNumber],
  ['japanese-informal', writeChineseNumber],
]);
const KNOWN_STYLES = ['none', ...BULLETS, ...NUMBER_STYLES.keys(), ...WRITTEN_STYLES.keys()];

/**
 * Has each list say of itself what its style says of it, and each item its number, which stays whatever becomes of the
 * items before it.
 */
export function settleLists(page: Document, rules: StyleRules): void {
  for (const given of page.querySelectorAll('ul, ol')) {
    const style = readListStyle(given, rules);
    const type = NUMBER_STYLES.get(style);
    const isCounted = given.localName === 'ol' ? !BULLETS.includes(style) : type !== undefined;
    const name = isCounted ? 'ol' : 'ul';
    const list = given.localName === name ? given : renameElement(given, name);
    if (type === '1') list.removeAttribute('type');
    else if (type !== undefined) list.setAttribute('type', type);
    if (!isCounted) continue;
    numberItems(list);
    const write = WRITTEN_STYLES.get(style);
    if (write !== undefined) writeNumbers(list, write);
  }
}

/** '' where nothing is declared that is known here. An item's own style goes before its list's. */
function readListStyle(list: Element, rules: StyleRules): string {
  for (const element of [...list.children, list]) {
    const styles = readStyles(element, rules);
    const declared = styles.get('list-style-type') ?? styles.get('list-style') ?? '';
    const style = declared.split(' ').find((word) => KNOWN_STYLES.includes(word));
    if (style !== undefined && (element === list || element.localName === 'li')) return style;
  }
  return '';
}

function numberItems(list: Element): void {
  const items = listItems(list);
  const step = list.hasAttribute('reversed') ? -1 : 1;
  let number = readNumber(list, 'start') ?? (step === 1 ? 1 : items.length);
  for (const item of items) {
    number = readNumber(item, 'value') ?? number;
    item.setAttribute('value', String(number));
    number += step;
  }
  list.removeAttribute('reversed');
}

const listItems = (list: Element) => [...list.children].filter(({ localName }) => localName === 'li');

function readNumber(element: Element, name: 'start' | 'value'): number | null {
  const number = Number.parseInt(element.getAttribute(name) ?? '', 10);
  return Number.isNaN(number) ? null : number;
}

function writeNumbers(list: Element, write: (number: number) => string): void {
  for (const item of listItems(list)) {
    if (isBlank(item.textContent)) continue;
    (item.querySelector('p') ?? item).prepend(writeMarker(write(readNumber(item, 'value') ?? 1)));
  }
}

/** Below a hundred, as 十一、 and 二十、. */
function writeChineseNumber(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (number < 1 || tens > 9) return `${number}、`;
  const digits = '零一二三四五六七八九';
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits[ones] : ''}、`;
}

/** Finds the items of Word's lists, and takes their markers away. A heading's number becomes part of the heading. */
export function collectListItems(page: Document, rules: StyleRules): readonly ListItem[] {
  const items: ListItem[] = [];
  /** The last marker by list and level. */
  const last = new Map<string, Marker>();
  for (const element of page.querySelectorAll(`p, div, pre, ${HEADINGS}`)) {
    const [list, , level] = WORD_LIST.exec(readStyles(element, rules).get('mso-list') ?? '') ?? [];
    // What is an item of a list already, or stands in one, needs no other.
    if (list === undefined || element.closest('li') !== null) continue;
    const shown = takeMarker(element, rules);
    const before = last.get(list) ?? BULLET;
    const marker = shown.text === '' ? guessMarker(list, before, rules) : readMarker(shown, before);
    last.set(list, marker);
    const isNumber = isBlank(element.textContent) && element.closest('td, th') !== null;
    // The number of a heading, or of a table's row, is all that is said of it.
    if (element.matches(HEADINGS) || (isNumber && marker.kind !== 'bullet')) {
      const counted = 'number' in marker ? `${marker.number}.` : '';
      if (marker.kind !== 'bullet') element.prepend(writeMarker(shown.text || counted));
    } else items.push({ element, level: Number(level), marker });
  }
  return [...items, ...flattenSingleLists(page)];
}

function takeMarker(item: Element, rules: StyleRules): ShownMarker {
  const marker = [...item.querySelectorAll('span')].find(
    (span) => readStyles(span, rules).get('mso-list') === 'ignore',
  );
  if (marker === undefined) return { text: '', font: '' };
  const holders = [...marker.querySelectorAll('*')];
  for (let holder: Element = marker; holder !== item; holder = holder.parentElement ?? item)
    holders.push(holder);
  marker.remove();
  const fonts = holders.map(
    (one) => `${one.getAttribute('face')} ${readStyles(one, rules).get('font-family')}`,
  );
  return { text: (marker.textContent ?? '').replace(/\s+/g, ' ').trim(), font: fonts.join(' ') };
}

/** By Word's own table of lists, where the marker did not come along. */
function guessMarker(list: string, before: Marker, rules: StyleRules): Marker {
  const declared = rules.get(`@list ${list.replace(/\s+/, ':')}`);
  const kind = declared && NUMBER_FORMATS.get(declared.get('mso-level-number-format'));
  return kind === undefined ? BULLET : { kind, number: 'number' in before ? before.number + 1 : 1 };
}

/**
 * Word on the web writes a list of its own for each item, or lists beside items, and says the level of each. A list
 * inside of an item is as it should be.
 */
function flattenSingleLists(page: Document): readonly ListItem[] {
  for (const wrapper of page.querySelectorAll('.ListContainerWrapper'))
    wrapper.replaceWith(...wrapper.childNodes);
  return [...page.querySelectorAll('ul, ol')].flatMap((list) => {
    const items = [...list.querySelectorAll('li')];
    const isOutermost = list.parentElement?.closest('ul, ol') === null;
    const isFlat = items.every((item) => item.matches('[data-aria-level]') && !item.querySelector('ul, ol'));
    if (!isOutermost || !isFlat) return [];
    const flat = items.map(readItem);
    list.before(...flat.map(({ element }) => element));
    for (const item of items) item.remove();
    if (list.textContent?.trim() === '') list.remove();
    return flat;
  });
}

function readItem(item: Element): ListItem {
  const element = item.ownerDocument.createElement('p');
  element.append(...item.childNodes);
  const kind = (item.parentElement?.getAttribute('type') ?? '1') as NumberKind;
  const number = readNumber(item, 'value');
  return {
    element,
    level: Number(item.getAttribute('data-aria-level')) || 1,
    marker: number === null ? BULLET : { kind, number },
  };
}

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
  item.append(...paragraph.childNodes);
  paragraph.remove();
  return item;
}

/** Lists as they should be: within items, and with the number that an item says. */
export function repairLists(page: Document, rules: StyleRules): void {
  for (const item of page.querySelectorAll('li')) {
    const only = item.children.length === 1 ? item.firstElementChild : null;
    if (only?.matches('ul, ol') && only.textContent?.trim() === item.textContent?.trim())
      item.replaceWith(only);
  }
  for (const stray of page.querySelectorAll(':is(ul, ol) > :not(li)')) moveIntoItem(stray);
  for (const list of [...page.querySelectorAll('ul, ol')].reverse())
    if (list.querySelector('li') === null) list.replaceWith(...list.childNodes);
  for (const list of page.querySelectorAll('ol')) {
    const style = readListStyle(list, rules);
    if ((style === 'none' || WRITTEN_STYLES.has(style)) && hasNumbersInText(list))
      list.replaceWith(...[...list.children].map(makeParagraph));
    else startItemsAnew(list);
  }
}

/** As it stands in the text where the list itself shows none: （一）, 第三条, 2). */
const NUMBER_IN_TEXT =
  /^\s*(?:[（(]?[\p{N}一二三四五六七八九十百]+[）).、．]|第[\p{N}一二三四五六七八九十百]+[条章节款项])/u;

function hasNumbersInText(list: Element): boolean {
  return [...list.children].every((item) => NUMBER_IN_TEXT.test(item.textContent ?? ''));
}

function makeParagraph(item: Element): Element {
  const paragraph = item.ownerDocument.createElement(item.querySelector('p, ul, ol') === null ? 'p' : 'div');
  paragraph.append(...item.childNodes);
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
