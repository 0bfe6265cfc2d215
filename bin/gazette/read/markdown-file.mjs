// @ts-check
/** A Markdown file with front matter, as the body of `POST /api/articles`. */

import { UserError } from '../user-error.mjs';
import { readDate } from './dates.mjs';
import { readPlainYaml } from './plain-yaml.mjs';

/** @typedef {import('./plain-yaml.mjs').Plain} Plain */

/** Every field of an article that may stand in front matter, and how it is read.
 * @type {Readonly<Record<string, (value: Plain, name: string) => unknown>>} */
const FIELDS = {
  title: readText,
  summary: readText,
  language: readText,
  date_published: readMoment,
  slug: readText,
  url: readText,
  external_id: readText,
  image: readText,
  status: readText,
  notify: readBoolean,
  categories: (value, name) => readList(value, name).map((item) => readText(item, name)),
  officials: (value, name) =>
    readList(value, name).map((item) =>
      typeof item === 'string' ? item : readParts(item, name, ['slug', 'relation', 'role']),
    ),
  authors: (value, name) =>
    readList(value, name).map((item) =>
      typeof item === 'string' ? { name: item } : readParts(item, name, ['name']),
    ),
  source: (value, name) => readParts(value, name, ['name', 'url']),
  attachments: (value, name) => readList(value, name).map((item) => readAttachment(item, name)),
};

/** What other systems call these fields.
 * @type {Readonly<Record<string, string>>} */
const OTHER_NAMES = {
  date: 'date_published',
  published: 'date_published',
  tags: 'categories',
  category: 'categories',
  author: 'authors',
  official: 'officials',
  lang: 'language',
  description: 'summary',
  excerpt: 'summary',
  draft: 'status: draft',
};

/**
 * Reads the file. Without a `title` the first line of the text is it where that is a heading (`# …`).
 * Throws a UserError that names the line or the field.
 *
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
export function readMarkdownFile(text) {
  const lines = text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .split('\n');
  if (lines[0]?.trimEnd() !== '---') return addContent({}, lines);
  const end = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(line));
  if (end < 0) throw new UserError('line 1: the front matter has no end: a line with --- alone');
  return addContent(readFields(readPlainYaml(lines.slice(1, end).join('\n'), 2)), lines.slice(end + 1));
}

/** @param {{ [key: string]: Plain }} fields */
function readFields(fields) {
  /** @type {Record<string, unknown>} */
  const article = {};
  for (const [name, value] of Object.entries(fields)) {
    const read = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    if (read === undefined) throw new UserError(describeUnknown(name));
    if (value !== null) article[name] = read(value, name);
  }
  return article;
}

/** @param {Record<string, unknown>} article @param {string[]} lines */
function addContent(article, lines) {
  const start = lines.findIndex((line) => line.trim() !== '');
  const heading = /^#\s+(.+?)\s*#*\s*$/.exec(lines[start] ?? '')?.[1];
  const title = article.title ?? heading;
  if (title === undefined) {
    throw new UserError('has no title: give one in the front matter, or begin the text with a heading (# …)');
  }
  // A heading that is the title, or repeats it, is not part of the text.
  const content = lines
    .slice(heading === title ? start + 1 : Math.max(start, 0))
    .join('\n')
    .trim();
  if (content === '') throw new UserError('has no text');
  return { ...article, title, content_markdown: content };
}

/** @param {string} name */
function describeUnknown(name) {
  if (/^content(_|$)/.test(name)) {
    return `front matter: ${name}: the text below the front matter is the content`;
  }
  const other = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
  const hint = other === undefined ? `the fields are ${Object.keys(FIELDS).join(', ')}` : `write ${other}`;
  return `front matter: "${name}" is no field of an article: ${hint}`;
}

/** @param {string} name @param {string} detail @returns {never} */
function refuse(name, detail) {
  throw new UserError(`front matter: ${name} ${detail}`);
}

/** @param {Plain | undefined} value @param {string} name @returns {string} */
function readText(value, name) {
  return typeof value === 'string' ? value : refuse(name, 'must be a text');
}

/** @param {Plain} value @param {string} name @returns {Plain[]} */
function readList(value, name) {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value : refuse(name, 'must be a list, such as [one, two]');
}

/** @param {Plain} value @param {string} name @param {readonly string[]} keys @returns {Record<string, string>} */
function readParts(value, name, keys) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(name, `must have parts: ${keys.join(', ')}`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) =>
      keys.includes(key)
        ? [key, readText(part, `${name}: ${key}`)]
        : refuse(name, `has no part "${key}": the parts are ${keys.join(', ')}`),
    ),
  );
}

/** @param {Plain} value @param {string} name */
function readAttachment(value, name) {
  const { size_in_bytes: size, ...parts } = readParts(value, name, [
    'url',
    'mime_type',
    'title',
    'size_in_bytes',
  ]);
  if (size === undefined) return parts;
  if (!/^\d{1,15}$/.test(size)) return refuse(`${name}: size_in_bytes`, 'must be a number');
  return { ...parts, size_in_bytes: Number(size) };
}

/** @param {Plain} value @param {string} name */
function readBoolean(value, name) {
  return value === 'true' || (value === 'false' ? false : refuse(name, 'must be true or false'));
}

/** @param {Plain} value @param {string} name */
function readMoment(value, name) {
  const read = readDate(readText(value, name), 'UTC');
  if (read === null) return refuse(name, `is no date: ${value}`);
  // Whose midnight it would be, nobody could tell.
  if (!read.hadOffset) {
    return refuse(name, `needs a time and an offset, such as ${read.date.slice(0, 10)}T09:00:00+00:00`);
  }
  return read.date;
}
