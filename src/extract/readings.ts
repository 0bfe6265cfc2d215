/** Readings in brackets behind single characters, as `區(qū)`: a word processor's help that a page kept. */

/** A syllable in Hanyu Pinyin (GB/T 16159) with its tone taken off. */
const SYLLABLE = /^(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:[aeiouü]{1,3}(?:ng?|r)?|ng?|m)$/;
/** The four tones: macron, acute, caron (or the breve often taken for it), grave. */
const TONES = /[\u0304\u0301\u030c\u0306\u0300]/g;
/** Syllables without a tone that are readings rather than words; counted as such only beside toned ones. */
const NEUTRAL = /^(?:de|le|zhe|ge|me|men|ma|ne|ba|zi|tou|la|ya|wa|a|guo|shang|xia|li)$/;
/** Bopomofo, with its tone marks. */
const BOPOMOFO = /^[\p{Script=Bopomofo}ˊˇˋ˙ˉ]{1,4}$/u;

// A letter that a broken encoding left in a character's place has the reading of the character; a question mark may
// stand where the bracket was.
const BRACKETS =
  /(?<=\p{Script=Han}|\p{Script=Han}[A-Za-z])[(\uff08?]([\u0300-\u030c\p{Script=Latin}\p{Script=Bopomofo}ˊˇˋ˙ˉ]{1,8})[)\uff09]/gu;

/** Removes readings; every other bracket, `(街道)` or `(WTO)`, stays. */
export function removeReadings(text: string): string {
  const hasToned = [...text.matchAll(BRACKETS)].some(([, inside = '']) => isToned(inside));
  return text.replace(BRACKETS, (whole, inside: string) =>
    isToned(inside) || BOPOMOFO.test(inside) || (hasToned && NEUTRAL.test(inside)) ? '' : whole,
  );
}

function isToned(text: string): boolean {
  // Old typesetting has its own a and g.
  const apart = text.replaceAll('ɑ', 'a').replaceAll('ɡ', 'g').normalize('NFD');
  const tones = apart.match(TONES)?.length ?? 0;
  return tones === 1 && SYLLABLE.test(apart.replace(TONES, '').normalize('NFC'));
}
