import { decodeNamedCharacterReference as decodeByPackage } from 'decode-named-character-reference';
import fc from 'fast-check';
import * as whole from 'property-information';
import { expect, it } from 'vitest';
import {
  decodeNamedCharacterReference,
  find,
  html,
} from '../../../../src/article/content/package-stand-ins.ts';

it('names of characters mean what they do to the package that Markdown’s parser comes with', () => {
  const known = ['amp', 'notin', 'NotEqualTilde', 'CounterClockwiseContourIntegral', 'copy', 'AMP', 'there4'];
  const names = fc.oneof(
    fc.constantFrom(...known, ...known.map((name) => `${name}x`), 'hasOwnProperty', ''),
    fc.stringMatching(/^[A-Za-z0-9]{1,6}$/),
  );
  for (const name of known) expect(decodeNamedCharacterReference(name)).not.toBe(false);
  fc.assert(
    fc.property(names, (name) => {
      expect(decodeNamedCharacterReference(name)).toBe(decodeByPackage(name));
    }),
    { numRuns: 2_000 },
  );
});

it('every attribute of HTML is known as the package knows it', () => {
  const foreign = /^x(?:link|ml|mlns)/;
  const names = Object.keys(whole.html.normal).filter((name) => !foreign.test(name));
  expect(names.length).toBeGreaterThan(300);
  for (const name of names) expect(find(html, name)).toEqual(whole.find(whole.html, name));
});
