/** In which direction a language is written. */

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
  try {
    return RIGHT_TO_LEFT_SCRIPTS.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
