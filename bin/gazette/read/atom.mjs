// @ts-check
/** Atom 1.0 (RFC 4287), and 0.3, which blogs had before it. */

import { chooseDate } from './dates.mjs';
import { emptyEntry, readAttachment, readEntries, resolveAddress, UNWANTED_PAGE } from './entry.mjs';
import { absolutizeLinks, foldSpace, readHtmlText, unwrapHtml } from './html.mjs';
import { findModuleImage, readModuleDate, readModuleText } from './modules.mjs';
import { ATOM, XML } from './namespaces.mjs';
import {
  findChild,
  listChildren,
  listWithin,
  readChild,
  readMarkup,
  readText,
  writeInnerHtml,
  writeParagraphs,
} from './xml.mjs';

/** @typedef {import('./xml.mjs').XmlElement} XmlElement */

export const ATOM_03 = 'http://purl.org/atom/ns#';
/** What 0.3 called otherwise. */
const NAMES_OF_03 = new Map([
  ['issued', 'published'],
  ['created', 'published'],
  ['modified', 'updated'],
]);

/** An element of Atom 0.3 as 1.0 has it.
 * @param {XmlElement} element
 * @returns {XmlElement} */
export function renewAtom(element) {
  const { name, space, attributes } = element;
  const children = element.children.map((child) => (typeof child === 'string' ? child : renewAtom(child)));
  if (space !== ATOM_03) return { ...element, children };
  const isPacked = attributes.mode === 'base64' && /^(?:text\/|$)/.test(attributes.type ?? '');
  return {
    ...element,
    name: NAMES_OF_03.get(name) ?? name,
    space: ATOM,
    ...(isPacked
      ? {
          attributes: { ...attributes, mode: 'escaped' },
          children: [Buffer.from(readText(element), 'base64').toString()],
        }
      : { children }),
  };
}

/** An element without a namespace as Atom has it; markup in its texts stays as it is.
 * @param {XmlElement} element
 * @returns {XmlElement} */
export function claimForAtom(element) {
  const isBare = element.space === '';
  const holdsMarkup = ['content', 'summary', 'title', 'rights', 'subtitle'].includes(element.name);
  return {
    ...element,
    ...(isBare ? { space: ATOM } : {}),
    children: holdsMarkup
      ? element.children
      : element.children.map((child) => (typeof child === 'string' ? child : claimForAtom(child))),
  };
}

const APP = ['http://www.w3.org/2007/app', 'http://purl.org/atom/app#'];
/** Blogger's exports hold its settings, templates and comments as entries: until 2024 told by a category, since by an element. */
const GOOGLE_KIND = 'http://schemas.google.com/g/2005#kind';
const BLOGGER = 'http://schemas.google.com/blogger/2018';

/** Why an entry is no published article; null: it is one.
 * @param {XmlElement} entry @param {boolean} takesPages */
function findReasonToSkip(entry, takesPages) {
  const category = listChildren(entry, 'category', ATOM).find(isBloggerKind);
  const kind = (
    readChild(entry, 'type', BLOGGER) || (category?.attributes.term ?? '').replace(/^.*#/, '')
  ).toLowerCase();
  if (kind === 'page' && !takesPages) return UNWANTED_PAGE;
  if (kind !== '' && kind !== 'post' && kind !== 'page') return kind;
  const control = findChild(entry, 'control', APP);
  const isDraft = control !== undefined && readChild(control, 'draft', APP) === 'yes';
  const status = readChild(entry, 'status', BLOGGER).toLowerCase();
  if (isDraft || status === 'draft') return `draft ${kind || 'entry'}`;
  return status === '' || status === 'live' ? null : `${status.replaceAll('_', ' ')} ${kind || 'entry'}`;
}

/** @param {XmlElement} category */
function isBloggerKind({ attributes }) {
  return attributes.scheme === GOOGLE_KIND && /\/blogger\//.test(attributes.term ?? '');
}

/** Reads an Atom document.
 * @param {XmlElement} feed or one entry alone
 * @param {boolean} takesPages of Blogger
 * @returns {import('./entry.mjs').Document} */
export function readAtom(feed, takesPages) {
  const base = findBase(feed, findLink(feed, 'self') || null);
  const language = feed.attributes[`{${XML}}lang`] ?? '';
  const authors = readAuthors(feed);
  const entries = feed.name === 'entry' ? [feed] : listWithin(feed, 'entry', ATOM);
  return {
    kind: 'Atom',
    ...readEntries(
      entries,
      (entry) => findReasonToSkip(entry, takesPages),
      (entry) => readEntry(entry, { base, language, authors }),
    ),
    warnings: [],
  };
}

/** @param {XmlElement} entry @param {{ base: string | null, language: string, authors: string[] }} feed */
function readEntry(entry, feed) {
  const base = findBase(entry, feed.base);
  const link = resolveAddress(findLink(entry, 'alternate'), base);
  const content = findChild(entry, 'content', ATOM);
  const summary = findChild(entry, 'summary', ATOM);
  const text = readHtml(content, link || base);
  const own = readAuthors(entry);
  const source = findChild(entry, 'source', ATOM);
  return {
    ...emptyEntry(),
    id: readChild(entry, 'id', ATOM) || link,
    link,
    title: readPlain(findChild(entry, 'title', ATOM)),
    html: text || readHtml(summary, link || base) || readModuleText(dropOwnText(entry)),
    summary: text === '' ? '' : readPlain(summary),
    date: chooseDate([
      readChild(entry, 'published', ATOM),
      readChild(entry, 'updated', ATOM),
      readModuleDate(entry),
    ]),
    language:
      (content ?? entry).attributes[`{${XML}}lang`] ?? entry.attributes[`{${XML}}lang`] ?? feed.language,
    // RFC 4287 §4.1.2, §4.2.1: the source's authors stand before the feed's.
    authors: [own, readAuthors(source), feed.authors].find((names) => names.length > 0) ?? [],
    categories: listChildren(entry, 'category', ATOM)
      .filter(
        (category) => !/\/officials\/?$/.test(category.attributes.scheme ?? '') && !isBloggerKind(category),
      )
      .map(({ attributes }) => ({
        name: attributes.label || attributes.term || '',
        slug: attributes.term ?? null,
      }))
      .filter(({ name }) => name !== ''),
    attachments: readEnclosures(entry, base),
    image: findModuleImage(entry, link || base),
    source: source === undefined ? null : readSource(source, base),
  };
}

/** @param {XmlElement} entry @returns {XmlElement} */
function dropOwnText(entry) {
  const isOwn = (/** @type {XmlElement | string} */ child) =>
    typeof child !== 'string' && child.space === ATOM && ['content', 'summary'].includes(child.name);
  return { ...entry, children: entry.children.filter((child) => !isOwn(child)) };
}

/** @param {XmlElement} element @param {string | null} outer */
function findBase(element, outer) {
  const given = element.attributes[`{${XML}}base`];
  return given === undefined ? outer : resolveAddress(given, outer) || outer;
}

/** @param {XmlElement} parent @param {string} relation */
function findLink(parent, relation) {
  // RFC 4287 §4.2.7.2: without `rel` a link is an alternate.
  const links = listChildren(parent, 'link', ATOM).filter(
    ({ attributes }) => (attributes.rel ?? 'alternate') === relation,
  );
  // Of several forms the page goes before the PDF.
  const page = links.find(({ attributes }) =>
    /^(?:text\/html|application\/xhtml\+xml)?$/.test(attributes.type ?? ''),
  );
  return (page ?? links[0])?.attributes.href ?? '';
}

/** @param {XmlElement | undefined} parent */
function readAuthors(parent) {
  if (parent === undefined) return [];
  const names = listChildren(parent, 'author', ATOM).map((author) =>
    foldSpace(readChild(author, 'name', ATOM)),
  );
  return [...new Set(names.filter((name) => name !== ''))];
}

/** A text construct (RFC 4287 §3.1) or content (§4.1.3) as HTML.
 * @param {XmlElement | undefined} element @param {string | null} base */
function readHtml(element, base) {
  if (element === undefined) return '';
  const ownBase = findBase(element, base);
  const type = element.attributes.type ?? 'text';
  if (type === 'html' || type === 'text/html')
    return absolutizeLinks(unwrapHtml(readMarkup(element)), ownBase);
  if (type === 'xhtml' || type === 'application/xhtml+xml') {
    // The one div around it is not part of the content.
    const wrapper = findChild(element, 'div');
    return absolutizeLinks(writeInnerHtml(wrapper ?? element).trim(), ownBase);
  }
  // RFC 4287 §4.1.3.3: anything else is Base64, of a picture or a document.
  if (element.attributes.mode === 'base64' || !/^(?:text$|text\/|$)|[+/]xml$/.test(type)) return '';
  return writeParagraphs(readText(element));
}

/** @param {XmlElement | undefined} element */
function readPlain(element) {
  const type = element?.attributes.type ?? 'text';
  return type === 'html' || type === 'text/html'
    ? readHtmlText(readText(element))
    : foldSpace(readText(element));
}

/** @param {XmlElement} entry @param {string | null} base */
function readEnclosures(entry, base) {
  return listChildren(entry, 'link', ATOM)
    .filter(({ attributes }) => attributes.rel === 'enclosure')
    .flatMap(
      ({ attributes: { href: url, type: mimeType, title, length: size } }) =>
        readAttachment({ url, mimeType, title, size }, base) ?? [],
    );
}

/** @param {XmlElement} source @param {string | null} base */
function readSource(source, base) {
  const name = readPlain(findChild(source, 'title', ATOM));
  const url = resolveAddress(findLink(source, 'alternate') || findLink(source, 'self'), base);
  return name === '' && url === '' ? null : { name, url };
}
