#!/usr/bin/env node
/**
 * `npm run build:chinese`: writes `src/article/chinese-table.ts` from the dictionaries of OpenCC, for when they change.
 * As the package has them, and with the package's reader, they are 10 kB more of the Worker, gzipped.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import characterDictionary from 'opencc-js/dict/TSCharacters';
import phraseDictionary from 'opencc-js/dict/TSPhrases';

const TABLE = join(import.meta.dirname, '../src/article/chinese-table.ts');

const readPairs = (dictionary) => dictionary.split('|').map((pair) => pair.split(' '));

/** Each character that changes: how far it is from the one before, in base 36 where that is not 1, and what it becomes. */
function writeCharacters() {
  let before = 0;
  return readPairs(characterDictionary)
    .filter(([traditional, simplified]) => traditional !== simplified)
    .map(([traditional, simplified]) => ({ code: traditional.codePointAt(0), simplified }))
    .sort((a, b) => a.code - b.code)
    .map(({ code, simplified }) => {
      const distance = code - before;
      before = code;
      return `${distance === 1 ? '' : distance.toString(36)}${simplified}`;
    })
    .join('');
}

/** The source of the table: the same dictionaries give the same bytes. */
export function buildChineseTable() {
  return `/**
 * What becomes of traditional Chinese, from the dictionaries of OpenCC (Apache License 2.0, github.com/BYVoid/OpenCC).
 * Written by \`npm run build:chinese\`.
 */

/** Characters in the order of Unicode: how far one is from the one before, in base 36 where that is not 1, and its simplified form. */
export const SIMPLIFIED_CHARACTERS =
  '${writeCharacters()}';

/** Phrases and their simplified forms. */
export const SIMPLIFIED_PHRASES =
  '${phraseDictionary}';
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TABLE, buildChineseTable());
