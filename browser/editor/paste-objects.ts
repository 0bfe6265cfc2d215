/** What is pasted beside words: players, frames, formulas, drawings, pictures. The view has pictures alone. */

import type { ElementContent, Element as Tree } from 'hast';
import { replaceMedia } from '../../src/article/content/html-media.ts';
import { findPictureAddress } from '../../src/article/content/lazy-picture.ts';
import { makeElement, unwrapElement } from './element.ts';
import { findBeside, isBlock } from './paste-blocks.ts';

const OBJECTS = 'iframe, object, embed, applet, video, audio, canvas, svg, math';
/** Where words that stand alone are a paragraph. */
const HOLDERS = 'body, div, blockquote, figure, section, article, main, aside, header, footer, center';
/** An address without a site is nobody's: a clipboard does not say which page it is from. */
const NO_PAGE = 'about:blank';

/** Puts in their place what the sanitiser would put there, a link or their text; how many there were. */
export function replaceObjects(page: Document): number {
  let count = 0;
  for (const object of page.querySelectorAll(OBJECTS)) {
    // It stood in another one, which is replaced.
    if (!object.isConnected) continue;
    count += 1;
    const isInLink = object.closest('a[href]') !== null;
    const written = replaceMedia(buildTree(object), isInLink, NO_PAGE)?.map(buildNode);
    if (written === undefined) unwrapElement(object);
    else if (written.length > 0 && standsAlone(object)) object.replaceWith(makeElement('p', {}, ...written));
    else object.replaceWith(...written);
  }
  return count;
}

/** True where no words of a line are beside it. */
function standsAlone(object: Element): boolean {
  const isApart = (['previousSibling', 'nextSibling'] as const).every((side) => {
    const beside = findBeside(object, side);
    return beside === null || isBlock(beside) || (beside instanceof Element && beside.matches(OBJECTS));
  });
  return isApart && object.parentElement?.matches(HOLDERS) === true;
}

/**
 * Gives pictures their address on the web, or their bytes where `keepsBytes`: their own, or those of `files`, of which
 * it is clear which are whose where there are as many as pictures on the computer. The others go; how many they are.
 */
export function settlePictures(
  page: Document,
  keepsBytes: boolean,
  files: readonly (string | null)[],
): number {
  const pictures = [...page.querySelectorAll('img')];
  const named = pictures.filter((picture) => /^file:/i.test(picture.getAttribute('src') ?? ''));
  const isClear = named.length === files.length;
  const bytesOf = new Map(isClear ? named.map((picture, index) => [picture, files[index]]) : []);
  let lost = 0;
  for (const picture of pictures) {
    const sources = [...(picture.closest('picture')?.querySelectorAll('source') ?? [])].map(buildTree);
    const own = /^data:image\/[a-z]+;base64,.*/is.exec(picture.getAttribute('src') ?? '')?.[0];
    const bytes = keepsBytes ? (bytesOf.get(picture) ?? own) : undefined;
    const src = findPictureAddress(buildTree(picture), sources, NO_PAGE) ?? bytes;
    if (src === undefined) {
      picture.remove();
      lost += 1;
    } else picture.setAttribute('src', src);
  }
  return lost;
}

/** An element as the sanitiser reads it. */
function buildTree(element: Element): Tree {
  const properties = [...element.attributes].map(({ name, value }) => [nameProperty(name), value]);
  const children = [...element.childNodes].flatMap((child): ElementContent[] => {
    if (child instanceof Element) return [buildTree(child)];
    return child.nodeType === Node.TEXT_NODE ? [{ type: 'text', value: child.textContent ?? '' }] : [];
  });
  return {
    type: 'element',
    tagName: element.localName,
    properties: Object.fromEntries(properties),
    children,
  };
}

/** `data-src` is `dataSrc`. */
function nameProperty(attribute: string): string {
  if (attribute === 'srcset') return 'srcSet';
  return attribute.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function buildNode(written: ElementContent): Node | string {
  if (written.type === 'text') return written.value;
  if (written.type !== 'element') return '';
  const { href } = written.properties;
  return makeElement(
    written.tagName as 'a' | 'sub' | 'sup',
    { href: href?.toString() },
    ...written.children.map(buildNode),
  );
}
