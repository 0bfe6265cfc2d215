/** JPEG (ITU-T T.81) without EXIF, XMP, IPTC, comments, thumbnails, and whatever telephones append. */

import { KeptBytes, openView, readAscii } from './bytes.ts';
import type { CleanPicture, Orientation } from './picture.ts';
import { buildOrientation, orientSize, readOrientation } from './picture.ts';

const MARK = 0xff;
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const EXIF = 'Exif\0\0';
/** Marker, length, `JFIF`, version and density: what follows is a thumbnail. */
const JFIF_BYTES = 16;

/** Tables, and parameters of the whole picture or of a scan. */
const TABLES: readonly number[] = [0xc4, 0xcc, 0xdb, 0xdc, 0xdd, 0xde, 0xdf];

/** Cleans a JPEG; null for what is none, or is broken before its pixels. */
export function cleanJpeg(bytes: Uint8Array): CleanPicture | null {
  const view = openView(bytes);
  const kept = new KeptBytes(bytes);
  let jfif: Uint8Array | null = null;
  let orientation: Orientation = 1;
  let size: { readonly width: number; readonly height: number } | null = null;
  let hasScan = false;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at + 1] !== END && !kept.isScattered) {
    if (bytes[at] !== MARK) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === MARK) {
      at += 1;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    if (marker === SCAN) {
      const scanEnd = findScanEnd(bytes, end);
      kept.keep(at, scanEnd);
      hasScan = true;
      at = scanEnd;
      continue;
    }
    if (marker === APP0 && readAscii(bytes, at + 4, 5) === 'JFIF\0' && end >= at + 2 + JFIF_BYTES) {
      jfif ??= dropThumbnail(bytes.subarray(at, at + 2 + JFIF_BYTES));
    } else if (marker === APP1 && readAscii(bytes, at + 4, EXIF.length) === EXIF) {
      orientation = readOrientation(bytes.subarray(at + 4 + EXIF.length, end));
    } else if (isFrame(marker)) {
      if (end < at + 9) return null;
      size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      kept.keep(at, end);
    } else if (TABLES.includes(marker) || isColour(bytes, at, marker)) {
      kept.keep(at, end);
    }
    at = end;
  }
  const shown = size === null ? null : orientSize(size.width, size.height, orientation);
  if (shown === null || !hasScan || kept.isScattered) return null;
  const pieces = [
    Uint8Array.of(MARK, START),
    ...(jfif === null ? [] : [jfif]),
    ...(orientation === 1 ? [] : [buildExifSegment(orientation)]),
    ...kept.pieces,
    Uint8Array.of(MARK, END),
  ];
  return { pieces, ...shown };
}

/** The start of a frame: what says how large the picture is. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8 && !TABLES.includes(marker);
}

/** A colour profile, and Adobe's word on how colours are written: without them colours are wrong. */
function isColour(bytes: Uint8Array, at: number, marker: number): boolean {
  if (marker === 0xe2) return readAscii(bytes, at + 4, 12) === 'ICC_PROFILE\0';
  return marker === 0xee && readAscii(bytes, at + 4, 5) === 'Adobe';
}

/** The end of a scan's pixels: the first marker that is neither a stuffed byte nor a restart. */
function findScanEnd(bytes: Uint8Array, start: number): number {
  for (let at = start; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== MARK) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== MARK && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function dropThumbnail(segment: Uint8Array): Uint8Array {
  const copy = segment.slice();
  copy.set([0, JFIF_BYTES], 2);
  copy.set([0, 0], JFIF_BYTES);
  return copy;
}

function buildExifSegment(orientation: Orientation): Uint8Array {
  const tiff = buildOrientation(orientation);
  const length = 2 + EXIF.length + tiff.length;
  return Uint8Array.of(MARK, APP1, 0, length, ...new TextEncoder().encode(EXIF), ...tiff);
}
