import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveSummary, extractText } from '../../../../src/article/content/text.ts';

/** What a summary is made of, the best first. */
const KINDS = ['paragraph', 'loose', 'item', 'name', 'cell'] as const;
type Kind = (typeof KINDS)[number];

/** A block of one word, or one that holds others. */
type Block = { readonly tag: string; readonly inside?: readonly Block[] };

interface Word {
  readonly text: string;
  readonly kind: Kind;
}

const LEAVES: Readonly<Record<string, Kind>> = {
  ...{ p: 'paragraph', div: 'loose', h2: 'name', h6: 'name', pre: 'name', ul: 'item', ol: 'item' },
  ...{ dl: 'item', table: 'cell', figure: 'name', '': 'loose' },
};
const anyLeaf = fc.record({ tag: fc.constantFrom(...Object.keys(LEAVES)) });
const { anyBlock } = fc.letrec<{ anyBlock: Block }>((tie) => ({
  anyBlock: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyLeaf,
    fc.record({
      tag: fc.constantFrom('blockquote', 'div', 'ins', 'ul', 'table'),
      inside: fc.array(tie('anyBlock'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/** Writes blocks, each with a word of its own, and notes what the words are part of. */
function writeBlocks(blocks: readonly Block[], kind: Kind, words: Word[]): string {
  return blocks.map((block) => writeBlock(block, kind, words)).join('');
}

function writeBlock({ tag, inside }: Block, outer: Kind, words: Word[]): string {
  const kind = outer === 'loose' ? (LEAVES[tag] ?? outer) : outer;
  const fill = () => {
    if (inside !== undefined) return writeBlocks(inside, kind, words);
    const text = `w${words.length}`;
    words.push({ text, kind });
    return `<b>${text[0]}</b>${text.slice(1)}`;
  };
  if (tag === 'table') return `<table><tr><td>${fill()}</td><td>${fill()}</td></tr></table>`;
  if (tag === 'ul' || tag === 'ol') return `<${tag}><li>${fill()}</li><li>${fill()}</li></${tag}>`;
  if (tag === 'dl') return `<dl><dt>${fill()}</dt><dd>${fill()}</dd></dl>`;
  if (tag === 'figure') return `<figure><figcaption>${fill()}</figcaption></figure>`;
  // Words beside words are one run.
  return tag === '' ? `<hr>${fill()}<hr>` : `<${tag}>${fill()}</${tag}>`;
}

describe('text of HTML', () => {
  test('blocks end lines, paragraphs are a blank line apart', () => {
    expect(extractText('<h1>T</h1><p>a <b>b</b><br>c</p><ul><li>x</li><li>y</li></ul>')).toBe(
      'T\n\na b\nc\n\nx\ny',
    );
  });

  test('white space of the markup is not in it', () => {
    expect(extractText('<p>\n  a\n  b  \n</p>\n\n\n<p>c</p>')).toBe('a b\n\nc');
  });
});

describe('summaries', () => {
  test.each([
    ['<h2>Budget</h2><p>The council met.</p><p>Then more.</p>', 'The council met.'],
    ['<table><tr><td>1</td><td><p>2</p></td></tr></table><p>In <b>figures</b>.</p>', 'In figures.'],
    ['<figure><img src="https://x.example/a"><figcaption>Seen</figcaption></figure><p>Text.</p>', 'Text.'],
    ['<p> </p><blockquote><p>Quoted.</p></blockquote>', 'Quoted.'],
    ['<h2>Budget</h2>Loose words<h2>Roads</h2>', 'Loose words'],
    ['<h2>Dates</h2><ul><li>Monday</li><li>Friday</li></ul>', 'Monday · Friday'],
    ['<table><tr><td>1</td><td>2</td></tr></table>', '1 · 2'],
    ['<h2>Only a heading</h2>', 'Only a heading'],
    ['<div>One</div><div>Two</div>', 'One'],
    ['Loose <h2>Roads</h2> words', 'Loose'],
    ['<a href="https://x.example/"><h2>Roads</h2>Linked</a>', 'Linked'],
    ['Hall Street 1<br>Town', 'Hall Street 1 Town'],
    [
      '<ul><li><p>Monday</p><p>at ten</p></li><li>Friday<ul><li>noon</li></ul></li></ul>',
      'Monday · at ten · Friday · noon',
    ],
    ['<dl><dt>Open</dt><dd>Monday</dd></dl><table><tr><td>1</td></tr></table>', 'Open · Monday'],
    ['<details><summary>More</summary>Hidden words</details>', 'Hidden words'],
    ['', ''],
  ])('of %s is its first paragraph', (html, summary) => {
    expect(deriveSummary(html)).toBe(summary);
  });

  test('are of one block, or have a mark between two of a list or a table, whatever stands beside what', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 6 }), (blocks) => {
        const words: Word[] = [];
        const html = writeBlocks(blocks, 'loose', words);
        // A summary ends after some sixty of them.
        const told = deriveSummary(html).split(' · ').slice(0, 40);
        const best = KINDS.find((kind) => words.some((word) => word.kind === kind));
        const expected = words.filter(({ kind }) => kind === best).map(({ text }) => text);
        const isJoined = best === 'item' || best === 'cell';
        expect(told, html).toEqual(expected.slice(0, isJoined ? 40 : 1));
      }),
      { numRuns: 1000 },
    );
  });

  test('a short text is its own summary', () => {
    expect(deriveSummary('One\n\nline.')).toBe('One line.');
  });

  test('three hundred characters are short, one more is not', () => {
    expect(deriveSummary('字'.repeat(300))).toBe('字'.repeat(300));
    expect(deriveSummary('字'.repeat(301))).toBe(`${'字'.repeat(299)}…`);
  });

  test('a long text ends with its last whole sentence', () => {
    const sentence = 'The council met on Monday and talked about the bridge over the river for a long time.';
    expect(deriveSummary(`${sentence} ${'word '.repeat(100)}`)).toBe(`${sentence}…`);
  });

  test('an abbreviation’s full stop inside a number is no end of a sentence', () => {
    const text = `${'word '.repeat(20)}costs 1.5 million ${'word '.repeat(60)}`;
    expect(deriveSummary(text)).not.toContain('1.…');
  });

  test('without a sentence’s end in reach it ends with a whole word', () => {
    const summary = deriveSummary('department '.repeat(60));
    expect(summary).toMatch(/department…$/);
    expect([...summary].length).toBeLessThanOrEqual(300);
  });

  test('Chinese is cut at its sentences', () => {
    const sentence = `${'区'.repeat(99)}。`;
    expect(deriveSummary(`${sentence}${'会'.repeat(400)}`)).toBe(`${sentence}…`);
  });

  test('a character outside the basic plane is never cut in two', () => {
    expect(deriveSummary('😀'.repeat(400))).toBe(`${'😀'.repeat(299)}…`);
  });
});
