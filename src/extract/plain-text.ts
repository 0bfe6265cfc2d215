/** The text of a page, as someone copied it → the fields of its article. */

import { MAX_TITLE_CHARACTERS } from '../article/article.ts';
import type { DateReading } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { addFirstTold } from './extracted.ts';
import { isSectionName } from './html/site-name.ts';
import { foldShape } from './labels.ts';
import { isFurniture, MAX_ASKED_LINES, readFollowUp, readMetaLine } from './meta-line.ts';

/** Lines that may stand above the text: a menu, a trail, the title, the line about the article. */
const MAX_HEADER_LINES = 60;
/** A line of this length is text, however it ends. */
const MIN_TEXT_CHARACTERS = 80;
/** A question or an exclamation may be a title up to here. */
const MAX_EXCLAMATION_CHARACTERS = 60;
/** So many short lines above the text are a menu, where one of them is what only menus have. */
const MIN_MENU_LINES = 4;
const MAX_MENU_CHARACTERS = 16;
const MENU_WORD =
  /^(?:home|men[uúü]|log ?in|sign (?:in|up)|search|contact(?: us|o|ez-nous)?|about(?: us)?|startseite|suche|kontakt|anmelden|accueil|connexion|recherche|in[ií]cio|buscar|cerca|accedi|strona główna|szukaj|zoeken|inloggen|главная|меню|поиск|войти|الرئيسية|بحث|首页|登[录入]|注册|搜索|网站导航|网站地图|(?:联系|关于)我们|ホーム|ログイン|メニュー|홈|로그인|메뉴)$/iu;
/** Names, prices, what begins a list or goes on with a sentence: no item of a menu. */
const NO_MENU_ITEM = /^\p{Ll}|[\d:\uff1a,\uff0c、。.;\uff1b!?\uff01\uff1f《〔]/u;
/** A title goes on in so many lines at most, of which the first is longer than a site's name, or is none. */
const MAX_TITLE_LINES = 3;
const MIN_TITLE_LINE_CHARACTERS = 8;
const MIN_SHORT_LINE_CHARACTERS = 5;
/** How near the place of an event stands to its time, in lines. */
const EVENT_LINES = 3;

/** Where something takes place: the date beside it is the event's. */
const PLACE =
  /^(?:地\s*点|场\s*所|地\s*址|会\s*场|장소|venue|place|location|where|ort|lieu|lugar|luogo|local|plaats|miejsce|место)\s*[:\uff1a]/iu;
/** 临江区人民政府, which has a line of its own, goes on with 关于…的通知. */
const BODY = /^\p{Script=Han}{2,30}(?:政府|委员会|办公室|[局委厅院会区县市镇乡])$/u;
/** 临江新闻网, 临江日报: what stands above an article, and is none of its title. */
const SITE = /(?:网站?|[日晚早]报|电视台|频道|平台|门户|客户端)$/u;
/** More must follow. */
const OPEN_END = /\p{Script=Han}[的和与及暨、]$/u;
const SUBJECT = /^(?:关于|印发|转发)/u;
/** What is no menu's: an item of a list, a row of a table. */
const ITEM =
  /^(?:[-*•·▪]\s|\d{1,2}[.)、\uff0e]\s*[^\d\s]|[一二三四五六七八九十]{1,3}[、\uff0e.)\uff09]|[(\uff08][一二三四五六七八九十\d]{1,3}[)\uff09])|\S\t\s*\S/u;
/** A second title, under the first. */
const SUBTITLE = /^(?:——|--|—|–)\s*\S/;

/** Reads a page's text: title, what the lines around it tell, and the paragraphs without what surrounds them. */
export function readPlainText(text: string, reading: DateReading): ExtractedFields {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trim());
  const articleLines = cutFollowUps(lines.filter((line) => !isFurniture(line)));
  const namesMenu = lines.slice(0, MAX_HEADER_LINES).some((line) => MENU_WORD.test(foldShape(line)));
  const header = readHeader(articleLines, namesMenu, reading);
  const tail = trimTail(articleLines.slice(header.end), header.hasMenu, reading);
  const content = joinParagraphs([...header.kept, ...tail.lines]);
  return {
    ...tail.fields,
    ...header.fields,
    ...(header.title === null ? {} : { title: header.title }),
    ...(content === '' ? {} : { contentText: content }),
  };
}

/**
 * Previous, next and related above the text are dropped; below it they end it, unless more of a text follows than stands
 * before: then they are headings of it. What is related amid the text is a list of titles, behind which the text goes on.
 */
function cutFollowUps(lines: readonly string[]): string[] {
  const kept: string[] = [];
  const behind = countTextBehind(lines);
  let before = 0;
  let isInList = false;
  for (const [index, line] of lines.entries()) {
    const followUp = isText(line) ? null : readFollowUp(line, false);
    if (followUp === null) {
      if (isText(line)) {
        before += line.length;
        isInList = false;
      }
      if (!isInList) kept.push(line);
      continue;
    }
    if (before === 0) continue;
    const rest = behind[index] ?? 0;
    if (followUp === 'comments' || rest === 0) break;
    if (followUp === 'related') isInList = true;
    else if (rest > before) kept.push(line);
    else break;
  }
  return kept;
}

/** How many characters of text stand behind each line, up to the foot of the page. */
function countTextBehind(lines: readonly string[]): Uint32Array {
  const behind = new Uint32Array(lines.length);
  for (let index = lines.length - 2; index >= 0; index--) {
    const next = lines[index + 1] ?? '';
    if (!FOOT.test(foldShape(next)))
      behind[index] = (behind[index + 1] ?? 0) + (isText(next) ? next.length : 0);
  }
  return behind;
}

/** With these a page's foot begins; in simplified characters. */
const FOOT =
  /版权|著作权|备案|技术支持|主办(?:单位)?:|建议使用|网站(?:声明|地图)|copyright|©|all rights reserved|impressum|terms of use|privacy policy|mentions légales|aviso legal/iu;

interface Header {
  readonly title: string | null;
  readonly fields: ExtractedFields;
  /** Lines of the header that belong to the text. */
  readonly kept: readonly string[];
  /** Where the text begins. */
  readonly end: number;
  /** Whether a page's menu stands above. */
  readonly hasMenu: boolean;
}

/** The header ends where the first line of text stands; a line about the article is looked for no further. */
function readHeader(lines: readonly string[], namesMenu: boolean, reading: DateReading): Header {
  const top = lines.findIndex((line) => line !== '');
  const first = lines.findIndex((line, index) => isText(line) || (index > top && ITEM.test(line)));
  const limit = first < 0 ? lines.length : first;
  const fields: ExtractedFields = {};
  const metas = findMetas(lines, Math.min(limit, MAX_HEADER_LINES), reading);
  for (const { found } of metas) addFirstTold(fields, found);
  const start = metas[0]?.index ?? limit;
  const above = lines.slice(0, start).flatMap((line, index) => (line === '' ? [] : [{ line, index }]));
  const items = namesMenu ? above.filter(({ line }) => isMenuItem(line)) : [];
  const hasMenu = items.length >= MIN_MENU_LINES;
  if (metas.length > 0) return { ...readAboveMeta(lines, above, metas, limit), fields, hasMenu };
  // Without a line about the article nothing tells a title from the menu above it.
  if (hasMenu) return { title: null, fields, kept: [], end: (items.at(-1)?.index ?? 0) + 1, hasMenu };
  return { ...readAlone(lines, limit), fields, hasMenu };
}

function isMenuItem(line: string): boolean {
  return line.length <= MAX_MENU_CHARACTERS && !NO_MENU_ITEM.test(line);
}

interface MetaLine {
  readonly index: number;
  readonly found: ExtractedFields;
}

function findMetas(lines: readonly string[], limit: number, reading: DateReading): MetaLine[] {
  return lines.slice(0, limit).flatMap((line, index): MetaLine[] => {
    const found = line === '' ? null : readMetaLine(line, reading);
    if (found === null) return [];
    const around = lines.slice(Math.max(0, index - EVENT_LINES), index + EVENT_LINES + 1);
    return around.some((other) => isPlace(other)) ? [] : [{ index, found }];
  });
}

/** The title is what stands right above the line about the article; some pages have it right below. */
function readAboveMeta(
  lines: readonly string[],
  above: readonly { line: string; index: number }[],
  metas: readonly MetaLine[],
  limit: number,
): Pick<Header, 'title' | 'kept' | 'end'> {
  const taken = new Set(metas.map(({ index }) => index));
  const last = metas.at(-1)?.index ?? 0;
  const between = lines
    .slice(0, last)
    .filter((line, index) => line !== '' && !taken.has(index) && index > (metas[0]?.index ?? 0));
  const subtitles = above.filter(({ line }) => SUBTITLE.test(line)).map(({ line }) => line);
  const headings = above.filter(({ line }) => isHeading(line) && !SUBTITLE.test(line));
  const title = joinTitle(headings);
  const kept = [...subtitles, ...between];
  if (title !== null) return { title, kept, end: last + 1 };
  const below = lines.findIndex((line, index) => index > last && line !== '');
  const isBelow = below >= 0 && below < limit && isHeading(lines[below] ?? '');
  return { title: isBelow ? (lines[below] ?? null) : null, kept, end: isBelow ? below + 1 : last + 1 };
}

/** Without a line about the article the first block of lines is the title, where a text follows. */
function readAlone(lines: readonly string[], limit: number): Pick<Header, 'title' | 'kept' | 'end'> {
  const start = lines.findIndex((line) => line !== '');
  const nothing = { title: null, kept: [], end: Math.max(start, 0) };
  if (start < 0 || start >= limit || !isHeading(lines[start] ?? '')) return nothing;
  const block: { line: string; index: number }[] = [];
  for (let index = start; index < limit && lines[index] !== ''; index++)
    block.push({ line: lines[index] ?? '', index });
  const hasMore = lines.slice(start + 1).some((line) => line !== '');
  if (!hasMore) return nothing;
  const goesOn = block
    .slice(1, MAX_TITLE_LINES)
    .findIndex(({ line }, at) => !continues(block[at]?.line ?? '', line));
  const length = goesOn < 0 ? Math.min(block.length, MAX_TITLE_LINES) : goesOn + 1;
  return { title: joinTitle(block.slice(0, length)), kept: [], end: start + length };
}

/** Joins the lines of a title from the last one upwards, as far as they go on from each other. */
function joinTitle(headings: readonly { line: string; index: number }[]): string | null {
  const last = headings.at(-1);
  if (last === undefined) return null;
  const joined = [last.line];
  for (let at = headings.length - 2; at >= 0 && joined.length < MAX_TITLE_LINES; at--) {
    const { line, index } = headings[at] ?? last;
    const next = headings[at + 1] ?? last;
    if (next.index !== index + 1 || !continues(line, next.line)) break;
    joined.unshift(line);
  }
  return joined.join(' ');
}

/** True where a line of a title goes on in the next: in small letters, behind 的, in Chinese lines of some length, from who to what. */
function continues(line: string, next: string): boolean {
  if (!isHeading(next) || SUBTITLE.test(next)) return false;
  if (/^\p{Ll}/u.test(next) || OPEN_END.test(foldShape(line))) return true;
  if (isBody(line) && SUBJECT.test(foldShape(next))) return true;
  const areHan = [line, next].every((one) => /^\p{Script=Han}/u.test(one));
  if (!areHan || next.length < MIN_TITLE_LINE_CHARACTERS) return false;
  return line.length >= MIN_TITLE_LINE_CHARACTERS || isShortTitleLine(line);
}

/** True for a line too long for a catchword that names no site, no section and nobody who publishes. */
function isShortTitleLine(line: string): boolean {
  return (
    line.length >= MIN_SHORT_LINE_CHARACTERS &&
    !isBody(line) &&
    !isSectionName(line) &&
    !SITE.test(foldShape(line))
  );
}

function isBody(line: string): boolean {
  return BODY.test(foldShape(line));
}

function isPlace(line: string): boolean {
  return PLACE.test(foldShape(line));
}

function isHeading(line: string): boolean {
  return (
    line.length >= 2 &&
    line.length <= MAX_TITLE_CHARACTERS &&
    !isText(line) &&
    !/[。.,;:\uff0c\uff1b\uff1a]$/.test(line) &&
    !isPlace(line)
  );
}

/** True for a line that is no title and no menu: it ends as a sentence does, or is as long as a paragraph. */
function isText(line: string): boolean {
  if (line.length >= MIN_TEXT_CHARACTERS) return true;
  if (/[。\uff1b]["'”’」』\uff09)]*$/.test(line)) return true;
  const ends = /[.!?\uff01\uff1f]["'”’」』\uff09)]*$/.test(line);
  const isLong = line.length > MAX_EXCLAMATION_CHARACTERS || /[。.!?\uff01\uff1f]\s*\S{2}/.test(line);
  return ends && (isLong || /\p{L}{2}\.["'”’)]*$/u.test(line));
}

/** Credits and counters at the end are no text; what they tell is kept. Nor is a page's foot, where its menu is above. */
function trimTail(
  lines: readonly string[],
  hasMenu: boolean,
  reading: DateReading,
): { lines: string[]; fields: ExtractedFields } {
  const lastText = lines.findLastIndex(isText);
  const foot = lines.slice(lastText + 1);
  const mayBeFoot = hasMenu && lastText >= 0 && foot.length <= MAX_ASKED_LINES;
  const kept = mayBeFoot && foot.every(isFoot(reading)) ? lines.slice(0, lastText + 1) : [...lines];
  const fields: ExtractedFields = {};
  const told = kept.length < lines.length ? foot : [];
  for (const line of told) Object.assign(fields, readMetaLine(line, reading) ?? {});
  for (let asked = 0; asked < MAX_ASKED_LINES && kept.length > 0; asked++) {
    const last = kept.at(-1) ?? '';
    const found = last === '' ? {} : readMetaLine(last, reading);
    // A date alone below a text is when a letter was signed.
    if (found === null || (found.datePublished !== undefined && !/[:\uff1a]/.test(last))) break;
    if (kept.slice(-EVENT_LINES - 1).some(isPlace)) break;
    Object.assign(fields, found);
    kept.pop();
  }
  delete fields.datePublished;
  return { lines: kept, fields };
}

function isFoot(reading: DateReading): (line: string) => boolean {
  return (line) => line.length <= MAX_MENU_CHARACTERS || readMetaLine(line, reading) !== null;
}

/** Where blank lines part paragraphs they go on doing so; else every line is one. */
function joinParagraphs(lines: readonly string[]): string {
  const text = lines.join('\n').trim();
  const hasBlankLines = /\n\n/.test(text);
  return hasBlankLines ? text.replace(/\n{3,}/g, '\n\n') : text.replaceAll('\n', '\n\n');
}
