/** What a person reads of an article: its text without markup, and the beginning of it. */

import type { Nodes, Parents, Root, RootContent } from 'hast';
import { toText } from 'hast-util-to-text';
import { BLOCK_TAGS, TABLE_PARTS } from './html-schema.ts';
import { parseContent } from './html-tree.ts';

/** Feed readers and chat messages show about this much. */
const MAX_SUMMARY_CHARACTERS = 300;
/** A sentence that ends earlier says too little. */
const MIN_SUMMARY_CHARACTERS = 80;

/** Behind a footnote, the way back to each place that it is about: nothing to read. */
const RETURN_ARROWS = /(?: ↩\d*)+$/;

/** The text of sanitised HTML; blocks end lines, paragraphs are a blank line apart. '' where it has no tree. */
export function extractText(html: string): string {
  const tree = parseContent(html);
  return typeof tree === 'string' ? '' : collectText(tree);
}

/** The text of a tree, as `extractText` gives it. */
export function collectText(tree: Nodes): string {
  return toText(tree)
    .split('\n')
    .map((line) => line.replace(RETURN_ARROWS, '').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Where an article may name somebody: its title, its text, and what its pictures are said to show. */
export function collectNamingText(title: string, html: string, text: string): string {
  return [title, text, ...Array.from(html.matchAll(/ alt="([^"]+)"/g), ([, alt]) => alt)].join('\n\n');
}

/** What a run of words is part of. */
type RunKind = 'paragraph' | 'loose' | 'item' | 'cell' | 'name';

/** Words without a block among them, and so without anything that would have to be said between them. */
interface Run {
  readonly kind: RunKind;
  readonly nodes: readonly RootContent[];
}

/** What says nothing by itself: names of parts, captions, code. */
const NAMES = 'h1 h2 h3 h4 h5 h6 summary figure pre caption'.split(' ');
const KINDS: ReadonlyMap<string, RunKind> = new Map([
  ...NAMES.map((name) => [name, 'name'] as const),
  ...'li dt dd'.split(' ').map((name) => [name, 'item'] as const),
  ...'td th'.split(' ').map((name) => [name, 'cell'] as const),
  ['p', 'paragraph'],
]);
const BLOCKS: ReadonlySet<string> = new Set([...BLOCK_TAGS, ...TABLE_PARTS]);
/** Between what stands beside each other in a list or a table; a word in no language. */
const SEPARATOR = ' · ';

/**
 * The first paragraph of sanitised HTML, shortened; of an article without any the first words between its parts, else
 * its lists, else its first heading, caption or table. Two blocks are never run together.
 */
export function deriveSummary(html: string): string {
  const tree = parseContent(html);
  if (typeof tree === 'string') return '';
  const runs = listRuns(tree);
  const find = (kind: RunKind) => collectRuns(runs, kind, 1);
  const join = (kind: RunKind) => collectRuns(runs, kind, Number.POSITIVE_INFINITY);
  return shortenText(find('paragraph') || find('loose') || join('item') || find('name') || join('cell'));
}

/** At most so many runs of a kind that have words, and no more than a summary has room for; '' where there are none. */
function collectRuns(runs: readonly Run[], kind: RunKind, limit: number): string {
  const texts: string[] = [];
  let characters = 0;
  for (const run of runs) {
    if (texts.length >= limit || characters > 2 * MAX_SUMMARY_CHARACTERS) break;
    const text = run.kind === kind ? collectRun(run) : '';
    if (text !== '') texts.push(text);
    characters += text.length;
  }
  return texts.join(SEPARATOR);
}

function collectRun({ nodes }: Run): string {
  return collectText({ type: 'root', children: [...nodes] });
}

/** The runs of a tree, in order. */
function listRuns(tree: Root): Run[] {
  const withBlocks = new Set<Parents>();
  noteBlocks(tree, withBlocks);
  const runs: Run[] = [];
  const walk = (parent: Parents, kind: RunKind) => {
    let nodes: RootContent[] = [];
    const end = () => {
      if (nodes.some((node) => node.type !== 'text' || node.value.trim() !== '')) runs.push({ kind, nodes });
      nodes = [];
    };
    for (const child of parent.children) {
      if (child.type !== 'element' || !(BLOCKS.has(child.tagName) || withBlocks.has(child))) {
        nodes.push(child as RootContent);
        continue;
      }
      end();
      const own = KINDS.get(child.tagName);
      // What is inside of a list, a table or a figure stays part of it.
      walk(child, kind === 'loose' ? (own ?? kind) : kind);
    }
    end();
  };
  walk(tree, 'loose');
  return runs;
}

/** Notes the elements that have a block somewhere in them. */
function noteBlocks(parent: Parents, withBlocks: Set<Parents>): boolean {
  let hasBlock = false;
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const isNoted = noteBlocks(child, withBlocks);
    hasBlock ||= isNoted || BLOCKS.has(child.tagName);
  }
  if (hasBlock) withBlocks.add(parent);
  return hasBlock;
}

/**
 * Shortens a text to at most 300 characters (code points): whole where it is short, else up to the end of a
 * sentence, else of a word, with an ellipsis. Chinese, which has no spaces, may be cut between any two characters
 * but not before a mark that belongs to the line before.
 */
function shortenText(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= MAX_SUMMARY_CHARACTERS) return characters.join('');
  const room = characters.slice(0, MAX_SUMMARY_CHARACTERS - 1);
  const next = characters[room.length] ?? '';
  const sentence = findSentenceEnd([...room, next].join(''));
  if (sentence !== '') return `${sentence}…`;
  return `${cutAtWord(room.join(''), next).replace(/[\s,;:、,;:(([—–-]+$/u, '')}…`;
}

function findSentenceEnd(text: string): string {
  let end = 0;
  // A full stop ends a sentence only before a space; the marks of Chinese end one anywhere.
  for (const match of text.matchAll(/[。\uff01\uff1f][”’」』\uff09"']*|[.!?؟۔][”’"')\]]*(?=\s)/gu)) {
    const sentence = text.slice(0, match.index + match[0].length);
    if ([...sentence].length < MAX_SUMMARY_CHARACTERS) end = sentence.length;
  }
  const sentence = text.slice(0, end);
  return [...sentence].length >= MIN_SUMMARY_CHARACTERS ? sentence : '';
}

function cutAtWord(text: string, next: string): string {
  if (/\s/u.test(next) || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(text)) return text;
  const word = /[\p{L}\p{M}\p{N}'’-]+$/u.exec(text);
  const isCut = word !== null && /[\p{L}\p{M}\p{N}'’-]/u.test(next);
  // A "word" without an end in sight is cut where the room ends.
  return isCut && word.index > text.length / 2 ? text.slice(0, word.index) : text;
}
