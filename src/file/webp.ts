/** WebP (RFC 9649) without EXIF, XMP, and chunks that nobody knows. */

import { KeptBytes, openView, readAscii } from './bytes.ts';
import type { CleanPicture, Orientation } from './picture.ts';
import { buildOrientation, orientSize, readOrientation } from './picture.ts';

const HEAD_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
/** Of an animation's frame, before its own chunks. */
const FRAME_HEAD_BYTES = 16;
/** Of the chunk that announces the extended format: flags and the size of the canvas. */
const EXTENDED_BYTES = 10;
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

const PIXELS: readonly string[] = ['VP8 ', 'VP8L', 'ALPH'];
const KEPT: readonly string[] = [...PIXELS, 'ICCP', 'ANIM'];

interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** Chunks begin at even places. */
  readonly end: number;
}

/** Cleans a WebP; null for what is none, or is broken. */
export function cleanWebp(bytes: Uint8Array): CleanPicture | null {
  if (bytes.length < HEAD_BYTES) return null;
  const view = openView(bytes);
  const fileEnd = Math.min(bytes.length, CHUNK_HEAD_BYTES + view.getUint32(4, true));
  const kept = new KeptBytes(bytes);
  let head: Uint8Array | null = null;
  let orientation: Orientation = 1;
  let size: readonly [width: number, height: number] | null = null;
  for (const chunk of listChunks(bytes, HEAD_BYTES, fileEnd)) {
    if (chunk === null || kept.isScattered) return null;
    const { type, start, dataStart, dataEnd, end } = chunk;
    const data = bytes.subarray(dataStart, dataEnd);
    if (type === 'VP8X' && head === null) {
      if (data.length < EXTENDED_BYTES) return null;
      head = bytes.slice(start, end);
    }
    if (type === 'EXIF') orientation = readOrientation(skipPrefix(data));
    else if (type === 'ANMF') {
      if (!isPlainFrame(bytes, dataStart, dataEnd)) return null;
      kept.keep(start, end);
    } else if (KEPT.includes(type)) kept.keep(start, end);
    size ??= readSize(type, data);
  }
  // The orientation stands in a chunk of the extended format alone.
  if (head === null) orientation = 1;
  const shown = size === null ? null : orientSize(...size, orientation);
  if (shown === null || kept.pieces.length === 0 || kept.isScattered) return null;
  const exif = orientation === 1 ? [] : [buildExif(orientation)];
  head?.set([((head[8] ?? 0) & ~(HAS_EXIF | HAS_XMP)) | (orientation === 1 ? 0 : HAS_EXIF)], 8);
  const body = [...(head === null ? [] : [head]), ...kept.pieces, ...exif];
  const riff = bytes.slice(0, HEAD_BYTES);
  openView(riff).setUint32(
    4,
    body.reduce((sum, piece) => sum + piece.length, 4),
    true,
  );
  return { pieces: [riff, ...body], ...shown };
}

/** The chunks up to `end`; null where one is cut off. */
function* listChunks(bytes: Uint8Array, from: number, end: number): Generator<Chunk | null> {
  const view = openView(bytes);
  for (let at = from; at + CHUNK_HEAD_BYTES <= end; ) {
    const dataStart = at + CHUNK_HEAD_BYTES;
    const dataEnd = dataStart + view.getUint32(at + 4, true);
    const next = dataEnd + (dataEnd % 2);
    if (dataEnd > end) return yield null;
    yield { type: readAscii(bytes, at, 4), start: at, dataStart, dataEnd, end: Math.min(next, end) };
    at = next;
  }
}

/** True for a frame of an animation that holds pixels and nothing else. */
function isPlainFrame(bytes: Uint8Array, start: number, end: number): boolean {
  for (const chunk of listChunks(bytes, start + FRAME_HEAD_BYTES, end)) {
    if (chunk === null || !PIXELS.includes(chunk.type)) return false;
  }
  return true;
}

function readSize(type: string, data: Uint8Array): readonly [number, number] | null {
  const view = openView(data);
  if (type === 'VP8X' && data.length >= EXTENDED_BYTES) {
    // Two numbers of 24 bits: the second ends where four bytes from its place less one do.
    return [1 + (view.getUint32(4, true) & 0xffffff), 1 + (view.getUint32(6, true) >>> 8)];
  }
  if (type === 'VP8 ' && data.length >= 10) {
    return [view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff];
  }
  if (type === 'VP8L' && data.length >= 5 && data[0] === 0x2f) {
    const bits = view.getUint32(1, true);
    return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
  }
  return null;
}

/** Some writers put JPEG's prefix before the block. */
function skipPrefix(data: Uint8Array): Uint8Array {
  return readAscii(data, 0, 4) === 'Exif' ? data.subarray(6) : data;
}

function buildExif(orientation: Orientation): Uint8Array {
  const tiff = buildOrientation(orientation);
  const chunk = new Uint8Array(CHUNK_HEAD_BYTES + tiff.length);
  chunk.set(new TextEncoder().encode('EXIF'));
  openView(chunk).setUint32(4, tiff.length, true);
  chunk.set(tiff, CHUNK_HEAD_BYTES);
  return chunk;
}
