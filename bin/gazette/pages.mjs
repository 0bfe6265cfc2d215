// @ts-check
/** The pages of a sitemap, from a folder or from their site, as articles: what the service reads out of each. */

import { statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_PAGE_BYTES } from '../../src/extract/extract.ts';
import { makeExternalId } from './import-article.mjs';
import { readDate } from './read/dates.mjs';
import { decodeText, readBytes } from './read/text-file.mjs';
import { callService } from './service.mjs';
import { describeThrown, UserError } from './user-error.mjs';

const FETCH_TIMEOUT_MS = 30_000;

/**
 * @typedef {object} PageOptions
 * @property {string | null} folder saved pages; null: they are fetched
 * @property {number} delayMs between two fetches
 * @property {boolean} notify
 * @property {boolean} ownPages
 * @property {string} timezone
 * @property {() => import('./service.mjs').Service} connect
 * @property {(text: string) => void} warn
 */

/** One job for each page; each reads its page when it is its turn.
 * @param {readonly import('./read/entry.mjs').SitemapPage[]} pages
 * @param {PageOptions} options
 * @returns {import('./import.mjs').Job[]} */
export function openPages(pages, options) {
  const fetchNext = startFetching(options.delayMs);
  return pages.map((page) => ({
    name: page.url,
    key: makeExternalId(page.url),
    async build() {
      const html =
        options.folder === null
          ? await fetchNext(page.url)
          : decodeText(await readBytes(findSavedPage(page.url, options.folder)));
      return await extractArticle(page, html, options);
    },
  }));
}

/** Where a page may lie in a folder that a site was saved to, as `wget --recursive` and people name files.
 * @param {string} address
 * @param {string} folder
 * @returns {string[]} */
function listSavedNames(address, folder) {
  const { host, pathname, search } = new URL(address);
  const path = decodePath(pathname).replace(/\/+$/, '');
  const root = resolve(folder);
  return (
    [join(root, host), root]
      .flatMap((base) =>
        [`${path}${search}`, `${path}.html`, `${path}/index.html`].map((name) => join(base, name)),
      )
      // A page's address must not lead out of the folder.
      .filter((name) => name.startsWith(root + sep))
  );
}

/** @param {string} pathname */
function decodePath(pathname) {
  try {
    return decodeURIComponent(pathname).replaceAll('\0', '');
  } catch {
    return pathname;
  }
}

/** @param {string} address @param {string} folder */
function findSavedPage(address, folder) {
  const isFile = (/** @type {string} */ name) => statSync(name, { throwIfNoEntry: false })?.isFile() === true;
  const name = listSavedNames(address, folder).find(isFile);
  if (name === undefined) throw new UserError(`is not in ${folder}`);
  return name;
}

/** Fetches pages one by one, so slowly that no site minds.
 * @param {number} delayMs */
function startFetching(delayMs) {
  let isFirst = true;
  return async (/** @type {string} */ address) => {
    if (!isFirst) await sleep(delayMs);
    isFirst = false;
    return decodeText(await fetchPage(address));
  };
}

/** @param {string} address */
async function fetchPage(address) {
  try {
    const response = await fetch(address, {
      headers: { 'user-agent': 'gazette-import', accept: 'text/html' },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (!response.ok) throw new UserError(`the site answers ${response.status}`);
    return await readPage(response);
  } catch (thrown) {
    throw thrown instanceof UserError ? thrown : new UserError(describeThrown(thrown));
  }
}

/** Reads no more of a page than may be read.
 * @param {Response} response */
async function readPage(response) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop ends the connection.
    if (length > MAX_PAGE_BYTES)
      throw new UserError(`the page is larger than ${MAX_PAGE_BYTES / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** @param {import('./read/entry.mjs').SitemapPage} page @param {string} html @param {PageOptions} options */
async function extractArticle(page, html, options) {
  const { json } = await callService(options.connect(), {
    method: 'POST',
    path: `/api/articles/extract?url=${encodeURIComponent(page.url)}`,
    body: html,
    type: 'text/html; charset=utf-8',
    isRepeatable: true,
  });
  const { suggested_officials: _, content_text, content_html, ...fields } = json;
  const title = fields.title ?? page.title;
  if (!title || !(content_html ?? content_text)) throw new UserError('no article was found in the page');
  const date = fields.date_published ?? readFirstDate([page.date, page.modified], options.timezone);
  if (date === null) options.warn('no date: the moment of the import is taken');
  return {
    ...fields,
    ...(content_html === undefined ? { content_text } : { content_html }),
    title,
    ...(date === null ? {} : { date_published: date }),
    external_id: makeExternalId(page.url),
    ...(options.ownPages ? {} : { url: page.url }),
    notify: options.notify,
  };
}

/** @param {readonly string[]} texts @param {string} timezone */
function readFirstDate(texts, timezone) {
  for (const text of texts) {
    const read = readDate(text, timezone);
    if (read !== null) return read.date;
  }
  return null;
}
