import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CONTENT_BYTES } from '../../../../src/article/article.ts';
import type { Content, ContentInput } from '../../../../src/article/content/content.ts';
import { readContent } from '../../../../src/article/content/content.ts';
import { ATTACKS } from '../../../fixtures/attacks.ts';
import { anyText } from '../../../support/arbitrary-text.ts';
import { countCases } from '../../../support/cases.ts';

const BASE = 'https://town.example/news/today';

function read(input: ContentInput): Content {
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
      '<ol type="a"><li value="5">x<sup>2</sup><sub>i</sub></li></ol>',
      '<figure><img src="https://a.example/i.png" alt="A bridge" width="10" height="5"><figcaption>f</figcaption></figure>',
      '<p><ruby>區<rp>(</rp><rt>qū</rt><rp>)</rp></ruby> <time datetime="2021-08-31">today</time></p>',
      '<details><summary>s</summary><p>d</p></details>',
      '<pre><code>a\n b</code></pre>',
    ].join('\n');
    expect(cleanHtml(html)).toBe(html);
  });

  test('what acts or decorates is taken away, its words stay', () => {
    const html = '<p class="x" style="color:red" onclick="f()" data-a="1">a <font color="red">b</font></p>';
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

  test('a footnote is a link there and back, whatever it is called', () => {
    const { html, text } = read({ contentMarkdown: 'a[^1] b[^注]\n\n[^1]: the note\n[^注]: 第二' });
    expect(html).toContain(
      '<sup><a href="#user-content-fn-1" id="user-content-fnref-1">1</a></sup> b' +
        '<sup><a href="#user-content-fn-%E6%B3%A8" id="user-content-fnref-注">2</a></sup>',
    );
    expect(html).toContain('<li id="user-content-fn-注">');
    expect(html).toContain('<p>the note <a href="#user-content-fnref-1">↩</a></p>');
    expect(text).toBe('a1 b2\n\nthe note\n\n第二');
  });
});

describe('what leads or works only inside of a page', () => {
  test.each([
    [
      'a contents list leads to its headings',
      '<p><a href=" #a b">x</a><a href="#a">A</a> <a href="#%E7%AC%AC">B</a></p><h2 id="a">A</h2><h2 id="第">B</h2>',
      '<p><a>x</a><a href="#user-content-a">A</a> <a href="#user-content-%E7%AC%AC">B</a></p>' +
        '<h2 id="user-content-a">A</h2><h2 id="user-content-第">B</h2>',
    ],
    [
      'of two places with one name the first is meant',
      '<p id="a">x</p><p id="a">y</p>',
      '<p id="user-content-a">x</p><p>y</p>',
    ],
    [
      'a name in the old way is one',
      '<p><a href="#n2" name="n1">1</a></p><p><a name="n2"></a>note</p>',
      '<p><a href="#user-content-n2" id="user-content-n1">1</a></p><p><a id="user-content-n2"></a>note</p>',
    ],
    [
      'what is only unwrapped keeps a name that is led to',
      '<p><a href="#s">S</a> <a href="#f">F</a></p><section id="s"><p>x</p></section><p><font id="f">y</font></p>',
      '<p><a href="#user-content-s">S</a> <a href="#user-content-f">F</a></p>' +
        '<div id="user-content-s"><p>x</p></div><p><span id="user-content-f">y</span></p>',
    ],
    [
      'what leads nowhere keeps its words alone',
      '<p><a href="#f">there</a> <a href="#">top</a> <a href="/e#f">elsewhere</a></p>',
      '<p><a>there</a> <a>top</a> <a href="https://town.example/e#f">elsewhere</a></p>',
    ],
    [
      'no name is one of the page’s or of its scripts',
      '<p id="content">a</p><p id="location">b</p><p id=" ">c</p><p id="d e">f</p>',
      '<p id="user-content-content">a</p><p id="user-content-location">b</p><p>c</p><p>f</p>',
    ],
  ])('%s', (_, html, expected) => {
    expect(cleanHtml(html)).toBe(expected);
  });

  test('the boxes of a list of tasks become characters', () => {
    const { text } = read({ contentMarkdown: '- [x] paid\n- [ ] sent' });
    expect(text).toContain('☑ paid');
    expect(text).toContain('☐ sent');
  });
});

describe('what cannot stay', () => {
  test.each([
    [
      'a film is a link by its title',
      '<p>a</p><iframe src="https://video.example/1" title=" The bridge "></iframe>',
      '<p>a</p><p><a href="https://video.example/1">The bridge</a></p>',
      ['iframe'],
    ],
    [
      'or by its host; amid a line it stays in the line',
      '<p>a <iframe data-src="//maps.example/2"></iframe> b</p>',
      '<p>a <a href="https://maps.example/2">maps.example</a> b</p>',
      ['iframe'],
    ],
    [
      'sound and film have their addresses inside',
      '<video controls><source src="a.mp4"></video><audio src="/b.mp3" title="Speech"></audio>',
      '<p><a href="https://town.example/news/a.mp4">town.example</a></p><p><a href="https://town.example/b.mp3">Speech</a></p>',
      ['video', 'audio'],
    ],
    [
      'documents, and what an object holds where it has no address',
      '<div><object data="/c.pdf"><p>no</p></object><object><param><embed src="/d.pdf"></object><object><p>words</p></object></div>',
      '<div><p><a href="https://town.example/c.pdf">town.example</a></p>' +
        '<p><a href="https://town.example/d.pdf">town.example</a></p><p>words</p></div>',
      ['object', 'embed'],
    ],
    [
      'what has no address goes, and so does one that acts',
      '<p>a<iframe srcdoc="x"></iframe><iframe src="javascript:f()" title="t"></iframe><video></video></p>',
      '<p>a</p>',
      ['iframe', 'video'],
    ],
    [
      'a film in a link is its name',
      '<a href="/x"><video src="/a.mp4" title="The film"></video></a>',
      '<a href="https://town.example/x">The film</a>',
      ['video'],
    ],
    [
      'a formula is its text',
      '<p>Let <math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math> and <math><semantics>' +
        '<mfrac><mrow><mn>1</mn><mo>+</mo><mi>x</mi></mrow><mn>2</mn></mfrac><annotation>tex</annotation></semantics></math></p>',
      '<p>Let E=mc<sup>2</sup> and (1+x)/2</p>',
      ['math'],
    ],
    [
      'sums, roots and systems too',
      '<math display="block"><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><msqrt><mi>a</mi><mi>b</mi></msqrt>' +
        '<mroot><mi>x</mi><mn>3</mn></mroot><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable></math>',
      '<p>∑<sub>i</sub><sup>n</sup>√(ab)<sup>3</sup>√x1 0</p>',
      ['math'],
    ],
    [
      'a drawing is its title and what is written in it',
      '<svg><title>Budget</title><style>x</style><g><text>2025</text><text><tspan>5</tspan> m</text></g></svg>' +
        '<svg aria-hidden="true"><text>icon</text></svg>',
      'Budget 2025 5 m',
      ['svg'],
    ],
    [
      'fields and scripts are nothing to read',
      '<p>a<button>Send</button><input><script>f()</script></p><style>p{}</style>',
      '<p>a</p>',
      ['button', 'input', 'script', 'style'],
    ],
    [
      'sections with text of their own are blocks, others only what they hold',
      '<section><section>一<b>二</b></section><section>三</section></section><center>A</center><center>B</center><main><p>C</p></main>',
      '<div>一<b>二</b></div><div>三</div><div>A</div><div>B</div><p>C</p>',
      [],
    ],
    [
      'boxes of a list of tasks become characters, other fields go',
      '<ul><li><input type="checkbox" checked> A</li><li><input type=checkbox disabled>B</li></ul><p>C<input name=d></p>',
      '<ul><li>☑ A</li><li>☐B</li></ul><p>C</p>',
      ['input'],
    ],
    [
      'a picture of an AMP page is one',
      '<p>A <amp-img src="/a.jpg" alt="B" width="4" height="3"><noscript><img src="/a.jpg"></noscript></amp-img></p>',
      '<p>A <img src="https://town.example/a.jpg" alt="B" width="4" height="3"></p>',
      [],
    ],
  ])('%s', (_, contentHtml, html, leftOut) => {
    expect(read({ contentHtml })).toMatchObject({ html, leftOut });
  });

  test.each([
    ['<img src="data:image/gif;base64,AA" data-src="/a.jpg">', '/a.jpg'],
    ['<img src="/spacer.gif" data-original="/a.jpg">', '/a.jpg'],
    ['<img src="/small.jpg" data-srcset="/s.jpg 300w, /a.jpg 900w,/m.jpg 600w">', '/a.jpg'],
    ['<img srcset="/s.jpg, /a.jpg 2x">', '/a.jpg'],
    ['<img srcset="/w_1,h_1/a.jpg 1x">', '/w_1,h_1/a.jpg'],
    ['<picture><source srcset="/s.webp 1x, /a.webp 2x"><img src="data:,"></picture>', '/a.webp'],
    ['<picture><source srcset="/s.webp"><img src="/a.jpg" srcset="/b.jpg 2x"></picture>', '/a.jpg'],
    ['<img data-src="/a.jpg"><noscript><img src="/a.jpg"><p>Turn scripts on</p></noscript>', '/a.jpg'],
    ['<noscript><img src="/a.jpg"><img width="1" height="1" src="/count"></noscript>', '/a.jpg'],
    ['<img src="/loading.jpg">', '/loading.jpg'],
  ])('the real picture of %s', (html, path) => {
    expect(cleanHtml(html)).toBe(`<img src="https://town.example${path}">`);
  });

  test('a picture that nobody else could reach is named', () => {
    expect(read({ contentHtml: '<p>a<img src="file:///c:/a.png"></p>' }).leftOut).toEqual(['img']);
  });

  test('nothing is named where everything stayed', () => {
    expect(read({ contentHtml: '<section><font>a</font><!-- x --></section>' }).leftOut).toEqual([]);
  });
});

describe('plain text', () => {
  test('a blank line parts paragraphs, a line end breaks the line, markup stays text', () => {
    expect(read({ contentText: 'a <b> & c\r\nd\r\n \r\n\r\ne' })).toEqual({
      html: '<p>a &#x3C;b> &#x26; c<br>d</p>\n<p>e</p>',
      text: 'a <b> & c\nd\n\ne',
      leftOut: [],
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
      '<text>',
      '<msup><mi>x</mi><mn>2</mn></msup>',
      '<iframe src="/f">',
      '<video src="/v">',
      '<p id="a">',
      '<section id="b">',
      '<a href="#a">',
      '<a href="#b">',
      '<img data-src="/i">',
      '<noscript>',
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
    anyText({ maxLength: 8 }),
  );

  test('sanitised content stays as it is when it is sanitised again', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30, size: 'max' }), (pieces) => {
        const first = readContent({ contentHtml: `x${pieces.join('')}` }, BASE);
        if (!first.ok) return;
        const { html, text } = first.value;
        expect(readContent({ contentHtml: html }, 'https://other.example/')).toEqual({
          ok: true,
          value: { html, text, leftOut: [] },
        });
      }),
      { numRuns: countCases(500) },
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
