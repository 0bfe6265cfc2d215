import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import * as parse5 from 'parse5';
import { describe, expect, it } from 'vitest';
import { buildWorker } from '../../../bin/build-worker.mjs';
import { countCases } from '../../support/cases.ts';

const PARSE5 = join(import.meta.dirname, '../../../node_modules/parse5/dist');

const tagNames = fc.constantFrom(...Object.values(parse5.html.TAG_NAMES), 'x-other', 'constructor', 'A', '-');
const attributes = fc.constantFrom(
  '',
  ' href="/a?b&copy=c&ampd"',
  ' class=b class=c',
  ' definitionurl xlink:href=x',
  ' encoding=text/html type=hidden',
  ' =x <y \u0000="',
);
const texts = fc.constantFrom(
  'text',
  ' \n',
  '&amp;&copy&notit;&#0;&#x110000;&#150;',
  '\u0000\ud800\ufdd0',
  '<!-- a --!><!--->',
  '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2//EN">',
  '<![CDATA[ ]] ]]>',
  '<?pi>',
  '</ ><//',
  '<script><!--<script></script>-->',
);
const markup = fc
  .array(
    fc.oneof(
      texts,
      tagNames.map((name) => `</${name}>`),
      fc.tuple(tagNames, attributes, fc.constantFrom('>', '/>')).map((parts) => `<${parts.join('')}`),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

/** What is found in a text, and what is wrong with it at which place. */
function readHtml({ parse, parseFragment }: typeof parse5, text: string) {
  const errors: parse5.ParserError[] = [];
  const options = {
    scriptingEnabled: false,
    sourceCodeLocationInfo: true,
    onParseError: (error: parse5.ParserError) => errors.push(error),
  };
  const trees = [parse(text, options), parseFragment(text, options)];
  const content = JSON.stringify(trees, (key, value) => (key === 'parentNode' ? undefined : value));
  return { content, errors };
}

describe('parse5 in the Worker that is deployed', () => {
  it('reads every page and fragment as it does by itself', async () => {
    const { code } = await buildWorker({ entry: 'node_modules/parse5/dist/index.js', minify: true });
    const bundled = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
    await fc.assert(
      fc.property(markup, (text) => {
        expect(readHtml(bundled, text)).toEqual(readHtml(parse5, text));
      }),
      { numRuns: countCases(20_000) },
    );
  });

  it('has its enumerations as numbers, and none of the objects that say them', async () => {
    const files = readdirSync(PARSE5, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    const members = files.flatMap((file) => {
      const text = readFileSync(join(PARSE5, file), 'utf8');
      return [...text.matchAll(/^ +\w+\[\w+\["(\w+_\w+)"\] = /gm)].map(([, name = '']) => name);
    });
    expect(members).toEqual(
      expect.arrayContaining(['ANNOTATION_XML', 'RCDATA_END_TAG_OPEN', 'IN_TABLE_TEXT']),
    );
    const { code } = await buildWorker({ minify: true });
    expect(members.filter((name) => new RegExp(`\\.${name}=-?\\d`).test(code))).toEqual([]);
  });
});
