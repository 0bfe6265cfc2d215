/** Language tags (BCP 47), the ranges by which filters ask for them (RFC 4647 §3.3.1, basic filtering), and their direction. */

/** Every range that a canonical tag is in: `de-AT` is in `de` and in `de-AT`. */
export function listLanguageRanges(tag: string): string[] {
  const subtags = tag.split('-');
  return subtags.map((_, index) => subtags.slice(0, index + 1).join('-'));
}

/** A language by its name in another, or by its tag where it has none there. */
export function nameLanguage(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Scripts that are written from right to left (Unicode, property Bidi_Class R or AL), living ones. */
const RIGHT_TO_LEFT_SCRIPTS = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
]);

/** Languages that are written from left to right everywhere: for them no tables of scripts are read, two milliseconds. */
const LEFT_TO_RIGHT = /^(?:de|en|es|fr|it|ja|pt|ru|zh)(?:-(?:Hans|Hant))?(?:-[A-Z]{2})?$/;

type Direction = 'ltr' | 'rtl';

/** More languages than this are in no publication. */
const MAX_KNOWN = 200;
/** Each item of a feed asks, and mostly for the same one or two. */
const known = new Map<string, Direction>();

/** The direction of a BCP 47 language; left to right for one that cannot be read. */
export function readDirection(language: string): Direction {
  const remembered = known.get(language);
  if (remembered !== undefined) return remembered;
  const direction = findDirection(language);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(language, direction);
  return direction;
}

function findDirection(language: string): Direction {
  if (LEFT_TO_RIGHT.test(language)) return 'ltr';
  try {
    return RIGHT_TO_LEFT_SCRIPTS.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
