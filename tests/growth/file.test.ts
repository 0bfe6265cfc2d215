import { expect, test } from 'vitest';
import { readFile } from '../../src/file/file-type.ts';
import { AVIF, GIF, JPEG, PNG, WEBP } from '../fixtures/pictures.ts';
import type { Shape } from '../support/growth.ts';
import { enclose, MAX_GROWTH, measureGrowth } from '../support/growth.ts';

/** Bytes as a string of as many characters. */
const write = (bytes: Iterable<number>) => String.fromCharCode(...bytes);

/** The beginning of a file, and the same few bytes over and over. */
const begin = (start: Iterable<number> | string, ...repeated: number[]): Shape =>
  enclose(typeof start === 'string' ? start : write(start), write(repeated), '');

const FILES: [string, Shape][] = [
  ['JPEG of comments', begin(JPEG.subarray(0, 2), 0xff, 0xfe, 0, 2)],
  ['JPEG of tables and comments', begin(JPEG.subarray(0, 2), 0xff, 0xdb, 0, 2, 0xff, 0xfe, 0, 2)],
  ['JPEG of one scan', begin([0xff, 0xd8, 0xff, 0xda, 0, 2], 0xff, 0)],
  ['PNG of empty chunks', begin(PNG.subarray(0, 33), 0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0, 0, 0, 0)],
  ['GIF of extensions', begin(GIF.subarray(0, 13), 0x21, 0xf9, 0)],
  ['WebP of empty chunks', begin(WEBP.subarray(0, 12), 0x56, 0x50, 0x38, 0x20, 0, 0, 0, 0)],
  ['AVIF of empty boxes', begin(AVIF, 0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65)],
  ['archive of ends', begin('PK\u0003\u0004', 0x50, 0x4b, 5, 6)],
  ['sound without an end of its tag', begin('ID3', 0)],
];

test.each(FILES)('reading a file costs no more than its share: %s', (_, shape) => {
  const read = (file: string) =>
    readFile(new Uint8Array(Buffer.from(file, 'latin1')), { name: '', mimeType: '' });
  expect(measureGrowth(read, shape)).toBeLessThan(MAX_GROWTH);
});
