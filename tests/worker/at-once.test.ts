import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { sendBound } from './bound-service.ts';
import { ADMIN_TOKEN, call, callFor, ORIGIN, publish, putCategory, send, settle } from './client.ts';
import { countLedgerCalls } from './counted-bindings.ts';

/** At a script's pace: most of them within the second in which the store takes no other write of a feed. */
const CHANGES = 12;

const read = async (path: string) => {
  const response = await send(path);
  return { status: response.status, text: await response.text() };
};

describe('a change shows at once where it was made, however soon after the one before:', () => {
  beforeAll(async () => {
    await reset();
    await putCategory('roads', 'Roads');
  });

  it('an article in every format and list, its corrections and its withdrawal', async () => {
    for (let number = 0; number < CHANGES; number++) {
      const title = `Bridge ${number} closed`;
      const { id, slug } = await publish({ title, slug: `bridge-${number}`, categories: ['roads'] });
      for (const place of ['', '/categories/roads']) {
        for (const path of [`${place}/feed.rss`, `${place}/feed.atom`, `${place}/feed.json`, place || '/'])
          expect((await read(path)).text, path).toContain(title);
      }
      await callFor(200, 'PATCH', `/api/articles/${id}`, { title: `Bridge ${number} reopened` });
      for (const path of ['/feed.atom', `/articles/${slug}`, `/articles/${slug}.md`])
        expect((await read(path)).text, path).toContain(`Bridge ${number} reopened`);
      await callFor(200, 'DELETE', `/api/articles/${id}?reason=wrong`);
      expect((await read(`/articles/${slug}`)).status).toBe(410);
      expect((await read('/categories/roads/feed.json')).text).not.toContain(`"Bridge ${number} reopened"`);
    }
  });

  it('a name, and that there is no such category any more', async () => {
    for (let number = 0; number < CHANGES; number++) {
      const slug = `category-${number}`;
      for (const name of ['First', 'Second', 'Third']) {
        await call('PUT', `/api/categories/${slug}`, { name: `${name} ${number}` });
        for (const path of [`/categories/${slug}/feed.rss`, `/categories/${slug}`])
          expect((await read(path)).text, path).toContain(`${name} ${number}`);
      }
      await callFor(204, 'DELETE', `/api/categories/${slug}`);
      expect((await read(`/categories/${slug}/feed.rss`)).status).toBe(404);
      expect((await read(`/categories/${slug}`)).status).toBe(404);
    }
  });

  it('who may see a file', async () => {
    for (let number = 0; number < CHANGES; number++) {
      const file = await callFor<{ url: string }>(201, 'POST', '/api/files', undefined, {
        raw: `Ward,Votes\nNorth,${number}\n`,
      });
      const path = new URL(file.url).pathname;
      expect((await read(path)).status).toBe(404);
      const { id } = await publish({ attachments: [{ url: file.url, mime_type: 'text/csv' }] });
      expect((await read(path)).status).toBe(200);
      await callFor(200, 'DELETE', `/api/articles/${id}`);
      expect((await read(path)).status).toBe(410);
    }
  });

  it('what becomes of an article asks the ledger once, and shows no later for that', async () => {
    const calls: string[] = [];
    const counted = { ...env, LEDGER: countLedgerCalls(calls) };
    const change = async (method: string, path: string, body?: unknown) => {
      const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' };
      const request = new Request(ORIGIN + path, { method, headers, body: JSON.stringify(body) });
      const changed = await sendBound(request, counted);
      return (await changed.json()) as { id: string; slug: string };
    };
    const { id, slug } = await change('POST', '/api/articles', { title: 'Asked', content_text: 'Once.' });
    await change('PATCH', `/api/articles/${id}`, { title: 'Asked once' });
    for (const path of ['/feed.rss', `/articles/${slug}`])
      expect((await read(path)).text, path).toContain('Asked once');
    await change('DELETE', `/api/articles/${id}`);
    expect((await read(`/articles/${slug}`)).status).toBe(410);
    expect(calls).toEqual(['ledger.createArticle', 'ledger.changeArticle', 'ledger.deleteArticle']);
  });

  it('and the same bytes are told once the store has them', async () => {
    await publish({ title: 'The last one', categories: ['roads'] });
    await publish({ title: 'The very last one', categories: ['roads'] });
    const [feed, page] = await Promise.all(['/categories/roads/feed.rss', '/categories/roads'].map(read));
    const { headers } = await send('/categories/roads/feed.rss');
    await settle();
    expect(await Promise.all(['/categories/roads/feed.rss', '/categories/roads'].map(read))).toEqual([
      feed,
      page,
    ]);
    const etag = headers.get('etag') ?? '';
    const same = await send('/categories/roads/feed.rss', { headers: { 'if-none-match': etag } });
    expect(same.status).toBe(304);
  });
});
