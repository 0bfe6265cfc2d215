import { parseAtomFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import type { PublishedArticle } from '../../../src/article/article.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import { makeArticle, makeDocument, SETTINGS } from '../../support/feed-documents.ts';

function read(fields: Partial<PublishedArticle>) {
  return parseAtomFeed(renderFeed(makeDocument({ articles: [makeArticle(fields)] }), SETTINGS, 'atom'));
}

describe('an Atom feed', () => {
  it('has an author, so that entries need none', () => {
    expect(read({ authors: [], officials: [] }).authors).toEqual([{ name: 'District News' }]);
  });

  it('has one alternate, which is a page, and one self of its own type', () => {
    const { links } = read({});
    expect(links).toEqual([
      { rel: 'self', type: 'application/atom+xml', href: 'https://news.example/feed.atom' },
      { rel: 'hub', href: 'https://news.example/websub' },
      { rel: 'alternate', href: 'https://news.example/' },
    ]);
  });

  it('has everything about itself before its first entry', () => {
    const atom = renderFeed(makeDocument({ articles: [makeArticle()], nextCursor: 'x' }), SETTINGS, 'atom');
    expect(atom.slice(atom.lastIndexOf('</entry>'))).toMatch(/^<\/entry>\s*<\/feed>$/);
    expect(atom.indexOf('rel="next"')).toBeLessThan(atom.indexOf('<entry>'));
  });

  it('keeps dollar signs in addresses as they are', () => {
    const settings = { ...SETTINGS, publicUrl: "https://news.example/$&/$'" };
    const atom = renderFeed(makeDocument(), settings, 'atom');
    expect(parseAtomFeed(atom).links?.[0]?.href).toBe("https://news.example/$&/$'/feed.atom");
  });
});

describe('an Atom entry', () => {
  it('has each file as an enclosure with the type, size and title that were given', () => {
    const attachments = [
      {
        url: 'https://files.example/a.pdf?x=1&y=2',
        mimeType: 'application/pdf',
        title: 'A "<&> B',
        sizeInBytes: 5,
      },
      { url: 'https://files.example/b', mimeType: 'text/csv', title: null, sizeInBytes: null },
    ];
    expect(read({ attachments }).entries?.[0]?.links).toEqual([
      {
        rel: 'enclosure',
        type: 'application/pdf',
        title: 'A "<&> B',
        length: 5,
        href: 'https://files.example/a.pdf?x=1&y=2',
      },
      { rel: 'enclosure', type: 'text/csv', href: 'https://files.example/b' },
      { href: 'https://news.example/articles/2021-08-31-bridge' },
    ]);
  });

  it('says its language only where it is not that of the feed', () => {
    const articles = [makeArticle({ language: 'en' }), makeArticle({ language: 'ar' })];
    const atom = renderFeed(makeDocument({ articles }), SETTINGS, 'atom');
    expect(atom).toContain('xmlns="http://www.w3.org/2005/Atom" xml:lang="en">');
    expect([...atom.matchAll(/<entry[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<entry>',
      '<entry xml:lang="ar">',
    ]);
  });

  it('has its title as text, and as HTML only where a reader might take the text for HTML', () => {
    for (const [title, type] of [
      ['The bridge opens', 'text'],
      ['R&D: 3 > 2 & "so on"', 'text'],
      ['AT&T; or not', 'html'],
      ['2 < 3', 'html'],
      ['Use &lt;b&gt;', 'html'],
      ['&#65; &amp &copy;', 'html'],
      ['<title type="html">', 'html'],
    ] as const) {
      const atom = renderFeed(makeDocument({ articles: [makeArticle({ title })] }), SETTINGS, 'atom');
      expect(/<entry>\s*<title type="(\w+)">/.exec(atom)?.[1], title).toBe(type);
      // feedsmith undoes the XML alone.
      const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect(parseAtomFeed(atom).entries?.[0]?.title).toMatchObject({
        value: type === 'text' ? title : escaped,
        type,
      });
    }
  });

  it('tells publication and major change apart', () => {
    expect(read({ modifiedAt: Date.UTC(2021, 8, 1) }).entries?.[0]).toMatchObject({
      published: '2021-08-31T13:35:07.000Z',
      updated: '2021-09-01T00:00:00.000Z',
    });
  });
});
