/** The lines between `---` with which writers' programs begin a Markdown file. */

import { readAuthors } from './credits.ts';
import { findDate } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]{0,5000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const LINE = /^(\w[\w-]*)[ \t]*:[ \t]*(.+)$/;

/** Takes the front matter off a text and reads its plain `name: value` lines; lists and nested values are left out. */
export function readFrontMatter(
  markdown: string,
  timezone: string,
): { readonly fields: ExtractedFields; readonly rest: string } {
  const match = FRONT_MATTER.exec(markdown);
  const lines = (match?.[1] ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  // A rule, a paragraph, a rule: no front matter.
  if (match === null || !lines.some((line) => LINE.test(line))) return { fields: {}, rest: markdown };
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, name = '', value = ''] = LINE.exec(line) ?? [];
    const plain = value
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2')
      .trim();
    if (plain !== '' && !/^[[{|>&*]/.test(plain)) values.set(name.toLowerCase(), plain);
  }
  const fields: ExtractedFields = {};
  const first = (...names: string[]) => names.flatMap((name) => values.get(name) ?? [])[0];
  const title = first('title');
  const summary = first('summary', 'description');
  const language = first('language', 'lang');
  const date = findDate(first('date_published', 'date', 'published') ?? '', timezone);
  const authors = readAuthors(first('author', 'authors') ?? '');
  if (title !== undefined) fields.title = title;
  if (summary !== undefined) fields.summary = summary;
  if (language !== undefined) fields.language = language;
  if (date !== null) fields.date_published = date;
  if (authors.length > 0) fields.authors = authors;
  return { fields, rest: markdown.slice(match[0].length) };
}
