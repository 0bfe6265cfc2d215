/** Categories, officials and offices in the ledger, as they are read. */

import { formatLocalDate } from '../article/date-format.ts';
import type {
  Category,
  CurrentOfficial,
  Directory,
  DirectoryKind,
  Office,
  Official,
} from '../article/directory/directory.ts';
import { describeCurrent, FOLDERS } from '../article/directory/directory.ts';
import type { NamedTerm, RoleNames } from '../article/directory/terms.ts';
import { compareTerms, nameRoles } from '../article/directory/terms.ts';
import { carryIndex } from '../article/names/name-index.ts';
import type { LedgerContext } from './context.ts';
import { readMeta } from './context.ts';

function listCategories(ledger: Pick<LedgerContext, 'sql'>): Category[] {
  return ledger.sql
    .exec<{ slug: string; name: string; description: string | null }>(
      'SELECT slug, name, description FROM categories ORDER BY slug',
    )
    .toArray();
}

/** The category with this slug; null for none. */
export function findCategory(ledger: Pick<LedgerContext, 'sql'>, slug: string): Category | null {
  const [category = null] = ledger.sql
    .exec<{ slug: string; name: string; description: string | null }>(
      'SELECT slug, name, description FROM categories WHERE slug = ?',
      slug,
    )
    .toArray();
  return category;
}

/** What the category with this slug is called; null for none. */
export function findCategoryName(ledger: Pick<LedgerContext, 'sql'>, slug: string): string | null {
  return findCategory(ledger, slug)?.name ?? null;
}

/** Officials or offices, from a table on. */
function selectBodies<Entry extends Official | Office>(
  { sql }: Pick<LedgerContext, 'sql'>,
  from: string,
  ...bindings: readonly string[]
): Entry[] {
  return sql
    .exec<{ body: string }>(`SELECT body FROM ${from}`, ...bindings)
    .toArray()
    .map(({ body }) => JSON.parse(body) as Entry);
}

/** Every official, by slug. */
export function listOfficials(ledger: Pick<LedgerContext, 'sql'>): Official[] {
  return selectBodies(ledger, 'officials ORDER BY slug');
}

/** The official with this slug; null for none. */
export function findOfficial(ledger: Pick<LedgerContext, 'sql'>, slug: string): Official | null {
  const [official = null] = selectBodies<Official>(ledger, 'officials WHERE slug = ?', slug);
  return official;
}

function listOffices(ledger: Pick<LedgerContext, 'sql'>): Office[] {
  return selectBodies(ledger, 'offices ORDER BY slug');
}

/** The office with this slug; null for none. */
export function findOffice(ledger: Pick<LedgerContext, 'sql'>, slug: string): Office | null {
  const [office = null] = selectBodies<Office>(ledger, 'offices WHERE slug = ?', slug);
  return office;
}

/** The entry of this kind with this slug; null for none. */
export function findEntry(
  ledger: Pick<LedgerContext, 'sql'>,
  kind: DirectoryKind,
  slug: string,
): Category | Official | Office | null {
  const find = { category: findCategory, official: findOfficial, office: findOffice }[kind];
  return find(ledger, slug);
}

/** Those of some slugs that are no entry's, with their place in the list; no entry is read for it. */
export function listUnknownEntries(
  ledger: Pick<LedgerContext, 'sql'>,
  kind: DirectoryKind,
  slugs: readonly string[],
): { readonly index: number; readonly slug: string }[] {
  return ledger.sql
    .exec<{ index: number; slug: string }>(
      `SELECT key AS "index", value AS slug FROM json_each(?) WHERE value NOT IN (SELECT slug FROM ${FOLDERS[kind]})`,
      JSON.stringify(slugs),
    )
    .toArray();
}

/** The id of the last change of officials. */
export const OFFICIALS_REVISION = 'officials_revision';

/** Officials as they were read last, also by how they stand there. */
interface RememberedOfficials {
  readonly revision: string | null;
  readonly officials: readonly Official[];
  readonly byBody: ReadonlyMap<string, Official>;
}

const remembered = new WeakMap<SqlStorage, RememberedOfficials>();

/**
 * Everybody whose name is looked for in texts: the same list until somebody changes, and then the same of everybody else,
 * so that their index is made once and changed with them.
 */
export function listRecognizableOfficials(ledger: Pick<LedgerContext, 'sql'>): readonly Official[] {
  const revision = readMeta(ledger, OFFICIALS_REVISION);
  const known = remembered.get(ledger.sql);
  if (known !== undefined && known.revision === revision) return known.officials;
  const rows = ledger.sql.exec<{ body: string }>('SELECT body FROM officials ORDER BY slug').toArray();
  const byBody = new Map(
    rows.map(({ body }) => [body, known?.byBody.get(body) ?? (JSON.parse(body) as Official)]),
  );
  const officials = [...byBody.values()];
  if (known !== undefined) carryIndex(known.officials, officials);
  remembered.set(ledger.sql, { revision, officials, byBody });
  return officials;
}

/** The offices that somebody's terms are in, each once. */
export function listOfficesOf({ terms }: Official): string[] {
  return [...new Set(terms.map(({ office }) => office).filter((office) => office !== null))];
}

/** Everybody who has or had one of these offices, by slug. */
export function listHoldersOf(ledger: Pick<LedgerContext, 'sql'>, offices: readonly string[]): Official[] {
  return selectBodies(
    ledger,
    `officials WHERE slug IN (
       SELECT official FROM holders WHERE office IN (SELECT value FROM json_each(?))) ORDER BY slug`,
    JSON.stringify(offices),
  );
}

/** What roles are written with. */
export function readRoleNames(ledger: Pick<LedgerContext, 'sql' | 'settings'>): RoleNames {
  return {
    offices: { get: (slug) => findOffice(ledger, slug)?.name },
    language: ledger.settings.language,
  };
}

/** An official with what they are called today. */
export function describeToday(
  ledger: Pick<LedgerContext, 'sql' | 'settings' | 'now'>,
  official: Official,
): CurrentOfficial {
  return describeCurrent(official, findDay(ledger, ledger.now), readRoleNames(ledger));
}

/** The day of a moment where the publication is at home. */
export function findDay({ settings }: Pick<LedgerContext, 'settings'>, at: number): string {
  return formatLocalDate(at, settings.timezone);
}

/** The official with this slug and what they are called today; null for none. */
export function findOfficialToday(
  ledger: Pick<LedgerContext, 'sql' | 'settings' | 'now'>,
  slug: string,
): CurrentOfficial | null {
  const official = findOfficial(ledger, slug);
  return official === null ? null : describeToday(ledger, official);
}

/** An office with everybody's terms in it, the newest first. */
export interface TermsOfOffice {
  readonly office: Office;
  readonly terms: readonly NamedTerm[];
}

/** The office with this slug and its terms; null for none. */
export function findOfficeTerms(ledger: Pick<LedgerContext, 'sql'>, slug: string): TermsOfOffice | null {
  const office = findOffice(ledger, slug);
  if (office === null) return null;
  const terms = listHoldersOf(ledger, [slug]).flatMap((holder) =>
    holder.terms
      .filter((term) => term.office === slug)
      .map(({ role, from, until, acting }) => ({
        ...{ slug: holder.slug, name: holder.name, image: holder.image },
        ...{ role, from, until, isActing: acting },
      })),
  );
  return { office, terms: terms.sort(compareTerms) };
}

/** An official with their terms, the newest first; one of which nothing is known but a role says no more than that role. */
export interface TermsOfOfficial {
  readonly official: CurrentOfficial;
  readonly terms: readonly NamedTerm[];
}

/** The official with this slug and their terms; null for none. */
export function findOfficialTerms(
  ledger: Pick<LedgerContext, 'sql' | 'settings' | 'now'>,
  slug: string,
): TermsOfOfficial | null {
  const official = findOfficialToday(ledger, slug);
  if (official === null) return null;
  const terms = official.terms
    .filter(({ office, from, until }) => office !== null || from !== null || until !== null)
    .map(({ office, role, from, until, acting }) => ({
      slug: office,
      name: (office === null ? role : findOffice(ledger, office)?.name) ?? '',
      ...{ role: office === null ? null : role, from, until, isActing: acting, image: null },
    }))
    .filter(({ name }) => name !== '');
  return { official, terms: terms.sort(compareTerms) };
}

/** The directory as it is today. */
export function listDirectory(ledger: Pick<LedgerContext, 'sql' | 'settings' | 'now'>): Directory {
  const offices = listOffices(ledger);
  const names = nameRoles(offices, ledger.settings.language);
  const today = findDay(ledger, ledger.now);
  return {
    categories: listCategories(ledger),
    officials: listOfficials(ledger).map((official) => describeCurrent(official, today, names)),
    offices,
  };
}
