/** People behind an office in a text whom the directory does not have: found, and entered there. */

import type { CurrentOfficial, Directory } from '../../../article/directory/directory.ts';
import { buildOfficial, officialSchema } from '../../../article/directory/directory.ts';
import { nameRoles } from '../../../article/directory/terms.ts';
import { listFieldErrors } from '../../../article/field-errors.ts';
import { indexOfficials } from '../../../article/names/official-lookup.ts';
import { makeEntrySlug } from '../../../article/slug.ts';
import { extractPeople } from '../../../extract/people.ts';
import type { Result } from '../../../failure.ts';
import { fail, succeed } from '../../../failure.ts';
import type { Settings } from '../../../settings.ts';
import type { EditorContext } from '../editor-context.ts';
import { readTimeInput } from '../editor-time.tsx';

/** Somebody as a text names them. */
export interface NamedPerson {
  readonly name: string;
  readonly role: string | null;
}

/** Whom a text names behind an office and the directory does not have; `date` is local, as the form has it. */
export function findUnknownPeople(
  { text, date }: { readonly text: string; readonly date: string },
  directory: Directory,
  { language, timezone }: Settings,
): readonly NamedPerson[] {
  const at = Date.parse(readTimeInput(date, timezone));
  const people = extractPeople(
    text,
    directory.officials,
    nameRoles(directory.offices, language),
    Number.isNaN(at) ? null : at,
    timezone,
  );
  const find = indexOfficials(directory.officials);
  return people.suggestedOfficials.filter(({ name }) => find(name).length === 0);
}

/** Enters somebody into the directory; whoever is there under that name, in the meantime too, is given instead. */
export async function makeNamedOfficial(
  { ledger, actor }: Pick<EditorContext, 'ledger' | 'actor'>,
  person: NamedPerson,
): Promise<Result<CurrentOfficial>> {
  const parsed = officialSchema.safeParse(person);
  if (!parsed.success) return fail({ code: 'invalid', errors: listFieldErrors(parsed.error) });
  const { name, role = null } = parsed.data;
  const { officials } = await ledger.listDirectory();
  const [known] = indexOfficials(officials)(name);
  if (known !== undefined) return succeed({ ...known, role: role ?? known.role });
  const slugs = new Set(officials.map(({ slug }) => slug));
  const official = buildOfficial(
    makeEntrySlug(name, 'official', (slug) => slugs.has(slug)),
    parsed.data,
  );
  const put = await ledger.putOfficial(official, false, actor);
  return put.ok ? succeed({ ...official, role }) : put;
}
