import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CONTENT_BYTES } from '../../../src/article/article.ts';
import type { ContentInput } from '../../../src/article/content.ts';
import { readContent } from '../../../src/article/content.ts';
import { ATTACKS } from '../../fixtures/attacks.ts';

const BASE = 'https://town.example/news/today';

function read(input: ContentInput): { html: string; text: string } {
  const result = readContent(input, BASE);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function cleanHtml(html: string): string {
  return read({ contentHtml: html }).html;
}

function readErrors(input: ContentInput) {
  const result = readContent(input, BASE);
  return result.ok || result.failure.code !== 'invalid' ? [] : result.failure.errors;
}

describe('HTML', () => {
  test('words and their structure stay as they were written', () => {
    const html = [
      '<h2>Roads</h2>',
      '<p lang="de" dir="ltr">Ein <em>Satz</em> mit <a href="https://a.example/" title="t">Link</a>.</p>',
      '<table><caption>c</caption><tbody><tr><th scope="row">a</th><td colspan="2">b</td></tr></tbody></table>',
      '<ol start="3" reversed><li>x</li></ol>',
      '<figure><img src="https://a.example/i.png" alt="A bridge" width="10" height="5"><figcaption>f</figcaption></figure>',
      '<p><ruby>區<rp>(</rp><rt>qū</rt><rp>)</rp></ruby> <time datetime="2021-08-31">today</time></p>',
      '<details><summary>s</summary><p>d</p></details>',
      '<pre><code>a\n b</code></pre>',
    ].join('\n');
    expect(cleanHtml(html)).toBe(html);
  });

  test('what acts or decorates is taken away, its words stay', () => {
    const html =
      '<p class="x" id="y" style="color:red" onclick="f()" data-a="1">a <font color="red">b</font></p>';
    expect(cleanHtml(html)).toBe('<p>a b</p>');
    expect(cleanHtml('<p>a</p><form><input value="v"><button>Send</button></form>')).toBe('<p>a</p>');
  });

  test('addresses become absolute', () => {
    expect(cleanHtml('<p><a href="/a?b=1&c=2">x</a><img src="i.png" alt=""></p>')).toBe(
      '<p><a href="https://town.example/a?b=1&#x26;c=2">x</a><img src="https://town.example/news/i.png" alt=""></p>',
    );
  });

  test('links by mail and telephone stay; an image as data goes', () => {
    expect(
      cleanHtml(
        '<p><a href="mailto:a@b.example">m</a><a href="tel:+441">t</a><img src="data:image/png;base64,AA"></p>',
      ),
    ).toBe('<p><a href="mailto:a@b.example">m</a><a href="tel:+441">t</a></p>');
  });

  test('characters that no feed can carry are removed, in text and as references', () => {
    expect(cleanHtml('<p title="a\u0007b">a\u0000b\u000bc\ud800d\ufffe&#11;&#xFFFF;😀</p>')).toBe(
      '<p title="ab">abcd😀</p>',
    );
  });

  test('a table’s parts without a table are only their words', () => {
    expect(cleanHtml('<tr><td>a</td></tr>')).toBe('a');
  });
});

describe('Markdown', () => {
  test('GitHub’s dialect is understood', () => {
    const { html, text } = read({
      contentMarkdown: '# T\n\na **b** ~~c~~ [d](/e)\n\n| x | y |\n|---|---|\n| 1 | 2 |\n',
    });
    expect(html).toContain(
      '<h1>T</h1>\n<p>a <strong>b</strong> <del>c</del> <a href="https://town.example/e">d</a></p>',
    );
    expect(html).toContain('<td>1</td>');
    expect(text).toContain('a b c d');
  });

  test('HTML in it is sanitised like any other', () => {
    expect(read({ contentMarkdown: 'a <b onclick="f()">b</b> <script>c</script>' }).html).toBe(
      '<p>a <b>b</b> </p>',
    );
  });

  test('a footnote keeps its number and its words, without links that lead nowhere', () => {
    const { html } = read({ contentMarkdown: 'a[^1]\n\n[^1]: the note' });
    expect(html).toContain('<p>a<sup>1</sup></p>');
    expect(html).toContain('the note');
    expect(html).not.toContain('<a');
  });
});

describe('what leads or works only inside of a page', () => {
  test('a link to a place of the same text keeps its words alone', () => {
    expect(cleanHtml('<p><a href=" #f">there</a> <a href="/e#f">elsewhere</a></p>')).toBe(
      '<p><a>there</a> <a href="https://town.example/e#f">elsewhere</a></p>',
    );
  });

  test('the boxes of a list of tasks become characters', () => {
    const { text } = read({ contentMarkdown: '- [x] paid\n- [ ] sent' });
    expect(text).toContain('☑ paid');
    expect(text).toContain('☐ sent');
  });
});

describe('plain text', () => {
  test('a blank line parts paragraphs, a line end breaks the line, markup stays text', () => {
    expect(read({ contentText: 'a <b> & c\r\nd\r\n \r\n\r\ne' })).toEqual({
      html: '<p>a &#x3C;b> &#x26; c<br>d</p>\n<p>e</p>',
      text: 'a <b> & c\nd\n\ne',
    });
  });
});

describe('refusals', () => {
  test('content without text and image is an error of the field that was given', () => {
    expect(readErrors({ contentHtml: '<p> </p><script>x</script>' })[0]?.pointer).toBe('/content_html');
    expect(readErrors({ contentHtml: '<p title="<img ">&nbsp;</p>' })[0]?.pointer).toBe('/content_html');
    expect(readErrors({ contentMarkdown: '<!-- -->' })[0]?.pointer).toBe('/content_markdown');
    expect(readErrors({ contentText: ' \n\n ' })[0]?.pointer).toBe('/content_text');
  });

  test('an image alone is content', () => {
    expect(cleanHtml('<img src="/a.png">')).toBe('<img src="https://town.example/a.png">');
  });

  test('256 KiB are content, one byte more is an error', () => {
    const full = 'é'.repeat((MAX_CONTENT_BYTES - 8) / 2);
    expect(cleanHtml(`<p>${full}a</p>`)).toHaveLength(full.length + 8);
    expect(readErrors({ contentHtml: `<p>${full}ab</p>` })).toEqual([
      { pointer: '/content_html', code: 'content_too_large', maxBytes: 256 * 1024 },
    ]);
  });
});

describe('hostile content', () => {
  const scripts =
    /<script|javascript:|\son\w+\s*=\s*["']?[^"'>]*\(|<iframe|<svg|<style|<object|<embed|data:/i;

  test.each(ATTACKS)('%s becomes harmless', (attack) => {
    const result = readContent({ contentHtml: `<p>x</p>${attack}` }, BASE);
    if (!result.ok) throw new Error('refused');
    // Attribute values and text are inert: only what stands as markup counts.
    const markup = result.value.html.replace(/ (?:title|alt)="[^"]*"/g, '').replace(/>[^<]*</g, '><');
    expect(markup).not.toMatch(scripts);
    expect(cleanHtml(result.value.html)).toBe(result.value.html);
  });

  const piece = fc.oneof(
    fc.constantFrom(...ATTACKS),
    fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<a href="/x">',
      '</a>',
      '<b>',
      '</b>',
      '<pre>\n\n',
    ),
    fc.constantFrom(
      '<select>',
      '<option>',
      '<math>',
      '<svg>',
      '<title>',
      '<!--',
      '-->',
      '<li>',
      '<dd>',
      '<template>',
      '<h1>',
    ),
    fc.constantFrom(
      '<form>',
      '<button>',
      '<object>',
      '<ruby>',
      '<rt>',
      '<details>',
      '<summary>',
      '<caption>',
      '<col>',
      '<xmp>',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );

  test('sanitised content stays as it is when it is sanitised again', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const first = readContent({ contentHtml: `x${pieces.join('')}` }, BASE);
        if (!first.ok) return;
        expect(readContent({ contentHtml: first.value.html }, 'https://other.example/')).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['elements', { contentHtml: '<div>'.repeat(100_000) }],
    [
      'elements that mend one another',
      {
        contentHtml: `${Array.from({ length: 150 }, (_, i) => `<b x=${i}>`).join('')}${'<p>'.repeat(200_000)}`,
      },
    ],
    ['quotes', { contentMarkdown: '>'.repeat(100_000) }],
    ['lists', { contentMarkdown: Array.from({ length: 300 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n') }],
    ['emphasis', { contentMarkdown: `${'*a '.repeat(1900)}${'a* '.repeat(1900)}` }],
    ['brackets', { contentMarkdown: '['.repeat(200_000) }],
  ])('%s without end are refused', (_, input) => {
    expect(readErrors(input)).toHaveLength(1);
  });

  test('a flat article of very many elements is content', () => {
    expect(cleanHtml(`<x>${'<br>'.repeat(49_000)}a</x>`)).toHaveLength(49_000 * 4 + 1);
  });
});
