/** Paragraphs of pages that make them of line ends and spaces. */

import type { Element, ElementContent } from 'hast';
import { isInline } from './html-article.ts';

/**
 * Makes paragraphs of a text that only `<br>` parts, and takes away the spaces that begin a paragraph in Chinese
 * typesetting: they are for the reader's program to show.
 */
export function tidyParagraphs(nodes: readonly ElementContent[]): ElementContent[] {
  const [only, another] = nodes.filter((node) => node.type !== 'text' || node.value.trim() !== '');
  // A box around everything says nothing.
  if (another === undefined && only?.type === 'element' && only.tagName === 'div')
    return tidyParagraphs(only.children);
  const hasBlocks = nodes.some((node) => node.type === 'element' && !isInline(node));
  const hasBreaks = nodes.some(isBreak);
  return (hasBlocks || !hasBreaks ? nodes : splitAtBreaks(nodes)).map(tidyNode);
}

function tidyNode(node: ElementContent): ElementContent {
  if (node.type !== 'element') return node;
  if (node.tagName === 'p') return { ...node, children: trimStart(node.children) };
  if (isInline(node)) return node;
  return {
    ...node,
    children: node.tagName === 'div' ? tidyParagraphs(node.children) : node.children.map(tidyNode),
  };
}

function splitAtBreaks(nodes: readonly ElementContent[]): ElementContent[] {
  const paragraphs: Element[] = [];
  let open: ElementContent[] = [];
  const close = () => {
    const isEmpty = open.every((node) => node.type === 'text' && node.value.trim() === '');
    if (!isEmpty) paragraphs.push({ type: 'element', tagName: 'p', properties: {}, children: open });
    open = [];
  };
  for (const node of nodes) {
    if (isBreak(node)) close();
    else open.push(node);
  }
  close();
  return paragraphs;
}

function isBreak(node: ElementContent): boolean {
  return node.type === 'element' && node.tagName === 'br';
}

function trimStart(nodes: readonly ElementContent[]): ElementContent[] {
  const [first, ...rest] = nodes;
  if (first?.type === 'text') {
    const value = first.value.trimStart();
    return value === '' ? trimStart(rest) : [{ ...first, value }, ...rest];
  }
  if (first?.type === 'element' && isInline(first) && first.children.length > 0)
    return [{ ...first, children: trimStart(first.children) }, ...rest];
  return [...nodes];
}
