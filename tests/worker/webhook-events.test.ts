import { beforeAll, describe, expect, it, vi } from 'vitest';
import { call, callFor, listReceived, makeHook, publish, putCategory, settle, until } from './client.ts';
import { refuseRapidWrites } from './faulty-store.ts';

interface Event {
  readonly type: string;
  readonly data: { readonly article: { readonly title: string; readonly _gazette: { revision: number } } };
}
interface Problem {
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

const ALL_EVENTS = ['article.published', 'article.updated', 'article.withdrawn'];

const createHook = async (name: string, fields: Record<string, unknown>) => {
  const hook = makeHook(name);
  const { id } = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: hook.url, ...fields });
  return { id, name: hook.name };
};
const patchArticle = (id: string, change: unknown) => callFor(200, 'PATCH', `/api/articles/${id}`, change);
const received = (name: string, count: number) =>
  until(`${count} requests came to ${name}`, async () => {
    const requests = await listReceived(name);
    return requests.length >= count && requests;
  });
const listEvents = async (name: string) =>
  (await listReceived(name)).map(({ body }) => {
    const { type, data } = JSON.parse(body) as Event;
    return `${type} ${data.article._gazette.revision}`;
  });

beforeAll(async () => {
  for (const slug of ['we-left', 'we-joined', 'we-held', 'we-quiet', 'we-burst'])
    await putCategory(slug, slug);
});

describe('an event', () => {
  it('goes to whom the article matches before or after the change, and to nobody else', async () => {
    const left = await createHook('left', { events: ALL_EVENTS, categories: ['we-left'] });
    const joined = await createHook('joined', { events: ALL_EVENTS, categories: ['we-joined'] });
    const { id } = await publish({ title: 'Moves', categories: ['we-left'] });
    await received(left.name, 1);
    await patchArticle(id, { categories: ['we-joined'], change_note: 'Wrong category.' });
    await received(joined.name, 1);
    await patchArticle(id, { title: 'Moved', change_note: 'A better title.' });
    await received(joined.name, 2);
    await received(left.name, 2);
    await settle();
    expect(await listEvents(left.name)).toEqual(['article.published 1', 'article.updated 2']);
    expect(await listEvents(joined.name)).toEqual(['article.updated 2', 'article.updated 3']);
  });

  it('has an id that no other message has, and each webhook its own', async () => {
    const hooks = [
      await createHook('ids', { events: ALL_EVENTS, categories: ['we-left'] }),
      await createHook('ids', { events: ALL_EVENTS, categories: ['we-left'] }),
    ];
    const { id } = await publish({ title: 'Counted', categories: ['we-left'] });
    for (const { name } of hooks) await received(name, 1);
    await patchArticle(id, { change_note: 'Once more.' });
    for (const { name } of hooks) await received(name, 2);
    const requests = (await Promise.all(hooks.map(({ name }) => listReceived(name)))).flat();
    const ids = requests.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(4);
    for (const messageId of ids) expect(messageId).toMatch(/^[A-Za-z0-9_]+$/);
  });

  it('is a publication where a withdrawn article returns, for whoever got the withdrawal', async () => {
    const hook = await createHook('again', { events: ALL_EVENTS, categories: ['we-left'] });
    const { id } = await publish({ title: 'Back again', categories: ['we-left'] });
    await received(hook.name, 1);
    await callFor(200, 'DELETE', `/api/articles/${id}`);
    await received(hook.name, 2);
    await patchArticle(id, { status: 'published', change_note: 'It was right.' });
    await received(hook.name, 3);
    expect(await listEvents(hook.name)).toEqual([
      'article.published 1',
      'article.withdrawn 2',
      'article.published 3',
    ]);
  });

  it('is none where nobody is to be told, and none before the publication', async () => {
    const hook = await createHook('quiet', { events: ALL_EVENTS, categories: ['we-quiet'] });
    await publish({ title: 'Moved in', categories: ['we-quiet'], notify: false });
    const draft = await publish({ title: 'A draft', categories: ['we-quiet'], status: 'draft' });
    await patchArticle(draft.id, { title: 'A better draft', change_note: 'Not yet.' });
    await patchArticle(draft.id, { status: 'scheduled', date_published: '2999-01-01T00:00:00Z' });
    await callFor(204, 'DELETE', `/api/articles/${draft.id}`);
    await publish({ title: 'Told', categories: ['we-quiet'] });
    await received(hook.name, 1);
    await settle();
    expect((await listReceived(hook.name)).map(({ body }) => JSON.parse(body).data.article.title)).toEqual([
      'Told',
    ]);
  });
});

describe('articles that are published at once', () => {
  it('are in the store before anybody is told of them, or two seconds have passed', async () => {
    const hook = await createHook('burst', { categories: ['we-burst'] });
    await settle();
    await scheduler.wait(1_000);
    const { taken } = refuseRapidWrites();
    const publishedAt = new Map<string, number>();
    await Promise.all(
      Array.from({ length: 10 }, async (_, number) => {
        const askedAt = Date.now();
        const { id } = await publish({ title: `Burst ${number}`, categories: ['we-burst'] });
        publishedAt.set(id, askedAt);
      }),
    );
    const requests = await received(hook.name, 10);
    await settle();
    for (const { body, at } of requests) {
      const { id } = (JSON.parse(body) as { data: { article: { _gazette: { id: string } } } }).data.article
        ._gazette;
      for (const key of ['feed:all', 'feed:category/we-burst']) {
        const shownAt = taken.find((write) => write.key === key && write.value.includes(id))?.at ?? Infinity;
        expect(Math.min(shownAt, (publishedAt.get(id) ?? 0) + 2_000), key).toBeLessThanOrEqual(at);
      }
    }
    vi.restoreAllMocks();
  });
});

describe('a filter', () => {
  it.each([
    ['empty', { events: [], categories: [], officials: [] }],
    ['null', { events: null, categories: null, officials: null }],
  ])('that is %s means everything', async (_, filter) => {
    const { id, name } = await createHook('everything', filter);
    expect(await callFor(200, 'GET', `/api/webhooks/${id}`)).toMatchObject({
      events: ['article.published', 'article.withdrawn'],
      categories: [],
      officials: [],
    });
    await publish({ title: 'Of no category', categories: [], officials: [] });
    await received(name, 1);
  });

  it('with a slug that nobody knows is refused, and the webhook stays as it was', async () => {
    const url = makeHook('unknown').url;
    const wanted = { categories: ['we-held', 'we-nowhere'], officials: ['we-nobody'] };
    const refused = await callFor<Problem>(422, 'POST', '/api/webhooks', { url, ...wanted });
    expect(refused.errors.map(({ pointer }) => pointer)).toEqual(['/categories/1', '/officials/0']);
    const { id } = await createHook('unknown', { categories: ['we-held'] });
    const before = await callFor(200, 'GET', `/api/webhooks/${id}`);
    await callFor(422, 'PATCH', `/api/webhooks/${id}`, { ...wanted, description: 'Half done' });
    expect(await callFor(200, 'GET', `/api/webhooks/${id}`)).toEqual(before);
  });

  it('keeps its category from being deleted, until the webhook wants another or is gone', async () => {
    const { id } = await createHook('holding', { categories: ['we-held'] });
    const others = await callFor<{ webhooks: { id: string; categories: string[] }[] }>(
      200,
      'GET',
      '/api/webhooks',
    );
    for (const other of others.webhooks) {
      if (other.id !== id && other.categories.includes('we-held'))
        await callFor(204, 'DELETE', `/api/webhooks/${other.id}`);
    }
    expect((await call('DELETE', '/api/categories/we-held')).status).toBe(409);
    await callFor(200, 'PATCH', `/api/webhooks/${id}`, { categories: ['we-left'] });
    await callFor(204, 'DELETE', '/api/categories/we-held');
  });
});
