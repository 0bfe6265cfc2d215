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

/** The commonest short words of languages in Latin letters. */
const COMMON_WORDS: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['en', 'the and of to is was for that with are'],
  ['de', 'der die das und nicht ist ein mit von auf'],
  ['fr', 'le les des est et une dans que pour du'],
  ['es', 'el los las del que una por con para y'],
  ['it', 'il di che per una gli della non è sono'],
  ['pt', 'o os que não uma com para do da em'],
  ['nl', 'het een van en niet dat zijn voor met is'],
  ['pl', 'w się na nie że jest do i z to'],
  ['sv', 'och att det som är på för av inte med'],
  ['da', 'og det at er ikke til af på en som'],
  ['nb', 'og det å er ikke til av på en som'],
].map(([language = '', words = '']) => [language, new Set(words.split(' '))] as const);
/** A shorter text may be in a language by chance. */
const MIN_WORDS = 30;
/** So many of a text's words are its language's commonest, and so many times as many as the next one's. */
const MIN_COMMON_SHARE = 0.12;
const MIN_LEAD = 1.5;
/** So many times, where the page says another language. */
const MIN_LEAD_OVER_DECLARED = 4;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/**
 * Chooses the language of a text: by its script `zh-Hans`, `zh-Hant`, `ja`, `ko`, `he`, `el`, `ar` or `ru` where it is plainly that,
 * unless `declared` (BCP 47) says the same; by its commonest words where nothing was declared, or another of the
 * languages that are told by them; for every other text what was declared, with Norwegian as the one of its two
 * written languages that it is in.
 */
export function chooseLanguage(text: string, declared: string | undefined): string | undefined {
  const sample = text.slice(0, SAMPLE_UNITS);
  const found = recognize(sample) ?? recognizeWords(sample, declared);
  if (found === null) return isNorwegian(declared) ? recognizeNorwegian(sample) : declared;
  return declared !== undefined && isCompatible(declared, found) ? declared : found;
}

function recognize(text: string): string | null {
  const letters = count(text, /\p{L}/gu);
  if (letters < MIN_LETTERS) return null;
  const isMostly = (script: RegExp) => count(text, script) >= letters * MIN_SHARE;
  if (isMostly(/\p{Script=Hangul}/gu)) return 'ko';
  if (isMostly(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)) return recognizeHan(text);
  // Yiddish has letters of its own, and points its aleph, which news in Hebrew leaves bare.
  if (isMostly(/\p{Script=Hebrew}/gu)) return /[\u05f0-\u05f2]|\u05d0[\u05b7\u05b8]/.test(text) ? null : 'he';
  if (isMostly(/\p{Script=Greek}/gu)) return 'el';
  if (isMostly(/\p{Script=Arabic}/gu)) return isArabic(text) ? 'ar' : null;
  if (isMostly(/\p{Script=Cyrillic}/gu)) return isRussian(text) ? 'ru' : null;
  return null;
}

/** By the commonest words; null where two languages have nearly as many of them, or the declared one has its share. */
function recognizeWords(text: string, declared: string | undefined): string | null {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < MIN_WORDS) return null;
  const scores = COMMON_WORDS.map(([language, common]) => ({
    language,
    hits: words.filter((word) => common.has(word)).length,
  })).sort((a, b) => b.hits - a.hits);
  const [best, next] = scores;
  if (best === undefined || next === undefined || best.hits < words.length * MIN_COMMON_SHARE) return null;
  if (declared === undefined) return best.hits >= next.hits * MIN_LEAD ? best.language : null;
  const said = scores.find(({ language }) => language === readLocale(declared)?.language);
  return said !== undefined && best.hits >= said.hits * MIN_LEAD_OVER_DECLARED ? best.language : null;
}

/** `no` is both of them, and whoever looks for `nb` would not find it. */
function isNorwegian(declared: string | undefined): boolean {
  return declared !== undefined && readLocale(declared)?.language === 'no';
}

function recognizeNorwegian(text: string): string {
  const nynorsk = count(text, /(?<!\p{L})(?:ikkje|ein|eit|frå|eg)(?!\p{L})/giu);
  const bokmål = count(text, /(?<!\p{L})(?:ikke|en|et|fra|jeg)(?!\p{L})/giu);
  return nynorsk > bokmål ? 'nn' : 'nb';
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
