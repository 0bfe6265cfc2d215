/** An article's element, without what the page has put into it. */

import type { Element, ElementContent } from 'hast';
import type { ExtractedFields } from './extracted.ts';
import { isFurnitureElement } from './html-body.ts';
import { hasWord, readText } from './html-query.ts';
import { isFollowUp, isFurniture, readMetaLine } from './meta-line.ts';

/** Elements that run on within a line. */
const INLINE = new Set(
  'a abbr b bdi bdo br cite code del dfn em font i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

/** A longer byline tells about its author's life. */
const MAX_BYLINE_CHARACTERS = 80;

/** What is left of an article's element, and what its lines told about the article. */
export interface TrimmedArticle {
  readonly children: ElementContent[];
  readonly fields: ExtractedFields;
}

/**
 * Takes navigation, the heading (`title`), lines about the article, counters, and everything from the links to other
 * articles on out of an element. The element itself is left as it is.
 */
export function trimArticle(element: Element, title: string | undefined, timezone: string): TrimmedArticle {
  const fields: ExtractedFields = {};
  const state = { isOver: false, hasText: false };
  const keepLine = (line: string): boolean => {
    if (isFollowUp(line)) {
      state.isOver = state.hasText;
      return false;
    }
    if (isFurniture(line) || line === title) return false;
    const found = readMetaLine(line, timezone);
    // A date alone below the text is when a letter was signed; above it, it is the article's.
    if (found === null || (state.hasText && found.date_published !== undefined && !/[:\uff1a]/.test(line))) {
      state.hasText ||= line !== '';
      return true;
    }
    for (const [name, value] of Object.entries(found))
      if (!(name in fields)) Object.assign(fields, { [name]: value });
    return false;
  };
  const trim = (children: readonly ElementContent[]): ElementContent[] =>
    children.flatMap((child): ElementContent[] => {
      if (state.isOver) return [];
      if (child.type === 'text') return child.value.trim() === '' || keepLine(readText(child)) ? [child] : [];
      if (child.type !== 'element' || isFurnitureElement(child)) return [];
      const isHeading = child.tagName === 'h1' && title !== undefined;
      const isAbout = !state.hasText && (child.tagName === 'time' || isByline(child));
      if (isHeading || isAbout) return [];
      if (INLINE.has(child.tagName) || isLine(child)) {
        const text = readText(child);
        return text === '' || keepLine(text) ? [child] : [];
      }
      const kept = trim(child.children);
      // A box whose every line was taken out is no part of the text either.
      const isEmptied = child.children.length > 0 && kept.every(isBlank);
      return isEmptied ? [] : [{ ...child, children: kept }];
    });
  // An element that runs on by itself (a <p> with a meta line in bold) is judged whole.
  return { children: isLine(element) ? [element] : trim(element.children), fields };
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' ? node.value.trim() === '' : node.type !== 'element';
}

/** True for an element that runs on within a line. */
export function isInline(element: Element): boolean {
  return INLINE.has(element.tagName);
}

/** True where all that an element holds runs on within a line. */
export function isLine(element: Element): boolean {
  return element.children.every(
    (child) =>
      child.type !== 'element' ||
      ['script', 'style', 'noscript', 'template'].includes(child.tagName) ||
      (INLINE.has(child.tagName) && child.tagName !== 'br' && isLine(child)),
  );
}

/** Names of elements that say who wrote an article, as WordPress, Drupal and microformats have them. */
const BYLINE_CLASSES = ['byline', 'author', 'p-author', 'author-name', 'post-author', 'entry-author'];

/** True for an element that holds the name of an author and little else. */
export function isByline(element: Element): boolean {
  return (
    hasWord(element, 'rel', 'author') ||
    hasWord(element, 'itemProp', 'author') ||
    hasWord(element, 'className', 'wp-block-post-author-name') ||
    (BYLINE_CLASSES.some((name) => hasWord(element, 'className', name)) &&
      readText(element).length <= MAX_BYLINE_CHARACTERS)
  );
}
