/** What a person reads of an article: its text without markup, and the beginning of it. */

import type { Element, Nodes, Parents } from 'hast';
import { toText } from 'hast-util-to-text';
import { CONTENT_LIMITS, parseHtml } from './html-tree.ts';

/** Feed readers and chat messages show about this much. */
const MAX_SUMMARY_CHARACTERS = 300;
/** A sentence that ends earlier says too little. */
const MIN_SUMMARY_CHARACTERS = 80;

/** Behind a footnote, the way back to each place that it is about: nothing to read. */
const RETURN_ARROWS = /(?: ↩\d*)+$/;

/** The text of sanitised HTML; blocks end lines, paragraphs are a blank line apart. '' where it has no tree. */
export function extractText(html: string): string {
  const tree = parseHtml(html, 'fragment', CONTENT_LIMITS);
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

/** What says nothing by itself: names of parts, cells, captions. */
const NO_SENTENCES: ReadonlySet<string> = new Set([
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'figure',
  'pre',
]);
/** Where paragraphs are parts of something. */
const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl']);

/** The first paragraph of sanitised HTML, shortened; of an article without any its first words that are no heading. */
export function deriveSummary(html: string): string {
  const tree = parseHtml(html, 'fragment', CONTENT_LIMITS);
  if (typeof tree === 'string') return '';
  const paragraph = findParagraph(tree);
  if (paragraph !== null) return shortenText(collectText(paragraph));
  const [words = ''] = collectText(leaveOut(tree, NO_SENTENCES)).split('\n\n');
  const [anything = ''] = collectText(tree).split('\n');
  return shortenText(words || anything);
}

function findParagraph(parent: Parents): Element | null {
  for (const child of parent.children) {
    if (child.type !== 'element' || NO_SENTENCES.has(child.tagName) || LISTS.has(child.tagName)) continue;
    const found = child.tagName === 'p' ? child : findParagraph(child);
    if (found !== null && collectText(found) !== '') return found;
  }
  return null;
}

function leaveOut<Tree extends Parents>(tree: Tree, names: ReadonlySet<string>): Tree {
  const children = (tree.children as Nodes[])
    .filter((child) => child.type !== 'element' || !names.has(child.tagName))
    .map((child) => ('children' in child ? leaveOut(child, names) : child));
  return { ...tree, children };
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
