/** What editors do to categories, officials and offices: each change with the marks of what shows it. */

import type { Category, DirectoryKind, Office, Official } from '../article/directory/directory.ts';
import {
  FOLDERS,
  MAX_DIRECTORY_CATEGORIES,
  MAX_DIRECTORY_OFFICES,
  MAX_DIRECTORY_OFFICIALS,
  MAX_OFFICIALS_CHARACTERS,
} from '../article/directory/directory.ts';
import { findOverlap, listRoleChanges, succeedForerunners } from '../article/directory/terms.ts';
import { listFilesOfOfficial } from '../article/named-files.ts';
import type { FieldError, Result } from '../failure.ts';
import { fail, failField, succeed } from '../failure.ts';
import type { LedgerContext } from './context.ts';
import { readMeta, writeMeta } from './context.ts';
import {
  findCategory,
  findDay,
  findEntry,
  findOffice,
  findOfficial,
  listHoldersOf,
  listOfficesOf,
  OFFICIALS_REVISION,
} from './directory.ts';
import { markFeedDirty, markFileDirty, markNameDirty } from './feeds/documents.ts';
import { findNamedFile, noteUses } from './files.ts';

/**
 * Creates or replaces a category; its feed exists from this moment. True: it is new. Fails where there are as many as
 * may be. One that is there as it comes stays untouched: whoever sends a whole directory every night changes no feed.
 */
export function putCategory(ledger: LedgerContext, category: Category): Result<boolean> {
  const before = findCategory(ledger, category.slug);
  if (before?.name === category.name && before.description === category.description) return succeed(false);
  if (before === null && countRows(ledger, 'categories') >= MAX_DIRECTORY_CATEGORIES)
    return fail({ code: 'too_many_categories', maximum: MAX_DIRECTORY_CATEGORIES });
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

/** What becomes of an official who is written. */
export interface OfficialChange {
  readonly isNew: boolean;
  readonly official: Official;
  /** Whose terms ended by it, as they are now. */
  readonly ended: readonly Official[];
}

/**
 * Creates or replaces an official, as `putCategory` does a category. Terms in unknown offices, and such that overlap in an
 * office of one, are refused; `isRestored`: they are taken as they are, and end nobody's.
 */
export function putOfficial(
  ledger: LedgerContext,
  official: Official,
  isRestored = false,
): Result<OfficialChange> {
  const before = findOfficial(ledger, official.slug);
  if (before !== null && JSON.stringify(before) === JSON.stringify(official)) {
    // Its files may have come since it was restored without them.
    if (isRestored) noteFilesOfOfficial(ledger, official.slug, official);
    return succeed({ isNew: false, official, ended: [] });
  }
  if (before === null && countRows(ledger, 'officials') >= MAX_DIRECTORY_OFFICIALS)
    return fail({ code: 'too_many_officials', maximum: MAX_DIRECTORY_OFFICIALS });
  const offices = new Map(listOfficesOf(official).map((slug) => [slug, findOffice(ledger, slug)]));
  const errors = official.terms.flatMap(({ office }, index): FieldError[] =>
    office === null || offices.get(office) !== null
      ? []
      : [{ pointer: `/terms/${index}/office`, code: 'office_unknown', slug: office }],
  );
  if (!isRestored) errors.push(...listFileErrors(ledger, official, before));
  if (errors.length > 0) return fail({ code: 'invalid', errors });
  const isOfOne = (slug: string) => offices.get(slug)?.holders === 'one';
  // Of an office of many there may be thousands, and they are in nobody's way.
  const others = listHoldersOf(ledger, [...offices.keys()].filter(isOfOne)).filter(
    ({ slug }) => slug !== official.slug,
  );
  const { person, changed } = isRestored
    ? { person: official, changed: [] }
    : succeedForerunners(official, before?.terms ?? [], others, isOfOne);
  const after = others.map((other) => changed.find(({ slug }) => slug === other.slug) ?? other);
  const overlap = findOverlap(person, after, isOfOne);
  if (overlap !== null) {
    const { index, office, slug } = overlap;
    return failField(`/terms/${index}`, { code: 'term_overlaps', office, slug });
  }
  if (measureOfficials(ledger) + measureOfficial(person) - measureOfficial(before) > MAX_OFFICIALS_CHARACTERS)
    return fail({ code: 'officials_too_large', maxCharacters: MAX_OFFICIALS_CHARACTERS });
  writeOfficial(ledger, person, before);
  for (const other of changed) writeOfficial(ledger, other, findOfficial(ledger, other.slug));
  return succeed({ isNew: before === null, official: person, ended: changed });
}

/** Where an official names a file of ours that is not there, or one that is no picture as theirs; `before` is not asked again. */
export function listFileErrors(
  ledger: LedgerContext,
  official: Official,
  before: Official | null,
): FieldError[] {
  return (['image', 'url'] as const).flatMap((field): FieldError[] => {
    const url = official[field];
    const file = url === null || url === before?.[field] ? null : findNamedFile(ledger, url);
    if (file === 'unknown') return [{ pointer: `/${field}`, code: 'file_unknown' }];
    return field === 'image' && file?.width === null ? [{ pointer: '/image', code: 'file_not_picture' }] : [];
  });
}

/** What an official shows is public as long as they do; null: they are no more. */
function noteFilesOfOfficial(ledger: LedgerContext, slug: string, official: Official | null): void {
  const files = official === null ? [] : listFilesOfOfficial(official);
  for (const id of noteUses(ledger, { kind: 'official', id: slug }, files, true)) markFileDirty(ledger, id);
}

/** Characters of all officials as they are kept. */
const OFFICIALS_CHARACTERS = 'officials_characters';

function measureOfficials(ledger: Pick<LedgerContext, 'sql'>): number {
  return Number(readMeta(ledger, OFFICIALS_CHARACTERS) ?? 0);
}

/** As an official is kept, in characters. */
function measureOfficial(official: Official | null): number {
  return official === null ? 0 : JSON.stringify(official).length;
}

/** Counts what officials have become by one of them. */
function noteOfficialSize(ledger: LedgerContext, before: Official | null, after: Official | null): void {
  const characters = measureOfficials(ledger) + measureOfficial(after) - measureOfficial(before);
  writeMeta(ledger, OFFICIALS_CHARACTERS, String(characters));
}

function writeOfficial(ledger: LedgerContext, official: Official, before: Official | null): void {
  const { slug } = official;
  ledger.sql.exec(
    `INSERT INTO officials (slug, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = excluded.body,
       renamed_at = CASE WHEN body ->> '$.name' IS excluded.body ->> '$.name' THEN renamed_at ELSE ?3 END,
       titled_at = CASE WHEN body ->> '$.name' IS excluded.body ->> '$.name'
         AND body -> '$.terms' IS excluded.body -> '$.terms' THEN titled_at ELSE ?3 END`,
    slug,
    JSON.stringify(official),
    ledger.now,
  );
  ledger.sql.exec('DELETE FROM holders WHERE official = ?', slug);
  for (const office of listOfficesOf(official))
    ledger.sql.exec('INSERT INTO holders (office, official) VALUES (?, ?)', office, slug);
  followTerms(ledger);
  ledger.sql.exec('DELETE FROM role_changes WHERE official = ?', slug);
  for (const day of listRoleChanges(official.terms))
    ledger.sql.exec('INSERT INTO role_changes (day, official) VALUES (?, ?)', day, slug);
  noteFilesOfOfficial(ledger, slug, official);
  writeMeta(ledger, OFFICIALS_REVISION, ledger.makeId());
  noteOfficialSize(ledger, before, official);
  if (before !== null && before.name !== official.name) markNameDirty(ledger, 'official', slug);
  else markFeedDirty(ledger, `official/${slug}`);
}

/** The day whose roles feeds are called by. */
const FOLLOWED_DAY = 'followed_day';

/**
 * Has feeds called by the role that somebody has by now: their terms began or ended with the day. A clock that was set
 * back takes such changes back, and makes them again once it is right.
 */
export function followTerms(ledger: LedgerContext): void {
  const today = findDay(ledger, ledger.now);
  const followed = readMeta(ledger, FOLLOWED_DAY) ?? '';
  if (today === followed) return;
  const changed = ledger.sql
    .exec<{ official: string }>(
      'SELECT DISTINCT official FROM role_changes WHERE day > min(?1, ?2) AND day <= max(?1, ?2)',
      ...[today, followed],
    )
    .toArray();
  for (const { official } of changed) retitleOfficial(ledger, official);
  writeMeta(ledger, FOLLOWED_DAY, today);
}

function retitleOfficial(ledger: LedgerContext, slug: string): void {
  ledger.sql.exec('UPDATE officials SET titled_at = ? WHERE slug = ?', ledger.now, slug);
  markFeedDirty(ledger, `official/${slug}`);
}

/** Creates or replaces an office, as `putCategory` does a category. True: it is new. */
export function putOffice(ledger: LedgerContext, office: Office): Result<boolean> {
  const before = findOffice(ledger, office.slug);
  const body = JSON.stringify(office);
  if (before !== null && JSON.stringify(before) === body) return succeed(false);
  if (before === null && countRows(ledger, 'offices') >= MAX_DIRECTORY_OFFICES)
    return fail({ code: 'too_many_offices', maximum: MAX_DIRECTORY_OFFICES });
  const holders = listHoldersOf(ledger, [office.slug]);
  if (office.holders === 'one' && before?.holders === 'many') {
    const isThis = (slug: string) => slug === office.slug;
    const overlap = holders
      .map((holder, index) => findOverlap(holder, holders.slice(0, index), isThis))
      .find((found) => found !== null);
    if (overlap !== undefined && overlap !== null)
      return failField('/holders', { code: 'term_overlaps', office: office.slug, slug: overlap.slug });
  }
  ledger.sql.exec(
    `INSERT INTO offices (slug, body) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET body = excluded.body,
       renamed_at = CASE WHEN body ->> '$.name' IS excluded.body ->> '$.name' THEN renamed_at ELSE ?3 END`,
    office.slug,
    body,
    ledger.now,
  );
  markFeedDirty(ledger, `office/${office.slug}`);
  // Whose role is called by the office has another one now.
  if (before !== null && before.name !== office.name)
    for (const { slug } of holders) retitleOfficial(ledger, slug);
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

/** Deletes an entry of the directory that no article in any state, no webhook and no term names. */
export function deleteEntry(ledger: LedgerContext, kind: DirectoryKind, slug: string): Result<null> {
  if (findEntry(ledger, kind, slug) === null) return fail({ code: `${kind}_not_found`, slug });
  const isInArticle = ledger.sql
    .exec('SELECT 1 FROM memberships WHERE kind = ? AND slug = ? AND left_at IS NULL LIMIT 1', kind, slug)
    .toArray();
  if (isInArticle.length > 0) return fail({ code: `${kind}_in_article`, slug });
  const isHeld = ledger.sql.exec('SELECT 1 FROM holders WHERE office = ? LIMIT 1', slug).toArray();
  if (kind === 'office' && isHeld.length > 0) return fail({ code: 'office_in_official', slug });
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
  if (kind === 'official') noteOfficialSize(ledger, findOfficial(ledger, slug), null);
  ledger.sql.exec(`DELETE FROM ${FOLDERS[kind]} WHERE slug = ?`, slug);
  ledger.sql.exec('DELETE FROM memberships WHERE kind = ? AND slug = ?', kind, slug);
  if (kind === 'official') {
    for (const table of ['holders', 'role_changes'])
      ledger.sql.exec(`DELETE FROM ${table} WHERE official = ?`, slug);
    noteFilesOfOfficial(ledger, slug, null);
    writeMeta(ledger, OFFICIALS_REVISION, ledger.makeId());
  }
  // Projection finds no such feed any more and takes its document out of the store.
  markFeedDirty(ledger, `${kind}/${slug}`);
  return succeed(null);
}
