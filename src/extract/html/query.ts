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

/** All text below a node, white space folded. */
export function readText(node: Nodes): string {
  const parts: string[] = [];
  const visit = (current: Nodes) => {
    if (current.type === 'text') parts.push(current.value);
    else if ('children' in current && !isHidden(current)) for (const child of current.children) visit(child);
  };
  visit(node);
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** The text below an element that stands before another one inside it, white space folded. */
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
  return parts.join('').replace(/\s+/g, ' ').trim();
}

function isHidden(node: Nodes): boolean {
  return node.type === 'element' && ['script', 'style', 'noscript', 'template'].includes(node.tagName);
}
