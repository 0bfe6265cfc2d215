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

/** What is written for others, or only sometimes: marks of vowels, tatweel, nuktas, soft hyphens, joiners, directions. */
const PASSED_OVER =
  /\p{Default_Ignorable_Code_Point}|[\u0640\u093c\u09bc]|(?=[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}/u;
/** Between two letters it parts Persian words as a space does. */
const NON_JOINER = /^\p{Script=Arabic}\u200c\p{Script=Arabic}/u;
/** A nasal before a consonant, which a point above the letter before says as well: नरेन्द्र, नरेंद्र. */
const NASAL = /^[\u0919\u091e\u0923\u0928\u092e]\u094d/;
const NASAL_POINT = '\u0902';

/** Characters of Japanese names beside what `foldHan` makes of their other form, 辺 of 邊: each before its spelling. */
const HAN_SPELLINGS =
  '髙高﨑崎辺边邉边斎斋斉齐沢泽桜樱広广浜滨濵滨恵惠竜龙栄荣徳德関关実实黒黑瀬濑児儿亀龟塩盐渋涩澁涩鉄铁権权円圆豊丰暁晓戸户嶋岛冨富蔵藏荘庄勲勋郷乡鄕乡巌岩楽乐頼赖滝泷総总経经継继芸艺歩步剣剑団团';
const HAN_SPELLING = new Map(
  Array.from({ length: HAN_SPELLINGS.length / 2 }, (_, index) => [
    HAN_SPELLINGS.charAt(2 * index),
    HAN_SPELLINGS.charAt(2 * index + 1),
  ]),
);
const OTHER_HAN = new RegExp(`[${[...HAN_SPELLING.keys()].join('')}]`, 'g');

/** What a letter or mark is spelt as where its decomposition does not tell. */
const SPELLINGS: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\u05f3': "'",
  '\u05f4': '"',
  '\u05be': '-',
  '\uff07': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2022': '·',
  '\u2027': '·',
  '\u30fb': '·',
  '\uff65': '·',
  '\uff0e': '·',
  '\uff1d': '·',
  '\u30a0': '·',
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
  // As Urdu writes it.
  ہ: 'ه',
  ھ: 'ه',
  ۃ: 'ه',
};
/** Latin and Greek letters with marks, Cyrillic ё, full-width letters. */
const MARKED = /[\u00c0-\u024f\u0386-\u03ce\u0401\u0451\u1e00-\u1fff\uff21-\uff3a\uff41-\uff5a]/;
const SPACE = /\s/;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
const LOWER_CASE = /^\p{Ll}/u;

/** Spells a text (NFC) for comparing. Linear in its length. */
export function spellText(text: string): SpeltText {
  const folded = foldHan(text).replace(OTHER_HAN, (character) => HAN_SPELLING.get(character) ?? character);
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
      const space = folded.slice(index, end);
      // One cell of a table is no part of the next.
      if (space.includes('\t')) add('\t', index, '\n');
      else add(' ', index, LINE_BREAK.test(space) ? '\n' : ' ');
      index = end - 1;
    } else if (NON_JOINER.test(folded.slice(index - 1, index + 2))) {
      add(' ', index);
    } else if (NASAL.test(folded.slice(index, index + 2))) {
      add(NASAL_POINT, index);
      index += 1;
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
  return unit >= '\u4e00' && unit <= '\u9fff';
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

/** Ends of what Slavic names have of the father's. */
const FATHERS_NAME = 'ич|вна|чна';
/**
 * As Latin and Cyrillic names have them between the first and the last, and as often not: one capital, with or without its
 * full stop, and what comes of the father's name.
 */
export const MIDDLE_NAME = `\\p{Lu}(?:\\.?|\\p{Ll}+(?:${FATHERS_NAME}))`;
const MIDDLE = new RegExp(`^${MIDDLE_NAME}$`, 'u');
/** As directories have it: DUPONT Jean; Smith, John; Петров Иван Иванович. */
const LAST_FIRST = new RegExp(
  `^(\\p{Lu}[\\p{Lu}'-]+(?=.*\\p{Ll})|[^,]+(?=,)|\\p{L}+(?= \\S+ \\S*(?:${FATHERS_NAME})$)),? (.+)$`,
  'u',
);
/** Spanish surnames behind which people have their mother's, that the press leaves out. */
const FATHERS_SURNAME = /(?:ez|Garcia|Diaz|Ruiz)$/;
/** Written without spaces between the parts of a name, or with them. */
const HAN_WORD = /^(?=.*\p{Script=Han})[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;
/** Longer names have parts of their own. */
const MAX_PARTED_UNITS = 5;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

/** A spelling of a name; `isShortened` where something that the name has was left out. */
export interface NameSpelling {
  readonly spelling: string;
  readonly isShortened: boolean;
}

/**
 * The spellings under which a name is looked for: its own; in capitals, whole or one part of it, or with the last word
 * first; umlauts as two letters; without its middle names or the mother's; a Chinese or Japanese name with a space in it or
 * without its point; and what else its script has two ways for.
 */
export function listSpellings(name: string): NameSpelling[] {
  const composed = name.normalize('NFC').trim();
  const plain = spellName(composed);
  const typed = spellName(composed.replace(/[äöüÄÖÜ]/g, (letter) => UMLAUTS[letter] ?? letter));
  const spellings = new Map<string, boolean>();
  const add = (words: readonly string[], isShortened: boolean) => {
    for (const spelling of capitalize(words.join(' ')))
      if (!spellings.has(spelling)) spellings.set(spelling, isShortened);
  };
  for (const spelling of new Set([plain, typed, ...[plain, plain.replace(LAST_FIRST, '$2 $1')].map(lower)])) {
    const words = spelling.split(' ');
    add(words, false);
    const [first = '', last = ''] = [words[0], words.at(-1)];
    const between = words.slice(1, -1);
    const kept = between.filter((word) => !MIDDLE.test(word));
    if (kept.length < between.length) {
      add([first, ...between.map((word) => (MIDDLE.test(word) ? toggleStop(word) : word)), last], false);
      add([first, ...kept, last], true);
    }
    if (words.length > 2 && FATHERS_SURNAME.test(words.at(-2) ?? '')) add(words.slice(0, -1), true);
  }
  for (const spelling of listVariants(plain)) if (!spellings.has(spelling)) spellings.set(spelling, false);
  return [...spellings].map(([spelling, isShortened]) => ({ spelling, isShortened }));
}

/** SMITH as Smith. */
function lower(spelling: string): string {
  return spelling.replace(/(?<=\p{Lu})\p{Lu}+/gu, (letters) => letters.toLowerCase());
}

function toggleStop(initial: string): string {
  return initial.length === 1 ? `${initial}.` : initial.replace('.', '');
}

function capitalize(spelling: string): string[] {
  const [first = '', ...others] = spelling.split(' ');
  const upper = spelling.toUpperCase();
  const rest = others.join(' ').toUpperCase();
  if (others.length === 0) return [spelling, upper];
  return [
    spelling,
    upper,
    `${first} ${rest}`,
    `${rest} ${first}`,
    `${first.toUpperCase()} ${others.join(' ')}`,
    // RONALD McDONALD, Jan De Vries.
    upper.replace(/(?<!\p{L})MC(?=\p{L})/gu, 'Mc'),
    spelling.replace(/(?<= )\p{Ll}/gu, (letter) => letter.toUpperCase()),
  ];
}

/** What only names of one script have a second way for. */
function listVariants(plain: string): string[] {
  const words = plain.split(' ');
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  const joined = words.join('');
  if (/^\p{Script=Arabic}/u.test(plain)) {
    // عبد الله in one word or in two, and الحسن behind the preposition.
    const other = plain.includes('عبد ال')
      ? plain.replaceAll('عبد ال', 'عبدال')
      : plain.replace(/(?<!\p{L})عبد(?=ال)/gu, 'عبد ');
    return [other, ...(plain.startsWith('ال') ? [`لل${plain.slice(2)}`] : [])];
  }
  if (/^[\p{Script=Thai}\p{Script=Hangul}]/u.test(plain)) return [joined];
  // Lists have the last name first: Петров Иван Иванович.
  if (/^\p{Script=Cyrillic}/u.test(plain) && words.length > 1)
    return [[last, ...words.slice(0, -1)].join(' '), [...words.slice(1), first].join(' ')];
  const han = joined.replaceAll('·', '');
  if (plain.includes('·')) return [han];
  if (!HAN_WORD.test(han))
    return words.length > 1 ? [plain.replaceAll('-', ' '), `${last}, ${words.slice(0, -1).join(' ')}`] : [];
  if (han.length > MAX_PARTED_UNITS) return [han];
  // 李　明 and 田中　太郎, as lists in columns have them.
  const parted = Array.from(
    { length: han.length - 1 },
    (_, index) => `${han.slice(0, index + 1)} ${han.slice(index + 1)}`,
  );
  return [han, ...parted, [...han].join(' ')];
}
