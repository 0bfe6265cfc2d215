// @ts-check
/** RSS 2.0 (and its forerunners 0.9x and 1.0, which is RDF), with the modules that news sites use. */

import { UserError } from '../user-error.mjs';
import { chooseDate } from './dates.mjs';
import { emptyEntry, readAttachment, resolveAddress } from './entry.mjs';
import { absolutizeLinks, readHtmlText, readTitle, unwrapHtml } from './html.mjs';
import { findModuleImage, readModuleDate, readModuleText } from './modules.mjs';
import { ATOM, CONTENT, DUBLIN_CORE, RSS, XML } from './namespaces.mjs';
import { findChild, listChildren, listWithin, readChild, readMarkup, readText } from './xml.mjs';

/** @typedef {import('./xml.mjs').XmlElement} XmlElement */
/** @typedef {import('./entry.mjs').Entry} Entry */

const BASE = `{${XML}}base`;

/** Reads an RSS document.
 * @param {XmlElement} root `rss` or `rdf:RDF`
 * @returns {import('./entry.mjs').Document} */
export function readRss(root) {
  const channel = findChild(root, 'channel', RSS);
  if (channel === undefined) throw new UserError('is RSS without a channel');
  const language = readChild(channel, 'language', RSS) || readChild(channel, 'language', DUBLIN_CORE);
  // RSS 1.0 and 0.9 have them beside the channel, the others in it.
  const items = listWithin(root, 'item', RSS);
  return {
    kind: root.name === 'RDF' ? 'RSS 1.0' : 'RSS',
    entries: items.map((item) => readRssItem(item, language, readSite(channel))),
    skipped: {},
    warnings: [],
  };
}

/** What addresses of a channel are taken against: its `xml:base`, else the site that it is of; '' for none.
 * @param {XmlElement} channel */
export function readSite(channel) {
  const site = resolveAddress(readChild(channel, 'link', RSS));
  return resolveAddress(channel.attributes[BASE] ?? '', site) || site;
}

/** Reads one item; a WordPress export is made of the same.
 * @param {XmlElement} item
 * @param {string} language of the channel
 * @param {string} site against which a link without a host is taken; '' for none
 * @returns {Entry} */
export function readRssItem(item, language, site) {
  const guid = findChild(item, 'guid', RSS);
  // RSS 2.0: a guid is the item's address unless it says otherwise.
  const permalink = guid?.attributes.isPermaLink === 'false' ? '' : resolveAddress(readText(guid));
  const written = readChild(item, 'link', RSS);
  // Words where an address should be are none.
  const own = resolveAddress(item.attributes[BASE] ?? '', site);
  const base = /[/?]/.test(written) ? own || site : '';
  const link = resolveAddress(written, base) || permalink || resolveAddress(findAtomLink(item));
  const description = unwrapHtml(readMarkup(findChild(item, 'description', RSS)));
  const encoded = unwrapHtml(readMarkup(findChild(item, 'encoded', CONTENT)));
  const html = encoded || (description === '' ? readModuleText(item) : description);
  return {
    ...emptyEntry(),
    id:
      readText(guid) ||
      item.attributes['{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about'] ||
      written ||
      link,
    link,
    title: readTitle(readChild(item, 'title', RSS) || readChild(item, 'title', DUBLIN_CORE)),
    html: absolutizeLinks(html, own || link || site || null),
    summary: html === description ? '' : readHtmlText(description),
    date: chooseDate([readChild(item, 'pubDate', RSS), readModuleDate(item)]),
    language: readChild(item, 'language', DUBLIN_CORE) || language,
    authors: readAuthors(item),
    categories: readCategories(item),
    attachments: readEnclosures(item, link),
    image: findModuleImage(item, link),
    source: readSource(item),
  };
}

/** @param {XmlElement} item */
function findAtomLink(item) {
  const links = listChildren(item, 'link', ATOM);
  return (
    links.find(({ attributes }) => (attributes.rel ?? 'alternate') === 'alternate')?.attributes.href ?? ''
  );
}

/** @param {XmlElement} item */
function readAuthors(item) {
  const creators = listChildren(item, 'creator', DUBLIN_CORE).map(readText);
  // RSS 2.0: `author` is an address of mail with the name behind it in brackets.
  const addressed = listChildren(item, 'author', RSS).map((author) => {
    const text = readText(author);
    return /^\S+@\S+\s*\((.+)\)$/.exec(text)?.[1] ?? text;
  });
  const names = creators.some((name) => name !== '') ? creators : addressed;
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}

/** @param {XmlElement} item */
function readCategories(item) {
  return listChildren(item, 'category', RSS)
    .filter(({ attributes }) => !/\/officials\/?$/.test(attributes.domain ?? ''))
    .map((category) => {
      const name = readText(category);
      return { name, slug: category.attributes.nicename ?? null };
    })
    .concat(
      listChildren(item, 'subject', DUBLIN_CORE).map((subject) => ({ name: readText(subject), slug: null })),
    )
    .filter(({ name }) => name !== '');
}

/** @param {XmlElement} item @param {string} base */
function readEnclosures(item, base) {
  return listChildren(item, 'enclosure', RSS).flatMap(
    ({ attributes: { url, type: mimeType, length: size } }) =>
      readAttachment({ url, mimeType, size }, base) ?? [],
  );
}

/** @param {XmlElement} item */
function readSource(item) {
  const source = findChild(item, 'source', RSS);
  if (source === undefined || readText(source) === '') return null;
  return { name: readText(source), url: resolveAddress(source.attributes.url ?? '') };
}
