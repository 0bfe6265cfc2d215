/**
 * Sanitised HTML → Markdown (GitHub's dialect). Written here: `hast-util-to-mdast` and what it needs are a twentieth of the
 * Worker, for a page that programs read; what content may hold is little.
 */

import type { Element, Nodes, RootContent } from 'hast';
import { BLOCK_TAGS } from './html-schema.ts';
import { parseContent } from './html-tree.ts';

/** Writes content as Markdown; '' for what is beyond the bounds of content. */
export function writeMarkdown(html: string): string {
  const tree = parseContent(html);
  if (typeof tree === 'string') return '';
  const text = writeBlocks(tree.children).join('\n\n');
  return text === '' ? '' : `${text}\n`;
}

const BLOCKS = new Set(BLOCK_TAGS);
const EMPHASIS: Readonly<Record<string, string>> = {
  strong: '**',
  b: '**',
  em: '*',
  i: '*',
  del: '~~',
  s: '~~',
  strike: '~~',
};
/** A line's end that is meant, until the line is whole: white space folds around it. */
const BREAK = '\u0000';

function writeBlocks(nodes: readonly RootContent[]): string[] {
  const blocks: string[] = [];
  let line: RootContent[] = [];
  const endLine = () => {
    const text = finishLine(writeInline(line));
    if (text !== '') blocks.push(text);
    line = [];
  };
  for (const node of nodes) {
    if (node.type === 'element' && BLOCKS.has(node.tagName)) {
      endLine();
      blocks.push(...writeBlock(node));
    } else line.push(node);
  }
  endLine();
  return blocks;
}

function writeBlock(element: Element): string[] {
  const { tagName, children } = element;
  const level = /^h([1-6])$/.exec(tagName)?.[1];
  if (level !== undefined) {
    // Marks at a heading's end would only close it (CommonMark 0.31 §4.2).
    const text = finishLine(writeInline(children))
      .replaceAll('\\\n', ' ')
      .replace(/(?<=^| )#+$/, '\\$&');
    return text === '' ? [] : [`${'#'.repeat(Number(level))} ${text}`];
  }
  switch (tagName) {
    case 'ul':
      return [writeList(children, () => '- ')];
    case 'ol': {
      const first = Number(element.properties.start ?? 1);
      return [writeList(children, (index) => `${first + index}. `)];
    }
    case 'blockquote':
      return [indent(writeBlocks(children).join('\n\n'), '> ', '> ')];
    case 'pre':
      return [fence(readText(element), '\n', 3)];
    case 'hr':
      return ['---'];
    case 'table':
      return writeTable(element);
    default:
      return writeBlocks(children);
  }
}

function writeList(children: readonly RootContent[], mark: (index: number) => string): string {
  return children
    .filter((child): child is Element => child.type === 'element')
    .map((item, index) => {
      const blocks = writeBlocks(item.tagName === 'li' ? item.children : [item]);
      const prefix = mark(index);
      return indent(blocks.join('\n\n') || ' ', prefix, ' '.repeat(prefix.length)).trimEnd();
    })
    .join('\n');
}

function indent(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) =>
      line === '' && index > 0 ? others.trimEnd() : (index === 0 ? first : others) + line,
    )
    .join('\n');
}

/** Rows of one width, the first of them as the head that GitHub's tables must have; what stands beside rows comes before. */
function writeTable(table: Element): string[] {
  const rows = listElements(table, 'tr').map((row) =>
    row.children
      .filter((cell): cell is Element => cell.type === 'element')
      .map((cell) =>
        writeBlocks(cell.children)
          .join(' ')
          .replace(/\\?\n/g, ' ')
          .replace(/\\.|\|/g, escapeBar),
      ),
  );
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  const caption = listElements(table, 'caption').flatMap(({ children }) => writeBlocks(children));
  if (width === 0) return caption;
  const writeRow = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  const [head = [], ...body] = rows;
  const rule = Array.from({ length: width }, () => '---');
  return [...caption, [head, rule, ...body].map(writeRow).join('\n')];
}

/** Ends no cell; what is escaped already stays as it is. */
function escapeBar(text: string): string {
  return text === '|' ? '\\|' : text;
}

function listElements(node: Element, tagName: string): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === tagName ? [child] : listElements(child, tagName);
  });
}

/** Text in a line, its ends and its folded white space still to be finished. */
function writeInline(nodes: readonly Nodes[]): string {
  return nodes.map(writeInlineNode).join('');
}

function writeInlineNode(node: Nodes): string {
  if (node.type === 'text') return escapeText(node.value);
  if (node.type !== 'element') return '';
  const { tagName, properties, children } = node;
  if (tagName === 'br') return BREAK;
  if (tagName === 'code') return fence(readText(node).replace(/\s+/g, ' '), ' ', 1);
  if (tagName === 'img') return `![${escapeText(String(properties.alt ?? ''))}](${writeUrl(properties.src)})`;
  const text = writeInline(children);
  const emphasis = EMPHASIS[tagName];
  if (emphasis !== undefined) return surround(text, emphasis, emphasis);
  return tagName === 'a' && typeof properties.href === 'string'
    ? surround(text, '[', `](${writeUrl(properties.href)})`)
    : text;
}

/** Marks stand at words, never at white space. */
function surround(text: string, before: string, after: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return start === end
    ? text
    : text.slice(0, start) + before + text.slice(start, end) + after + text.slice(end);
}

function isBlank(character: string): boolean {
  return character === BREAK || character.trim() === '';
}

/** Code between more backticks than it has in a row. */
function fence(code: string, edge: '\n' | ' ', fewest: number): string {
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const ticks = '`'.repeat(Math.max(fewest, longest + 1));
  if (edge === '\n') return `${ticks}\n${code.replace(/\n$/, '')}\n${ticks}`;
  const isBare = longest === 0 && code.trim() === code;
  return code === '' ? '' : ticks + (isBare ? code : ` ${code} `) + ticks;
}

function readText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === 'br') return '\n';
  return 'children' in node ? node.children.map(readText).join('') : '';
}

/** Parentheses and blanks would end an address. */
function writeUrl(url: unknown): string {
  return String(url ?? '').replace(/[()<>\s\\]/g, (character) =>
    encodeURIComponent(character).replace('(', '%28').replace(')', '%29'),
  );
}

/** What Markdown would take for its own, within a line. */
function escapeText(text: string): string {
  return text
    .replaceAll(BREAK, '')
    .replace(/[\\`*[\]<~]|(?<!\w)_|_(?!\w)|&(?=#|\w+;)/g, '\\$&')
    .replace(/\s+/g, ' ');
}

/** What begins a block; a line of bars, colons and dashes alone makes the one before it a table's head. */
const START = /^(?:[#>+=-]|\d+(?=[.)])|[|:](?=[|:\-\s]*$))/;

/** A line as it stands: blanks at its ends go, and so does what would make it a heading, a list, a quotation, a rule or a table. */
function finishLine(text: string): string {
  const parts = text.split(BREAK).map((part) => part.trim().replace(START, escapeStart));
  const first = parts.findIndex((part) => part !== '');
  const last = parts.findLastIndex((part) => part !== '');
  return first < 0 ? '' : parts.slice(first, last + 1).join('\\\n');
}

function escapeStart(start: string): string {
  return /^\d/.test(start) ? `${start}\\` : `\\${start}`;
}
