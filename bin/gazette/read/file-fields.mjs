// @ts-check
/** What an article's file says of it before its text and by its name. */

import { basename, dirname, extname } from 'node:path';
import { splitFrontMatter } from '../../../src/extract/front-matter.ts';
import { readFrontMatterFields } from '../../../src/extract/front-matter-fields.ts';
import { UserError } from '../user-error.mjs';
import { readDate } from './dates.mjs';
import { foldSpace } from './html.mjs';
import { DATED_NAME } from './site-files.mjs';
import { ADDRESS_FIELDS } from './site-links.mjs';

/**
 * @typedef {object} FileOptions
 * @property {string} path
 * @property {string} timezone in which dates without an offset are read
 * @property {number} now epoch milliseconds
 * @property {(text: string) => void} warn told what was passed over, in the same words for the same thing
 *
 * @typedef {object} FileFields
 * @property {Record<string, unknown>} fields of the body of `POST /api/articles`
 * @property {string[]} categories names or slugs that have still to be found in the service
 * @property {boolean} isDraft
 * @property {string} rest the text
 * @property {boolean} hasFrontMatter
 * @property {{ text: string, isGuess: boolean } | null} calledTitle what the file is called; a guess where its name is no
 *   post's; null where it is no name for an article
 */

/** What is said of a value that was passed over.
 * @type {Readonly<Record<import('../../../src/extract/front-matter-fields.ts').FrontMatterNote['code'], string>>} */
const NOTES = {
  unknown_name: 'is not used',
  not_text: 'is no text: passed over',
  not_date: 'is no date that can be read',
  not_language: 'is no language tag, such as en or zh-CN: passed over',
  not_slug: 'is no slug (lower-case letters, digits and hyphens): passed over',
  not_web_address: 'is no whole web address (https://…): passed over',
  not_understood: 'is not understood: passed over',
  summary_cut: 'is longer than a summary may be: cut',
};

/** Eleventy's words for dates that it takes from the file, or from git. */
const FILE_DATE = /^(?:git )?(?:last modified|created)$/i;
/**
 * A day that is spelt in folders, with the name's beginning as Docusaurus has it, or in an address that the front matter
 * gives.
 */
const DATED_PATH = /(?:^|\/)(\d{4}(?:\/\d{2}[/-]|-\d{2}\/)\d{2})(?:[/-]|$)/;

/**
 * Takes the front matter off a file. Throws a UserError that names the line or the field.
 *
 * @param {string} text
 * @param {FileOptions} options
 * @param {(rest: string) => string | undefined} [readTextDate] the date that the text itself says, RFC 3339, where nothing
 *   else says one
 * @returns {FileFields}
 */
export function readFileFields(text, { path, timezone, warn }, readTextDate = () => undefined) {
  const split = splitFrontMatter(text);
  if (!split.ok) throw new UserError(describeFailure(split.failure));
  const { frontMatter, rest } = split;
  const { day, words } = readDatedName(basename(path, extname(path)));
  const read = readFrontMatterFields(frontMatter, {
    timezone,
    isJekyllPost: day !== undefined,
    takesPaths: true,
  });
  for (const note of read.notes) tellNote(note, frontMatter, warn);
  const {
    datePublished = readDay(day ?? findDay(path, frontMatter), timezone) ??
      read.dateCreated ??
      readTextDate(rest),
    externalId,
    ...fields
  } = read.fields;
  if (datePublished === undefined && !read.isDraft) warn('has no date: is published as of now');
  return {
    fields: {
      ...fields,
      ...(datePublished === undefined ? {} : { date_published: datePublished }),
      ...(externalId === undefined ? {} : { external_id: externalId }),
    },
    categories: [...read.categories],
    isDraft: read.isDraft,
    rest,
    hasFrontMatter: frontMatter.size > 0,
    calledTitle:
      words === undefined
        ? guessTitle(path, frontMatter.size > 0)
        : { text: spellTitle(words), isGuess: false },
  };
}

/** The title of a file's article: what its front matter says, else what its text shows, else what the file is called.
 * @param {FileFields} file
 * @param {string | undefined} shown
 * @param {(text: string) => void} warn
 * @returns {string | undefined} */
export function chooseTitle({ fields, calledTitle }, shown, warn) {
  const title = /** @type {string | undefined} */ (fields.title) ?? shown;
  if (title !== undefined || calledTitle === null) return title;
  if (calledTitle.isGuess) warn('has no title: is called as its file is');
  return calledTitle.text;
}

/** @param {import('../../../src/extract/front-matter-fields.ts').FrontMatterNote} note
 * @param {import('../../../src/extract/front-matter.ts').FrontMatter} frontMatter
 * @param {(text: string) => void} warn */
function tellNote({ name, code }, frontMatter, warn) {
  // Links are led by it.
  if (code === 'unknown_name' && ADDRESS_FIELDS.includes(name)) return;
  if (code === 'not_date' && FILE_DATE.test(String(frontMatter.get(name))))
    return warn(`front matter: ${name}, which is to be a file’s, is passed over`);
  // Published now instead of then, it would be wrong everywhere.
  if (code === 'not_date') throw new UserError(`front matter: ${name} ${NOTES[code]}`);
  warn(`front matter: ${name} ${NOTES[code]}`);
}

/** The day that a post's name begins with, and the words behind it.
 * @param {string} name
 * @returns {{ day?: string | undefined, words?: string }} */
function readDatedName(name) {
  const [beginning = '', day] = DATED_NAME.exec(name) ?? [];
  return day === undefined ? {} : { day, words: name.slice(beginning.length) };
}

/** What generators call a page that has front matter and no title.
 * @param {string} path
 * @param {boolean} hasFrontMatter
 * @returns {FileFields['calledTitle']} */
function guessTitle(path, hasFrontMatter) {
  const name = basename(path, extname(path));
  const called = /^(?:index|readme)$/i.test(name) ? basename(dirname(path)) : name;
  return hasFrontMatter && /\p{L}{2}/u.test(called) ? { text: spellTitle(called), isGuess: true } : null;
}

/** The day that a file's folders or its address say, where its own name says none.
 * @param {string} path
 * @param {import('../../../src/extract/front-matter.ts').FrontMatter} frontMatter
 * @returns {string | undefined} */
function findDay(path, frontMatter) {
  const name = basename(path, extname(path));
  const folder = dirname(path).replaceAll('\\', '/');
  // A post with its pictures is a folder that is named as the post would be.
  if (/^index$/i.test(name)) {
    const { day } = readDatedName(basename(folder));
    if (day !== undefined) return day;
  }
  for (const said of [
    frontMatter.get('path'),
    frontMatter.get('permalink'),
    frontMatter.get('url'),
    `${folder}/${name}/`,
  ]) {
    const found = DATED_PATH.exec(typeof said === 'string' ? said : '');
    if (found?.[1] !== undefined) return found[1].replaceAll('/', '-');
  }
  return undefined;
}

/** @param {string | undefined} day @param {string} timezone */
function readDay(day, timezone) {
  return day === undefined ? undefined : readDate(day, timezone)?.date;
}

/** @param {string} words as in a file's name */
function spellTitle(words) {
  const spaced = foldSpace(words.replace(/[-_]+/g, ' '));
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** @param {import('../../../src/extract/front-matter.ts').FrontMatterFailure} failure */
function describeFailure(failure) {
  switch (failure.code) {
    case 'front_matter_unclosed':
      return 'line 1: the front matter has no end: a line such as its first, alone';
    case 'front_matter_is_program':
      return 'line 1: the front matter is JavaScript, which is not run: write it in YAML';
    case 'front_matter_too_long':
      return 'line 1: the front matter is longer than 16 kB, or has no end';
    case 'front_matter_has_alias':
      return `line ${failure.line}: the front matter has an alias (*name), which is not followed: write out what it stands for`;
    case 'front_matter_malformed':
      return `line ${failure.line}: the front matter cannot be read: ${failure.reason}`;
  }
}
