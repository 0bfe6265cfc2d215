import { describe, expect, it } from 'vitest';
import { callFor, putCategory } from './client.ts';
import { readFields, signIn } from './editor-client.ts';

describe('an empty installation', () => {
  it('leads from nothing to the first published article in four steps, and then says no more of them', async () => {
    const client = await signIn();
    const steps = async (language = 'en') => {
      const html = await client.see('/editor', 200, { 'accept-language': language });
      const section = /<section class="first-steps".*?<\/section>/s.exec(html)?.[0];
      return section === undefined
        ? null
        : {
            done: section.match(/class="status published"/g)?.length ?? 0,
            paths: [...section.matchAll(/href="([^"]+)"/g)].map(([, path]) => path),
          };
    };
    expect(await steps()).toEqual({
      done: 0,
      paths: ['/editor/categories', '/editor/officials', '/editor/articles/new', '/editor/articles/new'],
    });
    expect((await steps('zh'))?.paths).toHaveLength(4);
    await putCategory('first', 'First');
    const form = readFields(await client.see('/editor/articles/new'));
    const written = { ...form, title: 'The first', content: 'Text.', category: 'first' };
    const saved = await client.submitFor('/editor/articles', { ...written, action: 'save' });
    const [path = ''] = saved.split('?');
    expect(await steps()).toEqual({
      done: 2,
      paths: ['/editor/categories', '/editor/officials', path, path],
    });
    await client.submitFor(path, { ...readFields(await client.see(path)), action: 'publish' });
    expect(await steps()).toBeNull();
    expect(await callFor<{ articles: unknown[] }>(200, 'GET', '/api/articles')).toMatchObject({
      articles: [{ status: 'published' }],
    });
  });

  it('explains itself in one sentence on each page that has something to explain', async () => {
    const client = await signIn();
    for (const path of ['', '/categories', '/officials', '/offices', '/webhooks', '/tokens']) {
      for (const language of ['en', 'zh']) {
        const html = await client.see(`/editor${path}`, 200, { 'accept-language': language });
        expect(html, path).toMatch(/<p class="lead">[^<]{15,}<\/p>/);
      }
    }
  });
});
