import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../bin/gazette/read/document.mjs';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../fixtures/import', name), 'utf8');

function readEntries(name: string) {
  const document = readDocument(fixture(name));
  if ('pages' in document) throw new Error('a sitemap');
  return document;
}

describe('RSS', () => {
  const { kind, entries } = readEntries('town.rss');

  test('an item gives everything that it says', () => {
    expect(kind).toBe('RSS');
    expect(entries[0]).toEqual({
      id: 'town-17',
      link: 'https://town.example/news/roads',
      title: 'Roads & bridges: what is next',
      html: '<p>The bridge opens. <a href="https://town.example/plans.pdf">Plans</a> <img src="https://town.example/news/bridge.jpg"></p>',
      summary: 'The short of it all.',
      date: 'Tue, 31 Aug 2021 21:35:07 +0800',
      language: 'en-gb',
      authors: ['Press office'],
      categories: [
        { name: 'Roads', slug: null },
        { name: 'Économie locale', slug: null },
      ],
      attachments: [
        { url: 'https://town.example/plans.pdf', mimeType: 'application/pdf', sizeBytes: 1234 },
        { url: 'https://town.example/news/audio/council.mp3', mimeType: 'audio/mpeg' },
      ],
      image: 'https://town.example/bridge.jpg',
      source: { name: 'County news', url: 'https://county.example/rss' },
    });
  });

  test('a guid is the link where there is no other, and an author is a name rather than an address', () => {
    expect(entries[1]).toMatchObject({
      id: 'https://town.example/short/2',
      link: 'https://town.example/short/2',
      title: '',
      html: 'Only a description, without a title or a date.',
      date: '',
      authors: ['News desk'],
    });
  });

  test('RSS 1.0 keeps its items beside the channel', () => {
    expect(readEntries('town-rdf.xml').entries).toMatchObject([
      {
        id: 'https://town.example/news/1',
        title: 'Library opens',
        html: 'On Sundays too.',
        date: '2005-03-01T10:00:00+01:00',
        categories: [{ name: 'Culture' }],
      },
    ]);
  });
});

describe('Atom', () => {
  const { entries } = readEntries('district.atom');

  test('XHTML content becomes HTML, its links resolved by the nearest xml:base', () => {
    expect(entries[0]?.html).toBe(
      '<p>会议 &amp; <a href="https://files.example/a.html" title="&quot;x&quot;">全文</a><br>完</p>',
    );
  });

  test('an entry gives its id, link, first date, language, category, enclosure and the feed’s author', () => {
    expect(entries[0]).toMatchObject({
      id: 'tag:district.example,2021:1',
      link: 'https://district.example/news/1.html',
      title: 'A <b> title',
      summary: '短讯',
      date: '2021-08-31T21:35:07+08:00',
      language: 'zh-CN',
      authors: ['District office'],
      categories: [{ name: '经济', slug: 'economy' }],
      attachments: [
        {
          url: 'https://district.example/files/1.pdf',
          mimeType: 'application/pdf',
          title: 'Annex',
          sizeBytes: 77,
        },
      ],
    });
  });

  test('text stays text, its paragraphs apart', () => {
    expect(entries[1]).toMatchObject({
      title: 'Plain <title>',
      html: '<p>First &lt;paragraph&gt;.</p>\n<p>Second.</p>',
      date: '2021-09-01T00:00:00.250Z',
      authors: ['Guest'],
    });
  });
});

describe('JSON Feed', () => {
  const { entries } = readEntries('town.feed.json');

  test('version 1 and 1.1 are read, relative addresses resolved', () => {
    expect(entries[0]).toMatchObject({
      id: '17',
      link: 'https://town.example/news/17',
      html: '<p>On <a href="https://town.example/sundays">Sundays</a>.</p>',
      image: 'https://town.example/library.jpg',
      authors: ['Press office'],
      categories: [{ name: 'Culture', slug: null }],
      attachments: [{ url: 'https://town.example/hours.pdf', mimeType: 'application/pdf', sizeBytes: 12 }],
    });
  });

  test('of this service’s own feed the officials do not become categories', () => {
    expect(entries[1]).toMatchObject({
      html: '<p>One &amp; all.<br>Next line.</p>\n<p>Second paragraph.</p>',
      authors: ['Guest'],
      categories: [{ name: 'Roads', slug: 'roads' }],
    });
  });

  test('other JSON is refused', () => {
    expect(() => readDocument('{"items":[]}')).toThrow('no JSON Feed');
    expect(() => readDocument('{"items":')).toThrow('is not JSON');
  });
});

describe('a WordPress export', () => {
  const { entries, skipped, warnings } = readEntries('blog.wxr.xml');

  test('gives published posts alone and counts what it leaves out', () => {
    expect(entries.map(({ title }) => title)).toEqual(['Bridge opens', 'Blocks']);
    expect(skipped).toEqual({ file: 1, 'draft post': 1, 'post with a password': 1, page: 1 });
  });

  test('a post has its author’s name, its categories without tags, its picture and its time in UTC', () => {
    expect(entries[0]).toMatchObject({
      id: 'https://blog.example/?p=17',
      link: 'https://blog.example/2021/08/bridge/',
      summary: 'A short word',
      date: '2021-08-31T13:35:07Z',
      authors: ['Press office'],
      categories: [
        { name: 'Roads', slug: 'local-roads' },
        { name: '教育', slug: '%e6%95%99%e8%82%b2' },
      ],
      image: 'https://blog.example/wp-content/bridge.jpg',
    });
  });

  test('a text without paragraphs gets them, captions and embedded addresses become HTML', () => {
    expect(entries[0]?.html).toBe(
      [
        '<p>First line<br>\nand the next.</p>',
        '<figure><img src="https://blog.example/b.jpg"> The bridge</figure>',
        '<h2>Then</h2>',
        '<p><a href="https://video.example/1">https://video.example/1</a></p>',
        '<p>[gallery ids="1,2"]</p>',
      ].join('\n'),
    );
    expect(warnings).toEqual(['the shortcode [gallery] was left in the text as it is']);
  });

  test('a text of blocks stays as it is, and a date of zeros is none', () => {
    expect(entries[1]?.html).toContain('<p>One.</p>\n\ntwo');
    expect(entries[1]?.date).toBe('2021-09-01 08:00:00');
  });
});

describe('a sitemap', () => {
  test('gives each page once, with what its news extension says', () => {
    expect(readDocument(fixture('sitemap.xml'))).toEqual({
      kind: 'sitemap',
      pages: [
        {
          url: 'https://town.example/news/roads',
          title: 'Roads',
          date: '2021-08-31T13:35:07Z',
          modified: '2021-09-02',
        },
        { url: 'https://town.example/news/library/?a=1&b=2', title: '', date: '', modified: '' },
      ],
    });
  });

  test('a list of sitemaps names what to import instead', () => {
    const index = '<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>';
    expect(() => readDocument(index)).toThrow('https://a.example/1.xml');
  });
});

describe('what is no feed is refused in words', () => {
  test.each([
    ['hello', 'neither XML nor JSON'],
    ['<!DOCTYPE html><html></html>', 'a web page'],
    ['<opml/>', 'it begins with <opml>'],
    ['<rss version="2.0"/>', 'RSS without a channel'],
    ['<feed/>', 'not Atom 1.0'],
  ])('%s', (text, words) => {
    expect(() => readDocument(text)).toThrow(words);
  });
});
