import { beforeAll, describe, expect, it } from 'vitest';
import {
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  settle,
  until,
} from './client.ts';

interface Hook {
  readonly id: string;
  readonly overlaps: readonly string[];
  readonly [field: string]: unknown;
}
interface Problem {
  readonly code: string;
  readonly webhook?: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];
}

const ALL_EVENTS = ['article.published', 'article.updated', 'article.withdrawn'];
const createHook = async (fields: Record<string, unknown>) => {
  const { name, url } = makeHook('filtered');
  const { id } = await callFor<Hook>(201, 'POST', '/api/webhooks', { url, events: ALL_EVENTS, ...fields });
  return { id, name };
};
const listTitles = async (name: string) =>
  (await listReceived(name)).map(
    ({ body }) => (JSON.parse(body) as { data: { article: { title: string } } }).data.article.title,
  );

beforeAll(async () => {
  for (const slug of ['wf-roads', 'wf-sport', 'wf-water']) await putCategory(slug, slug);
  await putOfficial('wf-mayor', { name: 'Wilma Filter' });
});

describe('a webhook with filters', () => {
  const articles = [
    { title: 'Roads closed', categories: ['wf-roads'] },
    { title: 'Roads and sport', categories: ['wf-roads', 'wf-sport'] },
    { title: 'Straßen gesperrt', categories: ['wf-roads'], language: 'de-AT' },
    { title: 'The mayor at the bridge', categories: ['wf-water'], officials: ['wf-mayor'] },
    { title: 'Café on the bridge', categories: ['wf-sport'] },
    { title: '安庆市宜秀区大桥', categories: ['wf-water'], language: 'zh-CN' },
  ];
  // Each as the API has it, and as a feed has it.
  const filters: [Record<string, unknown>, string][] = [
    [{ not_categories: ['wf-sport'] }, 'not_category=wf-sport'],
    [{ categories: ['wf-roads'], not_categories: ['wf-sport'] }, 'category=wf-roads&not_category=wf-sport'],
    [{ not_officials: ['wf-mayor'], q: 'bridge' }, 'not_official=wf-mayor&q=bridge'],
    [{ q: 'the  BRIDGE' }, 'q=the%20bridge'],
    [{ q: 'cafe' }, 'q=cafe'],
    [{ q: '宜秀' }, 'q=%E5%AE%9C%E7%A7%80'],
    [{ officials: ['wf-mayor'], q: 'sport' }, 'official=wf-mayor&q=sport'],
  ];

  it('is told of what the feed with the same filter has', async () => {
    const hooks = await Promise.all(filters.map(([filter]) => createHook(filter)));
    const everything = await createHook({});
    for (const article of articles) await publish(article);
    await until('all have been told', async () => (await listTitles(everything.name)).length === 6);
    await settle();
    for (const [index, [, query]] of filters.entries()) {
      const feed = await readJsonFeed(`/feed.json?${query}`);
      const ours = feed.items
        .map(({ title }) => title)
        .filter((title) => articles.some((a) => a.title === title));
      await until(`the webhook is told as ?${query} is`, async () => {
        const told = await listTitles(hooks[index]?.name ?? '');
        return JSON.stringify(told.sort()) === JSON.stringify(ours.sort());
      });
    }
  });

  it('by language is told of its regions as well', async () => {
    const german = await createHook({ languages: ['de'] });
    const swiss = await createHook({ languages: ['de-CH', 'fr'] });
    for (const language of ['de', 'de-AT', 'de-CH', 'en', 'den'])
      await publish({ title: language, language });
    await until('it has been told', async () => (await listTitles(german.name)).length === 3);
    await settle();
    expect((await listTitles(german.name)).sort()).toEqual(['de', 'de-AT', 'de-CH']);
    expect(await listTitles(swiss.name)).toEqual(['de-CH']);
  });

  it('by words is told when they go, and of the withdrawal of what had them once', async () => {
    const { name } = await createHook({ q: 'zeppelin' });
    const { id } = await publish({ title: 'A zeppelin over town' });
    await until('it is told', async () => (await listReceived(name)).length === 1);
    const change = (fields: object) =>
      callFor(200, 'PATCH', `/api/articles/${id}`, { change_note: 'It was none.', ...fields });
    await change({ title: 'A balloon over town' });
    await until('it is told that the word went', async () => (await listReceived(name)).length === 2);
    await change({ title: 'A large balloon over town' });
    await change({ status: 'withdrawn', withdrawn_reason: 'Nothing flew.' });
    const told = await until('it is told of the end', async () => {
      const requests = await listReceived(name);
      return requests.length === 3 && requests;
    });
    expect(told.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'article.published',
      'article.updated',
      'article.withdrawn',
    ]);
  });

  it('shows them, takes them as it showed them, and lets them go one by one', async () => {
    const filter = {
      not_categories: ['wf-sport'],
      not_officials: ['wf-mayor'],
      languages: ['de'],
      q: 'bridge tolls',
    };
    const { id } = await createHook({ ...filter, languages: ['DE'], q: ' Bridge\n TOLLS ' });
    const shown = await callFor<Hook>(200, 'GET', `/api/webhooks/${id}`);
    expect(shown).toMatchObject(filter);
    expect(await callFor(200, 'PATCH', `/api/webhooks/${id}`, shown)).toEqual(shown);
    expect(await callFor(200, 'PATCH', `/api/webhooks/${id}`, { q: null, languages: null })).toMatchObject({
      ...filter,
      q: null,
      languages: [],
    });
  });

  it('is refused where a filter can mean nothing, by its place', async () => {
    const { errors } = await callFor<Problem>(422, 'POST', '/api/webhooks', {
      url: makeHook('bad').url,
      languages: ['klingonese'],
      q: '?!',
    });
    expect(errors).toMatchObject([
      { pointer: '/languages/0', code: 'not_language' },
      { pointer: '/q', code: 'no_word_to_search' },
    ]);
    const unknown = await callFor<Problem>(422, 'POST', '/api/webhooks', {
      url: makeHook('bad').url,
      not_categories: ['wf-sport', 'wf-nothing'],
      not_officials: ['wf-nobody'],
    });
    expect(unknown.errors).toMatchObject([
      { pointer: '/not_categories/1', code: 'category_unknown' },
      { pointer: '/not_officials/0', code: 'official_unknown' },
    ]);
  });

  it('keeps what it leaves out from being deleted', async () => {
    await putCategory('wf-left-out', 'Left out');
    const { id } = await createHook({ not_categories: ['wf-left-out'] });
    expect(await callFor<Problem>(409, 'DELETE', '/api/categories/wf-left-out')).toMatchObject({
      code: 'category_in_webhook',
    });
    await callFor(204, 'DELETE', `/api/webhooks/${id}`);
    await callFor(204, 'DELETE', '/api/categories/wf-left-out');
  });
});

describe('an address that is registered again', () => {
  it('with the same format, events and filters is refused, and the webhook there is named', async () => {
    const { url } = makeHook('twice');
    const first = await callFor<Hook>(201, 'POST', '/api/webhooks', {
      url,
      categories: ['wf-roads', 'wf-sport'],
      q: 'bridge',
    });
    const again = await callFor<Problem>(409, 'POST', '/api/webhooks', {
      url,
      categories: ['wf-sport', 'wf-roads', 'wf-sport'],
      q: ' bridge ',
      description: 'Another name',
    });
    expect(again).toMatchObject({ code: 'webhook_exists', webhook: first.id });
    await callFor(204, 'DELETE', `/api/webhooks/${first.id}`);
    await callFor(201, 'POST', '/api/webhooks', { url, categories: ['wf-roads', 'wf-sport'], q: 'bridge' });
  });

  it('with others is told which overlap, and those that cannot are not named', async () => {
    const { url } = makeHook('overlapping');
    const add = (fields: object) => callFor<Hook>(201, 'POST', '/api/webhooks', { url, ...fields });
    const roads = await add({ categories: ['wf-roads'] });
    expect(roads.overlaps).toEqual([]);
    const others = await add({ not_categories: ['wf-roads'] });
    expect(others.overlaps).toEqual([]);
    const german = await add({ languages: ['de'] });
    expect(german.overlaps).toEqual([roads.id, others.id].sort());
    expect((await add({ languages: ['fr'], events: ['article.updated'] })).overlaps).toEqual([]);
    expect((await add({ languages: ['de-AT'], categories: ['wf-sport'] })).overlaps).toEqual(
      [others.id, german.id, roads.id].sort(),
    );
  });

  it('by a change is refused as well, and one that changes nothing is not', async () => {
    const { url } = makeHook('changed');
    const one = await callFor<Hook>(201, 'POST', '/api/webhooks', { url });
    const other = await callFor<Hook>(201, 'POST', '/api/webhooks', { url, categories: ['wf-roads'] });
    expect(
      await callFor<Problem>(409, 'PATCH', `/api/webhooks/${other.id}`, { categories: [] }),
    ).toMatchObject({ code: 'webhook_exists', webhook: one.id });
    await callFor(200, 'PATCH', `/api/webhooks/${one.id}`, { categories: [] });
  });

  it('by a subscriber tells nothing of others’ webhooks', async () => {
    const { url } = makeHook('shared');
    await callFor(201, 'POST', '/api/webhooks', { url });
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Somebody',
      role: 'subscriber',
    });
    const own = await callFor<Hook>(201, 'POST', '/api/webhooks', { url }, { token });
    expect(own.overlaps).toEqual([]);
    const again = await callFor<Problem>(409, 'POST', '/api/webhooks', { url }, { token });
    expect(again.webhook).toBe(own.id);
  });
});
