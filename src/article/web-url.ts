/** Web addresses as both standards know them: URL (WHATWG) reads them, RFC 3986 says which characters they are written in. */

import { cleanText } from './content/plain-text.ts';

// The URL standard lets these stand in paths, queries and fragments; RFC 3986 §2 has no place for them.
const FOREIGN = /[[\]|\\^`{}"<>]|%(?![\da-f]{2})/gi;

/** Spells a parsed http or https address in the characters of RFC 3986; whoever follows it arrives at the same place. */
export function spellWebUrl(url: URL): string {
  const { href, protocol } = url;
  // Up to the path: an IPv6 address keeps its brackets.
  const pathStart = href.indexOf('/', protocol.length + 2);
  return href.slice(0, pathStart) + href.slice(pathStart).replace(FOREIGN, percentEncodeCharacter);
}

/** The address in the characters of RFC 3986, the same in every format; null for what is no web address. */
export function cleanUrl(text: string | null): string | null {
  const url = text === null ? null : URL.parse(cleanText(text));
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? spellWebUrl(url) : null;
}

/** A value for an address or a header, with nothing but unreserved characters (RFC 3986 §2.3) left as they are. */
export function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, percentEncodeCharacter);
}

/** A character of ASCII, percent-encoded (RFC 3986 §2.1). */
export function percentEncodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
