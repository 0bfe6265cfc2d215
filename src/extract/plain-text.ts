/** The text of a page, as someone copied it → the fields of its article. */

import type { ExtractedFields } from './extracted.ts';
import { isFurniture, readFollowUp, readMetaLine } from './meta-line.ts';

const MAX_TITLE_CHARACTERS = 300;
/** Lines above the meta line among which the title is looked for; before them there is only navigation. */
const MAX_HEADER_LINES = 30;
/** A line with a sentence of this length is text: there the header is over. */
const MIN_SENTENCE_CHARACTERS = 80;

/** Reads a page's text: title, what the line under it tells, and the paragraphs without what surrounds them. */
export function readPlainText(text: string, timezone: string): ExtractedFields {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trim());
  const articleLines = cutFollowUps(lines.filter((line) => !isFurniture(line)));
  const header = readHeader(articleLines, timezone);
  const body = articleLines.slice(header.end);
  const tail = trimTail(body, timezone);
  const content = joinParagraphs(tail.lines);
  return {
    ...tail.fields,
    ...header.fields,
    ...(header.title === null ? {} : { title: header.title }),
    ...(content === '' ? {} : { content_text: content }),
  };
}

/** Previous and next above the text are dropped; below it they end it. */
function cutFollowUps(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let hasText = false;
  for (const line of lines) {
    if (readFollowUp(line) !== null) {
      if (hasText) break;
    } else {
      hasText ||= isSentence(line);
      kept.push(line);
    }
  }
  return kept;
}

interface Header {
  readonly title: string | null;
  readonly fields: ExtractedFields;
  /** Where the body begins. */
  readonly end: number;
}

function readHeader(lines: readonly string[], timezone: string): Header {
  const metaStart = findMetaStart(lines, timezone);
  if (metaStart === null) {
    const start = lines.findIndex((line) => line !== '');
    const first = lines[start];
    const hasMore = lines.slice(start + 1).some((line) => line !== '');
    const isTitle = first !== undefined && hasMore && isHeading(first);
    return { title: isTitle ? first : null, fields: {}, end: isTitle ? start + 1 : Math.max(start, 0) };
  }
  const above = lines.slice(0, metaStart).filter((line) => line !== '');
  const title = above.findLast(isHeading) ?? null;
  const fields: ExtractedFields = {};
  let end = metaStart;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    const found = line === '' ? {} : readMetaLine(line, timezone);
    if (found === null) break;
    for (const [name, value] of Object.entries(found))
      if (!(name in fields)) Object.assign(fields, { [name]: value });
  }
  // Some pages put the line about the article above its title.
  const below = lines[end];
  if (title === null && below !== undefined && isHeading(below))
    return { title: below, fields, end: end + 1 };
  return { title, fields, end };
}

function findMetaStart(lines: readonly string[], timezone: string): number | null {
  let seen = 0;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    if (readMetaLine(line, timezone) !== null) return index;
    seen += 1;
    if (seen > MAX_HEADER_LINES || (seen > 1 && isSentence(line))) return null;
  }
  return null;
}

function isHeading(line: string): boolean {
  return (
    line.length >= 2 &&
    line.length <= MAX_TITLE_CHARACTERS &&
    !isSentence(line) &&
    !/[。.;:\uff1b\uff1a]$/.test(line)
  );
}

function isSentence(line: string): boolean {
  return line.length >= MIN_SENTENCE_CHARACTERS && /[。\uff01\uff1f]|[.!?](?:["”’)]|\s|$)/.test(line);
}

/** Credits and counters at the end are no text; what they tell is kept. */
function trimTail(lines: readonly string[], timezone: string): { lines: string[]; fields: ExtractedFields } {
  const kept = [...lines];
  const fields: ExtractedFields = {};
  for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
    const found = last === '' ? {} : readMetaLine(last, timezone);
    // A date alone below a text is when a letter was signed.
    if (found === null || (found.date_published !== undefined && !/[:\uff1a]/.test(last))) break;
    delete found.date_published;
    Object.assign(fields, found);
    kept.pop();
  }
  return { lines: kept, fields };
}

/** Where blank lines part paragraphs they go on doing so; else every line is one. */
function joinParagraphs(lines: readonly string[]): string {
  const text = lines.join('\n').trim();
  const hasBlankLines = /\n\n/.test(text);
  return hasBlankLines ? text.replace(/\n{3,}/g, '\n\n') : text.replaceAll('\n', '\n\n');
}
