import { describe, expect, test } from 'vitest';
import { extractFields } from '../../support/extract-fields.ts';

const TEXT = '<p>The old bridge is closed until spring, the council said.</p>';

function read(jsonLd: string) {
  const page = `<html><head><title>Elsewhere</title><script type="application/ld+json">${jsonLd}</script></head><body><main><h1>Bridge</h1>${TEXT}</main></body></html>`;
  return extractFields(page, 'text/html', {
    timezone: 'UTC',
    directory: [],
    baseUrl: 'https://town.example/a/b',
  });
}

describe('JSON-LD', () => {
  test('is read where its script has no type, and no other script is taken for it', () => {
    const page = (script: string) =>
      extractFields(
        `<html><head>${script}</head><body><main><h1>Bridge</h1>${TEXT}</main></body></html>`,
        'text/html',
        { timezone: 'UTC', directory: [] },
      ).datePublished;
    const json = '{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2024-02-03"}';
    expect(page(`<script>\n ${json}</script>`)).toBe('2024-02-03T00:00:00Z');
    expect(page(`<script>state(${json})</script>`)).toBeUndefined();
    expect(page(`<script type="text/x-template">${json}</script>`)).toBeUndefined();
  });

  test('is read where it names neither author nor image nor publisher, and the short text of <main> with it', () => {
    const page = read(
      '{"@type":"NewsArticle","headline":"Bridge closed","datePublished":"2024-02-03T04:05:06Z"}',
    );
    expect(page).toMatchObject({
      title: 'Bridge closed',
      datePublished: '2024-02-03T04:05:06Z',
      contentHtml: TEXT,
    });
  });

  test('names what the page shows where its headline describes it, and else has the title in its headline', () => {
    const node = { '@type': 'Article', headline: 'place of crossing in Ham' };
    expect(read(JSON.stringify({ ...node, name: 'Bridge' })).title).toBe('Bridge');
    expect(read(JSON.stringify({ ...node, name: 'Ferry' })).title).toBe('place of crossing in Ham');
    expect(read(JSON.stringify(node)).title).toBe('place of crossing in Ham');
  });

  test('is read where a graph tells of the author, the image and the publisher by their @id', () => {
    const page = read(
      JSON.stringify({
        '@graph': [
          { '@type': 'WebPage', name: 'Page' },
          {
            '@type': ['Article', 'NewsArticle'],
            headline: 'Bridge closed',
            author: [{ '@id': '#p' }, 'Jo Roe'],
            publisher: { '@id': '#o' },
            image: { '@id': '#i' },
          },
          { '@type': 'Person', '@id': '#p', name: 'Jane Doe' },
          { '@type': 'Organization', '@id': '#o', name: 'Town', url: 'https://town.example/' },
          { '@type': 'ImageObject', '@id': '#i', url: '/i.jpg' },
        ],
      }),
    );
    expect(page).toMatchObject({
      title: 'Bridge closed',
      authors: [{ name: 'Jane Doe' }, { name: 'Jo Roe' }],
      source: { name: 'Town', url: 'https://town.example/' },
      image: 'https://town.example/i.jpg',
    });
  });

  test.each([
    ['escaped for HTML', '{"@type":"NewsArticle","headline":"Fish &amp; <b>chips</b>"}', 'Fish & chips'],
    ['in CDATA', '/*<![CDATA[*/{"@type":"NewsArticle","headline":"Fish"}/*]]>*/', 'Fish'],
    ['with a line end in a text', '{"@type":"NewsArticle","headline":"Fish\nchips"}', 'Fish chips'],
    ['with a semicolon behind it', '{"@type":"NewsArticle","headline":"Fish"};', 'Fish'],
  ])('is read %s', (_, jsonLd, title) => {
    expect(read(jsonLd).title).toBe(title);
  });
});

describe('what stands above a text', () => {
  const fieldsOf = (line: string) => {
    const text = `A story about a bridge\n${line}\nThe old bridge is closed.`;
    const {
      title: _,
      officials: __,
      suggestedOfficials: ___,
      ...fields
    } = extractFields(text, 'text/plain', {
      timezone: 'Asia/Shanghai',
      directory: [],
    });
    return fields;
  };

  test.each([
    ['发布时间 2021-08-31', { datePublished: '2021-08-31T00:00:00+08:00' }],
    [
      '来源：河岸社 | 2021-08-31 08:00',
      { datePublished: '2021-08-31T08:00:00+08:00', source: { name: '河岸社', url: null } },
    ],
    [
      'Posted on August 31, 2021 by Jane Doe',
      { datePublished: '2021-08-31T00:00:00+08:00', authors: [{ name: 'Jane Doe' }] },
    ],
  ])('%s tells about the article', (line, expected) => {
    expect(fieldsOf(line)).toEqual({ ...expected, contentText: 'The old bridge is closed.' });
  });
});

describe('Markdown', () => {
  const read = (text: string) => extractFields(text, 'text/markdown', { timezone: 'UTC', directory: [] });

  test('with front matter gives its title, date and author, and the text without it', () => {
    expect(
      read(
        '---\ntitle: "Bridge closed"\ndate: 2024-05-01T10:00:00+02:00\nauthor: Jane Doe\ntags: [a, b]\n---\n\nUntil *spring*.',
      ),
    ).toMatchObject({
      title: 'Bridge closed',
      datePublished: '2024-05-01T10:00:00+02:00',
      authors: [{ name: 'Jane Doe' }],
      contentHtml: '<p>Until <em>spring</em>.</p>',
    });
  });

  test('between two rules stays a text', () => {
    expect(read('---\n\nA text.\n\n---\n\nAnother.').contentHtml).toContain('A text.');
  });
});
