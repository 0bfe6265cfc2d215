/** Items of lists that are none yet: Word's paragraphs with a marker before them, and lists of one item each. */

import { moveParts, unwrapElement } from './element.ts';
import { HEADINGS, isBlank } from './paste-blocks.ts';
import { readNumber } from './paste-list-styles.ts';
import type { Marker, NumberKind, ShownMarker } from './paste-markers.ts';
import { BULLET, readMarker, writeMarker } from './paste-markers.ts';
import { readStyles, type StyleRules } from './paste-styles.ts';

export interface ListItem {
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
  for (const wrapper of page.querySelectorAll('.ListContainerWrapper')) unwrapElement(wrapper);
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
  moveParts(item, element);
  const kind = (item.parentElement?.getAttribute('type') ?? '1') as NumberKind;
  const number = readNumber(item, 'value');
  return {
    element,
    level: Number(item.getAttribute('data-aria-level')) || 1,
    marker: number === null ? BULLET : { kind, number },
  };
}
