/** What an article is called, among the headings of its page. */

import type { Element, ElementContent } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import type { DateReading } from '../dates.ts';
import { foldShape } from '../labels.ts';
import { isFurniture, readMetaLine } from '../meta-line.ts';
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
const SEPARATED = /^\s*[-_|–—·:\uff1a»>丨\uff5c@]+\s*\S/;
/** In Chinese a space alone may, before the name of an office or a site. */
const SPACED = /^\s+(?=\p{Script=Han})/u;

const SEPARATES_BEFORE = /[-_|–—·:\uff1a»>丨\uff5c/]\s*$/;
const HEADINGS = new Set(['h1', 'h2', 'h3']);
/** A title that has one such mark alone. */
const BEHIND = /^([^|_]{2,40}?)(?:\s+[-–—|·]\s+|--|_|\|)((?=.*\p{Script=Han})[^|_]{6,})$/u;
/** What stands over a heading, and often inside it. */
const OVER_WORDS = new Set(
  'kicker overline topline dachzeile roofline eyebrow spitzmarke supertitle surtitre antetitulo occhiello btn button badge'.split(
    ' ',
  ),
);
/** Headings of a part of a site, not of an article; and what programs and greetings put in the place of a title. */
const SECTION =
  /^(?:首页\s*[->»/]+.{1,20}|(?:谢谢|感谢|欢迎)您?的?(?:访问|光临).{0,30}|(?:新闻|文章|信息|内容)?(?:详情|详细|内容)页?|显示|无标题(?:文档)?|新建网页\s?\d*|untitled(?: document| page)?|new page \d*|medienmitteilung(?:en)?|news|latest news|news (?:&|and) events|newsroom|press(?: releases?)?|announcements?|notices?|blog|home|articles?|events?|media|aktuelles|neuigkeiten|nachrichten|presse(?:mitteilung(?:en)?)?|startseite|actualités?|communiqués?(?: de presse)?|accueil|noticias?|actualidad|prensa|inicio|notizie|comunicati(?: stampa)?|notícias|nieuws|aktualności|новости|главная|新闻(?:中心|动态|资讯)?|要闻|通知公告|公告|公示|首页|最新消息|政务(?:公开|要闻|动态)|信息公开|正文|お知らせ|ニュース|新着情报|공지사항|뉴스|보도자료|أخبار|الأخبار)$/iu;

/** A title that is a site's name, in Chinese, and where in it one is. */
const SITE =
  /^\p{Script=Han}{1,7}(?:网|网站|门户|官网|频道|论坛|社区|博客|在线|娱乐)(?:\s*[>»-]+\s*\p{Script=Han}{2,8})?$/u;

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
export function chooseTitle(
  page: Page,
  parts: readonly Element[],
  head: HeadTitles,
  reading: DateReading,
): string | undefined {
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
  const shown = findBehind(page, above, head) ?? findShown(page, above, head);
  if (shown !== undefined) return shown;
  const [heading, another] = titles(headings);
  const isUntold = head.best === undefined || isSectionName(head.best) || SITE.test(head.best);
  // One that leads away, and nothing tells of, is the site's.
  const isOwn = !isUntold || headings.every((one) => page.measures.get(one)?.linkedLetters === 0);
  const agrees =
    heading !== undefined &&
    another === undefined &&
    isOwn &&
    (head.best === undefined || heading.includes(readFirstPart(head.best)) || head.best.includes(heading));
  if (agrees) return heading;
  return (isUntold ? findUntold(page, own, parts, head, reading) : undefined) ?? head.best;
}

/** True where a first heading of the page is this title. */
export function hasHeading(page: Page, title: string | undefined): boolean {
  return page.elements.some(
    (element) =>
      element.tagName === 'h1' &&
      isShortLine(page, element, MAX_TITLE_CHARACTERS) &&
      readText(element) === title,
  );
}

/** Titles that share this many of their words say the same in two ways. */
const MIN_SHARED_WORDS = 0.5;

/**
 * Of a title that machines are told and one that the page shows: what is shown, where it is the same in other words or
 * without a site's name or a catchword; else what is told, for the page may have shown a section or a catchword alone,
 * unless `document`, what a document with that heading is called, has no word of what is told.
 */
export function reconcileTitles(
  told: string | undefined,
  shown: string | undefined,
  document: string,
): string | undefined {
  if (told === undefined || shown === undefined) return told ?? shown;
  if (shown.includes(told)) return told;
  if (told.includes(shown)) {
    const endsInSite = told.startsWith(shown) && /^\s+[|·–—-]\s/.test(told.slice(shown.length));
    return endsInSite || shown.length * 2 >= told.length ? shown : told;
  }
  const words = new Set(listWords(told));
  const own = listWords(shown);
  const shared = own.filter((word) => words.has(word)).length;
  // What neither the page nor its document is called may describe it.
  if (document.includes(shown) && !listWords(document).some((word) => words.has(word))) return shown;
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
        child.tagName === 'time' ||
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
  const isAtEdge = text.startsWith(`${title} `) || text.endsWith(` ${title}`) || text.endsWith(`:${title}`);
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
      const start = isHeading ? title.lastIndexOf(text) : title.startsWith(text) && text !== title ? 0 : -1;
      // What repeats the document's title whole, site and all, is no heading.
      if (start < 0) return false;
      const before = title.slice(0, start);
      const behind = title.slice(start + text.length);
      const isCut =
        SEPARATED.test(behind) ||
        (SPACED.test(behind) && weigh(behind.replace(/[_|丨].*$/u, '')) < weigh(text));
      return (before === '' || SEPARATES_BEFORE.test(before)) && (behind === '' || isCut);
    });
  return texts.sort((a, b) => b.text.length - a.text.length)[0]?.text;
}

/** `Column--Title`, `Site - Title`: the longer part behind, in Chinese, where a line of the page shows it and none the first. */
function findBehind(page: Page, elements: readonly Element[], head: HeadTitles): string | undefined {
  const [, before, behind] = BEHIND.exec(head.document) ?? [];
  if (before === undefined || behind === undefined || weigh(behind) < weigh(before)) return undefined;
  const lines = elements.filter((element) => isShortLine(page, element, MAX_TITLE_CHARACTERS));
  const texts = new Set(
    lines.filter(({ tagName }) => tagName !== 'a').map((line) => readHeading(page, line, head)),
  );
  return texts.has(behind) && !texts.has(before) && isTitle(behind, head) ? behind : undefined;
}

/** How much a text says: a Chinese character as much as two letters. */
export function weigh(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}

/** As templates and old programs name what holds a title. */
const TITLE_WORDS = new Set('title titel heading headline subject posttitle biaoti bt tit'.split(' '));
/** Above the text no title is further away than this, in elements; nor behind more links than these. */
const MAX_TITLE_DISTANCE = 40;
const MAX_LINKS_BELOW_TITLE = 3;
/** Lines without any mark are titles where they are short, do not end as a sentence does, and stand this near. */
const MAX_PLAIN_CHARACTERS = 60;
const MAX_PLAIN_DISTANCE = 6;
const NO_PLAIN = /[。.,\uff0c:\uff1a;\uff1b…]$|[|>»]|^\P{L}*$/u;

/**
 * Where the head names a section alone, or nothing: what is marked or named as a heading, right above the text or first
 * in it; else its first line, or the one above it, where they look like a title; else the last heading before it.
 */
function findUntold(
  page: Page,
  own: readonly Element[],
  parts: readonly Element[],
  head: HeadTitles,
  reading: DateReading,
): string | undefined {
  const main = findMainPart(page, parts);
  const start = main === undefined ? -1 : own.indexOf(main);
  const { above, first } = listAround(page, own, start);
  const read = (element: Element) => readHeading(page, element, head);
  const isAbout = (line: string) => isFurniture(line) || readMetaLine(line, reading) !== null;
  const isMarked = (line: string) => isTitle(line, head) && !isAbout(line);
  const isPlain = (line: string) =>
    line.length >= MIN_PART_CHARACTERS &&
    line.length <= MAX_PLAIN_CHARACTERS &&
    !NO_PLAIN.test(line) &&
    isMarked(line);
  const marked = (elements: readonly Element[]) =>
    elements
      .filter((element) => isNamedTitle(page, element))
      .map(read)
      .find(isMarked);
  const plain = (elements: readonly Element[], most: number) =>
    elements
      .filter(({ tagName }) => tagName !== 'a')
      .map(read)
      .filter((line) => line !== '' && !isSectionName(line) && !isAbout(line))
      .slice(0, most)
      .find(isPlain);
  return (
    marked(above) ??
    marked(first) ??
    plain(first, 1) ??
    plain(above, MAX_PLAIN_DISTANCE) ??
    findSubheading(page, own, parts, head)
  );
}

/** The lines above a text, from it upwards to where links begin, and those in it before its first prose. */
function listAround(
  page: Page,
  own: readonly Element[],
  start: number,
): { readonly above: readonly Element[]; readonly first: readonly Element[] } {
  if (start < 0) return { above: [], first: [] };
  const isLine = (element: Element) => isShortLine(page, element, MAX_TITLE_CHARACTERS);
  const lines = own
    .slice(Math.max(0, start - MAX_TITLE_DISTANCE), start)
    .filter(isLine)
    .reverse();
  const link = lines.filter(({ tagName }) => tagName === 'a')[MAX_LINKS_BELOW_TITLE];
  const inside = own.slice(start + 1, start + MAX_TITLE_DISTANCE);
  const prose = inside.findIndex((element) => (page.measures.get(element)?.runs ?? 0) > 0);
  return {
    above: link === undefined ? lines : lines.slice(0, lines.indexOf(link)),
    first: (prose < 0 ? inside : inside.slice(0, prose)).filter(isLine),
  };
}

function isNamedTitle(page: Page, element: Element): boolean {
  return (
    /^h[1-6]$/.test(element.tagName) || listNameWords(page, element).some((word) => TITLE_WORDS.has(word))
  );
}

/** The heading right above the text, however far, or the first in it. */
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
