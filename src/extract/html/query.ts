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

/** All text below a node, white space folded, without soft hyphens. */
export function readText(node: Nodes): string {
  const parts: string[] = [];
  const visit = (current: Nodes) => {
    if (current.type === 'text') parts.push(current.value);
    else if ('children' in current && !isHidden(current)) for (const child of current.children) visit(child);
  };
  visit(node);
  return foldText(parts);
}

function foldText(parts: readonly string[]): string {
  return parts.join('').replace(SOFT, '').replace(/\s+/g, ' ').trim();
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
  return foldText(parts);
}

function isHidden(node: Nodes): boolean {
  return node.type === 'element' && ['script', 'style', 'noscript', 'template'].includes(node.tagName);
}
