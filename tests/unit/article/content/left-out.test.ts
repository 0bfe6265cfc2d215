import { html } from 'parse5';
import { describe, expect, test } from 'vitest';
import { readContent } from '../../../../src/article/content/content.ts';

/** What the parser treats apart, what it does not, and what nobody has written for twenty years. */
const NAMES = [
  ...new Set([
    ...Object.values<string>(html.TAG_NAMES),
    ...'abbr area article audio bdi bdo big blink canvas cite code data datalist del dfn dir element fencedframe'.split(
      ' ',
    ),
    ...'figcaption font ins isindex kbd label legend map mark math menuitem meter multicol output picture'.split(
      ' ',
    ),
    ...'progress q samp search selectedcontent shadow slot small spacer strike strong sub sup svg time'.split(
      ' ',
    ),
    ...'tt u var video xmp x-card amp-img Chart'.split(' '),
  ]),
];
/** Around the element; `%` is its place. */
const PLACES = [
  '%',
  '<p>%</p>',
  '<div><span>%</span></div>',
  '<a href="https://a.example/">%</a>',
  '<ul><li>%</li></ul>',
  '<ul>%</ul>',
  '<table><tr><td>%</td></tr></table>',
  '<table>%</table>',
  '<figure>%</figure>',
  '<details>%</details>',
  '<object>%</object>',
  '<picture>%</picture>',
  '<video>%</video>',
  '<noscript>%</noscript>',
  '<map>%</map>',
  '<ruby>%</ruby>',
  '<form>%</form>',
  '<math>%</math>',
  '<svg>%</svg>',
];

function clean(contentHtml: string) {
  const result = readContent(
    { contentHtml: `<p>Before</p>${contentHtml}<p>After</p>` },
    'https://a.example/',
  );
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

/** What no reader would have seen. */
const UNSEEN = ['script', 'style', 'template'];

describe('an element with words in it', () => {
  test.each(NAMES.filter((name) => !UNSEEN.includes(name)))(
    'keeps them or is named, wherever it stands: %s',
    (name) => {
      for (const place of PLACES) {
        const written = place.replace('%', `<${name} title="Name">Words</${name}>`);
        const { html, leftOut } = clean(written);
        const isTold = html.includes('Words') || leftOut.length > 0;
        expect({ written, html, leftOut, isTold }).toMatchObject({ isTold: true });
      }
    },
  );

  test.each(NAMES)('takes nothing along of what stands beside it: %s', (name) => {
    for (const place of PLACES) {
      const written = place.replace('%', `<${name}>Words</${name}>`);
      // Its end is none: whatever follows is in it.
      if (/plaintext|frameset/.test(written)) continue;
      expect({ written, text: clean(written).text }).toMatchObject({
        text: expect.stringMatching(/^Before[\s\S]*After$/),
      });
    }
  });
});

describe('what leads somewhere', () => {
  test.each(['iframe', 'video', 'audio', 'embed', 'area'])(
    'is a link by its name, and is named: %s',
    (name) => {
      const address = name === 'area' ? 'href' : 'src';
      const { html, leftOut } = clean(`<${name} title="The bridge" ${address}="/b">`);
      expect({ html, leftOut }).toEqual({
        html: expect.stringContaining('<a href="https://a.example/b">The bridge</a>'),
        leftOut: [name],
      });
    },
  );

  test.each([
    '<iframe src="about:blank" data-src="/b" title="The bridge"></iframe>',
    '<iframe src="javascript:x()" data-src="/b" title="The bridge"></iframe>',
    '<video src="blob:https://a.example/1" title="The bridge"><source src="/b"></video>',
    '<video title="The bridge"><source src="data:video/mp4,x"><source src="/b"></video>',
  ])('by the first of its addresses that is one of the web: %s', (written) => {
    expect(clean(written).html).toContain('<a href="https://a.example/b">The bridge</a>');
  });

  test('the parts of a picture are links apart, by their descriptions', () => {
    const { html, text } = clean(
      '<p><img src="/m.png" alt="Map" usemap="#m"></p><map name="m"><area href="/n" alt="North"><area href="/s" alt="South"><area nohref></map>',
    );
    expect(html).toContain('<a href="https://a.example/n">North</a> <a href="https://a.example/s">South</a>');
    expect(text).toContain('North South');
  });
});

describe('a section of CDATA', () => {
  test.each([
    ['<p>a <![CDATA[b & <b>c</b>]]> d</p>', '<p>a b &#x26; <b>c</b> d</p>'],
    ['<![CDATA[<p>a</p>]]><![CDATA[<p>b]]&gt;</p>]]>', '<p>a</p><p>b]]></p>'],
    ['<p>a]]></p><![CDATA[<script>x()</script>b]]>', '<p>a]]></p>b'],
    ['<p>a</p><pre>&lt;![CDATA[b]]&gt;</pre>', '<p>a</p><pre>&#x3C;![CDATA[b]]></pre>'],
  ])('is what it holds: %s', (written, html) => {
    expect(clean(written).html).toBe(`<p>Before</p>${html}<p>After</p>`);
  });
});
