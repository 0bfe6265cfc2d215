/** HTML from word processors and web pages → what the formatted view understands: headings, lists, links, tables. */

import { parseInertHtml } from './inert-html.ts';

/** Word marks each item of a list with this, and writes a paragraph. */
const WORD_LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
/** Word's own bullet or number before an item. */
const WORD_MARKER = /mso-list:\s*ignore/i;
const NUMBERED = /^\s*(?:\(?[\da-z]{1,4}|[一二三四五六七八九十]{1,3})[.)、．)]/i;

/** Tidies what is pasted. */
export function cleanPastedHtml(html: string): string {
  const page = parseInertHtml(html);
  for (const element of page.querySelectorAll('style, script, meta, link, title, xml, iframe, object')) {
    element.remove();
  }
  for (const element of page.querySelectorAll('*')) {
    // Word's own elements, such as <o:p>, are nothing but their text.
    if (element.localName.includes(':')) element.replaceWith(...element.childNodes);
  }
  for (const picture of page.querySelectorAll('img')) {
    // What lies on the editor's disk or in the clipboard alone no reader can see.
    if (!/^https?:/i.test(picture.getAttribute('src') ?? '')) picture.remove();
  }
  for (const heading of page.querySelectorAll('h1, p.MsoTitle')) {
    // The article's title is the page's first heading.
    const lower = page.createElement('h2');
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
  nameStyles(page);
  buildWordLists(page);
  return page.body.innerHTML;
}

/** Bold and italic that are told by a style alone; Google Docs wraps everything in a <b> that is not bold. */
function nameStyles(page: Document): void {
  for (const element of page.querySelectorAll<HTMLElement>('[data-style]')) {
    const style = element.dataset.style ?? '';
    if (element.localName === 'b' && /font-weight:\s*(normal|400)/i.test(style)) {
      element.replaceWith(...element.childNodes);
    } else if (element.localName === 'span') {
      if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wrapContent(element, 'strong');
      if (/font-style:\s*italic/i.test(style)) wrapContent(element, 'em');
    }
  }
}

function wrapContent(element: HTMLElement, name: 'strong' | 'em'): void {
  const wrapper = element.ownerDocument.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

function buildWordLists(page: Document): void {
  const items = [...page.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6, div')].filter((element) =>
    WORD_LIST.test(element.getAttribute('data-style') ?? ''),
  );
  /** The open lists, the outermost first. */
  let open: HTMLElement[] = [];
  let previous: HTMLElement | null = null;
  for (const item of items) {
    const level = Number(WORD_LIST.exec(item.getAttribute('data-style') ?? '')?.[1] ?? 1);
    const marker = takeMarker(item);
    if (previous === null || open[0] === undefined || open[0].nextElementSibling !== item) open = [];
    const name = NUMBERED.test(marker) ? 'ol' : 'ul';
    open = open.slice(0, level);
    while (open.length < level) {
      const list = page.createElement(name);
      const parent = open.at(-1);
      if (parent === undefined) item.before(list);
      else (parent.lastElementChild ?? parent.appendChild(page.createElement('li'))).append(list);
      open.push(list);
    }
    const entry = page.createElement('li');
    entry.append(...item.childNodes);
    open.at(-1)?.append(entry);
    item.remove();
    previous = item;
  }
}

function takeMarker(item: HTMLElement): string {
  const marker = [...item.querySelectorAll('span')].find((span) =>
    WORD_MARKER.test(span.getAttribute('data-style') ?? ''),
  );
  const text = marker?.textContent ?? '';
  marker?.remove();
  return text;
}
