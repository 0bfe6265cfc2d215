/** Every word of the public pages. Pages are cached, so their language is the publication's, never the reader's. */

import { ARABIC } from './texts/arabic.ts';
import { ENGLISH } from './texts/english.ts';
import { FRENCH } from './texts/french.ts';
import { GERMAN } from './texts/german.ts';
import type { PageTexts } from './texts/page-texts.ts';
import { SIMPLIFIED_CHINESE } from './texts/simplified-chinese.ts';
import { SPANISH } from './texts/spanish.ts';
import { TRADITIONAL_CHINESE } from './texts/traditional-chinese.ts';
import { URDU } from './texts/urdu.ts';

/** The languages that notices in feeds are worded in too; Chinese goes by its script, and the rest have English. */
const TEXTS: Readonly<Record<string, PageTexts>> = {
  ar: ARABIC,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  ur: URDU,
};

/** The texts for a publication in this language (BCP 47); English where it has none here. */
export function choosePageTexts(language: string): PageTexts {
  const locale = new Intl.Locale(language).maximize();
  if (locale.language === 'zh' || locale.language === 'yue') {
    return locale.script === 'Hant' ? TRADITIONAL_CHINESE : SIMPLIFIED_CHINESE;
  }
  return TEXTS[locale.language] ?? ENGLISH;
}
