/** An article's content as its page shows it: the same words, with what a page must add for everybody to reach them. */

import type { Element, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { listElements, parseContent } from '../../article/content/html-tree.ts';

/** The page's title is its only heading of level 1; an article's own begin below it. */
const FIRST_HEADING_LEVEL = 2;
const LAST_HEADING_LEVEL = 6;
const NEEDS_HELP = /<(?:table|img|h[1-6])\b/i;

/**
 * Wide tables scroll and can be scrolled by keyboard (`tableLabel` tells what they are), headings follow
 * the page's title without a gap, pictures load when they come near and are silent where nobody described them.
 */
export function preparePageContent(html: string, tableLabel: string): string {
  if (!NEEDS_HELP.test(html)) return html;
  const tree = parseContent(html);
  if (typeof tree === 'string') return html;
  const levels = listElements(tree)
    .map(readHeadingLevel)
    .filter((level) => level !== null);
  const shift = levels.length === 0 ? 0 : FIRST_HEADING_LEVEL - Math.min(...levels);
  for (const element of listElements(tree)) {
    const level = readHeadingLevel(element);
    if (level !== null) element.tagName = `h${Math.min(level + shift, LAST_HEADING_LEVEL)}`;
    if (element.tagName === 'img') {
      element.properties = { alt: '', loading: 'lazy', decoding: 'async', ...element.properties };
    }
  }
  wrapTables(tree, tableLabel);
  return toHtml(tree);
}

function readHeadingLevel({ tagName }: Element): number | null {
  const level = /^h([1-6])$/.exec(tagName)?.[1];
  return level === undefined ? null : Number(level);
}

function wrapTables(parent: Root | Element, label: string): void {
  parent.children = (parent.children as RootContent[]).map((child) => {
    if (child.type !== 'element') return child;
    wrapTables(child, label);
    if (child.tagName !== 'table') return child;
    const properties = { className: ['wide'], role: 'group', tabIndex: 0, ariaLabel: label };
    return { type: 'element', tagName: 'div', properties, children: [child] };
  }) as Root['children'] & Element['children'];
}
