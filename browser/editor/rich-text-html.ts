/** The formatted view's HTML, made plain; and whether the view can hold a text without losing any of it. */

import { parseInertHtml } from './inert-html.ts';

/** Elements that the view makes or drops without changing what is read. */
const UNCOUNTED = new Set(['p', 'div', 'span', 'tbody', 'thead', 'tfoot', 'colgroup', 'col', 'br']);
const SAME: Readonly<Record<string, string>> = { b: 'strong', i: 'em', del: 's', strike: 's' };
/** Attributes that mean something to a reader. */
const COUNTED = 'id href src alt colspan rowspan start type value lang dir cite datetime'.split(' ');

/** A list item or a cell of one paragraph needs no paragraph; a paragraph without anything is only a place to write. */
export function normalizeRichTextHtml(html: string): string {
  const page = parseInertHtml(html);
  for (const element of page.querySelectorAll('colgroup')) element.remove();
  for (const element of page.querySelectorAll('[data-style]')) element.removeAttribute('data-style');
  for (const element of page.querySelectorAll('[colspan="1"]')) element.removeAttribute('colspan');
  for (const element of page.querySelectorAll('[rowspan="1"]')) element.removeAttribute('rowspan');
  for (const element of page.querySelectorAll('li, td, th')) {
    const [first, ...others] = element.children;
    const isAlone = others.every(({ localName }) => localName === 'ul' || localName === 'ol');
    if (first?.localName === 'p' && isAlone) {
      // A place in the text stays one.
      if (first.id !== '' && element.id === '') element.id = first.id;
      first.replaceWith(...first.childNodes);
    }
  }
  for (const element of page.querySelectorAll('p:empty')) element.remove();
  return page.body.innerHTML;
}

/** True where both say the same: the same words, the same structure, whatever the spelling. */
export function isSameContent(one: string, other: string): boolean {
  return signContent(one) === signContent(other);
}

/** A figure without a caption says no more than the picture in it. */
function isUncounted({ localName, firstElementChild, childElementCount }: Element): boolean {
  return (
    UNCOUNTED.has(localName) ||
    (localName === 'figure' && childElementCount === 1 && firstElementChild?.localName === 'img')
  );
}

function signContent(html: string): string {
  const { body } = parseInertHtml(html);
  const parts = [...body.querySelectorAll('*')].flatMap((element) => {
    const attributes = COUNTED.flatMap((name) => {
      const value = element.getAttribute(name);
      return value === null || value === '' || value === '1' ? [] : [`${name}=${value}`];
    });
    const isCounted = !isUncounted(element) || attributes.length > 0;
    return isCounted ? [`${SAME[element.localName] ?? element.localName} ${attributes.join(' ')}`] : [];
  });
  return `${parts.sort().join('\n')}\n${(body.textContent ?? '').replace(/\s+/g, '')}`;
}
