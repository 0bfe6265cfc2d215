import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeliveryQueueCalls } from '../../src/delivery/queue-calls.ts';
import {
  type ArticleAnswer,
  call,
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  putOfficial,
  setBehaviour,
  settle,
  until,
} from './client.ts';
import { ask, readFeed } from './feed-reader.ts';

interface Message {
  readonly event: string;
  readonly state: string;
}

const createHook = (fields: Record<string, unknown>) =>
  callFor<{ id: string }>(201, 'POST', '/api/webhooks', fields);
const listEvents = async (name: string) =>
  (await listReceived(name)).map(({ body }) => (JSON.parse(body) as { type: string }).type);
const received = (name: string, count: number) =>
  until(`${count} requests came to ${name}`, async () => (await listReceived(name)).length >= count);

beforeAll(async () => {
  for (const slug of ['wd-first', 'wd-second', 'wd-never']) await putCategory(slug, slug);
});

/** Every value of the published store, as text. */
async function dumpStore(): Promise<string> {
  const values: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page: KVNamespaceListResult<unknown> = await env.ARTICLES.list({ cursor: cursor ?? null });
    for (const { name, metadata } of page.keys) {
      values.push(`${name} ${JSON.stringify(metadata)} ${await env.ARTICLES.get(name)}`);
    }
    if (page.list_complete) return values.join('\n');
    cursor = page.cursor;
  }
}

describe('a withdrawal', () => {
  it('leaves a title, a reason and the places of the article, and no word of anything else anywhere', async () => {
    await putCategory('wd-left', 'Left over');
    await callFor(201, 'PUT', '/api/offices/wd-hall', { name: 'Mayor' });
    await putOfficial('wd-mayor', { name: 'Zoe Quell', terms: [{ office: 'wd-hall' }] });
    const uploaded = await callFor<{ url: string }>(201, 'POST', '/api/files', undefined, {
      raw: new TextEncoder().encode('%PDF-1.7\n% Qbytes\n'),
      headers: { 'content-disposition': 'attachment; filename="qupload.pdf"' },
    });
    const neighbour = await publish({ title: 'Published before it', language: 'fr' });
    const told = makeHook('left');
    const { id: webhook } = await createHook({
      url: told.url,
      categories: ['wd-left'],
      events: ['article.withdrawn'],
    });
    const all = makeHook('left-all');
    await createHook({ url: all.url, events: ['article.published', 'article.updated', 'article.withdrawn'] });
    const draft = await publish({ status: 'draft' });
    const preview = await callFor<{ url: string }>(201, 'POST', `/api/articles/${draft.id}/previews`);
    const article = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${draft.id}`, {
      status: 'published',
      title: 'Qformertitle of it',
      slug: 'withdrawn-wholly',
      translations: [neighbour.id],
      summary: 'Qsummary.',
      content_html: '<p>Qcontent <a href="https://hall.example.org/qlink">there</a></p>',
      external_id: 'qexternal',
      categories: ['wd-left'],
      officials: [{ slug: 'wd-mayor', role: 'Qrole', relation: 'author' }],
      source: { name: 'Qsource', url: 'https://hall.example.org/qsourceurl' },
      authors: [{ name: 'Qauthor' }],
      image: {
        url: 'https://hall.example.org/qimage.png',
        alt: 'Qalt',
        caption: 'Qcaption',
        credit: 'Qcredit',
      },
      attachments: [
        { url: 'https://hall.example.org/qfile.pdf', mime_type: 'application/pdf', title: 'Qattachment' },
        { url: uploaded.url, mime_type: 'application/pdf', title: 'Qplan' },
      ],
    });
    expect(article.officials).toMatchObject([{ slug: 'wd-mayor', office: 'wd-hall' }]);
    await received(all.name, 1);
    await callFor(200, 'PATCH', `/api/articles/${article.id}`, {
      title: 'Kept title',
      change_note: 'Qnote.',
    });
    await callFor(200, 'DELETE', `/api/articles/${article.id}?reason=Kept%20reason`);
    await received(told.name, 1);
    await settle();
    const words = ['formertitle', 'summary', 'content', 'link', 'external', 'role', 'source', 'sourceurl']
      .concat(['author', 'image', 'alt', 'caption', 'credit', 'file', 'attachment', 'note'])
      .concat(['upload', 'bytes', 'plan'])
      .map((word) => `q${word}`);
    const formats = ['rss', 'atom', 'json'];
    const paths = [
      ...['', '/categories/wd-left', '/officials/wd-mayor', '/offices/wd-hall'].flatMap((place) => [
        place || '/',
        ...formats.map((format) => `${place}/feed.${format}`),
      ]),
      ...formats.flatMap((format) =>
        [
          'category=wd-left&official=wd-mayor',
          'office=wd-hall&language=en',
          `month=${new Date().toISOString().slice(0, 7)}`,
          'not_category=wd-first',
          'q=kept%20title',
        ].map((filter) => `/feed.${format}?${filter}`),
      ),
      ...['/categories', '/officials', '/offices', '/search', '/search?q=kept%20title'],
      ...['/sitemap.xml', '/sitemaps/news.xml', '/opml.xml', '/subscribe'],
      new URL(preview.url).pathname,
      new URL(uploaded.url).pathname,
      `/articles/${neighbour.slug}`,
      `/articles/${neighbour.slug}.md`,
      `/articles/${article.slug}`,
      `/articles/${article.slug}.md`,
    ];
    const places = new Map<string, string>([
      ['the store', await dumpStore()],
      ['a webhook', JSON.stringify(await listReceived(told.name))],
      ['its messages', JSON.stringify(await callFor(200, 'GET', `/api/webhooks/${webhook}/messages`))],
    ]);
    for (const path of paths) places.set(path, await (await ask(path)).text());
    for (const [place, text] of places) {
      const found = words.filter((word) => text.toLowerCase().includes(word));
      expect([place, found]).toEqual([place, []]);
    }
    for (const word of words) {
      expect((await readFeed(`/feed.json?q=${word}`)).items).toEqual([]);
      expect(await (await ask(`/search?q=${word}`)).text()).not.toContain('/articles/withdrawn-wholly');
    }
    expect((await readFeed('/feed.json?q=kept%20title')).items).toMatchObject([
      {
        id: expect.stringContaining(`${article.id}/withdrawn`),
        title: expect.stringContaining('Kept title'),
      },
      {
        id: expect.stringMatching(new RegExp(`${article.id}$`)),
        title: expect.stringContaining('Kept title'),
      },
    ]);
    expect(places.get('a webhook')).toContain('Kept reason');
  });

  it('is told to everybody who was told of the article, whatever its category is by now', async () => {
    const [first, second, never] = [makeHook('first'), makeHook('second'), makeHook('never')];
    await createHook({ url: first.url, categories: ['wd-first'] });
    await createHook({ url: second.url, categories: ['wd-second'] });
    await createHook({ url: never.url, categories: ['wd-never'] });
    const { id } = await publish({ title: 'Moves quietly', categories: ['wd-first'] });
    await received(first.name, 1);
    await callFor(200, 'PATCH', `/api/articles/${id}`, { categories: ['wd-second'] });
    await callFor(200, 'DELETE', `/api/articles/${id}?reason=Wrong`);
    await received(first.name, 2);
    await received(second.name, 1);
    await settle();
    expect(await listEvents(first.name)).toEqual(['article.published', 'article.withdrawn']);
    expect(await listEvents(second.name)).toEqual(['article.withdrawn']);
    expect(await listEvents(never.name)).toEqual([]);
  });

  it('ends what is on its way to a webhook that by now wants other articles', async () => {
    const hook = makeHook('changed-mind');
    await setBehaviour(hook.name, { status: 503 });
    const webhook = await createHook({ url: hook.url, categories: ['wd-first'] });
    const { id } = await publish({ title: 'Nobody may read this', categories: ['wd-first'] });
    await received(hook.name, 1);
    await callFor(200, 'PATCH', `/api/webhooks/${webhook.id}`, { categories: ['wd-never'] });
    await callFor(200, 'PATCH', `/api/webhooks/${webhook.id}`, { description: 'Renamed as well' });
    await callFor(200, 'DELETE', `/api/articles/${id}`);
    await until('the message is cancelled', async () => {
      const path = `/api/webhooks/${webhook.id}/messages`;
      const { messages } = await callFor<{ messages: Message[] }>(200, 'GET', path);
      return messages.length === 1 && messages[0]?.state === 'cancelled';
    });
  });
});

describe('a withdrawal that a queue cannot be told of yet', () => {
  const withdrawals: Record<string, (path: string) => Promise<Response>> = {
    DELETE: (path) => call('DELETE', path),
    PATCH: (path) => call('PATCH', path, { status: 'withdrawn' }),
  };

  it.each(Object.entries(withdrawals))('by %s is 202, and is carried out once it can be', async (_, ask) => {
    const hook = makeHook('unreachable');
    await setBehaviour(hook.name, { status: 500 });
    const { id: webhook } = await createHook({ url: hook.url, events: ['article.published'] });
    const { id } = await publish({ title: 'On its way' });
    await received(hook.name, 1);
    const [queue] = await listDurableObjectIds(env.DELIVERY);
    if (queue === undefined) throw new Error('No queue has anything.');
    const prototype = await runInDurableObject(
      env.DELIVERY.get(queue),
      (instance: DeliveryQueueCalls) => Object.getPrototypeOf(instance) as DeliveryQueueCalls,
    );
    const cancelling = vi.spyOn(prototype, 'cancelArticle').mockRejectedValue(new Error('It is away.'));
    try {
      const answer = await ask(`/api/articles/${id}`);
      expect(answer.status).toBe(202);
      expect(await answer.json()).toMatchObject({ id, status: 'withdrawn' });
      expect((await call('DELETE', `/api/articles/${id}`)).status).toBe(202);
    } finally {
      cancelling.mockRestore();
    }
    await until('it is taken back', async () => (await call('DELETE', `/api/articles/${id}`)).status === 200);
    const path = `/api/webhooks/${webhook}/messages`;
    expect(await callFor(200, 'GET', path)).toMatchObject({ messages: [{ state: 'cancelled' }] });
  });
});

describe('the return of a withdrawn article', () => {
  it('needs a note and brings back all of it, under the same id and address', async () => {
    const article = await publish({
      title: 'Comes back',
      content_text: 'Zyxomma dragonflies were counted.',
      categories: ['wd-first'],
      source: { name: 'Hall', url: 'https://hall.example.org/' },
    });
    const path = `/api/articles/${article.id}`;
    const find = async (feed: string) => {
      await settle();
      return (await readFeed(feed)).items.find(({ id }) => id.endsWith(article.id));
    };
    const before = await find('/categories/wd-first/feed.json');
    await callFor(200, 'DELETE', path);
    await settle();
    expect((await ask(`/articles/${article.slug}`)).status).toBe(410);
    expect(await callFor(422, 'PATCH', path, { status: 'published' })).toMatchObject({
      errors: [{ pointer: '/change_note', code: 'change_note_missing' }],
    });
    expect(await find('/feed.json?q=zyxomma')).toBeUndefined();
    const returned = await callFor(200, 'PATCH', path, {
      status: 'published',
      change_note: 'Counted right.',
    });
    expect(returned).toMatchObject({ status: 'published', revision: 3, withdrawn_reason: null });
    for (const feed of ['/feed.json', '/categories/wd-first/feed.json', '/feed.json?q=zyxomma']) {
      const item = await find(feed);
      expect(item).toMatchObject({ id: before?.id, date_published: before?.date_published });
      for (const part of ['Zyxomma', 'Counted right.']) expect(item?.content_html).toContain(part);
    }
    const page = await ask(`/articles/${article.slug}`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Zyxomma')]);
    expect(await callFor(200, 'GET', `${path}/revisions?limit=1`)).toMatchObject({
      revisions: [{ revision: 3, change: 'republished' }],
    });
  });
});
