/** What plays, embeds or draws → what a reader still has of it: a link named by its title or host, or its text. */

import type { Element, ElementContent, Properties } from 'hast';
import { writeFormula } from './mathml.ts';

/** What plays or shows something from elsewhere, and the attributes that may say from where. */
const MEDIA: Readonly<Record<string, readonly string[]>> = {
  iframe: ['src', 'dataSrc'],
  video: ['src', 'dataSrc'],
  audio: ['src', 'dataSrc'],
  object: ['data'],
  embed: ['src'],
  area: ['href'],
};

export const MEDIA_TAGS: readonly string[] = Object.keys(MEDIA);

/**
 * What stands in the place of an element that an article cannot have; nothing where it says nothing. Null: it has no
 * address of its own, and may hold something that has.
 */
export function replaceMedia(element: Element, isInLink: boolean, baseUrl: string): ElementContent[] | null {
  if (element.tagName === 'math') return writeFormula(element);
  if (element.tagName === 'svg') return readDrawing(element);
  const names = MEDIA[element.tagName];
  if (names === undefined) return [];
  const sources = element.children.filter((child) => child.type === 'element' && child.tagName === 'source');
  const url = [element, ...sources]
    .flatMap((holder) => names.map((name) => readAttribute(holder, name)))
    .map((address) => (address === '' ? null : URL.parse(address, baseUrl)))
    .find((one) => one?.protocol === 'https:' || one?.protocol === 'http:');
  if (url == null) return null;
  const title = ['alt', 'title', 'ariaLabel'].map((name) => readAttribute(element, name)).find(Boolean);
  const text: ElementContent = { type: 'text', value: title || url.hostname };
  return [isInLink ? text : makeElement('a', { href: url.href }, [text])];
}

/** What a drawing is called, and what is written in it. */
function readDrawing(drawing: Element): ElementContent[] {
  const names: string[] = [readAttribute(drawing, 'ariaLabel')];
  const words: string[] = [];
  const visit = (node: ElementContent) => {
    if (node.type !== 'element' || readAttribute(node, 'ariaHidden') === 'true') return;
    if (node.tagName === 'title' || node.tagName === 'desc') names.push(readText(node));
    else if (/^(?:text|foreignobject)$/i.test(node.tagName)) words.push(readText(node));
    else node.children.forEach(visit);
  };
  visit(drawing);
  const name = names.find((one) => one !== '') ?? '';
  const value = [name, ...words.filter((word) => word !== name)].join(' ').trim();
  return value === '' ? [] : [{ type: 'text', value }];
}

/** All words in an element, in one line. */
export function readText(element: Element): string {
  const parts: string[] = [];
  const visit = (node: ElementContent) => {
    if (node.type === 'text') parts.push(node.value);
    else if (node.type === 'element' && !['script', 'style'].includes(node.tagName))
      node.children.forEach(visit);
  };
  visit(element);
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** '' for none. */
export function readAttribute(element: ElementContent, name: string): string {
  const value = element.type === 'element' ? element.properties[name] : undefined;
  return value === undefined || value === null ? '' : String(value).trim();
}

export function makeElement(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}
