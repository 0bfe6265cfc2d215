/** HTML of the clipboard, from word processors, mail and web pages → what the formatted view understands. */

import { parseInertHtml } from './inert-html.ts';
import { buildLists, collectListItems, numberItems, repairLists } from './paste-lists.ts';
import { applyMarks, readStyleRules, readStyles, type StyleRules } from './paste-styles.ts';

/** What is pasted, tidied, and how much of it could not stay. */
export interface PastedHtml {
  readonly html: string;
  /** Pictures that are on the editor's disk or in the clipboard alone: no reader could see them. */
  readonly pictures: number;
  /** Players, frames, drawings, formulas. */
  readonly objects: number;
}

const UNSEEN = 'style, script, meta, link, title, xml, template, noscript, input, button';
const OBJECTS = 'iframe, object, embed, applet, video, audio, canvas, svg, math';
/** What may be empty of words and still says something. */
const SEEN = 'img, hr, table, a[id]';
const HEADINGS = 'h1, h2, h3, h4, h5, h6';
const DEEPEST_HEADING = 6;
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
  // The view's own clipboard is as it should be.
  if (/<[a-z][^>]*\sdata-pm-slice=/i.test(html)) return { html, pictures: 0, objects: 0 };
  const rules = readStyleRules(html);
  const page = parseInertHtml(html);
  writeSigns(page);
  removeUnseen(page, rules);
  if (keepsBytes) fillPictures(page, files);
  const pictures = removePictures(
    page,
    keepsBytes ? /^(?:https?:|data:image\/[a-z]+;base64,)/i : /^https?:/i,
  );
  const objects = removeAll(page.querySelectorAll(OBJECTS));
  for (const link of page.querySelectorAll('a')) moveLinkInside(link);
  nameHeadings(page, rules);
  numberItems(page);
  const items = collectListItems(page, rules);
  keepAnchors(page);
  for (const cell of page.querySelectorAll('thead td'))
    renameElement(cell, 'th', ['colspan', 'rowspan', 'id']);
  breakLines(page, rules);
  applyMarks(page.body, rules);
  for (const caption of page.querySelectorAll('caption')) moveCaption(caption);
  mendSpaces(page);
  removeEmpty(page);
  buildLists(items);
  repairLists(page);
  removeEmpty(page);
  for (const element of page.querySelectorAll('[data-style]')) element.removeAttribute('data-style');
  return { html: page.body.innerHTML, pictures, objects };
}

function removeAll(elements: Iterable<Element>): number {
  const all = [...elements];
  for (const element of all) element.remove();
  return all.length;
}

/** What a browser alone shows of elements becomes text: quotation marks, brackets of readings, ticks, what is in fields. */
function writeSigns(page: Document): void {
  for (const quotation of page.querySelectorAll('q')) {
    quotation.prepend('“');
    quotation.append('”');
  }
  for (const reading of page.querySelectorAll('rt:not(rp ~ rt)')) {
    reading.prepend('（');
    reading.append('）');
  }
  for (const box of page.querySelectorAll(TICKS)) writeTick(box);
  for (const field of page.querySelectorAll('textarea, select')) {
    const shown = field.querySelector('option[selected]') ?? field.querySelector('option') ?? field;
    field.replaceWith(shown.textContent ?? '');
  }
}

/** Boxes of forms, Google Docs and others, Notion, and what several programs note at the item alone. */
const TICKS =
  'input[type="checkbox"], [role="checkbox"], .checkbox-on, .checkbox-off, li[data-checked], .inline-task-list > li, li[data-style*="--en-checked"]';

/** A box that is ticked or not as a sign in the text, before what it belongs to. */
function writeTick(box: Element): void {
  const isTicked =
    box.hasAttribute('checked') ||
    box.getAttribute('aria-checked') === 'true' ||
    box.getAttribute('data-checked') === 'true' ||
    box.matches('.checkbox-on, .inline-task-list > .checked') ||
    /--en-checked:\s*true/i.test(box.getAttribute('data-style') ?? '');
  const sign = isTicked ? '☑ ' : '☐ ';
  if (isBlank(box.textContent)) box.replaceWith(sign);
  else {
    // Of a box in an item that says it as well, the item's is enough; Google Docs has a picture of one.
    for (const inside of box.querySelectorAll(TICKS)) inside.remove();
    if (box.getAttribute('role') === 'checkbox') box.querySelector('img')?.remove();
    (box.querySelector('p') ?? box.querySelector('div') ?? box).prepend(sign);
  }
}

function removeUnseen(page: Document, rules: StyleRules): void {
  removeAll(page.querySelectorAll(UNSEEN));
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
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
    if (element.localName.includes(':')) element.replaceWith(...element.childNodes);
  }
}

const BLOCKS = `p, div, ul, ol, li, dl, dt, dd, table, tr, td, th, blockquote, pre, figure, section, article, ${HEADINGS}`;

/** A link around paragraphs and headings, as cards of pages have it, becomes one in each: else the view would end them. */
function moveLinkInside(link: Element): void {
  if (link.querySelector(BLOCKS) === null) return;
  moveInto(link);
  link.replaceWith(...link.childNodes);

  function moveInto(holder: Element): void {
    let inner: Element | null = null;
    for (const child of [...holder.childNodes]) {
      if (child instanceof Element && (child.matches(BLOCKS) || child.querySelector(BLOCKS) !== null)) {
        inner = null;
        moveInto(child);
      } else if (inner !== null || !isBlank(child.textContent) || child instanceof Element) {
        if (inner === null) {
          inner = link.cloneNode(false) as Element;
          child.before(inner);
        }
        inner.append(child);
      }
    }
  }
}

/** Gives pictures that stand on the computer their bytes, where it is clear which are whose: there are as many of both. */
function fillPictures(page: Document, files: readonly (string | null)[]): void {
  const named = [...page.querySelectorAll('img')].filter((picture) =>
    /^file:/i.test(picture.getAttribute('src') ?? ''),
  );
  if (named.length !== files.length) return;
  for (const [index, picture] of named.entries()) {
    const bytes = files[index];
    if (bytes) picture.setAttribute('src', bytes);
  }
}

function removePictures(page: Document, reachable: RegExp): number {
  return removeAll(
    [...page.querySelectorAll('img')].filter((picture) => !reachable.test(picture.getAttribute('src') ?? '')),
  );
}

/** Paragraphs that are headings by their style; and the article's title being the page's first, each level steps down. */
function nameHeadings(page: Document, rules: StyleRules): void {
  for (const paragraph of page.querySelectorAll('p, div[role="heading"]')) {
    const level = readHeadingLevel(paragraph, rules);
    if (level !== null) renameHeading(paragraph, level);
  }
  const headings = [...page.querySelectorAll(HEADINGS)];
  const levels = [...new Set(headings.map(readLevel))].sort();
  if (levels[0] !== 1) return;
  const lowered = new Map<number, number>();
  for (const level of levels) {
    const above = [...lowered.values()].at(-1) ?? 1;
    lowered.set(level, Math.min(DEEPEST_HEADING, Math.max(level, above + 1)));
  }
  for (const heading of headings) {
    const level = lowered.get(readLevel(heading));
    if (level !== undefined && level !== readLevel(heading)) renameHeading(heading, level);
  }
}

const readLevel = ({ localName }: Element) => Number(localName.slice(1));

function readHeadingLevel(paragraph: Element, rules: StyleRules): number | null {
  if (paragraph.classList.contains('MsoTitle')) return 1;
  const told =
    paragraph.getAttribute('role') === 'heading'
      ? paragraph.getAttribute('aria-level')
      : readStyles(paragraph, rules).get('mso-outline-level');
  const level = Number(told ?? 0);
  return Number.isInteger(level) && level >= 1 && level <= DEEPEST_HEADING ? level : null;
}

function renameHeading(element: Element, level: number): void {
  renameElement(element, `h${level}`, ['id', 'data-style', 'class']);
}

function renameElement(element: Element, name: string, attributes: readonly string[]): void {
  const renamed = element.ownerDocument.createElement(name);
  for (const attribute of attributes) {
    const value = element.getAttribute(attribute);
    if (value !== null) renamed.setAttribute(attribute, value);
  }
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

/** Line ends that a page shows as such become breaks: messages and posts are written so. */
function breakLines(page: Document, rules: StyleRules): void {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
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
  paragraph.append(...caption.childNodes);
  caption.closest('table')?.before(paragraph);
  caption.remove();
}

function mendSpaces(page: Document): void {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (text.parentElement?.closest('pre')) continue;
    text.data = text.data.replace(EAST_ASIAN_BREAK, '').replaceAll('\ufeff', '');
    // Beside a block the view would make it a paragraph.
    if (isBlank(text.data) && [text.previousSibling, text.nextSibling].some(isBlock)) text.data = ' ';
  }
}

function isBlock(node: Node | null): boolean {
  return node instanceof Element && node.matches(`img, ${BLOCKS}`);
}

/** Paragraphs and headings without anything, and line breaks that only keep blocks apart. */
function removeEmpty(page: Document): void {
  for (const lineBreak of page.querySelectorAll('br')) {
    const parent = lineBreak.parentElement;
    const isLast = !hasContentBehind(lineBreak);
    const isBetweenBlocks = parent?.querySelector(':scope > :is(p, div, ul, ol, table)');
    if (isLast || isBetweenBlocks) lineBreak.remove();
  }
  const blocks = [...page.querySelectorAll(`p, div, blockquote, li, ${HEADINGS}`)];
  for (const block of blocks.reverse()) {
    if (isBlank(block.textContent) && block.querySelector(SEEN) === null) block.remove();
  }
}

function hasContentBehind(node: Node): boolean {
  for (let next = node.nextSibling; next !== null; next = next.nextSibling) {
    if (next.nodeType === Node.ELEMENT_NODE || !isBlank(next.textContent)) return true;
  }
  return false;
}

/** Spaces of any kind, those without a width included. */
function isBlank(text: string | null): boolean {
  return /^[\s\u200b-\u200d\u2060]*$/.test(text ?? '');
}

const ANCHORED = 'p, h1, h2, h3, h4, h5, h6, li, blockquote, td, th';

/** Keeps an id where a link of the same text leads to it, on the link or on its paragraph; all others go. */
function keepAnchors(page: Document): void {
  const wanted = new Set<string>();
  for (const link of page.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? '';
    // Word writes the path of its own temporary file before the mark.
    const name = /^(?:file:|about:|[^/:?#]+\.html?(?=#))?[^#]*#(.+)$/i.exec(
      leadsIntoText(href) ? href : '',
    )?.[1];
    if (name !== undefined) {
      link.setAttribute('href', `#${name}`);
      wanted.add(name);
      wanted.add(decode(name));
    } else if (/^file:/i.test(href)) link.replaceWith(...link.childNodes);
  }
  for (const element of page.body.querySelectorAll('[id], a[name]')) {
    const name = element.getAttribute('id') ?? element.getAttribute('name') ?? '';
    const other = element.getAttribute('name') ?? name;
    const anchor = [name, other].find((one) => wanted.has(one));
    element.removeAttribute('id');
    element.removeAttribute('name');
    if (anchor !== undefined) putAnchor(element, anchor);
    if (element.localName === 'a' && !element.hasAttribute('href'))
      element.replaceWith(...element.childNodes);
  }
}

const leadsIntoText = (href: string) => /^(#|file:|about:|[^/:?#]+\.html?#)/i.test(href);

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** On the link itself; else on the paragraph around it, or on the first in it. */
function putAnchor(element: Element, name: string): void {
  if (element.localName === 'a' && element.hasAttribute('href')) element.setAttribute('id', name);
  else {
    const block = element.closest(ANCHORED) ?? element.querySelector(ANCHORED) ?? element.nextElementSibling;
    if (block !== null && !block.hasAttribute('id')) block.setAttribute('id', name);
  }
}
