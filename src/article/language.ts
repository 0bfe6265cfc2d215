/** Language tags (BCP 47), and the ranges by which filters ask for them (RFC 4647 §3.3.1, basic filtering). */

/** BCP 47 §4.4.1: what every implementation must take. */
export const MAX_LANGUAGE_CHARACTERS = 35;

/** A tag in its canonical spelling; null for what is none. */
export function canonicalizeLanguage(text: string): string | null {
  if (text.length > MAX_LANGUAGE_CHARACTERS) return null;
  try {
    const [tag] = Intl.getCanonicalLocales(text);
    // Languages have two or three letters (ISO 639); longer ones are well-formed, but nobody's.
    return tag !== undefined && /^[a-z]{2,3}\b/.test(tag) ? tag : null;
  } catch {
    return null;
  }
}

/** Every range that a canonical tag is in: `de-AT` is in `de` and in `de-AT`. */
export function listLanguageRanges(tag: string): string[] {
  const subtags = tag.split('-');
  return subtags.map((_, index) => subtags.slice(0, index + 1).join('-'));
}

/** A language by its name in another, or by its tag where it has none there. */
export function nameLanguage(tag: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
