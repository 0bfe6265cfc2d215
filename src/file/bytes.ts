/** A file's bytes: read, cut into the boxes of which some files are made, and kept in pieces, without a copy of them. */

/** A picture has some hundred pieces at most; thousands are made to use up memory. */
const MAX_PIECES = 4_096;

/** Pieces of bytes in their order; those that follow each other in the file are one. */
export class KeptBytes {
  readonly #bytes: Uint8Array;
  readonly #pieces: Uint8Array[] = [];
  #lastEnd = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Keeps the file's bytes from `start` up to `end`. */
  keep(start: number, end: number): void {
    const last = this.#pieces.at(-1);
    if (last !== undefined && this.#lastEnd === start) {
      this.#pieces[this.#pieces.length - 1] = this.#bytes.subarray(start - last.length, end);
    } else {
      this.#pieces.push(this.#bytes.subarray(start, end));
    }
    this.#lastEnd = end;
  }

  /** Adds bytes that are not the file's. */
  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#lastEnd = -1;
  }

  /** True where there are more pieces than any picture has. */
  get isScattered(): boolean {
    return this.#pieces.length > MAX_PIECES;
  }

  get pieces(): readonly Uint8Array[] {
    return this.#pieces;
  }
}

/** The ASCII text that stands at a place; shorter where the bytes end. */
export function readAscii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/** A view of bytes, whatever of their buffer they are. */
export function openView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** One box of an ISO base media file (ISO/IEC 14496-12), as AVIF, MP4 and M4A are; places are in bytes from the beginning of the file. */
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
