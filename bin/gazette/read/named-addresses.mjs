// @ts-check
/** The addresses that a text names, each with its place, so that others can be put in their stead. */

import { parseMarkdown } from '../../../src/article/content/markdown-parse.ts';
import { percentEncodeCharacter } from '../../../src/article/web-url.ts';

/**
 * @typedef {object} NamedAddress
 * @property {number} start in the text
 * @property {number} end
 * @property {string} address as it is meant, without escapes
 * @property {boolean} isShown whether readers see or hear what is there (a picture, a film), rather than a link to it
 */

const TAG = /<!--[\s\S]*?(?:-->|$)|<(a|img|source|video|audio)(?=\s)((?:[^"'>]|"[^"]*"|'[^']*')*)>/gi;
const ADDRESS = /\s(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

/** Lists the addresses of links, pictures, films and sound in HTML.
 * @param {string} html
 * @returns {NamedAddress[]} */
export function listHtmlAddresses(html) {
  return [...html.matchAll(TAG)].flatMap(({ index, 0: tag, 1: name, 2: attributes = '' }) => {
    const found = name === undefined ? null : ADDRESS.exec(attributes);
    if (found === null) return [];
    const written = found[1] ?? found[2] ?? found[3] ?? '';
    const isQuoted = found[3] === undefined;
    const end =
      index + tag.length - 1 - attributes.length + found.index + found[0].length - (isQuoted ? 1 : 0);
    return [
      {
        start: end - written.length,
        end,
        address: written.replaceAll('&amp;', '&').trim(),
        isShown: name?.toLowerCase() !== 'a',
      },
    ];
  });
}

/** Lists the addresses of links, pictures and definitions in Markdown (GitHub's dialect), and of the HTML in it.
 * @param {string} markdown
 * @returns {NamedAddress[]} */
export function listMarkdownAddresses(markdown) {
  /** @type {NamedAddress[]} */
  const found = [];
  /** @param {boolean | null} isShown null: as the element that stands open says
   * @returns {import('mdast-util-from-markdown').Handle} */
  const note = (isShown) =>
    function (token) {
      const address = this.resume();
      const node = this.stack.at(-1);
      if (node !== undefined && 'url' in node) node.url = address;
      const { offset: start } = token.start;
      const { offset: end } = token.end;
      // Whether what is in brackets is a picture is known from the mark before them.
      found.push({ start, end, address, isShown: isShown ?? node?.type === 'image' });
    };
  /** @type {import('mdast-util-from-markdown').Extension} */
  const listening = {
    exit: { resourceDestinationString: note(null), definitionDestinationString: note(false) },
  };
  const tree = parseMarkdown(markdown, listening);
  /** @type {import('mdast').Nodes[]} */
  const left = [tree];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type === 'html') {
      const at = node.position?.start.offset ?? 0;
      const source = markdown.slice(at, node.position?.end.offset);
      for (const { start, end, ...rest } of listHtmlAddresses(source))
        found.push({ start: at + start, end: at + end, ...rest });
    }
    if ('children' in node) for (const child of node.children) left.push(child);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Puts addresses in the place of others; null leaves one as it is.
 * @param {string} text
 * @param {readonly { readonly start: number, readonly end: number, readonly url: string | null }[]} replacements in the text's order
 * @returns {string} */
export function replaceAddresses(text, replacements) {
  let replaced = '';
  let at = 0;
  for (const { start, end, url } of replacements) {
    if (url === null) continue;
    // What could end an address in Markdown, or a value in HTML.
    const safe = url.replace(/[()'"<>\s]/g, percentEncodeCharacter);
    replaced += text.slice(at, start) + safe;
    at = end;
  }
  return replaced + text.slice(at);
}
