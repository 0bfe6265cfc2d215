/** An installation as text: one JSON object a line, in the API's own vocabulary, to be read back by any installation. */

import type { FieldError, Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { StoredFile } from '../file/file.ts';
import type { WrittenFacts, WrittenLine } from './archive-schema.ts';
import { FORMER_FIELDS, lineSchema } from './archive-schema.ts';
import type { Article, ChangeKind, Correction, Translation } from './article.ts';
import { findChangeNote, isPublic } from './article.ts';
import { readContent } from './content/content.ts';
import { deriveSummary } from './content/text.ts';
import { formatOptionalTimestamp, formatTimestamp } from './date-format.ts';
import type { Category, Office, Official } from './directory/directory.ts';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  buildOfficialResource,
  OPEN_TERM,
} from './directory/directory.ts';
import { listFieldErrors } from './field-errors.ts';
import { linkField, omitFields } from './fields.ts';
import type { OfficialReference } from './input.ts';
import { mergeImage, mergeSource, readReferences } from './input.ts';
import { buildArticleResource } from './resource.ts';

/** One line of an archive, read. Times are epoch milliseconds. */
export type ArchiveLine =
  | { readonly type: 'gazette'; readonly authority: string | null }
  | { readonly type: 'category'; readonly category: Category }
  | { readonly type: 'office'; readonly office: Office }
  | { readonly type: 'official'; readonly official: Official }
  /** `wasPublic`: readers saw it, whether they still do or not. */
  | { readonly type: 'file'; readonly file: StoredFile; readonly wasPublic: boolean }
  /** Readers saw it once: its address stays gone. */
  | { readonly type: 'removed_file'; readonly id: string }
  | {
      readonly type: 'article';
      readonly article: Article;
      readonly hasGivenSlug: boolean;
      readonly notify: boolean;
      readonly references: readonly OfficialReference[];
      readonly announcedAt: number | null;
    }
  | {
      readonly type: 'revision';
      readonly article: Article;
      readonly at: number;
      readonly by: string;
      readonly change: ChangeKind;
    };

/** A line with its number, from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly line: ArchiveLine;
}

/** Bytes of a part of an archive: within what one call between objects may carry. */
export const MAX_PART_BYTES = 8 * 1024 * 1024;

/** Writes one line, without its end. */
export function formatArchiveLine(line: ArchiveLine, publicUrl: string): string {
  switch (line.type) {
    case 'gazette':
      return JSON.stringify({ type: line.type, format: 1, authority: line.authority });
    case 'category':
      return JSON.stringify({ type: line.type, ...line.category });
    case 'office':
      return JSON.stringify({ type: line.type, ...line.office });
    case 'official':
      return JSON.stringify({ type: line.type, ...buildOfficialResource(line.official) });
    case 'file':
      return JSON.stringify({ type: line.type, ...formatFile(line.file), was_public: line.wasPublic });
    case 'removed_file':
      return JSON.stringify({ type: line.type, id: line.id });
    case 'article':
      return JSON.stringify({
        type: line.type,
        ...formatArticle(line.article, publicUrl),
        has_given_slug: line.hasGivenSlug,
        notify: line.notify,
        date_announced: formatOptionalTimestamp(line.announcedAt),
        official_references: line.references.map(formatReference),
      });
    case 'revision':
      return JSON.stringify({
        type: line.type,
        at: formatTimestamp(line.at),
        by: line.by,
        change: line.change,
        ...formatArticle(line.article, publicUrl),
      });
  }
}

function formatReference({ slug, ...reference }: OfficialReference) {
  return { ...(slug === null ? {} : { slug }), ...reference };
}

function formatFile(file: StoredFile) {
  return {
    id: file.id,
    name: file.name,
    mime_type: file.mimeType,
    size_in_bytes: file.sizeInBytes,
    width: file.width,
    height: file.height,
    digest: file.digest,
    created_at: formatTimestamp(file.createdAt),
    created_by: file.createdBy,
  };
}

function readFile(line: WrittenLine<'file'>): StoredFile {
  const { id, name, width, height, digest } = line;
  return {
    id,
    name,
    width,
    height,
    digest,
    mimeType: line.mime_type,
    sizeInBytes: line.size_in_bytes,
    createdAt: line.created_at,
    createdBy: line.created_by,
  };
}

function formatArticle(article: Article, publicUrl: string) {
  return {
    date_changed: formatTimestamp(article.changedAt),
    has_own_url: article.url !== null,
    corrections: article.corrections.map(({ revision, at, note }) => ({
      revision,
      date: formatTimestamp(at),
      note,
    })),
    article: buildArticleResource(article, publicUrl),
  };
}

/**
 * Reads lines as the API would read the same fields; of the first that it would refuse the failure names line and
 * pointer. HTML is sanitised again.
 */
export function readArchiveLines(ndjson: string, publicUrl: string): Result<NumberedLine[]> {
  const lines: NumberedLine[] = [];
  let contentCharacters = 0;
  for (const [index, text] of ndjson.split('\n').entries()) {
    if (text.trim() === '') continue;
    const number = index + 1;
    const line = readArchiveLine(text, publicUrl);
    if ('pointer' in line) return failLine(number, line);
    // Escaping makes text of brackets and ampersands five times as long: such parts must be smaller.
    if ('article' in line) contentCharacters += line.article.contentHtml.length;
    if (contentCharacters > MAX_PART_BYTES) {
      const error = { code: 'content_too_large', maxBytes: MAX_PART_BYTES } as const;
      return failLine(number, { pointer: '/article/content_html', ...error });
    }
    lines.push({ number, line });
  }
  return succeed(lines);
}

/** The failure of a line, by its number from 1. */
export function failLine(line: number, error: FieldError): Result<never> {
  const errors = [{ ...error, pointer: `/${line - 1}${error.pointer}` }];
  return fail({ code: 'archive_line_invalid', line, errors });
}

function readArchiveLine(text: string, publicUrl: string): ArchiveLine | FieldError {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { pointer: '', code: 'not_json' };
  }
  const parsed = lineSchema.safeParse(omitFields(json, FORMER_FIELDS));
  if (!parsed.success) {
    const [first] = listFieldErrors(parsed.error);
    return first ?? { pointer: '', code: 'malformed' };
  }
  const line = parsed.data;
  switch (line.type) {
    case 'gazette':
      return { type: line.type, authority: line.authority };
    case 'category':
      return { type: line.type, category: buildCategory(line.slug, line) };
    case 'office':
      return { type: line.type, office: buildOffice(line.slug, line) };
    case 'file':
      return { type: line.type, file: readFile(line), wasPublic: line.was_public };
    case 'removed_file':
      return { type: line.type, id: line.id };
    case 'official':
      return { type: line.type, official: readOfficial(line) };
  }
  const article = readArticle(line, publicUrl);
  if ('pointer' in article) return { ...article, pointer: `/article${article.pointer}` };
  return line.type === 'article'
    ? {
        type: line.type,
        article,
        hasGivenSlug: line.has_given_slug,
        notify: line.notify,
        announcedAt: line.date_announced,
        references: readReferences(line.official_references),
      }
    : { type: line.type, article, at: line.at, by: line.by, change: line.change };
}

/** An official as an export has them; of an earlier one, with the one term that they had. */
function readOfficial({ slug, term, type: _, ...body }: WrittenLine<'official'>): Official {
  const official = buildOfficial(slug, body);
  if (!term || body.terms) return official;
  const days = { from: term.from ?? null, until: term.until ?? null };
  return { ...official, terms: [{ ...OPEN_TERM, role: body.role ?? null, ...days }] };
}

function readArticle(line: WrittenFacts, publicUrl: string): Article | FieldError {
  const { article: fields } = line;
  const ownUrl = line.has_own_url ? linkField.safeParse(fields.url) : null;
  if (ownUrl?.success === false) return { pointer: '/url', code: 'not_web_url' };
  const content = readContent({ contentHtml: fields.content_html }, ownUrl?.data ?? publicUrl);
  if (!content.ok) {
    const [first] = content.failure.code === 'invalid' ? content.failure.errors : [];
    return first ?? { pointer: '/content_html', code: 'malformed' };
  }
  const article: Article = {
    id: fields.id,
    status: fields.status,
    revision: fields.revision,
    slug: fields.slug,
    externalId: fields.external_id,
    feedId: fields.feed_id,
    title: fields.title,
    language: fields.language,
    image: fields.image === null ? null : mergeImage(null, fields.image),
    summary: fields.summary || deriveSummary(content.value.html),
    contentHtml: content.value.html,
    url: ownUrl?.data ?? null,
    // Their names are the directory's.
    categories: [...new Set(fields.categories ?? [])].map((slug) => ({ slug, name: slug })),
    officials: [...Map.groupBy(fields.officials, ({ slug }) => slug).values()].flatMap(
      ([first]) => first ?? [],
    ),
    source: mergeSource(null, fields.source),
    authors: fields.authors ?? [],
    attachments: fields.attachments ?? [],
    translations: fields.translations.map(nameTranslation),
    publishedAt: fields.date_published,
    modifiedAt: fields.date_modified,
    changedAt: line.date_changed,
    corrections: readCorrections(line),
    withdrawnReason: fields.withdrawn_reason || null,
  };
  if (findChangeNote(article) !== (fields.change_note || null)) {
    return { pointer: '/change_note', code: 'malformed' };
  }
  return findImpossibleState(article) ?? article;
}

/** What no article of that status can have. */
function findImpossibleState(article: Article): FieldError | null {
  const { status, publishedAt, modifiedAt } = article;
  const missing = { code: 'wrong_type', expected: 'string' } as const;
  if (status !== 'draft' && publishedAt === null) return { pointer: '/date_published', ...missing };
  if (isPublic(article) && modifiedAt === null) return { pointer: '/date_modified', ...missing };
  if (!isPublic(article) && modifiedAt !== null) return { pointer: '/date_modified', code: 'malformed' };
  if (!areCorrectionsPossible(article)) return { pointer: '/change_note', code: 'malformed' };
  if (status !== 'withdrawn' && article.withdrawnReason !== null) {
    return { pointer: '/withdrawn_reason', code: 'reason_without_withdrawal' };
  }
  return null;
}

/** An earlier export has the newest alone. */
function readCorrections({ corrections, article }: WrittenFacts): Correction[] {
  const { change_note: note, revision, date_modified: at } = article;
  if (corrections !== undefined)
    return corrections.map(({ date, ...correction }) => ({ ...correction, at: date }));
  return note && at !== null ? [{ revision, at, note }] : [];
}

/** Each came with a revision of its own, the newest first, and none after what readers take for the newest change. */
function areCorrectionsPossible({ corrections, revision, modifiedAt }: Article): boolean {
  return corrections.every(
    (one, index) =>
      one.revision <= revision &&
      one.at <= (modifiedAt ?? 0) &&
      one.revision < (corrections[index - 1]?.revision ?? Number.POSITIVE_INFINITY),
  );
}

/** A translation by its id: what else there is to it stands with that article. */
function nameTranslation(id: string): Translation {
  return { id, language: '', slug: '', url: null, status: 'draft' };
}
