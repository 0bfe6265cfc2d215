/** What a file is, read from its bytes; what it is called and said to be only tells a table from a text. */

import { cleanAvif } from './avif.ts';
import { openView, readAscii, readBrands } from './bytes.ts';
import { cleanGif } from './gif.ts';
import { cleanJpeg } from './jpeg.ts';
import type { CleanPicture } from './picture.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

/** Every kind of file that may be here: its media type, and the endings that a name of it may have, the usual first. */
export const FILE_KINDS = {
  jpeg: { mimeType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  png: { mimeType: 'image/png', endings: ['png'] },
  webp: { mimeType: 'image/webp', endings: ['webp'] },
  avif: { mimeType: 'image/avif', endings: ['avif'] },
  gif: { mimeType: 'image/gif', endings: ['gif'] },
  pdf: { mimeType: 'application/pdf', endings: ['pdf'] },
  docx: {
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
  },
  xlsx: { mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  pptx: {
    mimeType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    endings: ['pptx'],
  },
  odt: { mimeType: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  ods: { mimeType: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'] },
  odp: { mimeType: 'application/vnd.oasis.opendocument.presentation', endings: ['odp'] },
  csv: { mimeType: 'text/csv', endings: ['csv'] },
  txt: { mimeType: 'text/plain', endings: ['txt'] },
  mp3: { mimeType: 'audio/mpeg', endings: ['mp3'] },
  m4a: { mimeType: 'audio/mp4', endings: ['m4a'] },
  mp4: { mimeType: 'video/mp4', endings: ['mp4', 'm4v'] },
} as const;

/** One of `FILE_KINDS`. */
export type FileKind = keyof typeof FILE_KINDS;

/** The media types of all of them. */
export const FILE_MIME_TYPES: readonly string[] = Object.values(FILE_KINDS).map(({ mimeType }) => mimeType);

/** A file as it may be kept. */
export interface CleanFile {
  readonly kind: FileKind;
  readonly pieces: readonly Uint8Array[];
  readonly width: number | null;
  readonly height: number | null;
}

/** So many bytes tell whether a file is a film. */
export const HEAD_BYTES = 4_096;

const AVIF_BRANDS: readonly string[] = ['avif', 'avis'];
const SOUND_BRANDS: readonly string[] = ['M4A ', 'M4B '];
const FILM_BRAND = /^(?:iso[m2-9a-c]|mp4[12]|avc1|M4V[ HP]?|dash|msnv|MSNV)/;

/** True for a film (MP4), by its first HEAD_BYTES. */
export function isFilm(head: Uint8Array): boolean {
  const [brand = '', ...others] = readBrands(head);
  if (SOUND_BRANDS.includes(brand) || [brand, ...others].some((name) => AVIF_BRANDS.includes(name)))
    return false;
  return FILM_BRAND.test(brand);
}

/** Whether text is a table, as far as its name and its sender say. */
export interface SaidOfFile {
  readonly name: string;
  /** '' where nothing was said. */
  readonly mimeType: string;
}

/**
 * Recognises a file and takes from a picture what it tells of its maker; `bytes` are used up by that. null for what is
 * none of FILE_KINDS, or a picture that is broken.
 */
export function readFile(bytes: Uint8Array, said: SaidOfFile): CleanFile | null {
  const clean = CLEANERS.find(({ start }) => start.every((byte, at) => byte < 0 || bytes[at] === byte));
  if (clean !== undefined) return describePicture(clean.kind, clean.clean(bytes));
  const brands = readBrands(bytes);
  if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return describePicture('avif', cleanAvif(bytes));
  const kind = recognizeKind(bytes, brands, said);
  return kind === null ? null : { kind, pieces: [bytes], width: null, height: null };
}

/** Pictures by their first bytes; -1 is any. */
const CLEANERS: readonly {
  readonly kind: FileKind;
  readonly start: readonly number[];
  readonly clean: (bytes: Uint8Array) => CleanPicture | null;
}[] = [
  { kind: 'jpeg', start: [0xff, 0xd8, 0xff], clean: cleanJpeg },
  { kind: 'png', start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], clean: cleanPng },
  {
    kind: 'webp',
    start: [0x52, 0x49, 0x46, 0x46, -1, -1, -1, -1, 0x57, 0x45, 0x42, 0x50],
    clean: cleanWebp,
  },
  { kind: 'gif', start: [0x47, 0x49, 0x46, 0x38], clean: cleanGif },
];

function describePicture(kind: FileKind, picture: CleanPicture | null): CleanFile | null {
  return picture === null ? null : { kind, ...picture };
}

function recognizeKind(bytes: Uint8Array, brands: readonly string[], said: SaidOfFile): FileKind | null {
  const [brand] = brands;
  if (brand !== undefined) return SOUND_BRANDS.includes(brand) ? 'm4a' : isFilm(bytes) ? 'mp4' : null;
  if (readAscii(bytes, 0, 5) === '%PDF-') return 'pdf';
  if (readAscii(bytes, 0, 4) === 'PK\u0003\u0004') return recognizeOfficeDocument(bytes);
  if (isSound(bytes)) return 'mp3';
  if (!isPlainText(bytes)) return null;
  return said.mimeType === 'text/csv' || /\.csv$/i.test(said.name) ? 'csv' : 'txt';
}

/** MPEG audio, layer III, perhaps behind an ID3v2 tag and the zeros that fill it up. */
function isSound(bytes: Uint8Array): boolean {
  const isTagged = readAscii(bytes, 0, 3) === 'ID3';
  let at = isTagged ? 10 + readTagBytes(bytes) : 0;
  while (isTagged && bytes[at] === 0) at += 1;
  if (at + 4 > bytes.length) return false;
  const frame = openView(bytes).getUint32(at);
  const [version, layer, bitRate, sampleRate] = [
    (frame >>> 19) & 3,
    (frame >>> 17) & 3,
    (frame >>> 12) & 15,
    (frame >>> 10) & 3,
  ];
  return frame >>> 21 === 0x7ff && version !== 1 && layer === 1 && bitRate !== 15 && sampleRate !== 3;
}

/** Seven bits of each byte (ID3v2 §3.1). */
function readTagBytes(bytes: Uint8Array): number {
  return [6, 7, 8, 9].reduce((size, at) => size * 128 + ((bytes[at] ?? 0) & 0x7f), 0);
}

const TEXT_SLICE_BYTES = 64 * 1024;
/** Where markup would show itself; browsers look as far (WHATWG mimesniff §5.2). */
const SNIFFED_CHARACTERS = 1_445;
/** What no text holds: control characters but tab, line ends and page ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for.
const BINARY = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
const BEGINS_AS_MARKUP = /^[\ufeff\s]*<[a-z!?/]/i;
const IS_PAGE = /<(?:!doctype|html|head|body|script|svg|iframe)\b/i;

/** True for UTF-8 that is no markup: a page or a drawing is none, whatever its name says. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  try {
    for (let at = 0; at < bytes.length; at += TEXT_SLICE_BYTES) {
      const end = at + TEXT_SLICE_BYTES;
      const text = decoder.decode(bytes.subarray(at, end), { stream: end < bytes.length });
      const start = at === 0 ? text.slice(0, SNIFFED_CHARACTERS) : '';
      if (BINARY.test(text) || BEGINS_AS_MARKUP.test(start) || IS_PAGE.test(start)) return false;
    }
    return true;
  } catch {
    return false;
  }
}

// Office documents are zip archives (APPNOTE 6.3): told apart by what is in them, without unpacking.

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
type OfficeDocumentKind = 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp';

/** The kind of document; null for any other archive, and for documents with programs in them. */
function recognizeOfficeDocument(bytes: Uint8Array): OfficeDocumentKind | null {
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
