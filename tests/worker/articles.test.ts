import { describe, expect, it } from 'vitest';
import {
  ADMIN_TOKEN,
  type ArticleAnswer,
  call,
  callFor,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  send,
  until,
} from './client.ts';

describe('publishing an article', () => {
  it('answers 201 with the article and its location, and the page of the article exists', async () => {
    const response = await call('POST', '/api/articles', {
      title: ' The  mayor opens a school ',
      content_text: 'Hello.',
    });
    expect(response.status).toBe(201);
    const article = (await response.json()) as ArticleAnswer;
    expect(response.headers.get('location')).toBe(`http://gazette.test/api/articles/${article.id}`);
    expect(response.headers.get('etag')).toBe('"1"');
    expect(article).toMatchObject({
      status: 'published',
      revision: 1,
      title: 'The mayor opens a school',
      summary: 'Hello.',
    });
    expect(article.url).toBe(`http://gazette.test/articles/${article.slug}`);
    expect(article.slug).toMatch(/^\d{4}-\d\d-\d\d-the-mayor-opens-a-school$/);
    expect(article.date_published).toMatch(/Z$/);
  });

  it('is in the feed of everything, of its category and of its official at once', async () => {
    await putCategory('economy', 'Economy');
    await putOfficial('wu-shu', { name: '吴曙', role: '区委副书记、区长' });
    const article = await publish({
      title: '宜秀區召開推進會',
      content_text: '區長吳曙出席會議。',
      categories: ['economy'],
      language: 'zh-Hant',
    });
    expect(article.officials).toEqual([
      { slug: 'wu-shu', name: '吴曙', role: '区委副书记、区长', office: null, relation: 'mentioned' },
    ]);
    for (const path of ['/feed.json', '/categories/economy/feed.json', '/officials/wu-shu/feed.json']) {
      const feed = await until(`${path} has the article`, async () => {
        const read = await readJsonFeed(path);
        return read.items.some(({ id }) => id.endsWith(`:article/${article.id}`)) ? read : null;
      });
      expect(feed.feed_url).toBe(`http://gazette.test${path}`);
    }
  });

  it('gives 50 parallel requests with one Idempotency-Key one article and 50 equal answers', async () => {
    const body = { title: 'Only once', content_text: 'Once.' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const response = await call('POST', '/api/articles', body, {
          headers: { 'idempotency-key': 'key-1' },
        });
        return {
          status: response.status,
          replayed: response.headers.get('idempotent-replayed'),
          text: await response.text(),
        };
      }),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(answers.filter(({ replayed }) => replayed === null)).toHaveLength(1);
    const { articles } = await callFor<{ articles: ArticleAnswer[] }>(200, 'GET', '/api/articles?q=Once');
    expect(articles.filter(({ title }) => title === 'Only once')).toHaveLength(1);
    const other = await call(
      'POST',
      '/api/articles',
      { ...body, title: 'Twice' },
      { headers: { 'idempotency-key': 'key-1' } },
    );
    expect(other.status).toBe(409);
  });

  it('gives back the article that has the external_id already, unchanged', async () => {
    const first = await publish({ title: 'Moved in', external_id: 'old-4711', notify: false });
    const again = await callFor<ArticleAnswer>(200, 'POST', '/api/articles', {
      title: 'Moved in twice',
      content_text: 'x',
      external_id: 'old-4711',
    });
    expect(again).toEqual(first);
  });

  it('loses none of 200 articles that 20 clients publish at once in two categories', async () => {
    await putCategory('roads', 'Roads');
    await putCategory('schools', 'Schools');
    const ids: Record<string, string[]> = { roads: [], schools: [] };
    await Promise.all(
      Array.from({ length: 20 }, async (_, client) => {
        for (let number = 0; number < 10; number++) {
          const category = (client + number) % 2 === 0 ? 'roads' : 'schools';
          const article = await publish({
            title: `Article ${client}-${number}`,
            categories: [category],
            officials: [],
          });
          ids[category]?.push(article.id);
        }
      }),
    );
    for (const category of ['roads', 'schools']) {
      const seen = await until(`the feed of ${category} is whole`, async () => {
        const found: { id: string; date: string }[] = [];
        for (let path: string | undefined = `/categories/${category}/feed.json`; path !== undefined; ) {
          const feed = await readJsonFeed(path);
          found.push(
            ...feed.items.map((item) => ({ id: String(item.id), date: String(item.date_published) })),
          );
          path = feed.next_url?.replace('http://gazette.test', '');
        }
        return found.length >= 100 ? found : null;
      });
      expect(seen.map(({ id }) => id.replace(/^.*article\//, '')).sort()).toEqual(ids[category]?.sort());
      const dates = seen.map(({ date }) => Date.parse(date));
      expect(dates).toEqual([...dates].sort((one, other) => other - one));
    }
  });
});

describe('a withdrawn article', () => {
  it('leaves its notice under the same id in every format, and nothing of its text', async () => {
    const article = await publish({ title: 'Wrong figures', content_text: 'Forty-two thousand.' });
    const before = await until('the article is in the feed', async () =>
      (await readJsonFeed('/feed.json')).items.find(({ id }) => id.endsWith(article.id)),
    );
    const withdrawn = await callFor<ArticleAnswer>(
      200,
      'DELETE',
      `/api/articles/${article.id}?reason=The%20figures%20were%20wrong`,
    );
    expect(withdrawn).toMatchObject({
      status: 'withdrawn',
      revision: 2,
      withdrawn_reason: 'The figures were wrong',
    });
    await callFor(200, 'DELETE', `/api/articles/${article.id}`);
    const item = await until('the notice is in the feed', async () => {
      const found = (await readJsonFeed('/feed.json')).items.find(({ id }) => id.endsWith(article.id));
      return found?.content_html.includes('The figures were wrong') ? found : null;
    });
    expect(item.id).toBe(before.id);
    expect(JSON.stringify(item)).not.toContain('Forty-two');
    for (const format of ['rss', 'atom']) {
      const text = await (await send(`/feed.${format}`)).text();
      expect(text).toContain(item.id);
      expect(text).toContain('The figures were wrong');
      expect(text).not.toContain('Forty-two');
    }
  });

  it('is a draft deleted without a trace where it was never published', async () => {
    const draft = await publish({ title: 'Never mind', status: 'draft' });
    expect(draft).toMatchObject({ status: 'draft', date_published: null });
    await callFor(204, 'DELETE', `/api/articles/${draft.id}`);
    await callFor(404, 'GET', `/api/articles/${draft.id}`);
    await callFor(404, 'DELETE', `/api/articles/${draft.id}`);
  });
});

describe('bad input', () => {
  const valid = { title: 'Fine', content_text: 'Fine.' };
  const cases: [string, unknown, number, string?][] = [
    ['a title of a million characters', { ...valid, title: 'x'.repeat(900_000) }, 422, '/title'],
    ['no title', { content_text: 'x' }, 422, '/title'],
    ['an empty title', { ...valid, title: '  ' }, 422, '/title'],
    ['a title of the wrong type', { ...valid, title: 5 }, 422, '/title'],
    ['a control character in the title', { ...valid, title: 'a\u0007b' }, 422, '/title'],
    ['half a character in the title', { ...valid, title: 'a\ud800b' }, 422, '/title'],
    ['no content', { title: 'x' }, 422, '/content_html'],
    ['two contents', { ...valid, content_html: '<p>x</p>' }, 422],
    ['an unknown field', { ...valid, colour: 'red' }, 422, '/colour'],
    ['an unknown category', { ...valid, categories: ['nowhere'] }, 422, '/categories/0'],
    ['an unknown official', { ...valid, officials: ['nobody'] }, 422, '/officials/0'],
    ['a date in words', { ...valid, date_published: 'yesterday' }, 422, '/date_published'],
    ['a date without offset', { ...valid, date_published: '2024-01-01T00:00:00' }, 422, '/date_published'],
    ['a language that is none', { ...valid, language: 'not a language' }, 422, '/language'],
    ['a language of no standard', { ...valid, language: 'abcdefgh' }, 422, '/language'],
    ['a script as image', { ...valid, image: 'javascript:alert(1)' }, 422, '/image'],
    ['a slug with capitals', { ...valid, slug: 'Not-A-Slug' }, 422, '/slug'],
    ['21 authors', { ...valid, authors: Array.from({ length: 21 }, () => ({ name: 'A' })) }, 422, '/authors'],
    ['a list instead of an object', [valid], 422],
    ['null', null, 422],
    ['content beyond 256 KiB', { title: 'x', content_text: 'y'.repeat(300_000) }, 422, '/content_text'],
  ];
  for (const [name, body, status, pointer] of cases) {
    it(`is told what is wrong, and nothing is kept: ${name}`, async () => {
      const count = async () =>
        (await callFor<{ articles: unknown[] }>(200, 'GET', '/api/articles?limit=100')).articles.length;
      const before = await count();
      const response = await call('POST', '/api/articles', body);
      const problem = (await response.json()) as {
        status: number;
        errors?: { pointer: string; detail: string }[];
      };
      expect(response.status, JSON.stringify(problem)).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(problem.status).toBe(status);
      if (pointer !== undefined) expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
      expect(await count()).toBe(before);
    });
  }

  it('is 400 where the body is not JSON, 413 above 1 MiB and 415 for another media type', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await call('POST', '/api/articles', undefined, { raw: '{"title":', headers })).status).toBe(400);
    expect(
      (await call('POST', '/api/articles', undefined, { raw: 'x'.repeat(2 * 1024 * 1024), headers })).status,
    ).toBe(413);
    expect(
      (
        await call('POST', '/api/articles', undefined, {
          raw: 'title=x',
          headers: { 'content-type': 'text/plain' },
        })
      ).status,
    ).toBe(415);
  });

  it.each(['gzip', 'br', 'GZIP, identity', 'zstd'])(
    'is 415 for a body that is packed as %s',
    async (encoding) => {
      const answer = await call('POST', '/api/articles', undefined, {
        raw: '{"title":"Road closed","content_text":"Until June."}',
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        415,
        'content_encoding_unsupported',
      ]);
      expect(answer.headers.get('accept-encoding')).toBe('identity');
    },
  );

  it('is 401 without a token or with a wrong one, 403 for a role that may not, 405 with Allow', async () => {
    const anonymous = await call('GET', '/api/articles', undefined, { token: null });
    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await call('GET', '/api/articles', undefined, { token: `${ADMIN_TOKEN}x` })).status).toBe(401);
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Receiver',
      role: 'subscriber',
    });
    expect((await call('POST', '/api/articles', { title: 'x', content_text: 'x' }, { token })).status).toBe(
      403,
    );
    expect((await call('GET', '/api/tokens', undefined, { token })).status).toBe(403);
    const wrong = await call('PUT', '/api/articles');
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toContain('POST');
  });
});
