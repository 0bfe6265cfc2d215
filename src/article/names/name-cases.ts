/** Names in the cases of languages that change them: Ивана Петрова, Jana Kowalskiego, Anna Mäkelän, Γιώργου Παππά. */

import { spellName } from './name-spelling.ts';

/** How languages change names, spelt for comparing: what goes at the end of a word, `>`, and what comes there. */
interface Declension {
  /** Tells that a text is in one of them. */
  readonly told: RegExp;
  readonly endings: RegExp;
  /** Only the last word of a name changes. */
  readonly isOfLast?: true;
}

const DECLENSIONS: readonly Declension[] = [
  {
    told: /\p{Script=Cyrillic}/u,
    endings:
      /^(?:[ьй]?>(?:[ауяюеіїм]|[оеє]м|[иы]м|[оеє]ві)|[ая]>(?:[ыиеуюії]|[оеє][юйї])|[иыоі]й>(?:[ое]го|[ое]му|[иыое]м)|ая>(?:ой|ую|ою)|о>(?:[ауі]|ові)|[ео]([лцк])>\1(?:[ауе]|ом|ем))$/u,
  },
  { told: /\p{Script=Greek}/u, endings: /^(?:ς>υ?|>ς)$/u },
  {
    told: /(?<!\p{L})(?:się|że|oraz|przez|jest|dla|który|która|podle|řekl|byl|před|podľa|bol|ktorý|koji|koja|rekao|nije|prema)(?!\p{L})/iu,
    endings:
      /^(?:>(?:a|u|owi|ovi|i?em|om|i?e|ego|emu|m)|e([cklrnt])>\1(?:a|u|owi|ovi|i?em|om)|y>(?:e[gh]o|emu)|a>(?:y|i?ej?|i|u|o|ou|om))$/,
  },
  {
    isOfLast: true,
    told: /(?<!\p{L})(?:että|mukaan|kertoo|kertoi|sanoo|sanoi|myös|kanssa|olivat)(?!\p{L})/iu,
    endings: /^(?:nen>s(?:en|ta|e(?:ll[ea]|lta|ss?[at]a?|en))|>(?:n|t?a|ll[ea]|lta|ss?[at]a?|ksi|[aeiou]n))$/,
  },
  {
    isOfLast: true,
    told: /(?<!\p{L})(?:[AaEe]z|[Éé]s|[Nn]em|[Hh]ogy|[Ee]gy|szerint)(?!\p{L})/u,
    endings: /^>(?:n[ae]k|[aeo]?t|([a-z])\1?[ae]l|n[ae]l|[rbt][oa]l|[rb]an?|r[ea]|b[ea]n?|h[oe]z|ert|e|i)$/,
  },
];

/** Names of men that, with the ending of a case, are those of women: Александра, Евгения. */
const OF_BOTH = /^(?:[АО]лександр|Валентин|[ЕЄ]вген|Валер|Юли|Станислав|Владислав|Ярослав|Богдан|Руслан|Ян)/u;
const OF_ONE = /(?:[оыи]м|ой|ою)$/u;
/** These do not change: Шойгу, Черных; nor do women's that end in a consonant, Олени Шевчук. */
const UNCHANGED = /(?:[оеиуюэі]|[иы]х|ου)$/u;
const WOMANS = /^[аяa]>|^>ς/u;
const CONSONANT_END = /[^аеиоуыэюяіїєaeiouy]$/u;
const MIN_STEM_UNITS = 2;
/** The longest endings that a name loses, and that it gets. */
const MAX_LOST_UNITS = 3;
const MAX_ADDED_UNITS = 6;
const CAPITALISED_PAIR =
  /(?<![\p{L}\p{M}\p{N}'-])(?=(\p{Lu}[\p{L}'-]+) (\p{Lu}[\p{L}'-]+)(?![\p{L}\p{M}]))/gu;
const PAIR = /^(\p{Lu}[\p{L}'-]+) (\p{Lu}[\p{L}'-]+)$/u;

/** A registered name of two words, with everybody who bears it. */
interface Declined {
  readonly name: string;
  readonly first: string;
  readonly last: string;
  readonly slugs: Set<string>;
}

/** Names by the stems that their last words may have, with two letters of the first. */
export type CaseIndex = ReadonlyMap<string, readonly Declined[]>;

/** Indexes the names that have two words. */
export function indexCases(
  bearers: readonly { readonly slug: string; readonly name: string; readonly aliases: readonly string[] }[],
): CaseIndex {
  const known = new Map<string, Declined>();
  const index = new Map<string, Declined[]>();
  for (const { slug, name: own, aliases } of bearers) {
    for (const name of [own, ...aliases]) {
      const [spelling = '', first = '', last = ''] = PAIR.exec(spellName(name)) ?? [];
      if (spelling === '') continue;
      const declined = known.get(spelling) ?? { name, first, last, slugs: new Set() };
      declined.slugs.add(slug);
      if (known.has(spelling)) continue;
      known.set(spelling, declined);
      for (const key of listKeys(first, last, MAX_LOST_UNITS)) {
        const there = index.get(key);
        if (there === undefined) index.set(key, [declined]);
        else there.push(declined);
      }
    }
  }
  return index;
}

function listKeys(first: string, last: string, maxCut: number): string[] {
  const keys: string[] = [];
  for (let cut = 0; cut <= maxCut && last.length - cut >= MIN_STEM_UNITS; cut++)
    keys.push(`${first.slice(0, 2)} ${last.slice(0, last.length - cut)}`);
  return keys;
}

/** A name found in a case; offsets are those of the spelt text. */
export interface CaseHit {
  readonly name: string;
  readonly slugs: readonly string[];
  readonly start: number;
  readonly end: number;
  /** False where the form may be another's name: Александра Петрова. */
  readonly isSure: boolean;
}

/**
 * Names in cases by where they begin in the spelt text. `text` is the same as it was written, whose words tell the
 * language; `openIndex` is called where that has cases.
 */
export function findCases(text: string, spelt: string, openIndex: () => CaseIndex): Map<number, CaseHit> {
  const hits = new Map<number, CaseHit>();
  const declensions = DECLENSIONS.filter(({ told }) => told.test(text));
  if (declensions.length === 0) return hits;
  const index = openIndex();
  for (const { index: start, 1: first = '', 2: last = '' } of spelt.matchAll(CAPITALISED_PAIR)) {
    const named = new Set(listKeys(first, last, MAX_ADDED_UNITS).flatMap((key) => index.get(key) ?? []));
    const found = [...named].filter((one) => {
      const [given, family] = [readChange(one.first, first), readChange(one.last, last)];
      return declensions.some((declension) => isCase(given, family, first, last, declension));
    });
    const [declined] = found;
    if (declined === undefined) continue;
    const slugs = [...new Set(found.flatMap((one) => [...one.slugs]))].sort();
    const isSure = !OF_BOTH.test(first) || OF_ONE.test(last);
    hits.set(start, {
      name: declined.name,
      slugs,
      start,
      end: start + first.length + 1 + last.length,
      isSure,
    });
  }
  return hits;
}

function isCase(
  given: string,
  family: string,
  first: string,
  last: string,
  { endings, isOfLast }: Declension,
): boolean {
  if (given === '>')
    return family !== '>' && endings.test(family) && (isOfLast === true || UNCHANGED.test(first));
  if (isOfLast === true || !endings.test(given)) return false;
  if (family !== '>') return endings.test(family);
  return UNCHANGED.test(last) || (WOMANS.test(given) && CONSONANT_END.test(last));
}

/** What a word lost at its end, and got: `ий>ого`; `>` alone where it is the same. */
function readChange(from: string, to: string): string {
  let shared = 0;
  while (shared < from.length && from.charAt(shared) === to.charAt(shared)) shared += 1;
  return `${from.slice(shared)}>${to.slice(shared)}`;
}
