/**
 * People by the names of Popolo (https://www.popoloproject.com/specs/) and of Open States
 * (https://github.com/openstates/people): those of other sources, what they are called there and when they held what; and
 * our own directory.
 */

import * as z from 'zod';
import { SLUG_PATTERN } from '../article.ts';
import { listFieldErrors } from '../field-errors.ts';
import { foldText } from '../search-terms.ts';
import type { CurrentOfficial, Directory, Office, Official } from './directory.ts';
import { describeCurrent, officialSchema } from './directory.ts';
import type { OfficialTable, TableError, TableOfficial } from './official-table.ts';
import { MAX_TABLE_ROWS, OfficialFinder, refuseTable } from './official-table.ts';
import type { RoleNames, Term } from './terms.ts';
import { nameRoles, nameTerm } from './terms.ts';

/** Scalars of YAML are texts, numbers of JSON are numbers. */
const textField = z.lazy(() =>
  z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value === null || value === undefined ? '' : String(value).trim())),
);

const membershipField = z.lazy(() =>
  z.object({
    person_id: textField,
    post_id: textField,
    post: z.object({ id: textField, label: textField }).nullish(),
    role: textField,
    label: textField,
    title: textField,
    type: textField,
    district: textField,
    start_date: textField,
    end_date: textField,
    end_reason: textField,
    acting: z.union([z.boolean(), z.stringbool()]).nullish(),
  }),
);
type Membership = z.infer<typeof membershipField>;

const personField = z.lazy(() =>
  z.object({
    id: textField,
    name: textField,
    image: textField,
    other_names: z.array(z.object({ name: textField })).nullish(),
    links: z.array(z.object({ url: textField })).nullish(),
    memberships: z.array(membershipField).nullish(),
    roles: z.array(membershipField).nullish(),
  }),
);
type Person = z.infer<typeof personField>;

const sourceSchema = z.lazy(() =>
  z.union([
    z.object({
      persons: z.array(personField),
      posts: z.array(z.object({ id: textField, label: textField })).nullish(),
      memberships: z.array(membershipField).nullish(),
    }),
    z.array(personField).transform((persons) => ({ persons, posts: null, memberships: null })),
    personField
      .unwrap()
      .extend({ name: z.string() })
      .transform((person) => ({ persons: [person], posts: null, memberships: null })),
  ]),
);

/** What Open States calls the members of chambers; other types say what they are. */
const MEMBERS: Readonly<Record<string, string>> = {
  ...{
    upper: 'Senator',
    lower: 'Representative',
    legislature: 'Legislator',
    lt_governor: 'Lieutenant governor',
  },
};

/** Where and when somebody is read in. */
interface Reading {
  readonly directory: Pick<Directory, 'officials' | 'offices'>;
  readonly names: RoleNames;
  readonly posts: ReadonlyMap<string, string>;
  readonly finder: OfficialFinder;
  /** The day on which roles are those that the plan shows. */
  readonly today: string;
}

/**
 * Reads persons against the directory as it is: whom it has, by an id that is a slug, else by name, keeps what the source
 * does not tell. A person's number takes the place of a line. `language` is that of roles.
 */
export function readPeople(
  document: unknown,
  directory: Pick<Directory, 'officials' | 'offices'>,
  { today, language }: { readonly today: string; readonly language: string },
): OfficialTable {
  const parsed = sourceSchema.safeParse(document);
  if (!parsed.success) return refuseTable({ line: 1, field: '', code: 'malformed' });
  const { persons, posts, memberships } = parsed.data;
  if (persons.length > MAX_TABLE_ROWS)
    return refuseTable({
      line: MAX_TABLE_ROWS + 1,
      field: '',
      code: 'too_many_items',
      maxItems: MAX_TABLE_ROWS,
    });
  const held = Map.groupBy(memberships ?? [], (membership) => membership.person_id);
  const reading: Reading = {
    directory,
    today,
    names: nameRoles(directory.offices, language),
    posts: new Map((posts ?? []).map(({ id, label }) => [id, label])),
    finder: new OfficialFinder(
      directory.officials,
      persons.map((person) => readSlug(person, directory.officials)),
    ),
  };
  const officials: TableOfficial[] = [];
  const errors: TableError[] = [];
  for (const [index, person] of persons.entries()) {
    const all = [...(person.roles ?? []), ...(person.memberships ?? []), ...(held.get(person.id) ?? [])];
    const read = readPerson(person, all, index + 1, reading);
    if (Array.isArray(read)) errors.push(...read);
    else officials.push(read);
  }
  return { officials, errors, unusedColumns: [] };
}

/** The number of another register is no address of ours, and whom the directory has by name is no other by an id. */
function readSlug({ id, name }: Person, officials: readonly CurrentOfficial[]): string {
  if (!SLUG_PATTERN.test(id) || /^[0-9a-f-]{32,}$/.test(id)) return '';
  const isKnown = officials.some((official) => official.slug === id);
  return isKnown || !officials.some((official) => official.name === name) ? id : '';
}

function readPerson(
  person: Person,
  memberships: readonly Membership[],
  line: number,
  reading: Reading,
): TableOfficial | TableError[] {
  const found = reading.finder.find(person.name, readSlug(person, reading.directory.officials));
  if ('code' in found) return [{ line, field: 'name', ...found }];
  const { slug, before } = found;
  const otherNames = (person.other_names ?? []).map(({ name }) => name).filter((name) => name !== '');
  const parsed = officialSchema.safeParse({
    name: person.name,
    aliases: otherNames.length === 0 ? before?.aliases : otherNames,
    url: person.links?.find(({ url }) => url !== '')?.url ?? before?.url,
    image: person.image || before?.image,
    terms: mergeTerms(
      before?.terms ?? [],
      memberships.map((one) => readTerm(one, reading)),
    ).map(({ endReason, ...term }) => ({ ...term, end_reason: endReason })),
  });
  if (!parsed.success) {
    return listFieldErrors(parsed.error).map(({ pointer, ...violation }) => ({
      line,
      field: pointer.split('/')[1] ?? '',
      ...violation,
    }));
  }
  const official: Official = {
    slug,
    name: parsed.data.name,
    aliases: [...new Set(parsed.data.aliases ?? [])].filter((alias) => alias !== parsed.data.name),
    url: parsed.data.url ?? null,
    image: parsed.data.image ?? null,
    terms: parsed.data.terms ?? [],
  };
  const { role } = describeCurrent(official, reading.today, reading.names);
  return { line, kind: compareOfficials(before, official), official, role: role ?? '' };
}

function compareOfficials(before: CurrentOfficial | null, after: Official): TableOfficial['kind'] {
  if (before === null) return 'new';
  const { role: _, ...former } = before;
  return JSON.stringify(former) === JSON.stringify(after) ? 'same' : 'changed';
}

/** Where the directory has the office it is that; else the role alone, as the source calls it. */
function readTerm(membership: Membership, { directory, names, posts }: Reading): Term {
  const { post_id, post, role, label, title, type, district, acting } = membership;
  const office = findOffice(directory.offices, [
    post_id,
    posts.get(post_id) ?? '',
    ...[post?.id ?? '', post?.label ?? '', type, title, role],
  ]);
  const called = role || title || label || post?.label || posts.get(post_id) || describeType(type);
  const term: Term = {
    office: office?.slug ?? null,
    role: [called, district].filter((part) => part !== '').join(', ') || null,
    from: completeDay(membership.start_date, '-01'),
    until: completeDay(membership.end_date, '-31'),
    acting: acting ?? false,
    endReason: membership.end_reason || null,
  };
  // What the office says by itself.
  const byOffice = [nameTerm({ ...term, role: null }, names), office?.name].map((name) =>
    foldText(name ?? ''),
  );
  return office !== null && byOffice.includes(foldText(term.role ?? '')) ? { ...term, role: null } : term;
}

function findOffice(offices: readonly Office[], names: readonly string[]): Office | null {
  const wanted = new Set(names.filter((name) => name !== '').map(foldText));
  return offices.find(({ slug, name }) => wanted.has(slug) || wanted.has(foldText(name))) ?? null;
}

function describeType(type: string): string {
  const words = MEMBERS[type] ?? type.replaceAll('_', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Popolo's dates may be a year, or a month: its first day where a term begins, its last where it ends. */
function completeDay(date: string, missing: '-01' | '-31'): string | null {
  if (date === '') return null;
  if (/^\d{4}$/.test(date)) return `${date}${missing === '-01' ? '-01-01' : '-12-31'}`;
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(date) ?? [];
  if (year === undefined || month === undefined) return date;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return `${date}-${missing === '-01' ? '01' : String(last)}`;
}

/** A term that begins as one that is there is that one, and may have ended since. */
function mergeTerms(before: readonly Term[], read: readonly Term[]): readonly Term[] {
  const isSame = (one: Term, other: Term) =>
    one.office === other.office &&
    one.from === other.from &&
    (one.office !== null || one.role === other.role);
  const kept = before.map((term) => read.find((one) => isSame(one, term)) ?? term);
  return [...kept, ...read.filter((one) => !before.some((term) => isSame(one, term)))];
}

/**
 * The directory by Popolo's names: persons, posts and memberships of one organization, which is who publishes. What Popolo
 * has no names for is called as Open States does (`end_reason`), or as here (`acting`).
 */
export function buildPopolo(
  { officials, offices }: Pick<Directory, 'officials' | 'offices'>,
  publisher: { readonly publicUrl: string; readonly title: string; readonly language: string },
) {
  const names = nameRoles(offices, publisher.language);
  const organization = { id: publisher.publicUrl, name: publisher.title };
  return {
    organizations: [organization],
    persons: officials.map(({ slug, name, aliases, url, image }) => ({
      ...{ id: slug, name, image },
      other_names: aliases.map((alias) => ({ name: alias })),
      links: url === null ? [] : [{ url }],
    })),
    posts: offices.map(({ slug, name }) => ({
      ...{ id: slug, label: name, organization_id: organization.id },
    })),
    memberships: officials.flatMap((official) => listMemberships(official, organization.id, names)),
  };
}

function listMemberships({ slug, terms }: CurrentOfficial, organizationId: string, names: RoleNames) {
  return terms.map((term, index) => ({
    id: `${slug}-${index + 1}`,
    person_id: slug,
    post_id: term.office,
    organization_id: organizationId,
    role: nameTerm(term, names),
    start_date: term.from,
    end_date: term.until,
    acting: term.acting,
    end_reason: term.endReason,
  }));
}
