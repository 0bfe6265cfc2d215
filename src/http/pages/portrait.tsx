/** Small pictures of people in lists. */

import { cleanUrl } from '../../article/web-url.ts';

/** What the pictures of a page may add to it, in characters of their addresses. */
const MAX_PICTURE_CHARACTERS = 20_000;

/** Somebody with the address of a picture, or without. */
export interface Pictured {
  readonly slug: string | null;
  readonly image?: string | null;
}

/** The pictures of a page by slug, as many as there is room for: an address may be longer than all that is said of somebody. */
export function listPictures(entries: readonly Pictured[]): Map<string, string> {
  const pictures = new Map<string, string>();
  let left = MAX_PICTURE_CHARACTERS;
  for (const { slug, image } of entries) {
    const url = cleanUrl(image ?? null);
    if (slug === null || url === null || url.length > left) continue;
    left -= url.length;
    pictures.set(slug, url);
  }
  return pictures;
}

/** Says nothing that the name beside it does not. */
export function Portrait({ url }: { url: string | undefined }) {
  return url === undefined ? null : (
    <img src={url} alt="" width="40" height="50" loading="lazy" decoding="async" />
  );
}
