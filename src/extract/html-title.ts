/** What an article is called, among the headings of its page. */

import type { Element } from 'hast';
import type { Page } from './html-page.ts';
import { isShortLine } from './html-page.ts';
import { hasWord, listElements, readAttribute, readText } from './html-query.ts';

const MAX_TITLE_CHARACTERS = 300;
/** A shorter text that begins a title may do so by chance. */
const MIN_PART_CHARACTERS = 4;
const TITLE_CLASSES = [
  'entry-title',
  'post-title',
  'wp-block-post-title',
  'p-name',
  'article-title',
  'article__title',
];
/** What names the site or a part of it. */
const SITE_PART = /(?:^|[\s_-])(?:logo|site-?title|site-?name|brand|branding|masthead)(?:$|[\s_-])/i;
/** What parts a title from what follows it, in the title of a document. */
const SEPARATED = /^\s*[-_|–—·:\uff1a»>丨\uff5c]+\s*\S/;

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

/**
 * Chooses the title: the heading that is marked as the article's, else the one inside the article, else what stands on
 * the page and begins the document's title, else what the head says.
 */
export function chooseTitle(page: Page, parts: readonly Element[], head: HeadTitles): string | undefined {
  const elements = listElements(page.root);
  const site = new Set(elements.filter(isSitePart).flatMap((part) => [part, ...listElements(part)]));
  const own = elements.filter((element) => !site.has(element));
  const marked = own.find((element) => hasWord(element, 'itemProp', 'headline'));
  const headline = marked === undefined ? '' : readAttribute(marked, 'content') || readText(marked);
  if (isTitle(headline, head)) return headline;
  if (head.given !== undefined) return head.given;
  const named = only(
    own.filter((one) => TITLE_CLASSES.some((name) => hasWord(one, 'className', name))),
    head,
  );
  if (named !== undefined) return named;
  const inside = parts
    .flatMap((part) => [part, ...listElements(part)])
    .filter((element) => element.tagName === 'h1' && !site.has(element));
  const first = inside.map(readText).find((text) => isTitle(text, head));
  if (first !== undefined) return first;
  const shown = findShown(page, own, head);
  if (shown !== undefined) return shown;
  const heading = only(
    own.filter(({ tagName }) => tagName === 'h1'),
    head,
  );
  const agrees =
    heading !== undefined &&
    (head.best === undefined || heading.includes(readFirstPart(head.best)) || head.best.includes(heading));
  return agrees ? heading : head.best;
}

/** `Title` of `Title | Site`. */
function readFirstPart(title: string): string {
  const [part = ''] = title.split(/\s+[-–—|·»:]\s+|[_|丨]/u, 1);
  return part.length >= MIN_PART_CHARACTERS ? part.trim() : title;
}

function isSitePart(element: Element): boolean {
  const name = `${readAttribute(element, 'className')} ${readAttribute(element, 'id')}`;
  return (
    element.tagName === 'nav' ||
    element.tagName === 'footer' ||
    readAttribute(element, 'role') === 'banner' ||
    (SITE_PART.test(name) && element.tagName !== 'body')
  );
}

function isTitle(text: string, head: HeadTitles): boolean {
  return text !== '' && text.length <= MAX_TITLE_CHARACTERS && text !== head.site;
}

/** The text that all these elements have. */
function only(elements: readonly Element[], head: HeadTitles): string | undefined {
  const texts = new Set(elements.map(readText).filter((text) => isTitle(text, head)));
  const [text, another] = texts;
  return another === undefined ? text : undefined;
}

/** The longest text of one element that begins the document's title, with what parts it from the rest behind it. */
function findShown(page: Page, elements: readonly Element[], head: HeadTitles): string | undefined {
  const title = head.document;
  const texts = elements
    .filter((element) => element.tagName !== 'a' && isShortLine(page, element, MAX_TITLE_CHARACTERS))
    .map(readText)
    .filter(
      (text) =>
        text.length >= MIN_PART_CHARACTERS &&
        isTitle(text, head) &&
        title.startsWith(text) &&
        (text.length === title.length || SEPARATED.test(title.slice(text.length))),
    );
  return texts.sort((a, b) => b.length - a.length)[0];
}
