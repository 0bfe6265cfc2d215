import { createExecutionContext, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import worker from '../../src/index.ts';
import { ADMIN_TOKEN } from './client.ts';

beforeAll(reset);

/** Sends a request to the same service under other settings. */
function sendWith(
  settings: Record<string, string>,
  method: string,
  path: string,
  body?: unknown,
  origin = 'http://gazette.test',
): Promise<Response> {
  const request = new Request(origin + path, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const changed = { ...env, ...settings } as typeof env;
  return Promise.resolve(
    worker.fetch(request as Request<unknown, IncomingRequestCfProperties>, changed, createExecutionContext()),
  );
}

describe('an installation that is not set up', () => {
  it('answers every call of the API with 503 and says what to set, while ADMIN_TOKEN is missing or short', async () => {
    for (const token of ['', 'fifteen letters']) {
      for (const [method, path] of [
        ['GET', '/api/articles'],
        ['POST', '/api/articles'],
        ['GET', '/api/nothing'],
      ] as const) {
        const response = await sendWith(
          { ADMIN_TOKEN: token },
          method,
          path,
          method === 'POST' ? {} : undefined,
        );
        expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
        expect(await response.text()).toContain('ADMIN_TOKEN');
      }
    }
    const editor = await sendWith({ ADMIN_TOKEN: '' }, 'GET', '/editor');
    expect([editor.status, editor.headers.get('retry-after')]).toEqual([503, '60']);
    expect((await sendWith({ ADMIN_TOKEN: '' }, 'GET', '/openapi.json')).status).toBe(200);
    expect((await sendWith({ ADMIN_TOKEN: '' }, 'GET', '/api/docs')).status).toBe(200);
    expect((await sendWith({ ADMIN_TOKEN: '' }, 'GET', '/feed.rss')).status).toBe(200);
  });

  it('refuses writes under another host while PUBLIC_URL is loopback, and reads go on', async () => {
    const local = { PUBLIC_URL: 'http://localhost:8787' };
    const write = await sendWith(local, 'PUT', '/api/categories/x', { name: 'X' }, 'https://news.example');
    expect(write.status).toBe(503);
    expect(await write.text()).toContain('PUBLIC_URL');
    expect((await sendWith(local, 'GET', '/api/categories', undefined, 'https://news.example')).status).toBe(
      200,
    );
    expect(
      (await sendWith(local, 'PUT', '/api/categories/x', { name: 'X' }, 'http://127.0.0.1:8787')).status,
    ).toBe(201);
  });
});

describe('the face of a publication', () => {
  const read = async (settings: Record<string, string>, path: string) =>
    (await sendWith(settings, 'GET', path)).text();

  it('is whole without any setting: icons, a picture for social media, no links', async () => {
    for (const path of ['/icon.png', '/favicon.ico', '/apple-touch-icon.png']) {
      const icon = await sendWith({}, 'GET', path);
      expect([path, icon.status, icon.headers.get('content-type')]).toEqual([path, 200, 'image/png']);
      expect([...new Uint8Array(await icon.arrayBuffer()).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    }
    const page = await read({}, '/');
    expect(page).toContain('<link rel="apple-touch-icon" href="http://gazette.test/icon.png"');
    expect(page).toContain('<meta property="og:image" content="http://gazette.test/icon.png"');
    expect(page).toContain('<meta property="og:locale" content="en_US"');
    expect(page).not.toContain('/assets/color-');
    expect(await read({}, '/feed.rss')).toContain('<url>http://gazette.test/icon.png</url>');
    expect(await read({}, '/feed.atom')).toContain('<icon>http://gazette.test/icon.png</icon>');
    expect(JSON.parse(await read({}, '/feed.json'))).toMatchObject({
      icon: 'http://gazette.test/icon.png',
      favicon: 'http://gazette.test/icon.png',
    });
  });

  it('is what the settings say, in pages and feeds, and pages have another ETag with each', async () => {
    const settings = {
      PUBLICATION_ICON: 'https://town.example/icon.png?a=1&b=2',
      PUBLICATION_IMAGE: 'https://town.example/town.jpg',
      PUBLICATION_COLOR: '#ffcc00',
      FOOTER_LINKS: '[{ "name": "Imprint <b>", "url": "https://town.example/imprint" }]',
      PUBLICATION_LANGUAGE: 'zh-Hant',
    };
    const page = await read(settings, '/');
    expect(page).toContain('<link rel="icon" href="https://town.example/icon.png?a=1&amp;b=2"');
    expect(page).toContain('<meta property="og:image" content="https://town.example/town.jpg"');
    expect(page).toContain('<meta property="og:locale" content="zh_TW"');
    expect(page).toMatch(/<a href="https:\/\/town\.example\/imprint"[^>]*>Imprint &lt;b&gt;<\/a>/);
    const color = /href="(\/assets\/color-[0-9a-f]{12}\.css)"/.exec(page)?.[1] ?? '';
    const style = await sendWith(settings, 'GET', color);
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
    expect(await style.text()).toMatch(/^:root\{--accent:#[0-9a-f]{6}\}.*--accent:#ffcc00/);
    expect((await sendWith(settings, 'GET', '/favicon.ico')).headers.get('location')).toBe(
      settings.PUBLICATION_ICON,
    );
    const feed = JSON.parse(await read(settings, '/feed.json?month=2019-01')) as { icon: string };
    expect(feed.icon).toBe(settings.PUBLICATION_ICON);
    const etag = async (some: Record<string, string>, path: string) =>
      (await sendWith(some, 'GET', path)).headers.get('etag');
    for (const name of [
      'PUBLICATION_ICON',
      'PUBLICATION_IMAGE',
      'PUBLICATION_COLOR',
      'FOOTER_LINKS',
    ] as const) {
      expect(await etag({ [name]: settings[name] }, '/'), name).not.toBe(await etag({}, '/'));
    }
  });

  it('falls back to its defaults where a setting makes no sense', async () => {
    const plain = await read({}, '/');
    for (const settings of [
      { PUBLICATION_ICON: 'icon.png' },
      { PUBLICATION_IMAGE: 'javascript:alert(1)' },
      { PUBLICATION_COLOR: 'red;}body{display:none' },
      { FOOTER_LINKS: '[{"name":"Imprint"' },
      { FOOTER_LINKS: '[{"name":"Imprint","url":"javascript:alert(1)"}]' },
    ]) {
      expect(await read(settings as unknown as Record<string, string>, '/')).toBe(plain);
    }
  });
});

it('the key that search engines ask for is at its address, also where they are told of nothing', async () => {
  const key = '6b1f0c52-a9d4-4e7e';
  for (const publicUrl of ['https://news.example.org', 'http://localhost:8787']) {
    const settings = { INDEXNOW_KEY: key, PUBLIC_URL: publicUrl };
    const answer = await sendWith(settings, 'GET', `/${key}.txt`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      key,
    ]);
    expect((await sendWith(settings, 'GET', '/6b1f0c52-a9d4-4e7f.txt')).status).toBe(404);
  }
});
