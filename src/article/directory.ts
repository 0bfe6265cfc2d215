/** The directory: the categories and officials that articles may name. */

import * as z from 'zod';
import { violates } from './field-errors.ts';
import { plainLine, plainText, urlField } from './fields.ts';

const MAX_NAME_CHARACTERS = 100;
/** Offices one after the other, as articles may have them. */
const MAX_ROLE_CHARACTERS = 200;
const MAX_DESCRIPTION_CHARACTERS = 1000;
/** Enough for every spelling of a name; each is searched in every article. */
const MAX_ALIASES = 20;

/** How many may hold an office at a time. */
export const HOLDERS = ['one', 'many'] as const;

const dayField = z.iso.date();

/** The body of `PUT /api/categories/{slug}`. */
export const categorySchema = z.strictObject({
  name: plainLine(MAX_NAME_CHARACTERS),
  description: plainText(MAX_DESCRIPTION_CHARACTERS).nullable().optional(),
});

/** The body of `PUT /api/officials/{slug}`; `term` is in days, inclusive. */
export const officialSchema = z.strictObject({
  name: plainLine(MAX_NAME_CHARACTERS),
  role: plainLine(MAX_ROLE_CHARACTERS).nullable().optional(),
  aliases: z.array(plainLine(MAX_NAME_CHARACTERS)).max(MAX_ALIASES).nullable().optional(),
  url: urlField.nullable().optional(),
  image: urlField.nullable().optional(),
  term: z
    .strictObject({ from: dayField.nullable().optional(), until: dayField.nullable().optional() })
    .refine(
      (term) => !term.from || !term.until || term.from <= term.until,
      violates({ code: 'term_ends_before_start' }),
    )
    .nullable()
    .optional(),
});

/** The body of `PUT /api/offices/{slug}`. */
export const officeSchema = z.strictObject({
  name: plainLine(MAX_NAME_CHARACTERS),
  description: plainText(MAX_DESCRIPTION_CHARACTERS).nullable().optional(),
  holders: z.enum(HOLDERS).optional().meta({
    description: '`one` (usual): the terms of its holders do not overlap, those of an acting one excepted.',
  }),
});

/** Each has a feed of its own, and is on every list that an editor chooses from. */
export const MAX_CATEGORIES = 2_000;
export const MAX_OFFICES = 2_000;
/** Their names are all looked for in every article. */
export const MAX_DIRECTORY_OFFICIALS = 10_000;

/** What a directory has entries of. */
export type DirectoryKind = 'category' | 'official' | 'office';

/** Where the entries of each kind are: in addresses, and as rows. */
export const FOLDERS = { category: 'categories', official: 'officials', office: 'offices' } as const;

export interface Category {
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
}

/** What named persons hold one after the other, or several at a time. */
export interface Office {
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly holders: (typeof HOLDERS)[number];
}

/** A named public person. `term` limits recognition by an article's date, never the person's feed. */
export interface Official {
  readonly slug: string;
  readonly name: string;
  readonly role: string | null;
  readonly aliases: readonly string[];
  readonly url: string | null;
  readonly image: string | null;
  readonly term: { readonly from: string | null; readonly until: string | null } | null;
}

/** Everything that articles may name. */
export interface Directory {
  readonly categories: readonly Category[];
  readonly officials: readonly Official[];
  readonly offices: readonly Office[];
}

/** A category from a request's body. */
export function buildCategory(slug: string, body: z.infer<typeof categorySchema>): Category {
  return { slug, name: body.name, description: body.description || null };
}

/** An office from a request's body. */
export function buildOffice(slug: string, body: z.infer<typeof officeSchema>): Office {
  return {
    slug,
    name: body.name,
    description: body.description || null,
    holders: body.holders ?? 'one',
  };
}

/** An official from a request's body. */
export function buildOfficial(slug: string, body: z.infer<typeof officialSchema>): Official {
  return {
    slug,
    name: body.name,
    role: body.role ?? null,
    aliases: [...new Set(body.aliases ?? [])].filter((alias) => alias !== body.name),
    url: body.url ?? null,
    image: body.image ?? null,
    term: body.term ? { from: body.term.from ?? null, until: body.term.until ?? null } : null,
  };
}
