import { describe, expect, test } from 'vitest';
import { deriveSummary, extractText } from '../../../../src/article/content/text.ts';

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
    ['<h2>Dates</h2><ul><li>Monday</li><li>Friday</li></ul>', 'Monday Friday'],
    ['<table><tr><td>1</td><td>2</td></tr></table>', '1 2'],
    ['<h2>Only a heading</h2>', 'Only a heading'],
    ['', ''],
  ])('of %s is its first paragraph', (html, summary) => {
    expect(deriveSummary(html)).toBe(summary);
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
