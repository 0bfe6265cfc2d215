import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { readContent } from '../../../../src/article/content/content.ts';
import { leadToPage } from '../../../../src/article/content/fragments.ts';

const OWN = 'https://gazette.example/articles/roads';

describe('a link to a place of the same text', () => {
  const html =
    '<p><a title="&#x3C;a href=&#x22;#x" href="#user-content-a" lang="en">A</a> a href="#user-content-a"</p>';

  test('leads to the article’s page where the text stands elsewhere', () => {
    expect(leadToPage(html, OWN, true)).toBe(html.replace('"#user', `"${OWN}#user`));
  });

  test('leads to the place on the page that the text came from, as it is called there', () => {
    expect(leadToPage(html, 'https://town.example/?p=1&l=en#top', false)).toBe(
      html.replace('"#user-content-a"', '"https://town.example/?p=1&#x26;l=en#a"'),
    );
  });

  const text = fc.oneof(
    fc.constantFrom('<a href="#a', '" href="#a"', '"', '<', '&', '>', '#a', 'href="#', "'", '<a '),
    fc.string({ maxLength: 5 }),
  );
  const value = fc.array(text, { maxLength: 4 }).map((parts) => parts.join(''));

  test('is told from everything that only looks like one', () => {
    const quote = (part: string) =>
      part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { maxLength: 4 }), (parts) => {
        const links = parts.map(
          ([title, lang, words]) =>
            `<p lang="${quote(lang)}" title="${quote(title)}"><a title="${quote(title)}" href="#a" dir="ltr">x</a>${quote(words)}</p>`,
        );
        const read = readContent({ contentHtml: `<p id="a">x</p>${links.join('')}` }, OWN);
        if (!read.ok) throw new Error(read.failure.code);
        const led = leadToPage(read.value.html, OWN, true);
        const listHrefs = (markup: string) =>
          [
            ...JSON.stringify(parseFragment(markup), (key, item) =>
              key === 'parentNode' ? undefined : item,
            ).matchAll(/"name":"href","value":"(.*?)"/g),
          ].map(([, href]) => href);
        expect(listHrefs(led)).toEqual(parts.map(() => `${OWN}#user-content-a`));
        expect(led.replaceAll(`"${OWN}#user`, '"#user')).toBe(read.value.html);
      }),
    );
  });
});
