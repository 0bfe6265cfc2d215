// @ts-check
/** What modules beside RSS and Atom say of an entry, where these say nothing themselves. */

import { resolveAddress } from './entry.mjs';
import { ATOM, DUBLIN_CORE, MEDIA } from './namespaces.mjs';
import { listChildren, readChild, readMarkup } from './xml.mjs';

/** @typedef {import('./xml.mjs').XmlElement} XmlElement */

const DUBLIN_CORE_TERMS = 'http://purl.org/dc/terms/';
const XHTML = 'http://www.w3.org/1999/xhtml';
/** Apple's, whose case many change. */
const PODCAST = /^http:\/\/www\.itunes\.com\/dtds\/podcast-1\.0\.dtd$/i;

/** The text of an entry that has none in its own elements: whole texts first, then descriptions; '' for none.
 * @param {XmlElement} item
 * @returns {string} HTML */
export function readModuleText(item) {
  const podcast = item.children.find(
    /** @returns {child is XmlElement} */
    (child) => typeof child !== 'string' && child.name === 'summary' && PODCAST.test(child.space),
  );
  const found = [
    ...listChildren(item, 'body', ['', XHTML]),
    ...listChildren(item, 'encoded', ''),
    ...listChildren(item, 'content', ['', ATOM]),
    ...listChildren(item, 'description', [DUBLIN_CORE, DUBLIN_CORE_TERMS]),
    ...(podcast === undefined ? [] : [podcast]),
    ...listMedia(item).flatMap((holder) => listChildren(holder, 'description', MEDIA)),
    ...listChildren(item, 'summary', ['', ATOM]),
  ];
  return found.map(readMarkup).find((text) => text !== '') ?? '';
}

/** The day of an entry that has none in its own elements, as it is written; '' for none.
 * @param {XmlElement} item */
export function readModuleDate(item) {
  const texts = [
    readChild(item, 'date', DUBLIN_CORE),
    ...['issued', 'created', 'available', 'date'].map((name) => readChild(item, name, DUBLIN_CORE_TERMS)),
    ...['published', 'updated'].map((name) => readChild(item, name, ATOM)),
    readChild(item, 'pubdate', ''),
  ];
  return texts.find((text) => text !== '') ?? '';
}

/** The picture of an entry; '' for none. @param {XmlElement} item @param {string | null} base */
export function findModuleImage(item, base) {
  for (const holder of listMedia(item)) {
    const pictures = listChildren(holder, 'content', MEDIA).filter(
      ({ attributes }) => attributes.medium === 'image' || attributes.type?.startsWith('image/'),
    );
    for (const { attributes } of [...pictures, ...listChildren(holder, 'thumbnail', MEDIA)]) {
      const url = resolveAddress(attributes.url ?? '', base);
      if (url !== '') return url;
    }
  }
  return '';
}

/** The entry, and what holds several forms of one thing in it. @param {XmlElement} item */
function listMedia(item) {
  return [item, ...listChildren(item, 'group', MEDIA)];
}
