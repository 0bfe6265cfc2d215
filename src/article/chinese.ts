/** Chinese in its two scripts. Both sides of a comparison go to simplified; tables by OpenCC. */

import { ConverterFactory } from 'opencc-js/core';
import characters from 'opencc-js/dict/TSCharacters';
import phrases from 'opencc-js/dict/TSPhrases';

/** Made at the first use: the tables take longer than the rest of the Worker's start. */
let convert: ((text: string) => string) | undefined;
const folded = new Map<string, string>();

const HAN_RUN = /\p{Script=Han}+/gu;
/** The blocks of CJK compatibility ideographs and their supplement. */
const COMPATIBILITY_IDEOGRAPH = /[\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;

/** Converts traditional characters to simplified ones, phrase by phrase, for people to read. */
export function toSimplified(text: string): string {
  // The package's own converter brings the dictionaries of Hong Kong, Taiwan and Japan along: as much again.
  convert ??= ConverterFactory([phrases, characters]);
  // OpenCC has a table of these, too, and it says what NFC says of each.
  return convert(text.replace(COMPATIBILITY_IDEOGRAPH, (ideograph) => ideograph.normalize('NFC')));
}

/**
 * Folds every Han character to its simplified form by itself, for comparing and searching. The result has the
 * length of the text in UTF-16 units, so that a place in one is the same place in the other.
 */
export function foldHan(text: string): string {
  return text.replace(HAN_RUN, (run) => {
    let result = '';
    for (const character of run) result += foldCharacter(character);
    return result;
  });
}

function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const simplified = toSimplified(character);
  const result = simplified.length === character.length ? simplified : character;
  folded.set(character, result);
  return result;
}
