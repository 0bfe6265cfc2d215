/**
 * What stands around a name in a text: whether it is of a longer name, or of a place that is called after somebody, and
 * whether it surely is a name. Everything here is in the spelling that names are compared in: without marks, simplified.
 */

import {
  endsChineseName,
  isBetweenWords,
  isNameOfChinesePlace,
  isWholeChineseName,
} from './chinese-names.ts';

/** The longest word or office beside a name that tells something of it. */
const WINDOW_UNITS = 40;
const HAN = /\p{Script=Han}/u;
const KATAKANA = /^[\u30a1-\u30ff]/;

/** What holders of an office are called, by the stems of the words, and forms of address. */
const TITLE =
  /mayor|min[iy]st|pr[ae]e?[sz][iy]d|prima[rt]|kan[zc]|chancel|se[ck]ret|council|g(?:ou|o)[vb]ern|commiss|d[iy]re[ck]t|senat|ambassad|botschaft|sp(?:eak|rech|okes)|sheriff|treasur|executive|constable|chief|chair|leader|leiter|fuhrer|vorsteh|kammer|chef|anwalt|premier|manager|captain|judge|richter|justice|attorney|general|officer|clerk|alder|assembl|congress|selectm|trustee|deleg|supervis|comptrol|provost|reeve|(?<!u)rat(?:in)?$|rad(?:et|n[ya])$|m[aei]{1,2}st[aer]|starost|^wojt$|wojewod|hejtman|nacelni|kaymak|vorsitzend|geordnet|dezernent|maire|adjoint|prefe|alcald|sindac|assess|conse[ij]|concejal|vereador|d[ei]put|wethouder|inspect|intendent|bis[ch]{1,2}o|ordforer|baskan|bakan|^vali$|vekil|mudur|sozcu|bupati|^kota$|мэр|^мер$|глава|голова|градонач|кмет|губерн|м[иі]н[иі]стр|президент|председ|депутат|директор|секретар|сенатор|судья|^(?:sir|dame|dr|mr|mrs|ms|miss|lord|lady|prof|rep|sen|gov|cllr|supt|ald|hon|baroness|herrn?|frau|m|mme|monsieur|madame|sra?|senora?|don|dona|signora?|ong|ba|[οη])$/iu;
/** A German noun with its article is what somebody does: Der Unternehmer Karl Groß. */
const NOUN_BEFORE = /\b[Dd](?:er|ie|e[nm]) [A-Z]\S*(?:e[nrt]|in|ist|mann|frau) $/;
/** A title with its place: Mayor of Ham, and Мэр Москвы, where nobody has two given names. */
const TITLE_OF_PLACE =
  /(?<title>\p{L}+) (?:(?:of|d[aeiou]|von) \p{Lu}|(?=\p{Script=Cyrillic})\p{Lu})[\p{L}-]+ $/u;
/** Other words that are capitalised before a name because they begin the sentence. */
export const ENGLISH_BEGINNING =
  'When|As|After|Before|While|Yesterday|Today|And|But|With|By|For|From|Said|Both|Former|Thanks';
const BEGINNING = new RegExp(
  `^(?:${ENGLISH_BEGINNING}|new|selon|segun|hier|ayer|gestern|heute|laut|und|вчера|сегодня|[ву]чора|сьогодні|wczoraj|dzisiaj|vcera|dnes|eilen|tanaan|juce|igar|idag|gisteren|vandaag|ieri|oggi|ontem|hoje|dun|bugun)$`,
  'iu',
);
const WORD_BEFORE = /(?:^|[^\p{L}\p{M}])(?<word>\p{L}[\p{L}\p{M}]*)\.? $/u;
const CAPITALISED = /^\p{Lu}\p{Ll}/u;
const CAPITALS = /^\p{Lu}{2}/u;
/** An article, or a preposition of places: what follows is rarely somebody. */
const NOT_BEFORE_NAME =
  /^(?:the|an?|this|that|every|in|into|at|near|across|around|through|outside|inside|der|die|das|dem|den|eine?|le|la|les|une?|el|los|il|lo|en)$/iu;
/** What nobody is called: a name before it is a place's. */
export const PLACES =
  'Street|Road|Avenue|Boulevard|Highway|Square|School|Academy|College|Building|Library|Museum|Gallery|Theat(?:re|er)|Cent(?:re|er)|Stadium|Arena|Airport|Hospital|Clinic|University|Institute|Memorial|Scholarship|Award|Prize';
/** Surnames that are places as often. */
const PLACE_SURNAMES = 'Lane|Gardens?|Bridge|Park|Hall|House|Tower|Church';
const PLACE_NAME = new RegExp(
  ` (?:${PLACES}|${PLACE_SURNAMES}|castle|court|beach|forest|county|valley|island|city)$`,
  'iu',
);
const SPEAKS =
  /^ (?:said|says|told|spoke|added|asked|announced|warned|voted|sagte|erklart|teilte|a (?:dit|declare)|dijo|afirmo|declaro|disse|сказал|заявил)/iu;

const PLACE = `${PLACES}|${PLACE_SURNAMES}|St|Drive|Crescent|Plaza|Station|Cathedral|Cemetery|Foundation|Cup|Medal|Stra(?:ss|ß)e|Platz|Allee|Schule|Preis|Stiftung|Cad(?:desi|\\.)|Sok(?:ak|agi)|Bulvari|Mahallesi|Koprusu|Meydani|Hastanesi|(?:Ilk|Orta)?[Oo]kulu|Lisesi|Universitesi|Parki|Stad[iy]|Havalimani|Vakfi`;
/** Somebody's name is before the word: John Smith Street. */
const PLACE_BEHIND = new RegExp(
  `^ (?:(?:Memorial|Primary|High|Public|Community) )?(?:${PLACE}|${PLACE.toUpperCase()})(?!\\p{L})|^ (?:거리|기념관|재단|공원|병원|도서관|मार्ग|utca)|^로 \\d`,
  'u',
);
/** And behind it: rue Jean Dupont, شارع أحمد سامي. */
const PLACE_BEFORE =
  /(?:^|[^\p{L}])(?:rue|avenue|boulevard|allee|quai|pont|ecole|college|lycee|hopital|gare|stade|(?:biblio|media)theque|fondation|prix|calle|avenida|plaza|puente|colegio|instituto|estadio|aeropuerto|biblioteca|fundacion|premio|piazza|scuola|ospedale|fondazione|rua|praca|escola|duong|(?:ulic|улиц|вулиц|площ|проспект|школ|οδο)\p{L}{0,4}|شارع|مدرسه|مستشفي|جسر|حديقه|רחוב|כיכר|גשר|גן)(?: d[eiu]| del| della)? $/iu;

/** John Smith-Jones and John Smith Street are not John Smith, nor is 约翰·史密斯 of 史密斯, nor 张建国路 of 张建国. */
export function isInLongerName(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - WINDOW_UNITS), start);
  const behind = text.slice(end, end + WINDOW_UNITS);
  if (HAN.test(text.charAt(start)))
    return (
      before.endsWith('·') ||
      behind.startsWith('·') ||
      isNameOfChinesePlace(behind) ||
      isBetweenWords(before, text.slice(start, end), behind)
    );
  if (KATAKANA.test(text.charAt(start)))
    return /[\u30a1-\u30ff·]$/.test(before) || /^[\u30a1-\u30ff·]/.test(behind);
  return (
    /\p{L}-$/u.test(before) ||
    /^-\p{L}/u.test(behind) ||
    PLACE_BEHIND.test(behind) ||
    PLACE_BEFORE.test(before)
  );
}

/** True for Smith, John in a list; in Ann Smith, John Doe nobody is called so. */
export function standsAlone(text: string, start: number, end: number): boolean {
  return (
    !/[\p{L}\p{N},.] ?$/u.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^ ?[\p{L}\p{N},]/u.test(text.slice(end, end + 2))
  );
}

/**
 * True where nothing beside a name may be of the same name, and it is no word: no further given name, no article before
 * it. What begins the sentence before a name `inCase` is none of it, or it would have its case.
 */
export function isSurelyName(text: string, start: number, end: number, inCase = false): boolean {
  const name = text.slice(start, end);
  const before = text.slice(Math.max(0, start - WINDOW_UNITS), start);
  const behind = text.slice(end, end + WINDOW_UNITS);
  if (HAN.test(name))
    return name.includes('·') ? endsChineseName(behind) : isWholeChineseName(before, name, behind);
  if (/^\p{Script=Hangul}/u.test(name)) return isSurelyKorean(before, name, behind);
  if (/^[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(name)) return isSurelySemitic(before, name, behind);
  // Foreign names have a point; of one part it may be any word.
  if (KATAKANA.test(name)) return name.includes('·');
  const word = WORD_BEFORE.exec(before)?.groups?.word ?? '';
  const next = behind.slice(1);
  if (CAPITALISED.test(next) && behind.startsWith(' ')) return false;
  const ofPlace = TITLE_OF_PLACE.exec(before)?.groups?.title ?? '';
  if (TITLE.test(word) || TITLE.test(ofPlace) || NOUN_BEFORE.test(before)) return true;
  const isAlone = !name.includes(' ') && (name.length <= MAX_WORD_LETTERS || BEGINS_SENTENCE.test(before));
  if (PLACE_NAME.test(name) || isAlone) return SPEAKS.test(behind);
  if (name === name.toUpperCase() && behind.startsWith(' ') && CAPITALS.test(next)) return false;
  if (NOT_BEFORE_NAME.test(word)) return false;
  if (inCase && BEGINS_SENTENCE.test(before.slice(0, before.lastIndexOf(word)))) return true;
  return BEGINNING.test(word) || !/^\p{Lu}/u.test(word);
}

/** First names so short are as often words, and begin headlines: May, Will, Hope. */
const MAX_WORD_LETTERS = 4;
const BEGINS_SENTENCE = /(?:^|[.!?:;\n])[\s"“«‘(]*$/u;

/** Forms of address and offices, as they stand behind a Korean name. */
export const KOREAN_TITLES =
  '씨|님|군|양|시장|의원|장관|대통령|대표|교수|총리|군수|구청장|도지사|지사|위원장|의장';
const KOREAN_TITLE_BEFORE = new RegExp(`(?:${KOREAN_TITLES})(?:인|의)? $`, 'u');
const KOREAN_TITLE_BEHIND = new RegExp(`^ ?(?:${KOREAN_TITLES})`, 'u');
/** A name that ends so may be a word with its particle: 이상은 is Lee Sang-eun, or "the strange". */
const KOREAN_PARTICLE = /[은는이가을를의도만로]$/u;
function isSurelyKorean(before: string, name: string, behind: string): boolean {
  if (KOREAN_TITLE_BEFORE.test(before) || KOREAN_TITLE_BEHIND.test(behind)) return true;
  // Two syllables are a word as often, or the beginning of a name of three: 정의, 김민도.
  return name.length > 2 && (!KOREAN_PARTICLE.test(name) || !/^ \p{Script=Hangul}/u.test(behind));
}

/** The commonest words of longer Arabic and Hebrew names, on either side of the two that were found. */
const NAME_WORD =
  '(?:محمد|احمد|علي|حسن|حسين|محمود|عبد|ابو|ابن|بن|خالد|سعيد|عمر|يوسف|ابراهيم|مصطفي|בן|בר|משה|דוד|יוסף|אברהם|יעקב)';
const NAME_WORD_AROUND = new RegExp(
  `(?:^|[^\\p{L}])${NAME_WORD} $|^ (?:${NAME_WORD}(?!\\p{L})|ال(?!وزير|رئيس|مدير|محافظ|نائب))`,
  'u',
);

/** Behind it a single word is somebody's name: سعيد is happy, and שלום is peace. */
const SEMITIC_LEAD = /(?:قالت?|رئيس|وزير|אמרה?|שר|ראש ה\p{L}+) $/u;

function isSurelySemitic(before: string, name: string, behind: string): boolean {
  if (!name.includes(' ') && /\p{L}$/u.test(before)) return false;
  if (name.length <= MAX_WORD_LETTERS && !SEMITIC_LEAD.test(before)) return false;
  return !NAME_WORD_AROUND.test(before) && !NAME_WORD_AROUND.test(behind);
}
