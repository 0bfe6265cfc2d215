/** Every word of the public pages. Pages are cached, so their language is the publication's, never the reader's. */

import { ARABIC } from './arabic.ts';
import { ENGLISH } from './english.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import type { PageMessages } from './page-messages.ts';
import { SIMPLIFIED_CHINESE } from './simplified-chinese.ts';
import { SPANISH } from './spanish.ts';
import { TRADITIONAL_CHINESE } from './traditional-chinese.ts';
import { URDU } from './urdu.ts';

/** The languages that notices in feeds are worded in too; Chinese goes by its script, and the rest have English. */
const MESSAGES: Readonly<Record<string, PageMessages>> = {
  ar: ARABIC,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  ur: URDU,
};

interface Choice {
  readonly messages: PageMessages;
  readonly spokenLanguage: string;
}

/** Languages of settings are few, and each line of a page asks. */
const choices = new Map<string, Choice>();

/** The messages for a publication in this language (BCP 47); English where it has none here. */
export function choosePageMessages(language: string): PageMessages {
  return choose(language).messages;
}

/**
 * The publication's own language where pages are worded in it, else that of their words: dates and numbers are written
 * the way of a region (en-GB has another order of day and month than en-US).
 */
export function chooseSpokenLanguage(language: string): string {
  return choose(language).spokenLanguage;
}

function choose(language: string): Choice {
  const known = choices.get(language);
  if (known !== undefined) return known;
  const messages = findMessages(language);
  const isSpoken = new Intl.Locale(language).language === new Intl.Locale(messages.language).language;
  const choice = { messages, spokenLanguage: isSpoken ? language : messages.language };
  choices.set(language, choice);
  return choice;
}

function findMessages(language: string): PageMessages {
  const locale = new Intl.Locale(language).maximize();
  if (locale.language === 'zh' || locale.language === 'yue') {
    return locale.script === 'Hant' ? TRADITIONAL_CHINESE : SIMPLIFIED_CHINESE;
  }
  return MESSAGES[locale.language] ?? ENGLISH;
}
