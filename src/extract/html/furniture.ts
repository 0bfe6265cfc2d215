/** What a page puts around its articles: menus, boxes of links, feet, tables of a document's facts, comments. */

import type { Element } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import type { FollowUp } from '../meta-line.ts';
import { readFollowUp } from '../meta-line.ts';
import type { Measure } from './measure.ts';
import { isInline, isSilent } from './measure.ts';
import { hasWord, readAttribute, readText } from './query.ts';

/** Words in the class or id of what a page puts around its articles. */
const FURNITURE_WORDS = new Set(
  [
    'nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs pagination pager paging prev previous next toolbar topbar skip',
    'share shares sharing sharer sharedaddy social socials addthis addtoany bdshare bdsharebuttonbox jiathis fenxiang',
    'related recommend recommended recommendation recommendations recirc popular trending outbrain taboola xiangguan tuijian relatedposts',
    'ad ads adv advert adverts advertisement advertising adsense sponsor sponsored promo promos promotion banner',
    'newsletter subscribe subscription signup login',
    'sidebar foot footer widget widgets masthead copyright tags noprint',
  ].flatMap((line) => line.split(' ')),
);
/** Words for what leads to another article; without a link it is the lead of this one. */
const TEASER_WORDS = new Set(['teaser', 'teasers']);
/** Words for texts of their own, which may be longer than the article. */
const ASIDE_WORDS = new Set(
  'comment comments disqus respond pinglun disclaimer cookie cookies consent gdpr modal popup overlay'.split(
    ' ',
  ),
);
/** What these stand before is said of what a page has not, or has beside, or is how a builder names everything. */
const VOIDING_WORDS = new Set('no not non has have with without hide is show when for elementor'.split(' '));
/** Classes by which texts are kept from eyes. */
const HIDING_CLASSES =
  'hidden visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only element-invisible aural offscreen govuk-visually-hidden usa-sr-only show-for-sr assistive-text'.split(
    ' ',
  );
/** Tags and roles for what surrounds a text. */
const FURNITURE_TAGS = new Set(['nav', 'aside', 'footer', 'dialog', 'menu']);
const FURNITURE_ROLES = new Set([
  'navigation',
  'complementary',
  'contentinfo',
  'search',
  'banner',
  'dialog',
  'alert',
]);
/** Never furniture by their names alone. */
const NEVER_BY_NAME = new Set(['html', 'body', 'main', 'article', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** A holder of this share of a page's prose is not furniture, whatever it is called. */
const MAX_FURNITURE_SHARE = 0.5;
/** Beside a notice of one line a foot with no more prose than this, in letters, is one still. */
const BESIDE_TAGS = new Set(['nav', 'aside', 'footer']);
const MAX_BESIDE_LETTERS = 160;
/** A piece of furniture with so many times the prose that is left outside was none. */
const MAX_FURNITURE_RATIO = 20;

/** Of what a page ends with its last blocks are looked at, no longer than this, in letters. */
const MAX_FOOT_BLOCKS = 40;
const MAX_FOOT_LETTERS = 400;
/** Who may copy a site, and its licence: no other line has that. Without a year it may be a picture's. */
const RIGHTS =
  /ICP\s?备|公网安备|网站标识码|^.{0,20}[版著](?:权|權|作権)所有(?![人者是])|^copyright\D{0,12}(?:19|20)\d\d|©\s?(?:19|20)\d\d|all rights reserved/i;
/** Who runs a site, and where they are, in the same box. */
const OPERATOR =
  /^(?:主\s*办|承\s*办|版\s*权|地\s*址|电\s*话|邮\s*编|联系(?:我们|电话|方式)|技术支持|网站(?:地图|维护|备案)|备案|\S{1,3}ICP|copyright|©)/i;

/** The fewest facts of a table of facts about a document, and the longest such table. */
const MIN_FACTS = 3;
const MAX_FACTS_LETTERS = 1_000;
const FIRST_FACT = /索\s*[引取]\s*号/;
const FACTS =
  /索\s*[引取]\s*号|[发發]\s*[文布]\s*(?:机\s*[关构]|单\s*位|日\s*期|字\s*号)|(?:主题|组配|体裁|信息)分类|(?:成文|生成|公开)日期|文\s*号|(?:有|时)\s*效\s*性|主\s*题\s*词|关键词|名\s*称|标\s*题/g;

/** The longest heading of what follows an article, in letters. */
const MAX_FOLLOW_UP_LETTERS = 60;
const LISTS = new Set(['ul', 'ol', 'dl']);

/** The blocks at the end of a page that tell whose site it is. */
function listFeet(measures: ReadonlyMap<Element, Measure>): Element[] {
  const blocks: { element: Element; text: string }[] = [];
  for (const element of [...measures.keys()].reverse()) {
    const measure = measures.get(element);
    if (measure?.isRunning !== true || isInline(element) || measure.letters === 0) continue;
    if (blocks.length === MAX_FOOT_BLOCKS) break;
    blocks.push({ element, text: measure.letters > MAX_FOOT_LETTERS ? '' : readText(element) });
  }
  const rights = blocks.filter(({ element, text }) =>
    measures.get(element)?.isLine ? RIGHTS.test(text) : RIGHTS.test(text) && OPERATOR.test(text),
  );
  const findBox = (element: Element) => {
    const box = measures.get(element)?.parent ?? element;
    return box.tagName === 'tr' ? (measures.get(box)?.parent ?? box) : box;
  };
  const boxes = new Set(rights.map(({ element }) => findBox(element)));
  const [last] = blocks;
  const end = last !== undefined && rights.includes(last) ? findBox(last.element) : undefined;
  const isSmall =
    end !== undefined &&
    (measures.get(end)?.letters ?? 0) <= MAX_FOOT_LETTERS &&
    !NEVER_BY_NAME.has(end.tagName);
  const around = blocks.filter(({ element, text }) => {
    const box = findBox(element);
    return boxes.has(box) && (OPERATOR.test(text) || (isSmall && box === end));
  });
  return [...rights, ...around].map(({ element }) => element);
}

/** The tables in which authorities tell of a document what a title and a date do not: its number, who issued it. */
export function listFactTables(measures: ReadonlyMap<Element, Measure>): Element[] {
  const tables: Element[] = [];
  for (const [element, { letters }] of measures) {
    const isFact = element.children.some((child) => child.type === 'text' && FIRST_FACT.test(child.value));
    if (!isFact || letters > MAX_FACTS_LETTERS) continue;
    let table: Element | null = null;
    for (
      let holder: Element | null = element;
      holder !== null && (measures.get(holder)?.letters ?? 0) <= MAX_FACTS_LETTERS;
      holder = measures.get(holder)?.parent ?? null
    ) {
      const isSmallest = table === null && (readText(holder).match(FACTS)?.length ?? 0) >= MIN_FACTS;
      if (isSmallest || (table !== null && holder.tagName === 'table')) table = holder;
    }
    if (table !== null) tables.push(table);
  }
  return tables;
}

/** The outermost elements that are no text of the article, `facts` among them. */
export function findFurniture(
  body: Element,
  measures: ReadonlyMap<Element, Measure>,
  facts: readonly Element[],
): Set<Element> {
  const sure = new Set([...listFeet(measures), ...facts]);
  const total = measures.get(body)?.proseLetters ?? 0;
  const prose = (element: Element) => measures.get(element)?.proseLetters ?? 0;
  const isSurelyBeside = (element: Element) =>
    prose(element) <= MAX_BESIDE_LETTERS &&
    (BESIDE_TAGS.has(element.tagName) || measures.get(element)?.names.includes('footer') === true);
  const sumBehind = (parent: Element, child: Element) =>
    parent.children
      .slice(parent.children.indexOf(child))
      .reduce((sum, next) => sum + (next.type === 'element' ? prose(next) : 0), 0);
  const furniture = new Set<Element>();
  let outside = total;
  const collect = (parent: Element) => {
    let followUp: FollowUp | null = null;
    for (const child of parent.children) {
      if (child.type !== 'element' || isSilent(child)) continue;
      const isOfFollowUp =
        followUp === 'comments' || (followUp === 'related' && tellsOfAnother(child, measures));
      if (!isOfFollowUp) followUp = readHeadedBy(child, measures.get(child));
      // Some pages tell above an article how many have written to it.
      if (followUp === 'comments' && sumBehind(parent, child) > Math.max(MAX_BESIDE_LETTERS, total / 2))
        followUp = null;
      if (isOfFollowUp && prose(child) <= MAX_BESIDE_LETTERS) sure.add(child);
      const names = measures.get(child)?.names ?? [];
      const isMost = prose(child) > total * MAX_FURNITURE_SHARE && !isSurelyBeside(child);
      if (
        sure.has(child) ||
        isAside(child, names) ||
        (!isMost && (isOfFollowUp || looksLikeFurniture(child, names, measures.get(child))))
      ) {
        furniture.add(child);
        outside -= prose(child);
      } else {
        collect(child);
      }
    }
  };
  collect(body);
  for (;;) {
    const [largest] = [...furniture]
      .filter((one) => !sure.has(one) && !isSurelyBeside(one))
      .sort((a, b) => prose(b) - prose(a));
    if (largest === undefined || prose(largest) <= outside * MAX_FURNITURE_RATIO) break;
    furniture.delete(largest);
    outside += prose(largest);
    collect(largest);
  }
  return furniture;
}

/** What follows a heading, where it is other articles or what readers wrote. */
function readHeadedBy(heading: Element, measure: Measure | undefined): FollowUp | null {
  const isHeading = /^h[2-6]$/.test(heading.tagName) && measure?.isLine === true;
  return isHeading && measure.letters <= MAX_FOLLOW_UP_LETTERS
    ? readFollowUp(readText(heading), measure.linkedLetters > 0)
    : null;
}

/** True for a list with a link for each of its items. */
export function listsOthers(list: Element): boolean {
  if (!LISTS.has(list.tagName)) return false;
  const tags = listElements(list).map(({ tagName }) => tagName);
  const items = tags.filter((tag) => tag === 'li' || tag === 'dt').length;
  return items > 0 && tags.filter((tag) => tag === 'a').length >= items;
}

/** True for such a list, and for a small box that begins with one. */
function tellsOfAnother(element: Element, measures: ReadonlyMap<Element, Measure>): boolean {
  const { letters, linkedLetters } = measures.get(element) ?? { letters: 0, linkedLetters: 0 };
  if (LISTS.has(element.tagName)) return listsOthers(element);
  if (element.tagName === 'p' || linkedLetters === letters || letters > MAX_FOOT_LETTERS) return false;
  let first: Element | undefined = element;
  while (first !== undefined && measures.get(first)?.linkedLetters !== measures.get(first)?.letters)
    first = first.children.find(
      (child): child is Element => child.type === 'element' && (measures.get(child)?.letters ?? 0) > 0,
    );
  return first !== undefined;
}

function looksLikeFurniture(
  element: Element,
  names: readonly string[],
  measure: Measure | undefined,
): boolean {
  if (element.tagName === 'form') return listElements(element).some(isField);
  if (FURNITURE_TAGS.has(element.tagName)) return true;
  if (FURNITURE_ROLES.has(readAttribute(element, 'role'))) return true;
  const leadsAway = measure === undefined || measure.linkedLetters > 0 || measure.proseLetters === 0;
  return hasName(element, names, FURNITURE_WORDS) || (leadsAway && hasName(element, names, TEASER_WORDS));
}

/** Some programs put a form around a text, with nothing to fill in. */
function isField(element: Element): boolean {
  if (element.tagName !== 'input') return element.tagName === 'textarea' || element.tagName === 'select';
  return readAttribute(element, 'type') !== 'hidden';
}

/** Comments, requests for consent, what is hidden: a text beside the article, however long. */
export function isAside(element: Element, names: readonly string[]): boolean {
  return (
    element.properties.hidden === true ||
    readAttribute(element, 'ariaHidden') === 'true' ||
    /display\s*:\s*none/i.test(readAttribute(element, 'style')) ||
    (HIDING_CLASSES.some((name) => hasWord(element, 'className', name)) && !isShownWhenWide(element)) ||
    hasName(element, names, ASIDE_WORDS)
  );
}

/** `hidden md:block`: hidden on a telephone alone. */
function isShownWhenWide(element: Element): boolean {
  return /(?:^|\s)\w+:(?:block|flex|grid|inline|table)/.test(readAttribute(element, 'className'));
}

function hasName(element: Element, names: readonly string[], words: ReadonlySet<string>): boolean {
  if (names.length === 0 || NEVER_BY_NAME.has(element.tagName)) return false;
  // A post from elsewhere, shown in the text.
  if (names.includes('embed') || names.includes('embedded')) return false;
  return names.some((name, index) => words.has(name) && !VOIDING_WORDS.has(names[index - 1] ?? ''));
}
