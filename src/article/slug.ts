/** Slugs: the readable last part of an article's address. */

import { MAX_SLUG_CHARACTERS } from './article.ts';
import { formatLocalDate } from './date-format.ts';

/** Characters of the id that tell articles of one day apart. */
const ID_TAIL_CHARACTERS = 8;
/** Numbers that are tried before chance; a person reads so many titles of one day apart. */
const MAX_NUMBER = 9;
/** Of entries that are called alike: a hyphen and as many digits as the directory can need. */
const MAX_SUFFIX_CHARACTERS = 6;

/**
 * Lists an article's slugs, the best first: the date in the publication's time zone, then the title where its letters
 * are ASCII once accents are taken off, else the end of the id; then numbered, for where that is taken; and one that
 * ends with `chance`, lower-case letters and digits that no other slug has.
 */
export function listSlugCandidates(
  article: { readonly id: string; readonly title: string; readonly at: number },
  timezone: string,
  chance: string,
): string[] {
  const date = formatLocalDate(article.at, timezone);
  const tail = writeAsciiWords(article.title) || article.id.slice(-ID_TAIL_CHARACTERS).toLowerCase();
  const wanted = cutSlug(`${date}-${tail}`, MAX_SLUG_CHARACTERS);
  const suffixes = Array.from({ length: MAX_NUMBER - 1 }, (_, index) => `-${index + 2}`);
  const others = [...suffixes, `-${chance}`].map(
    (suffix) => cutSlug(wanted, MAX_SLUG_CHARACTERS - suffix.length) + suffix,
  );
  return [wanted, ...others];
}

/**
 * Makes the slug of an entry of the directory: of the name where its letters are ASCII once accents are taken off; else
 * of what it is, such as `official`, and a number.
 */
export function makeEntrySlug(name: string, kind: string, isTaken: (slug: string) => boolean): string {
  const words = cutSlug(writeAsciiWords(name), MAX_SLUG_CHARACTERS - MAX_SUFFIX_CHARACTERS);
  if (words !== '' && !isTaken(words)) return words;
  for (let number = words === '' ? 1 : 2; ; number++) {
    const slug = `${words || kind}-${number}`;
    if (!isTaken(slug)) return slug;
  }
}

/** A text's words in the letters of slugs; '' where it has other letters. */
export function writeAsciiWords(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  const hasOnlyAsciiLetters = !/[^\p{ASCII}]/u.test(plain.replace(/[^\p{L}\p{N}]/gu, ''));
  if (!hasOnlyAsciiLetters) return '';
  return plain
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The whole words of a slug that fit. */
export function cutSlug(slug: string, maxCharacters: number): string {
  if (slug.length <= maxCharacters) return slug;
  const cut = slug.slice(0, maxCharacters + 1);
  const lastHyphen = cut.lastIndexOf('-');
  // A word that is longer than half of the slug is cut in the middle rather than lost.
  return (lastHyphen > maxCharacters / 2 ? cut.slice(0, lastHyphen) : cut.slice(0, maxCharacters)).replace(
    /-$/,
    '',
  );
}
