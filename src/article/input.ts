/** What an editor may send: the body of a POST or PATCH, read from `unknown` into parts that the ledger takes. */

import * as z from 'zod';
import type { Result } from '../failure.ts';
import { fail, failField, succeed } from '../failure.ts';
import type { ArticleImage, Attachment, Author, Relation, Source } from './article.ts';
import {
  MAX_ATTACHMENTS,
  MAX_AUTHORS,
  MAX_CAPTION_CHARACTERS,
  MAX_CATEGORIES,
  MAX_CREDIT_CHARACTERS,
  MAX_EXTERNAL_ID_CHARACTERS,
  MAX_FEED_ID_CHARACTERS,
  MAX_OFFICIALS,
  MAX_SUMMARY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  MAX_TRANSLATIONS,
  NOT_IN_FEED_ID,
  RELATIONS,
} from './article.ts';
import type { Content } from './content/content.ts';
import { readContent } from './content/content.ts';
import { listFieldErrors, violates } from './field-errors.ts';
import {
  languageField,
  linkField,
  mediaTypeField,
  momentField,
  omitFields,
  plainLine,
  plainText,
  slugField,
  urlField,
} from './fields.ts';

const MAX_NOTE_CHARACTERS = 1000;
/** No format of pictures has more on one side that any browser shows. */
const MAX_PIXELS = 100_000;
/** Raw content may be larger than what is left of it after sanitising; the request's own limit is 1 MiB. */
const MAX_RAW_CHARACTERS = 1024 * 1024;

const nameField = z.lazy(() => plainLine(MAX_CREDIT_CHARACTERS));
const rawContentField = z.lazy(() => z.string().max(MAX_RAW_CHARACTERS));

/** An official by slug, or with the relation, role and office to attach; or whoever held an office then. */
export const officialReferenceField = z.lazy(() =>
  z.union([
    slugField,
    z
      .strictObject({
        slug: slugField.optional(),
        name: z.unknown().optional(),
        office: slugField
          .nullable()
          .optional()
          .meta({ description: 'Without a slug: whoever held it on the day of publication.' }),
        relation: z.enum(RELATIONS).optional(),
        role: nameField.nullable().optional(),
      })
      .refine(({ slug, office }) => slug !== undefined || Boolean(office), {
        path: ['slug'],
        ...violates({ code: 'official_missing' }),
      }),
  ]),
);

const sourceField = z.lazy(() =>
  z.strictObject({
    name: nameField.nullable().optional(),
    url: urlField.nullable().optional(),
  }),
);

const attachmentField = z.lazy(() =>
  z
    .strictObject({
      url: linkField,
      mime_type: mediaTypeField,
      title: plainLine(MAX_TITLE_CHARACTERS).nullable().optional(),
      size_in_bytes: z.int().min(0).nullable().optional(),
    })
    .transform(
      (attachment): Attachment => ({
        url: attachment.url,
        mimeType: attachment.mime_type,
        title: attachment.title ?? null,
        sizeInBytes: attachment.size_in_bytes ?? null,
      }),
    ),
);

const optionalText = (maxCharacters: number) =>
  plainText(maxCharacters)
    .transform((text) => text || null)
    .nullable()
    .optional();
const pixelsField = z.lazy(() => z.int().min(1).max(MAX_PIXELS).nullable().optional());

const imageField = z.lazy(() =>
  z.strictObject({
    url: urlField.optional(),
    alt: plainText(MAX_CAPTION_CHARACTERS)
      .nullable()
      .optional()
      .meta({ description: 'What is to be seen; "" for a picture that only decorates, null: not decided.' }),
    caption: optionalText(MAX_CAPTION_CHARACTERS),
    credit: optionalText(MAX_CREDIT_CHARACTERS),
    width: pixelsField,
    height: pixelsField,
  }),
);

/** Every writable field, each optional: a PATCH; null takes a field away where it can be absent. */
export const articlePatchSchema = z.lazy(() =>
  z.strictObject({
    status: z.enum(['draft', 'scheduled', 'published', 'withdrawn']).optional(),
    title: plainLine(MAX_TITLE_CHARACTERS).optional(),
    summary: plainText(MAX_SUMMARY_CHARACTERS).nullable().optional(),
    content_html: rawContentField.optional(),
    content_markdown: rawContentField.optional(),
    content_text: rawContentField.optional(),
    language: languageField.nullable().optional(),
    date_published: momentField.nullable().optional(),
    slug: slugField.nullable().optional(),
    url: linkField.nullable().optional(),
    external_id: plainLine(MAX_EXTERNAL_ID_CHARACTERS).nullable().optional(),
    categories: z.array(slugField).max(MAX_CATEGORIES).nullable().optional(),
    officials: z.array(officialReferenceField).max(MAX_OFFICIALS).nullable().optional(),
    source: sourceField.nullable().optional(),
    authors: z
      .array(z.strictObject({ name: nameField }))
      .max(MAX_AUTHORS)
      .nullable()
      .optional(),
    image: z.union([urlField, imageField]).nullable().optional(),
    attachments: z.array(attachmentField).max(MAX_ATTACHMENTS).nullable().optional(),
    translations: z.array(z.string()).max(MAX_TRANSLATIONS).nullable().optional().meta({
      description:
        'Ids of articles that say the same, each in another language. Those that these say the same as join, too: each then has all others. Who is left out leaves all of them.',
    }),
    change_note: plainText(MAX_NOTE_CHARACTERS).nullable().optional(),
    withdrawn_reason: plainText(MAX_NOTE_CHARACTERS).nullable().optional(),
    notify: z.boolean().optional(),
  }),
);

/** Kept to the byte, but for white space around it, which readers do not count. */
export const feedIdField = z.lazy(() =>
  z
    .string()
    .trim()
    .min(1)
    .max(MAX_FEED_ID_CHARACTERS)
    .refine((text) => !NOT_IN_FEED_ID.test(text), violates({ code: 'control_characters' }))
    .meta({
      description:
        'The id that the article had in the feeds of the service that it is moved from. Administrators only, on creation only.',
    }),
);

/** A POST: as a PATCH, but the title is needed, and an id of old feeds may be given. */
export const articleInputSchema = z.lazy(() =>
  articlePatchSchema
    .unwrap()
    .omit({ change_note: true, withdrawn_reason: true })
    .extend({
      status: z.enum(['draft', 'scheduled', 'published']).optional(),
      title: plainLine(MAX_TITLE_CHARACTERS),
      feed_id: feedIdField.nullable().optional(),
    }),
);

/** What the service itself writes: in a request it is ignored, so that an article can be sent back as it came. */
const READ_ONLY_FIELDS = ['id', 'revision', 'date_modified', 'left_out'];
const READ_ONLY_ON_CREATION = [...READ_ONLY_FIELDS, 'change_note', 'withdrawn_reason'];
const READ_ONLY_ON_CHANGE = [...READ_ONLY_FIELDS, 'feed_id'];

/** An official as the editor named them; what is absent comes from the directory, as it was on the day of publication. */
export interface OfficialReference {
  /** null: whoever held the office then. */
  readonly slug: string | null;
  readonly relation: Relation;
  readonly role?: string | null;
  /** null: in none. */
  readonly office?: string | null;
}

/** A picture as the editor named it: its address alone, or parts, of which those that are absent stay as they are. */
export type ImageChange = string | { readonly [Part in keyof ArticleImage]?: ArticleImage[Part] | undefined };

/** An editor's changes after reading and sanitising. Absent: untouched; null: taken away. */
export interface ArticleChange {
  readonly status?: 'draft' | 'scheduled' | 'published' | 'withdrawn';
  readonly title?: string;
  readonly summary?: string | null;
  readonly content?: Content;
  readonly language?: string | null;
  readonly publishedAt?: number | null;
  /** null: made of title and date. */
  readonly slug?: string | null;
  readonly url?: string | null;
  readonly externalId?: string | null;
  readonly categories?: readonly string[];
  /** null: recognise them in the text. */
  readonly officials?: readonly OfficialReference[] | null;
  /** Parts that are absent stay as they are. */
  readonly source?: { readonly [Part in keyof Source]?: Source[Part] | undefined } | null;
  readonly authors?: readonly Author[];
  readonly image?: ImageChange | null;
  readonly attachments?: readonly Attachment[];
  /** Ids, each once. */
  readonly translations?: readonly string[];
  readonly changeNote?: string | null;
  readonly withdrawnReason?: string | null;
  readonly notify: boolean;
}

/** The picture after a change of it; null where none of the two has an address. Another picture has another size. */
export function mergeImage(image: ArticleImage | null, change: ImageChange): ArticleImage | null {
  if (typeof change === 'string') {
    const isSame = image?.url === change;
    return isSame
      ? image
      : { url: change, alt: null, caption: null, credit: null, width: null, height: null };
  }
  const url = change.url ?? image?.url;
  if (url === undefined) return null;
  const size = image?.url === url ? image : null;
  const choose = <T>(given: T | undefined, kept: T | undefined) =>
    given === undefined ? (kept ?? null) : given;
  return {
    url,
    alt: choose(change.alt, image?.alt),
    caption: choose(change.caption, image?.caption),
    credit: choose(change.credit, image?.credit),
    width: choose(change.width, size?.width),
    height: choose(change.height, size?.height),
  };
}

/** As RFC 7396 merges objects; a source that neither has a name nor an address is none. */
export function mergeSource(source: Source | null, change: ArticleChange['source']): Source | null {
  if (change === undefined) return source;
  const given = change ?? { name: null, url: null };
  const merged: Source = {
    name: given.name === undefined ? (source?.name ?? null) : given.name,
    url: given.url === undefined ? (source?.url ?? null) : given.url,
  };
  return merged.name === null && merged.url === null ? null : merged;
}

/** A new article: title and content are there. */
export interface NewArticle extends ArticleChange {
  readonly title: string;
  readonly content: Content;
  readonly feedId?: string | null;
}

/** Reads the body of `POST /api/articles`. `baseUrl` makes relative links absolute where the article has no URL. */
export function readNewArticle(body: unknown, baseUrl: string): Result<NewArticle> {
  const parsed = articleInputSchema.safeParse(omitFields(body, READ_ONLY_ON_CREATION));
  if (!parsed.success) return fail({ code: 'invalid', errors: listFieldErrors(parsed.error) });
  const change = readChange(parsed.data, baseUrl);
  if (!change.ok) return change;
  const { content } = change.value;
  if (content === undefined) {
    return failField('/content_html', { code: 'content_missing' });
  }
  const { title, feed_id: feedId = null } = parsed.data;
  return succeed({ ...change.value, title, content, feedId });
}

/** Reads the body of `PATCH /api/articles/{id}`, a JSON merge patch (RFC 7396). */
export function readArticlePatch(body: unknown, baseUrl: string): Result<ArticleChange> {
  const parsed = articlePatchSchema.safeParse(omitFields(body, READ_ONLY_ON_CHANGE));
  if (!parsed.success) return fail({ code: 'invalid', errors: listFieldErrors(parsed.error) });
  return readChange(parsed.data, baseUrl);
}

function readChange(fields: z.infer<typeof articlePatchSchema>, baseUrl: string): Result<ArticleChange> {
  const { content_html, content_markdown, content_text, date_published, officials, categories } = fields;
  const { authors, attachments, external_id, change_note, withdrawn_reason, notify } = fields;
  const { status, title, summary, language, slug, url, source, image, translations } = fields;
  const given = Object.entries({ content_html, content_markdown, content_text }).filter(
    ([, text]) => text !== undefined,
  );
  const [, second] = given;
  if (second !== undefined) {
    return failField(`/${second[0]}`, { code: 'content_repeated' });
  }
  let content: ArticleChange['content'];
  if (given.length === 1) {
    const read = readContent(
      { contentHtml: content_html, contentMarkdown: content_markdown, contentText: content_text },
      fields.url ?? baseUrl,
    );
    if (!read.ok) return read;
    content = read.value;
  }
  return succeed({
    status,
    title,
    summary,
    language,
    slug,
    url,
    source,
    image,
    externalId: external_id,
    changeNote: change_note,
    withdrawnReason: withdrawn_reason,
    authors: authors === null ? [] : authors,
    attachments: attachments === null ? [] : attachments,
    notify: notify ?? true,
    content,
    publishedAt: date_published,
    ...(translations === undefined ? {} : { translations: [...new Set(translations ?? [])] }),
    ...(categories === undefined ? {} : { categories: [...new Set(categories ?? [])] }),
    ...(officials === undefined ? {} : { officials: officials === null ? null : readReferences(officials) }),
  });
}

/** References as the ledger takes them. */
export function readReferences(references: z.infer<typeof officialReferenceField>[]): OfficialReference[] {
  return references.map((reference) =>
    typeof reference === 'string'
      ? { slug: reference, relation: 'mentioned' }
      : {
          slug: reference.slug ?? null,
          relation: reference.relation ?? 'mentioned',
          ...(reference.role === undefined ? {} : { role: reference.role }),
          ...(reference.office === undefined ? {} : { office: reference.office }),
        },
  );
}
