/** How much text each element of a page holds, how much of it is prose and how much leads elsewhere. */

import type { Element } from 'hast';
import { readAttribute } from './query.ts';

/** Elements that run on within a line. */
const INLINE = new Set(
  'a abbr b bdi bdo big blink br cite code del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
/** Elements whose text no reader of the page sees as text. */
const SILENT = new Set(
  'script style noscript template svg math iframe object embed audio video canvas select option textarea input button head'.split(
    ' ',
  ),
);
/** A run of text with fewer letters may be a button, a date, a name. */
const MIN_PROSE_LETTERS = 25;
/** More of it in links, and a run of text is a list of places to go. */
const MAX_PROSE_LINKS = 0.5;
const LETTERS_PER_POINT = 100;
const MAX_LENGTH_POINTS = 3;

/**
 * What was counted of an element. Letters are what text weighs: white space nothing, a Chinese character, a kana, a
 * syllable of Hangul two, every other character one.
 */
export interface Measure {
  readonly parent: Element | null;
  /** The words of its class and id. */
  readonly names: readonly string[];
  /** Of everything inside. */
  letters: number;
  /** Elements inside, but breaks and what is silent. */
  elements: number;
  /** Those of the letters in links. */
  linkedLetters: number;
  /** Those of them in prose: in runs of text that are long enough and no links. */
  proseLetters: number;
  /** The runs of prose that stand in the element itself, and what they are worth: by length and commas. */
  runs: number;
  points: number;
  /** True where all that it holds runs on within a line, breaks aside. */
  isRunning: boolean;
  /** True where there is no break either. */
  isLine: boolean;
}

/** True for an element that runs on within a line. */
export function isInline(element: Element): boolean {
  return INLINE.has(element.tagName);
}

/** True for scripts, styles, fields: what a page has to do, not to say. */
export function isSilent(element: Element): boolean {
  return SILENT.has(element.tagName);
}

interface Run {
  letters: number;
  linked: number;
  commas: number;
}

/** Measures an element and all in it, in one walk. Silent elements have no measure. */
export function measureElements(root: Element): ReadonlyMap<Element, Measure> {
  const measures = new Map<Element, Measure>();
  let run: Run = { letters: 0, linked: 0, commas: 0 };
  const endRun = (block: Measure) => {
    const { letters, linked, commas } = run;
    run = { letters: 0, linked: 0, commas: 0 };
    if (letters < MIN_PROSE_LETTERS || linked / letters > MAX_PROSE_LINKS) return;
    block.runs += 1;
    block.points += 1 + commas + Math.min(letters / LETTERS_PER_POINT, MAX_LENGTH_POINTS);
    block.proseLetters += letters;
  };
  const visit = (
    element: Element,
    parent: Element | null,
    block: Measure | null,
    isLinked: boolean,
  ): Measure => {
    const measure: Measure = {
      parent,
      names: listNames(element),
      letters: 0,
      elements: 0,
      linkedLetters: 0,
      proseLetters: 0,
      runs: 0,
      points: 0,
      isRunning: true,
      isLine: true,
    };
    measures.set(element, measure);
    const inline = block !== null && isInline(element);
    if (!inline && block !== null) endRun(block);
    const holder = inline ? block : measure;
    const linked = isLinked || leadsAway(element);
    for (const child of element.children) {
      if (child.type === 'text') {
        const { letters, commas } = weigh(child.value);
        measure.letters += letters;
        run.letters += letters;
        run.commas += commas;
        if (linked) {
          measure.linkedLetters += letters;
          run.linked += letters;
        }
      } else if (child.type === 'element' && !isSilent(child)) {
        if (child.tagName === 'br') {
          endRun(holder);
          measure.isLine = false;
          continue;
        }
        const inner = visit(child, element, holder, linked);
        measure.letters += inner.letters;
        measure.elements += inner.elements + 1;
        measure.linkedLetters += inner.linkedLetters;
        measure.proseLetters += inner.proseLetters;
        measure.isRunning &&= inner.isRunning && isInline(child);
        measure.isLine &&= inner.isLine && isInline(child);
      }
    }
    if (!inline) endRun(measure);
    return measure;
  };
  visit(root, null, null, false);
  return measures;
}

/** A file belongs to its text. */
const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|od[ts]|wps|et|ofd|csv|zip|rar)(?:[?#]|$)/i;

/** Elements of a page's own making lead on, too: `<town-link href>`. */
function leadsAway(element: Element): boolean {
  if (element.tagName !== 'a' && !element.tagName.includes('-')) return false;
  const address = readAttribute(element, 'href');
  return address !== '' && !FILE.test(address);
}

/**
 * The words of an element's class and id, and of its name where it is of the page's own making (`<town-navigation>`):
 * `relatedArticles__list` is related, articles, list. What follows two hyphens says how a thing looks, not what it is.
 */
function listNames(element: Element): string[] {
  const own = element.tagName.includes('-') ? `${element.tagName} ` : '';
  const names = `${own}${readAttribute(element, 'className')} ${readAttribute(element, 'id')}`;
  if (names === ' ') return [];
  return names
    .replace(/--[\w-]+/g, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Letters and commas of a text, of whatever script. */
function weigh(text: string): { letters: number; commas: number } {
  let letters = 0;
  let commas = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 || code === 0xa0 || code === 0x3000) continue;
    letters += code >= 0x2e80 && code <= 0xd7ff ? 2 : 1;
    // , ، 、 。 ，
    if (code === 0x2c || code === 0x60c || code === 0x3001 || code === 0x3002 || code === 0xff0c) commas += 1;
  }
  return { letters, commas };
}
