// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCases } from '../../support/cases.ts';
import { publishPasted, word, wordItem } from './publish-pasted.ts';

/** The name of a style, how HTML's `type` calls it, and how it writes a number. */
const KINDS = [
  { style: 'disc', type: null, write: () => '•' },
  { style: 'decimal', type: '1', write: String },
  { style: 'lower-alpha', type: 'a', write: writeLetter },
  { style: 'upper-alpha', type: 'A', write: (number: number) => writeLetter(number).toUpperCase() },
  { style: 'lower-roman', type: 'i', write: writeRoman },
  { style: 'upper-roman', type: 'I', write: (number: number) => writeRoman(number).toUpperCase() },
] as const;
type Kind = (typeof KINDS)[number];

function writeLetter(number: number): string {
  return String.fromCharCode(96 + number);
}

function writeRoman(number: number): string {
  return `${'x'.repeat(number / 10)}${['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'][number % 10]}`;
}

interface Item {
  readonly level: number;
  readonly kind: Kind;
  readonly number: number;
  readonly text: string;
}

/** A list of three levels at most, of one kind each, that begins anywhere. No number is beyond z. */
const lists = fc
  .record({
    kinds: fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom(...KINDS), fc.constantFrom(...KINDS)),
    starts: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 2, 5), fc.constantFrom(1, 3)),
    levels: fc.array(fc.constantFrom(1, 1, 2, 2, 3), { minLength: 1, maxLength: 12 }),
  })
  .map(({ kinds, starts, levels }) => {
    const open: number[] = [];
    return levels.map((wanted, index): Item => {
      const level = Math.min(wanted, open.length + 1);
      open.length = Math.min(open.length, level);
      const number = (open[level - 1] ?? (starts[level - 1] ?? 1) - 1) + 1;
      open[level - 1] = number;
      return { level, kind: kinds[level - 1] ?? KINDS[0], number, text: `Item ${index}` };
    });
  });

const show = ({ kind, number, text }: Item) =>
  `${kind.type === null ? '•' : `${kind.write(number)}.`} ${text}`;

/** As a page has it; or with inner lists beside their items, as Google Docs and LibreOffice write them. */
function writeHtml(items: readonly Item[], isBeside: boolean): string {
  let html = '';
  const open: string[] = [];
  const close = () => {
    html += `${isBeside ? '' : '</li>'}</${open.pop()}>`;
  };
  for (const { level, kind, number, text } of items) {
    while (open.length > level) close();
    if (open.length === level) html += isBeside ? '' : '</li>';
    else {
      const name = kind.type === null ? 'ul' : 'ol';
      open.push(name);
      html += `<${name} start="${number}" style="list-style-type: ${kind.style}">`;
    }
    html += `<li><p>${text}</p>${isBeside ? '</li>' : ''}`;
  }
  while (open.length > 0) close();
  return html;
}

const FORMS = {
  'a page': (items: readonly Item[]) => writeHtml(items, false),
  'Google Docs': (items: readonly Item[]) => writeHtml(items, true),
  Word: (items: readonly Item[]) =>
    word(
      items
        .map((item) =>
          wordItem(item.level, item.kind.type === null ? '·' : `${item.kind.write(item.number)}.`, item.text),
        )
        .join(''),
    ),
  'Word on the web, a box for each item,': (items: readonly Item[]) =>
    items.map((item) => `<div class="ListContainerWrapper">${writeSingleList([item])}</div>`).join(''),
  'Word on the web, in one box,': (items: readonly Item[]) => {
    const runs: Item[][] = [];
    for (const item of items) {
      const run = runs.at(-1);
      if (run?.[0]?.level === item.level) run.push(item);
      else runs.push([item]);
    }
    return `<div class="ListContainerWrapper">${runs.map(writeSingleList).join('')}</div>`;
  },
};

/** Items of one level, as Word on the web has them: the level is said, and no list stands in another. */
function writeSingleList(items: readonly Item[]): string {
  const [first] = items;
  const name = first?.kind.type === null ? 'ul' : 'ol';
  const written = items.map(({ level, text }) => `<li data-aria-level="${level}"><p>${text}</p></li>`);
  return `<${name} start="${first?.number}" style="list-style-type: ${first?.kind.style}">${written.join('')}</${name}>`;
}

/** The words of each item with what a reader sees before them. */
function readItems(html: string): string[] {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll('li')].map((item) => {
    const list = item.parentElement;
    const kind = KINDS.find(
      ({ type }) => type === (list?.localName === 'ul' ? null : (list?.getAttribute('type') ?? '1')),
    );
    const number = Number(list?.getAttribute('start') ?? 1) + [...(list?.children ?? [])].indexOf(item);
    const text = /Item \d+/.exec(item.textContent ?? '')?.[0] ?? '';
    return kind === undefined ? text : show({ level: 1, kind, number, text });
  });
}

describe('pasted lists', () => {
  it.each(Object.entries(FORMS))('of %s show before each item what they showed', (_, write) => {
    fc.assert(
      fc.property(lists, (items) => {
        expect(readItems(publishPasted(write(items)))).toEqual(items.map(show));
      }),
      { numRuns: countCases(150) },
    );
  });
});
