/** Words to search by, for SQLite's FTS5 with `unicode61 remove_diacritics 2`. */

import { foldHan } from './chinese.ts';

/** Ideographs, without the radicals of dictionaries: those are symbols, which the tokenizer passes over. */
const IDEOGRAPH = '(?=[\\p{L}\\p{N}])\\p{Script=Han}';
/** What the tokenizer makes words of besides (sqlite.org/fts5.html §4.3.1), and marks, which it takes off. */
const OTHER = '(?!\\p{Script=Han})[\\p{L}\\p{N}\\p{M}\\p{Co}]';
const TERM = new RegExp(`(?:${IDEOGRAPH})+|(?:${OTHER})+`, 'gu');
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

function splitTerms(text: string): string[] {
  const terms = foldHan(text.normalize('NFC')).match(TERM) ?? [];
  return terms.filter((term) => !MARKS_ALONE.test(term));
}

function listPairs(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => (characters[index] ?? '') + character);
}

function quoteTerm(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}
