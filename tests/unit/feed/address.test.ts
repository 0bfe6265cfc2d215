import { expect, it } from 'vitest';
import { EVERYTHING, expandScope } from '../../../src/article/filter.ts';
import { buildFeedPath, buildHomePath, FEED_CONTENT_TYPES } from '../../../src/feed/address.ts';

it('everything, one category and one official have addresses of their own', () => {
  expect(buildFeedPath(EVERYTHING, 'rss')).toBe('/feed.rss');
  expect(buildFeedPath(expandScope('category/economy'), 'atom')).toBe('/categories/economy/feed.atom');
  expect(buildFeedPath(expandScope('official/wu-shu'), 'json')).toBe('/officials/wu-shu/feed.json');
});

it('any other filter is a query, and the cursor of an older page comes last', () => {
  const filter = { ...EVERYTHING, categories: ['economy'], months: ['2021-08'] };
  expect(buildFeedPath(filter, 'rss', 'a/b c')).toBe(
    '/feed.rss?category=economy&month=2021-08&before=a%2Fb%20c',
  );
  expect(buildFeedPath(expandScope('category/economy'), 'rss', 'abc')).toBe(
    '/categories/economy/feed.rss?before=abc',
  );
  expect(buildFeedPath(EVERYTHING, 'rss', 'abc')).toBe('/feed.rss?before=abc');
});

it('a feed belongs to a page: its own, or that of a search', () => {
  expect(buildHomePath(EVERYTHING)).toBe('/');
  expect(buildHomePath(expandScope('official/wu-shu'))).toBe('/officials/wu-shu');
  expect(buildHomePath({ ...EVERYTHING, queries: ['x'] })).toBe('/search?q=x');
});

it('each format is answered with its own media type in UTF-8', () => {
  expect(FEED_CONTENT_TYPES).toEqual({
    rss: 'application/rss+xml; charset=utf-8',
    atom: 'application/atom+xml; charset=utf-8',
    json: 'application/feed+json; charset=utf-8',
  });
});
