#!/usr/bin/env node
/**
 * `npm run build:chinese`: writes `src/article/chinese-table.ts` from the dictionaries of OpenCC, for when they change.
 * As the package has them, and with the package's reader, they are 13 kB more of the Worker, gzipped.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import characterDictionary from 'opencc-js/dict/TSCharacters';
import phraseDictionary from 'opencc-js/dict/TSPhrases';

const TABLE = join(import.meta.dirname, '../src/article/chinese-table.ts');

const readPairs = (dictionary) => dictionary.split('|').map((pair) => pair.split(' '));

const characters = new Map(
  readPairs(characterDictionary).filter(([traditional, simplified]) => traditional !== simplified),
);

/** Each character that changes: how far it is from the one before where that is not 1, and how far it goes. */
function writeCharacters() {
  let before = 0;
  return [...characters]
    .map(([traditional, simplified]) => ({ code: traditional.codePointAt(0), to: simplified.codePointAt(0) }))
    .sort((a, b) => a.code - b.code)
    .map(({ code, to }) => {
      const distance = code - before;
      before = code;
      return `${distance === 1 ? '' : distance.toString(36)},${(to - code).toString(36)}`;
    })
    .join(' ');
}

/** Each phrase, of whose characters those tell what they become that do not become it by themselves. */
function writePhrases() {
  return readPairs(phraseDictionary)
    .map(([traditional, simplified]) => {
      const becomes = [...simplified];
      return [...traditional]
        .map((character, index) => {
          if (becomes[index] === (characters.get(character) ?? character)) return character;
          return becomes[index] === character ? `${character}=` : `${character}>${becomes[index]}`;
        })
        .join('');
    })
    .join('|');
}

/** The source of the table: the same dictionaries give the same bytes. */
export function buildChineseTable() {
  return `/**
 * What becomes of traditional Chinese, from the dictionaries of OpenCC (Apache License 2.0, github.com/BYVoid/OpenCC).
 * Written by \`npm run build:chinese\`.
 */

/**
 * Characters in the order of Unicode, by numbers in base 36: how far one is from the one before where that is not 1, and
 * how far its simplified form is from it.
 */
export const SIMPLIFIED_CHARACTERS =
  '${writeCharacters()}';

/** Phrases, in which "=" follows a character that stays, and ">" and its form one that becomes another than by itself. */
export const SIMPLIFIED_PHRASES =
  '${writePhrases()}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TABLE, buildChineseTable());
