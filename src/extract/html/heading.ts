/** What a line of a page says as the heading of its article. */

import type { Element } from 'hast';
import { MAX_TITLE_CHARACTERS } from '../../article/article.ts';
import { isSilent } from './measure.ts';
import type { Page } from './page.ts';
import { listNameWords } from './page.ts';
import type { KnownTexts } from './query.ts';
import { hasWord, readText } from './query.ts';
import { isSectionName } from './site-name.ts';

/** A shorter text that begins a title may do so by chance, in UTF-16 units. */
export const MIN_PART_CHARACTERS = 4;
/** The tags of headings that an article may stand under. */
export const HEADINGS = new Set(['h1', 'h2', 'h3']);
/** What stands over a heading, and often inside it. */
const OVER_WORDS = new Set(
  'kicker overline topline dachzeile roofline eyebrow spitzmarke supertitle surtitre antetitulo occhiello btn button badge'.split(
    ' ',
  ),
);

/** What the head of a page calls its article. */
export interface HeadTitles {
  /** From a `<meta>` element that is for nothing else. */
  readonly given: string | undefined;
  /** The `<title>`, with the site's name. */
  readonly document: string;
  /** The site's own name. */
  readonly site: string | undefined;
  /** The best that the head alone can say. */
  readonly best: string | undefined;
}

/** Whatever is asked for as a heading, an element belongs to one page. */
const knownHeadings: KnownTexts = new WeakMap();

/** A heading's text without buttons, what stands over or under it in an element of its own, and links to itself. */
export function readHeading(page: Page, heading: Element, head: HeadTitles): string {
  if ((page.measures.get(heading)?.letters ?? 0) > MAX_TITLE_CHARACTERS * 2) return '';
  const isLeftOut = (element: Element) =>
    isSilent(element) ||
    page.furniture.has(element) ||
    element.tagName === 'time' ||
    listNameWords(page, element).some((word) => OVER_WORDS.has(word)) ||
    hasWord(element, 'rel', 'author');
  const text = readText(heading, knownHeadings, isLeftOut).replace(/^[:|–—-]\s+|\s*[¶#]$/g, '');
  return head.best !== undefined && isTitleBesideOther(heading, text, head.best) ? head.best : text;
}

/** True where a heading is the title that the head tells, and another line in an element of its own. */
function isTitleBesideOther(heading: Element, text: string, title: string): boolean {
  const isAtEdge = text.startsWith(`${title} `) || text.endsWith(` ${title}`) || text.endsWith(`:${title}`);
  const other = text.replace(title, '').trim();
  return isAtEdge && heading.children.some((child) => [title, other].includes(readText(child)));
}

/** True for a text that may be an article's title: short, and neither the site's nor a section's name. */
export function isTitle(text: string, head: HeadTitles): boolean {
  return text !== '' && text.length <= MAX_TITLE_CHARACTERS && text !== head.site && !isSectionName(text);
}
