// @ts-check
/** HTML as the command needs it: its text, its links made absolute, a page's title. The service sanitises. */

import { parse, parseFragment, serialize } from 'parse5';

/** @typedef {import('parse5').DefaultTreeAdapterTypes.Node} Node */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.Element} Element */

const BLOCKS =
  /^(address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|table|td|th|tr|ul)$/;
const UNREAD = /^(script|style|template|noscript|title)$/;

/** The text of HTML on one line; '' for none.
 * @param {string} html
 * @returns {string} */
export function readHtmlText(html) {
  return html.includes('<') || html.includes('&') ? collectText(parseFragment(html)) : foldSpace(html);
}

const CDATA = /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/;
/** A text that begins with an escaped element and ends some: nobody shows only code. */
const ESCAPED_TWICE =
  /^\s*&lt;[a-z][^<]*&lt;(?:\/(?:p|div|a|ul|ol|h[1-6]|blockquote|table|figure|section|span|strong)|br ?\/?)&gt;/i;

/** HTML out of what was wrapped or escaped once too often.
 * @param {string} html */
export function unwrapHtml(html) {
  const inner = CDATA.exec(html)?.[1] ?? html;
  if (inner.includes('<') || !ESCAPED_TWICE.test(inner)) return inner;
  return inner
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Elements that titles have; a `<` before anything else is a sign of its own, as in `a<b` or `List<String>`. */
const NO_TITLE_TAG =
  /<(?!\/?(?:a|abbr|acronym|b|big|bdi|bdo|br|center|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|mark|nobr|p|q|rp|rt|ruby|s|samp|script|small|span|strike|strong|style|sub|sup|time|tt|u|var|wbr)(?:[\s/][^<>]*)?>|!--)/gi;

/** The text of a title that may have markup; '' for none.
 * @param {string} title
 * @returns {string} */
export function readTitle(title) {
  return readHtmlText(title.replace(NO_TITLE_TAG, '&lt;'));
}

/** Links and images of a fragment as absolute addresses; as it was where nothing is relative.
 * @param {string} html
 * @param {string | null} base
 * @returns {string} */
export function absolutizeLinks(html, base) {
  if (base === null || !/\b(href|src)\s*=\s*["']?\s*(?![a-z][a-z0-9+.-]*:|#|["'])/i.test(html)) return html;
  const tree = parseFragment(html);
  for (const element of walkElements(tree)) {
    for (const attribute of element.attrs) {
      const isLink = attribute.name === 'href' || attribute.name === 'src';
      if (isLink && !attribute.value.startsWith('#') && URL.canParse(attribute.value, base)) {
        attribute.value = new URL(attribute.value, base).href;
      }
    }
  }
  try {
    return serialize(tree);
  } catch (thrown) {
    // Deeper than the call stack: the service will say that it is too deep.
    if (thrown instanceof RangeError) return html;
    throw thrown;
  }
}

/**
 * A page's article: its `<article>`, `<main>` or body without the heading that is its title.
 * The title is the page's only `<h1>` where `<title>` holds it (and a site's name), else `<title>`, else an `<h1>`.
 *
 * @param {string} html
 * @returns {{ title: string, content_html: string, language: string | null, summary: string | null }}
 */
export function readHtmlPage(html) {
  const document = parse(html);
  const elements = [...walkElements(document)];
  const named = (/** @type {string} */ name) => elements.filter((element) => element.tagName === name);
  const pageTitle = readElementText(named('title')[0]);
  const headings = named('h1');
  const heading = readElementText(headings[0]);
  const isHeadingTheTitle = headings.length === 1 && heading !== '' && pageTitle.includes(heading);
  const title = isHeadingTheTitle ? heading : pageTitle || heading;
  const first = headings[0];
  if (first !== undefined && heading === title) detach(first);
  const articles = named('article');
  const part = (articles.length === 1 ? articles[0] : named('main')[0]) ?? named('body')[0];
  const description = named('meta').find(
    (meta) => readAttribute(meta, 'name')?.toLowerCase() === 'description',
  );
  return {
    title,
    content_html: part === undefined ? '' : serialize(part).trim(),
    language: readAttribute(named('html')[0], 'lang')?.trim() || null,
    summary: foldSpace(readAttribute(description, 'content') ?? '') || null,
  };
}

/** Paragraphs of plain text as HTML is done by the service; here white space is folded.
 * @param {string} text */
export function foldSpace(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** @param {Element | undefined} element */
function readElementText(element) {
  return element === undefined ? '' : collectText(element, true);
}

/** @param {Node} root @param {boolean} [isWanted] whether the root is read whatever it is */
function collectText(root, isWanted = false) {
  let text = '';
  // A stack of our own: hostile nesting is deeper than the call stack.
  /** @type {(Node | string)[]} */
  const left = [root];
  while (left.length > 0) {
    const node = left.pop();
    if (node === undefined) break;
    if (typeof node === 'string') {
      text += node;
    } else if (node.nodeName === '#text' && 'value' in node) {
      text += node.value;
    } else if ('childNodes' in node && ((isWanted && node === root) || !UNREAD.test(node.nodeName))) {
      const space = BLOCKS.test(node.nodeName) ? [' '] : [];
      left.push(...space);
      for (let i = node.childNodes.length - 1; i >= 0; i--)
        left.push(/** @type {Node} */ (node.childNodes[i]));
      left.push(...space);
    }
  }
  return foldSpace(text);
}

/** @param {Node} root @returns {Generator<Element>} */
function* walkElements(root) {
  /** @type {Node[]} */
  const left = [root];
  while (left.length > 0) {
    const node = left.pop();
    if (node === undefined) return;
    if ('tagName' in node) yield node;
    if ('childNodes' in node)
      for (let i = node.childNodes.length - 1; i >= 0; i--)
        left.push(/** @type {Node} */ (node.childNodes[i]));
  }
}

/** @param {Element | undefined} element @param {string} name */
function readAttribute(element, name) {
  return element?.attrs.find((attribute) => attribute.name === name)?.value;
}

/** @param {Element} element */
function detach(element) {
  const siblings = element.parentNode?.childNodes;
  siblings?.splice(siblings.indexOf(element), 1);
}
