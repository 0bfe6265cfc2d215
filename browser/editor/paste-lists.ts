/** Lists of word processors: paragraphs with a marker before them, or lists of one item each → lists as HTML has them. */

import type { StyleRules } from './paste-styles.ts';
import { readStyles } from './paste-styles.ts';

/** As HTML's `type` has it. */
type NumberKind = '1' | 'a' | 'A' | 'i' | 'I';

/** A numbering that HTML can say, a bullet, or a number that is part of the text. */
type Marker =
  | { readonly kind: 'bullet' }
  | { readonly kind: NumberKind; readonly number: number }
  | { readonly kind: 'text'; readonly text: string };

interface ListItem {
  readonly element: Element;
  /** 1: the outermost. */
  readonly level: number;
  readonly marker: Marker;
}

const BULLET: Marker = { kind: 'bullet' };
const WORD_LIST = /^(l\d+)\s+level(\d+)/;
/** As Word names them; it says nothing of plain digits. */
const NUMBER_FORMATS = new Map([
  [undefined, '1'],
  ['alpha-lower', 'a'],
  ['alpha-upper', 'A'],
  ['roman-lower', 'i'],
  ['roman-upper', 'I'],
] as const);
const LIST_STYLES = new Map<string, NumberKind>([
  ['lower-alpha', 'a'],
  ['lower-latin', 'a'],
  ['upper-alpha', 'A'],
  ['upper-latin', 'A'],
  ['lower-roman', 'i'],
  ['upper-roman', 'I'],
  ['decimal', '1'],
]);

/** Writes the number of each item at the item, so that it stays whatever becomes of those before it. */
export function numberItems(page: Document): void {
  for (const list of page.querySelectorAll('ol')) {
    const items = [...list.children].filter(({ localName }) => localName === 'li');
    const step = list.hasAttribute('reversed') ? -1 : 1;
    let number = readNumber(list, 'start') ?? (step === 1 ? 1 : items.length);
    for (const item of items) {
      number = readNumber(item, 'value') ?? number;
      item.setAttribute('value', String(number));
      number += step;
    }
    list.removeAttribute('reversed');
  }
}

function readNumber(element: Element, name: 'start' | 'value'): number | null {
  const number = Number.parseInt(element.getAttribute(name) ?? '', 10);
  return Number.isNaN(number) ? null : number;
}

/** Finds the items, and takes their markers away. A heading's number becomes part of the heading. */
export function collectListItems(page: Document, rules: StyleRules): readonly ListItem[] {
  const items: ListItem[] = [];
  let before: Marker = BULLET;
  /** How many items without a marker there were, by list and level. */
  const unmarked = new Map<string, number>();
  /** Lists and levels that count by letters. */
  const lettered = new Set<string>();
  for (const element of page.querySelectorAll('p, div, pre, h1, h2, h3, h4, h5, h6')) {
    const list = WORD_LIST.exec(readStyles(element, rules).get('mso-list') ?? '');
    // What is an item of a list already, or stands in one, needs no other.
    if (list === null || element.closest('li') !== null) continue;
    const shown = takeMarker(element, rules);
    const told = readMarker(shown, before, lettered.has(list[0]));
    const marker = told ?? guessMarker(list[0], (unmarked.get(list[0]) ?? 0) + 1, rules);
    if (told === null && 'number' in marker) unmarked.set(list[0], marker.number);
    before = marker;
    if (/^[ai]$/i.test(marker.kind)) lettered.add(list[0]);
    const isNumber = element.textContent?.trim() === '' && element.closest('td, th') !== null;
    // The number of a heading, or of a table's row, is all that is said of it.
    if (/^h\d$/.test(element.localName) || (isNumber && marker.kind !== 'bullet')) {
      const counted = 'number' in marker ? `${marker.number}.` : '';
      if (marker.kind !== 'bullet') element.prepend(writeMarker(shown.text || counted));
    } else items.push({ element, level: Number(list[2]), marker });
  }
  return [...items, ...flattenSingleLists(page, rules)];
}

interface ShownMarker {
  readonly text: string;
  /** What is declared of its font, as it was written. */
  readonly font: string;
}

function takeMarker(item: Element, rules: StyleRules): ShownMarker {
  const marker = [...item.querySelectorAll('span')].find(
    (span) => readStyles(span, rules).get('mso-list') === 'ignore',
  );
  if (marker === undefined) return { text: '', font: '' };
  const text = (marker.textContent ?? '').replace(/\s+/g, ' ').trim();
  const holders = [...marker.querySelectorAll('*')];
  for (let holder: Element = marker; holder !== item; holder = holder.parentElement ?? item)
    holders.push(holder);
  marker.remove();
  const font = holders.map(
    (one) => `${one.getAttribute('face')} ${readStyles(one, rules).get('font-family')}`,
  );
  return { text, font: font.join(' ') };
}

const SYMBOL_FONT = /wingdings|webdings|symbol|courier/i;

/** null: there is none. `before` tells i, the letter, from i, the number. */
function readMarker({ text, font }: ShownMarker, before: Marker, isLettered: boolean): Marker | null {
  if (text === '') return null;
  const digits = /^\(?(\d{1,5})[.)、]?$/.exec(text)?.[1];
  if (digits !== undefined) return { kind: '1', number: Number(digits) };
  const letters = /^\(?([a-z]{1,6}|[A-Z]{1,6})[.)]?$/.exec(text)?.[1];
  // A letter alone is rather a picture of a symbol font.
  if (/^[a-zA-Z]$/.test(text) && (SYMBOL_FONT.test(font) || !(isLettered || /^[ai]$/i.test(text))))
    return BULLET;
  if (letters !== undefined) {
    const isSmall = letters === letters.toLowerCase();
    const [alpha, roman] = [readAlpha(letters), readRoman(letters)];
    const goesOn = 'number' in before && before.kind === (isSmall ? 'a' : 'A') && before.number + 1 === alpha;
    const isRoman =
      roman !== null &&
      !goesOn &&
      (letters.length > 1 ||
        roman === 1 ||
        (before.kind === (isSmall ? 'i' : 'I') && 'number' in before && before.number + 1 === roman));
    if (isRoman) return { kind: isSmall ? 'i' : 'I', number: roman };
    // Word counts z, aa, bb; what is longer is a word.
    if (/^(.)\1{0,2}$/.test(letters) || goesOn) return { kind: isSmall ? 'a' : 'A', number: alpha };
  }
  return /[\p{L}\p{N}]/u.test(text) ? { kind: 'text', text } : BULLET;
}

/** a is 1, z is 26, aa is 27. */
function readAlpha(letters: string): number {
  return [...letters.toLowerCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0);
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

function readRoman(letters: string): number | null {
  const values = [...letters.toLowerCase()].map((letter) => ROMAN[letter] ?? 0);
  if (values.includes(0)) return null;
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

/** By Word's own table of lists, where the marker did not come along. */
function guessMarker(list: string, number: number, rules: StyleRules): Marker {
  const declared = rules.get(`@list ${list.replace(/\s+/, ':')}`);
  const format = declared?.get('mso-level-number-format') as 'alpha-lower' | undefined;
  const kind = declared === undefined ? undefined : NUMBER_FORMATS.get(format);
  return kind === undefined ? BULLET : { kind, number };
}

function writeMarker(text: string): string {
  // Full-width marks bring their space along.
  return /[\u3000-\u303f\uff00-\uffef]$/u.test(text) ? text : `${text} `;
}

/**
 * Word on the web writes a list of its own for each item, or lists beside items, and says the level of each. A list
 * inside of an item is as it should be.
 */
function flattenSingleLists(page: Document, rules: StyleRules): readonly ListItem[] {
  for (const wrapper of page.querySelectorAll('.ListContainerWrapper'))
    wrapper.replaceWith(...wrapper.childNodes);
  return [...page.querySelectorAll('ul, ol')].flatMap((list) => {
    const items = [...list.querySelectorAll('li')];
    const isOutermost = list.parentElement?.closest('ul, ol') === null;
    const isFlat = items.every((item) => item.matches('[data-aria-level]') && !item.querySelector('ul, ol'));
    if (!isOutermost || !isFlat) return [];
    const flat = items.map((item) => readItem(item, rules));
    list.before(...flat.map(({ element }) => element));
    for (const item of items) item.remove();
    if (list.textContent?.trim() === '') list.remove();
    return flat;
  });
}

function readItem(item: Element, rules: StyleRules): ListItem {
  const element = item.ownerDocument.createElement('p');
  element.append(...item.childNodes);
  const list = item.parentElement;
  const style = list === null ? undefined : readStyles(list, rules).get('list-style-type');
  const kind = LIST_STYLES.get(style ?? '') ?? '1';
  const isCounted = list?.localName === 'ol';
  const marker = isCounted ? { kind, number: Number(item.getAttribute('value')) } : BULLET;
  return { element, level: Number(item.getAttribute('data-aria-level')) || 1, marker };
}

interface OpenList {
  readonly level: number;
  readonly list: Element;
  readonly kind: Marker['kind'];
  /** The number of its last item. */
  number: number;
}

/** Makes lists of items that follow one another; a number that HTML cannot say stays as text. */
export function buildLists(items: readonly ListItem[]): void {
  /** The open lists, the outermost first. */
  let open: OpenList[] = [];
  for (const { element, level, marker } of items) {
    if (!element.isConnected) continue;
    const page = element.ownerDocument;
    if (open[0]?.list.nextElementSibling !== element) open = [];
    open = open.filter((one) => one.level <= level);
    const last = open.at(-1);
    const isSame =
      last?.level === level &&
      last.kind === marker.kind &&
      (!('number' in marker) || marker.number === last.number + 1);
    if (last?.level === level && !isSame) open.pop();
    const parent = open.at(-1)?.list.lastElementChild ?? null;
    if (marker.kind === 'text') {
      element.prepend(writeMarker(marker.text));
      if (parent !== null) parent.append(element);
      continue;
    }
    if (!isSame) {
      const list = page.createElement(marker.kind === 'bullet' ? 'ul' : 'ol');
      if ('number' in marker && marker.number !== 1) list.setAttribute('start', String(marker.number));
      if ('number' in marker && marker.kind !== '1') list.setAttribute('type', marker.kind);
      // A list that is not inside of an open one begins a new row of lists.
      if (parent === null) element.before(list);
      else parent.append(list);
      open.push({ level, list, kind: marker.kind, number: 0 });
    }
    const current = open.at(-1);
    if (current === undefined) continue;
    current.number = 'number' in marker ? marker.number : current.number + 1;
    const entry = page.createElement('li');
    const id = element.getAttribute('id');
    if (id !== null) entry.setAttribute('id', id);
    entry.append(...element.childNodes);
    current.list.append(entry);
    element.remove();
  }
}

/** Lists as they should be: within items, with the kind and the number that a style or an item says. */
export function repairLists(page: Document): void {
  for (const item of page.querySelectorAll('li')) {
    const only = item.children.length === 1 ? item.firstElementChild : null;
    if (only?.matches('ul, ol') && only.textContent?.trim() === item.textContent?.trim())
      item.replaceWith(only);
  }
  for (const stray of page.querySelectorAll(':is(ul, ol) > :not(li)')) moveIntoItem(stray);
  for (const list of [...page.querySelectorAll('ul, ol')].reverse())
    if (list.querySelector('li') === null) list.replaceWith(...list.childNodes);
  for (const list of page.querySelectorAll('ol')) {
    const styled = [list, ...list.querySelectorAll(':scope > li')]
      .map((element) =>
        /list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(element.getAttribute('data-style') ?? ''),
      )
      .find((match) => match !== null)?.[1];
    const type = LIST_STYLES.get(styled?.toLowerCase() ?? '');
    if (type !== undefined && type !== '1' && !list.hasAttribute('type')) list.setAttribute('type', type);
    if (styled?.toLowerCase() === 'none' && hasNumbersInText(list)) {
      list.replaceWith(...[...list.children].map(makeParagraph));
      continue;
    }
    startItemsAnew(list);
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
