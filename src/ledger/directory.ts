/** Categories, officials and offices in the ledger. */

import type { Category, DirectoryKind, Office, Official } from '../article/directory.ts';
import { FOLDERS, MAX_CATEGORIES, MAX_DIRECTORY_OFFICIALS, MAX_OFFICES } from '../article/directory.ts';
import type { Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { LedgerContext } from './context.ts';
import { readMeta, writeMeta } from './context.ts';
import { markFeedDirty, markNameDirty } from './feeds/documents.ts';

export function listCategories(ledger: Pick<LedgerContext, 'sql'>): Category[] {
  return ledger.sql
    .exec<{ slug: string; name: string; description: string | null }>(
      'SELECT slug, name, description FROM categories ORDER BY slug',
    )
    .toArray();
}

export function findCategory(ledger: Pick<LedgerContext, 'sql'>, slug: string): Category | null {
  const rows = ledger.sql
    .exec<{ slug: string; name: string; description: string | null }>(
      'SELECT slug, name, description FROM categories WHERE slug = ?',
      slug,
    )
    .toArray();
  return rows[0] ?? null;
}

export function findCategoryName(ledger: Pick<LedgerContext, 'sql'>, slug: string): string | null {
  return findCategory(ledger, slug)?.name ?? null;
}

export function listOfficials(ledger: Pick<LedgerContext, 'sql'>): Official[] {
  return ledger.sql
    .exec<{ body: string }>('SELECT body FROM officials ORDER BY slug')
    .toArray()
    .map((row) => JSON.parse(row.body) as Official);
}

export function findOfficial(ledger: Pick<LedgerContext, 'sql'>, slug: string): Official | null {
  const rows = ledger.sql.exec<{ body: string }>('SELECT body FROM officials WHERE slug = ?', slug).toArray();
  return rows[0] === undefined ? null : (JSON.parse(rows[0].body) as Official);
}

export function listOffices(ledger: Pick<LedgerContext, 'sql'>): Office[] {
  return ledger.sql
    .exec<{ body: string }>('SELECT body FROM offices ORDER BY slug')
    .toArray()
    .map((row) => JSON.parse(row.body) as Office);
}

export function findOffice(ledger: Pick<LedgerContext, 'sql'>, slug: string): Office | null {
  const rows = ledger.sql.exec<{ body: string }>('SELECT body FROM offices WHERE slug = ?', slug).toArray();
  return rows[0] === undefined ? null : (JSON.parse(rows[0].body) as Office);
}

export function findEntry(
  ledger: Pick<LedgerContext, 'sql'>,
  kind: DirectoryKind,
  slug: string,
): Category | Official | Office | null {
  const find = { category: findCategory, official: findOfficial, office: findOffice }[kind];
  return find(ledger, slug);
}

/** The id of the last change of officials. */
const OFFICIALS_REVISION = 'officials_revision';

const remembered = new WeakMap<SqlStorage, { revision: string | null; officials: readonly Official[] }>();

/** Everybody whose name is looked for in texts: the same list until somebody changes, so that its index is made once. */
export function listRecognizableOfficials(ledger: Pick<LedgerContext, 'sql'>): readonly Official[] {
  const revision = readMeta(ledger, OFFICIALS_REVISION);
  const known = remembered.get(ledger.sql);
  if (known !== undefined && known.revision === revision) return known.officials;
  const officials = listOfficials(ledger);
  remembered.set(ledger.sql, { revision, officials });
  return officials;
}

/**
 * Creates or replaces a category; its feed exists from this moment. True: it is new; fails where there are as many as may be. One that is there as it comes
 * stays untouched: whoever sends a whole directory every night changes no feed.
 */
export function putCategory(ledger: LedgerContext, category: Category): Result<boolean> {
  const before = findCategory(ledger, category.slug);
  if (before?.name === category.name && before.description === category.description) return succeed(false);
  if (before === null && countRows(ledger, 'categories') >= MAX_CATEGORIES)
    return fail({ code: 'too_many_categories', maximum: MAX_CATEGORIES });
  ledger.sql.exec(
    `INSERT INTO categories (slug, name, description) VALUES (?1, ?2, ?3)
     ON CONFLICT DO UPDATE SET name = excluded.name, description = excluded.description,
       renamed_at = CASE WHEN name = excluded.name THEN renamed_at ELSE ?4 END`,
    category.slug,
    category.name,
    category.description,
    ledger.now,
  );
  if (before !== null && before.name !== category.name) markNameDirty(ledger, 'category', category.slug);
  else markFeedDirty(ledger, `category/${category.slug}`);
  return succeed(before === null);
}

/** Creates or replaces an official, as `putCategory` does a category. True: they are new. */
export function putOfficial(ledger: LedgerContext, official: Official): Result<boolean> {
  const before = findOfficial(ledger, official.slug);
  const body = JSON.stringify(official);
  if (before !== null && JSON.stringify(before) === body) return succeed(false);
  if (before === null && countRows(ledger, 'officials') >= MAX_DIRECTORY_OFFICIALS)
    return fail({ code: 'too_many_officials', maximum: MAX_DIRECTORY_OFFICIALS });
  ledger.sql.exec(
    `INSERT INTO officials (slug, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = excluded.body,
       renamed_at = CASE WHEN body ->> '$.name' IS excluded.body ->> '$.name'
         AND body ->> '$.role' IS excluded.body ->> '$.role' THEN renamed_at ELSE ?3 END`,
    official.slug,
    body,
    ledger.now,
  );
  writeMeta(ledger, OFFICIALS_REVISION, ledger.makeId());
  if (before !== null && before.name !== official.name) markNameDirty(ledger, 'official', official.slug);
  else markFeedDirty(ledger, `official/${official.slug}`);
  return succeed(before === null);
}

/** Creates or replaces an office, as `putCategory` does a category. True: it is new. */
export function putOffice(ledger: LedgerContext, office: Office): Result<boolean> {
  const before = findOffice(ledger, office.slug);
  const body = JSON.stringify(office);
  if (before !== null && JSON.stringify(before) === body) return succeed(false);
  if (before === null && countRows(ledger, 'offices') >= MAX_OFFICES)
    return fail({ code: 'too_many_offices', maximum: MAX_OFFICES });
  ledger.sql.exec(
    `INSERT INTO offices (slug, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = excluded.body,
       renamed_at = CASE WHEN body ->> '$.name' IS excluded.body ->> '$.name' THEN renamed_at ELSE ?3 END`,
    office.slug,
    body,
    ledger.now,
  );
  markFeedDirty(ledger, `office/${office.slug}`);
  return succeed(before === null);
}

function countRows(ledger: LedgerContext, table: (typeof FOLDERS)[DirectoryKind]): number {
  return ledger.sql.exec<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).one().count;
}

/** The lists of a webhook's filter that may name an entry. */
const ENDPOINT_LISTS: Readonly<
  Record<DirectoryKind, { readonly wanted: string; readonly unwanted: string }>
> = {
  category: { wanted: 'categories', unwanted: 'notCategories' },
  official: { wanted: 'officials', unwanted: 'notOfficials' },
  office: { wanted: 'offices', unwanted: 'notOffices' },
};

/** Deletes an entry of the directory that no article in any state and no webhook names. */
export function deleteEntry(ledger: LedgerContext, kind: DirectoryKind, slug: string): Result<null> {
  if (findEntry(ledger, kind, slug) === null) return fail({ code: `${kind}_not_found`, slug });
  const isInArticle = ledger.sql
    .exec('SELECT 1 FROM memberships WHERE kind = ? AND slug = ? AND left_at IS NULL LIMIT 1', kind, slug)
    .toArray();
  if (isInArticle.length > 0) return fail({ code: `${kind}_in_article`, slug });
  const { wanted, unwanted } = ENDPOINT_LISTS[kind];
  const isInEndpoint = ledger.sql
    .exec(
      `SELECT 1 FROM endpoints
       WHERE removed_at IS NULL AND (
         EXISTS (SELECT 1 FROM json_each(body, '$.${wanted}') WHERE value = ?1)
         OR EXISTS (SELECT 1 FROM json_each(body, '$.${unwanted}') WHERE value = ?1)) LIMIT 1`,
      slug,
    )
    .toArray();
  if (isInEndpoint.length > 0) return fail({ code: `${kind}_in_webhook`, slug });
  ledger.sql.exec(`DELETE FROM ${FOLDERS[kind]} WHERE slug = ?`, slug);
  ledger.sql.exec('DELETE FROM memberships WHERE kind = ? AND slug = ?', kind, slug);
  if (kind === 'official') writeMeta(ledger, OFFICIALS_REVISION, ledger.makeId());
  // Projection finds no such feed any more and takes its document out of the store.
  markFeedDirty(ledger, `${kind}/${slug}`);
  return succeed(null);
}
