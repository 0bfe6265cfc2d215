/** Office documents, which are zip archives (APPNOTE 6.3): told apart by what is in them, without unpacking. */

import { openView, readAscii } from './kept-bytes.ts';

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
/** A long presentation has some thousand parts. */
const MAX_ENTRIES = 20_000;
const MAX_NAME_BYTES = 512;

/** Of OpenDocument (ISO/IEC 26300-2 §3.3): the first entry is named so, not compressed, and holds the type. */
const TYPE_ENTRY = 'mimetype';
const LOCAL_HEAD_BYTES = 30;
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';
const OPEN_DOCUMENT_TYPES = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' } as const;

/** The main part of each kind of Office Open XML. */
const MAIN_PARTS = {
  'word/document.xml': 'docx',
  'xl/workbook.xml': 'xlsx',
  'ppt/presentation.xml': 'pptx',
} as const;

/** The kinds that are told apart, named by their usual ending. */
export type OfficeDocumentKind = 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp';

/** The kind of document; null for any other archive, and for documents with programs in them. */
export function recognizeOfficeDocument(bytes: Uint8Array): OfficeDocumentKind | null {
  const names = listEntries(bytes);
  if (names === null || names.some((name) => name.endsWith('vbaProject.bin'))) return null;
  for (const [part, kind] of Object.entries(MAIN_PARTS)) if (names.includes(part)) return kind;
  if (names[0] !== TYPE_ENTRY || readAscii(bytes, LOCAL_HEAD_BYTES, TYPE_ENTRY.length) !== TYPE_ENTRY)
    return null;
  const view = openView(bytes);
  const typeStart = LOCAL_HEAD_BYTES + TYPE_ENTRY.length + view.getUint16(28, true);
  const type = readAscii(bytes, typeStart, Math.min(view.getUint32(18, true), MAX_NAME_BYTES));
  for (const [name, kind] of Object.entries(OPEN_DOCUMENT_TYPES)) {
    if (type === OPEN_DOCUMENT + name) return kind;
  }
  return null;
}

/** The names in the archive's directory; null where it has none that can be read. */
function listEntries(bytes: Uint8Array): string[] | null {
  const view = openView(bytes);
  let end = bytes.length - DIRECTORY_END_BYTES;
  const last = Math.max(0, end - MAX_COMMENT_BYTES);
  while (end >= last && view.getUint32(end, true) !== DIRECTORY_END) end -= 1;
  if (end < last || end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MAX_ENTRIES) return null;
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) return null;
    const nameBytes = view.getUint16(at + 28, true);
    names.push(readAscii(bytes, at + ENTRY_BYTES, Math.min(nameBytes, MAX_NAME_BYTES)));
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}
