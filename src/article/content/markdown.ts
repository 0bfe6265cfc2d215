/** Markdown (GitHub's dialect) → HTML that is not safe yet. */

import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Nodes as MarkdownNodes } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { ID_PREFIX, readTargets } from './fragments.ts';
import { parseMarkdown } from './markdown-parse.ts';

/** Twenty lists are forty elements; the rest is room for tables, links and emphasis. */
const MAX_DEPTH = 100;
/** A picture that is written into the text once and shown twice has some 100,000; no article has room for more than this. */
const MAX_REPEATED_CHARACTERS = 1024 * 1024;

/** Renders Markdown; raw HTML in it is kept and has to be sanitised. Or says why it would take too much. */
export function renderMarkdown(
  markdown: string,
): { html: string } | 'too_deep' | 'too_complex' | 'too_large' {
  const obstacle = weighMarkdown(markdown);
  if (obstacle !== null) return obstacle;
  const tree = parseMarkdown(markdown);
  // Emphasis nests without containers, and everything after the parse is recursive.
  if (measureDepth(tree) > MAX_DEPTH) return 'too_deep';
  if (measureRepeated(tree) > MAX_REPEATED_CHARACTERS) return 'too_large';
  const root = toHast(tree, { allowDangerousHtml: true, clobberPrefix: ID_PREFIX }) as Root;
  nameHeadings(root);
  const children = root.children.flatMap(simplifyNode);
  return { html: toHtml({ type: 'root', children }, { allowDangerousHtml: true }) };
}

/**
 * Headings that a link of the text leads to get the name that it has for them. Generators spell names each in a way of
 * their own, from the same letters and figures; of two headings with one text the second is `name-1`.
 */
function nameHeadings(root: Root): void {
  const wanted = new Map<string, string>();
  const headings: Element[] = [];
  const pending: (Root | RootContent)[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!('children' in node)) continue;
    if (node.type === 'element') {
      const target = /^#(?!user-content-)(.+)/.exec(String(node.properties.href ?? ''))?.[1];
      if (target !== undefined) wanted.set(foldName(readTargets(target).at(-1) ?? target), target);
      if (/^h[1-6]$/.test(node.tagName)) headings.push(node);
    }
    for (const child of node.children.toReversed()) pending.push(child);
  }
  if (wanted.size === 0) return;
  const seen = new Map<string, number>();
  for (const heading of headings) {
    const text = foldName(readText(heading));
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    const name = wanted.get(before === 0 ? text : `${text}${before}`);
    if (name !== undefined) heading.properties.id = name;
  }
}

function foldName(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

function readText(node: ElementContent): string {
  if ('children' in node) return node.children.map(readText).join('');
  return node.type === 'text' ? node.value : '';
}

/** How many characters of addresses and titles the HTML has beyond those of the text: each reference has them anew. */
function measureRepeated(root: MarkdownNodes): number {
  const lengths = new Map<string, number>();
  const referred = new Map<string, number>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'definition') {
      const length = node.url.length + (node.title ?? '').length;
      lengths.set(node.identifier, Math.max(lengths.get(node.identifier) ?? 0, length));
    }
    if (node.type === 'linkReference' || node.type === 'imageReference')
      referred.set(node.identifier, (referred.get(node.identifier) ?? 0) + 1);
    if ('children' in node) for (const child of node.children) pending.push(child);
  }
  return [...referred].reduce((sum, [name, times]) => sum + (times - 1) * (lengths.get(name) ?? 0), 0);
}

function measureDepth(root: MarkdownNodes): number {
  let deepest = 0;
  const pending = [{ node: root, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    deepest = Math.max(deepest, depth);
    if ('children' in node)
      for (const child of node.children) pending.push({ node: child, depth: depth + 1 });
  }
  return deepest;
}

/** What parts the footnotes from the text is a line: the package's heading would be English in every language. */
function simplifyNode<Node extends RootContent | ElementContent>(node: Node): (Node | ElementContent)[] {
  if (node.type !== 'element') return [node];
  const { properties } = node;
  if (properties.id === 'footnote-label')
    return [{ type: 'element', tagName: 'hr', properties: {}, children: [] }];
  // A footnote's name is encoded as an address is, which a name is not.
  if (typeof properties.id === 'string') properties.id = readTargets(properties.id).at(-1);
  node.children = node.children.flatMap(simplifyNode);
  return [node];
}

/** Quotes inside one another, or list items on one line. */
const MAX_CONTAINERS = 20;
/** Lists inside one another: two to four columns each, and none needs more than 20 levels. */
const MAX_INDENT_COLUMNS = 100;
/** Lines that are not blank; a page of print has 50. */
const MAX_LINES = 10_000;
const COLUMNS_PER_TAB = 4;

/**
 * The parser compares every mark of emphasis and every bracket of a block with those before it: 25 ns and more
 * each time. This much, the sum of the squares over all blocks, is about half a second; one block may have
 * 4,000 marks, and ordinary text stays below a thousandth of that.
 */
const MAX_WEIGHT = 16_000_000;
/**
 * Cells of tables: a row gets as many as the widest has, so that a table of few characters may have millions. This
 * many take about a second.
 */
const MAX_CELLS = 50_000;
/** A line inside a block costs about as much as this many marks. */
const MARKS_PER_LINE = 2;

const CONTAINER = '[ \\t]*(?:>|[-+*](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))';
const DEEP_CONTAINERS = new RegExp(`^(?:${CONTAINER}){${MAX_CONTAINERS + 1}}`);
/** A bullet with text ends any paragraph before it (CommonMark 0.31 §5.2); a number does not. */
const BULLET = /^ {0,3}[-+*][ \t]+\S/;
const MARKS = /[*_~[\]`<]/g;
/** What may begin a picture, and what may end it: a picture's description is read anew for each that it lies in. */
const PICTURE_EDGES = /!\[|(?<!\\)\]/g;
const CELL_BORDERS = /\|/g;

/** Why a document is not parsed, or null: it is fine. One pass over the text. */
function weighMarkdown(markdown: string): 'too_deep' | 'too_complex' | null {
  let lines = 0;
  let weight = 0;
  let marks = 0;
  let cells = 0;
  let rows = 0;
  let widestRow = 0;
  let pictures = 0;
  const endBlock = () => {
    weight += marks * marks;
    cells += rows * widestRow;
    marks = 0;
    rows = 0;
    widestRow = 0;
    pictures = 0;
  };
  for (const line of markdown.split(/\r\n?|\n/)) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (indent.length === line.length) {
      endBlock();
      continue;
    }
    if (measureColumns(indent) > MAX_INDENT_COLUMNS || DEEP_CONTAINERS.test(line)) return 'too_deep';
    if (BULLET.test(line)) endBlock();
    lines += 1;
    rows += 1;
    widestRow = Math.max(widestRow, line.match(CELL_BORDERS)?.length ?? 0);
    for (const [edge] of line.matchAll(PICTURE_EDGES)) {
      pictures = edge === ']' ? Math.max(0, pictures - 1) : pictures + 1;
      if (pictures > MAX_DEPTH) return 'too_deep';
    }
    marks += MARKS_PER_LINE + (line.match(MARKS)?.length ?? 0);
  }
  endBlock();
  return lines > MAX_LINES || weight > MAX_WEIGHT || cells > MAX_CELLS ? 'too_complex' : null;
}

function measureColumns(indent: string): number {
  let columns = 0;
  for (const character of indent) columns += character === '\t' ? COLUMNS_PER_TAB : 1;
  return columns;
}
