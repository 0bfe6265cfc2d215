/** Lines of an archive as Zod schemas: every field as strict as the API takes it, and so is what it alone writes. */

import * as z from 'zod';
import { FILE_ID_PATTERN, MAX_FILM_BYTES } from '../file/file.ts';
import { FILE_MIME_TYPES } from '../file/file-type.ts';
import { CHANGE_KINDS, MAX_CORRECTIONS, MAX_OFFICIALS, MAX_TRANSLATIONS, RELATIONS } from './article.ts';
import { categorySchema, officeSchema, officialSchema } from './directory/directory.ts';
import { languageField, momentField, plainLine, slugField } from './fields.ts';
import { articlePatchSchema, feedIdField, officialReferenceField } from './input.ts';
import { ULID_PATTERN } from './ulid.ts';

const MAX_NAME_CHARACTERS = 200;
/** Nobody changes an article so often; and the next number must be one, too. */
const MAX_REVISION = 1e9;
const revisionField = z.lazy(() => z.int().min(1).max(MAX_REVISION));

/** `tag:{host name},{year}` as an installation mints it; it stands in every id that feeds show. */
const AUTHORITY_PATTERN = /^tag:[a-z0-9.:[\]-]{1,253},\d{4}$/;

/** Every field as the API takes it; what it alone writes is checked as strictly. */
const articleSchema = z.lazy(() => {
  const written = articlePatchSchema.unwrap().shape;
  return z.strictObject({
    id: z.string().regex(ULID_PATTERN),
    status: written.status.unwrap(),
    revision: revisionField,
    slug: slugField,
    url: z.string(),
    external_id: written.external_id.unwrap(),
    feed_id: feedIdField.nullable().default(null),
    title: written.title.unwrap(),
    summary: written.summary.unwrap(),
    content_html: written.content_html.unwrap(),
    language: languageField,
    date_published: momentField.nullable(),
    date_modified: momentField.nullable(),
    categories: written.categories.unwrap(),
    officials: z
      .array(
        z.strictObject({
          slug: slugField,
          name: plainLine(MAX_NAME_CHARACTERS),
          role: plainLine(MAX_NAME_CHARACTERS).nullable(),
          office: slugField.nullable().default(null),
          relation: z.enum(RELATIONS),
        }),
      )
      .max(MAX_OFFICIALS),
    source: written.source.unwrap(),
    authors: written.authors.unwrap(),
    image: written.image.unwrap(),
    attachments: written.attachments.unwrap(),
    translations: z.array(z.string().regex(ULID_PATTERN)).max(MAX_TRANSLATIONS).default([]),
    change_note: written.change_note.unwrap(),
    withdrawn_reason: written.withdrawn_reason.unwrap(),
  });
});

/** What an official had before there were terms: days for the one role. */
const formerTermField = z.lazy(() =>
  z
    .strictObject({ from: z.iso.date().nullable().optional(), until: z.iso.date().nullable().optional() })
    .nullable()
    .optional(),
);

/** What the API does not show of an article but its return needs. */
const factsSchema = z.lazy(() =>
  z.object({
    date_changed: momentField,
    has_own_url: z.boolean(),
    corrections: z
      .array(
        z.strictObject({
          revision: revisionField,
          date: momentField,
          note: articlePatchSchema.unwrap().shape.change_note.unwrap().unwrap(),
        }),
      )
      .max(MAX_CORRECTIONS)
      .optional(),
    article: articleSchema,
  }),
);

/** Any line of an archive, as it is written. */
export const lineSchema = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('gazette'),
      format: z.literal(1),
      authority: z.string().regex(AUTHORITY_PATTERN).nullable(),
    }),
    categorySchema.unwrap().extend({ type: z.literal('category'), slug: slugField }),
    officeSchema.unwrap().extend({ type: z.literal('office'), slug: slugField }),
    officialSchema.unwrap().extend({ type: z.literal('official'), slug: slugField, term: formerTermField }),
    z.strictObject({
      type: z.literal('file'),
      id: z.string().regex(FILE_ID_PATTERN),
      name: plainLine(MAX_NAME_CHARACTERS),
      mime_type: z.enum(FILE_MIME_TYPES),
      size_in_bytes: z.int().min(1).max(MAX_FILM_BYTES),
      width: z.int().min(1).nullable(),
      height: z.int().min(1).nullable(),
      digest: z.string().regex(/^[0-9a-f]{64}$/),
      created_at: momentField,
      created_by: plainLine(MAX_NAME_CHARACTERS),
      was_public: z.boolean().default(false),
    }),
    z.strictObject({ type: z.literal('removed_file'), id: z.string().regex(FILE_ID_PATTERN) }),
    z.strictObject({
      ...factsSchema.unwrap().shape,
      type: z.literal('article'),
      has_given_slug: z.boolean(),
      notify: z.boolean(),
      date_announced: momentField.nullable().default(null),
      official_references: z.array(officialReferenceField).max(MAX_OFFICIALS).default([]),
    }),
    z.strictObject({
      ...factsSchema.unwrap().shape,
      type: z.literal('revision'),
      at: momentField,
      by: plainLine(MAX_NAME_CHARACTERS),
      change: z.enum(CHANGE_KINDS),
    }),
  ]),
);

/** What exports once held and what follows from the rest: passed over, so that those can be restored. */
export const FORMER_FIELDS = ['category_names', 'was_published', 'change_note_revision'];

/** A line of one type as the schema gives it. */
export type WrittenLine<Type extends z.infer<typeof lineSchema>['type']> = z.infer<typeof lineSchema> & {
  readonly type: Type;
};
/** What article and revision have in common. */
export type WrittenFacts = z.infer<typeof factsSchema>;
