/** What an article is called, among the headings of its page. */

import type { Element, ElementContent } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import { foldShape } from '../labels.ts';
import { isSilent } from './measure.ts';
import type { Page } from './page.ts';
import { findMainPart, isShortLine, listNameWords } from './page.ts';
import { hasWord, readAttribute, readText } from './query.ts';

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

const SEPARATES_BEFORE = /[-_|–—·:\uff1a»>丨\uff5c/]\s*$/;
const HEADINGS = new Set(['h1', 'h2', 'h3']);
/** What stands over a heading, and often inside it. */
const OVER_WORDS = new Set(
  'kicker overline topline dachzeile roofline eyebrow spitzmarke btn button badge'.split(' '),
);
/** Headings of a part of a site, not of an article. */
const SECTION =
  /^(?:news|latest news|news (?:&|and) events|newsroom|press(?: releases?)?|announcements?|notices?|blog|home|articles?|events?|media|aktuelles|neuigkeiten|nachrichten|presse(?:mitteilung(?:en)?)?|startseite|actualités?|communiqués?(?: de presse)?|accueil|noticias?|actualidad|prensa|inicio|notizie|comunicati(?: stampa)?|notícias|nieuws|aktualności|новости|главная|新闻(?:中心|动态|资讯)?|要闻|通知公告|公告|公示|首页|最新消息|政务(?:公开|要闻|动态)|信息公开|正文|お知らせ|ニュース|新着情报|공지사항|뉴스|보도자료|أخبار|الأخبار)$/iu;

/** True for a heading of a part of a site: News, 通知公告. */
export function isSectionName(text: string): boolean {
  return SECTION.test(foldShape(text));
}

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
 * the page and is a part of the document's title, else what the head says.
 */
export function chooseTitle(page: Page, parts: readonly Element[], head: HeadTitles): string | undefined {
  const own = listOwn(page);
  const titles = (elements: readonly Element[]) => [
    ...new Set(
      elements.map((element) => readHeading(page, element, head)).filter((text) => isTitle(text, head)),
    ),
  ];
  const within = new Set(parts.flatMap((part) => [part, ...listElements(part)]));
  // Behind the article others are told of, marked alike.
  const end = own.findLastIndex((element) => within.has(element));
  const above = end < 0 ? own : own.slice(0, end + 1);
  const [marked] = titles(above.filter((element) => hasWord(element, 'itemProp', 'headline')));
  const headline = marked ?? readMarkedMeta(page);
  if (headline !== undefined && isTitle(headline, head)) return headline;
  if (head.given !== undefined) return head.given;
  const named = titles(above.filter((one) => TITLE_CLASSES.some((name) => hasWord(one, 'className', name))));
  if (named.length === 1) return named[0];
  const headings = own.filter(({ tagName }) => tagName === 'h1');
  const told = titles(headings).find((text) => text === head.best);
  if (told !== undefined) return told;
  const [inside] = titles(headings.filter((heading) => within.has(heading)));
  if (inside !== undefined) return inside;
  const shown = findShown(page, own, head);
  if (shown !== undefined) return shown;
  const [heading, another] = titles(headings);
  const agrees =
    heading !== undefined &&
    another === undefined &&
    (head.best === undefined || heading.includes(readFirstPart(head.best)) || head.best.includes(heading));
  if (agrees) return heading;
  const isSection = head.best === undefined || isSectionName(head.best);
  return (isSection ? findSubheading(page, own, parts, head) : undefined) ?? head.best;
}

/** Titles that share this many of their words say the same in two ways. */
const MIN_SHARED_WORDS = 0.5;

/**
 * Of a title that machines are told and one that the page shows: what is shown, where it is the same in other words or
 * without a site's name or a catchword; else what is told, for the page may have shown a section or a catchword alone.
 */
export function reconcileTitles(told: string | undefined, shown: string | undefined): string | undefined {
  if (told === undefined || shown === undefined) return told ?? shown;
  if (shown.includes(told)) return told;
  if (told.includes(shown)) {
    const endsInSite = told.startsWith(shown) && /^\s+[|·–—-]\s/.test(told.slice(shown.length));
    return endsInSite || shown.length * 2 >= told.length ? shown : told;
  }
  const words = new Set(listWords(told));
  const own = listWords(shown);
  const shared = own.filter((word) => words.has(word)).length;
  return shared >= Math.max(own.length, words.size) * MIN_SHARED_WORDS ? shown : told;
}

function listWords(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
}

/** Every element of the page, furniture too, that is not the site's own: its name, its menus, its foot. */
function listOwn(page: Page): Element[] {
  const found: Element[] = [];
  const visit = (element: Element) => {
    if (isSitePart(element)) return;
    found.push(element);
    for (const child of element.children)
      if (child.type === 'element' && page.measures.has(child)) visit(child);
  };
  visit(page.body);
  return found;
}

function readMarkedMeta(page: Page): string | undefined {
  const metas = page.elements.filter((element) => element.tagName === 'meta');
  const meta = metas.find((element) => hasWord(element, 'itemProp', 'headline'));
  return meta === undefined ? undefined : readAttribute(meta, 'content').trim();
}

/** A heading's text without buttons, what stands over or under it in an element of its own, and links to itself. */
function readHeading(page: Page, heading: Element, head: HeadTitles): string {
  if ((page.measures.get(heading)?.letters ?? 0) > MAX_TITLE_CHARACTERS * 2) return '';
  const strip = (element: Element): Element => ({
    ...element,
    children: element.children.flatMap((child): ElementContent[] => {
      if (child.type !== 'element') return [child];
      const isDropped =
        isSilent(child) ||
        page.furniture.has(child) ||
        listNameWords(page, child).some((word) => OVER_WORDS.has(word)) ||
        hasWord(child, 'rel', 'author');
      return isDropped ? [] : [strip(child)];
    }),
  });
  const text = readText(strip(heading)).replace(/^[:|–—-]\s+|\s*[¶#]$/g, '');
  return head.best !== undefined && isTitleBesideOther(heading, text, head.best) ? head.best : text;
}

/** True where a heading is the title that the head tells, and another line in an element of its own. */
function isTitleBesideOther(heading: Element, text: string, title: string): boolean {
  const isAtEdge = text.startsWith(`${title} `) || text.endsWith(` ${title}`);
  const other = text.replace(title, '').trim();
  return isAtEdge && heading.children.some((child) => [title, other].includes(readText(child)));
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
    (SITE_PART.test(name) && element.tagName !== 'body') ||
    // What leads home is the site's name.
    (element.tagName === 'h1' && element.children.some(leadsHome))
  );
}

function leadsHome(node: ElementContent): boolean {
  return (
    node.type === 'element' &&
    node.tagName === 'a' &&
    (hasWord(node, 'rel', 'home') ||
      (node.properties.href !== undefined &&
        /^(?:https?:\/\/[^/]+)?\/?(?:index\.\w+)?$/i.test(readAttribute(node, 'href'))))
  );
}

function isTitle(text: string, head: HeadTitles): boolean {
  return text !== '' && text.length <= MAX_TITLE_CHARACTERS && text !== head.site && !isSectionName(text);
}

/** The longest heading that is a part of the document's title, or else line that begins it. */
function findShown(page: Page, elements: readonly Element[], head: HeadTitles): string | undefined {
  const title = head.document;
  const texts = elements
    .filter((element) => element.tagName !== 'a' && isShortLine(page, element, MAX_TITLE_CHARACTERS))
    .map((element) => ({ text: readHeading(page, element, head), isHeading: HEADINGS.has(element.tagName) }))
    .filter(({ text, isHeading }) => {
      if (text.length < MIN_PART_CHARACTERS || !isTitle(text, head)) return false;
      // What repeats the document's title whole, site and all, is no heading.
      const start = isHeading ? title.lastIndexOf(text) : title.startsWith(text) && text !== title ? 0 : -1;
      if (start < 0) return false;
      const before = title.slice(0, start);
      const behind = title.slice(start + text.length);
      return (before === '' || SEPARATES_BEFORE.test(before)) && (behind === '' || SEPARATED.test(behind));
    });
  return texts.sort((a, b) => b.text.length - a.text.length)[0]?.text;
}

/** Where the head and the first heading name a section of the site alone: the heading right above the text. */
function findSubheading(
  page: Page,
  own: readonly Element[],
  parts: readonly Element[],
  head: HeadTitles,
): string | undefined {
  const main = findMainPart(page, parts);
  const start = main === undefined ? -1 : own.indexOf(main);
  const isHeading = (element: Element) =>
    HEADINGS.has(element.tagName) && isTitle(readHeading(page, element, head), head);
  const heading =
    own.slice(0, Math.max(0, start)).findLast(isHeading) ?? own.slice(Math.max(0, start)).find(isHeading);
  return heading === undefined ? undefined : readHeading(page, heading, head);
}
