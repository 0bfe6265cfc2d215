/** Whom somebody means who types a name, or picks one of a list. */

import { describeOfficial } from '../article.ts';
import type { NameBearer } from './name-index.ts';
import { spellName } from './name-spelling.ts';

interface LookedUpOfficial extends NameBearer {
  /** What they are called now. */
  readonly role: string | null;
}

/** Finds whom a text means: nobody, one official, or all who share that name. */
export type FindOfficials<Official> = (text: string) => readonly Official[];

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
