import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ArticleAnswer } from './client.ts';
import { callFor, publish, putCategory, putOfficial, settle } from './client.ts';
import { ask, readFeed, readUpdated } from './feed-reader.ts';

/** Feeds that show the article, with a document of their own and without. */
const FEEDS = [
  '/feed',
  '/categories/economy/feed',
  '/categories/roads/feed',
  '/officials/wu-shu/feed',
  '/feed.json?category=economy&official=wu-shu',
  '/feed.json?not_category=culture',
];
const OTHER_FEED = '/categories/culture/feed';

const addressOf = (feed: string, format: string) =>
  feed.startsWith('/feed.json?') ? feed.replace('json', format) : `${feed}.${format}`;
const readText = async (path: string) => (await ask(path)).text();
async function readState(feed: string) {
  const { etag, items } = await readFeed(addressOf(feed, 'json'));
  return { etag, dates: items.map((item) => [item.id, item.date_published, item.date_modified]) };
}

beforeEach(reset);

describe('a corrected name', () => {
  it('of a category or an official is corrected in all that is published, its role and every date stay', async () => {
    await putCategory('economy', 'Ecomony');
    await putCategory('roads', 'Roads');
    await putCategory('culture', 'Culture');
    await putOfficial('wu-shu', { name: 'Wu Shoe', role: 'Mayor' });
    await publish({ title: 'A play', categories: ['culture'] });
    const article = await publish({
      title: 'Budget',
      categories: ['economy', 'roads'],
      officials: [{ slug: 'wu-shu', relation: 'author' }],
      date_published: '2026-01-02T03:04:05Z',
    });
    await settle();
    const before = await Promise.all(FEEDS.map(readState));
    const updated = await readUpdated('/feed');
    const other = await readState(OTHER_FEED);
    const page = (await ask(`/articles/${article.slug}`)).headers.get('etag');
    await callFor(200, 'PUT', '/api/categories/economy', { name: 'Economy' });
    await callFor(200, 'PUT', '/api/officials/wu-shu', { name: 'Wu Shu', role: 'Minister' });
    await settle();
    const shown = [
      ...FEEDS.flatMap((feed) => ['rss', 'atom', 'json'].map((format) => addressOf(feed, format))),
      `/articles/${article.slug}`,
    ];
    for (const path of shown) {
      const text = await readText(path);
      for (const name of ['Ecomony', 'Wu Shoe']) expect([path, text.includes(name)]).toEqual([path, false]);
      for (const name of ['Economy', 'Wu Shu']) expect([path, text.includes(name)]).toEqual([path, true]);
    }
    for (const [index, feed] of FEEDS.entries()) {
      const after = await readState(feed);
      expect([feed, after.etag === before[index]?.etag]).toEqual([feed, false]);
      expect([feed, after.dates]).toEqual([feed, before[index]?.dates]);
    }
    expect(await readUpdated('/feed')).toBe(updated);
    expect((await ask(`/articles/${article.slug}`)).headers.get('etag')).not.toBe(page);
    expect(await readState(OTHER_FEED)).toEqual(other);
    const now = await callFor<ArticleAnswer>(200, 'GET', `/api/articles/${article.id}`);
    expect(now).toMatchObject({
      revision: 1,
      date_modified: article.date_modified,
      officials: [{ slug: 'wu-shu', name: 'Wu Shu', role: 'Mayor', relation: 'author' }],
    });
    const path = `/api/articles/${article.id}/revisions/1`;
    expect(await callFor(200, 'GET', path)).toMatchObject({ article: { officials: [{ name: 'Wu Shoe' }] } });
  });
});
