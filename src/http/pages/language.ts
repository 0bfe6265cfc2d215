/** What a page tells of the language of its parts: `lang`, for voices and fonts, and the direction. */

/** Scripts that are written from right to left (Unicode, property Bidi_Class R or AL), living ones. */
const RIGHT_TO_LEFT_SCRIPTS = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
]);

export interface LanguageAttributes {
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
}

/** The direction of a BCP 47 language; left to right for one that cannot be read. */
export function readDirection(language: string): 'ltr' | 'rtl' {
  try {
    return RIGHT_TO_LEFT_SCRIPTS.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}

/** Attributes of a part of the page that is in a language of its own; none where it is the page's. */
export function markLanguage(language: string, pageLanguage: string): LanguageAttributes {
  return language === pageLanguage ? {} : { lang: language, dir: readDirection(language) };
}

/**
 * Attributes of text from an article: right to left where its language is. Otherwise its first letter decides,
 * because an editor may have left the language out.
 */
export function markText(language: string, pageLanguage: string): LanguageAttributes {
  const direction = readDirection(language);
  return {
    ...(language === pageLanguage ? {} : { lang: language }),
    dir: direction === 'rtl' ? 'rtl' : 'auto',
  };
}
