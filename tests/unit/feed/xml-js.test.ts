import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as xmlJs from 'xml-js';
import { js2xml } from '../../../src/feed/xml-js.ts';

const name = fc.constantFrom('title', 'atom:link', 'item', 'dc:creator', 'x');
const text = fc.oneof(fc.constantFrom('', '&', '&amp;', '<b>"]]>', '\u0001\u0004', '吴曙'), fc.string());
const value = fc.oneof(text, fc.integer(), fc.boolean());
const attributes = fc.dictionary(name, fc.oneof(value, fc.constantFrom(null, undefined)), {
  maxKeys: 3,
  noNullPrototype: true,
});
const { document } = fc.letrec((tie) => ({
  children: fc.dictionary(
    name,
    fc.oneof(
      value,
      fc.constantFrom(null, undefined),
      tie('element'),
      fc.array(tie('element'), { maxLength: 3 }),
    ),
    { maxKeys: 4, noNullPrototype: true },
  ),
  element: fc
    .record(
      { _attributes: attributes, _text: value, _cdata: text, children: tie('children') },
      { requiredKeys: [], noNullPrototype: true },
    )
    .map(({ children, ...own }) => ({ ...own, ...(children as object | undefined) })),
  document: fc.record(
    { _declaration: fc.record({ _attributes: attributes }, { noNullPrototype: true }), feed: tie('element') },
    { noNullPrototype: true },
  ),
}));

test('a document of the feed library is written as its own XML package writes it, to the byte', () => {
  fc.assert(
    fc.property(document, (tree) => {
      const written = xmlJs.js2xml(tree as xmlJs.ElementCompact, {
        compact: true,
        ignoreComment: true,
        spaces: 4,
      });
      expect(js2xml(tree as Record<string, unknown>)).toBe(written);
    }),
    { numRuns: 2_000 },
  );
});
