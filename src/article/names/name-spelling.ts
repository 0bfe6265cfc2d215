/** Names as they are compared: one spelling for both Chinese scripts, for letters with and without their marks. */

import { foldHan } from '../chinese.ts';

/** A text in the spelling that names are compared in, unit by unit. */
export interface SpeltText {
  /** White space is one space, a line break as well. */
  readonly spelt: string;
  /** The same units, a line break where there is one. */
  readonly lined: string;
  /** Where each unit stands in the text as it was given, in UTF-16 units; behind the last one, the text's length. */
  readonly offsets: Uint32Array;
}

/** What is written for others, or only sometimes: marks of vowels, tatweel, soft hyphens, joiners, directions. */
const PASSED_OVER =
  /\p{Default_Ignorable_Code_Point}|\u0640|(?=[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}/u;

/** What a letter or mark is spelt as where its decomposition does not tell. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\uff07': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2022': '·',
  '\u2027': '·',
  '\u30fb': '·',
  '\uff65': '·',
  '\uff0e': '·',
  髙: '高',
  﨑: '崎',
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  // Hamza on its bearers, final forms, and what Persian keyboards have for two Arabic letters.
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};
/** Latin letters with marks, Cyrillic ё, full-width letters. */
const MARKED = /[\u00c0-\u024f\u0401\u0451\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]/;
const SPACE = /\s/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
const LOWER_CASE = /^\p{Ll}/u;

/** Spells a text (NFC) for comparing. Linear in its length. */
export function spellText(text: string): SpeltText {
  const folded = foldHan(text);
  const offsets = new Uint32Array(2 * folded.length + 1);
  let spelt = '';
  let lined = '';
  let length = 0;
  const add = (spelling: string, offset: number, inLines = spelling) => {
    spelt += spelling;
    lined += inLines;
    for (let index = 0; index < spelling.length; index++) offsets[length++] = offset;
  };
  for (let index = 0; index < folded.length; index++) {
    const unit = folded.charAt(index);
    if (isPlain(unit)) {
      add(unit, index);
    } else if (SPACE.test(unit)) {
      const end = findSpaceEnd(folded, index);
      add(' ', index, LINE_BREAK.test(folded.slice(index, end)) ? '\n' : ' ');
      index = end - 1;
    } else if (!PASSED_OVER.test(unit)) {
      const spelling = SPELLINGS[unit] ?? (MARKED.test(unit) ? unit.normalize('NFKD').charAt(0) : unit);
      const end = spelling === '-' ? findSpaceEnd(folded, index + 1) : 0;
      const endsLine = end > index + 1 && length > 0 && LINE_BREAK.test(folded.slice(index + 1, end));
      // A word that a line's end has parted is one; Smith-Jones keeps its own hyphen there.
      if (!endsLine || !LOWER_CASE.test(folded.slice(end, end + 2))) add(spelling, index);
      if (endsLine) index = end - 1;
    }
  }
  offsets[length] = text.length;
  return { spelt, lined, offsets };
}

/** ASCII but for the hyphen, and the characters of Chinese that have one form: nearly every text is mostly these. */
function isPlain(unit: string): boolean {
  if (unit <= '\u007e') return unit > ' ' && unit !== '-';
  return unit >= '\u4e00' && unit <= '\u9fff' && unit !== '髙';
}

function findSpaceEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && SPACE.test(text.charAt(end))) end += 1;
  return end;
}

/** A name, or what somebody types for one, in the spelling that names are compared in. */
export function spellName(text: string): string {
  return spellText(text.normalize('NFC')).spelt.trim();
}

/** As Latin and Cyrillic names have them between the first and the last: one capital, with or without its full stop. */
const INITIAL = /^\p{Lu}\.?$/u;
const HAN_WORD = /^\p{Script=Han}+$/u;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

/** A spelling of a name; `isShortened` where an initial that the name has was left out. */
export interface NameSpelling {
  readonly spelling: string;
  readonly isShortened: boolean;
}

/**
 * The spellings under which a name is looked for: its own; in capitals, whole or from the second word on, or with the
 * last word first; umlauts as two letters; without its middle initials; a Chinese name with a space in it or without its
 * point.
 */
export function listSpellings(name: string): NameSpelling[] {
  const composed = name.normalize('NFC').trim();
  const plain = spellName(composed);
  const typed = spellName(composed.replace(/[äöüÄÖÜ]/g, (letter) => UMLAUTS[letter] ?? letter));
  const spellings = new Map<string, boolean>();
  const add = (spelling: string, isShortened: boolean) => {
    if (!spellings.has(spelling)) spellings.set(spelling, isShortened);
  };
  for (const spelling of new Set([plain, typed])) {
    for (const one of capitalize(spelling)) add(one, false);
    const words = spelling.split(' ');
    const kept = words.filter(
      (word, index) => index === 0 || index === words.length - 1 || !INITIAL.test(word),
    );
    if (kept.length < words.length) for (const one of capitalize(kept.join(' '))) add(one, true);
  }
  const han = plain.replace(/[ ·]/g, '');
  if (HAN_WORD.test(han)) {
    add(han, false);
    // 李　明, as lists in columns have it.
    if (han.length === 2) add(`${han.charAt(0)} ${han.charAt(1)}`, false);
  }
  return [...spellings].map(([spelling, isShortened]) => ({ spelling, isShortened }));
}

function capitalize(spelling: string): string[] {
  const [first = '', ...others] = spelling.split(' ');
  const rest = others.join(' ').toUpperCase();
  return others.length === 0
    ? [spelling, spelling.toUpperCase()]
    : [spelling, spelling.toUpperCase(), `${first} ${rest}`, `${rest} ${first}`];
}
