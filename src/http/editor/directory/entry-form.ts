/** An entry of the directory as the fields of a form. */

import type { Category, FOLDERS, Office, Official } from '../../../article/directory.ts';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  categorySchema,
  officeSchema,
  officialSchema,
} from '../../../article/directory.ts';
import { listFieldErrors } from '../../../article/field-errors.ts';
import type { FieldError, Result } from '../../../failure.ts';
import type { EditorContext } from '../editor-context.ts';

/** The parts of the directory, as addresses name them. */
export type Kind = (typeof FOLDERS)[keyof typeof FOLDERS];

/** Every field as text, as it was written. */
export interface EntryForm {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly role: string;
  /** One a line. */
  readonly aliases: string;
  readonly url: string;
  readonly image: string;
  readonly from: string;
  readonly until: string;
  readonly holders: Office['holders'];
}

export const EMPTY_ENTRY: EntryForm = {
  slug: '',
  name: '',
  description: '',
  role: '',
  aliases: '',
  url: '',
  image: '',
  from: '',
  until: '',
  holders: 'one',
};

/** The form of a category as it is; null for none. */
export function fillCategory(category: Category | null): EntryForm | null {
  if (category === null) return null;
  return {
    ...EMPTY_ENTRY,
    slug: category.slug,
    name: category.name,
    description: category.description ?? '',
  };
}

/** The form of an official as they are; null for none. */
export function fillOfficial(official: Official | null): EntryForm | null {
  if (official === null) return null;
  return {
    ...EMPTY_ENTRY,
    slug: official.slug,
    name: official.name,
    role: official.role ?? '',
    aliases: official.aliases.join('\n'),
    url: official.url ?? '',
    image: official.image ?? '',
    from: official.term?.from ?? '',
    until: official.term?.until ?? '',
  };
}

/** The form of an office as it is; null for none. */
export function fillOffice(office: Office | null): EntryForm | null {
  if (office === null) return null;
  const { slug, name, description, holders } = office;
  return { ...EMPTY_ENTRY, slug, name, description: description ?? '', holders };
}

/** Reads what was sent, as it was written; `slug` is that of an entry that is there, null for a new one. */
export function readEntryForm(sent: URLSearchParams, slug: string | null): EntryForm {
  const text = (name: string) => (sent.get(name) ?? '').trim().replaceAll('\r\n', '\n');
  return {
    slug: slug ?? text('slug'),
    name: text('name'),
    description: text('description'),
    role: text('role'),
    aliases: text('aliases'),
    url: text('url'),
    image: text('image'),
    from: text('from'),
    until: text('until'),
    holders: text('holders') === 'many' ? 'many' : 'one',
  };
}

interface ReadEntry {
  readonly errors: readonly FieldError[];
  /** null where there are errors. */
  readonly write: ((editor: EditorContext) => Promise<Result<boolean>>) | null;
}

/** Reads the form by the API's rules. */
export function readEntry(kind: Kind, form: EntryForm): ReadEntry {
  if (kind === 'categories') {
    const parsed = categorySchema.safeParse({ name: form.name, description: form.description || null });
    if (!parsed.success) return { errors: listFieldErrors(parsed.error), write: null };
    const category = buildCategory(form.slug, parsed.data);
    return { errors: [], write: ({ ledger, actor }) => ledger.putCategory(category, actor) };
  }
  if (kind === 'offices') {
    const { name, description, holders } = form;
    const parsed = officeSchema.safeParse({ name, description: description || null, holders });
    if (!parsed.success) return { errors: listFieldErrors(parsed.error), write: null };
    const office = buildOffice(form.slug, parsed.data);
    return { errors: [], write: ({ ledger, actor }) => ledger.putOffice(office, actor) };
  }
  const parsed = officialSchema.safeParse({
    name: form.name,
    role: form.role || null,
    aliases: form.aliases.split('\n').filter((alias) => alias.trim() !== ''),
    url: form.url || null,
    image: form.image || null,
    term: form.from || form.until ? { from: form.from || null, until: form.until || null } : null,
  });
  if (!parsed.success) return { errors: listFieldErrors(parsed.error), write: null };
  const official = buildOfficial(form.slug, parsed.data);
  return { errors: [], write: ({ ledger, actor }) => ledger.putOfficial(official, actor) };
}
