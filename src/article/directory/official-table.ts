/** A table of officials: what taking it into the directory would do. */

import type { Violation } from '../../failure.ts';
import { isSlug } from '../article.ts';
import { listFieldErrors } from '../field-errors.ts';
import { makeEntrySlug } from '../slug.ts';
import { readTable, type TableRow } from './csv.ts';
import type { CurrentOfficial, Official } from './directory.ts';
import { buildOfficial, OPEN_TERM, officialSchema } from './directory.ts';
import type { Term } from './terms.ts';

/** A large house; more than a person looks through before they agree. */
export const MAX_TABLE_ROWS = 2_000;

/** What one row comes to. */
export interface TableOfficial {
  readonly line: number;
  readonly kind: 'new' | 'changed' | 'same';
  readonly official: Official;
  /** What they are called once it is taken; empty: nothing. */
  readonly role: string;
}

/** What is wrong with a line; `field` as the API calls it, '' for the line as a whole. */
export type TableError = { readonly line: number; readonly field: string } & Violation;

/** What was read of a table of officials. */
export interface OfficialTable {
  readonly officials: readonly TableOfficial[];
  /** With any of these the table as a whole is not taken. */
  readonly errors: readonly TableError[];
  /** Columns of the table that say nothing here. */
  readonly unusedColumns: readonly string[];
}

type Column = 'name' | 'role' | 'aliases' | 'url' | 'image' | 'slug';

/** What columns are called, in lower case. */
const COLUMNS: Readonly<Record<string, Column>> = {
  ...{ name: 'name', 姓名: 'name', 名字: 'name' },
  ...{ role: 'role', office: 'role', position: 'role', title: 'role', 职务: 'role', 職務: 'role' },
  ...{ aliases: 'aliases', alias: 'aliases', 'other names': 'aliases', 别名: 'aliases', 別名: 'aliases' },
  ...{ image: 'image', photo: 'image', 照片: 'image', 图片: 'image', 圖片: 'image' },
  ...{ url: 'url', website: 'url', link: 'url', 网址: 'url', 網址: 'url' },
  ...{ slug: 'slug', 'web address': 'slug', 网页地址: 'slug', 網頁地址: 'slug' },
};
/** Between several names in one cell. */
const BETWEEN_NAMES = /[;|、；\n]/;

/**
 * Reads a table whose first row names its columns, against the directory as it is. An official is found by slug, else by
 * name; empty cells and absent columns leave what is there.
 */
export function readOfficialTable(text: string, directory: readonly CurrentOfficial[]): OfficialTable {
  const table = readTable(text);
  if (!table.ok) return refuseTable({ line: table.line, field: '', code: 'quote_not_closed' });
  const [head, ...rows] = table.rows;
  const columns = (head?.cells ?? []).map((cell) => COLUMNS[cell.toLowerCase()]);
  if (head === undefined || !columns.includes('name')) {
    return refuseTable({ line: head?.line ?? 1, field: '', code: 'column_missing', column: 'name' });
  }
  const tooMany = rows[MAX_TABLE_ROWS];
  if (tooMany !== undefined) {
    return refuseTable({ line: tooMany.line, field: '', code: 'too_many_items', maxItems: MAX_TABLE_ROWS });
  }
  const slugColumn = columns.indexOf('slug');
  const finder = new OfficialFinder(
    directory,
    rows.map(({ cells }) => cells[slugColumn] ?? ''),
  );
  const officials: TableOfficial[] = [];
  const errors: TableError[] = [];
  for (const row of rows) {
    const read = readRow(row, columns, finder);
    if (Array.isArray(read)) errors.push(...read);
    else officials.push(read);
  }
  const unusedColumns = head.cells.filter((cell, index) => cell !== '' && columns[index] === undefined);
  return { officials, errors, unusedColumns };
}

/** A table that cannot be taken at all. */
export function refuseTable(error: TableError): OfficialTable {
  return { officials: [], errors: [error], unusedColumns: [] };
}

/** Whom rows mean; nobody twice. */
export class OfficialFinder {
  readonly #bySlug: ReadonlyMap<string, CurrentOfficial>;
  readonly #byName: ReadonlyMap<string, readonly CurrentOfficial[]>;
  readonly #given: ReadonlySet<string>;
  readonly #taken = new Set<string>();
  readonly #newNames = new Set<string>();

  /** `given` are the slugs that the table itself gives: none of them is made for another. */
  constructor(directory: readonly CurrentOfficial[], given: readonly string[]) {
    this.#given = new Set(given);
    this.#bySlug = new Map(directory.map((official) => [official.slug, official]));
    this.#byName = Map.groupBy(directory, ({ name }) => name);
  }

  /** The slug of a row and who has it; or why it is none. */
  find(
    name: string,
    slug: string,
  ): { readonly slug: string; readonly before: CurrentOfficial | null } | Violation {
    if (slug !== '' && !isSlug(slug)) return { code: 'not_slug' };
    const [named, another] = slug === '' ? (this.#byName.get(name) ?? []) : [this.#bySlug.get(slug)];
    if (another !== undefined) {
      const slugs = (this.#byName.get(name) ?? []).map((official) => official.slug);
      return { code: 'official_name_ambiguous', name, slugs };
    }
    const isTwice =
      named === undefined ? slug === '' && this.#newNames.has(name) : this.#taken.has(named.slug);
    if (isTwice || this.#taken.has(slug)) return { code: 'row_repeated', value: slug || name };
    const isTaken = (other: string) =>
      this.#bySlug.has(other) || this.#given.has(other) || this.#taken.has(other);
    const found = named?.slug ?? (slug || makeEntrySlug(name, 'official', isTaken));
    this.#taken.add(found);
    if (named === undefined) this.#newNames.add(name);
    return { slug: found, before: named ?? null };
  }
}

function readRow(
  { line, cells }: TableRow,
  columns: readonly (Column | undefined)[],
  finder: OfficialFinder,
): TableOfficial | TableError[] {
  const cell = (column: Column) => cells[columns.indexOf(column)] ?? '';
  const found = finder.find(cell('name'), cell('slug'));
  if ('code' in found) return [{ line, field: cell('slug') === '' ? 'name' : 'slug', ...found }];
  const { slug, before } = found;
  const aliases = cell('aliases')
    .split(BETWEEN_NAMES)
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
  const parsed = officialSchema.safeParse({
    name: cell('name'),
    role: cell('role') || null,
    aliases: aliases.length === 0 ? (before?.aliases ?? []) : aliases,
    url: cell('url') || before?.url || null,
    image: cell('image') || before?.image || null,
  });
  if (!parsed.success) {
    return listFieldErrors(parsed.error).map(({ pointer, ...violation }) => ({
      line,
      field: pointer.split('/')[1] ?? '',
      ...violation,
    }));
  }
  const role = parsed.data.role ?? before?.role ?? '';
  const official: Official = {
    ...buildOfficial(slug, parsed.data),
    terms: changeRole(before, parsed.data.role ?? null),
  };
  const { role: _, ...former } = before ?? { role: null };
  const isSame = JSON.stringify(official) === JSON.stringify(former);
  return { line, kind: before === null ? 'new' : isSame ? 'same' : 'changed', official, role };
}

/** A table has one role of each and no terms: another than that of today takes the place of the open one without an office. */
function changeRole(before: CurrentOfficial | null, role: string | null): readonly Term[] {
  const terms = before?.terms ?? [];
  if (role === null || role === before?.role) return terms;
  const others = terms.filter(({ office, until }) => office !== null || until !== null);
  return [...others, { ...OPEN_TERM, role }];
}
