/** ISO base media files (ISO/IEC 14496-12): the boxes that AVIF, MP4 and M4A are made of. */

import { openView, readAscii } from './kept-bytes.ts';

/** One box; places are in bytes from the beginning of the file. */
export interface Box {
  readonly type: string;
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
}

/** A file has a few dozen boxes on one level; thousands are made to use up time. */
const MAX_BOXES = 4_096;
const LARGE_SIZE_BYTES = 16;
/** A file has a dozen brands at most. */
const MAX_BRANDS_BYTES = 1_024;

/** The boxes from `start` to `end`, in order; null where one does not fit, or there are too many. */
export function listBoxes(bytes: Uint8Array, start: number, end: number): readonly Box[] | null {
  const view = openView(bytes);
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end) {
    const short = view.getUint32(at);
    const isLarge = short === 1;
    if (isLarge && at + LARGE_SIZE_BYTES > end) return null;
    const bodyStart = at + (isLarge ? LARGE_SIZE_BYTES : 8);
    const size = isLarge ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    if (at + size > end || at + size < bodyStart || boxes.length === MAX_BOXES) return null;
    boxes.push({ type: readAscii(bytes, at + 4, 4), start: at, bodyStart, end: at + size });
    at += size;
  }
  return boxes;
}

/** The brands of a file, its own first; none where it is no such file. */
export function readBrands(head: Uint8Array): readonly string[] {
  if (head.length < 16 || readAscii(head, 4, 4) !== 'ftyp') return [];
  const end = Math.min(head.length, openView(head).getUint32(0), MAX_BRANDS_BYTES);
  const brands = [readAscii(head, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(readAscii(head, at, 4));
  return brands;
}
