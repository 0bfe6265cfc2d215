/** Words to search by, for SQLite's FTS5 with `unicode61 remove_diacritics 2`. */

import { foldHan } from './chinese.ts';

/** Letters that people without them on their keyboard write as others, and that Unicode does not take apart. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  ø: 'o',
  þ: 'th',
  đ: 'd',
  ħ: 'h',
  ł: 'l',
  œ: 'oe',
  ŧ: 't',
  ς: 'σ',
};
const LOOK_ALIKE = new RegExp(`[${Object.keys(LOOK_ALIKES).join('')}]`, 'g');

/** Ideographs, without the radicals of dictionaries: those are symbols, which the tokenizer passes over. */
const IDEOGRAPH = '(?=[\\p{L}\\p{N}])\\p{Script=Han}';
/** What the tokenizer makes words of besides (sqlite.org/fts5.html §4.3.1), and marks, which it takes off. */
const OTHER = '(?!\\p{Script=Han})[\\p{L}\\p{N}\\p{M}\\p{Co}]';
const TERM = new RegExp(`(?:${IDEOGRAPH})+|(?:${OTHER})+`, 'gu');
const ASCII_WORD = /^[A-Za-z0-9]+$/;
const MARKS_ALONE = /^\p{M}+$/u;
const HAN = new RegExp(`^${IDEOGRAPH}`, 'u');

/**
 * Rewrites a text for the index. Chinese has no spaces and the tokenizer would take a run of it for one word, so each
 * run becomes its characters and its overlapping pairs, folded to simplified: `宜秀区` → `宜 秀 区` and
 * `宜秀 秀区`. Pairs stand together, in order, so that a phrase of them is the run itself.
 */
export function indexText(text: string): string {
  const words: string[] = [];
  for (const term of splitTerms(text)) {
    if (!HAN.test(term)) words.push(term);
    else {
      const characters = [...term];
      words.push(listPairs(characters).join(' '), characters.join(' '));
    }
  }
  return words.join(' ');
}

/**
 * Builds the MATCH expression for what a person typed: all terms are required, each as a quoted string, so that no
 * part of the text is query syntax. A Chinese run of two characters or more is the phrase of its pairs. Null
 * where there is nothing to search for.
 */
export function buildMatchQuery(query: string): string | null {
  const phrases = splitTerms(query).map((term) => {
    const characters = HAN.test(term) ? [...term] : [];
    return quoteTerm(characters.length > 1 ? listPairs(characters).join(' ') : term);
  });
  return phrases.length === 0 ? null : phrases.join(' AND ');
}

/** A stretch of a text, and whether a search finds it. */
export interface SearchedPart {
  readonly text: string;
  readonly isFound: boolean;
}

/** Cuts a text into what the searches find in it and what is between; the parts together are the text in NFC. */
export function markFound(text: string, queries: readonly string[]): SearchedPart[] {
  const wanted = new Set(queries.flatMap(splitTerms).map(removeMarks));
  const wantedRuns = [...wanted].filter((term) => HAN.test(term));
  const normalized = text.normalize('NFC');
  const parts: SearchedPart[] = [];
  let end = 0;
  const addUntil = (to: number, isFound: boolean) => {
    if (to > end) parts.push({ text: normalized.slice(end, to), isFound });
    end = Math.max(end, to);
  };
  for (const { 0: term, index } of normalized.matchAll(TERM)) {
    if (HAN.test(term)) {
      const folded = foldHan(term);
      for (let at = 0; at < folded.length; at++) {
        const length = Math.max(
          0,
          ...wantedRuns.filter((run) => folded.startsWith(run, at)).map((run) => run.length),
        );
        if (length === 0 || index + at + length <= end) continue;
        addUntil(index + at, false);
        addUntil(index + at + length, true);
      }
    } else if (splitTerms(term).some((word) => wanted.has(removeMarks(word)))) {
      addUntil(index, false);
      addUntil(index + term.length, true);
    }
  }
  addUntil(normalized.length, false);
  return parts;
}

/** Whether the searches find anything in a text, without looking at each of its words where they cannot. */
export function isFoundIn(text: string, queries: readonly string[]): boolean {
  const folded = foldText(text);
  const wanted = queries.flatMap(splitTerms).map(removeMarks);
  return (
    wanted.some((term) => folded.includes(term)) && markFound(text, queries).some((part) => part.isFound)
  );
}

/** A text for comparing as searches do, in parts of words too: without capitals, accents and traditional characters. */
export function foldText(text: string): string {
  return removeMarks(foldHan(foldLetters(text.normalize('NFC'))));
}

/** As the tokenizer does. */
function removeMarks(term: string): string {
  return term.normalize('NFD').replace(/\p{M}/gu, '');
}

function splitTerms(text: string): string[] {
  // Most words of most texts, each of which is looked at where a page marks what was found.
  if (ASCII_WORD.test(text)) return [text.toLowerCase()];
  const terms = foldHan(foldLetters(text.normalize('NFC'))).match(TERM) ?? [];
  return terms.filter((term) => !MARKS_ALONE.test(term));
}

/** Full case folding (by way of capitals, `ß` is `ss` and `ﬁ` is `fi`), which the tokenizer's, letter by letter, is not. */
function foldLetters(text: string): string {
  return text
    .toUpperCase()
    .toLowerCase()
    .replace(LOOK_ALIKE, (letter) => LOOK_ALIKES[letter] ?? letter);
}

function listPairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => (characters[index] ?? '') + character);
}

function quoteTerm(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
