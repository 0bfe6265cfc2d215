/** Registered names, found in a text in one pass. */

import { foldHan } from './chinese.ts';
import { isWholeChineseName } from './chinese-names.ts';

/** Someone with the names they may be called by. */
export interface NameBearer {
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
}

/** A registered name in a text; `start` and `end` are UTF-16 offsets into the text as it was given. */
export interface NameHit {
  readonly name: string;
  /** Everyone who bears the name. */
  readonly slugs: readonly string[];
  readonly start: number;
  readonly end: number;
  /** False where it may be part of a longer name or a word. */
  readonly isSure: boolean;
}

interface RegisteredName {
  readonly name: string;
  readonly slugs: string[];
}

/** One unit further into the names that begin alike. */
interface Branch {
  readonly next: Map<string, Branch>;
  registered: RegisteredName | null;
}

/** A name of a single unit would be found everywhere. */
const MIN_NAME_UNITS = 2;

/**
 * Finds every registered name in a text (NFC), in order and without overlaps, the longest name at each place.
 * Han characters match in either script and anywhere; other names match as whole words only, and in the case
 * they are registered in or in capitals throughout: Will Rice is a person, "will rice" is not.
 */
export function findNames(text: string, bearers: readonly NameBearer[]): NameHit[] {
  const root = indexOf(bearers);
  const folded = foldMarks(foldHan(text));
  const spaced = foldSpaces(folded);
  const hits: NameHit[] = [];
  for (let start = 0; start < spaced.length; start++) {
    const hit = findLongest(root, spaced, start);
    // A line break ends what stands beside a name, though not the name: a title is no part of the name below it.
    if (hit === null || isInLongerName(folded, hit)) continue;
    hits.push({ ...hit, isSure: isWhole(folded, hit.start, hit.end) });
    start = hit.end - 1;
  }
  return hits;
}

const indexes = new WeakMap<readonly NameBearer[], Branch>();

/** A directory is indexed once for as long as somebody holds it. */
function indexOf(bearers: readonly NameBearer[]): Branch {
  const index = indexes.get(bearers) ?? indexNames(bearers);
  indexes.set(bearers, index);
  return index;
}

function indexNames(bearers: readonly NameBearer[]): Branch {
  const root: Branch = { next: new Map(), registered: null };
  for (const bearer of bearers) {
    for (const given of [bearer.name, ...bearer.aliases]) {
      const name = given.normalize('NFC').trim();
      const spelling = foldName(name);
      for (const spelt of new Set([spelling, spelling.toUpperCase()])) {
        if (spelt.length >= MIN_NAME_UNITS) register(root, spelt, name, bearer.slug);
      }
    }
  }
  return root;
}

function register(root: Branch, spelling: string, name: string, slug: string): void {
  let branch = root;
  for (let index = 0; index < spelling.length; index++) {
    const unit = spelling.charAt(index);
    const next = branch.next.get(unit) ?? { next: new Map(), registered: null };
    branch.next.set(unit, next);
    branch = next;
  }
  if (branch.registered === null) branch.registered = { name, slugs: [slug] };
  else if (!branch.registered.slugs.includes(slug)) branch.registered.slugs.push(slug);
}

function findLongest(root: Branch, text: string, start: number): Omit<NameHit, 'isSure'> | null {
  let longest: Omit<NameHit, 'isSure'> | null = null;
  let branch = root.next.get(text.charAt(start));
  if (
    branch === undefined ||
    (splitsWord(text, start) && !PREFIX.test(text.slice(Math.max(0, start - 4), start + 1)))
  )
    return null;
  for (let end = start + 1; branch !== undefined; end++) {
    if (branch.registered !== null && (!splitsWord(text, end) || PARTICLE.test(text.slice(end - 1, end + 5))))
      longest = { ...branch.registered, start, end };
    branch = branch.next.get(text.charAt(end));
  }
  return longest;
}

/** The longest office or verb that tells where a Chinese name ends, and the longest word beside a name in other scripts. */
const WINDOW_UNITS = 40;
const TWO_HAN = /^\p{Script=Han}{2}$/u;
const HAN = /\p{Script=Han}/u;
/** The word before a name: capitalised in the middle of a sentence it is a title, or a further given name. */
const CAPITALISED_BEFORE = /(?:^|[^\p{L}\p{M}])(?<word>\p{Lu}\p{Ll}[\p{L}\p{M}]*) $/u;
const CAPITALISED_BEHIND = /^ \p{Lu}\p{Ll}/u;
/** Titles, and words that begin a sentence: what may stand before a name without being of it. */
const BEFORE_NAME =
  /^(?:the|when|as|after|before|while|yesterday|today|in|on|at|and|but|with|by|for|from|said|both|former|new|sir|dame|dr|mr|mrs|ms|miss|lord|lady|prof|rep|sen|gov|cllr|herr|frau|monsieur|madame|señora?|don|doña|signora?)$|mayor|minist|pr[eäé]sid|kanzler|chancellor|secretar|sekret[äa]r|secr[ée]taire|council|govern|gouvern|commission|direct|direkt|senator|sénat|ambassad|speaker|sheriff|treasurer|executive|constable|chief|chair|leader|premier|manager|captain|judge|justice|attorney|general|officer|rat$|rätin|meister|maire|alcald|sindac|concejal|consejer|deput|diput|burgemeester|wethouder|spokes|inspector|superintendent|bishop/iu;
const PLACE_BEHIND =
  /^ (?:Street|St\b|Road|Avenue|Lane|Square|Bridge|Park|School|Hall|House|Library|Centre|Center|Stadium|Airport|Hospital|University|Foundation|Award|Prize)/u;

/** John Smith-Jones and John Smith Street are not John Smith. */
function isInLongerName(text: string, { start, end }: Omit<NameHit, 'isSure'>): boolean {
  if (HAN.test(text.charAt(start))) return false;
  return (
    /\p{L}-$/u.test(text.slice(Math.max(0, start - 3), start)) ||
    /^-\p{L}/u.test(text.slice(end, end + 3)) ||
    PLACE_BEHIND.test(text.slice(end, end + WINDOW_UNITS))
  );
}

/** True where nothing beside a name may be of the same name: no further given name, no character that goes on. */
function isWhole(text: string, start: number, end: number): boolean {
  const name = text.slice(start, end);
  const before = text.slice(Math.max(0, start - WINDOW_UNITS), start);
  const behind = text.slice(end, end + WINDOW_UNITS);
  if (HAN.test(name)) return !TWO_HAN.test(name) || isWholeChineseName(before, behind);
  if (CAPITALISED_BEHIND.test(behind)) return false;
  const word = CAPITALISED_BEFORE.exec(before)?.groups?.word;
  return word === undefined || BEFORE_NAME.test(word);
}

/**
 * Both scripts alike, a name that is broken over two lines the same name, marks and letters as any keyboard
 * has them (Núñez and Nunez); offsets stay.
 */
export function foldName(text: string): string {
  return foldSpaces(foldMarks(foldHan(text)));
}

function foldSpaces(text: string): string {
  return text.replace(/\s/g, ' ');
}

function foldMarks(text: string): string {
  return text
    .replace(/[\u2018\u2019\u02bc\uff07]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\u2022\u2027\u30fb\uff65\uff0e]/g, '·')
    .replace(/\u9ad9/g, '高')
    .replace(/[\u00c0-\u024f\u1e00-\u1eff\u0401\u0451\u0622\u0623\u0625]/g, (letter) =>
      letter.normalize('NFD').charAt(0),
    );
}

/** Letters, marks and digits of the scripts that put spaces between words. */
const WORD_CHARACTER =
  '(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}' +
  '\\p{Script=Myanmar}])[\\p{L}\\p{M}\\p{N}]';
const WORD_START = new RegExp(`^${WORD_CHARACTER}`, 'u');
const WORD_END = new RegExp(`${WORD_CHARACTER}$`, 'u');

/** One or two conjunctions and prepositions that Arabic and Hebrew write together with a name. */
const PREFIX = /(?:^|[^\p{L}\p{M}])(?:[وفلبك]{1,2}\p{Script=Arabic}|[ושלבמהכ]{1,2}\p{Script=Hebrew})$/u;
/** What Korean writes together with a name. */
const PARTICLE =
  /^\p{Script=Hangul}(?:은|는|이|가|을|를|의|에게|에|께서|와|과|도|만|로|으로|씨|님)(?!\p{Script=Hangul})/u;

/** True where a cut at `offset` has parts of the same word on both sides. */
function splitsWord(text: string, offset: number): boolean {
  // Two units: a letter outside the basic plane takes both.
  const before = text.slice(Math.max(0, offset - 2), offset);
  return WORD_START.test(text.slice(offset, offset + 2)) && WORD_END.test(before);
}
