import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { KV_WRITE_INTERVAL_MS } from '../../src/published/store.ts';
import { sendBound } from './bound-service.ts';
import {
  type ArticleAnswer,
  call,
  callFor,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  send,
  settle,
} from './client.ts';
import { countCalls } from './counted-bindings.ts';

describe('a feed over HTTP', () => {
  let article: ArticleAnswer;

  beforeAll(async () => {
    await reset();
    await putCategory('economy', 'Economy');
    await putCategory('empty', 'Empty');
    await putOfficial('wu-shu', { name: '吴曙', role: '区长' });
    article = await publish({ title: 'First', categories: ['economy'], officials: ['wu-shu'] });
    await settle();
  });

  it('has its own media type, validators, links and CORS in each format', async () => {
    for (const [format, type] of [
      ['rss', 'application/rss+xml; charset=utf-8'],
      ['atom', 'application/atom+xml; charset=utf-8'],
      ['json', 'application/feed+json; charset=utf-8'],
    ] as const) {
      const response = await send(`/categories/economy/feed.${format}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('cache-control')).toBe('public, max-age=300');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('link')).toBe(
        `<http://gazette.test/categories/economy/feed.${format}>; rel="self", <http://gazette.test/websub>; rel="hub"`,
      );
      expect(response.headers.get('etag')).toMatch(/^"[^"]+"$/);
      expect(Date.parse(response.headers.get('last-modified') ?? '')).toBeGreaterThan(0);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(await response.text()).toContain(`:article/${article.id}`);
    }
  });

  it('answers every kind of condition as RFC 9110 says, to GET and HEAD, with all headers on 304', async () => {
    const fresh = await send('/feed.atom');
    const etag = fresh.headers.get('etag') ?? '';
    const modified = fresh.headers.get('last-modified') ?? '';
    await fresh.text();
    const long = 'Thu, 01 Jan 1998 00:00:00 GMT';
    const later = new Date(Date.parse(modified) + 86_400_000).toUTCString();
    const cases: [Record<string, string>, number][] = [
      [{ 'if-none-match': etag }, 304],
      [{ 'if-none-match': `W/${etag}` }, 304],
      [{ 'if-none-match': `"other", ${etag}` }, 304],
      [{ 'if-none-match': '*' }, 304],
      [{ 'if-none-match': '"other"' }, 200],
      [{ 'if-modified-since': modified }, 304],
      [{ 'if-modified-since': later }, 304],
      [{ 'if-modified-since': long }, 200],
      [{ 'if-modified-since': 'yesterday' }, 200],
      [{ 'if-none-match': '"other"', 'if-modified-since': modified }, 200],
      [{ 'if-none-match': etag, 'if-modified-since': long }, 304],
    ];
    for (const [headers, status] of cases) {
      for (const method of ['GET', 'HEAD']) {
        const response = await send('/feed.atom', { method, headers });
        expect([response.status, method, headers], JSON.stringify(headers)).toEqual([
          status,
          method,
          headers,
        ]);
        for (const name of [
          'etag',
          'last-modified',
          'cache-control',
          'link',
          'access-control-allow-origin',
        ]) {
          expect(response.headers.get(name)).toBe(fresh.headers.get(name));
        }
        // Without it the local runtime would call an empty answer compressed.
        expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
        const body = await response.text();
        if (status === 304 || method === 'HEAD') expect(body).toBe('');
      }
    }
  });

  it('writes addresses and elements as feed validators take them', async () => {
    await putCategory('links', 'Links');
    await publish({
      title: 'Links',
      categories: ['links'],
      url: 'https://town.example/[a]|b?c={d}^`&e=100%#|',
      image: 'http://[2001:db8::1]/a[1].jpg',
      attachments: [{ url: 'https://files.example/a|b.pdf', mime_type: 'application/pdf' }],
      content_html: '<p><a href="https://town.example/?[x]=%41">x</a> <bdo dir="rtl">y</bdo></p>',
    });
    await settle();
    const { items } = await readJsonFeed('/categories/links/feed.json');
    expect(items).toMatchObject([
      {
        url: 'https://town.example/%5Ba%5D%7Cb?c=%7Bd%7D%5E%60&e=100%25#%7C',
        image: 'http://[2001:db8::1]/a%5B1%5D.jpg',
        attachments: [{ url: 'https://files.example/a%7Cb.pdf' }],
        content_html:
          '<p><img src="http://[2001:db8::1]/a%5B1%5D.jpg" alt=""></p>\n' +
          '<p><a href="https://town.example/?%5Bx%5D=%41">x</a> y</p>',
      },
    ]);
    expect(await (await send('/categories/links/feed.rss')).text()).toContain(
      '<link>https://town.example/%5Ba%5D%7Cb?c=%7Bd%7D%5E%60&#x26;e=100%25#%7C</link>',
    );
    // Brackets in a link are an error to them, and an IPv6 address has no other spelling.
    const v6 = 'https://[2001:db8::1]/a';
    for (const fields of [{ url: v6 }, { attachments: [{ url: v6, mime_type: 'application/pdf' }] }]) {
      const body = { title: 'By number', content_text: 'Text.', ...fields };
      expect((await call('POST', '/api/articles', body)).status).toBe(422);
    }
  });

  it('is left alone by what is published in another category', async () => {
    await putCategory('roads', 'Roads');
    await publish({ title: 'Elsewhere', categories: [], officials: [] });
    await settle();
    const before = await send('/categories/economy/feed.rss');
    await publish({ title: 'A road', categories: ['roads'], officials: [] });
    await settle();
    const after = await send('/categories/economy/feed.rss');
    for (const name of ['etag', 'last-modified'])
      expect(after.headers.get(name)).toBe(before.headers.get(name));
    expect(await after.text()).toBe(await before.text());
  });

  it('has one address for each meaning, and the others lead to it', async () => {
    const moves: [string, string][] = [
      ['/feed.json?category=economy', '/categories/economy/feed.json'],
      ['/feed.json?official=wu-shu&utm_source=x', '/officials/wu-shu/feed.json'],
      ['/feed.json?q=', '/feed.json'],
      ['/feed.json?category=roads&category=economy', '/feed.json?category=economy&category=roads'],
      ['/feed.json?official=wu-shu&category=economy', '/feed.json?category=economy&official=wu-shu'],
      ['/categories/economy/feed.json?official=wu-shu', '/feed.json?category=economy&official=wu-shu'],
    ];
    for (const [from, to] of moves) {
      const response = await send(from);
      expect([from, response.status, response.headers.get('location')]).toEqual([from, 308, to]);
    }
    const combined = await readJsonFeed('/feed.json?category=economy&official=wu-shu');
    expect(combined.items.map(({ title }) => title)).toEqual(['First']);
    expect(combined.feed_url).toBe('http://gazette.test/feed.json?category=economy&official=wu-shu');
  });

  it('is valid and empty for a category without articles, and 404, never stored, for an unknown one', async () => {
    for (const format of ['rss', 'atom', 'json']) {
      expect((await send(`/categories/empty/feed.${format}`)).status).toBe(200);
      const unknown = await send(`/categories/nowhere/feed.${format}`);
      expect([unknown.status, unknown.headers.get('cache-control')]).toEqual([404, 'no-store']);
      expect(unknown.headers.get('access-control-allow-origin')).toBe('*');
      expect((await send(`/feed.${format}?category=economy&category=nowhere`)).status).toBe(404);
    }
  });

  it('answers OPTIONS with 204 and what is allowed, and any other method with 405', async () => {
    const paths = ['/feed.json', '/categories/economy/feed.rss', '/feed.xml', '/feed', '/opml.xml'];
    for (const path of paths.flatMap((one) => [`${one}/`, `/${one}`])) {
      const options = await send(path, { method: 'OPTIONS', redirect: 'manual' });
      expect([path, options.status, options.headers.get('access-control-allow-origin')]).toEqual([
        path,
        204,
        '*',
      ]);
    }
    for (const path of paths) {
      const options = await send(path, { method: 'OPTIONS' });
      expect([path, options.status, options.headers.get('allow')]).toEqual([path, 204, 'GET, HEAD, OPTIONS']);
      expect(options.headers.get('access-control-allow-origin')).toBe('*');
      expect(options.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
      expect(options.headers.get('access-control-allow-headers')).toBe('If-None-Match, If-Modified-Since');
      const post = await send(path, { method: 'POST', body: 'x' });
      expect([path, post.status, post.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD, OPTIONS']);
    }
  });
});

describe('the cost of reading and publishing', () => {
  /** Asks the service as it is, with every call to what is bound to it written down. */
  async function askCounted(path: string, headers: Record<string, string> = {}) {
    const calls: string[] = [];
    const counted = {
      ...env,
      ARTICLES: countCalls('kv', env.ARTICLES, calls),
      LEDGER: countCalls('ledger', env.LEDGER, calls),
      DELIVERY: countCalls('queue', env.DELIVERY, calls),
    };
    const request = new Request(`http://gazette.test${path}`, { headers });
    const response = await sendBound(request, counted);
    const body = await response.text();
    return { calls, status: response.status, etag: response.headers.get('etag') ?? '', body };
  }

  /** Nothing is written so shortly before that the store would be behind what is published next, or might be. */
  async function restStore() {
    await new Promise((resolve) => setTimeout(resolve, KV_WRITE_INTERVAL_MS));
    // Whoever reads a feed that was behind finds out whether it still is.
    await readJsonFeed('/feed.json');
  }

  it('is one KV get for a feed and no call to the ledger', async () => {
    await restStore();
    await publish({ title: 'Counted' });
    await settle();
    for (const format of ['rss', 'atom', 'json']) {
      const { status, calls } = await askCounted(`/feed.${format}`);
      expect([status, calls]).toEqual([200, ['kv.getWithMetadata']]);
    }
  });

  it('is at most one KV get however often the feed is asked for, changed or not', async () => {
    await restStore();
    await publish({ title: 'In a rush' });
    await settle();
    const { etag } = await askCounted('/feed.rss');
    for (let number = 0; number < 50; number++) {
      const headers: Record<string, string> = number % 2 === 0 ? { 'if-none-match': etag } : {};
      const { status, calls } = await askCounted('/feed.rss', headers);
      expect(status).toBe(number % 2 === 0 ? 304 : 200);
      expect(calls.filter((call) => call !== 'kv.getWithMetadata')).toEqual([]);
      expect(calls.length).toBeLessThanOrEqual(1);
    }
  });

  it('never hides a change: whoever has just read a feed reads it changed right after the answer', async () => {
    await putCategory('at-once', 'At once');
    const article = await publish({ title: 'Before', categories: ['at-once'] });
    await settle();
    const path = '/categories/at-once/feed.json';
    for (let number = 0; number < 5; number++) {
      const { etag } = await askCounted(path);
      expect((await askCounted(path, { 'if-none-match': etag })).status).toBe(304);
      await callFor(200, 'PATCH', `/api/articles/${article.id}`, { title: `After ${number}` });
      await settle();
      const after = await askCounted(path, { 'if-none-match': etag });
      expect(after.status).toBe(200);
      expect(after.body).toContain(`After ${number}`);
    }
    const { etag } = await askCounted(path);
    await callFor(200, 'DELETE', `/api/articles/${article.id}?reason=wrong`);
    await settle();
    expect((await askCounted(path, { 'if-none-match': etag })).body).toContain('wrong');
  });

  it('never shows a feed that was just removed', async () => {
    await putCategory('removed', 'Removed');
    await settle();
    expect((await askCounted('/categories/removed/feed.rss')).status).toBe(200);
    await callFor(204, 'DELETE', '/api/categories/removed');
    await settle();
    expect((await askCounted('/categories/removed/feed.rss')).status).toBe(404);
  });

  it('is one KV write for the article and one for each feed it is in', async () => {
    await reset();
    await putCategory('economy', 'Economy');
    await putCategory('other', 'Other');
    await putOfficial('wu-shu', { name: '吴曙' });
    await publish({ title: 'The first ever, which names every document after this place' });
    await settle();
    const written: string[] = [];
    const store = Object.getPrototypeOf(env.ARTICLES) as KVNamespace;
    for (const method of ['put', 'delete'] as const) {
      const original = store[method] as (...parameters: unknown[]) => Promise<void>;
      vi.spyOn(store, method).mockImplementation(function count(this: KVNamespace, ...parameters: unknown[]) {
        written.push(`${method} ${String(parameters[0])}`);
        return original.apply(this, parameters);
      } as never);
    }
    const article = await publish({
      title: 'One write each',
      categories: ['economy'],
      officials: ['wu-shu'],
    });
    await settle();
    vi.restoreAllMocks();
    expect(written.sort()).toEqual([
      `put article:${article.slug}`,
      'put feed:all',
      'put feed:category/economy',
      'put feed:official/wu-shu',
    ]);
  });

  it('brings a wiped store back to equal bytes', async () => {
    const documents = async () => {
      const { keys } = await env.ARTICLES.list();
      const entries = await Promise.all(
        keys.map(async ({ name }) => [name, await env.ARTICLES.get(name)] as const),
      );
      return new Map(entries);
    };
    const before = await documents();
    expect(before.size).toBeGreaterThanOrEqual(4);
    for (const name of before.keys()) await env.ARTICLES.delete(name);
    expect((await call('POST', '/api/rebuild')).status).toBe(202);
    await settle();
    expect(await documents()).toEqual(before);
    await callFor(200, 'GET', '/health');
  });
});
