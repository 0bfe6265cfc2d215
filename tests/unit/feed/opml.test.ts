import { parseOpml } from 'feedsmith';
import { expect, it } from 'vitest';
import { renderOpml } from '../../../src/feed/opml.ts';
import { SETTINGS } from '../../support/feed-documents.ts';

it('a list of subscriptions names everything, each category and each official, each once', () => {
  const opml = parseOpml(
    renderOpml({
      settings: SETTINGS,
      categories: [{ slug: 'economy', name: 'Economy & <Trade>' }],
      offices: [],
      officials: [
        { slug: 'wu-shu', name: '吴曙', role: '区长' },
        { slug: 'li-na', name: 'Li "Na"', role: null },
      ],
    }),
  );
  const [everything, categories, officials] = opml.body?.outlines ?? [];
  expect(opml.head?.title).toBe('District News');
  expect(everything).toMatchObject({
    type: 'rss',
    text: 'District News',
    xmlUrl: 'https://news.example/feed.rss',
    htmlUrl: 'https://news.example/',
  });
  expect(categories).toMatchObject({
    text: 'Categories',
    outlines: [
      {
        type: 'rss',
        text: 'Economy & <Trade>',
        xmlUrl: 'https://news.example/categories/economy/feed.rss',
        htmlUrl: 'https://news.example/categories/economy',
      },
    ],
  });
  expect(officials?.outlines?.map(({ text, xmlUrl }) => [text, xmlUrl])).toEqual([
    ['吴曙, 区长', 'https://news.example/officials/wu-shu/feed.rss'],
    ['Li "Na"', 'https://news.example/officials/li-na/feed.rss'],
  ]);
});

it('a publication without categories and officials has one subscription and no empty groups', () => {
  const opml = parseOpml(renderOpml({ settings: SETTINGS, categories: [], offices: [], officials: [] }));
  expect(opml.body?.outlines?.map(({ text }) => text)).toEqual(['District News']);
});
