/** What stands above a pasted text: its title, the lines about it, and a page's menu. */

import { MAX_TITLE_CHARACTERS } from '../article/article.ts';
import type { DateReading } from './dates.ts';
import { findDate, splitDate } from './dates.ts';
import type { ExtractedFields } from './extracted.ts';
import { addFirstTold } from './extracted.ts';
import { isSectionName, isSiteName } from './html/site-name.ts';
import { foldShape } from './labels.ts';
import { endsInDateLabel, isDateLabel, isPlainlyLabelled, readMetaLine, tellsPlace } from './meta-line.ts';

/** Lines that may stand above the text: a menu, a trail, the title, the line about the article. */
export const MAX_HEADER_LINES = 60;
/** A line of this length is text, however it ends. */
const MIN_TEXT_CHARACTERS = 80;
/** A question or an exclamation may be a title up to here. */
const MAX_EXCLAMATION_CHARACTERS = 60;
/** So many short lines above the text are a menu, where words that only menus have are among them. */
const MIN_MENU_LINES = 4;
const MAX_MENU_CHARACTERS = 16;
/** Names, prices, what begins a list or goes on with a sentence: no item of a menu. */
const NO_MENU_ITEM = /^\p{Ll}|^$|[\d:\uff1a,\uff0c、。.;\uff1b!?\uff01\uff1f《〔]/u;
/** A title goes on in so many lines at most, of which the first is longer than a site's name, or is none. */
const MAX_TITLE_LINES = 3;
const MIN_TITLE_LINE_CHARACTERS = 8;
const MIN_SHORT_LINE_CHARACTERS = 5;
/** How near to each other the day and the place of an event stand, in lines. */
const EVENT_LINES = 3;

/** When something takes place: the day beside it is the event's, as beside its place. */
const HOUR = /^(?:时\s*间(?=\s*:\s*(?!\d{4}))|when|time|wann|uhrzeit|beginn|heure|hora|godzina|время)\s*:/iu;
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
/** A word or two above a title, as its catchword. */
const KICKER = /^(?:\p{Script=Han}{1,4}|[^\p{Script=Han}\s]+(?:\s[^\p{Script=Han}\s]+)?)$/u;
/** `主讲人：张三`. */
const LABELLED = /^\S{1,12}\s?[:\uff1a]\s*[^\s/]/u;
/** What stands before a title and is none: whom to ask, until when to wait, the head and the number of a document. */
const PREAMBLE =
  /^(?:.{0,8}(?:conta[ck]t|ansprech|联系|电话|문의|контакт)[^:]{0,12}:|(?:embargo(?:ed)?|sperrfrist)(?:\s?:|\suntil)|\p{Script=Han}{1,10}〔\d|\p{Script=Han}{2,30}文件$)/iu;
/** Where and when, as a letter begins; up to its day. */
const PLACE_BEFORE_DAY = /^\p{Lu}[\p{L}\p{M} .'’-]{1,30},\s*(?:\p{Ll}{2,5}\s*)?$/u;
/** As Markdown marks a title. */
const MARKUP = /^#+\s+|^\*\*|\*\*$/g;
/** What a form or a letter calls its title, in simplified characters. */
const TITLE_LABEL =
  /^(?:标题|题目|主题|主旨|title|headline|subject|titel|betreff|titre|objet|título|asunto|tytuł|temat|тема|заголовок|العنوان|الموضوع|件名|제목)\s*:\s*(?=\S)/iu;
/** The lines at the head of an e-mail, without its subject. */
const MAIL =
  /^(?:from|to|b?cc|sent|attachments?|von|an|gesendet|de|à|para|envoyé|enviado(?: el)?|od|do|wysłano|от|кому|отправлено|من|إلى|发件人|收件人|寄件者|收件者|发送时间|差出人|宛先|送信日时|(?:보낸|받는)\s?사람)\s*:/iu;
/** So many of them are no form's. */
const MIN_MAIL_LINES = 2;
/** Before the subject of a letter that was sent on. */
const SENT_ON = /^(?:re|fwd?|aw|wg|tr|rv|转发|答复)$/iu;

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

/** Lines of a header that go on from each other, and may be its title. */
interface Piece {
  readonly text: string;
  readonly index: number;
  readonly end: number;
}

/** The header ends where the first line of text stands; a line about the article is looked for no further. */
export function readHeader(lines: readonly string[], namesMenu: boolean, reading: DateReading): Header {
  const top = lines.findIndex((line) => line !== '');
  const hasLongTitle = isLongTitle(lines[top] ?? '') && lines[top + 1] === '';
  const first = lines.findIndex((line, index) =>
    index > top ? isText(line) || ITEM.test(line) : isText(line) && !hasLongTitle,
  );
  const header = lines.slice(0, Math.min(first < 0 ? lines.length : first, MAX_HEADER_LINES));
  const told = readTold(header, reading);
  const { fields, taken } = told;
  const metas = findMetas(header, taken, reading);
  for (const { found, index } of metas) {
    Object.assign(fields, joinAuthors(fields, found));
    addFirstTold(fields, found);
    taken.add(index);
  }
  const above = metas[0]?.index ?? 0;
  const below = (metas.at(-1)?.index ?? -1) + 1;
  const items = namesMenu ? header.slice(0, above || header.length).filter(isMenuItem) : [];
  const hasMenu = items.length >= MIN_MENU_LINES;
  const menuEnd = hasMenu ? above || header.lastIndexOf(items.at(-1) ?? '') + 1 : 0;

  const days = header.map((line) => readPlaceAndDay(line, reading));
  const mayBeTitle = (line: string, index: number) =>
    !taken.has(index) && days[index] === null && (isHeading(line) || (index === top && hasLongTitle));
  const pieces = told.title === null ? listPieces(header, mayBeTitle) : [];
  const isFollowed = ({ end }: Piece) => lines.slice(end).some((line) => line !== '');
  // Without a line about the article nothing tells a title from the menu above it.
  const piece =
    chooseAbove(
      pieces.filter(({ index }) => index < above),
      hasMenu,
    ) ?? (menuEnd > above ? undefined : chooseBelow(header, pieces.filter(isFollowed), below, taken));
  for (const day of days) if (day !== null) fields.datePublished ??= day;

  const title = told.title ?? piece?.text.replace(MARKUP, '') ?? null;
  const end = Math.max(menuEnd, below, piece?.end ?? 0, Math.max(-1, ...told.taken) + 1);
  const kept = header.slice(0, end).filter((line, index) => {
    if (line === '' || taken.has(index)) return false;
    if (piece !== undefined && index >= piece.index && index < piece.end) return false;
    return index < menuEnd ? SUBTITLE.test(line) : title === null || !isOfSite(line);
  });
  return { title, fields, kept, end, hasMenu };
}

/** Those who are told in several lines. */
export function joinAuthors(one: ExtractedFields, other: ExtractedFields): ExtractedFields {
  const named = [...(one.authors ?? []), ...(other.authors ?? [])].map(
    (author) => [author.name, author] as const,
  );
  return named.length === 0 ? {} : { authors: [...new Map(named).values()] };
}

/** What a form or an e-mail above the text calls its title, and the lines that say no more than that. */
function readTold(
  lines: readonly string[],
  reading: DateReading,
): { title: string | null; taken: Set<number>; fields: ExtractedFields } {
  const folded = lines.map(foldShape);
  const mail = folded.flatMap((line, index) => (MAIL.test(line) ? [index] : []));
  const isMail = mail.length >= MIN_MAIL_LINES;
  const at = folded.findIndex((line) => TITLE_LABEL.test(line));
  if (at < 0 || !(isMail || folded.slice(0, at).every((line) => line === '' || line.includes(':'))))
    return { title: null, taken: new Set(), fields: {} };
  const days = isMail ? mail.flatMap((index) => findDate(lines[index] ?? '', reading) ?? []) : [];
  const parts = (lines[at] ?? '').split(/[:\uff1a]\s*/u);
  const start = parts.findIndex((part, index) => index > 0 && !SENT_ON.test(part) && !isSectionName(part));
  return {
    title: parts.slice(Math.max(start, 1)).join(': '),
    taken: new Set(isMail ? [...mail, at] : [at]),
    fields: days[0] === undefined ? {} : { datePublished: days[0] },
  };
}

function isMenuItem(line: string): boolean {
  return line.length <= MAX_MENU_CHARACTERS && !NO_MENU_ITEM.test(line);
}

/** True for the name of a site or of a part of it, which stands above an article. */
function isOfSite(line: string): boolean {
  return isSectionName(line) || (isSiteName(line) && SITE.test(foldShape(line)));
}

interface MetaLine {
  readonly index: number;
  readonly found: ExtractedFields;
}

function findMetas(lines: readonly string[], taken: ReadonlySet<number>, reading: DateReading): MetaLine[] {
  return lines.flatMap((line, index): MetaLine[] => {
    if (line === '' || taken.has(index)) return [];
    const next = lines[index + 1] ?? '';
    if (isDateLabel(line) && readMetaLine(next, reading)?.datePublished) return [{ index, found: {} }];
    const found = readMetaLine(line, reading);
    if (found === null) return [];
    const around = lines.slice(Math.max(0, index - EVENT_LINES), index + EVENT_LINES + 1);
    const isOfEvent =
      mayBeAnyDay(line, found, reading) &&
      (found.datePublished === undefined ||
        around.some(tellsEvent) ||
        [index - 1, index + 1].some((at) => !taken.has(at) && isDetail(lines[at] ?? '', reading)));
    return isOfEvent ? [] : [{ index, found }];
  });
}

/** True for a line whose day may be another than that of publication. */
export function mayBeAnyDay(line: string, found: ExtractedFields, reading: DateReading): boolean {
  if (found.authors !== undefined || found.source !== undefined) return false;
  if (isPlainlyLabelled(line)) return true;
  if (found.datePublished === undefined || /[:\uff1a](?!\d\d)/.test(line)) return false;
  return !endsInDateLabel(splitDate(line, reading).before);
}

/** True for a line like `Zone: Centre`: the day beside it is that of what it tells about. */
function isDetail(line: string, reading: DateReading): boolean {
  return LABELLED.test(line) && !PREAMBLE.test(foldShape(line)) && readMetaLine(line, reading) === null;
}

/** The day of a line like `Ham, 3 June 2025`. */
function readPlaceAndDay(line: string, reading: DateReading): string | null {
  const { date, before, rest } = splitDate(line, reading);
  return rest.trim() === before.trim() && PLACE_BEFORE_DAY.test(before) ? date : null;
}

function listPieces(lines: readonly string[], mayBeTitle: (line: string, index: number) => boolean): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, line] of lines.entries()) {
    if (!mayBeTitle(line, index) || SUBTITLE.test(line)) continue;
    const last = pieces.at(-1);
    const goesOn =
      last?.end === index && index < last.index + MAX_TITLE_LINES && continues(lines[index - 1] ?? '', line);
    if (goesOn) pieces[pieces.length - 1] = { ...last, text: `${last.text} ${line}`, end: index + 1 };
    else pieces.push({ text: line, index, end: index + 1 });
  }
  return pieces;
}

/** Of what stands above the line about the article: the last below a menu, else the first that is no catchword. */
function chooseAbove(pieces: readonly Piece[], hasMenu: boolean): Piece | undefined {
  const titles = pieces.filter(
    ({ text }) =>
      !isOfSite(text) && !isBody(text) && !SITE.test(foldShape(text)) && !PREAMBLE.test(foldShape(text)),
  );
  return hasMenu
    ? titles.at(-1)
    : (titles.find(({ text }) => !KICKER.test(text) && !LABELLED.test(text)) ?? titles[0]);
}

/** Without a title above that line, the first lines that go on from it, or from the top. */
function chooseBelow(
  lines: readonly string[],
  pieces: readonly Piece[],
  start: number,
  taken: ReadonlySet<number>,
): Piece | undefined {
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const piece = pieces.find((one) => one.index === index);
    const isPassedOver =
      line === '' || taken.has(index) || isSectionName(line) || PREAMBLE.test(foldShape(line));
    if (piece !== undefined && !isPassedOver) return piece;
    if (!isPassedOver) break;
  }
  return pieces.find(({ text }) => !isSectionName(text)) ?? pieces[0];
}

/**
 * True where a line of a title goes on in the next: in small letters, behind 的, in Chinese lines of some length, from
 * who to what.
 */
function continues(line: string, next: string): boolean {
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

function tellsEvent(line: string): boolean {
  return tellsPlace(line) || HOUR.test(foldShape(line));
}

/** True for what may be a title, but for its length. */
function isHeading(line: string): boolean {
  return (
    line.length >= 2 &&
    line.length <= MAX_TITLE_CHARACTERS &&
    !isText(line) &&
    !/[。.,;:\uff0c\uff1b\uff1a]$|https?:\/\//.test(line) &&
    !tellsEvent(line) &&
    !isPlainlyLabelled(line)
  );
}

function isLongTitle(line: string): boolean {
  return (
    line.length >= MIN_TEXT_CHARACTERS &&
    line.length <= MAX_TITLE_CHARACTERS &&
    !/[。.,;:!?\uff0c\uff1b\uff1a\uff01\uff1f](?:$|\s)/.test(line)
  );
}

/** True for a line that is no title and no menu: it ends as a sentence does, or is as long as a paragraph. */
export function isText(line: string): boolean {
  if (line.length >= MIN_TEXT_CHARACTERS) return true;
  if (/[。\uff1b]["'”’」』\uff09)]*$/.test(line)) return true;
  const ends = /[.!?\uff01\uff1f]["'”’」』\uff09)]*$/.test(line);
  const isLong = line.length > MAX_EXCLAMATION_CHARACTERS || /[。.!?\uff01\uff1f]\s*\S{2}/.test(line);
  return ends && (isLong || /\p{L}{2}\.["'”’)]*$/u.test(line));
}
