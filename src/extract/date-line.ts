/** When an article was published, by a line or the beginning of a text that says so in words or has a date by itself. */

import type { DateReading } from './dates.ts';
import { findDate, removeDate, splitDate } from './dates.ts';
import { foldShape } from './labels.ts';
import { COUNTER, endsInDateLabel } from './meta-line.ts';
import { findMonth } from './month-names.ts';

/** A line with a date and more than this is a sentence. */
export const MAX_LINE_CHARACTERS = 100;
/** What may stand in a line beside a date that has no label: a place, a section, a name. */
const MAX_REST_CHARACTERS = 50;

/**
 * `Written by Jane Doe in Council on`, `Von Hanna Beispiel am`, `By Jane Doe · `, a forum's `Beitrag von jo » `: a
 * name, and what leads to the day.
 */
const POSTED_BY =
  /^(?:by|von|\p{L}{4,14})\s[^»]{2,40}\s»\s|^(?:(?:written|posted|published|submitted)\s+by|by|(?:author|autor)\s*:|(?:gespeichert |veröffentlicht |eingestellt )?von|par|por|door)\s+[^.!?]{2,60}?(?:[\s,]+(?:on|am|le|el|em|il|op)\s+(?=[\p{Nd}\p{L}])|\s*[,|/·•–—]\s*(?=\p{Nd}|\p{L}{3,9}\.?\s\p{Nd}))/iu;

/** `王小明 发表于`, `本贴由王小明于`: in simplified characters, wherever they stand in the line. */
const POSTED_BY_HAN =
  /(?:发表|发布|张贴|发帖|刊登|刊发)于\s*:?\s*(?=\d)|^.{0,12}由.{1,30}于\s*(?=\d.*(?:发表|张贴|发布))/u;

/** The day right behind such words. */
export function readPostedAt(line: string, reading: DateReading): string | null {
  if (line.length > MAX_LINE_CHARACTERS || /[.!?。]$/.test(line)) return null;
  const match = POSTED_BY.exec(line) ?? POSTED_BY_HAN.exec(foldShape(line));
  if (match === null) return null;
  const { date, rest } = splitDate(line.slice(match.index + match[0].length), reading);
  return rest.startsWith(' ') ? date : null;
}

/** What blogs write below an entry, in a sentence that goes on with how to answer. */
const ENTRY_POSTED =
  /^(?:this (?:entry|post|article|story|page) was (?:(?:first|originally) )?(?:posted|published|written)|d(?:ies)?er (?:beitrag|eintrag|artikel)(?: ["„»“].{1,60}["“«”])? wurde)\s+(?:on|am)\s+(?!.{6,30} (?:aktualisiert|geändert|bearbeitet))/iu;
/** `本贴由王小明于2025年6月3日在…发表`: in simplified characters. */
const ENTRY_POSTED_HAN = /^本[贴帖文]由.{1,30}于\s*(?=\d.{6,60}(?:发表|张贴|发布))/u;

/** True where a text begins with a sentence that tells when it was posted. */
export function tellsPosting(text: string): boolean {
  return findPosting(text) !== undefined;
}

/** The day that such a sentence tells. */
export function readEntryPosted(text: string, reading: DateReading): string | null {
  const words = findPosting(text);
  return words === undefined ? null : findDate(text.slice(words.length, MAX_LINE_CHARACTERS), reading);
}

function findPosting(text: string): string | undefined {
  const start = text.slice(0, MAX_LINE_CHARACTERS).trimStart();
  return (ENTRY_POSTED.exec(start) ??
    (start.startsWith('本') ? ENTRY_POSTED_HAN.exec(foldShape(start)) : null))?.[0];
}

/** A date with a place, a section or a name beside it, but no sentence; of a line with bars the part that has it. */
export function readLooseDate(line: string, reading: DateReading): string | null {
  if (line.length > MAX_LINE_CHARACTERS) return null;
  for (const part of line.replace(COUNTER, ' ').split(BAR)) {
    if (OF_SOMETHING_ELSE.test(part)) return null;
    const { date, before, rest: left } = splitDate(part, reading);
    if (endsInUnknownLabel(before)) return null;
    const rest = left
      .trim()
      .replace(/^\.$/, '')
      .replace(CLOCK_BEFORE, '')
      .replace(ORDINAL, (ordinal, word: string) => (findMonth(word) === null ? word : ordinal));
    const isSentence = rest === part.trim() || rest.length > MAX_REST_CHARACTERS || /\d|[.!?。]$/.test(rest);
    if (date !== null) return isSentence ? null : date;
  }
  return null;
}

/** True for the beginning of a line that goes on with a day of something else, or behind a label that is not known. */
export function endsInOtherLabel(start: string): boolean {
  const part = start.split(BAR).at(-1) ?? '';
  return (!/\d/.test(part) && OF_SOMETHING_ELSE.test(part)) || endsInUnknownLabel(part);
}

/** A label that is not known may be of any day. */
function endsInUnknownLabel(start: string): boolean {
  return /[:\uff1a]\s*$/.test(start) && !endsInDateLabel(start);
}

/** A slash is none between the two names of a month. */
const BAR = /\s*[|丨│·•⋅∙]\s*|\s+\/\s+(?!\p{L}{3,10}\s(?:19|20)\d\d)/u;

/** Before the day, with a zone that the day is told without. */
const CLOCK_BEFORE = /^\d{1,2}:\d\d(?:\s[A-Z]{2,4})?\s*,?(?=\s|$)/;

/**
 * `2. Bundesliga`, beside a date a section's name, and one at most: asking for months costs; `2. Juni` is another date.
 */
const ORDINAL = /(?<![\d.])\d{1,2}\.\s(\p{Lu}\p{L}+)/u;

/**
 * What a day is of that is not the text's: of a writer, of the text that this one translates, of the visit, of what is
 * to come or to end.
 */
const OF_SOMETHING_ELSE =
  /^(?:registriert|joined|member since|mitglied seit|注册|註冊|原文|©|copyright|(?:today|now|heute|aujourd|hoy|oggi|hoje|accessed|retrieved|archived|printed|born|died|valid|expires|until|next|opening|closing|abgerufen|gedruckt|geboren|gültig|bis|jusqu|hasta|valable|válid[oa])(?!\p{L})|今[天日]|сегодня|有效|截止)|\bdeadline\b/iu;

/** The date that a text begins with: `(3.6.2025) In the …`, `Berlin, 3. Juni 2025 – Der …`. */
export function readDateline(text: string, reading: DateReading): string | null {
  const start = text.slice(0, MAX_LINE_CHARACTERS);
  const bare = removeDate(start);
  if (bare === start) return null;
  let before = 0;
  while (before < bare.length && bare[before] === start[before]) before += 1;
  const behind = bare.slice(before);
  const isAlone = BEFORE_DATELINE.test(bare.slice(0, before)) && BEHIND_DATELINE.test(behind);
  return isAlone ? findDate(start, reading) : null;
}

/** Nothing, a bracket, a place with a comma, both, a word or two that end in "of". */
const BEFORE_DATELINE =
  /^(?:[\p{L}\p{M}\s.|/-]{0,40}(?:,\s*)?[,|(]|[\p{L}\p{M}]{3,20} (?:vom|du|del|of))?\s*$/u;
/** An agency's name may stand before the dash. */
const BEHIND_DATELINE = /^\s*(?:\([\p{L}\s.]{2,20}\)\s*)?(?:[)|:]|[–—-]\s|\.\s)/u;
