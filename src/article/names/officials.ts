/**
 * Officials of the directory, found by name: who is named in a text, and whom somebody means who types a name, or picks one
 * of a list.
 */

import type { AttachedOfficial } from '../article.ts';
import { describeOfficial } from '../article.ts';
import { formatLocalDate } from '../date-format.ts';
import type { HeldRole, RoleNames, Term } from '../directory/terms.ts';
import { findHeldRole, isInOffice } from '../directory/terms.ts';
import type { NameBearer, NameHit } from './name-index.ts';
import { findNames } from './name-index.ts';
import { spellName } from './name-spelling.ts';

/** An official as the directory has them. */
export interface DirectoryOfficial extends NameBearer {
  readonly terms: readonly Term[];
}

/** A name that several officials share, or that may be part of a longer name or a word: a person has to choose. */
interface UncertainName {
  readonly name: string;
  readonly slugs: readonly string[];
}

/** The officials that a text names: those that are certain, and those that an editor should decide on. */
export interface RecognizedOfficials {
  /** In the order in which they first occur. */
  readonly attached: readonly AttachedOfficial[];
  readonly suggested: readonly UncertainName[];
}

const NO_ROLE: HeldRole = { role: null, office: null };

/**
 * Finds the officials that a text names, by the rules of `findNames`. `publishedAt` (epoch milliseconds; null: no date
 * yet, every term counts) in `timezone` decides whose terms last and what they are called; a name whose bearers are all out of office
 * still hides the shorter names in it. A name that two eligible officials share, or that may be part of
 * a longer name or a word, is suggested only, and not even that where the text names one of them unmistakably elsewhere.
 * `hits` where somebody has looked for names already.
 */
export function recognizeOfficials(
  text: string,
  directory: readonly DirectoryOfficial[],
  names: RoleNames,
  publishedAt: number | null,
  timezone = 'UTC',
  hits: readonly NameHit[] = findNames(text.normalize('NFC'), directory),
): RecognizedOfficials {
  const day = publishedAt === null ? null : formatLocalDate(publishedAt, timezone);
  const eligible = new Map(
    directory.filter(({ terms }) => isInOffice(terms, day)).map((official) => [official.slug, official]),
  );
  const attached = new Map<string, AttachedOfficial>();
  const uncertain = new Map<string, UncertainName>();
  for (const hit of hits) {
    const bearers = hit.slugs.flatMap((slug) => eligible.get(slug) ?? []);
    const [official, another] = bearers;
    if (official === undefined) continue;
    if (another !== undefined || !hit.isSure) {
      uncertain.set(hit.name, { name: hit.name, slugs: bearers.map(({ slug }) => slug) });
    } else if (!attached.has(official.slug)) {
      const { slug, name, terms } = official;
      const held = findHeldRole(terms, day, names) ?? NO_ROLE;
      attached.set(slug, { slug, name, ...held, relation: 'mentioned' });
    }
  }
  const suggested = [...uncertain.values()].filter(({ slugs }) => !slugs.some((slug) => attached.has(slug)));
  return { attached: [...attached.values()], suggested };
}

interface LookedUpOfficial extends NameBearer {
  /** What they are called now. */
  readonly role: string | null;
}

/** Finds whom a text means: nobody, one official, or all who share that name. */
type FindOfficials<Official> = (text: string) => readonly Official[];

/**
 * Reads a directory once, to look up many. A slug means its official, whoever else is called so; any other text means
 * everybody who has it as name or alias, or else as name and office in the way `describeOfficial` writes them. Spellings are
 * compared as names in a text are, and in any case: who types one name by itself means a name.
 */
export function indexOfficials<Official extends LookedUpOfficial>(
  directory: readonly Official[],
): FindOfficials<Official> {
  const bySlug = new Map(directory.map((official) => [official.slug, [official]]));
  const byName = groupBySpelling(directory, ({ name, aliases }) => [name, ...aliases]);
  const byDescription = groupBySpelling(directory, (official) => [describeOfficial(official)]);
  return (text) => {
    const spelling = foldSpelling(text);
    return bySlug.get(text.trim()) ?? byName.get(spelling) ?? byDescription.get(spelling) ?? [];
  };
}

function groupBySpelling<Official extends LookedUpOfficial>(
  directory: readonly Official[],
  listNames: (official: Official) => readonly string[],
): ReadonlyMap<string, readonly Official[]> {
  const groups = new Map<string, Official[]>();
  for (const official of directory) {
    for (const spelling of new Set(listNames(official).map(foldSpelling))) {
      groups.set(spelling, [...(groups.get(spelling) ?? []), official]);
    }
  }
  return groups;
}

function foldSpelling(text: string): string {
  return spellName(text).toLowerCase();
}
