/** Which parts of a page are its article. */

import type { Element, ElementContent } from 'hast';
import { listElements } from '../../article/content/html-tree.ts';
import { isInline } from './measure.ts';
import type { Page } from './page.ts';
import { isNamedTitle, isShortLine, listNameWords } from './page.ts';
import { hasWord, readAttribute } from './query.ts';

/** What prose is worth to what holds it, to what holds that, and so on up. */
const HOLDER_SHARES = [1, 0.5, 0.17, 0.11, 0.08];
/** What an element's name says for or against it, in points: as much again at the most. */
const NAME_POINTS = 25;
const TEXT_WORDS = new Set(
  'article articles body content contents entry hentry main post story text news detail details zoom blog page'.split(
    ' ',
  ),
);
const OTHER_WORDS = new Set(
  'meta media gallery caption contact author byline list index footer header copyright info extra aside login search'.split(
    ' ',
  ),
);
/** A sibling of the best part joins it with this share of its score. */
const SIBLING_SHARE = 0.2;
const MIN_SIBLING_POINTS = 10;
/** A paragraph beside the best part joins it by itself where it is this long and has few links. */
const MIN_JOINED_LETTERS = 80;
const MAX_JOINED_LINKS = 0.25;

/** A longer cell is no label of the one beside it. */
const MAX_LABEL_CHARACTERS = 12;

/** The longest heading. */
export const MAX_HEADING_LETTERS = 300;
/** A longer line that is called a title is a paragraph. */
const MAX_LINE_LETTERS = 120;

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
const SURE_MARKS: readonly Mark[] = [
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
];
/** What templates call it, in two words: the thing and its text. Teasers have that, too. */
const isNamedText: Mark = (element) =>
  TEXT_NAME.test(readAttribute(element, 'className')) || TEXT_NAME.test(readAttribute(element, 'id'));
const OTHER_MARKS: readonly Mark[] = [isNamedText, (element) => element.tagName === 'article'];

/** Half of a marked part in links, and it is a list. */
const MAX_MARKED_LINKS = 0.5;
/** Marked parts with less than this share of the text that the score found are not the article. */
const MIN_MARKED_SHARE = 0.5;
/** Beside the longest marked part, one of another kind is a teaser where it has less than this share of it. */
const MIN_SECOND_SHARE = 0.5;

/** The elements that hold the article, in the order of the document; none where the page has no text. */
export function findArticleParts(page: Page): readonly Element[] {
  const core = findDensest(page);
  if (core === null) return findShortMarked(page) ?? findShort(page);
  const scored = joinSiblings(page, core.scores, findRows(page, widen(page, core.element)));
  const around = new Set([core.element, ...listAncestors(page, core.element)]);
  const isAtCore = (part: Element) => around.has(part) || isInside(page, part, core.element);
  for (const isMarked of SURE_MARKS) {
    const parts = chooseMarked(page, isMarked, scored);
    if (parts.length > 0) return withLead(page, parts);
  }
  for (const isMarked of OTHER_MARKS) {
    const parts = chooseMarked(page, isMarked, scored);
    if (parts.some(isAtCore)) return withLead(page, parts);
  }
  return withLead(page, scored);
}

/** The one part that is marked as an article's text on a page without prose; null for none, or several. */
function findShortMarked(page: Page): readonly Element[] | null {
  for (const isMarked of [...SURE_MARKS, isNamedText]) {
    const marked = listOutermost(page, isMarked).filter(
      (part) => measurePlain(page, part) >= MIN_MARKED_LETTERS && measureLinks(page, part) < MAX_MARKED_LINKS,
    );
    if (marked.length > 0) return marked.length === 1 ? marked : null;
  }
  return null;
}

const MIN_MARKED_LETTERS = 10;

/** The parts that carry a mark, joined; none where they are not what the score finds, or lead elsewhere. */
function chooseMarked(page: Page, isMarked: Mark, scored: readonly Element[]): readonly Element[] {
  const sum = (parts: readonly Element[]) =>
    parts.reduce((total, part) => total + measurePlain(page, part), 0);
  const marked = listOutermost(page, isMarked).filter((part) => measureLinks(page, part) < MAX_MARKED_LINKS);
  if (sum(marked) < sum(scored) * MIN_MARKED_SHARE) return [];
  const [best] = [...marked].sort((a, b) => measurePlain(page, b) - measurePlain(page, a));
  if (best === undefined || measurePlain(page, best) === 0) return [];
  const least = measurePlain(page, best) * MIN_SECOND_SHARE;
  return marked.filter((part) => measurePlain(page, part) >= least || readKind(part) === readKind(best));
}

/** What a template calls an element first: a number of its own may follow. */
function readKind(element: Element): string {
  return readAttribute(element, 'className').split(/\s/, 1)[0] ?? '';
}

function isInside(page: Page, element: Element, holder: Element): boolean {
  return listAncestors(page, element).includes(holder);
}

/** Names of what stands under a heading and says in brief what follows. */
const LEAD_WORDS = new Set(
  'lead lede leadin intro introduction standfirst dek deck subtitle subheadline subhead abstract excerpt chapo ingress vorspann entradilla sommaire bajada summary description teaser'.split(
    ' ',
  ),
);
/** An unnamed paragraph, or a second heading, of this many letters is a lead; a box that is not called so has more. */
const MIN_LEAD_LETTERS = 60;
const MIN_LEAD_BOX_LETTERS = 90;
/** A longer box with such a name is a text of its own. */
const MAX_LEAD_LETTERS = 1500;
/** Elements that are looked at between heading and text. */
const MAX_LEAD_ELEMENTS = 60;

/** The parts with the lead that stands between the heading and the first of them. */
function withLead(page: Page, parts: readonly Element[]): readonly Element[] {
  const [first] = parts;
  const end = first === undefined ? 0 : page.elements.indexOf(first);
  const before = page.elements.slice(Math.max(0, end - MAX_LEAD_ELEMENTS), Math.max(0, end));
  const title = before.findLastIndex(({ tagName }) => tagName === 'h1');
  const heading = title < 0 ? before.findLastIndex(({ tagName }) => tagName === 'h2') : title;
  if (heading < 0) return parts;
  const leads = before.slice(heading + 1).filter((element) => isLead(page, element));
  return [...leads.filter((lead) => !leads.some((other) => isInside(page, lead, other))), ...parts];
}

function isLead(page: Page, element: Element): boolean {
  const measure = page.measures.get(element);
  if (measure === undefined || isInline(element) || isNoText(element)) return false;
  if (measureLinks(page, element) >= MAX_JOINED_LINKS || measure.letters > MAX_LEAD_LETTERS) return false;
  const names = listNameWords(page, element);
  if (names.some((word) => LEAD_WORDS.has(word))) return measure.letters > 0;
  if (!measure.isLine || names.some((word) => OTHER_WORDS.has(word))) return false;
  const isBox = element.tagName === 'div' && measure.runs > 0;
  return (
    measure.letters >= (isBox ? MIN_LEAD_BOX_LETTERS : MIN_LEAD_LETTERS) && (isBox || isLeadTag(element))
  );
}

function isLeadTag({ tagName }: Element): boolean {
  return tagName === 'p' || tagName === 'h2' || tagName === 'h3';
}

/**
 * A notice without one long line, or beside lines about it that are longer: down to what holds nearly all text that is
 * not in links.
 */
export function findShort(page: Page): readonly Element[] {
  let holder = page.body;
  for (;;) {
    const inner = holder.children.find(
      (child) =>
        child.type === 'element' &&
        !page.furniture.has(child) &&
        measurePlain(page, child) > measurePlain(page, holder) * MIN_SHORT_SHARE,
    );
    if (inner?.type !== 'element' || isInline(inner) || inner.tagName === 'p') break;
    holder = inner;
  }
  const isArticle =
    measurePlain(page, holder) >= MIN_SHORT_LETTERS && measureLinks(page, holder) < MAX_MARKED_LINKS;
  return isArticle ? [holder] : [];
}

/** A shorter text is a caption or a button, not a notice. */
const MIN_SHORT_LETTERS = 20;
const MIN_SHORT_SHARE = 0.8;

/** Marked elements that are in no other and in no furniture. */
function listOutermost(page: Page, isMarked: Mark): Element[] {
  const found: Element[] = [];
  const visit = (parent: Element) => {
    for (const child of parent.children) {
      if (child.type !== 'element' || !page.measures.has(child) || page.furniture.has(child)) continue;
      if (isMarked(child)) found.push(child);
      else visit(child);
    }
  };
  visit(page.body);
  return found;
}

/**
 * Scores what holds prose, as Readability does: whole for the element around a paragraph, less for those around that,
 * less what is links. Null where there is no prose.
 */
function findDensest(page: Page): { element: Element; scores: ReadonlyMap<Element, number> } | null {
  const scores = scoreHolders(page);
  let element: Element | null = null;
  for (const [holder, score] of scores)
    if (element === null || score > (scores.get(element) ?? 0)) element = holder;
  return element === null ? null : { element, scores };
}

function scoreHolders(page: Page): Map<Element, number> {
  const points = new Map<Element, number>();
  const visit = (element: Element, ancestors: readonly Element[]) => {
    const measure = page.measures.get(element);
    if (measure === undefined || page.furniture.has(element)) return;
    // A heading is no text; one that was never closed holds it, and is longer.
    if (element.tagName === 'h1' && measure.letters <= MAX_HEADING_LETTERS) return;
    if (measure.isLine && measure.letters <= MAX_LINE_LETTERS && isNamedTitle(page, element)) return;
    const around = isInline(element) ? ancestors : [element, ...ancestors].slice(0, HOLDER_SHARES.length + 1);
    if (measure.points > 0 && !isNoText(element) && !isDisclaimer(element)) {
      // A paragraph counts for what holds it; a box of several for itself.
      const isParagraph =
        element.tagName === 'p' || element.tagName === 'pre' || (measure.isRunning && measure.runs === 1);
      const holders = isParagraph && element.tagName !== 'td' && element !== page.body ? ancestors : around;
      for (const [index, share] of HOLDER_SHARES.entries()) {
        const holder = holders[index];
        if (holder !== undefined) points.set(holder, (points.get(holder) ?? 0) + measure.points * share);
      }
    }
    for (const child of element.children) if (child.type === 'element') visit(child, around);
  };
  visit(page.body, []);
  return new Map(
    [...points].map(([element, sum]) => [
      element,
      (sum + judgeName(page, element) * Math.min(NAME_POINTS, sum)) * (1 - measureLinks(page, element)),
    ]),
  );
}

/** `【免责声明】…`, `Disclaimer: …`, `We use cookies …`: beside a short notice it may be the longest paragraph. */
const DISCLAIMER =
  /^\s*[【[]?(?:(?:免责|版权|郑重|特别)?[声聲]明|免責聲明|版權聲明|disclaimer|haftungsausschluss|avertissement légal|aviso legal)[】\]]?\s*[:\uff1a]|^\s*【(?:免责声明|版权声明|免責聲明|版權聲明)】|^[^.!?。]{0,80}(?:(?<!\p{L})cookies?(?!\p{L})|您的浏览器|您访问的链接)/iu;

/** True for a paragraph that begins so. */
function isDisclaimer(element: Element): boolean {
  for (
    let [first] = element.children;
    first !== undefined;
    first = first.type === 'element' ? first.children[0] : undefined
  )
    if (first.type === 'text' && first.value.trim() !== '') return DISCLAIMER.test(first.value);
  return false;
}

/** Prose in these is not what makes a part of the page an article. */
function isNoText(element: Element): boolean {
  return ['li', 'dt', 'th', 'figcaption', 'caption', 'address', 'legend'].includes(element.tagName);
}

/** Whether an element's name speaks for a text (1) or against one (-1). */
function judgeName(page: Page, element: Element): number {
  const words = listNameWords(page, element);
  const isText = words.some((word) => TEXT_WORDS.has(word));
  const isOther = words.some((word) => OTHER_WORDS.has(word));
  return (isText ? 1 : 0) - (isOther ? 1 : 0);
}

function measureLinks(page: Page, element: Element): number {
  const { letters, linkedLetters } = page.measures.get(element) ?? { letters: 0, linkedLetters: 0 };
  return letters === 0 ? 1 : linkedLetters / letters;
}

function listAncestors(page: Page, element: Element): Element[] {
  const found: Element[] = [];
  for (
    let holder = page.measures.get(element)?.parent ?? null;
    holder !== null;
    holder = page.measures.get(holder)?.parent ?? null
  )
    found.push(holder);
  return found;
}

/** A part that holds less than this of the text of what is around it, links aside, is one of several of an article. */
const MIN_PART_SHARE = 0.65;
/** Less prose around a part is the lines about it, who publishes the page, and buttons. */
const MIN_WIDENING_LETTERS = 200;
/** A table with this share of what is around a part, links aside, belongs to it: the places that are offered, the prices. */
const MIN_TABLE_SHARE = 0.5;
/** Above this share of links, what is around a part is a list of places to go. */
const MAX_WIDENED_LINKS = 0.15;

/** Up while what is around the part holds much more text, and few links. */
function widen(page: Page, start: Element): Element {
  let best = start;
  const ancestors = listAncestors(page, start);
  const around = new Set([start, ...ancestors]);
  for (const holder of ancestors) {
    const [own, all] = [measurePlain(page, best), measurePlain(page, holder)];
    const prose = countProse(page, holder) - countProse(page, best);
    // Short cells are no prose.
    const isTable = (child: ElementContent) =>
      child.type === 'element' &&
      child.tagName === 'table' &&
      !around.has(child) &&
      measurePlain(page, child) >= (all - own) * MIN_TABLE_SHARE;
    const isPart =
      own < all * MIN_PART_SHARE && (prose >= MIN_WIDENING_LETTERS || holder.children.some(isTable));
    if (isPart && measureLinks(page, holder) < MAX_WIDENED_LINKS) best = holder;
    if (holder.tagName === 'main') break;
  }
  return best;
}

/** The table where a part is one of its cells, with a label beside it: what was asked, what was answered. */
function findRows(page: Page, part: Element): Element {
  const table = listAncestors(page, part).find(({ tagName }) => tagName === 'table');
  if (table === undefined || page.measures.get(part)?.isRunning !== true) return part;
  const rows = listElements(table).filter(({ tagName }) => tagName === 'tr');
  const labelled = rows.filter(({ children }) => {
    const [label, text] = children.filter((child) => child.type === 'element');
    return label !== undefined && text !== undefined && isLabel(page, label) && !isLabel(page, text);
  });
  const isOne = labelled.some(({ children }) => children.includes(part));
  return isOne && labelled.length > 1 && measureLinks(page, table) < MAX_WIDENED_LINKS ? table : part;
}

function isLabel(page: Page, cell: Element): boolean {
  return isShortLine(page, cell, MAX_LABEL_CHARACTERS) && measurePlain(page, cell) > 0;
}

function countProse(page: Page, element: Element): number {
  return page.measures.get(element)?.proseLetters ?? 0;
}

/** The letters of an element that are not in links. */
function measurePlain(page: Page, element: Element): number {
  const { letters, linkedLetters } = page.measures.get(element) ?? { letters: 0, linkedLetters: 0 };
  return letters - linkedLetters;
}

function joinSiblings(page: Page, scores: ReadonlyMap<Element, number>, best: Element): Element[] {
  const parent = page.measures.get(best)?.parent ?? null;
  if (parent === null) return [best];
  const score = scores.get(best) ?? 0;
  const least = Math.max(MIN_SIBLING_POINTS, score * SIBLING_SHARE);
  const name = readAttribute(best, 'className');
  return parent.children.flatMap((sibling) => {
    if (sibling.type !== 'element' || page.furniture.has(sibling)) return [];
    if (sibling === best) return [sibling];
    const measure = page.measures.get(sibling);
    if (measure === undefined) return [];
    const isSameKind = name !== '' && readAttribute(sibling, 'className') === name;
    const own = scores.get(sibling);
    if (own !== undefined && own + (isSameKind ? score * SIBLING_SHARE : 0) >= least) return [sibling];
    const isParagraph =
      sibling.tagName === 'p' &&
      !isDisclaimer(sibling) &&
      measure.letters >= MIN_JOINED_LETTERS &&
      measureLinks(page, sibling) < MAX_JOINED_LINKS;
    return isParagraph ? [sibling] : [];
  });
}
