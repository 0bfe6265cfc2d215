/** GIF (89a) without comments, texts, and what programs put there for themselves; an animation's repetition stays. */

import { KeptBytes, openView, readAscii } from './bytes.ts';
import type { CleanPicture } from './picture.ts';
import { orientSize } from './picture.ts';

const HEAD_BYTES = 13;
const TRAILER = 0x3b;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
/** How often an animation repeats, and a colour profile. */
const KEPT_APPLICATIONS: readonly string[] = ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'];

/** Cleans a GIF; null for what is none, or is broken. */
export function cleanGif(bytes: Uint8Array): CleanPicture | null {
  if (bytes.length < HEAD_BYTES) return null;
  const view = openView(bytes);
  const shown = orientSize(view.getUint16(6, true), view.getUint16(8, true), 1);
  const kept = new KeptBytes(bytes);
  let at = HEAD_BYTES + measureColours(bytes[10] ?? 0);
  kept.keep(0, Math.min(at, bytes.length));
  let hasPixels = false;
  while (at < bytes.length && bytes[at] !== TRAILER && !kept.isScattered) {
    const block = bytes[at];
    const dataStart = findDataStart(bytes, at);
    const end = dataStart === null ? null : findDataEnd(bytes, dataStart);
    if (end === null) return null;
    if (block === IMAGE) hasPixels = true;
    if (block === IMAGE || isKeptExtension(bytes, at)) kept.keep(at, end);
    at = end;
  }
  if (shown === null || !hasPixels || kept.isScattered) return null;
  return { pieces: [...kept.pieces, Uint8Array.of(TRAILER)], ...shown };
}

/** Bytes of a table of colours, by the flags that announce it. */
function measureColours(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** Where the sub-blocks of a block begin; null for what is no block. */
function findDataStart(bytes: Uint8Array, at: number): number | null {
  if (bytes[at] === EXTENSION) return at + 2;
  return bytes[at] === IMAGE ? at + 11 + measureColours(bytes[at + 9] ?? 0) : null;
}

/** The end of a chain of sub-blocks, each of up to 255 bytes; null where the file ends before. */
function findDataEnd(bytes: Uint8Array, start: number): number | null {
  for (let at = start; at < bytes.length; ) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}

function isKeptExtension(bytes: Uint8Array, at: number): boolean {
  const label = bytes[at + 1];
  if (label === GRAPHIC_CONTROL) return true;
  return label === APPLICATION && KEPT_APPLICATIONS.includes(readAscii(bytes, at + 3, 11));
}
