/** HTML from outside → HTML that every reader may show: safe, complete addresses, one stable spelling. */

import type { Element, ElementContent, Properties, Root, RootContent } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { MAX_URL_CHARACTERS } from '../article.ts';
import { spellWebUrl } from '../web-url.ts';
import { linkFragments } from './fragments.ts';
import { replaceElements } from './html-replace.ts';
import { CONTENT_SCHEMA } from './html-schema.ts';
import type { TreeProblem } from './html-tree.ts';
import { parseContent } from './html-tree.ts';
import { cleanText } from './plain-text.ts';

/** Cleaned HTML with its tree. */
export interface CleanHtml {
  readonly html: string;
  readonly tree: Root;
  /** Names of elements that went, or have something readable in their place; each once, in the order of the text. */
  readonly leftOut: readonly string[];
}

/** Parsing what was written changes it again only where elements were misplaced; two rounds are the rule. */
const MAX_ROUNDS = 8;

const LINK_PROTOCOLS = new Set(['https:', 'http:', 'mailto:', 'tel:']);
const WEB_PROTOCOLS = new Set(['https:', 'http:']);

/**
 * Sanitises a fragment and makes its addresses absolute against `baseUrl`. What comes out stays as it is when it
 * is cleaned again: whoever parses it sees the same tree that was judged safe here. `unstable` where that point
 * is not reached, which takes elements misplaced many times inside one another.
 */
export function cleanHtml(html: string, baseUrl: string): CleanHtml | TreeProblem | 'unstable' {
  const leftOut = new Set<string>();
  let current = cleanText(openCdata(html));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const parsed = parseContent(current);
    if (typeof parsed === 'string') return parsed;
    const tree = cleanTree(parsed, baseUrl, leftOut);
    const written = toHtml(tree);
    if (written === current) return { html: written, tree, leftOut: [...leftOut] };
    current = written;
  }
  return 'unstable';
}

const CDATA = '<![CDATA[';

/** What feeds wrap twice: to HTML a section of CDATA is a comment, and its text would be gone. One without an end stays. */
function openCdata(html: string): string {
  const [before = '', ...sections] = html.split(CDATA);
  return (
    before + sections.map((one) => (one.includes(']]>') ? one.replace(']]>', '') : CDATA + one)).join('')
  );
}

/** Sanitises a tree that is within CONTENT_LIMITS. */
function cleanTree(tree: Root, baseUrl: string, leftOut: Set<string>): Root {
  const safe = sanitize(replaceElements(tree, baseUrl, leftOut), CONTENT_SCHEMA) as Root;
  const children = tidyChildren(safe.children, baseUrl);
  trimEdges(children);
  const cleaned: Root = { type: 'root', children };
  linkFragments(cleaned);
  return cleaned;
}

function tidyChildren<Node extends RootContent | ElementContent>(
  nodes: readonly Node[],
  baseUrl: string,
): Node[] {
  const kept: Node[] = [];
  for (const node of nodes) {
    if (node.type === 'text') {
      const value = cleanText(node.value);
      if (value !== '') kept.push({ ...node, value });
    } else if (node.type === 'element') {
      if (tidyElement(node, baseUrl)) kept.push(node);
    }
  }
  return kept;
}

/** Tidies in place; false where nothing of the element is worth keeping. */
function tidyElement(element: Element, baseUrl: string): boolean {
  const { properties, tagName } = element;
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'string') properties[name] = cleanText(value);
  }
  // What leads to a place of the same text is `linkFragments`'s.
  if (!/^\s*#/.test(String(properties.href ?? '')))
    resolveProperty(properties, 'href', baseUrl, LINK_PROTOCOLS);
  resolveProperty(properties, 'src', baseUrl, WEB_PROTOCOLS);
  resolveProperty(properties, 'cite', baseUrl, WEB_PROTOCOLS);
  if (tagName === 'img' && properties.src === undefined) return false;
  element.children = tidyChildren(element.children, baseUrl);
  const [first] = element.children;
  // A parser drops the first line end of a <pre>: each round would take another.
  if (tagName === 'pre' && first?.type === 'text') first.value = first.value.replace(/^\n+/, '');
  return true;
}

function resolveProperty(
  properties: Properties,
  name: 'href' | 'src' | 'cite',
  baseUrl: string,
  protocols: ReadonlySet<string>,
): void {
  const value = properties[name];
  if (value === undefined) return;
  const url = URL.parse(String(value).trim(), baseUrl);
  if (url === null || !protocols.has(url.protocol)) {
    properties[name] = undefined;
    return;
  }
  const spelled = WEB_PROTOCOLS.has(url.protocol) ? spellWebUrl(url) : url.href;
  properties[name] = spelled.length <= MAX_URL_CHARACTERS ? spelled : undefined;
}

function trimEdges(children: RootContent[]): void {
  const first = children[0];
  if (first?.type === 'text') first.value = first.value.trimStart();
  const last = children.at(-1);
  if (last?.type === 'text') last.value = last.value.trimEnd();
}
