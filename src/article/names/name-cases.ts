/** Names in the cases of languages that change them: Ивана Петрова, Jana Kowalskiego, Anna Mäkelän, Γιώργου Παππά. */

import { MIDDLE_NAME, spellName } from './name-spelling.ts';

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
/** What a word may lose at its end, in any of the languages; and the most that it gets. */
const LOST = /^(?:[ьйаяоς]|[иыоі]й|ая|[ео][лцк]|[ya]|e[cklrnt]|nen)?$/u;
const MAX_LOST_UNITS = 3;
const MAX_ADDED_UNITS = 6;
const WORD = "(\\p{Lu}[\\p{L}'-]+)";
/** Two words, or with an initial or what comes of the father's name between them, in whatever case. */
const CAPITALISED_PAIR = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}'-])(?=(${WORD} (?:\\p{Lu}(?:\\.|\\p{Ll}{1,20}(?:ич|[вч]н)\\p{Ll}{1,3}) )?${WORD})(?![\\p{L}\\p{M}]))`,
  'gu',
);
const PAIR = new RegExp(`^${WORD} (?:${MIDDLE_NAME} )?${WORD}$`, 'u');

/** A registered name of two words, with everybody who bears it, by slug. */
interface Declined {
  readonly name: string;
  /** Among all names, in the directory's order. */
  readonly order: number;
  readonly slugs: Set<string>;
}

/**
 * Names by their two words, and the words by the stems that they may have. Of a stem there are as many as endings, whatever
 * names a directory has; a word finds those that it can be a case of, and two words together their names.
 */
export interface CaseIndex {
  readonly names: ReadonlyMap<string, Declined>;
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Indexes the names that have two words. */
export function indexCases(
  bearers: readonly { readonly slug: string; readonly name: string; readonly aliases: readonly string[] }[],
): CaseIndex {
  const names = new Map<string, Declined>();
  const words = new Map<string, Set<string>>();
  for (const { slug, name: own, aliases } of bearers) {
    for (const name of [own, ...aliases]) {
      const [, first = '', last = ''] = PAIR.exec(spellName(name)) ?? [];
      if (last === '') continue;
      const spelling = `${first} ${last}`;
      const declined = names.get(spelling) ?? { name, order: names.size, slugs: new Set() };
      declined.slugs.add(slug);
      names.set(spelling, declined);
      for (const word of [first, last]) {
        for (const stem of listStems(word, MAX_LOST_UNITS)) {
          if (!LOST.test(word.slice(stem.length))) continue;
          const there = words.get(stem);
          if (there === undefined) words.set(stem, new Set([word]));
          else there.add(word);
        }
      }
    }
  }
  return { names, words };
}

function listStems(word: string, maxCut: number): string[] {
  const stems: string[] = [];
  for (let cut = 0; cut <= maxCut && word.length - cut >= MIN_STEM_UNITS; cut++)
    stems.push(word.slice(0, word.length - cut));
  return stems;
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
  const findWords = rememberFirst((word: string) => {
    const known = listStems(word, MAX_ADDED_UNITS).flatMap((stem) => [...(index.words.get(stem) ?? [])]);
    const changes = new Map(known.map((one) => [one, readChange(one, word)]));
    return [...changes].filter(
      ([, change]) => change === '>' || declensions.some(({ endings }) => endings.test(change)),
    );
  });
  const findDeclined = rememberFirst((form: string) => {
    const [first = '', last = ''] = form.split(' ');
    const found = findWords(last).flatMap(([surname, family]) =>
      findWords(first).flatMap(([firstName, given]) => {
        const declined = index.names.get(`${firstName} ${surname}`);
        const isFound = declensions.some((declension) => isCase(given, family, first, last, declension));
        return isFound && declined !== undefined ? [declined] : [];
      }),
    );
    const [declined] = found.sort((one, other) => one.order - other.order);
    if (declined === undefined) return null;
    const slugs = [...new Set(found.flatMap((one) => [...one.slugs]))].sort();
    return { name: declined.name, slugs, isSure: !OF_BOTH.test(first) || OF_ONE.test(last) };
  });
  for (const { index: start, 1: whole = '', 2: first, 3: last } of spelt.matchAll(CAPITALISED_PAIR)) {
    const declined = findDeclined(`${first} ${last}`);
    if (declined !== null) hits.set(start, { ...declined, start, end: start + whole.length });
  }
  return hits;
}

/** Computes each answer once. */
function rememberFirst<Answer>(compute: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const answer = answers.has(text) ? (answers.get(text) as Answer) : compute(text);
    answers.set(text, answer);
    return answer;
  };
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
