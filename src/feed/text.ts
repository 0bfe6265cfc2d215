/** Text as every format can hold it, so that all of them say the same. */

/**
 * What no feed carries: characters outside XML 1.0's Char (§2.2), and the C1 controls and U+FFFD, which
 * validators report as text read in the wrong encoding. Lone surrogates are the `\p{Cs}` of a `u` pattern.
 */
const UNSAFE_CHARACTERS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u0080-\u009F\uFFFD\uFFFE\uFFFF]|\p{Cs}/gu;

/** Removes the characters that a feed cannot carry; everything else stays as it is. */
export function cleanText(text: string): string {
  return text.replace(UNSAFE_CHARACTERS, '');
}

/** The address as WHATWG URL spells it, the same in every format; null for what is no web address. */
export function cleanUrl(text: string | null): string | null {
  const url = text === null ? null : URL.parse(cleanText(text));
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}
