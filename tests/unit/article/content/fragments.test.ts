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

describe('a link of Markdown to a heading leads there', () => {
  const render = (contentMarkdown: string) => {
    const read = readContent({ contentMarkdown }, OWN);
    if (!read.ok) throw new Error(read.failure.code);
    return read.value.html;
  };

  test.each([
    ['What’s new?', 'whats-new'],
    ['What’s new?', 'what-s-new'],
    ['1.2 Roads & *bridges*', '12-roads--bridges'],
    ['1.2 Roads & *bridges*', '1-2-roads-bridges'],
    ['Ein schöner Tag', 'ein-schöner-tag'],
    ['Ein schöner Tag', 'ein-sch%C3%B6ner-tag'],
    ['Opening Times', 'Opening-Times'],
    ['会议要求', '会议要求'],
    ['`code_of` it', 'code_of-it'],
  ])('as generators call it: %s, #%s', (heading, name) => {
    const html = render(`[Go](#${name})\n\n## ${heading}\n\nText`);
    const [, id] = /<h2 id="([^"]*)">/.exec(html) ?? [];
    expect(id).toBe(`user-content-${decodeURIComponent(name)}`);
    expect(html).toContain(`<p><a href="#${encodeURIComponent(id ?? '')}">Go</a></p>`);
  });

  test('of several with one text to the one that is meant, and to none that is not there', () => {
    const html = render(
      '[1](#news) [2](#news-1) [3](#news-2) [n][n]\n\n## News\n\n### News\n\n## Old\n\n[n]: #old',
    );
    expect(html).toContain('<h2 id="user-content-news">News</h2>\n<h3 id="user-content-news-1">News</h3>');
    expect(html).toContain('<h2 id="user-content-old">Old</h2>');
    expect(html).toContain('<a>3</a>');
  });

  test('to the first of two that would have one name', () => {
    const html = render('[1](#news-1)\n\n## News\n\n## News\n\n## News 1\n\nText');
    expect(html.split('id="user-content-news-1"')).toHaveLength(2);
  });

  test('and headings that no link leads to have no name', () => {
    expect(render('## News\n\n[a](https://a.example/#news) [^1]\n\n[^1]: Note')).toContain('<h2>News</h2>');
  });
});
