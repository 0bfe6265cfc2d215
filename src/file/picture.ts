/** A picture without what it tells of its maker: the pixels, their colours, and which side is up. */

import { openView } from './bytes.ts';

/** What is left of a picture. */
export interface CleanPicture {
  /** Its bytes, in order. */
  readonly pieces: readonly Uint8Array[];
  /** Pixels as it is shown. */
  readonly width: number;
  readonly height: number;
}

/** EXIF's tag `Orientation`: 1 is upright; from 5 on width and height change places. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const FIRST_TURNED: Orientation = 5;
const ORIENTATION_TAG = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;

/** Reads the orientation of an EXIF block (TIFF 6.0); upright where it says none, or is none. */
export function readOrientation(tiff: Uint8Array): Orientation {
  const view = openView(tiff);
  if (view.byteLength < 8) return 1;
  const order = view.getUint16(0);
  const isLittle = order === 0x4949;
  if ((!isLittle && order !== 0x4d4d) || view.getUint16(2, isLittle) !== 42) return 1;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, isLittle);
  for (let index = 0; index < count; index += 1) {
    const at = directory + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > view.byteLength) return 1;
    if (view.getUint16(at, isLittle) !== ORIENTATION_TAG || view.getUint16(at + 2, isLittle) !== SHORT)
      continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

/** An EXIF block that says nothing but the orientation. */
export function buildOrientation(orientation: Orientation): Uint8Array {
  return Uint8Array.of(
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1],
    ...[0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  );
}

/** The size as it is shown; null for a picture without any. */
export function orientSize(
  width: number,
  height: number,
  orientation: Orientation,
): { readonly width: number; readonly height: number } | null {
  if (width < 1 || height < 1) return null;
  return orientation >= FIRST_TURNED ? { width: height, height: width } : { width, height };
}
