/** Registered names, found in a text in one pass. */

import { foldHan } from './chinese.ts';

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
  const root = indexNames(bearers);
  const folded = foldName(text);
  const hits: NameHit[] = [];
  for (let start = 0; start < folded.length; start++) {
    const hit = findLongest(root, folded, start);
    if (hit === null) continue;
    hits.push(hit);
    start = hit.end - 1;
  }
  return hits;
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

function findLongest(root: Branch, text: string, start: number): NameHit | null {
  let longest: NameHit | null = null;
  let branch = root.next.get(text.charAt(start));
  if (branch === undefined || splitsWord(text, start)) return null;
  for (let end = start + 1; branch !== undefined; end++) {
    if (branch.registered !== null && !splitsWord(text, end)) longest = { ...branch.registered, start, end };
    branch = branch.next.get(text.charAt(end));
  }
  return longest;
}

/** Both scripts alike, a name that is broken over two lines the same name, and marks as any keyboard has them; offsets stay. */
export function foldName(text: string): string {
  return foldHan(text)
    .replace(/\s/g, ' ')
    .replace(/[\u2018\u2019\u02bc\uff07]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\u2022\u2027\u30fb\uff65]/g, '·');
}

/** Letters, marks and digits of the scripts that put spaces between words. */
const WORD_CHARACTER =
  '(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}' +
  '\\p{Script=Myanmar}])[\\p{L}\\p{M}\\p{N}]';
const WORD_START = new RegExp(`^${WORD_CHARACTER}`, 'u');
const WORD_END = new RegExp(`${WORD_CHARACTER}$`, 'u');

/** True where a cut at `offset` has parts of the same word on both sides. */
function splitsWord(text: string, offset: number): boolean {
  // Two units: a letter outside the basic plane takes both.
  const before = text.slice(Math.max(0, offset - 2), offset);
  return WORD_START.test(text.slice(offset, offset + 2)) && WORD_END.test(before);
}
