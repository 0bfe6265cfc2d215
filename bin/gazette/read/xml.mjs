// @ts-check
/** XML as a tree: what feeds, sitemaps and exports need of it, and nothing that a document could turn against us. */

import sax from 'sax';
import { UserError } from '../user-error.mjs';
import { ATOM, CONTENT, DUBLIN_CORE, MEDIA } from './namespaces.mjs';

/** Feeds have about ten; a document that is deeper would exhaust what walks it. */
const MAX_DEPTH = 256;

/**
 * @typedef {object} XmlElement
 * @property {string} name local name
 * @property {string} space namespace URI, '' for none
 * @property {Record<string, string>} attributes by local name; those of a namespace as `{uri}name`
 * @property {(XmlElement | string)[]} children
 */

/** What feeds mean by prefixes that they forgot to declare. */
const USUAL_PREFIXES = /** @type {Readonly<Record<string, string>>} */ ({
  content: CONTENT,
  dc: DUBLIN_CORE,
  media: MEDIA[0],
  atom: ATOM,
  wp: 'https://wordpress.org/export/',
  excerpt: 'https://wordpress.org/export/excerpt/',
});

/**
 * Reads a document. What is not well-formed is read past where it can be, and told. Entities that a document declares
 * are how a small one becomes a large one: a DOCTYPE with any is refused. HTML's named characters are understood, since
 * many feeds use them.
 *
 * @param {string} text
 * @param {(text: string) => void} warn told the first fault and how many there are
 * @returns {XmlElement} the root
 */
export function parseXml(text, warn) {
  const parser = sax.parser(true, { xmlns: true, position: true });
  /** @type {XmlElement | null} */
  let root = null;
  /** @type {string | null} */
  let fault = null;
  let faults = 0;
  let isRootClosed = false;
  /** @type {XmlElement[]} */
  const open = [];
  /** @param {string} detail @returns {never} */
  const refuse = (detail) => {
    throw new UserError(`is not XML that can be read: line ${parser.line + 1}: ${detail}`);
  };
  /** @param {string} detail */
  const note = (detail) => {
    fault ??= `line ${parser.line + 1}: ${detail}`;
    faults += 1;
  };
  /** @param {string} piece */
  const addText = (piece) => {
    open[open.length - 1]?.children.push(piece);
  };
  parser.onerror = (error) => {
    // With its error taken away the reader goes on.
    parser.resume();
    note(error.message.split('\n')[0] ?? 'error');
  };
  parser.ondoctype = (doctype) => {
    if (/<!entity/i.test(doctype)) refuse('a DOCTYPE that declares entities is not accepted');
    note('a DOCTYPE');
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onopentag = (tag) => {
    const element = buildElement(/** @type {sax.QualifiedTag} */ (tag));
    if (open.length >= MAX_DEPTH) refuse(`elements lie more than ${MAX_DEPTH} deep in each other`);
    if (isRootClosed && open.length === 0) note('something follows the end of the document');
    open[open.length - 1]?.children.push(element);
    root ??= element;
    open.push(element);
  };
  parser.onclosetag = () => {
    if (open.pop() === root) isRootClosed = true;
  };
  const { stackTraceLimit } = Error;
  // The reader makes an Error of each fault, and where it was made is most of what a document of faults costs.
  Error.stackTraceLimit = 0;
  try {
    // The reader's own limit is for streams in pieces; here the whole text is there already.
    parser.write(text.trim()).close();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  if (root !== null && !isRootClosed) dropCutEntry(open, warn);
  if (fault !== null)
    warn(`is not well-formed (${faults} places), and was read as well as it can be: ${fault}`);
  return root ?? refuse('there is nothing in it');
}

/** What a file that breaks off ends in would be published half: it goes, and what is whole stays.
 * @param {readonly XmlElement[]} open the outermost first
 * @param {(text: string) => void} warn */
function dropCutEntry(open, warn) {
  warn('ends in the middle: what it breaks off in is left out');
  const index = open.findIndex(({ name }) => /^(?:item|entry|url)$/.test(name));
  if (index > 0) open[index - 1]?.children.pop();
}

/** @param {sax.QualifiedTag} tag @returns {XmlElement} */
function buildElement(tag) {
  /** @type {Record<string, string>} */
  const attributes = Object.create(null);
  for (const { prefix, local, uri, value } of Object.values(tag.attributes)) {
    if (prefix === 'xmlns' || local === 'xmlns') continue;
    attributes[prefix === '' ? local || '' : `{${uri}}${local}`] = value;
  }
  // Of a prefix that nothing declares the reader gives the prefix itself.
  return { name: tag.local, space: USUAL_PREFIXES[tag.uri] ?? tag.uri, attributes, children: [] };
}

/** The elements in an element that have a name; `space` null: whatever their namespace.
 * @param {XmlElement} parent
 * @param {string} name
 * @param {string | readonly string[] | null} space
 * @returns {XmlElement[]} */
export function listChildren(parent, name, space = null) {
  return parent.children.filter(
    /** @returns {child is XmlElement} */
    (child) => typeof child !== 'string' && child.name === name && isIn(child.space, space),
  );
}

/** The elements with a name wherever they lie, but not in each other: one that is not closed swallows what follows it.
 * @param {XmlElement} parent
 * @param {string} name
 * @param {string | readonly string[] | null} space
 * @returns {XmlElement[]} */
export function listWithin(parent, name, space) {
  return parent.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === name && isIn(child.space, space) ? [child] : listWithin(child, name, space);
  });
}

/** @param {string} given @param {string | readonly string[] | null} wanted */
function isIn(given, wanted) {
  return wanted === null || (typeof wanted === 'string' ? given === wanted : wanted.includes(given));
}

/** The first of `listChildren`.
 * @param {XmlElement} parent
 * @param {string} name
 * @param {string | readonly string[] | null} space */
export function findChild(parent, name, space = null) {
  return listChildren(parent, name, space)[0];
}

/** All text in an element, trimmed; '' for none.
 * @param {XmlElement | undefined} element
 * @returns {string} */
export function readText(element) {
  /** @param {XmlElement} one @returns {string} */
  const collect = (one) =>
    one.children.map((child) => (typeof child === 'string' ? child : collect(child))).join('');
  return element === undefined ? '' : collect(element).trim();
}

/** What an element holds as HTML: its text, or the elements in it where it was not escaped.
 * @param {XmlElement | undefined} element
 * @returns {string} */
export function readMarkup(element) {
  if (element === undefined) return '';
  const hasElements = element.children.some((child) => typeof child !== 'string');
  return hasElements ? writeInnerHtml(element).trim() : readText(element);
}

/** The text of the first child with a name.
 * @param {XmlElement} parent
 * @param {string} name
 * @param {string | readonly string[] | null} space */
export function readChild(parent, name, space = null) {
  return readText(findChild(parent, name, space));
}

const VOID = new Set([
  'area',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/** What is in an element of XHTML, as HTML.
 * @param {XmlElement} element
 * @returns {string} */
export function writeInnerHtml(element) {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return escapeHtml(child);
      const attributes = Object.entries(child.attributes)
        .filter(([name]) => /^[a-z][a-z0-9-]*$/i.test(name))
        .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
        .join('');
      // What an unclosed <br> seems to hold stands behind it.
      const end = VOID.has(child.name) ? '' : `</${child.name}>`;
      return `<${child.name}${attributes}>${writeInnerHtml(child)}${end}`;
    })
    .join('');
}

/** Plain text as HTML: empty lines part paragraphs.
 * @param {string} text
 * @param {string} lineEnd what stands for the end of a line in a paragraph */
export function writeParagraphs(text, lineEnd = '\n') {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', lineEnd)}</p>`)
    .join('\n');
}

/** Text as HTML.
 * @param {string} text */
export function escapeHtml(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
