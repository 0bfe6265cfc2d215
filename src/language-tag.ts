/** A language tag (BCP 47): what is one, for settings, requests, pages and files alike. */

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
