// @ts-check
/** An entry of a feed as the body of `POST /api/articles`, within the service's limits. */

import { createHash } from 'node:crypto';
import {
  MAX_ATTACHMENTS,
  MAX_AUTHORS,
  MAX_CREDIT_CHARACTERS,
  MAX_EXTERNAL_ID_CHARACTERS,
  MAX_FEED_ID_CHARACTERS,
  MAX_MEDIA_TYPE_CHARACTERS,
  MAX_SUMMARY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  MAX_URL_CHARACTERS,
  MEDIA_TYPE,
  NOT_IN_FEED_ID,
} from '../../src/article/article.ts';
import { cutText } from '../../src/article/cut-text.ts';
import { canonicalizeLanguage } from '../../src/language-tag.ts';
import { readDate } from './read/dates.mjs';
import { foldSpace, readHtmlText } from './read/html.mjs';
import { escapeHtml } from './read/xml.mjs';

/** A title made of the text's beginning. */
const MADE_TITLE_CHARACTERS = 80;

/**
 * @typedef {object} ImportOptions
 * @property {boolean} notify whether webhooks hear of it
 * @property {boolean} keepsIds whether feeds go on calling the article what the document calls it
 * @property {boolean} ownPages true: the article's page is the service's, not the entry's link
 * @property {string} timezone in which dates without an offset are read
 *
 * @typedef {Record<string, unknown> & { external_id: string, title: string, date_published?: string }} ArticleBody
 */

/** Builds the article of an entry, without its categories.
 * @param {import('./read/entry.mjs').Entry} entry
 * @param {ImportOptions} options
 * @param {(text: string) => void} warn told what was cut or left out, in the same words for the same thing
 * @returns {ArticleBody} */
export function buildImportedArticle(entry, options, warn) {
  const date = readEntryDate(entry.date, options.timezone, warn);
  const title = makeTitle(entry, warn);
  const html = entry.html.trim();
  if (html === '') warn('no text: the title, with a link to its page, stands in its place');
  const summary = clean(entry.summary);
  if (isLonger(summary, MAX_SUMMARY_CHARACTERS)) warn(`summary cut at ${MAX_SUMMARY_CHARACTERS} characters`);
  const language = readLanguage(entry.language);
  const authors = cutList(entry.authors.map(clean).filter(Boolean), MAX_AUTHORS, 'authors', warn);
  const files = entry.attachments.filter(({ url }) => isFitting(url));
  const attachments = cutList(files, MAX_ATTACHMENTS, 'attachments', warn).map(buildAttachment);
  const source = entry.source === null ? {} : buildSource(entry.source);
  return {
    external_id: nameEntry(entry),
    ...(options.keepsIds ? readFeedId(entry.id, warn) : {}),
    title,
    content_html: html || linkTitle(title, entry.link),
    ...(summary === '' ? {} : { summary: cutText(summary, MAX_SUMMARY_CHARACTERS) }),
    ...(language === null ? {} : { language }),
    ...(date === null ? {} : { date_published: date }),
    ...(!options.ownPages && isFitting(entry.link) ? { url: entry.link } : {}),
    ...(authors.length === 0
      ? {}
      : { authors: authors.map((name) => ({ name: cutText(name, MAX_CREDIT_CHARACTERS) })) }),
    ...(isFitting(entry.image) ? { image: entry.image } : {}),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(Object.keys(source).length === 0 ? {} : { source }),
    notify: options.notify,
  };
}

/** The id in feeds, to the byte: a reader that knows it does not show the article again.
 * @param {string} id @param {(text: string) => void} warn */
function readFeedId(id, warn) {
  if (id === '') return {};
  if (id.length <= MAX_FEED_ID_CHARACTERS && !NOT_IN_FEED_ID.test(id)) return { feed_id: id };
  warn('an id that no feed can keep: a new one is made');
  return {};
}

/** @param {string} title @param {string} link */
function linkTitle(title, link) {
  const text = escapeHtml(title);
  return isFitting(link) ? `<p><a href="${escapeHtml(link)}">${text}</a></p>` : `<p>${text}</p>`;
}

/** An article's name in the system that it comes from, as the service takes it: a digest where it is too long.
 * @param {string} name not empty */
export function makeExternalId(name) {
  const id = clean(name);
  return isLonger(id, MAX_EXTERNAL_ID_CHARACTERS) ? digest(id) : id;
}

/** What the document calls an entry, else what the entry says.
 * @param {import('./read/entry.mjs').Entry} entry */
function nameEntry({ id, title, date, html }) {
  return clean(id) === '' ? digest(JSON.stringify([title, date, html])) : makeExternalId(id);
}

/** @param {string} text */
function digest(text) {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Plain text as the service takes it: one line, without control characters or halves of characters.
 * @param {string} text */
export function clean(text) {
  return foldSpace(text.replace(/[\p{Cc}\ufffe\uffff]/gu, ' ').replace(/\p{Surrogate}/gu, ''));
}

/** @param {string} text @param {number} maxCharacters */
function isLonger(text, maxCharacters) {
  return text.length > maxCharacters && [...text].length > maxCharacters;
}

/** @param {string} url */
function isFitting(url) {
  return url !== '' && url.length <= MAX_URL_CHARACTERS;
}

/** @param {string} text @param {string} timezone @param {(text: string) => void} warn */
function readEntryDate(text, timezone, warn) {
  const read = text === '' ? null : readDate(text, timezone);
  if (read === null) {
    warn(`${text === '' ? 'no date' : 'a date that cannot be read'}: the moment of the import is taken`);
    return null;
  }
  if (!read.hadOffset) warn(`a date without an offset: read in ${timezone} (see --timezone)`);
  return read.date;
}

/** @param {import('./read/entry.mjs').Entry} entry @param {(text: string) => void} warn */
function makeTitle(entry, warn) {
  const title = clean(entry.title);
  if (title !== '') {
    if (isLonger(title, MAX_TITLE_CHARACTERS)) warn(`title cut at ${MAX_TITLE_CHARACTERS} characters`);
    return cutText(title, MAX_TITLE_CHARACTERS);
  }
  warn('no title: made of the beginning of the text');
  const beginning = clean(readHtmlText(entry.html)) || clean(entry.summary) || clean(entry.link || entry.id);
  return cutText(beginning, MADE_TITLE_CHARACTERS) || 'Untitled';
}

/** @param {string} text */
function readLanguage(text) {
  return canonicalizeLanguage(text.trim().replaceAll('_', '-'));
}

/** @param {import('./read/entry.mjs').EntryAttachment} attachment */
function buildAttachment({ url, mimeType, title, sizeBytes }) {
  const type = mimeType.split(';', 1)[0]?.trim() ?? '';
  const isType = type.length <= MAX_MEDIA_TYPE_CHARACTERS && MEDIA_TYPE.test(type);
  const name = clean(title ?? '');
  return {
    url,
    mime_type: isType ? type : 'application/octet-stream',
    ...(name === '' ? {} : { title: cutText(name, MAX_TITLE_CHARACTERS) }),
    ...(Number.isSafeInteger(sizeBytes) ? { size_in_bytes: sizeBytes } : {}),
  };
}

/** @param {{ name: string, url: string }} source */
function buildSource({ name, url }) {
  const cleaned = cutText(clean(name), MAX_CREDIT_CHARACTERS);
  return { ...(cleaned === '' ? {} : { name: cleaned }), ...(isFitting(url) ? { url } : {}) };
}

/** @template T @param {readonly T[]} list @param {number} max @param {string} what @param {(text: string) => void} warn */
function cutList(list, max, what, warn) {
  if (list.length > max) warn(`more than ${max} ${what}: the first ${max} are taken`);
  return list.slice(0, max);
}
