import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ArticleAnswer, call, callFor, listReceived, makeHook, publish, send, until } from './client.ts';

beforeEach(reset);

const OLD_ADDRESS = 'HTTP://Old.example:80/?p=17&amp;x=<1>';

describe('an article that is moved in', () => {
  it('keeps the id of its old feed to the byte, in every format, in messages and for ever', async () => {
    const hook = makeHook('moved');
    await callFor(201, 'POST', '/api/webhooks', {
      url: hook.url,
      events: ['article.published', 'article.withdrawn'],
    });
    const feedId = 'HTTP://Old.example:80/?p=17&lang=EN';
    const article = await publish({ title: 'Moved', feed_id: feedId, external_id: '17' });
    expect(article).toMatchObject({ feed_id: feedId });
    const readIds = async () => ({
      rss: [...(await (await send('/feed.rss')).text()).matchAll(/<guid isPermaLink="false">(.*?)<\/guid>/g)],
      atom: [...(await (await send('/feed.atom')).text()).matchAll(/<entry[^>]*>[\s\S]*?<id>(.*?)<\/id>/g)],
      json: [...(await (await send('/feed.json')).text()).matchAll(/"id":"(HTTP[^"]*)","url"/g)],
    });
    const listIds = async () =>
      Object.values(await readIds()).map((matches) =>
        matches.map(([, id = '']) => id.replace('&#x26;', '&')),
      );
    expect(await listIds()).toEqual([[feedId], [feedId], [feedId]]);
    const changed = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, {
      title: 'Moved and changed',
      feed_id: 'another',
      change_note: 'A name.',
    });
    expect(changed).toMatchObject({ feed_id: feedId });
    // A withdrawal cancels what was not delivered before it.
    await until('the publication is told', async () => (await listReceived(hook.name)).length === 1);
    await callFor(200, 'DELETE', `/api/articles/${article.id}?reason=Old`);
    const both = [`${feedId}/withdrawn`, feedId];
    expect(await listIds()).toEqual([both, both, both]);
    const received = await until('both are told', async () => {
      const all = await listReceived(hook.name);
      return all.length === 2 && all;
    });
    for (const { body } of received)
      expect((JSON.parse(body) as { data: { article: { id: string } } }).data.article.id).toBe(feedId);
  });

  it('has an IRI in Atom whatever its old id was, for there an id is one', async () => {
    for (const feed_id of ['17 at old.example', OLD_ADDRESS]) await publish({ title: 'Moved', feed_id });
    const { items } = (await (await send('/feed.json')).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id).sort()).toEqual(['17 at old.example', OLD_ADDRESS]);
    const atom = await (await send('/feed.atom')).text();
    const ids = [...atom.matchAll(/<entry[^>]*>[\s\S]*?<id>(.*?)<\/id>/g)].map(([, id]) => id);
    expect(ids).toEqual([
      expect.stringMatching(/^tag:gazette\.test,\d{4}:article\//),
      expect.stringMatching(/^tag:gazette\.test,\d{4}:article\//),
    ]);
  });

  it('takes no id that another item has or may get', async () => {
    const article = await publish({ title: 'Moved', feed_id: 'n1' });
    const { items } = (await (await send('/feed.json')).json()) as { items: { id: string }[] };
    const own = (await publish({ title: 'Own' })) as ArticleAnswer;
    const tag = (
      (await (await send('/feed.json')).json()) as { items: { id: string; title: string }[] }
    ).items.find(({ title }) => title === 'Own')?.id;
    expect(items).toHaveLength(1);
    expect(tag).toContain(own.id);
    for (const feed_id of ['n1', ' n1 ', tag]) {
      const refused = await callFor<{ errors: unknown[] }>(422, 'POST', '/api/articles', {
        title: 'Again',
        content_text: 'x',
        feed_id,
      });
      expect(refused.errors).toMatchObject([{ pointer: '/feed_id', code: 'feed_id_taken' }]);
    }
    expect(article.id).not.toBe(own.id);
  });

  it('is an administrator’s to name, and of what XML can carry', async () => {
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Desk',
      role: 'editor',
    });
    const body = { title: 'Moved', content_text: 'x', feed_id: 'n2' };
    const refused = await callFor<{ errors: unknown[] }>(422, 'POST', '/api/articles', body, { token });
    expect(refused.errors).toMatchObject([{ pointer: '/feed_id', code: 'admin_only' }]);
    for (const feed_id of ['', ' ', 'a\u0000b', 'a\nb', 'x'.repeat(1001), 17])
      await callFor(422, 'POST', '/api/articles', { ...body, feed_id });
  });

  it('comes back with its id out of an export', async () => {
    await publish({ title: 'Moved', feed_id: 'n3', notify: false });
    const archive = await (await call('GET', '/api/export')).text();
    await reset();
    const headers = { 'content-type': 'application/x-ndjson' };
    const restored = await call('POST', '/api/restore', undefined, { raw: archive, headers });
    expect(restored.status).toBe(204);
    expect(await (await call('GET', '/api/export')).text()).toBe(archive);
    const [line = ''] = archive.split('\n').filter((one) => one.startsWith('{"type":"article"'));
    const other = JSON.parse(line) as { article: Record<string, unknown> };
    other.article.id = '01JDB3A0000000000000000000';
    other.article.slug = 'another';
    const refused = await call('POST', '/api/restore', undefined, { raw: JSON.stringify(other), headers });
    expect(await refused.json()).toMatchObject({
      errors: [{ pointer: '/0/article/feed_id', code: 'not_unique' }],
    });
  });
});
