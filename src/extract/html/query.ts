/** Looking things up in a parsed page. */

import type { Element, ElementContent, Nodes } from 'hast';

/** An attribute as one string; '' where it is absent. Lists (classes, rel) are joined by spaces. */
export function readAttribute(element: Element, property: string): string {
  const value = element.properties[property];
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(' ') : String(value);
}

/** True where one of the words of a list attribute is this, whatever the case. */
export function hasWord(element: Element, property: string, word: string): boolean {
  // Most elements have no such attribute, and of those that have one hardly any this word.
  const value = readAttribute(element, property).toLowerCase();
  return value.includes(word) && value.split(/\s+/).includes(word);
}

/** Where a word may be parted at the end of a line: no reader sees it elsewhere. */
const SOFT = /[\u00ad\u200b\u2060\ufeff]/g;

/** A break parts words as a blank does, but for Chinese, which has none. */
const BREAK = '\u2028';
const HAN_BREAK = /(?<=\p{Script=Han}) ?\u2028 ?(?=\p{Script=Han})/gu;
/** Elements whose text is never one word with what stands beside them. */
const PARTED = new Set('div p li dt dd td th h1 h2 h3 h4 h5 h6'.split(' '));

/** What was read in elements before: of lines inside one another each would else be read again for all around it. */
export type KnownTexts = WeakMap<Element, string>;
const knownTexts: KnownTexts = new WeakMap();

/**
 * All text below a node, white space folded, without soft hyphens. It is kept in `known` for each element below: whoever
 * reads with other eyes, or goes on to change what is there, brings their own.
 */
export function readText(
  node: Nodes,
  known: KnownTexts = knownTexts,
  isLeftOut: (element: Element) => boolean = isHidden,
): string {
  return foldText(collectText(node, known, isLeftOut)).trim();
}

/** Joins by `+`, which copies nothing: depth does not multiply what is read. */
function collectText(node: Nodes, known: KnownTexts, isLeftOut: (element: Element) => boolean): string {
  if (node.type === 'text') return shrinkBlanks(node.value);
  if (!('children' in node) || isHidden(node)) return '';
  if (node.type === 'element' && node.tagName === 'br') return BREAK;
  const before = node.type === 'element' ? known.get(node) : undefined;
  if (before !== undefined) return before;
  let text = '';
  let holdsElement = false;
  for (const child of node.children) {
    holdsElement ||= child.type === 'element';
    if (child.type === 'element' && isLeftOut(child)) continue;
    const inner = collectText(child, known, isLeftOut);
    text += child.type === 'element' && PARTED.has(child.tagName) ? ` ${inner} ` : inner;
  }
  // Most elements hold a text alone: that is read as soon as remembered.
  if (holdsElement && node.type === 'element') known.set(node, text);
  return text;
}

/** A longer text may be blanks for the most part, which nobody counts. */
const MAX_UNFOLDED_UNITS = 100;

function shrinkBlanks(text: string): string {
  return text.length > MAX_UNFOLDED_UNITS || text.trim() === '' ? foldText(text) : text;
}

function foldText(text: string): string {
  return text.replace(SOFT, '').replace(HAN_BREAK, '').replace(/\s+/g, ' ');
}

/** The text below an element that stands before another one inside it, folded in the same way. */
export function readTextBefore(holder: Element, inner: Element): string {
  const parts: string[] = [];
  const visit = (children: readonly ElementContent[]): boolean => {
    for (const child of children) {
      if (child === inner) return true;
      if (child.type === 'text') parts.push(child.value);
      else if (child.type === 'element' && !isHidden(child) && visit(child.children)) return true;
    }
    return false;
  };
  visit(holder.children);
  return foldText(parts.join('')).trim();
}

function isHidden(node: Nodes): boolean {
  return node.type === 'element' && ['script', 'style', 'noscript', 'template'].includes(node.tagName);
}
