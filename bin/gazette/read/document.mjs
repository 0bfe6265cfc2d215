// @ts-check
/** Finds out what a file is, and has it read. */

import { UserError } from '../user-error.mjs';
import { ATOM_03, claimForAtom, readAtom, renewAtom } from './atom.mjs';
import { isGhostExport, readGhostExport } from './ghost.mjs';
import { readJsonFeed } from './json-feed.mjs';
import { ATOM } from './namespaces.mjs';
import { readRss } from './rss.mjs';
import { readSitemap } from './sitemap.mjs';
import { isWordPressExport, readWordPressExport } from './wordpress.mjs';
import { findChild, parseXml } from './xml.mjs';

/** Reads RSS, Atom, JSON Feed, an export of WordPress or Ghost, or a sitemap; which, its content tells.
 * @param {string} text
 * @param {import('./entry.mjs').ReadOptions} options
 * @returns {import('./entry.mjs').Document | import('./entry.mjs').Sitemap} */
export function readDocument(text, options) {
  const start = text.trimStart();
  if (start.startsWith('{')) {
    const json = parseJson(start);
    return isGhostExport(json) ? readGhostExport(json, options) : readJsonFeed(json);
  }
  if (!start.startsWith('<')) throw new UserError('is neither XML nor JSON');
  if (/^<(!doctype\s+html|html)\b/i.test(start)) {
    throw new UserError('is a web page, not a feed: save the feed itself, or use publish for a page');
  }
  /** @type {string[]} */
  const warnings = [];
  const root = parseXml(start, (warning) => warnings.push(`the file ${warning}`));
  const document = readRoot(root, options);
  return { ...document, warnings: [...warnings, ...document.warnings] };
}

/** @param {import('./xml.mjs').XmlElement} root @param {import('./entry.mjs').ReadOptions} options */
function readRoot(root, options) {
  switch (root.name) {
    case 'rss':
      return isWordPressExport(root) ? readWordPressExport(root, options) : readRss(root);
    case 'RDF':
      return readRss(root);
    case 'feed':
    case 'entry':
      if (root.space === ATOM) return readAtom(root, options.takesPages);
      if (root.space === ATOM_03) return readAtom(renewAtom(root), options.takesPages);
      if (root.space === '' && findChild(root, 'entry') !== undefined) {
        return {
          ...readAtom(claimForAtom(root), options.takesPages),
          warnings: ['the feed names no namespace, and was read as Atom'],
        };
      }
      throw new UserError('is not Atom');
    case 'urlset':
    case 'sitemapindex':
      return readSitemap(root);
    default:
      throw new UserError(`is XML, but no feed, export or sitemap: it begins with <${root.name}>`);
  }
}

/** @param {string} text @returns {unknown} */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new UserError(`is not JSON: ${thrown instanceof Error ? thrown.message : thrown}`);
  }
}
