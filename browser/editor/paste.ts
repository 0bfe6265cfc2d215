/** HTML of the clipboard, from word processors, mail and web pages → what the formatted view understands. */

import { moveParts, unwrapElement } from './element.ts';
import { parseInertHtml } from './inert-html.ts';
import { BLOCKS, findBeside, HEADINGS, isBlank, isBlock, renameElement } from './paste-blocks.ts';
import { nameHeadings } from './paste-headings.ts';
import { keepAnchors, moveLinksInside } from './paste-links.ts';
import { collectListItems } from './paste-list-items.ts';
import { settleLists } from './paste-list-styles.ts';
import { buildLists, repairLists } from './paste-lists.ts';
import { replaceObjects, settlePictures } from './paste-objects.ts';
import { writeSigns } from './paste-signs.ts';
import { applyMarks, readStyleRules, readStyles, type StyleRules } from './paste-styles.ts';

/** What is pasted, tidied, and how much of it could not stay. */
export interface PastedHtml {
  readonly html: string;
  /** Pictures that are on the editor's disk or in the clipboard alone: no reader could see them. */
  readonly pictures: number;
  /** Players, frames, drawings, formulas: a link or their text stands in their place. */
  readonly objects: number;
}

const UNSEEN = 'style, script, meta, link, title:not(svg *), xml, template, noscript, input, button';
/** What may be empty of words and still says something. */
const SEEN = 'img, hr, table, a[id]';
/** Han, kana, and their punctuation: a line that ends between two of them is no space. */
const EAST_ASIAN_BREAK =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef])[\t ]*\r?\n\s*(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef])/gu;

/**
 * Tidies what is pasted: declarations are read as such, and what says nothing of the text goes. `keepsBytes`: pictures that
 * come with their bytes stay, in the text itself or as `files`, the bytes of those that it names on the computer.
 */
export function cleanPastedHtml(
  html: string,
  keepsBytes = false,
  files: readonly (string | null)[] = [],
): PastedHtml {
  if (isOwn(html)) return { html, pictures: 0, objects: 0 };
  const rules = readStyleRules(html);
  const page = parseInertHtml(html);
  // Another editor's, of its own elements.
  page.querySelector('[data-pm-slice]')?.removeAttribute('data-pm-slice');
  writeSigns(page);
  removeUnseen(page, rules);
  removeLayout(page, rules);
  const pictures = settlePictures(page, keepsBytes, files);
  const objects = replaceObjects(page);
  moveLinksInside(page);
  nameHeadings(page, rules);
  settleLists(page, rules);
  const items = collectListItems(page, rules);
  keepAnchors(page);
  for (const cell of page.querySelectorAll('thead td')) renameElement(cell, 'th');
  breakLines(page, rules);
  applyMarks(page.body, rules);
  for (const caption of page.querySelectorAll('caption')) moveCaption(caption);
  mendSpaces(page);
  removeEmpty(page);
  buildLists(items);
  repairLists(page, rules);
  removeEmpty(page);
  return { html: page.body.innerHTML, pictures, objects };
}

/** The view's own clipboard is as it should be; other editors mark theirs likewise, and write more. */
function isOwn(html: string): boolean {
  return (
    /<[a-z][^<>]*\sdata-pm-slice=/i.test(html) && !/<[a-z][^<>]*\s(?:class|data-(?!pm-slice))/i.test(html)
  );
}

function removeUnseen(page: Document, rules: StyleRules): void {
  for (const element of page.querySelectorAll(UNSEEN)) element.remove();
  for (const comment of listNodes(page, NodeFilter.SHOW_COMMENT)) comment.parentNode?.removeChild(comment);
  for (const element of page.querySelectorAll('[data-style]')) {
    const styles = readStyles(element, rules);
    const isUnseen =
      styles.get('display') === 'none' ||
      styles.get('visibility') === 'hidden' ||
      styles.get('mso-hide') === 'all' ||
      styles.get('mso-element') === 'comment-list';
    if (isUnseen) element.remove();
  }
  for (const element of page.querySelectorAll('*')) {
    // Word's own elements, such as <o:p>, are nothing but their text.
    if (element.localName.includes(':')) unwrapElement(element);
  }
}

/** Word places drawings by tables that are none. */
function removeLayout(page: Document, rules: StyleRules): void {
  for (const table of page.querySelectorAll('[data-style*="mso-ignore"] table')) {
    const holder = table.parentElement?.closest('[data-style*="mso-ignore"]');
    if (!holder || !readStyles(holder, rules).get('mso-ignore')?.startsWith('vglayout')) continue;
    table.replaceWith(...[...table.querySelectorAll('td')].flatMap((cell) => [...cell.childNodes]));
  }
}

function listNodes(root: Node, kind: number): readonly Node[] {
  const walker = document.createTreeWalker(root, kind);
  const nodes: Node[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

const listTexts = (page: Document) => listNodes(page.body, NodeFilter.SHOW_TEXT) as readonly Text[];

/** Line ends that a page shows as such become breaks: messages and posts are written so. */
function breakLines(page: Document, rules: StyleRules): void {
  for (const text of listTexts(page)) {
    if (!text.data.trim().includes('\n') || !keepsLines(text.parentElement, rules)) continue;
    const [first = '', ...others] = text.data.split('\n');
    text.before(first, ...others.flatMap((line) => [page.createElement('br'), line]));
    text.remove();
  }
}

function keepsLines(holder: Element | null, rules: StyleRules): boolean {
  for (
    let element = holder;
    element !== null && element.localName !== 'pre';
    element = element.parentElement
  ) {
    const declared = readStyles(element, rules).get('white-space');
    if (declared !== undefined) return /^(?:pre|break-spaces)/.test(declared);
  }
  return false;
}

function moveCaption(caption: Element): void {
  const paragraph = caption.ownerDocument.createElement('p');
  moveParts(caption, paragraph);
  caption.closest('table')?.before(paragraph);
  caption.remove();
}

function mendSpaces(page: Document): void {
  for (const text of listTexts(page)) {
    if (text.parentElement?.closest('pre')) continue;
    text.data = text.data.replace(EAST_ASIAN_BREAK, '').replaceAll('\ufeff', '');
    // Beside a block the view would make it a paragraph.
    if (isBlank(text.data) && [text.previousSibling, text.nextSibling].some(isBlock)) text.data = ' ';
  }
}

/** Paragraphs and headings without anything, and line breaks that only keep blocks apart. */
function removeEmpty(page: Document): void {
  for (const lineBreak of [...page.querySelectorAll('br')].reverse())
    if (endsBlock(lineBreak) || isBlock(findBeside(lineBreak, 'previousSibling'))) lineBreak.remove();
  const blocks = [...page.querySelectorAll(`p, div, blockquote, li, ${HEADINGS}`)];
  for (const block of blocks.reverse()) {
    if (isBlank(block.textContent) && block.querySelector(SEEN) === null) block.remove();
  }
}

/** True where no words of its line stand behind it. */
function endsBlock(element: Element): boolean {
  const behind = findBeside(element, 'nextSibling');
  const parent = element.parentElement;
  if (behind !== null || parent === null) return isBlock(behind);
  return parent.matches(`body, ${BLOCKS}`) || endsBlock(parent);
}
