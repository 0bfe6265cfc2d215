/** What Word writes before an item of a list, `b)` or `第三条` → how HTML counts it, or that it cannot. */

/** As HTML's `type` has it. */
export type NumberKind = '1' | 'a' | 'A' | 'i' | 'I';

/** A numbering that HTML can say, a bullet, or a number that is part of the text. */
export type Marker =
  | { readonly kind: 'bullet' }
  | { readonly kind: NumberKind; readonly number: number }
  | { readonly kind: 'text'; readonly text: string };

export interface ShownMarker {
  /** '' where it did not come along. */
  readonly text: string;
  /** What is declared of its font, as it was written. */
  readonly font: string;
}

export const BULLET: Marker = { kind: 'bullet' };
const SYMBOL_FONT = /wingdings|webdings|symbol|courier/i;

/** `before` is the marker before it in the same list and level, which tells i, the letter, from i, the number. */
export function readMarker({ text, font }: ShownMarker, before: Marker): Marker {
  const [, digits, letters] =
    /^\(?(?:(0|[1-9]\d{0,4})[.)、]?|([a-z]{1,6}|[A-Z]{1,6})[.)]?)$/.exec(text) ?? [];
  if (digits !== undefined) return { kind: '1', number: Number(digits) };
  // A letter alone is rather a picture of a symbol font, whose name is not always told.
  const isPicture = /^[a-z]$/i.test(text) && !/^[ai]$/i.test(before.kind) && !/^[ai]$/i.test(text);
  if (isPicture || (/^[a-z\u00a1-\u00ff]$/i.test(text) && SYMBOL_FONT.test(font))) return BULLET;
  const counted = letters === undefined ? null : readLetters(letters, before);
  return counted ?? (/[\p{L}\p{N}]/u.test(text) ? { kind: 'text', text } : BULLET);
}

function readLetters(letters: string, before: Marker): Marker | null {
  const isSmall = letters === letters.toLowerCase();
  const alpha: Marker = { kind: isSmall ? 'a' : 'A', number: readAlpha(letters) };
  const roman: Marker = { kind: isSmall ? 'i' : 'I', number: readRoman(letters) };
  if (isNext(alpha, before)) return alpha;
  if (roman.number > 0 && (letters.length > 1 || roman.number === 1 || isNext(roman, before))) return roman;
  // Word counts z, aa, bb; what is longer is a word.
  return /^(.)\1{0,2}$/.test(letters) ? alpha : null;
}

/** True where a list that goes on counts the one behind the other. */
export function isNext(marker: Marker, before: Marker): boolean {
  if (marker.kind !== before.kind) return false;
  return !('number' in marker && 'number' in before) || marker.number === before.number + 1;
}

/** a is 1, z is 26, aa is 27. */
function readAlpha(letters: string): number {
  return [...letters.toLowerCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0);
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

/** 0 for what is no number. */
function readRoman(letters: string): number {
  const values = [...letters.toLowerCase()].map((letter) => ROMAN[letter] ?? 0);
  if (values.includes(0)) return 0;
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

/** The marker as the beginning of a text. */
export function writeMarker(text: string): string {
  // Full-width marks bring their space along.
  return /[\u3000-\u303f\uff00-\uffef]$/u.test(text) ? text : `${text} `;
}
