import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { callFor, publish, putCategory, putOfficial, readJsonFeed, send, settle } from './client.ts';

beforeAll(async () => {
  await reset();
  await putCategory('roads', 'Roads');
  await putCategory('culture', 'Culture');
  await putOfficial('wu-shu', { name: '吴曙', role: '区长' });
  await callFor(201, 'PUT', '/api/offices/mayor', { name: 'Mayor' });
  await publish({ title: 'Bridge closed', categories: ['roads'], officials: ['wu-shu'] });
  await publish({
    title: 'Museum <opens>',
    content_text: 'On Sunday.',
    categories: ['culture'],
    officials: [],
  });
  await settle();
});

const read = async (path: string) => {
  const response = await send(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return response.text();
};
const readFirstAddress = (page: string) =>
  /<input[^>]* readonly="" value="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');

describe('the button that follows', () => {
  it.each([
    ['/', '/subscribe', '/feed.rss'],
    ['/categories/roads', '/subscribe?category=roads', '/categories/roads/feed.rss'],
    ['/officials/wu-shu', '/subscribe?official=wu-shu', '/officials/wu-shu/feed.rss'],
    ['/search?q=bridge', '/subscribe?q=bridge', '/feed.rss?q=bridge'],
  ])('is on %s once, and leads to that very feed', async (path, leadsTo, feed) => {
    const page = await read(path);
    const links = [...page.matchAll(/<a class="button follow" href="http:\/\/gazette\.test([^"]+)"/g)];
    expect(links.map(([, href]) => href)).toEqual([leadsTo]);
    const followed = await read(leadsTo);
    expect(readFirstAddress(followed)).toBe(`http://gazette.test${feed}`);
    expect(/<link rel="alternate" type="application\/rss\+xml"[^>]* href="([^"]+)"/.exec(followed)?.[1]).toBe(
      `http://gazette.test${feed}`,
    );
    const encoded = encodeURIComponent(`http://gazette.test${feed}`);
    for (const href of [
      `https://feedly.com/i/subscription/feed%2F${encoded}`,
      `https://www.inoreader.com/?add_feed=${encoded}`,
      `feed:http://gazette.test${feed}`,
    ]) {
      expect(followed).toContain(`href="${href}"`);
    }
  });
});

describe('a feed of one’s own', () => {
  it('is put together from what a form sends, and shows what is in it', async () => {
    const page = await read('/subscribe?find=&category=culture&category=roads&official=&q=BRIDGE');
    const address = readFirstAddress(page) ?? '';
    expect(address).toBe('http://gazette.test/feed.rss?category=culture&category=roads&q=bridge');
    const feed = await readJsonFeed(
      new URL(address).pathname.replace('.rss', '.json') + new URL(address).search,
    );
    expect(feed.items.map(({ title }) => title)).toEqual(['Bridge closed']);
    expect(page).toMatch(/In it now.*Bridge closed/s);
    expect(page).not.toMatch(/In it now.*Museum.*Our feeds/s);
    expect(page).toContain('<input type="checkbox" name="category" value="culture" checked=""');
    expect(page).toContain('<input type="checkbox" name="office" value="mayor"/>');
    expect(page).toContain('noindex');
  });

  it('finds what there is to choose from by its name, and keeps what was chosen', async () => {
    const page = await read('/subscribe?find=%E5%90%B3&category=roads');
    const boxes = [...page.matchAll(/type="checkbox" name="([a-z]+)" value="([^"]+)"/g)].map((box) =>
      box.slice(1, 3).join('/'),
    );
    expect(boxes).toEqual(['category/roads', 'official/wu-shu']);
  });

  it('is an error of its own where the address makes no sense', async () => {
    expect((await send('/subscribe?category=nowhere')).status).toBe(404);
    expect((await send('/subscribe?category=No_Slug')).status).toBe(404);
    expect((await send('/subscribe?month=13')).status).toBe(400);
  });
});
