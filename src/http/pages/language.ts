/** What a page tells of the language of its parts: `lang`, for voices and fonts, and the direction. */

import { readDirection } from '../../article/language.ts';

export interface LanguageAttributes {
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
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
