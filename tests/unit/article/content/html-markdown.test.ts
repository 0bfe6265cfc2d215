import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContent } from '../../../../src/article/content/content.ts';
import { writeMarkdown } from '../../../../src/article/content/html-markdown.ts';
import { escapeHtml } from '../../../../src/article/content/plain-text.ts';
import { extractText } from '../../../../src/article/content/text.ts';
import { countCases } from '../../../support/cases.ts';

describe('content as Markdown', () => {
  it.each([
    ['<p>a</p><p>b<br>c</p>', 'a\n\nb\\\nc\n'],
    ['<h1>A <em>b</em></h1><h3>c</h3>', '# A *b*\n\n### c\n'],
    ['<p><strong> a </strong>b <em></em><del>c</del></p>', '**a** b ~~c~~\n'],
    [
      '<ol start="3"><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>',
      '3. a\n\n   - b\n4. c\n\n   d\n',
    ],
    ['<blockquote><p>a</p><p>b</p></blockquote><hr>', '> a\n>\n> b\n\n---\n'],
    ['<pre><code>a\n  `b`\n```\n</code></pre>', '````\na\n  `b`\n```\n````\n'],
    [
      '<p><code>a`b</code> <a href="https://a.example/(b)">c</a></p>',
      '`` a`b `` [c](https://a.example/%28b%29)\n',
    ],
    [
      '<figure><img src="https://a.example/b.jpg" alt="C [d]"><figcaption>E</figcaption></figure>',
      '![C \\[d\\]](https://a.example/b.jpg)\n\nE\n',
    ],
    [
      '<table><caption>T</caption><tr><th>a|b</th><th>c</th></tr><tr><td><p>d</p></td></tr></table>',
      'T\n\n| a\\|b | c |\n| --- | --- |\n| d |  |\n',
    ],
    [
      '<p>1. a # b</p><p># c</p><p>- d_e _f_ &amp;lt; &lt;b&gt; *</p>',
      '1\\. a # b\n\n\\# c\n\n\\- d_e \\_f\\_ \\&lt; \\<b> \\*\n',
    ],
    ['', ''],
  ])('of %s is readable', (html, markdown) => {
    expect(writeMarkdown(html)).toBe(markdown);
  });

  it('says what the article says once it is read again, whatever characters it holds', () => {
    const words = fc
      .array(
        fc.constantFrom(
          'a',
          'Bo',
          '经济',
          ' ',
          '*',
          '_',
          '`',
          '[',
          ']',
          '(',
          '<',
          '>',
          '&',
          '&amp;',
          '#',
          '+',
          '-',
          '1.',
          '2)',
          '|',
          '~',
          '\\',
          '!',
          '=',
          '---',
          'مرحبا',
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((parts) => escapeHtml(parts.join('')));
    const blocks = fc.oneof(
      words.map((text) => `<p>${text}</p>`),
      words.map((text) => `<h2>${text}</h2>`),
      fc.tuple(words, words).map(([one, two]) => `<ul><li>${one}</li><li>${two}</li></ul>`),
      fc
        .tuple(words, words)
        .map(([one, two]) => `<ol><li>${one}<blockquote><p>${two}</p></blockquote></li></ol>`),
      fc.tuple(words, words).map(([one, two]) => `<table><tr><th>${one}</th><th>${two}</th></tr></table>`),
      fc.tuple(words, words).map(([one, two]) => `<p><a href="https://a.example/">${one}</a><br>${two}</p>`),
      words.map((text) => `<pre>${text}</pre>`),
      words.map((text) => `<p>x <code>${text}</code> y</p>`),
    );
    const fold = (html: string) => extractText(html).replace(/\s+/g, '');
    fc.assert(
      fc.property(fc.array(blocks, { minLength: 1, maxLength: 4 }), (parts) => {
        const html = parts.join('');
        // An article says something.
        fc.pre(fold(html) !== '');
        const read = readContent({ contentMarkdown: writeMarkdown(html) }, 'https://a.example');
        expect(read.ok ? fold(read.value.html) : read).toBe(fold(html));
      }),
      { numRuns: countCases(600) },
    );
  });
});
