/** The language of a text, as far as its script and a few letters tell. */

import { foldHan } from '../article/chinese.ts';

/** So much of a text is looked at, in UTF-16 units: beyond the first paragraphs it says the same. */
const SAMPLE_UNITS = 4000;
/** Fewer letters could be a name in another script. */
const MIN_LETTERS = 12;
/** A script that has this share of the letters is the text's: Japanese and Chinese quote much Latin. */
const MIN_SHARE = 0.4;
/** Kana among Han: a Chinese text quotes less, a Japanese headline has more. */
const MIN_KANA_SHARE = 0.08;
/** Characters that have a simplified form among Han: in traditional text about a third, in simplified none. */
const MIN_TRADITIONAL_SHARE = 0.06;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/**
 * Chooses the language of a text: `zh-Hans`, `zh-Hant`, `ja`, `ko`, `ar` or `ru` where it is plainly that, unless
 * `declared` (BCP 47) says the same; for every other text what was declared.
 */
export function chooseLanguage(text: string, declared: string | undefined): string | undefined {
  const found = recognize(text.slice(0, SAMPLE_UNITS));
  if (found === null) return declared;
  return declared !== undefined && isCompatible(declared, found) ? declared : found;
}

function recognize(text: string): string | null {
  const letters = count(text, /\p{L}/gu);
  if (letters < MIN_LETTERS) return null;
  const isMostly = (script: RegExp) => count(text, script) >= letters * MIN_SHARE;
  if (isMostly(/\p{Script=Hangul}/gu)) return 'ko';
  if (isMostly(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)) return recognizeHan(text);
  if (isMostly(/\p{Script=Arabic}/gu)) return isArabic(text) ? 'ar' : null;
  if (isMostly(/\p{Script=Cyrillic}/gu)) return isRussian(text) ? 'ru' : null;
  return null;
}

function recognizeHan(text: string): string {
  const han = count(text, /\p{Script=Han}/gu);
  const kana = count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  if (kana > (han + kana) * MIN_KANA_SHARE) return 'ja';
  const folded = foldHan(text);
  let traditional = 0;
  for (let index = 0; index < text.length; index++) if (text[index] !== folded[index]) traditional += 1;
  return traditional > han * MIN_TRADITIONAL_SHARE ? 'zh-Hant' : 'zh-Hans';
}

/** Persian, Urdu, Pashto, Kurdish and Uyghur have letters of their own; Arabic has its article. */
function isArabic(text: string): boolean {
  const others = count(
    text,
    /[\u067e\u0686\u0698\u06af\u06a9\u06cc\u0679\u0688\u0691\u06d2\u06ba\u067c\u0681\u0693\u06ab\u06d5\u06c6\u06ce]/g,
  );
  return others === 0 && count(text, /(?:^|[\s«"(])(?:و|ف|ب|ك)?(?:ال|لل)/gu) > 0;
}

/** Of the languages in Cyrillic it has ы and э, and none of the letters that the others have added. */
function isRussian(text: string): boolean {
  const own = count(text, /[ыэъё]/giu);
  const others = count(text, /[іїєґўјљњћђџѓќѕңғүұқөһәҷӣҳӯҡҙҫ]/giu);
  return own > 0 && others === 0 && count(text, /ы|э/giu) > 0;
}

function isCompatible(declared: string, found: string): boolean {
  const [language, script] = found.split('-');
  const locale = readLocale(declared);
  return (
    locale !== null && locale.language === language && (script === undefined || locale.script === script)
  );
}

/** A tag with the script that it leaves out: `zh-TW` is written in Hant, and so is `zh-HK`. */
function readLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}
