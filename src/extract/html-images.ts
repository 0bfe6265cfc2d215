/** Images that a script would have loaded when they came into view. */

import type { Element, ElementContent } from 'hast';
import { readAttribute } from './html-query.ts';

/** Where scripts keep the address, the commonest first; hast's spelling of `data-src` and the like. */
const ADDRESSES = [
  'dataSrc',
  'dataOriginal',
  'dataLazySrc',
  'dataLazy',
  'dataImage',
  'dataOrigFile',
  'dataSrcSet',
  'dataSrcset',
  'srcSet',
];
/** Pictures that stand there until then. */
const PLACEHOLDER =
  /(?:^$|^data:|^about:|(?:blank|placeholder|loading|spacer|pixel|transparent|lazy|grey|1x1)[^/]*\.(?:gif|png|svg|jpe?g)$)/i;

/** Gives such images their addresses, and drops the copies for readers without scripts. */
export function restoreImages(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node];
    if (node.tagName === 'noscript') return [];
    if (node.tagName === 'img') return [restoreImage(node)];
    return [{ ...node, children: restoreImages(node.children) }];
  });
}

function restoreImage(image: Element): Element {
  if (!PLACEHOLDER.test(readAttribute(image, 'src').trim())) return image;
  const address = ADDRESSES.map((name) => readFirstAddress(readAttribute(image, name))).find(
    (candidate) => candidate !== '' && !PLACEHOLDER.test(candidate),
  );
  return address === undefined ? image : { ...image, properties: { ...image.properties, src: address } };
}

/** The first of a list such as `a.jpg 1x, b.jpg 2x`. */
function readFirstAddress(text: string): string {
  return text.trim().split(/\s*,\s+|\s/, 1)[0] ?? '';
}
