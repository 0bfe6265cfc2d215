/** Which part of a page is its article. */

import type { Element, Root } from 'hast';
import { hasWord, listElements, readAttribute, readText } from './html-query.ts';

/** An article has more to say than a caption: so many letters, or half as many Chinese characters. */
const MIN_TEXT_WEIGHT = 40;
/** A block of fewer characters counts for nothing in the score: it may be a button. */
const MIN_BLOCK_CHARACTERS = 25;
/** About three paragraphs of some length, or one very long; below that the best part of the page may be anything. */
const MIN_SCORE = 8;
const CHARACTERS_PER_POINT = 100;
const MAX_LENGTH_POINTS = 3;
/** Above this share of its text a part of a page leads elsewhere. */
const MAX_MAIN_LINK_DENSITY = 0.3;
/** What a block is worth to what holds it, to what holds that, and so on: two sections beat one of them. */
const HOLDER_SHARES = [1, 0.6, 0.3];

type Mark = (element: Element) => boolean;

const byClass =
  (...names: string[]): Mark =>
  (element) =>
    names.some((name) => hasWord(element, 'className', name));
const byId =
  (...names: string[]): Mark =>
  (element) =>
    names.includes(readAttribute(element, 'id').toLowerCase());

/** `article-content`, `entry-content`, `news_text`, `xxgk-content`, `detailCon`. */
const TEXT_NAME =
  /(?:^|[\s_-])(?:article|news|entry|post|story|detail|xxgk|ucap|wp-block-post|art|xl|info|text|blog-item)(?:__|[_-])?(?:content|contents|con|body|text|txt|main-text)(?:$|\s)/i;

/** How widespread systems mark the text of an article, the surest first. */
const MARKS: readonly Mark[] = [
  (element) => hasWord(element, 'itemProp', 'articlebody'),
  (element) => element.tagName === 'ucapcontent' || byId('ucap-content')(element),
  byClass('trs_editor', 'trs_ueditor', 'trs_editor_view', 'view_trs_editor'),
  byId(
    'zoom',
    'zoomcon',
    'fontzoom',
    'js_content',
    'vsb_content',
    'artibody',
    'uctxtcontent',
    'articlecontent',
  ),
  byClass('pages_content', 'e-content', 'govspeak', 'field--name-body', 'field-name-body'),
  // What templates call it, in two words: the thing and its text.
  (element) =>
    TEXT_NAME.test(readAttribute(element, 'className')) || TEXT_NAME.test(readAttribute(element, 'id')),
  (element) => element.tagName === 'article',
];

/** Parts that are never text of the article, by what they are called. */
const FURNITURE_NAME =
  /(?:^|\s|(?<!\b(?:no|has|with|without|hide))[_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|sidebar|footer|comments?|share|sharedaddy|sharing|social|related\w*|recommend(?:ed)?|pagination|pager|prev|next|post-navigation|banner|advert\w*|ads?|cookies?|cookie\w*|consent|gdpr|newsletter|subscribe|toolbar|jiathis|bdsharebuttonbox|bdshare|print-(?:btn|button|link)|skip-link|screen-reader-text|visually-hidden|sr-only|author-(?:box|bio))(?:$|[\s_-])/i;
const FURNITURE_TAGS = new Set([
  'nav',
  'aside',
  'footer',
  'form',
  'button',
  'dialog',
  'menu',
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'svg',
]);

/** True for navigation, forms, buttons to share, what is hidden. */
export function isFurnitureElement(element: Element): boolean {
  const role = readAttribute(element, 'role');
  const name = `${readAttribute(element, 'className')} ${readAttribute(element, 'id')}`;
  return (
    FURNITURE_TAGS.has(element.tagName) ||
    element.properties.hidden === true ||
    readAttribute(element, 'ariaHidden') === 'true' ||
    /display\s*:\s*none/i.test(readAttribute(element, 'style')) ||
    ['navigation', 'complementary', 'contentinfo', 'search', 'banner'].includes(role) ||
    // Whole pages have been put into a wrapper called "no-sidebar".
    (FURNITURE_NAME.test(name) && !['body', 'main', 'article', 'html'].includes(element.tagName))
  );
}

/** The element that holds the article: where the page marks it, else where the text is densest; null for neither. */
export function findArticleElement(page: Root): Element | null {
  for (const isMarked of MARKS) {
    const sized = listOutermost(page, isMarked).map((element) => ({
      element,
      size: weighText(readText(element)),
    }));
    const [best, second] = sized.sort((a, b) => b.size - a.size);
    if (best === undefined || best.size < MIN_TEXT_WEIGHT) continue;
    // Several of a size are a list of articles.
    return second !== undefined && second.size > best.size / 2 ? null : best.element;
  }
  return findDensest(page) ?? findMain(listElements(page));
}

/** A Chinese character says as much as two letters at the least. */
function weighText(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}

/** Marked elements that are in no other: measuring those inside, too, would take the square of a page's depth. */
function listOutermost(node: Root | Element, isMarked: Mark): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return isMarked(child) ? [child] : listOutermost(child, isMarked);
  });
}

/** A short article has no density: a <main> with one heading, paragraphs and few links is one. */
function findMain(elements: readonly Element[]): Element | null {
  const [main, another] = elements.filter((element) => element.tagName === 'main');
  if (main === undefined || another !== undefined) return null;
  const count = (name: string) => listElements(main).filter(({ tagName }) => tagName === name).length;
  const isArticle = count('h1') === 1 && count('p') > 0 && count('article') === 0;
  return isArticle && measureLinkDensity(main) < MAX_MAIN_LINK_DENSITY ? main : null;
}

/**
 * Scores what holds paragraphs by their length and commas, as Readability does: whole for the parent, less for those
 * around it; then takes off what is links. One pass over the page.
 */
function findDensest(page: Root): Element | null {
  const scores = new Map<Element, number>();
  const visit = (element: Element, ancestors: readonly Element[]) => {
    if (isFurnitureElement(element)) return;
    const holders = hasOwnText(element) ? [element, ...ancestors] : ancestors;
    const own = isTextBlock(element) ? readText(element) : '';
    if (own.length >= MIN_BLOCK_CHARACTERS) {
      const commas = own.match(/[,\uff0c、。]/g)?.length ?? 0;
      const points = 1 + commas + Math.min(own.length / CHARACTERS_PER_POINT, MAX_LENGTH_POINTS);
      for (const [index, share] of HOLDER_SHARES.entries()) {
        const holder = holders[index];
        if (holder !== undefined) scores.set(holder, (scores.get(holder) ?? 0) + points * share);
      }
    }
    const around = [element, ...ancestors].slice(0, HOLDER_SHARES.length);
    for (const child of element.children) if (child.type === 'element') visit(child, around);
  };
  for (const child of page.children) if (child.type === 'element') visit(child, []);
  let best: Element | null = null;
  let bestScore = MIN_SCORE;
  for (const [element, points] of scores) {
    const score = points * (1 - measureLinkDensity(element));
    if (score > bestScore) [best, bestScore] = [element, score];
  }
  return best;
}

function isTextBlock(element: Element): boolean {
  return ['p', 'pre', 'blockquote'].includes(element.tagName) || hasOwnText(element);
}

/** Old pages put their text straight into a box or a cell of a table. */
function hasOwnText(element: Element): boolean {
  return (
    ['div', 'td', 'section'].includes(element.tagName) &&
    element.children.some(
      (child) => child.type === 'text' && child.value.trim().length >= MIN_BLOCK_CHARACTERS,
    )
  );
}

function measureLinkDensity(element: Element): number {
  const total = readText(element).length;
  const links = listElements(element).filter(({ tagName }) => tagName === 'a');
  return total === 0 ? 1 : links.reduce((sum, link) => sum + readText(link).length, 0) / total;
}
