/** Registered names, found in a text in one pass. */

import type { CaseHit, CaseIndex } from './name-cases.ts';
import { findCases, indexCases } from './name-cases.ts';
import { isInLongerName, isSurelyName, KOREAN_TITLES, standsAlone } from './name-context.ts';
import { listSpellings, MIDDLE_NAME, spellText } from './name-spelling.ts';
import type { Branch, TreePosition } from './radix-tree.ts';
import { followTree, growTree, plantTree, readTree } from './radix-tree.ts';

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

/** Who may be called by a spelling, and by which of their names. */
interface Registration {
  readonly slug: string;
  readonly name: string;
  /** Their own name has something that is left out here: an initial in the text is not theirs. */
  readonly isShortened: boolean;
}

/** Everybody who bears a name, by slug; nobody any more where all were taken out. */
interface RegisteredName {
  bearers: readonly Registration[];
}

/** A name of a single unit would be found everywhere. */
const MIN_NAME_UNITS = 2;

/**
 * Finds every registered name in a text (NFC), in order and without overlaps, the longest name at each place, in
 * whatever spelling `listSpellings` knows. Han characters match in either script and anywhere; other names match as
 * whole words only, and in the case they are registered in or in capitals: Will Rice is a person, "will rice" is not.
 */
export function findNames(text: string, bearers: readonly NameBearer[]): NameHit[] {
  const root = openIndex(bearers);
  const { spelt, lined, offsets } = spellText(text);
  const takesGenitive = GENITIVE_LANGUAGES.test(text);
  const cases = findCases(text, spelt, () => openCases(bearers));
  const hits: NameHit[] = [];
  for (let start = 0; start < spelt.length; start++) {
    const inCase = cases.get(start);
    const hit = findLongest(root, spelt, start, takesGenitive) ?? inCase ?? null;
    // A line break ends what stands beside a name, though not the name: a title is no part of the name below it.
    if (hit === null || isInLongerName(lined, hit.start, hit.end)) continue;
    const isTurned = !hit.name.includes(',') && spelt.slice(start, hit.end).includes(',');
    if (isTurned && !standsAlone(lined, start, hit.end)) continue;
    hits.push({
      name: hit.name,
      slugs: hit.slugs,
      start: offsets[start] ?? 0,
      // Marks that were passed over behind its last letter are the letter's.
      end: offsets[hit.end] ?? text.length,
      isSure: hit.isSure && isSurelyName(lined, hit.start, hit.end, hit === inCase),
    });
    start = hit.end - 1;
  }
  return hits;
}

const caseIndexes = new WeakMap<readonly NameBearer[], CaseIndex>();

function openCases(bearers: readonly NameBearer[]): CaseIndex {
  const index = caseIndexes.get(bearers) ?? indexCases(bearers);
  caseIndexes.set(bearers, index);
  return index;
}

type NameTree = Branch<RegisteredName>;

const indexes = new WeakMap<readonly NameBearer[], NameTree>();

/**
 * Has the index of one directory become that of a later one, at the cost of what differs between them: whoever did not
 * change is the same object in both. `from` is to be let go.
 */
export function carryIndex(from: readonly NameBearer[], to: readonly NameBearer[]): void {
  const index = indexes.get(from);
  if (index === undefined) return;
  const before = new Map(from.map((bearer) => [bearer.slug, bearer]));
  for (const bearer of to) {
    const known = before.get(bearer.slug);
    before.delete(bearer.slug);
    if (known === bearer) continue;
    if (known !== undefined) unregister(index, known);
    register(index, bearer);
  }
  for (const gone of before.values()) unregister(index, gone);
  indexes.delete(from);
  indexes.set(to, index);
}

/** A directory is indexed once for as long as somebody holds it. */
function openIndex(bearers: readonly NameBearer[]): NameTree {
  const index = indexes.get(bearers) ?? indexNames(bearers);
  indexes.set(bearers, index);
  return index;
}

function indexNames(bearers: readonly NameBearer[]): NameTree {
  const root = plantTree<RegisteredName>();
  for (const bearer of bearers) register(root, bearer);
  return root;
}

function register(root: NameTree, { slug, name: own, aliases }: NameBearer): void {
  for (const given of [own, ...aliases]) {
    const name = given.normalize('NFC').trim();
    for (const { spelling, isShortened } of listSpellings(name)) {
      if (spelling.length < MIN_NAME_UNITS) continue;
      const registered = growTree(root, spelling, () => ({ bearers: [] }));
      const known = registered.bearers.find((bearer) => bearer.slug === slug);
      if (known !== undefined && (isShortened || !known.isShortened)) continue;
      const others = registered.bearers.filter((bearer) => bearer !== known);
      const added = { slug, name: known?.name ?? name, isShortened };
      registered.bearers = [...others, added].sort((a, b) => (a.slug < b.slug ? -1 : 1));
    }
  }
}

function unregister(root: NameTree, { slug, name, aliases }: NameBearer): void {
  for (const given of [name, ...aliases]) {
    for (const { spelling } of listSpellings(given)) {
      if (spelling.length < MIN_NAME_UNITS) continue;
      const registered = growTree(root, spelling, () => ({ bearers: [] }));
      registered.bearers = registered.bearers.filter((bearer) => bearer.slug !== slug);
    }
  }
}

/** A middle name, where the registered one has none. */
const PASSED_MIDDLE = new RegExp(`^${MIDDLE_NAME} (?=\\p{Lu})`, 'u');
const MAX_MIDDLE_UNITS = 24;
/** Among these it stands before the last word of any name that people have. */
const MAX_SPACES_BEFORE_MIDDLE = 2;

function findLongest(root: NameTree, text: string, start: number, takesGenitive: boolean): CaseHit | null {
  if (root.next?.has(text.charAt(start)) !== true) return null;
  if (splitsWord(text, start) && !PREFIX.test(text.slice(Math.max(0, start - PREFIX_UNITS), start + 1)))
    return null;
  let longest: CaseHit | null = null;
  const follow = (from: TreePosition<RegisteredName>, at: number, hasPassed: boolean) => {
    let spaces = 0;
    let position: TreePosition<RegisteredName> | null = from;
    for (let end = at; position !== null; end++) {
      const registered = readTree(position);
      const bearers = registered?.bearers.filter(({ isShortened }) => !hasPassed || !isShortened) ?? [];
      const [first] = bearers;
      if (first && end > (longest?.end ?? 0) && endsName(text, end, takesGenitive))
        longest = { name: first.name, slugs: bearers.map(({ slug }) => slug), start, end, isSure: true };
      const unit = text.charAt(end);
      position = followTree(position, unit);
      if (unit !== ' ' || position === null || hasPassed || ++spaces > MAX_SPACES_BEFORE_MIDDLE) continue;
      const middle = PASSED_MIDDLE.exec(text.slice(end + 1, end + MAX_MIDDLE_UNITS))?.[0].length;
      if (middle !== undefined) follow(position, end + 1 + middle, true);
    }
  };
  follow({ branch: root, used: 0 }, start, false);
  return longest;
}

function endsName(text: string, end: number, takesGenitive: boolean): boolean {
  if (!splitsWord(text, end)) return true;
  const around = text.slice(end - 1, end + PARTICLE_UNITS);
  return PARTICLE.test(around) || (takesGenitive && GENITIVE.test(around));
}

/** Letters, marks and digits of the scripts that put spaces between words. */
const WORD_CHARACTER =
  '(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}' +
  '\\p{Script=Myanmar}])[\\p{L}\\p{M}\\p{N}]';
const WORD_START = new RegExp(`^${WORD_CHARACTER}`, 'u');
const WORD_END = new RegExp(`${WORD_CHARACTER}$`, 'u');

/** Conjunctions and prepositions that Arabic and Hebrew write together with a name. */
const PREFIX = /(?:^|[^\p{L}\p{M}])(?:[وفلبك]{1,2}\p{Script=Arabic}|[ושלבמהכ]{1,3}\p{Script=Hebrew})$/u;
/** The longest of them, the letter before and the letter behind. */
const PREFIX_UNITS = 4;
/** What Korean writes together with a name: a form of address or an office, and particles, of which some go together. */
const KOREAN_PARTICLES =
  '이?(?:나|랑|며|고|라고|라며|라는|라면|라도|라서|든|다|던)|(?:이었|이였|였)(?:다|고|던|으며|는데|지만)|입니다|인|' +
  '(?:으?로(?:부터|서)?|에게(?:서|로)?|에서?|께서?|한테서?|와|과|만|까지|부터|보다|처럼|같이|하고|뿐|마저|조차|밖에)?(?:은|는|이|가|을|를|의|도|만)?';
/** And Bengali. */
const BENGALI_ENDINGS = 'য়|র|ের|কে|তে|রা|ও|ই|দের|কেও|রও'.normalize('NFD').replaceAll('\u09bc', '');
const PARTICLE = new RegExp(
  `^(?:\\p{Script=Hangul}(?:${KOREAN_TITLES})?(?:${KOREAN_PARTICLES})|\\p{Script=Bengali}(?:${BENGALI_ENDINGS}))(?![\\p{L}\\p{M}])`,
  'u',
);
const PARTICLE_UNITS = 10;
/** German, Dutch and the Scandinavian languages add the letter to the name: Merkels Rede. */
const GENITIVE = /^[a-rt-wyA-RT-WY]s(?![\p{L}\p{M}\p{N}'-])/u;
/** Words of theirs that no other language has; elsewhere Lees is another name than Lee. */
const GENITIVE_LANGUAGES =
  /(?<!\p{L})(?:und|der|das|nicht|wird|von|mit|für|bei|ist|zu[mr]|vom|über|nach|wurde|och|att|inte|på|för|är|från|og|ikke|af|het|een|voor|niet|zijn)(?!\p{L})/u;

/** True where a cut at `offset` has parts of the same word on both sides. */
function splitsWord(text: string, offset: number): boolean {
  // Two units: a letter outside the basic plane takes both.
  const before = text.slice(Math.max(0, offset - 2), offset);
  return WORD_START.test(text.slice(offset, offset + 2)) && WORD_END.test(before);
}
