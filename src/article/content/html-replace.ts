/** What cannot stand in an article → what a reader still has of it: a link, a text, the real picture. */

import type { Element, ElementContent, Root } from 'hast';
import { readTargets } from './fragments.ts';
import { MEDIA_TAGS, makeElement, readAttribute, readText, replaceMedia } from './html-media.ts';
import { BLOCK_TAGS, LEFT_OUT_TAGS, TAGS } from './html-schema.ts';
import { listElements } from './html-tree.ts';
import { findPictureAddress, isPixel } from './lazy-picture.ts';

/** Blocks of a page that an article has not: what they hold stays, text of their own as a block. */
const SECTIONS =
  'address article aside center dialog fieldset footer form header hgroup legend main marquee nav search section'.split(
    ' ',
  );
/** Where a link that stands alone is a paragraph. */
const PARENTS_OF_PARAGRAPHS = new Set([...SECTIONS, 'blockquote', 'div', 'figure', 'object']);
const UNSEEN = ['noscript', 'param', 'script', 'style'];
const BLOCKS = new Set([...BLOCK_TAGS, ...SECTIONS, ...MEDIA_TAGS, ...UNSEEN]);
const KEPT = new Set(TAGS);

/** What is around an element. */
interface Surroundings {
  /** Null for the article itself. */
  readonly parent: string | null;
  readonly isInLink: boolean;
}

/** One tree's replacement as it goes on. */
interface Replacement {
  readonly baseUrl: string;
  /** Takes the names of what goes. */
  readonly leftOut: Set<string>;
  /** Names that a link of this text leads to. */
  readonly targets: ReadonlySet<string>;
  /** Addresses of the pictures so far. */
  readonly pictures: Set<string>;
}

/**
 * Replaces, in a tree within CONTENT_LIMITS: what plays or embeds becomes a link named by its title or host; formulas
 * and drawings become their text; pictures that a script would have loaded get their addresses. What a link of the
 * text leads to keeps its name even where it is only unwrapped. `leftOut` takes the name of each element that goes
 * with what it holds.
 */
export function replaceElements(tree: Root, baseUrl: string, leftOut: Set<string>): Root {
  const replacement = { baseUrl, leftOut, targets: listTargets(tree), pictures: new Set<string>() };
  const children = tree.children.filter((child): child is ElementContent => child.type !== 'doctype');
  return { type: 'root', children: replaceAll(children, { parent: null, isInLink: false }, replacement) };
}

function listTargets(tree: Root): Set<string> {
  const links = listElements(tree).map((element) => readAttribute(element, 'href'));
  return new Set(links.flatMap((href) => (href.startsWith('#') ? readTargets(href.slice(1)) : [])));
}

function replaceAll(
  nodes: readonly ElementContent[],
  around: Surroundings,
  replacement: Replacement,
): ElementContent[] {
  return nodes.flatMap((node, index): ElementContent[] => {
    if (node.type !== 'element') return [node];
    const left = replaceElement(node, around, replacement);
    if (left === null) return [keepElement(node, around, replacement)];
    const isParagraph =
      left.length > 0 &&
      left.every(isWords) &&
      (around.parent === null || PARENTS_OF_PARAGRAPHS.has(around.parent)) &&
      isAlone(nodes, index);
    return isParagraph ? [makeElement('p', {}, left)] : left;
  });
}

/** What stands in the element's place; null where it may stay. */
function replaceElement(
  element: Element,
  around: Surroundings,
  replacement: Replacement,
): ElementContent[] | null {
  const { tagName, children, properties } = element;
  if (tagName === 'img') return replacePicture(element, [], replacement);
  if (tagName === 'amp-img')
    return replacePicture({ ...element, tagName: 'img', children: [] }, [], replacement);
  if (tagName === 'input' && properties.type === 'checkbox')
    return [{ type: 'text', value: properties.checked ? '☑' : '☐' }];
  if (tagName === 'picture') {
    const isNamed = (name: string) => (child: ElementContent) =>
      child.type === 'element' && child.tagName === name;
    const [isImage, isSource] = [isNamed('img'), isNamed('source')];
    // They are the first picture's.
    const sources = children.filter(isSource) as Element[];
    const first = children.find(isImage);
    return children.flatMap((child) => {
      if (isImage(child))
        return replacePicture(child as Element, child === first ? sources : [], replacement);
      return isBlank(child) || isSource(child) ? [] : replaceAll([child], around, replacement);
    });
  }
  if (tagName === 'noscript') {
    if (readText(element) !== '') replacement.leftOut.add(tagName);
    return listNewPictures(element, replacement);
  }
  // A part of a picture that leads somewhere: its words, which are its description, lead there.
  if (tagName === 'area') {
    const link = replaceMedia(element, around.isInLink, replacement.baseUrl);
    if (link !== null) replacement.leftOut.add(tagName);
    return link === null ? [] : [...link, { type: 'text', value: ' ' }];
  }
  if (!LEFT_OUT_TAGS.includes(tagName)) return null;
  replacement.leftOut.add(tagName);
  return (
    replaceMedia(element, around.isInLink, replacement.baseUrl) ??
    replaceAll(children, goInto(element, around), replacement)
  );
}

function goInto({ tagName }: Element, { isInLink }: Surroundings): Surroundings {
  return { parent: tagName, isInLink: isInLink || tagName === 'a' };
}

function keepElement(element: Element, around: Surroundings, replacement: Replacement): Element {
  const { tagName, properties } = element;
  const children = replaceAll(element.children, goInto(element, around), replacement);
  const id = readAttribute(element, 'id') || (tagName === 'a' ? readAttribute(element, 'name') : '');
  if (tagName === 'a' && id !== '') return { ...element, properties: { ...properties, id }, children };
  const isSection = SECTIONS.includes(tagName);
  // Without the element its name would be gone, and the link with it; or its text would run into the next one's.
  const isNamed = !KEPT.has(tagName) && replacement.targets.has(id);
  if (isNamed || (isSection && children.some(isInline)))
    return makeElement(isSection ? 'div' : 'span', isNamed ? { id } : {}, children);
  return { ...element, children };
}

/** The picture with its real address; nothing where it has none that others could reach. */
function replacePicture(
  image: Element,
  sources: readonly Element[],
  { baseUrl, leftOut, pictures }: Replacement,
): ElementContent[] {
  const src = findPictureAddress(image, sources, baseUrl);
  if (src === null) leftOut.add('img');
  else pictures.add(src);
  return src === null ? [] : [{ ...image, properties: { ...image.properties, src } }];
}

/** What stands there for readers without scripts: nearly always a copy of the picture beside it, or a counter of visits. */
function listNewPictures(element: Element, replacement: Replacement): ElementContent[] {
  const found: ElementContent[] = [];
  const visit = (node: ElementContent) => {
    if (node.type !== 'element') return;
    node.children.forEach(visit);
    if (node.tagName !== 'img' || isPixel(node)) return;
    const src = findPictureAddress(node, [], replacement.baseUrl);
    if (src !== null && !replacement.pictures.has(src)) found.push(...replacePicture(node, [], replacement));
  };
  element.children.forEach(visit);
  return found;
}

function isWords(node: ElementContent): boolean {
  return node.type === 'text' || (node.type === 'element' && ['a', 'sub', 'sup'].includes(node.tagName));
}

/** What is part of a line. */
function isInline(node: ElementContent): boolean {
  return !isBlank(node) && (node.type !== 'element' || !BLOCKS.has(node.tagName));
}

/** True where nothing of a line stands beside it. */
function isAlone(nodes: readonly ElementContent[], index: number): boolean {
  return [-1, 1].every((step) => {
    let at = index + step;
    while (isBlank(nodes[at])) at += step;
    const beside = nodes[at];
    return beside === undefined || (beside.type === 'element' && BLOCKS.has(beside.tagName));
  });
}

function isBlank(node: ElementContent | undefined): boolean {
  return node?.type === 'comment' || (node?.type === 'text' && !/\S/.test(node.value));
}
