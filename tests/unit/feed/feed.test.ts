import { describe, expect, it } from 'vitest';
import { EVERYTHING, expandScope, type Filter } from '../../../src/article/filter.ts';
import { FEED_FORMATS } from '../../../src/feed/address.ts';
import { buildFeed } from '../../../src/feed/feed.ts';
import { buildJsonFeedItem } from '../../../src/feed/json-feed.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import {
  AUTHORITY,
  makeArticle,
  makeCorrection,
  makeDocument,
  makeImage,
  SETTINGS,
} from '../../support/feed-documents.ts';

function title(filter: Partial<Filter>, language = 'en'): string {
  const document = makeDocument({ filter: { ...EVERYTHING, ...filter } });
  return buildFeed(document, { ...SETTINGS, language }, 'rss').title;
}

describe('the title of a feed', () => {
  it('is the name of the publication where it holds everything', () => {
    expect(title({})).toBe('District News');
  });

  it('names the category, and the official with the role', () => {
    expect(title({ categories: ['economy'] })).toBe('District News: Economy');
    expect(title({ officials: ['wu-shu'] })).toBe('District News: 吴曙, 区委副书记、区长');
    expect(title({ officials: ['li-na'] })).toBe('District News: 李娜');
  });

  it('tells a mixed filter in words, in the language of the publication', () => {
    const filter = {
      categories: ['economy', 'roads'],
      officials: ['li-na', 'wu-shu'],
      notCategories: ['sport'],
    };
    expect(title(filter)).toBe('District News: Economy or Roads · 李娜 or 吴曙 · without sport');
    expect(title(filter, 'zh-CN')).toBe('District News: Economy 或 Roads · 李娜 或 吴曙 · 不含 sport');
    expect(title({ queries: ['经济'], months: ['2021-08'] })).toBe('District News: “经济” · 2021-08');
    expect(title({ queries: ['ice', 'snow'], months: ['2021-01', '2021-12'] })).toBe(
      'District News: “ice” or “snow” · 2021-01 or 2021-12',
    );
  });
});

describe('the addresses of a feed', () => {
  it('say of a second page what it is, what comes first and what comes next', () => {
    const document = makeDocument({
      filter: expandScope('category/economy'),
      cursor: 'b',
      nextCursor: 'c',
    });
    expect(buildFeed(document, SETTINGS, 'atom')).toMatchObject({
      selfUrl: 'https://news.example/categories/economy/feed.atom?before=b',
      firstUrl: 'https://news.example/categories/economy/feed.atom',
      nextUrl: 'https://news.example/categories/economy/feed.atom?before=c',
      hubUrl: null,
      homeUrl: 'https://news.example/categories/economy',
    });
  });

  it('name the hub on the first page of everything, one category and one official, and nowhere else', () => {
    const hub = (filter: Filter, cursor: string | null) =>
      buildFeed(makeDocument({ filter, cursor }), SETTINGS, 'rss').hubUrl;
    for (const scope of ['all', 'category/economy', 'official/wu-shu'] as const) {
      expect(hub(expandScope(scope), null)).toBe('https://news.example/websub');
      expect(hub(expandScope(scope), 'b')).toBeNull();
    }
    expect(hub({ ...EVERYTHING, queries: ['x'] }, null)).toBeNull();
  });
});

describe('the identity of a feed', () => {
  it('is one tag on every page and in every format', () => {
    const ids = FEED_FORMATS.flatMap((format) =>
      [null, 'b'].map((cursor) => buildFeed(makeDocument({ cursor }), SETTINGS, format).id),
    );
    expect(new Set(ids)).toEqual(new Set(['tag:news.example,2026:feed/all']));
  });

  it('is its address before anything was published', () => {
    expect(buildFeed(makeDocument({ authority: null }), SETTINGS, 'atom').id).toBe(
      'https://news.example/feed.atom',
    );
  });

  it('gives an article the same id in all formats, even as host and settings change', () => {
    const document = makeDocument({ articles: [makeArticle({ id: '01JX' })] });
    for (const format of FEED_FORMATS) {
      const rendered = renderFeed(document, { ...SETTINGS, publicUrl: 'https://moved.example' }, format);
      expect(rendered).toContain('tag:news.example,2026:article/01JX');
    }
  });
});

describe('the moment of a feed', () => {
  it('is that of its newest publication, major change or withdrawal', () => {
    const articles = [
      makeArticle({ publishedAt: 3000, modifiedAt: 3000, changedAt: 9000 }),
      makeArticle({ publishedAt: 1000, modifiedAt: 5000 }),
    ];
    expect(buildFeed(makeDocument({ articles }), SETTINGS, 'rss').updatedAt).toBe(5000);
  });

  it('is the first of the year of its authority where it holds nothing, else of the year', () => {
    const changedAt = Date.UTC(2026, 10, 28, 12);
    const updatedAt = (authority: string | null) =>
      buildFeed(makeDocument({ authority, changedAt }), SETTINGS, 'rss').updatedAt;
    expect(updatedAt('tag:news.example.org,2021')).toBe(Date.UTC(2021, 0, 1));
    expect(updatedAt(null)).toBe(Date.UTC(2026, 0, 1));
  });
});

describe('a contents list', () => {
  const contentHtml = '<p><a href="#user-content-costs">Costs</a></p><h2 id="user-content-costs">Costs</h2>';

  it.each(FEED_FORMATS)('leads to the article’s page in %s', (format) => {
    const document = makeDocument({ articles: [makeArticle({ contentHtml })] });
    const feed = renderFeed(document, SETTINGS, format).replaceAll('\\"', '"');
    expect(feed).toContain(`${SETTINGS.publicUrl}/articles/2021-08-31-bridge#user-content-costs`);
    expect(feed).not.toContain('"#user');
  });

  it('leads to the page that the article came from, where that is its page', () => {
    const url = 'https://town.example/costs';
    const item = buildJsonFeedItem(makeArticle({ contentHtml, url }), SETTINGS, AUTHORITY);
    expect(item.content_html).toContain('<a href="https://town.example/costs#costs">');
  });
});

describe('a withdrawn article', () => {
  const secret = 'classified';
  const withdrawn = makeArticle({
    status: 'withdrawn',
    withdrawnReason: 'Wrong <b>figures</b>',
    contentHtml: `<p>${secret}</p>`,
    summary: secret,
    corrections: [makeCorrection(secret)],
    image: makeImage(`https://${secret}.example/a.jpg`, { alt: secret, caption: secret, credit: secret }),
    attachments: [
      {
        url: `https://${secret}.example/a.pdf`,
        mimeType: 'application/pdf',
        title: secret,
        sizeInBytes: 1,
      },
    ],
    authors: [{ name: secret }],
    source: { name: secret, url: `https://${secret}.example/` },
  });

  it.each(FEED_FORMATS)('leaves nothing of itself in %s but title, subjects and the notice', (format) => {
    const rendered = renderFeed(makeDocument({ articles: [withdrawn] }), SETTINGS, format);
    expect(rendered).not.toContain(secret);
    expect(rendered).toContain('Withdrawn: The bridge opens');
    expect(rendered).toContain('This article has been withdrawn.');
    expect(rendered).toMatch(/(&|&#x26;)lt;b(&|&#x26;)gt;figures/);
    expect(rendered).toContain('Economy');
  });
});

describe('a corrected article', () => {
  it.each(FEED_FORMATS)('tells of the correction in %s before its content', (format) => {
    const article = makeArticle({ corrections: [makeCorrection('The toll was wrong.')] });
    const rendered = renderFeed(makeDocument({ articles: [article] }), SETTINGS, format);
    expect(rendered).toMatch(
      /Updated:.{0,30} The toll was wrong\.[\s\S]*After two years the bridge is open\.(<|&#x3C;)\/p/,
    );
  });
});

it('an article with an address of its own is linked there', () => {
  const article = makeArticle({ url: 'https://elsewhere.example/a?b=1&c=2' });
  expect(buildFeed(makeDocument({ articles: [article] }), SETTINGS, 'rss').items[0]?.url).toBe(
    'https://elsewhere.example/a?b=1&c=2',
  );
});

it('an address that is none is left out instead of stopping the feed', () => {
  const article = makeArticle({
    url: 'nowhere',
    image: makeImage('javascript:alert(1)'),
    attachments: [{ url: 'x', mimeType: 'a/b', title: null, sizeInBytes: null }],
  });
  for (const format of FEED_FORMATS) {
    const rendered = renderFeed(makeDocument({ articles: [article] }), SETTINGS, format);
    expect(rendered).toContain('https://news.example/articles/2021-08-31-bridge');
    expect(rendered).not.toContain('javascript:');
  }
});
