/**
 * AVIF without EXIF and XMP. Its boxes say at which places of the file things are, so nothing may move: what must go is
 * overwritten with zeros where it is, and so is what nothing leads to, which may be what a program left of an earlier
 * edition. Of an animation's pixels, which other boxes lead to, all stay.
 * The orientation is a property of the picture (`irot`, `imir`), not EXIF's, and is untouched.
 */

import type { Box } from './bytes.ts';
import { listBoxes, openView, readAscii } from './bytes.ts';
import type { CleanPicture } from './picture.ts';
import { orientSize } from './picture.ts';

const KEPT: readonly string[] = ['ftyp', 'meta', 'mdat', 'moov'];
/** Inside of `meta`: what describes items, and their small data. */
const KEPT_IN_META: readonly string[] = 'hdlr pitm iinf iloc iprp iref idat dinf grpl ipro'.split(' ');
/** Of an animation: what holds other boxes, and what holds words. */
const CONTAINERS: readonly string[] = ['moov', 'trak', 'mdia', 'minf', 'edts', 'dinf', 'stbl'];
const WORDS: readonly string[] = ['udta', 'meta', 'uuid'];
const METADATA_ITEMS: readonly string[] = ['Exif', 'mime', 'uri '];
/** Version and flags. */
const FULL_BOX_BYTES = 4;
const MAX_ITEMS = 4_096;
const MAX_EXTENTS = 65_536;

/** Cleans an AVIF in place; null for what is none, or cannot be read surely enough to be cleaned. */
export function cleanAvif(bytes: Uint8Array): CleanPicture | null {
  const boxes = listBoxes(bytes, 0, bytes.length);
  const meta = boxes?.find(({ type }) => type === 'meta');
  if (boxes === null || meta === undefined) return null;
  const parts = listBoxes(bytes, meta.bodyStart + FULL_BOX_BYTES, meta.end);
  if (parts === null) return null;
  const size = readPictureSize(bytes, parts);
  const shown = size === null ? null : eraseItems(bytes, parts);
  if (size === null || shown === null) return null;
  const isAnimation = boxes.some(({ type }) => type === 'moov');
  for (const box of [...boxes, ...parts]) {
    if (box.type === 'idat' || (box.type === 'mdat' && !isAnimation)) eraseGaps(bytes, box, shown);
  }
  for (const box of boxes) {
    if (!KEPT.includes(box.type)) erase(bytes, box);
    if (box.type === 'moov' && !eraseWords(bytes, box)) return null;
  }
  for (const part of parts) if (!KEPT_IN_META.includes(part.type)) erase(bytes, part);
  return { pieces: [bytes], ...size };
}

/** Zeros in place of a box's body, and a name that says that nothing is in it. */
function erase(bytes: Uint8Array, { start, bodyStart, end }: Box): void {
  bytes.set(new TextEncoder().encode('free'), start + 4);
  bytes.fill(0, bodyStart, end);
}

function eraseWords(bytes: Uint8Array, { bodyStart, end }: Box): boolean {
  const parts = listBoxes(bytes, bodyStart, end);
  if (parts === null) return false;
  return parts.every((part) => {
    if (WORDS.includes(part.type)) erase(bytes, part);
    return !CONTAINERS.includes(part.type) || eraseWords(bytes, part);
  });
}

/** The largest part, turned where the picture is: the others are its tiles and thumbnails. */
function readPictureSize(bytes: Uint8Array, parts: readonly Box[]) {
  const properties = parts.find(({ type }) => type === 'iprp');
  const [container] = properties === undefined ? [] : (listInside(bytes, properties) ?? []);
  const listed = container === undefined ? null : listInside(bytes, container);
  const view = openView(bytes);
  let largest = { width: 0, height: 0 };
  for (const { type, bodyStart, end } of listed ?? []) {
    if (type !== 'ispe' || end < bodyStart + FULL_BOX_BYTES + 8) continue;
    const [width, height] = [
      view.getUint32(bodyStart + FULL_BOX_BYTES),
      view.getUint32(bodyStart + FULL_BOX_BYTES + 4),
    ];
    if (width * height > largest.width * largest.height) largest = { width, height };
  }
  const isTurned = (listed ?? []).some(
    ({ type, bodyStart, end }) => type === 'irot' && end > bodyStart && ((bytes[bodyStart] ?? 0) & 1) === 1,
  );
  return orientSize(largest.width, largest.height, isTurned ? 6 : 1);
}

function listInside(bytes: Uint8Array, { bodyStart, end }: Box): readonly Box[] | null {
  return listBoxes(bytes, bodyStart, end);
}

/** Erases the items that are metadata, and lists where the others are; null where one cannot be found. */
function eraseItems(bytes: Uint8Array, parts: readonly Box[]): readonly Extent[] | null {
  const [names, places] = ['iinf', 'iloc'].map((name) => parts.find(({ type }) => type === name));
  const ids = names === undefined ? new Set<number>() : listMetadataItems(bytes, names);
  const dataStart = parts.find(({ type }) => type === 'idat')?.bodyStart ?? null;
  const extents = places === undefined ? [] : listExtents(bytes, places, dataStart);
  if (ids === null || extents === null) return null;
  const metadata = extents.filter(({ item }) => ids.has(item));
  if (metadata.some(({ start, end }) => start === end || end === Infinity)) return null;
  for (const { start, end } of metadata) bytes.fill(0, start, end);
  return extents.filter(({ item }) => !ids.has(item)).sort((one, other) => one.start - other.start);
}

/** Erases what none of these places, in their order, is of. */
function eraseGaps(bytes: Uint8Array, { bodyStart, end }: Box, shown: readonly Extent[]): void {
  let at = bodyStart;
  for (const extent of shown) {
    if (extent.start > at) bytes.fill(0, at, Math.min(extent.start, end));
    at = Math.max(at, Math.min(extent.end, end));
  }
  bytes.fill(0, at, end);
}

/** The ids of items that are EXIF, XMP or the like; null where the list cannot be read. */
function listMetadataItems(bytes: Uint8Array, { bodyStart, end }: Box): Set<number> | null {
  const ids = new Set<number>();
  const countBytes = bytes[bodyStart] === 0 ? 2 : 4;
  const entries = listBoxes(bytes, bodyStart + FULL_BOX_BYTES + countBytes, end);
  if (entries === null) return null;
  const view = openView(bytes);
  for (const entry of entries) {
    const version = bytes[entry.bodyStart] ?? 0;
    const idBytes = version === 3 ? 4 : 2;
    const typeAt = entry.bodyStart + FULL_BOX_BYTES + idBytes + 2;
    if (entry.type !== 'infe' || version < 2 || typeAt + 4 > entry.end) return null;
    if (!METADATA_ITEMS.includes(readAscii(bytes, typeAt, 4))) continue;
    const idAt = entry.bodyStart + FULL_BOX_BYTES;
    ids.add(idBytes === 4 ? view.getUint32(idAt) : view.getUint16(idAt));
  }
  return ids;
}

/** Reads numbers of a box one after the other; beyond its end they are missing. */
class NumberReader {
  readonly #view: DataView;
  #at: number;
  readonly #end: number;
  isComplete = true;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#view = openView(bytes);
    this.#at = start;
    this.#end = end;
  }

  read(size: number): number {
    const at = this.#at;
    this.#at += size;
    if (this.#at > this.#end) {
      this.isComplete = false;
      return 0;
    }
    switch (size) {
      case 0:
        return 0;
      case 1:
        return this.#view.getUint8(at);
      case 2:
        return this.#view.getUint16(at);
      case 4:
        return this.#view.getUint32(at);
      case 8:
        return Number(this.#view.getBigUint64(at));
      default:
        this.isComplete = false;
        return 0;
    }
  }
}

/** Where a part of an item is in the file; up to `Infinity`: all that follows. Nowhere by itself: from 0 to 0. */
interface Extent {
  readonly item: number;
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of items are (`iloc`); null where that is not said plainly, or they are not in the file. */
function listExtents(
  bytes: Uint8Array,
  { bodyStart, end }: Box,
  dataStart: number | null,
): readonly Extent[] | null {
  const reader = new NumberReader(bytes, bodyStart, end);
  const version = reader.read(1);
  reader.read(1);
  reader.read(2);
  const [sizes, moreSizes] = [reader.read(1), reader.read(1)];
  const wide = version === 2 ? 4 : 2;
  const count = reader.read(wide);
  if (version > 2 || count > MAX_ITEMS) return null;
  const extents: Extent[] = [];
  for (let index = 0; index < count && reader.isComplete; index += 1) {
    const item = reader.read(wide);
    const method = version === 0 ? 0 : reader.read(2) & 0xf;
    reader.read(2);
    const base = reader.read(moreSizes >> 4);
    const parts = reader.read(2);
    for (let part = 0; part < parts && reader.isComplete; part += 1) {
      if (version > 0) reader.read(moreSizes & 0xf);
      const offset = reader.read(sizes >> 4);
      const length = reader.read(sizes & 0xf);
      if (extents.length === MAX_EXTENTS || (method === 1 && dataStart === null)) return null;
      // A part of other items is where these are.
      const start = method > 1 ? 0 : (method === 1 ? (dataStart ?? 0) : 0) + base + offset;
      const end = method > 1 ? 0 : length === 0 ? Infinity : start + length;
      if (start > bytes.length || (end !== Infinity && end > bytes.length)) return null;
      extents.push({ item, start, end });
    }
  }
  return reader.isComplete ? extents : null;
}
