/** What differs between two texts, marked word by word. */

import { diffArrays } from 'diff/lib/diff/array.js';
import type { ElementContent, Nodes } from 'hast';
import { parseContent } from './html-tree.ts';
import { collectText } from './text.ts';

/** A part of both texts, of the former alone, or of the latter alone. */
export interface ComparedPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * Insertions and deletions that are looked for; the time grows with their square. Texts that differ in more words are
 * compared by lines, and those that differ in more lines have little in common.
 */
const MAX_EDITS = 1_000;

/** A line's end, a character of a script without spaces, a word, a space, or a mark. */
const WORDS =
  /\n|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[[\p{L}\p{M}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]]+|[^\S\n]+|./gsv;
const LINES = /\n|[^\n]+/g;

/** Marks what was removed from one text and added to make the other; the parts of each are that text again. */
export function compareTexts(before: string, after: string): readonly ComparedPart[] {
  for (const units of [WORDS, LINES]) {
    const changes = diffArrays(before.match(units) ?? [], after.match(units) ?? [], {
      maxEditLength: MAX_EDITS,
    });
    if (changes !== undefined) {
      return joinChanges(
        changes.map(({ added, removed, value }) => ({
          kind: added ? 'added' : removed ? 'removed' : 'same',
          text: value.join(''),
        })),
      );
    }
  }
  return joinChanges([
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ]);
}

/** Changes with nothing but a space between them are one to a reader: what was there, then what is. */
function joinChanges(parts: readonly ComparedPart[]): ComparedPart[] {
  const joined: ComparedPart[] = [];
  let removed = '';
  let added = '';
  const endChange = () => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed });
    if (added !== '') joined.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  for (const [index, { kind, text }] of parts.entries()) {
    const isBetween =
      /^[^\S\n]+$/.test(text) && removed + added !== '' && (parts[index + 1]?.kind ?? 'same') !== 'same';
    if (kind === 'same' && !isBetween) {
      endChange();
      joined.push({ kind, text });
      continue;
    }
    if (kind !== 'added') removed += text;
    if (kind !== 'removed') added += text;
  }
  endChange();
  return joined;
}

/** What a person can compare of sanitised HTML: its text, with the addresses of its links and pictures. */
export function readComparableText(html: string): string {
  const tree = parseContent(html);
  if (typeof tree === 'string') return '';
  const pending: Nodes[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!('children' in node)) continue;
    for (const child of node.children) pending.push(child);
    if (node.type === 'element') node.children.push(...describeAddress(node.tagName, node.properties));
  }
  return collectText(tree);
}

function describeAddress(tagName: string, { href, src, alt }: Record<string, unknown>): ElementContent[] {
  const address = tagName === 'a' ? href : src;
  if (typeof address !== 'string') return [];
  const label = typeof alt === 'string' && alt !== '' ? `[${alt}]` : '';
  return [{ type: 'text', value: `${label} <${address}>` }];
}
