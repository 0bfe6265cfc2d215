import fc from 'fast-check';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from 'parse5';
import { describe, expect, it } from 'vitest';
import type { PublishedArticle } from '../../../src/article/article.ts';
import { showPicture } from '../../../src/feed/attached-html.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import { makeArticle, makeDocument, makeImage, SETTINGS } from '../../support/feed-documents.ts';

type Node = DefaultTreeAdapterTypes.Node;

/** Elements by name with their attributes, and the text of all. */
function readTree(node: Node): { elements: [string, Record<string, string>][]; text: string } {
  const inside = 'childNodes' in node ? node.childNodes.map(readTree) : [];
  const attributes = 'attrs' in node ? node.attrs.map(({ name, value }) => [name, value] as const) : [];
  const own: [string, Record<string, string>][] =
    'tagName' in node ? [[node.tagName, Object.fromEntries(attributes)]] : [];
  return {
    elements: [...own, ...inside.flatMap(({ elements }) => elements)],
    text: (defaultTreeAdapter.isTextNode(node) ? node.value : '') + inside.map(({ text }) => text).join(''),
  };
}

it('the words of a picture are words, whatever is in them', () => {
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom('"', `" onerror="alert(1)`, '<script>', '</figcaption>', '&quot;', '&amp;lt;', `'>`),
  );
  fc.assert(
    fc.property(words, words, words, (alt, caption, credit) => {
      const html = showPicture(
        makeImage('https://a.example/b.jpg', { alt, caption, credit, width: 4, height: 3 }),
        '',
      );
      const { elements, text } = readTree(parseFragment(html));
      const image = { src: 'https://a.example/b.jpg', alt, width: '4', height: '3' };
      expect(elements).toEqual([
        ['figure', {}],
        ['img', image],
        ['figcaption', {}],
        ['small', {}],
      ]);
      expect(text.trim()).toBe(`${caption} ${credit}`.trim());
    }),
  );
});

/** The content of one article in each format, in a feed of that language. */
function readContents(fields: Partial<PublishedArticle>, language = 'en') {
  const document = makeDocument({ articles: [makeArticle(fields)] });
  const settings = { ...SETTINGS, language };
  const rss = parseRssFeed(renderFeed(document, settings, 'rss')).items?.[0];
  const atom = parseAtomFeed(renderFeed(document, settings, 'atom')).entries?.[0]?.content;
  return {
    rss: rss?.content?.encoded ?? rss?.description,
    atom: typeof atom === 'object' ? atom.value : atom,
    json: JSON.parse(renderFeed(document, settings, 'json')).items[0].content_html,
  };
}

const inAll = (html: string) => ({ rss: html, atom: html, json: html });

describe('the content of an article in every format', () => {
  it('says its language and direction where they are not those of the feed', () => {
    const contentHtml = '<p>x</p>';
    expect(readContents({ contentHtml })).toEqual(inAll('<p>x</p>'));
    expect(readContents({ contentHtml, language: 'fr' })).toEqual(
      inAll('<div lang="fr" dir="ltr">\n<p>x</p>\n</div>'),
    );
    expect(readContents({ contentHtml, language: 'ar' })).toEqual(
      inAll('<div lang="ar" dir="rtl">\n<p>x</p>\n</div>'),
    );
    expect(readContents({ contentHtml, language: 'en' }, 'ar')).toEqual(
      inAll('<div lang="en" dir="ltr">\n<p>x</p>\n</div>'),
    );
  });

  it('says that it is from right to left even in a feed that is', () => {
    expect(readContents({ contentHtml: '<p>x</p>', language: 'ar' }, 'ar')).toEqual(
      inAll('<div lang="ar" dir="rtl">\n<p>x</p>\n</div>'),
    );
  });

  it('gives our own words their direction where the article has another', () => {
    const withdrawn = readContents({ status: 'withdrawn', language: 'he' });
    expect(withdrawn.json).toContain('<div lang="he" dir="rtl">\n<p dir="ltr">This article');
    expect(withdrawn.rss).toBe(withdrawn.json);
  });
});
