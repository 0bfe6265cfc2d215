/** PNG (W3C PNG 3rd edition) without texts, times, EXIF, and chunks that nobody knows. */

import { KeptBytes, openView, readAscii } from './bytes.ts';
import type { CleanPicture, Orientation } from './picture.ts';
import { buildOrientation, orientSize, readOrientation } from './picture.ts';

const SIGNATURE_BYTES = 8;
/** Signature and IHDR with its length, type and check sum. */
const HEAD_BYTES = SIGNATURE_BYTES + 25;
/** Length, type and check sum of a chunk. */
const FRAME_BYTES = 12;

/** Pixels, colours, transparency, animation. */
const KEPT = new Set(
  'PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);

/** Cleans a PNG; null for what is none, or is broken. */
export function cleanPng(bytes: Uint8Array): CleanPicture | null {
  const view = openView(bytes);
  if (bytes.length < HEAD_BYTES || view.getUint32(8) !== 13 || readAscii(bytes, 12, 4) !== 'IHDR')
    return null;
  const kept = new KeptBytes(bytes);
  let orientation: Orientation = 1;
  let hasPixels = false;
  for (let at = HEAD_BYTES; at + FRAME_BYTES <= bytes.length && !kept.isScattered; ) {
    const end = at + FRAME_BYTES + view.getUint32(at);
    if (end > bytes.length) return null;
    const type = readAscii(bytes, at + 4, 4);
    if (type === 'eXIf') orientation = readOrientation(bytes.subarray(at + 8, end - 4));
    if (type === 'IDAT') hasPixels = true;
    if (KEPT.has(type)) kept.keep(at, end);
    at = end;
    if (type === 'IEND') return finish(bytes, kept, orientation, hasPixels);
  }
  return null;
}

function finish(
  bytes: Uint8Array,
  kept: KeptBytes,
  orientation: Orientation,
  hasPixels: boolean,
): CleanPicture | null {
  const view = openView(bytes);
  const shown = orientSize(view.getUint32(16), view.getUint32(20), orientation);
  if (shown === null || !hasPixels || kept.isScattered) return null;
  const pieces = [
    bytes.subarray(0, HEAD_BYTES),
    ...(orientation === 1 ? [] : [buildChunk('eXIf', buildOrientation(orientation))]),
    ...kept.pieces,
  ];
  return { pieces, ...shown };
}

function buildChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(FRAME_BYTES + data.length);
  const view = openView(chunk);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, checkSum(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** CRC-32 as PNG §5.5 has it. */
function checkSum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
