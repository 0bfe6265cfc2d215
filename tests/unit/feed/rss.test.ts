import { describe, expect, it } from 'vitest';
import type { PublishedArticle } from '../../../src/article/article.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import { makeArticle, makeDocument, makeImage, SETTINGS } from '../../support/feed-documents.ts';

function render(fields: Partial<PublishedArticle>): string {
  return renderFeed(makeDocument({ articles: [makeArticle(fields)] }), SETTINGS, 'rss');
}

const withoutCdata = (xml: string) => xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');

/** What stands between an item's tags, one element a line. */
function listElements(rss: string): readonly string[] {
  const item = /<item[^>]*>([\s\S]*)<\/item>/.exec(withoutCdata(rss))?.[1] ?? '';
  return [...item.matchAll(/<([a-z:A-Z]+)[ >]/g)].map((match) => match[1] ?? '');
}

const PDF = {
  url: 'https://files.example/a.pdf',
  mimeType: 'application/pdf',
  title: 'A & B',
  sizeInBytes: 5,
};

describe('an RSS item', () => {
  it('has its summary before its content, which some readers ask for', () => {
    expect(listElements(render({ attachments: [PDF] }))).toEqual([
      'title',
      'link',
      'guid',
      'pubDate',
      'description',
      'content:encoded',
      'category',
      'category',
      'enclosure',
      'dc:creator',
    ]);
  });

  it('has its content as its description where there is no summary', () => {
    const rss = render({ summary: '' });
    expect(listElements(rss)).not.toContain('content:encoded');
    expect(rss).toContain('<description><![CDATA[<p>After two years');
  });

  it('never has an author element, which must be a mail address', () => {
    expect(render({ authors: [{ name: 'A' }, { name: 'B' }] })).not.toMatch(/<author>/);
  });

  it('names every author and every official who is one, each once', () => {
    const rss = render({
      authors: [{ name: 'A' }, { name: 'B' }, { name: 'A' }],
      officials: [
        { slug: 'b', name: 'B', role: null, office: null, relation: 'author' },
        { slug: 'c', name: 'C', role: null, office: null, relation: 'author' },
        { slug: 'd', name: 'D', role: null, office: null, relation: 'quoted' },
      ],
    });
    expect([...rss.matchAll(/<dc:creator>(.*?)</g)].map((match) => match[1])).toEqual(['A', 'B', 'C']);
  });

  it('tells when it was changed only if it was', () => {
    expect(render({})).not.toContain('atom:updated');
    expect(render({ modifiedAt: Date.UTC(2021, 8, 1) })).toContain('<atom:updated>2021-09-01T00:00:00.000Z<');
  });

  it('has one enclosure, with length 0 where nobody knows it', () => {
    const rss = render({
      attachments: [
        { ...PDF, sizeInBytes: null },
        { ...PDF, url: 'https://files.example/b.csv' },
      ],
    });
    expect(rss.match(/<enclosure /g)).toHaveLength(1);
    expect(rss).toContain('<enclosure length="0" type="application/pdf" url="https://files.example/a.pdf"/>');
    expect(rss).toContain('href="https://files.example/b.csv">A &amp; B</a');
  });

  it('does not show an image or a file twice that its content shows already', () => {
    const image = 'https://images.example/a.png?b=1&c=2';
    const file = { ...PDF, url: 'https://files.example/b.pdf' };
    for (const ampersand of ['&amp;', '&#x26;']) {
      const rss = render({
        image: makeImage(image),
        attachments: [PDF, file],
        contentHtml: `<img src="${image.replace('&', ampersand)}"><a href="${file.url}">b</a>`,
      });
      expect(rss.match(/images\.example/g)).toHaveLength(1);
      expect(rss.match(/b\.pdf/g)).toHaveLength(1);
    }
  });

  it('says its language only where it is not that of the channel', () => {
    expect(render({ language: 'en' })).toContain('<item>');
    expect(render({ language: 'ur' })).toContain('<item xml:lang="ur">');
  });
});

describe('an RSS channel', () => {
  it('has everything about itself before its items, and no category that readers would give to all of them', () => {
    const rss = render({ attachments: [PDF] });
    const head = rss.slice(0, rss.indexOf('<item>'));
    for (const element of [
      '<title>',
      '<link>',
      '<description>',
      '<language>',
      '<ttl>5<',
      'rel="self"',
      'rel="hub"',
    ]) {
      expect(head).toContain(element);
    }
    expect(head).not.toContain('<category');
    expect(rss.slice(rss.lastIndexOf('</item>'))).toMatch(/^<\/item>\s*<\/channel>\s*<\/rss>$/);
  });

  it('declares the prefixes it uses even where no item has content', () => {
    const rss = renderFeed(makeDocument(), SETTINGS, 'rss');
    for (const prefix of ['atom', 'content', 'dc']) expect(rss).toContain(`xmlns:${prefix}="`);
  });

  it('writes & and < as hexadecimal references, but in content, which is CDATA', () => {
    const rss = render({ title: '<update> &copy; ]]>' });
    expect(rss).toContain('<title>&#x3C;update&#x3E; &#x26;copy; ]]&#x3E;</title>');
    expect(rss).toContain('<content:encoded><![CDATA[');
    expect(withoutCdata(rss)).not.toMatch(/CDATA|&amp;|&lt;|&gt;/);
  });
});
