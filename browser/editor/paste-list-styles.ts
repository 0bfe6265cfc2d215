/** How the lists of a pasted page count, by their styles, and the number of each item. */

import { isBlank, renameElement } from './paste-blocks.ts';
import { type NumberKind, writeMarker } from './paste-markers.ts';
import { readStyles, type StyleRules } from './paste-styles.ts';

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

/** True where the list itself shows no numbers, or they were written into its text. */
export function isUnnumbered(list: Element, rules: StyleRules): boolean {
  const style = readListStyle(list, rules);
  return style === 'none' || WRITTEN_STYLES.has(style);
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

export const listItems = (list: Element) => [...list.children].filter(({ localName }) => localName === 'li');

export function readNumber(element: Element, name: 'start' | 'value'): number | null {
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
