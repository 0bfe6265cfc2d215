/** Chinese in its two scripts, of which both sides of a comparison go to simplified; and its full-width forms of ASCII. */

import { SIMPLIFIED_CHARACTERS, SIMPLIFIED_PHRASES } from './chinese-table.ts';

interface Simplification {
  /** By the traditional character or phrase. */
  readonly forms: ReadonlyMap<string, string>;
  /** Finds the longest phrase, else a character that may be Chinese. */
  readonly pattern: RegExp;
}

/** Made at the first use: the tables take longer than the rest of the Worker's start. */
let simplification: Simplification | undefined;
const folded = new Map<string, string>();

const HAN_RUN = /\p{Script=Han}+/gu;
/** The blocks of CJK compatibility ideographs and their supplement. */
const COMPATIBILITY_IDEOGRAPH = /[\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;

/** Converts traditional characters to simplified ones, phrase by phrase, for people to read. */
export function toSimplified(text: string): string {
  simplification ??= readTables();
  const { forms, pattern } = simplification;
  return (
    text
      // OpenCC has a table of these, too, and it says what NFC says of each.
      .replace(COMPATIBILITY_IDEOGRAPH, (ideograph) => ideograph.normalize('NFC'))
      .replace(pattern, (traditional) => forms.get(traditional) ?? traditional)
  );
}

function readTables(): Simplification {
  const forms = new Map<string, string>();
  let code = 0;
  for (const entry of SIMPLIFIED_CHARACTERS.split(' ')) {
    const [distance = '', shift = ''] = entry.split(',');
    code += distance === '' ? 1 : Number.parseInt(distance, 36);
    forms.set(String.fromCodePoint(code), String.fromCodePoint(code + Number.parseInt(shift, 36)));
  }
  const phrases = SIMPLIFIED_PHRASES.split('|').map((entry): [string, string] => {
    const parts = [...entry.matchAll(/(.)(?:(=)|>(.))?/gu)];
    return [
      parts.map(([, character]) => character).join(''),
      parts
        .map(
          ([, character = '', same, other]) =>
            other ?? (same ? character : (forms.get(character) ?? character)),
        )
        .join(''),
    ];
  });
  for (const [traditional, simplified] of phrases) forms.set(traditional, simplified);
  const longestFirst = phrases.map(([traditional]) => traditional).sort((a, b) => b.length - a.length);
  return { forms, pattern: new RegExp(`${longestFirst.join('|')}|\\p{Script=Han}`, 'gu') };
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

/** Chinese text has them for ASCII's marks and now and then for its letters: U+FF01 to U+FF5E are `!` to `~`, this far away. */
const DISTANCE = 0xfee0;

/** Folds full-width forms and the ideographic space to ASCII; every place in the text stays where it is. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - DISTANCE))
    .replaceAll('\u3000', ' ');
}
