import { reset } from 'cloudflare:test';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '../../src/feed/address.ts';
import { MAX_FEED_BYTES } from '../../src/feed/size.ts';
import {
  type ArticleAnswer,
  call,
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  putOfficial,
  settle,
  until,
} from './client.ts';
import { ask, listTitles, pathOf, readFeed, readUpdated } from './feed-reader.ts';

const CONTENT_LIMIT_BYTES = 256 * 1024;

/** What a reader's program knows of a feed. */
async function readState(feed: string) {
  const { etag, lastModified, items } = await readFeed(`${feed}.json`);
  return { etag, lastModified, updated: await readUpdated(feed), items };
}

/** `Last-Modified` counts whole seconds: changes that it is to tell apart are made in different ones. */
async function passSecond(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1050 - (Date.now() % 1000)));
}

const patch = (article: ArticleAnswer, change: Record<string, unknown>) =>
  callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, change);
const withdraw = (article: ArticleAnswer, reason = 'Wrong figures') =>
  callFor<ArticleAnswer>(200, 'DELETE', `/api/articles/${article.id}?reason=${encodeURIComponent(reason)}`);

describe('a change of an article', () => {
  let article: ArticleAnswer;

  beforeEach(async () => {
    await reset();
    await putCategory('economy', 'Economy');
    await putCategory('roads', 'Roads');
    article = await publish({
      title: 'Budget',
      categories: ['economy'],
      content_html: '<p>Ten million, secretly.</p>',
      image: 'https://files.example/photo.jpg',
      attachments: [{ url: 'https://files.example/plan.pdf', mime_type: 'application/pdf' }],
      authors: [{ name: 'Ann Author' }],
      date_published: '2026-01-02T03:04:05Z',
    });
    await settle();
  });

  it('is seen at once in each of the feeds that have it, though all of them were just written', async () => {
    const slugs = Array.from({ length: 20 }, (_, index) => `subject-${index}`);
    for (const slug of slugs) await putCategory(slug, slug);
    const busy = await publish({ title: 'First', categories: slugs });
    await patch(busy, { title: 'Second' });
    const titles = await Promise.all(
      slugs.map(async (slug) => (await readFeed(`/categories/${slug}/feed.json`)).items[0]?.title),
    );
    expect(titles).toEqual(slugs.map(() => 'Second'));
  });

  it('that is minor moves ETag and Last-Modified and nothing that readers sort or alert by', async () => {
    const before = await readState('/categories/economy/feed');
    await passSecond();
    await patch(article, { title: 'The budget' });
    await settle();
    const after = await readState('/categories/economy/feed');
    expect(after.etag).not.toBe(before.etag);
    expect(Date.parse(after.lastModified)).toBeGreaterThan(Date.parse(before.lastModified));
    expect(after.updated).toBe(before.updated);
    expect(after.items[0]).toMatchObject({
      id: before.items[0]?.id,
      title: 'The budget',
      date_published: before.items[0]?.date_published,
      date_modified: before.items[0]?.date_modified,
    });
  });

  it('that is major moves updated as well, and its note is in every format under the same id', async () => {
    const before = await readState('/categories/economy/feed');
    await passSecond();
    const changed = await patch(article, {
      content_html: '<p>Eleven million.</p>',
      change_note: 'The sum was <wrong>.',
    });
    await settle();
    const after = await readState('/categories/economy/feed');
    expect(after.etag).not.toBe(before.etag);
    expect(Date.parse(after.lastModified)).toBeGreaterThan(Date.parse(before.lastModified));
    expect(Date.parse(after.updated)).toBe(Date.parse(changed.date_modified ?? ''));
    expect(after.items[0]).toMatchObject({
      id: before.items[0]?.id,
      date_published: '2026-01-02T03:04:05Z',
      date_modified: changed.date_modified,
      _gazette: { revision: 2, change_note: 'The sum was <wrong>.' },
    });
    for (const format of FEED_FORMATS) {
      const text = await (await ask(`/categories/economy/feed.${format}`)).text();
      expect(text).toContain('The sum was ');
      expect(text).toContain('Eleven million');
      expect(text).not.toContain('Ten million');
      expect(text).toContain(before.items[0]?.id);
    }
  });

  it('that withdraws it leaves its notice alone under the same id, and nothing of what it said', async () => {
    const before = await readState('/categories/economy/feed');
    await passSecond();
    const withdrawn = await withdraw(article, 'Not for the public');
    await settle();
    const after = await readState('/categories/economy/feed');
    expect(Date.parse(after.updated)).toBe(Date.parse(withdrawn.date_modified ?? ''));
    expect(Date.parse(after.lastModified)).toBeGreaterThan(Date.parse(before.lastModified));
    // The entry of its own is for readers that never show a change.
    const [id] = before.items.map((item) => item.id);
    expect(after.items.map((item) => item.id)).toEqual([`${id}/withdrawn`, id]);
    for (const format of FEED_FORMATS) {
      const text = await (await ask(`/categories/economy/feed.${format}`)).text();
      expect(text).toContain('Not for the public');
      for (const secret of ['secretly', 'photo.jpg', 'plan.pdf', 'Ann Author'])
        expect(text).not.toContain(secret);
    }
    expect(await listTitles('/feed.json?q=secretly')).toEqual([]);
    expect(await listTitles('/feed.json?q=budget')).toHaveLength(2);
  });

  it('from one category to another takes it from one feed to the other and moves the validators of both', async () => {
    await publish({ title: 'Stays', categories: ['economy'] });
    await publish({ title: 'A road', categories: ['roads'] });
    await settle();
    const before = {
      economy: await readState('/categories/economy/feed'),
      roads: await readState('/categories/roads/feed'),
      both: await readFeed('/feed.json?category=economy&category=roads'),
      without: await readFeed('/feed.json?not_category=roads'),
      search: await readFeed('/feed.json?category=economy&q=million'),
    };
    expect(before.search.items).toHaveLength(1);
    await passSecond();
    await patch(article, { categories: ['roads'] });
    await settle();
    const economy = await readState('/categories/economy/feed');
    const roads = await readState('/categories/roads/feed');
    expect(economy.items.map(({ title }) => title)).toEqual(['Stays']);
    expect(roads.items.map(({ title }) => title)).toEqual(['A road', 'Budget']);
    expectMoved(before.economy, economy);
    expectMoved(before.roads, roads);
    // Another spelling of the same filter is no other feed, so one more excluded place asks the ledger anew.
    await putCategory('sport', 'Sport');
    const without = await readFeed('/feed.json?not_category=roads&not_category=sport');
    expect(without.items.map(({ title }) => title)).toEqual(['Stays']);
    expect(Date.parse(without.lastModified)).toBeGreaterThan(Date.parse(before.without.lastModified));
    const search = await readFeed('/feed.json?category=economy&not_category=sport&q=million');
    expect(search.items).toEqual([]);
    expect(Date.parse(search.lastModified)).toBeGreaterThan(Date.parse(before.search.lastModified));
  });

  it('that takes it out of a month or a search moves the validators of what it left', async () => {
    await publish({ title: 'Another budget', date_published: '2026-01-01T00:00:00Z' });
    await settle();
    const month = await readFeed('/feed.json?month=2026-01');
    const search = await readFeed('/feed.json?q=budget');
    expect([month.items.length, search.items.length]).toEqual([2, 2]);
    await passSecond();
    await patch(article, {
      title: 'Sums',
      content_text: 'Nothing more.',
      date_published: '2025-12-02T00:00:00Z',
    });
    await settle();
    const later = {
      month: await readFeed('/feed.json?not_category=roads&month=2026-01'),
      search: await readFeed('/feed.json?not_category=roads&q=budget'),
    };
    expect([later.month.items.length, later.search.items.length]).toEqual([1, 1]);
    expect(Date.parse(later.month.lastModified)).toBeGreaterThan(Date.parse(month.lastModified));
    expect(Date.parse(later.search.lastModified)).toBeGreaterThan(Date.parse(search.lastModified));
  });

  it('of a name moves the validators of the feed that is titled after it, and a second equal PUT does not', async () => {
    const before = await readState('/categories/economy/feed');
    await passSecond();
    await callFor(200, 'PUT', '/api/categories/economy', { name: 'Economy and trade' });
    await settle();
    const renamed = await readFeed('/categories/economy/feed.json');
    expect(renamed.title).toBe('Gazette: Economy and trade');
    expectMoved(before, renamed);
    await callFor(200, 'PUT', '/api/categories/economy', { name: 'Economy and trade' });
    await settle();
    expect((await readFeed('/categories/economy/feed.json')).etag).toBe(renamed.etag);
  });

  it('of a category or an official that sends it as it is moves no byte and no validator, of an empty feed neither', async () => {
    await putOfficial('ann-lee', { name: 'Ann Lee', role: 'Mayor' });
    await settle();
    const feeds = [
      '/categories/economy/feed.json',
      '/categories/roads/feed.atom',
      '/officials/ann-lee/feed.atom',
    ];
    const readAll = async () =>
      await Promise.all(
        feeds.map(async (feed) => {
          const answer = await ask(feed);
          const { headers } = answer;
          return [headers.get('etag'), headers.get('last-modified'), await answer.text()];
        }),
      );
    const before = await readAll();
    await passSecond();
    await callFor(200, 'PUT', '/api/categories/economy', { name: 'Economy', description: null });
    await callFor(200, 'PUT', '/api/categories/roads', { name: 'Roads' });
    await callFor(200, 'PUT', '/api/officials/ann-lee', { name: 'Ann Lee', role: 'Mayor', aliases: [] });
    await settle();
    expect(await readAll()).toEqual(before);
  });
});

describe('older articles', () => {
  const articles: ArticleAnswer[] = [];

  beforeAll(async () => {
    await reset();
    await putCategory('economy', 'Economy');
    const made = await publishMany(45, (number) => ({
      title: `Number ${number}`,
      categories: ['economy'],
      notify: false,
    }));
    articles.push(...made);
    await settle();
  });

  it('come back into the first page with a major change or a withdrawal, up to as many as the newest', async () => {
    const at = (number: number) => articles[number] as ArticleAnswer;
    for (const feed of ['/feed', '/categories/economy/feed']) {
      expect((await readFeed(`${feed}.json`)).items).toHaveLength(20);
    }
    const before = await readState('/feed');
    await passSecond();
    await patch(at(0), { title: 'Zero, corrected', change_note: 'A number.' });
    await withdraw(at(1));
    await patch(at(2), { title: 'Two, quietly' });
    await settle();
    const after = await readState('/feed');
    const shown = after.items.filter(({ id }) => !id.endsWith('/withdrawn'));
    expect(after.items).toHaveLength(shown.length + 1);
    const titles = shown.map(({ title }) => title);
    expect(titles).toHaveLength(22);
    expect(titles.slice(0, 20)).toEqual(before.items.map(({ title }) => title));
    expect(shown.slice(20).map(({ id }) => id.slice(-26))).toEqual([at(1).id, at(0).id]);
    expect(titles.at(-1)).toBe('Zero, corrected');
    expect(Date.parse(after.updated)).toBeGreaterThan(Date.parse(before.updated));
    expectMoved(before, after);
    // Before the twenty that are to be seen, so that theirs is the latest.
    await Promise.all([3, 4].map((number) => patch(at(number), { change_note: 'These as well.' })));
    const latest = articles.slice(5, 25);
    await Promise.all(latest.map((article) => patch(article, { change_note: 'All of them.' })));
    await settle();
    for (const feed of ['/feed', '/categories/economy/feed']) {
      const { items, next_url } = await readFeed(`${feed}.json`);
      expect(items).toHaveLength(40);
      // The latest changes are the ones that are shown.
      expect(items.slice(20).map(({ id }) => id.slice(-26))).toEqual(
        articles
          .slice(5, 25)
          .map(({ id }) => id)
          .reverse(),
      );
      expect(new Set(items.map(({ id }) => id)).size).toBe(40);
      // The way to the rest goes on behind the newest, so what was changed is there in its own place as well.
      const second = await readFeed(pathOf(next_url ?? ''));
      expect(second.items.map(({ id }) => id.slice(-26))).toEqual(
        articles
          .slice(5, 25)
          .map(({ id }) => id)
          .reverse(),
      );
    }
  });

  it('that are published with an old date are in the first page, unless nobody is to be told', async () => {
    const old = { categories: ['economy'], date_published: '1999-05-06T07:08:09Z' };
    const before = await readFeed('/feed.json');
    const draft = await publish({ ...old, title: 'Drafted, dated back', status: 'draft' });
    await publish({ ...old, title: 'Moved in', notify: false });
    await publish({ ...old, title: 'Dated back' });
    await patch(draft, { status: 'published' });
    await settle();
    for (const feed of ['/feed', '/categories/economy/feed']) {
      for (const format of FEED_FORMATS) {
        const text = await (await ask(`${feed}.${format}`)).text();
        expect(text).toContain('Dated back');
        expect(text).toContain('Drafted, dated back');
        expect(text).not.toContain('Moved in');
      }
    }
    const { items } = await readFeed('/feed.json');
    expect(items.slice(0, 20).map(({ id }) => id)).toEqual(before.items.slice(0, 20).map(({ id }) => id));
    expect(items.filter(({ title }) => title.endsWith('ated back'))).toMatchObject([
      { date_published: old.date_published, date_modified: old.date_published },
      { date_published: old.date_published, date_modified: old.date_published },
    ]);
  });

  it('that are corrected quietly leave the bytes of the first page alone', async () => {
    const before = await readFeed('/feed.json');
    await patch(articles[3] as ArticleAnswer, { summary: 'Another summary.' });
    await settle();
    const after = await readFeed('/feed.json');
    expect(after.etag).toBe(before.etag);
  });
});

describe('the largest', () => {
  beforeEach(() => reset());

  it('articles leave the document below 1.9 MB, and next goes on without a gap', async () => {
    const articles = await publishMany(21, (number) => ({
      title: `Large ${number}`,
      content_html: number % 2 === 0 ? fill(CONTENT_LIMIT_BYTES, number) : fillWithTags(CONTENT_LIMIT_BYTES),
    }));
    const made = articles.map(({ id }) => id).reverse();
    await settle();
    for (const format of FEED_FORMATS) {
      const seen: string[] = [];
      let path: string | null = `/feed.${format}`;
      let pages = 0;
      while (path !== null) {
        const response: Response = await ask(path);
        const bytes = await response.arrayBuffer();
        expect(bytes.byteLength).toBeLessThan(MAX_FEED_BYTES);
        const text = new TextDecoder().decode(bytes);
        seen.push(...[...new Set(text.match(/:article\/[0-9A-Z]{26}/g))].map((id) => id.slice(-26)));
        const next: string | undefined = /<([^>]+)>; rel="next"/.exec(
          response.headers.get('link') ?? '',
        )?.[1];
        path = next === undefined ? null : pathOf(next);
        pages += 1;
      }
      expect(pages).toBeGreaterThan(2);
      expect(seen).toEqual(made);
    }
  });

  it('corrections never overfill a document either', async () => {
    const made = await publishMany(24, (number) => ({
      title: `Large ${number}`,
      content_html: fill(number < 4 ? CONTENT_LIMIT_BYTES : 85_000, number),
    }));
    for (const article of made.slice(0, 4)) await patch(article, { change_note: 'Corrected.' });
    await settle();
    const bytes = await (await ask('/feed.json')).arrayBuffer();
    expect(bytes.byteLength).toBeLessThan(MAX_FEED_BYTES);
    const { items } = JSON.parse(new TextDecoder().decode(bytes)) as { items: { id: string }[] };
    expect(items.length).toBeGreaterThanOrEqual(20);
  });

  it('article that is allowed is stored, shown whole in each format and told to webhooks; one byte more is 422', async () => {
    for (let number = 0; number < 50; number++) {
      await putOfficial(`official-${number}`, { name: `Official number ${number}`, role: 'Member' });
      if (number < 20) await putCategory(`category-${number}`, `Category number ${number}`);
    }
    const hook = makeHook('largest');
    await callFor(201, 'POST', '/api/webhooks', { url: hook.url });
    const largest = {
      title: '&'.repeat(300),
      summary: '<'.repeat(1000),
      content_html: fill(CONTENT_LIMIT_BYTES, 1),
      categories: Array.from({ length: 20 }, (_, number) => `category-${number}`),
      officials: Array.from({ length: 50 }, (_, number) => ({
        slug: `official-${number}`,
        relation: 'author',
      })),
      authors: Array.from({ length: 20 }, (_, number) => ({ name: `Author ${number}` })),
      attachments: Array.from({ length: 20 }, (_, number) => ({
        url: `https://files.example/${number}.pdf`,
        mime_type: 'application/pdf',
        title: `Paper ${number}`,
        size_in_bytes: number,
      })),
    };
    for (const [field, more] of [
      ['content_html', fill(CONTENT_LIMIT_BYTES + 1, 1)],
      ['title', `${largest.title}x`],
      ['summary', `${largest.summary}x`],
      ['categories', [...largest.categories, 'category-20']],
      ['officials', [...largest.officials, { slug: 'official-50' }]],
      ['authors', [...largest.authors, { name: 'One more' }]],
      ['attachments', [...largest.attachments, { url: 'https://files.example/more.pdf', mime_type: 'a/b' }]],
    ] as const) {
      if (field === 'categories') await call('PUT', '/api/categories/category-20', { name: 'One more' });
      if (field === 'officials') await call('PUT', '/api/officials/official-50', { name: 'One more' });
      const response = await call('POST', '/api/articles', { ...largest, [field]: more });
      const problem = (await response.json()) as { errors?: { pointer: string }[] };
      expect([field, response.status, problem.errors?.[0]?.pointer]).toEqual([
        field,
        422,
        expect.stringContaining(`/${field}`),
      ]);
    }
    expect(await callFor(200, 'GET', '/api/articles')).toEqual({ articles: [], next_cursor: null });
    const article = await publish(largest);
    expect(new TextEncoder().encode(article.content_html)).toHaveLength(CONTENT_LIMIT_BYTES);
    await settle();
    for (const place of ['', '/categories/category-19', '/officials/official-49']) {
      for (const format of FEED_FORMATS) {
        const text = await (await ask(`${place}/feed.${format}`)).text();
        expect(text.length).toBeLessThan(MAX_FEED_BYTES);
        expect(text).toContain(`:article/${article.id}`);
        expect(text).toContain('the end of number 1');
        expect(text.split('Official number ').length - 1).toBeGreaterThanOrEqual(100);
      }
    }
    const [item] = (await readFeed('/feed.json')).items;
    expect(item?.content_html).toBe(article.content_html);
    const [received] = await until('the webhook has it', async () => {
      const list = await listReceived(hook.name);
      return list.length > 0 && list;
    });
    expect(new TextEncoder().encode(received?.body).length).toBeLessThanOrEqual(20_000);
    const { data } = JSON.parse(received?.body ?? '') as { data: Record<string, Record<string, unknown>> };
    expect(data.article).toMatchObject({
      title: largest.title,
      url: article.url,
      content_omitted: true,
      _gazette: { id: article.id },
    });
    expect(data.article).not.toHaveProperty('content_html');
    expect((await call('GET', '/health')).status).toBe(200);
  });
});

/** Publishes articles at once, an hour apart in their dates, the oldest first. */
function publishMany(count: number, describeArticle: (number: number) => object): Promise<ArticleAnswer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, number) =>
      publish({
        ...describeArticle(number),
        date_published: new Date(Date.UTC(2026, 0, 1, number)).toISOString(),
      }),
    ),
  );
}

/** A paragraph of exactly so many bytes of HTML, as it is stored. */
function fill(bytes: number, number: number): string {
  const [open, close] = ['<p>', ` the end of number ${number}</p>`];
  return `${open}${'字词x '.repeat(bytes).slice(0, Math.floor((bytes - open.length - close.length) / 8) * 4)}${'x'.repeat(
    (bytes - open.length - close.length) % 8,
  )}${close}`;
}

/** The same of the tags that cost most in XML. */
function fillWithTags(bytes: number): string {
  const tags = '<b>x</b>';
  const room = bytes - '<p></p>'.length;
  return `<p>${tags.repeat(room / tags.length)}${'y'.repeat(room % tags.length)}</p>`;
}

function expectMoved(
  before: { readonly etag: string; readonly lastModified: string },
  after: { readonly etag: string; readonly lastModified: string },
): void {
  expect(after.etag).not.toBe(before.etag);
  expect(Date.parse(after.lastModified)).toBeGreaterThan(Date.parse(before.lastModified));
}
