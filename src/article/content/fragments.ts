/** Places inside a text, and the links to them: contents lists, footnotes. They work on the article's page; feeds lead there. */

import type { Root } from 'hast';
import { listElements } from './html-tree.ts';

/** As GitHub writes it. No id of a page and no global name of a script begins so, whatever an article calls its places. */
export const ID_PREFIX = 'user-content-';

/** Longer names than this are no one's; each link repeats its own. */
const MAX_ID_CHARACTERS = 200;

/**
 * Puts every id of a sanitised tree under the prefix, and has the links to them follow. Of two with one name the first
 * is meant, as in browsers; a link to a place that is not there keeps its words alone.
 */
export function linkFragments(tree: Root): void {
  const elements = listElements(tree);
  const ids = new Set<string>();
  for (const { properties } of elements) {
    if (properties.id === undefined) continue;
    const id = prefixId(String(properties.id));
    properties.id = id === null || ids.has(id) ? undefined : id;
    if (id !== null) ids.add(id);
  }
  for (const { properties } of elements) {
    const fragment = /^\s*#(.*)$/s.exec(String(properties.href ?? ''))?.[1]?.trim();
    if (fragment === undefined) continue;
    const target = readTargets(fragment)
      .map(prefixId)
      .find((id) => id !== null && ids.has(id));
    properties.href = target == null ? undefined : `#${encodeURIComponent(target)}`;
  }
}

/** What a fragment may name, as browsers look for it: as it is written, then decoded (HTML §7.4.6.4). */
export function readTargets(fragment: string): string[] {
  try {
    return [fragment, decodeURIComponent(fragment)];
  } catch {
    return [fragment];
  }
}

/** Null for what no link could name. */
function prefixId(id: string): string | null {
  const name = id.startsWith(ID_PREFIX) ? id.slice(ID_PREFIX.length) : id;
  return name === '' || name.length > MAX_ID_CHARACTERS || /\s/.test(name) ? null : ID_PREFIX + name;
}

/** A link to a place of the same text, in sanitised HTML: there no text and no value holds `<a` or a quotation mark. */
const FRAGMENT_LINK = /(<a(?: [a-z]+="[^"]*")*? href=")#([^"]*")/g;

/**
 * The same HTML for where the article is not alone: its links to places of its own lead to `pageUrl`. That is this
 * service's page, or else the page that the text came from, where its places have no prefix.
 */
export function leadToPage(html: string, pageUrl: string, isOwnPage: boolean): string {
  if (!mentionsFragment(html)) return html;
  const [address = ''] = pageUrl.split('#');
  return html.replace(FRAGMENT_LINK, (_, before: string, target: string) => {
    const name = isOwnPage || !target.startsWith(ID_PREFIX) ? target : target.slice(ID_PREFIX.length);
    return `${before}${escapeAttribute(address)}#${name}`;
  });
}

/** How many links of sanitised HTML `leadToPage` makes longer. */
export function countFragmentLinks(html: string): number {
  return mentionsFragment(html) ? [...html.matchAll(FRAGMENT_LINK)].length : 0;
}

/** Every rendering asks this of every text: a rare character first makes the search nine times quicker than `href`. */
function mentionsFragment(html: string): boolean {
  return html.includes('="#');
}

function escapeAttribute(url: string): string {
  return url.replaceAll('&', '&#x26;').replaceAll('"', '&#x22;');
}
