/** The directory: the categories and officials that articles may name. */

import * as z from 'zod';
import { MAX_ENTRY_NAME_CHARACTERS } from '../article.ts';
import { violates } from '../field-errors.ts';
import { plainLine, plainText, slugField, urlField } from '../fields.ts';
import type { RoleNames, Term } from './terms.ts';
import { findHeldRole } from './terms.ts';

/** Offices one after the other, as articles may have them. */
const MAX_ROLE_CHARACTERS = 200;
const MAX_DESCRIPTION_CHARACTERS = 1000;
/** Enough for every spelling of a name; each is searched in every article. */
const MAX_ALIASES = 20;
/** Nobody has held more offices, one after the other. */
const MAX_TERMS = 50;
const MAX_END_REASON_CHARACTERS = 200;

/** How many may hold an office at a time. */
export const HOLDERS = ['one', 'many'] as const;

const dayField = z.lazy(() => z.iso.date());

/** The body of `PUT /api/categories/{slug}`. */
export const categorySchema = z.lazy(() =>
  z.strictObject({
    name: plainLine(MAX_ENTRY_NAME_CHARACTERS),
    description: plainText(MAX_DESCRIPTION_CHARACTERS).nullable().optional(),
  }),
);

const termField = z.lazy(() =>
  z
    .strictObject({
      office: slugField.nullable().optional(),
      role: plainLine(MAX_ROLE_CHARACTERS).nullable().optional(),
      from: dayField.nullable().optional(),
      until: dayField.nullable().optional(),
      acting: z.boolean().nullable().optional(),
      end_reason: plainLine(MAX_END_REASON_CHARACTERS).nullable().optional(),
    })
    .refine(
      (term) => !term.from || !term.until || term.from <= term.until,
      violates({ code: 'term_ends_before_start' }),
    )
    .transform(
      (term): Term => ({
        office: term.office ?? null,
        role: term.role ?? null,
        from: term.from ?? null,
        until: term.until ?? null,
        acting: term.acting ?? false,
        endReason: term.end_reason ?? null,
      }),
    ),
);

/** An official as the API and exports have them. */
export const officialSchema = z.lazy(() =>
  z.strictObject({
    name: plainLine(MAX_ENTRY_NAME_CHARACTERS),
    role: plainLine(MAX_ROLE_CHARACTERS).nullable().optional().meta({
      description: 'Alone, short for one open term without an office; beside `terms` it is passed over.',
    }),
    aliases: z.array(plainLine(MAX_ENTRY_NAME_CHARACTERS)).max(MAX_ALIASES).nullable().optional(),
    url: urlField.nullable().optional(),
    image: urlField.nullable().optional().meta({
      description:
        'An address, or the `url` of a file of this service, which is public as long as it stands here.',
    }),
    terms: z.array(termField).max(MAX_TERMS).nullable().optional().meta({
      description:
        'In days, inclusive. A new open term in an office of one ends the open one there the day before.',
    }),
  }),
);

/** The body of `PUT /api/offices/{slug}`. */
export const officeSchema = z.lazy(() =>
  z.strictObject({
    name: plainLine(MAX_ENTRY_NAME_CHARACTERS),
    description: plainText(MAX_DESCRIPTION_CHARACTERS).nullable().optional(),
    holders: z.enum(HOLDERS).optional().meta({
      description: '`one` (usual): the terms of its holders do not overlap, those of an acting one excepted.',
    }),
  }),
);

/** The same as the API takes it. */
export const officialInputSchema = z.lazy(() =>
  officialSchema.unwrap().extend({
    announce: z.boolean().optional().meta({
      description:
        'A change of holder that this brings about is published: an article in the feeds of the office and of both persons, and `office.changed`.',
    }),
  }),
);

/** Each has a feed of its own, and is on every list that an editor chooses from. */
export const MAX_DIRECTORY_CATEGORIES = 2_000;
export const MAX_DIRECTORY_OFFICES = 2_000;
/** Their names are all looked for in every article. */
export const MAX_DIRECTORY_OFFICIALS = 10_000;
/** Of all officials together, as JSON: lists of them all must fit into one answer of the ledger, and into its memory. */
export const MAX_OFFICIALS_CHARACTERS = 6_000_000;

/** What a directory has entries of. */
export type DirectoryKind = 'category' | 'official' | 'office';

/** Where the entries of each kind are: in addresses, and as rows. */
export const FOLDERS = { category: 'categories', official: 'officials', office: 'offices' } as const;

/** A subject that articles are filed under; it has a feed of its own. */
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

/** A named public person. Terms limit recognition by an article's date, never the person's feed. */
export interface Official {
  readonly slug: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly url: string | null;
  readonly image: string | null;
  readonly terms: readonly Term[];
}

/** An official with what they are called today. */
export interface CurrentOfficial extends Official {
  readonly role: string | null;
}

/** Everything that articles may name. */
export interface Directory {
  readonly categories: readonly Category[];
  readonly officials: readonly CurrentOfficial[];
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
    aliases: [...new Set(body.aliases ?? [])].filter((alias) => alias !== body.name),
    url: body.url ?? null,
    image: body.image ?? null,
    terms: body.terms ?? (body.role ? [{ ...OPEN_TERM, role: body.role }] : []),
  };
}

/** Since ever and still. */
export const OPEN_TERM: Term = {
  office: null,
  role: null,
  from: null,
  until: null,
  acting: false,
  endReason: null,
};

/** An official as of a day. */
export function describeCurrent(official: Official, day: string, names: RoleNames): CurrentOfficial {
  return { ...official, role: findHeldRole(official.terms, day, names)?.role ?? null };
}

/** An official as the API and exports show them. */
export function buildOfficialResource<Shown extends Official>({ terms, ...official }: Shown) {
  return {
    ...official,
    terms: terms.map(({ endReason, ...term }) => ({ ...term, end_reason: endReason })),
  };
}
