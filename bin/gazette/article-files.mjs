// @ts-check
/** What an article names on this computer, named as the service has it: pictures and documents, and other articles. */

import { extname } from 'node:path';
import { listHtmlAddresses, listMarkdownAddresses, replaceAddresses } from './read/named-addresses.mjs';
import { FOLDER_EXTENSIONS, findSiteFile } from './read/site-files.mjs';
import { isUploadable } from './uploads.mjs';

/** An address elsewhere, or of a place in the text. */
const ELSEWHERE = /^(?:[a-z][a-z\d+.-]*:|\/\/|#|$)/i;
/** What a generator would have replaced; it is told with the others of its kind. */
const TEMPLATE = /[{}]/;

/**
 * @typedef {object} ArticleFilesOptions
 * @property {string} article the article's own file, an absolute path
 * @property {string} site the folder out of which nothing is taken, an absolute path
 * @property {(path: string) => Promise<import('./uploads.mjs').KeptFile | { lacks: string }>} upload
 * @property {(address: string) => Promise<{ url: string | null } | null>} lead as `openLinks` has it
 * @property {(address: string, why: string) => void} tell of what is not taken
 * @property {(address: string) => void} tellLost of a link that leads nowhere
 */

/** @typedef {Record<'markdown' | 'html', import('./read/named-addresses.mjs').NamedAddress[]>} TextAddresses */

/** Finds the addresses in an article's text.
 * @param {Record<string, any>} body of `POST /api/articles`
 * @returns {TextAddresses} */
export function listTextAddresses({ content_markdown: markdown, content_html: html }) {
  return {
    markdown: typeof markdown === 'string' ? listMarkdownAddresses(markdown) : [],
    html: typeof html === 'string' ? listHtmlAddresses(html) : [],
  };
}

/** The addresses of links that may mean another file.
 * @param {TextAddresses} addresses
 * @returns {string[]} */
export function listLinks({ markdown, html }) {
  return [...markdown, ...html]
    .filter(({ address, isShown }) => !isShown && isPath(address))
    .map(({ address }) => address);
}

/** @param {string} address */
function isPath(address) {
  return !ELSEWHERE.test(address) && !TEMPLATE.test(address);
}

/**
 * Gives the article with the addresses that its files have in the service. What cannot be had stays as it is in the text
 * and is left out of `image` and `attachments`, and is told.
 *
 * @param {Record<string, any>} body of `POST /api/articles`
 * @param {TextAddresses} addresses in its text
 * @param {ArticleFilesOptions} options
 * @returns {Promise<Record<string, any>>}
 */
export async function bringArticleFiles(body, addresses, options) {
  const { content_markdown: markdown, content_html: html, image, attachments, ...rest } = body;
  // What is relative there is taken against that address by the service.
  const hasAddress = typeof body.url === 'string';
  /** @param {string} address @param {boolean} isNamed whether it can only be a file's */
  const bring = (address, isNamed) => bringFile(address, isNamed, hasAddress, options);
  /** @param {import('./read/named-addresses.mjs').NamedAddress} named */
  const find = async ({ address, isShown }) => {
    const led = isShown || !isPath(address) ? null : await options.lead(address);
    if (led !== null) return led.url;
    const file = await bring(address, isShown);
    // A page of a document, a second of a film.
    return file === null ? null : file.url + (/#.*$/s.exec(address)?.[0] ?? '');
  };
  /** @param {string} text @param {import('./read/named-addresses.mjs').NamedAddress[]} found */
  const replace = async (text, found) => {
    const replacements = [];
    for (const named of found)
      replacements.push({ start: named.start, end: named.end, url: await find(named) });
    return replaceAddresses(text, replacements);
  };
  const picture = await replaceImage(image, bring);
  const files = await replaceAttachments(attachments, bring);
  return {
    ...rest,
    ...(picture === undefined ? {} : { image: picture }),
    ...(files === undefined ? {} : { attachments: files }),
    ...(typeof markdown === 'string'
      ? { content_markdown: await replace(markdown, addresses.markdown) }
      : {}),
    ...(typeof html === 'string' ? { content_html: await replace(html, addresses.html) } : {}),
  };
}

/** @typedef {(address: string, isNamed: boolean) => Promise<import('./uploads.mjs').KeptFile | null>} Bring */

/** @param {unknown} image @param {Bring} bring */
async function replaceImage(image, bring) {
  const address = readAddress(image);
  if (address === null || ELSEWHERE.test(address)) return image;
  const file = await bring(address, true);
  if (file === null) return undefined;
  return typeof image === 'string' ? file.url : { .../** @type {object} */ (image), url: file.url };
}

/** @param {unknown} attachments @param {Bring} bring */
async function replaceAttachments(attachments, bring) {
  if (!Array.isArray(attachments)) return attachments;
  const kept = [];
  for (const attachment of attachments) {
    const address = readAddress(attachment);
    if (address === null || ELSEWHERE.test(address)) {
      kept.push(attachment);
      continue;
    }
    const file = await bring(address, true);
    if (file === null) continue;
    const { url, mime_type, size_in_bytes } = file;
    kept.push({ ...(typeof attachment === 'string' ? {} : attachment), url, mime_type, size_in_bytes });
  }
  return kept;
}

/** @param {unknown} value @returns {string | null} */
function readAddress(value) {
  const address = typeof value === 'object' && value !== null ? Reflect.get(value, 'url') : value;
  return typeof address === 'string' ? address : null;
}

/**
 * @param {string} address
 * @param {boolean} isNamed
 * @param {boolean} hasAddress
 * @param {ArticleFilesOptions} options
 * @returns {Promise<import('./uploads.mjs').KeptFile | null>} null: it stays as it is
 */
async function bringFile(address, isNamed, hasAddress, { article, site, upload, tell, tellLost }) {
  if (!isPath(address)) return null;
  const found = findSiteFile(address, article, site);
  if ('lacks' in found) {
    if (hasAddress) return null;
    const isFile = isNamed || isUploadable(address.replace(/[?#].*$/s, ''));
    if (isFile) tell(address, found.lacks === 'missing' ? 'is not there' : `lies outside of ${site}`);
    else tellLost(address);
    return null;
  }
  if (!isUploadable(found.path)) {
    if (FOLDER_EXTENSIONS.includes(extname(found.path).toLowerCase())) tellLost(address);
    else tell(address, 'is of no kind that the service keeps');
    return null;
  }
  const file = await upload(found.path);
  if (!('lacks' in file)) return file;
  tell(address, file.lacks);
  return null;
}
