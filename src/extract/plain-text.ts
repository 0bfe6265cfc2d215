/** The text of a page, as someone copied it → the fields of its article. */

import type { DateReading } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { addFirstTold } from './extracted.ts';
import { isSectionName } from './html/site-name.ts';
import { foldShape } from './labels.ts';
import { isFurniture, MAX_ASKED_LINES, readFollowUp, readMetaLine } from './meta-line.ts';
import { isText, joinAuthors, MAX_HEADER_LINES, mayBeAnyDay, readHeader } from './plain-header.ts';

/** So many lines above the text that only menus have tell that one stands there. */
const MIN_MENU_WORDS = 2;
/** A line of a page's foot, where its menu is above. */
const MAX_FOOT_CHARACTERS = 24;
/** Credits amid a text are looked for in lines no longer than this. */
const MAX_CREDIT_CHARACTERS = 60;
/** A shorter line ends where its writer ended it. */
const MIN_WRAPPED_CHARACTERS = 40;
const MENU_WORD =
  /^(?:home|men[uúü]|log ?in|sign (?:in|up)|search|contact(?: us|o|ez-nous)?|about(?: us)?|startseite|suche|kontakt|anmelden|accueil|connexion|recherche|in[ií]cio|buscar|cerca|accedi|strona główna|szukaj|zoeken|inloggen|главная|меню|поиск|войти|الرئيسية|بحث|首页|登[录入]|注册|搜索|网站导航|网站地图|(?:联系|关于)我们|ホーム|ログイン|メニュー|홈|로그인|메뉴)$/iu;

const WORD = /^\p{L}{1,12}$/u;

/** Reads a page's text: title, what the lines around it tell, and the paragraphs without what surrounds them. */
export function readPlainText(text: string, reading: DateReading): ExtractedFields {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(/^[\u200b\u2060]+/, '').trim());
  const menu = lines
    .slice(0, MAX_HEADER_LINES)
    .filter((line) => MENU_WORD.test(foldShape(line)) || isSectionName(line));
  const first = lines.findIndex(isText);
  const last = lines.findLastIndex(isText);
  // Amid a text a button's word may be one like any other.
  const mayBeWord = (line: string, index: number) =>
    isValue(lines, index) || (index > first && index < last && WORD.test(line));
  const articleLines = cutFollowUps(
    lines.filter((line, index) => !isFurniture(line) || mayBeWord(line, index)),
  );
  const header = readHeader(articleLines, new Set(menu).size >= MIN_MENU_WORDS, reading);
  const tail = trimTail(articleLines.slice(header.end), header.hasMenu, reading);
  const content = [...header.kept, joinParagraphs(tail.lines)].join('\n\n').trim();
  return {
    ...tail.fields,
    ...header.fields,
    ...(header.title === null ? {} : { title: header.title }),
    ...(content === '' ? {} : { contentText: content }),
  };
}

/** True right below a label, where even a button's word is what it says: `Pump:`, `normal`. */
function isValue(lines: readonly string[], index: number): boolean {
  const above = lines[index - 1] || (lines[index - 2] ?? '');
  return /[:\uff1a]$/.test(above) && !isFurniture(above);
}

/**
 * Previous, next and related above the text are dropped; below it they end it, unless more of a text follows than stands
 * before: then they are headings of it. What is related amid the text is a list of titles, behind which the text goes
 * on; where no title stands in it, its heading is the text's.
 */
function cutFollowUps(lines: readonly string[]): string[] {
  const kept: string[] = [];
  const behind = countTextBehind(lines);
  let before = 0;
  let list: string[] | null = null;
  for (const [index, line] of lines.entries()) {
    const followUp = isText(line) ? null : readFollowUp(line, false);
    if (followUp === null) {
      if (isText(line)) {
        before += line.length;
        if (list?.every((one, at) => at === 0 || one === '')) kept.push(...list);
        list = null;
      }
      (list ?? kept).push(line);
      continue;
    }
    if (before === 0) continue;
    const rest = behind[index] ?? 0;
    if (followUp === 'comments' || rest === 0) break;
    if (followUp === 'related') list = [line];
    else if (rest > before) kept.push(line);
    else break;
  }
  return kept;
}

/** How many characters of text stand behind each line. */
function countTextBehind(lines: readonly string[]): Uint32Array {
  const behind = new Uint32Array(lines.length);
  for (let index = lines.length - 2; index >= 0; index--) {
    const next = lines[index + 1] ?? '';
    behind[index] = (behind[index + 1] ?? 0) + (isText(next) ? next.length : 0);
  }
  return behind;
}

/** Credits and counters at the end are no text; what they tell is kept. Nor is a page's foot, where its menu is above. */
function trimTail(
  lines: readonly string[],
  hasMenu: boolean,
  reading: DateReading,
): { lines: string[]; fields: ExtractedFields } {
  const read = (line: string) => readMetaLine(line, reading);
  const lastText = lines.findLastIndex(isText);
  const foot = lines.slice(lastText + 1);
  const mayBeFoot = hasMenu && lastText >= 0 && foot.length <= MAX_ASKED_LINES;
  const isFoot = mayBeFoot && foot.every((line) => line.length <= MAX_FOOT_CHARACTERS || read(line) !== null);
  const kept = isFoot ? lines.slice(0, lastText + 1) : [...lines];
  const fields: ExtractedFields = {};
  for (const line of isFoot ? foot : []) Object.assign(fields, read(line) ?? {});
  delete fields.datePublished;
  for (let asked = 0; asked < MAX_ASKED_LINES && kept.length > 0; asked++) {
    const last = kept.at(-1) ?? '';
    const found = last === '' ? {} : read(last);
    if (found === null) break;
    // The day of a letter, or of an event: unless it stands below another credit.
    const above = kept.at(-2) ?? '';
    const credit = mayBeAnyDay(last, found, reading) ? read(above) : {};
    if (credit === null || mayBeAnyDay(above, credit, reading)) break;
    Object.assign(fields, found, joinAuthors(found, fields));
    kept.pop();
  }
  for (const found of readCreditsAmid(kept, reading)) addFirstTold(fields, found);
  return { lines: kept, fields };
}

/** What two credits or more amid a text tell, one below the other; they stay there. One may be that of a picture. */
function readCreditsAmid(lines: readonly string[], reading: DateReading): ExtractedFields[] {
  const found = lines
    .slice(0, MAX_ASKED_LINES)
    .map((line) =>
      line.length > MAX_CREDIT_CHARACTERS || isText(line) ? null : readMetaLine(line, reading),
    );
  return found.flatMap((one, index) =>
    one !== null && one.datePublished === undefined && (found[index - 1] ?? found[index + 1]) != null
      ? [one]
      : [],
  );
}

/** Where blank lines part paragraphs they go on doing so; else every line is one. */
function joinParagraphs(lines: readonly string[]): string {
  const text = joinWrapped(lines).join('\n').trim();
  const hasBlankLines = /\n\n/.test(text);
  return hasBlankLines ? text.replace(/\n{3,}/g, '\n\n') : text.replaceAll('\n', '\n\n');
}

/** What is copied from paper has its lines broken amid sentences and words. */
function joinWrapped(lines: readonly string[]): string[] {
  const joined: string[] = [];
  let begun = '';
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1] ?? '';
    const isWrapped =
      line.length >= MIN_WRAPPED_CHARACTERS && /^\p{Ll}/u.test(next) && /[\p{L},]-?$/u.test(line);
    const isWordCut = /\p{Ll}-$/u.test(line) && !/^(?:und|oder|and|or|et|y)\s/.test(next);
    if (isWrapped) begun += isWordCut ? line.slice(0, -1) : `${line} `;
    else {
      joined.push(begun + line);
      begun = '';
    }
  }
  return joined;
}
