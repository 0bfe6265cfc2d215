/** Places of a pasted text that links of it lead to: notes, bookmarks, contents lists. */

const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, li, blockquote, td, th';

/** Keeps an id where a link of the same text leads to it, on the link or on its paragraph; all others go. */
export function keepPlaces(page: Document): void {
  const wanted = new Set<string>();
  for (const link of page.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? '';
    // Word writes the path of its own temporary file before the mark.
    const name = /^(?:file:|about:|[^/:?#]+\.html?(?=#))?[^#]*#(.+)$/i.exec(isOwn(href) ? href : '')?.[1];
    if (name !== undefined) {
      link.setAttribute('href', `#${name}`);
      wanted.add(name);
      wanted.add(decode(name));
    } else if (/^file:/i.test(href)) link.replaceWith(...link.childNodes);
  }
  for (const element of page.body.querySelectorAll('[id], a[name]')) {
    const name = element.getAttribute('id') ?? element.getAttribute('name') ?? '';
    const other = element.getAttribute('name') ?? name;
    const place = [name, other].find((one) => wanted.has(one));
    element.removeAttribute('id');
    element.removeAttribute('name');
    if (place !== undefined) putPlace(element, place);
    if (element.localName === 'a' && !element.hasAttribute('href'))
      element.replaceWith(...element.childNodes);
  }
}

const isOwn = (href: string) => /^(#|file:|about:|[^/:?#]+\.html?#)/i.test(href);

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** On the link itself; else on the paragraph around it, or on the first in it. */
function putPlace(element: Element, name: string): void {
  if (element.localName === 'a' && element.hasAttribute('href')) element.setAttribute('id', name);
  else {
    const block = element.closest(BLOCKS) ?? element.querySelector(BLOCKS) ?? element.nextElementSibling;
    if (block !== null && !block.hasAttribute('id')) block.setAttribute('id', name);
  }
}
