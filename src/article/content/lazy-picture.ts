/** Which of a picture's addresses is the picture's, where a script was to load it when it came into view. */

import type { Element } from 'hast';

/** Where scripts keep the address, the commonest first; hast's spelling of `data-src` and the like. */
const LAZY_ADDRESSES = ['dataSrc', 'dataOriginal', 'dataLazySrc', 'dataLazy'];
const LAZY_LISTS = ['dataSrcset', 'dataLazySrcset'];
/** Others of the same picture, where `src` is none. */
const OTHER_ADDRESSES = ['dataOrigFile', 'dataImage'];
/** What stands there until then. */
const PLACEHOLDER =
  /(?:^$|^data:|^about:|(?:blank|placeholder|loading|spacer|pixel|transparent|lazy|grey|1x1)[^/]{0,100}\.(?:gif|png|svg|jpe?g)$)/i;

/**
 * The address, absolute; null where there is none of the web. `sources` are those of the `<picture>` around. Of a list
 * of sizes the largest is taken.
 */
export function findPictureAddress(
  image: Element,
  sources: readonly Element[],
  baseUrl: string,
): string | null {
  const read = (names: readonly string[], element = image) => names.map((name) => readText(element, name));
  const readLists = (names: readonly string[], element = image) => read(names, element).map(findLargest);
  const [src = ''] = read(['src']);
  const candidates = [
    ...read(LAZY_ADDRESSES),
    ...readLists(LAZY_LISTS),
    src,
    ...readLists(['srcSet']),
    ...sources.flatMap((source) => readLists([...LAZY_LISTS, 'srcSet'], source)),
    ...read(OTHER_ADDRESSES),
  ].filter((address) => !PLACEHOLDER.test(address));
  // What looks like a placeholder may be the picture after all.
  for (const address of [...candidates, src]) {
    const url = address === '' ? null : URL.parse(address, baseUrl);
    if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url.href;
  }
  return null;
}

/** A picture that nobody is to see: it counts visits. */
export function isPixel({ properties: { width, height } }: Element): boolean {
  return [width, height].some((size) => size !== undefined && size !== null && Number(size) <= 1);
}

/** The largest of a `srcset` (HTML §4.8.4.2.1), by its width or density; '' for none. */
function findLargest(list: string): string {
  let largest = { address: '', size: -1 };
  let address = '';
  const take = (descriptor: string) => {
    const size = Number.parseFloat(descriptor) || 1;
    if (address !== '' && size > largest.size) largest = { address, size };
    address = '';
  };
  for (const word of list.split(/\s+/)) {
    let rest = word;
    if (address !== '') {
      const comma = word.indexOf(',');
      take(comma < 0 ? word : word.slice(0, comma));
      rest = comma < 0 ? '' : word.slice(comma + 1);
    }
    address = rest.replace(/^,+/, '');
    // A comma at an address's end is not part of it; one amid it is.
    if (address.endsWith(',')) {
      address = address.replace(/,+$/, '');
      take('');
    }
  }
  take('');
  return largest.address;
}

function readText(element: Element, name: string): string {
  const value = element.properties[name];
  if (value === undefined || value === null) return '';
  return (Array.isArray(value) ? value.join(', ') : String(value)).trim();
}
