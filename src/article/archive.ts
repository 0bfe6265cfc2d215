/** An installation as text: one JSON object a line, in the API's own vocabulary, to be read back by any installation. */

import * as z from 'zod';
import type { FieldError, Result } from '../failure.ts';
import { fail, succeed } from '../failure.ts';
import type { Article } from './article.ts';
import { RELATIONS, SLUG_PATTERN } from './article.ts';
import { readContent } from './content.ts';
import { listFieldErrors } from './field-errors.ts';
import { momentField } from './fields.ts';
import { buildArticleResource } from './resource.ts';
import { formatTimestamp } from './timestamp.ts';

const slug = z.string().regex(SLUG_PATTERN);
const text = z.string();
const optionalText = text.nullable();

const archivedArticle = z.object({
  id: z.string().regex(/^[0-9A-Z]{26}$/),
  status: z.enum(['draft', 'scheduled', 'published', 'withdrawn']),
  revision: z.int().min(1),
  slug,
  url: text,
  external_id: optionalText,
  title: text,
  summary: text,
  content_html: text,
  language: text,
  date_published: momentField.nullable(),
  date_modified: momentField.nullable(),
  categories: z.array(slug),
  officials: z.array(z.object({ slug, name: text, role: optionalText, relation: z.enum(RELATIONS) })),
  source: z.object({ name: optionalText, url: optionalText }).nullable(),
  authors: z.array(z.object({ name: text })),
  image: optionalText,
  attachments: z.array(
    z.object({ url: text, mime_type: text, title: optionalText, size_in_bytes: z.int().nullable() }),
  ),
  change_note: optionalText,
  withdrawn_reason: optionalText,
});

/** What the API does not show of an article but its return needs. */
const archivedFacts = z.object({
  date_changed: momentField,
  has_own_url: z.boolean(),
  category_names: z.record(slug, text),
});

const lineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('gazette'),
    format: z.literal(1),
    authority: z.string().startsWith('tag:').nullable(),
  }),
  z.object({ type: z.literal('category'), slug, name: text, description: optionalText }),
  z.object({
    type: z.literal('official'),
    slug,
    name: text,
    role: optionalText,
    aliases: z.array(text),
    url: optionalText,
    image: optionalText,
    term: z.object({ from: optionalText, until: optionalText }).nullable(),
  }),
  archivedFacts.extend({
    type: z.literal('article'),
    article: archivedArticle,
    has_given_slug: z.boolean(),
    was_published: z.boolean(),
    notify: z.boolean(),
  }),
  archivedFacts.extend({
    type: z.literal('revision'),
    at: momentField,
    by: text,
    change: text,
    article: archivedArticle,
  }),
]);

type ParsedLine = z.infer<typeof lineSchema>;
type Replace<Line> = Line extends { article: unknown }
  ? Omit<Line, 'article' | 'date_changed' | 'has_own_url' | 'category_names'> & { article: Article }
  : Line;

/** One line of an archive, its article as the ledger keeps it. */
export type ArchiveLine = Replace<ParsedLine>;

/** Writes one line, without its end. */
export function formatArchiveLine(line: ArchiveLine, publicUrl: string): string {
  if (!('article' in line)) return JSON.stringify(line);
  const { article, ...rest } = line;
  return JSON.stringify({
    ...rest,
    ...('at' in rest ? { at: formatTimestamp(rest.at) } : {}),
    date_changed: formatTimestamp(article.changed_at),
    has_own_url: article.url !== null,
    category_names: Object.fromEntries(article.categories.map((category) => [category.slug, category.name])),
    article: buildArticleResource(article, publicUrl),
  });
}

/** Reads lines; the first that is none is a failure that names it. HTML is sanitised again. */
export function readArchiveLines(ndjson: string, publicUrl: string): Result<ArchiveLine[]> {
  const lines: ArchiveLine[] = [];
  for (const [index, line] of ndjson.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readArchiveLine(line, publicUrl);
    if ('pointer' in read) {
      const errors = [{ ...read, pointer: `/${index}${read.pointer}` }];
      return fail({ code: 'archive_line_invalid', line: index + 1, errors });
    }
    lines.push(read);
  }
  return succeed(lines);
}

function readArchiveLine(line: string, publicUrl: string): ArchiveLine | FieldError {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { pointer: '', code: 'not_json' };
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    const [first] = listFieldErrors(parsed.error);
    return first ?? { pointer: '', code: 'malformed' };
  }
  if (!('article' in parsed.data)) return parsed.data;
  const { article, date_changed, has_own_url, category_names, ...rest } = parsed.data;
  const { date_published, date_modified, url, categories, ...same } = article;
  const content = readContent({ content_html: article.content_html }, has_own_url ? url : publicUrl);
  if (!content.ok) return { pointer: '/article/content_html', code: 'malformed' };
  return {
    ...rest,
    article: {
      ...same,
      content_html: content.value.html,
      url: has_own_url ? url : null,
      categories: categories.map((place) => ({ slug: place, name: category_names[place] ?? place })),
      published_at: date_published,
      modified_at: date_modified,
      changed_at: date_changed,
    },
  } as ArchiveLine;
}
