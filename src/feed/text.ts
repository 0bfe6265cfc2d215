/** Text as every format can hold it, so that all of them say the same. */

import { removeUnprintable } from '../article/content/characters.ts';
import { spellWebUrl } from '../article/web-url.ts';

/** Removes what no feed can carry, whatever door it came in by; everything else stays as it is. */
export function cleanText(text: string): string {
  return removeUnprintable(text);
}

/** The address in the characters of RFC 3986, the same in every format; null for what is no web address. */
export function cleanUrl(text: string | null): string | null {
  const url = text === null ? null : URL.parse(cleanText(text));
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? spellWebUrl(url) : null;
}
