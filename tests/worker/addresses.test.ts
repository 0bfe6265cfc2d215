import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { ORIGIN, publish, putCategory, putOfficial, send, settle } from './client.ts';

const SERVED = [
  '/feed.rss',
  '/feed.json?q=bridge',
  '/categories/economy/feed.atom',
  '/officials/wu-shu/feed.json',
  '/opml.xml',
  '/sitemap.xml',
  '/robots.txt',
  '/categories/economy',
  '/officials/wu-shu',
  '/subscribe',
  '/health',
  '/openapi.json',
  '/api/docs',
];

async function ask(path: string, headers: Record<string, string> = {}) {
  const response = await send(path, { headers });
  await response.body?.cancel();
  return [path, response.status, response.headers.get('location')];
}

/** Every address that says something else to a request without a token or a cookie. */
const ADDRESSES = [
  ...SERVED,
  '/',
  '/search',
  '/search?q=bridge',
  '/offices',
  '/articles/nowhere',
  '/articles/nowhere.md',
  '/sitemaps/news.xml',
  '/sitemaps/2026-11.xml',
  '/sitemaps/nothing.xml',
  '/icon.png',
  '/favicon.ico',
  '/.well-known/webhooks.json',
  '/feed',
  '/rss.xml',
  '/feed.rss?category=nobody-knows',
  '/feed.rss?month=never',
  '/editor',
  '/editor?q=bridge',
  '/editor/sign-in',
  '/editor/articles/new',
  '/editor/webhooks',
  '/websub',
  '/files/none/none.png',
  '/previews/none',
  '/api/articles',
  '/nowhere',
];

it('HEAD is answered as GET is everywhere, without the body', async () => {
  for (const path of ADDRESSES) {
    const get = await send(path);
    await get.body?.cancel();
    const head = await send(path, { method: 'HEAD' });
    expect([path, head.status, await head.text()]).toEqual([path, get.status, '']);
    const headers = Object.fromEntries([...get.headers].filter(([name]) => name !== 'content-length'));
    expect(Object.fromEntries(head.headers), path).toEqual(headers);
  }
});

describe('an address that is not quite right', () => {
  let page: string;

  beforeAll(async () => {
    await reset();
    await putCategory('economy', 'Economy');
    await putOfficial('wu-shu', { name: '吴曙' });
    const { slug } = await publish({ title: 'First', categories: ['economy'], officials: ['wu-shu'] });
    page = `/articles/${slug}`;
    await settle();
  });

  it('leads from where others have their feeds to where it is here', async () => {
    for (const [from, to] of [
      ['/rss.xml', '/feed.rss'],
      ['/atom.xml', '/feed.atom'],
      ['/feed.xml', '/feed.rss'],
      ['/index.xml', '/feed.rss'],
      ['/rss', '/feed.rss'],
      ['/rss?category=economy', '/feed.rss?category=economy'],
    ] as const) {
      expect(await ask(from)).toEqual([from, 301, to]);
      const [path, query] = from.split('?');
      const slashed = `${path}/${query === undefined ? '' : `?${query}`}`;
      expect(await ask(slashed)).toEqual([slashed, 301, to]);
    }
  });

  it('leads from `feed` to the format that is asked for, and to RSS where none is', async () => {
    for (const [accept, format] of [
      ['', 'rss'],
      ['*/*', 'rss'],
      ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'rss'],
      ['application/*', 'rss'],
      ['application/rss+xml', 'rss'],
      ['application/atom+xml', 'atom'],
      ['Application/Atom+XML; charset=utf-8', 'atom'],
      ['application/feed+json', 'json'],
      ['application/json', 'json'],
      ['application/rss+xml;q=0.5, application/atom+xml;q=0.9, */*;q=0.1', 'atom'],
      ['application/atom+xml;q=0, */*', 'rss'],
      ['application/feed+json, application/rss+xml;q=0.9', 'json'],
    ] as const) {
      for (const place of ['', '/categories/economy', '/officials/wu-shu', '/offices/mayor']) {
        for (const path of [`${place}/feed`, `${place}/feed/`, `${place}/feed?utm_source=x`]) {
          const response = await send(path, { headers: accept === '' ? {} : { accept } });
          const query = path.includes('?') ? '?utm_source=x' : '';
          expect([accept, path, response.status, response.headers.get('location')]).toEqual([
            accept,
            path,
            301,
            `${place}/feed.${format}${query}`,
          ]);
          expect(response.headers.get('vary')).toBe('Accept');
        }
      }
    }
  });

  it('leads to the one without the slashes that are too many, wherever something is', async () => {
    for (const right of ['/', ...SERVED, page]) {
      const [path = '', query] = right.split('?');
      const end = query === undefined ? '' : `?${query}`;
      const crooked = [`/${path}`, `${path.replaceAll('/', '//')}//`, ...(path === '/' ? [] : [`${path}/`])];
      for (const wrong of crooked) {
        expect(await ask(wrong + end)).toEqual([wrong + end, 301, right]);
        const head = await send(wrong + end, { method: 'HEAD' });
        expect([wrong, head.status, head.headers.get('location')]).toEqual([wrong, 301, right]);
      }
    }
  });

  it('leads nowhere else, and is 404 where nothing is', async () => {
    for (const path of [
      '//evil.example/',
      '//evil.example//feed.rss/',
      '/\\evil.example/',
      '/\\/evil.example/',
      '/%5Cevil.example/',
      '/%2F%2Fevil.example/',
      '//evil.example/%2e%2e/',
      '/https://evil.example/',
      '/categories//evil.example/feed.rss/',
      '/categories/%2F%2Fevil.example/feed/',
      '/nowhere/',
      '/api/articles/',
    ]) {
      const response = await send(path);
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (location !== null) {
        expect(location, path).toMatch(/^\/(?![/\\])/);
        expect(new URL(location, ORIGIN).origin, path).toBe(ORIGIN);
      } else expect([path, response.status >= 400]).toEqual([path, true]);
    }
    expect((await ask('/nowhere/'))[1]).toBe(404);
    expect((await send('/feed.rss/', { method: 'POST', body: 'x' })).status).toBe(404);
  });

  it('is a page for who asks for pages, and a problem everywhere under the API', async () => {
    const headers = { accept: 'text/html, */*;q=0.1' };
    const typeAt = async (path: string) => {
      const response = await send(path, { headers });
      await response.body?.cancel();
      return [response.status, response.headers.get('content-type')?.split(';')[0]];
    };
    expect(await typeAt('/nowhere')).toEqual([404, 'text/html']);
    for (const path of ['/api', '/api/', '/api/nowhere', '/api/articles/x/nowhere'])
      expect(await typeAt(path)).toEqual([404, 'application/problem+json']);
  });
});
