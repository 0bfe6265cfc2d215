// @ts-check
/** A WordPress export (WXR 1.0 to 1.2): RSS with what WordPress knows beside it. Published posts alone are articles. */

import { readEntries, resolveAddress, UNWANTED_PAGE } from './entry.mjs';
import { foldSpace, readHtmlText } from './html.mjs';
import { RSS } from './namespaces.mjs';
import { readRssItem, readSite } from './rss.mjs';
import { escapeHtml, findChild, listChildren, readChild, readText } from './xml.mjs';

/** @typedef {import('./xml.mjs').XmlElement} XmlElement */

const WXR = /^https?:\/\/(?:www\.)?wordpress\.org\/export\/(?!.*excerpt)/;
const EXCERPT = /^https?:\/\/(?:www\.)?wordpress\.org\/export\/.*excerpt/;

/** Whether RSS is a WordPress export.
 * @param {XmlElement} root */
export function isWordPressExport(root) {
  const channel = findChild(root, 'channel', RSS);
  return (
    channel?.children.some((child) => typeof child !== 'string' && child.name === 'wxr_version') === true
  );
}

/** Reads an export.
 * @param {XmlElement} root
 * @param {import('./entry.mjs').ReadOptions} options
 * @returns {import('./entry.mjs').Document} */
export function readWordPressExport(root, { takesPages }) {
  const channel = /** @type {XmlElement} */ (findChild(root, 'channel', RSS));
  const items = listChildren(channel, 'item', RSS);
  const language = readChild(channel, 'language', RSS);
  const site = readSite(channel);
  const authors = readAuthorNames(channel);
  const files = readFiles(items);
  /** @type {Set<string>} */
  const shortcodes = new Set();
  const read = readEntries(
    items,
    (item) => findReasonToSkip(item, takesPages),
    (item) => readPost(item, { language, site, authors, files, shortcodes }),
  );
  const warnings = [...shortcodes].map((name) => `the shortcode [${name}] was left in the text as it is`);
  return { kind: 'WordPress export', ...read, warnings };
}

/** @param {XmlElement} item @param {boolean} takesPages @returns {string | null} */
function findReasonToSkip(item, takesPages) {
  const type = readWp(item, 'post_type') || 'post';
  if (type === 'page' && !takesPages) return UNWANTED_PAGE;
  if (type !== 'post' && type !== 'page') return type === 'attachment' ? 'file' : type;
  const status = readWp(item, 'status');
  if (status !== 'publish') return `${status || 'unknown'} ${type}`;
  return readWp(item, 'post_password') === '' ? null : `${type} with a password`;
}

/**
 * @param {XmlElement} item
 * @param {{ language: string, site: string, authors: Map<string, string>, files: Map<string, string>, shortcodes: Set<string> }} blog
 */
function readPost(item, blog) {
  const entry = readRssItem(item, blog.language, blog.site);
  const utc = readWp(item, 'post_date_gmt');
  // Posts that were never properly dated have zeros.
  const hasUtc = /^[1-9]\d{3}-/.test(utc);
  const excerpt = item.children.find(
    /** @returns {child is XmlElement} */
    (child) => typeof child !== 'string' && child.name === 'encoded' && EXCERPT.test(child.space),
  );
  return {
    ...entry,
    // Where a post has no text, the description (always empty in an export) is none either.
    html: formatPost(entry.html, { ...blog, footnotes: readFootnotes(item) }),
    summary: readHtmlText(readText(excerpt)),
    date: hasUtc ? `${utc.replace(' ', 'T')}Z` : entry.date || readWp(item, 'post_date'),
    authors: entry.authors.map((login) => blog.authors.get(login) ?? login),
    categories: listChildren(item, 'category', RSS)
      .filter(({ attributes }) => attributes.domain === 'category')
      .map((category) => ({ name: readText(category), slug: category.attributes.nicename ?? null })),
    image: blog.files.get(readMeta(item, '_thumbnail_id')) ?? '',
  };
}

/** Display names by login name.
 * @param {XmlElement} channel */
function readAuthorNames(channel) {
  return new Map(
    listWp(channel, 'author').map((author) => [
      readWp(author, 'author_login'),
      foldSpace(readWp(author, 'author_display_name')) || readWp(author, 'author_login'),
    ]),
  );
}

/** Addresses of uploaded files by their id.
 * @param {readonly XmlElement[]} items */
function readFiles(items) {
  return new Map(
    items
      .filter((item) => readWp(item, 'post_type') === 'attachment')
      .map((item) => [readWp(item, 'post_id'), resolveAddress(readWp(item, 'attachment_url'))]),
  );
}

/** @param {XmlElement} item @param {string} key */
function readMeta(item, key) {
  const meta = listWp(item, 'postmeta').find((one) => readWp(one, 'meta_key') === key);
  return meta === undefined ? '' : readWp(meta, 'meta_value');
}

/** @param {XmlElement} parent @param {string} name */
function listWp(parent, name) {
  return listChildren(parent, name).filter(({ space }) => WXR.test(space));
}

/** @param {XmlElement} parent @param {string} name */
function readWp(parent, name) {
  return readText(listWp(parent, name)[0]);
}

/**
 * What WordPress does to a stored text when it shows it: paragraphs where there are only empty lines, captions as
 * figures, embedded addresses as links.
 *
 * @param {string} stored
 * @param {{ files: Map<string, string>, footnotes: string, shortcodes: Set<string> }} post `shortcodes` takes the names of
 *   those that only a plugin could resolve
 */
function formatPost(stored, { files, footnotes, shortcodes }) {
  const html = stored
    .replaceAll('\r\n', '\n')
    .replace(/<!--more.*?-->|<!--nextpage-->/g, '')
    .replace(/\[caption\b[^\]]*\]([\s\S]*?)\[\/caption\]/g, '<figure>$1</figure>')
    .replace(/\[embed\b[^\]]*\]\s*(https?:\/\/[^\s[\]"<>]+)\s*\[\/embed\]/g, '<a href="$1">$1</a>')
    .replace(
      /\[(?:audio|video)\b[^\]]*?\b(?:src|mp3|m4a|ogg|wav|mp4|webm)="(https?:[^"]+)"[^\]]*\](?:\[\/(?:audio|video)\])?/g,
      '<a href="$1">$1</a>',
    )
    .replace(/\[gallery\b[^\]]*?\bids="([\d,\s]+)"[^\]]*\]/g, (gallery, ids) =>
      showGallery(gallery, ids, files),
    )
    .replace(/<!-- wp:footnotes\b.*?-->/, () => footnotes);
  for (const [, name = ''] of html.matchAll(/\[(gallery|audio|video|playlist|[a-z]+_[a-z_]+)\b[^\]]*\]/g)) {
    shortcodes.add(name);
  }
  const hasParagraphs = /<!-- wp:|<p[\s>]/i.test(stored);
  return hasParagraphs ? html : addParagraphs(html);
}

/** The pictures of a gallery; the shortcode itself where the export does not have them all.
 * @param {string} gallery @param {string} ids @param {Map<string, string>} files */
function showGallery(gallery, ids, files) {
  const addresses = ids.split(',').map((id) => files.get(id.trim()));
  if (addresses.some((address) => !address)) return gallery;
  return addresses.map((address) => `<figure><img src="${escapeHtml(address ?? '')}"></figure>`).join('\n');
}

/** The notes of a text of blocks, which WordPress keeps beside it, as a list; empty for none.
 * @param {XmlElement} item */
function readFootnotes(item) {
  /** @type {unknown} */
  let notes;
  try {
    notes = JSON.parse(readMeta(item, 'footnotes') || '[]');
  } catch {
    return '';
  }
  if (!Array.isArray(notes)) return '';
  const lines = notes.flatMap((note) => {
    const { id, content } = note ?? {};
    if (typeof id !== 'string' || typeof content !== 'string') return [];
    const name = escapeHtml(id);
    return [`<li id="${name}">${content} <a href="#${name}-link">↩</a></li>`];
  });
  return lines.length === 0 ? '' : `<ol>${lines.join('')}</ol>`;
}

const BLOCK =
  /^<\/?(address|article|aside|blockquote|details|div|dl|figure|form|h[1-6]|hr|iframe|ol|pre|section|table|ul)\b/i;

/** Empty lines part paragraphs, single line ends are kept; blocks stay what they are.
 * @param {string} html */
function addParagraphs(html) {
  return html
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => (BLOCK.test(part) ? part : `<p>${part.replaceAll('\n', '<br>\n')}</p>`))
    .join('\n');
}
