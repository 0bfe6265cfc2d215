import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseXml as parse, readText } from '../../../bin/gazette/read/xml.mjs';
import { UserError } from '../../../bin/gazette/user-error.mjs';

function parseXml(text: string) {
  return parse(text, (warning) => warnings.push(warning));
}
const warnings: string[] = [];

describe('hostile XML', () => {
  const laughs = `<?xml version="1.0"?>
    <!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
    <rss><channel><title>&c;</title></channel></rss>`;
  const file = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>';

  test.each([
    ['entities made of entities', laughs],
    ['an entity that is a file', file],
  ])('%s are refused with their DOCTYPE', (_name, text) => {
    expect(() => parseXml(text)).toThrow('DOCTYPE');
  });

  test('elements without end in each other are refused before they exhaust anything', () => {
    expect(() => parseXml('<a>'.repeat(1_000_000))).toThrow('deep in each other');
  });

  test('what the reader does not note of a fault is noted of other errors again', () => {
    const { stackTraceLimit } = Error;
    expect(stackTraceLimit).toBeGreaterThan(0);
    parseXml('<r>& </r>');
    expect(() => parseXml(file)).toThrow('DOCTYPE');
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });

  test('names that every object has are nothing special', () => {
    const root = parseXml('<r __proto__="x" constructor="y"><__proto__>t</__proto__></r>');
    expect(root.attributes.constructor).toBe('y');
    expect(root.attributes.toString).toBeUndefined();
    expect(readText(parseXml('<r>&constructor;</r>'))).toBe('&constructor;');
  });

  test.each(['<r>&undeclared;</r>', '<r><a></r>', '<r a=1></r>', '<r/><s/>', '<r>&#0;</r>', '<x:r/>'])(
    'what is not well-formed is told with its line: %s',
    (text) => {
      warnings.length = 0;
      parseXml(text);
      expect(warnings).toEqual([expect.stringContaining('line 1: ')]);
    },
  );

  test('nothing that stands between brackets makes it throw but what it says', () => {
    const pieces = fc.constantFrom(
      '<r>',
      '</r>',
      '<a b=',
      '"',
      "'",
      '>',
      '<',
      '&',
      '&amp;',
      '&x;',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?x',
      '?>',
      '<!DOCTYPE r',
      '[',
      ']',
      'x:',
      ' xmlns:x="u"',
      '\u0000',
      'text',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30, size: 'max' }), (parts) => {
        try {
          parseXml(`<r>${parts.join('')}</r>`);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});

test('an entity of HTML is its character, and what it stands for is not read again', () => {
  expect(readText(parseXml('<r>caf&eacute;&nbsp;&amp;lt; &#x4E2D;</r>'))).toBe('café\u00a0&lt; 中');
});

test('CDATA is text, an attribute longer than 64 kB is whole', () => {
  const long = 'x'.repeat(200_000);
  const root = parseXml(`<r a="${long}"><![CDATA[<b>&amp;</b>]]></r>`);
  expect(root.attributes.a).toHaveLength(200_000);
  expect(readText(root)).toBe('<b>&amp;</b>');
});
