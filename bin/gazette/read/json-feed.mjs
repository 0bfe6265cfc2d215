// @ts-check
/** JSON Feed 1 and 1.1 (jsonfeed.org). */

import { UserError } from '../user-error.mjs';
import { emptyEntry, readAttachment, resolveAddress } from './entry.mjs';
import { absolutizeLinks, foldSpace } from './html.mjs';
import { writeParagraphs } from './xml.mjs';

/** Reads a JSON Feed.
 * @param {unknown} json
 * @returns {import('./entry.mjs').Document} */
export function readJsonFeed(json) {
  const feed = readObject(json);
  const version = readString(feed.version);
  if (!/^https?:\/\/(www\.)?jsonfeed\.org\/version\/1/.test(version) || !Array.isArray(feed.items)) {
    throw new UserError('is JSON, but no JSON Feed');
  }
  return {
    kind: 'JSON Feed',
    entries: feed.items.map((item) => readItem(readObject(item), feed)),
    skipped: {},
    warnings: [],
  };
}

/** @param {Record<string, unknown>} item @param {Record<string, unknown>} feed */
function readItem(item, feed) {
  const base = readString(feed.home_page_url) || readString(feed.feed_url) || null;
  const link =
    resolveAddress(readString(item.url), base) || resolveAddress(readString(item.external_url), base);
  const text = readString(item.content_text);
  const authors = [readNames(item), readNames(feed)].find((names) => names.length > 0) ?? [];
  return {
    ...emptyEntry(),
    // JSON Feed 1.1: a number as id is to be read as its text.
    id: typeof item.id === 'number' ? String(item.id) : readString(item.id) || readString(item.url) || link,
    link,
    title: foldSpace(readString(item.title)),
    html: absolutizeLinks(readString(item.content_html), link || base) || writeParagraphs(text, '<br>'),
    summary: foldSpace(readString(item.summary)),
    date: readString(item.date_published) || readString(item.date_modified),
    language: readString(item.language) || readString(feed.language),
    authors,
    categories: readTags(item),
    attachments: readList(item.attachments).flatMap(
      ({ url, mime_type, title, size_in_bytes: size }) =>
        readAttachment(
          { url: readString(url), mimeType: readString(mime_type), title: readString(title), size },
          base,
        ) ?? [],
    ),
    image: resolveAddress(readString(item.image) || readString(item.banner_image), link || base),
  };
}

/** Tags are names alone; this service's own feeds say more, and that its officials are no categories.
 * @param {Record<string, unknown>} item */
function readTags(item) {
  const tags = Array.isArray(item.tags) ? item.tags : [];
  const own = readObject(item._gazette).categories;
  if (Array.isArray(own)) {
    const slugs = own.map(readString).filter((slug) => slug !== '');
    return slugs.map((slug, index) => ({ name: foldSpace(readString(tags[index])) || slug, slug }));
  }
  return tags
    .map((tag) => ({ name: foldSpace(readString(tag)), slug: null }))
    .filter(({ name }) => name !== '');
}

/** `authors`, or version 1's `author`.
 * @param {Record<string, unknown>} holder */
function readNames(holder) {
  const people = Array.isArray(holder.authors) ? readList(holder.authors) : [readObject(holder.author)];
  return [
    ...new Set(people.map((person) => foldSpace(readString(person.name))).filter((name) => name !== '')),
  ];
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function readObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : {};
}

/** @param {unknown} value */
function readList(value) {
  return Array.isArray(value) ? value.map(readObject) : [];
}

/** @param {unknown} value */
function readString(value) {
  return typeof value === 'string' ? value : '';
}
