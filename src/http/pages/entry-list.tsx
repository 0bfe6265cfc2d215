/** What lists of the directory share: small pictures of people, and pages by number. */

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

interface PageNumbersProps {
  readonly count: number;
  /** Of this page, from 1. */
  readonly page: number;
  /** What the list is of. */
  readonly label: string;
  readonly path: (page: number) => string;
}

/** A link for each; nothing where there is one page. */
export function PageNumbers({ count, page, label, path }: PageNumbersProps) {
  if (count === 1) return null;
  return (
    <nav class="pages" aria-label={label}>
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <a href={path(number)} aria-current={number === page ? 'page' : undefined}>
          {number}
        </a>
      ))}
    </nav>
  );
}
