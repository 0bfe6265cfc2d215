/** An entry of the directory as the fields of a form. */

import type { Category, CurrentOfficial, FOLDERS, Office } from '../../../article/directory/directory.ts';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  categorySchema,
  officeSchema,
  officialSchema,
} from '../../../article/directory/directory.ts';
import { listFieldErrors } from '../../../article/field-errors.ts';
import type { FieldError, Result } from '../../../failure.ts';
import type { EditorContext } from '../editor-context.ts';

/** The parts of the directory, as addresses name them. */
export type Kind = (typeof FOLDERS)[keyof typeof FOLDERS];

/** One term of an official. */
export interface TermForm {
  /** A slug; empty: none. */
  readonly office: string;
  readonly role: string;
  readonly from: string;
  readonly until: string;
  readonly isActing: boolean;
  readonly endReason: string;
}

export const EMPTY_TERM: TermForm = {
  office: '',
  role: '',
  from: '',
  until: '',
  isActing: false,
  endReason: '',
};

/** The name of a term's field in the form. */
export function nameTermField(index: number, field: keyof TermForm): string {
  return `term-${index}-${field}`;
}

/** Every field as text, as it was written. */
export interface EntryForm {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** One a line. */
  readonly aliases: string;
  readonly url: string;
  readonly image: string;
  readonly terms: readonly TermForm[];
  readonly holders: Office['holders'];
  /** A change of holder is published. */
  readonly isAnnounced: boolean;
}

export const EMPTY_ENTRY: EntryForm = {
  slug: '',
  name: '',
  description: '',
  aliases: '',
  url: '',
  image: '',
  terms: [],
  holders: 'one',
  isAnnounced: false,
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
export function fillOfficial(official: CurrentOfficial | null): EntryForm | null {
  if (official === null) return null;
  return {
    ...EMPTY_ENTRY,
    slug: official.slug,
    name: official.name,
    aliases: official.aliases.join('\n'),
    url: official.url ?? '',
    image: official.image ?? '',
    terms: official.terms.map(({ office, role, from, until, acting, endReason }) => ({
      office: office ?? '',
      role: role ?? '',
      from: from ?? '',
      until: until ?? '',
      isActing: acting,
      endReason: endReason ?? '',
    })),
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
    aliases: text('aliases'),
    url: text('url'),
    image: text('image'),
    terms: readTerms(sent),
    isAnnounced: text('isAnnounced') !== '',
    holders: text('holders') === 'many' ? 'many' : 'one',
  };
}

function readTerms(sent: URLSearchParams): TermForm[] {
  const terms: TermForm[] = [];
  for (let index = 0; sent.has(nameTermField(index, 'office')); index++) {
    const text = (field: keyof TermForm) => (sent.get(nameTermField(index, field)) ?? '').trim();
    terms.push({
      office: text('office'),
      role: text('role'),
      from: text('from'),
      until: text('until'),
      isActing: text('isActing') !== '',
      endReason: text('endReason'),
    });
  }
  // A row that nothing is written in is no term.
  return terms.filter(({ isActing, ...texts }) => Object.values(texts).some((text) => text !== ''));
}

interface ReadEntry {
  readonly errors: readonly FieldError[];
  /** null where there are errors. */
  readonly write: ((editor: EditorContext) => Promise<Result<unknown>>) | null;
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
    aliases: form.aliases.split('\n').filter((alias) => alias.trim() !== ''),
    url: form.url || null,
    image: form.image || null,
    terms: form.terms.map(({ office, role, from, until, isActing, endReason }) => ({
      ...{ office: office || null, role: role || null, from: from || null, until: until || null },
      ...{ acting: isActing, end_reason: endReason || null },
    })),
  });
  if (!parsed.success) return { errors: listFieldErrors(parsed.error), write: null };
  const official = buildOfficial(form.slug, parsed.data);
  return { errors: [], write: ({ ledger, actor }) => ledger.putOfficial(official, form.isAnnounced, actor) };
}
