/** Text of any characters that there are. */

import fc, { type StringConstraints } from 'fast-check';

const HIGHEST = 0x10ffff;
const SURROGATES = { first: 0xd800, count: 0x800 };

/** A character of any plane, those of ASCII as often as all others. */
const anyCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0x80, max: HIGHEST - SURROGATES.count }))
  .map((number) => String.fromCodePoint(number < SURROGATES.first ? number : number + SURROGATES.count));

/**
 * What `fc.string` makes of the unit `binary`, which first fills a table of a million characters: a second of every process
 * in which a test begins with it.
 */
export function anyText(constraints: StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: anyCharacter });
}
