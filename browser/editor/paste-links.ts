/** Links of a pasted page, and the places in it that they lead to: contents lists, footnotes. */

import { unwrapElement } from './element.ts';
import { BLOCKS, HEADINGS, isBlank } from './paste-blocks.ts';

/** Makes links around paragraphs and headings, as cards of pages have them, links in each: else the view would end them. */
export function moveLinksInside(page: Document): void {
  for (const link of page.querySelectorAll('a')) {
    if (link.querySelector(BLOCKS) === null) continue;
    moveInto(link, link);
    unwrapElement(link);
  }
}

function moveInto(holder: Element, link: Element): void {
  let inner: Element | null = null;
  for (const child of [...holder.childNodes]) {
    const isElement = child instanceof Element;
    if (isElement && (child.matches(BLOCKS) || child.querySelector(BLOCKS) !== null)) {
      inner = null;
      moveInto(child, link);
    } else if (inner !== null || isElement || !isBlank(child.textContent)) {
      if (inner === null) {
        inner = link.cloneNode(false) as Element;
        child.before(inner);
      }
      inner.append(child);
    }
  }
}

/** Keeps an id where a link of the same text leads to it, on the link or on its paragraph; all others go. */
export function keepAnchors(page: Document): void {
  const wanted = new Set<string>();
  for (const link of page.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? '';
    // Word writes the path of its own temporary file before the mark.
    const name = /^(?:(?:file|about):[^#]*|[^/:?#]+\.html?)?#(.+)$/i.exec(href)?.[1];
    if (name !== undefined) {
      link.setAttribute('href', `#${name}`);
      wanted.add(name).add(decode(name));
    } else if (/^file:/i.test(href)) unwrapElement(link);
  }
  for (const element of page.body.querySelectorAll('[id], a[name]')) {
    const anchor = ['id', 'name']
      .map((one) => element.getAttribute(one))
      .find((one) => wanted.has(one ?? ''));
    element.removeAttribute('id');
    element.removeAttribute('name');
    if (anchor != null) putAnchor(element, anchor);
    if (element.localName === 'a' && !element.hasAttribute('href')) unwrapElement(element);
  }
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const ANCHORED = `p, li, blockquote, td, th, ${HEADINGS}`;

/** On the link itself; else on the paragraph around it, or on the first in it. */
function putAnchor(element: Element, name: string): void {
  if (element.localName === 'a' && element.hasAttribute('href')) element.setAttribute('id', name);
  else {
    const block = element.closest(ANCHORED) ?? element.querySelector(ANCHORED) ?? element.nextElementSibling;
    if (block !== null && !block.hasAttribute('id')) block.setAttribute('id', name);
  }
}
