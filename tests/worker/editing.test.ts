import { describe, expect, it } from 'vitest';
import {
  type ArticleAnswer,
  call,
  callFor,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  settle,
  until,
} from './client.ts';

const patch = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  call('PATCH', `/api/articles/${id}`, body, { headers });

describe('correcting an article', () => {
  it('is refused where somebody else was quicker', async () => {
    const article = await publish({ title: 'One' });
    expect((await patch(article.id, { title: 'Two' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await patch(article.id, { title: 'Three' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await patch(article.id, { title: 'Three' }, { 'if-match': '"1", "2"' })).status).toBe(200);
    expect((await patch(article.id, { title: 'Four' }, { 'if-match': '*' })).status).toBe(200);
    expect((await patch(article.id, { title: 'Five' }, { 'if-match': 'W/"4"' })).status).toBe(412);
    const response = await call('GET', `/api/articles/${article.id}`);
    expect(response.headers.get('etag')).toBe('"4"');
    expect(((await response.json()) as ArticleAnswer).title).toBe('Four');
  });

  it('is based on a tag that nothing on the way makes weak, in every answer that has one', async () => {
    const article = await publish({ title: 'One', status: 'draft' });
    const path = `/api/articles/${article.id}`;
    for (const response of [
      await call('POST', '/api/articles', { title: 'Other', content_text: 'Other.' }),
      await call('GET', path),
      await call('PATCH', path, { status: 'published' }),
      await call('DELETE', path),
    ]) {
      const { headers } = response;
      expect([headers.get('etag'), headers.get('cache-control')]).toEqual([
        expect.stringMatching(/^"\d+"$/),
        'no-store, no-transform',
      ]);
      await response.body?.cancel();
    }
    expect((await call('GET', '/api/articles')).headers.get('cache-control')).toBe('no-store');
  });

  it('moves date_modified only with a change_note', async () => {
    const article = await publish({ title: 'Dates', date_published: '2024-02-03T04:05:06Z' });
    expect(article.date_modified).toBe('2024-02-03T04:05:06Z');
    const minor = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, {
      title: 'Dates.',
    });
    expect(minor).toMatchObject({ revision: 2, date_modified: '2024-02-03T04:05:06Z', change_note: null });
    const major = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, {
      content_text: 'Other words.',
      change_note: 'The place was wrong.',
    });
    expect(major).toMatchObject({
      revision: 3,
      change_note: 'The place was wrong.',
      summary: 'Other words.',
    });
    expect(Date.parse(major.date_modified ?? '')).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  it('changes nothing where nothing is different', async () => {
    const article = await publish({ title: 'Same' });
    expect(await callFor(200, 'PATCH', `/api/articles/${article.id}`, { title: 'Same' })).toEqual(article);
    expect(await callFor(200, 'PATCH', `/api/articles/${article.id}`, article)).toEqual(article);
  });

  it('keeps the roles of officials as they were when attached, and what it names from being deleted', async () => {
    await putCategory('ed-culture', 'Culture');
    await putOfficial('ed-mayor', { name: 'Jo Doe', role: 'Mayor' });
    const article = await publish({ title: 'Kept', categories: ['ed-culture'], officials: ['ed-mayor'] });
    await callFor(200, 'PUT', '/api/officials/ed-mayor', { name: 'Jo Doe', role: 'Minister' });
    const changed = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, {
      title: 'Kept on',
      officials: [{ slug: 'ed-mayor', relation: 'quoted' }],
    });
    expect(changed.officials).toEqual([
      { slug: 'ed-mayor', name: 'Jo Doe', role: 'Mayor', office: null, relation: 'quoted' },
    ]);
    expect((await call('DELETE', '/api/officials/ed-mayor')).status).toBe(409);
    expect((await call('DELETE', '/api/categories/ed-culture')).status).toBe(409);
  });

  it('takes away with null what may be absent, and refuses it for the rest', async () => {
    const article = await publish({
      image: 'https://example.org/a.png',
      authors: [{ name: 'A' }],
      url: 'https://example.org/a',
    });
    const changed = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, {
      image: null,
      authors: null,
      url: null,
    });
    expect(changed).toMatchObject({
      image: null,
      authors: [],
      url: `http://gazette.test/articles/${article.slug}`,
    });
    for (const body of [{ title: null }, { content_html: null }, { status: null }]) {
      expect((await patch(article.id, body)).status).toBe(422);
    }
  });

  it('shows who changed what and when, and each revision whole by its number', async () => {
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Press office',
      role: 'editor',
    });
    const article = await publish({ title: 'First words' });
    await callFor(
      200,
      'PATCH',
      `/api/articles/${article.id}`,
      { title: 'Second words', change_note: 'Why.' },
      { token },
    );
    const path = `/api/articles/${article.id}/revisions`;
    const at = expect.stringMatching(/Z$/);
    const second = { revision: 2, at, by: 'Press office', change: 'major' };
    const first = { revision: 1, at, by: 'Administrator', change: 'published' };
    expect(await callFor(200, 'GET', path)).toEqual({ revisions: [second, first], next_cursor: null });
    const page = await callFor<{ next_cursor: string }>(200, 'GET', `${path}?limit=1`);
    expect(page).toEqual({ revisions: [second], next_cursor: expect.any(String) });
    expect(await callFor(200, 'GET', `${path}?limit=1&cursor=${page.next_cursor}`)).toEqual({
      revisions: [first],
      next_cursor: null,
    });
    expect(await callFor(200, 'GET', `${path}/1`)).toMatchObject({
      ...first,
      article: { id: article.id, title: 'First words' },
    });
    for (const number of ['0', '3', '01', '1e0', 'x', '9'.repeat(400)]) {
      expect(await callFor(404, 'GET', `${path}/${number}`)).toMatchObject({ code: 'revision_not_found' });
    }
    expect((await call('GET', `${path}?cursor=x`)).status).toBe(422);
    expect((await call('GET', '/api/articles/nobody/revisions')).status).toBe(404);
  });
});

describe('the states of an article', () => {
  it('move only where they may: anything else is 409', async () => {
    const make = {
      draft: () => publish({ status: 'draft' }),
      scheduled: () => publish({ date_published: '2099-01-01T00:00:00Z' }),
      published: () => publish(),
      withdrawn: async () => {
        const article = await publish();
        return callFor<ArticleAnswer>(200, 'DELETE', `/api/articles/${article.id}`);
      },
    };
    const future = '2099-01-01T00:00:00Z';
    const moves: [keyof typeof make, Record<string, unknown>, number, string?][] = [
      ['draft', { status: 'draft' }, 200, 'draft'],
      ['draft', { status: 'published' }, 200, 'published'],
      ['draft', { status: 'scheduled', date_published: future }, 200, 'scheduled'],
      ['draft', { status: 'published', date_published: future }, 200, 'scheduled'],
      ['draft', { status: 'scheduled' }, 422],
      ['draft', { status: 'withdrawn' }, 409],
      ['scheduled', { status: 'draft' }, 200, 'draft'],
      ['scheduled', { status: 'published' }, 200, 'published'],
      ['scheduled', { title: 'Still' }, 200, 'scheduled'],
      ['scheduled', { status: 'withdrawn' }, 409],
      ['published', { status: 'draft' }, 409],
      ['published', { status: 'scheduled', date_published: future }, 409],
      ['published', { date_published: future }, 422],
      ['published', { status: 'withdrawn', withdrawn_reason: 'Why' }, 200, 'withdrawn'],
      ['withdrawn', { status: 'draft' }, 409],
      ['withdrawn', { status: 'published' }, 422],
      ['withdrawn', { status: 'published', change_note: 'It was right.' }, 200, 'published'],
      ['withdrawn', { title: 'New title' }, 409],
    ];
    for (const [from, body, status, to] of moves) {
      const article = await make[from]();
      expect(article.status).toBe(from);
      const response = await patch(article.id, body);
      const answer = (await response.json()) as ArticleAnswer;
      expect([from, body, response.status], JSON.stringify(answer)).toEqual([from, body, status]);
      if (to !== undefined) expect(answer.status).toBe(to);
    }
  });

  it('publish by themselves when the time has come, and are seen by nobody before', async () => {
    // Who was asked when the time had come already tells nothing: it is tried again with more time.
    for (let aheadMs = 2_500; ; aheadMs *= 2) {
      const title = `At the hour, in ${aheadMs} ms`;
      const listed = async () =>
        (await readJsonFeed('/feed.json')).items.some((item) => item.title === title);
      const dueAt = Date.now() + aheadMs;
      const article = await publish({ title, date_published: new Date(dueAt).toISOString() });
      const isListed = await listed();
      if (Date.now() >= dueAt) continue;
      expect([article.status, isListed]).toEqual(['scheduled', false]);
      await until('the article is in the feed', listed);
      expect(await callFor(200, 'GET', `/api/articles/${article.id}`)).toMatchObject({
        status: 'published',
        revision: 2,
      });
      break;
    }
  });

  it('may lie beyond every calendar without stopping anything else', async () => {
    await publish({ title: 'In the far future', date_published: '9999-12-31T23:59:59Z' });
    await publish({ title: 'Today' });
    await settle();
    expect((await readJsonFeed('/feed.json')).items[0]?.title).toBe('Today');
  });

  it('keep the slug and the id from the first publication on', async () => {
    const draft = await publish({ title: 'Working title', status: 'draft' });
    const renamed = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${draft.id}`, {
      title: 'Real title',
    });
    expect(renamed.slug).toMatch(/real-title$/);
    const article = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${draft.id}`, {
      status: 'published',
    });
    const later = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${draft.id}`, {
      title: 'Another title',
    });
    expect(later.slug).toBe(article.slug);
    expect((await patch(draft.id, { slug: 'something-else' })).status).toBe(409);
    expect(
      (await call('POST', '/api/articles', { title: 'x', content_text: 'x', slug: article.slug })).status,
    ).toBe(409);
  });
});

describe('the list of articles', () => {
  it('is filtered, searched and paged, newest first', async () => {
    await putCategory('li-a', 'A');
    for (let number = 1; number <= 7; number++) {
      await publish({
        title: `Listed ${number}`,
        content_text: number % 2 === 0 ? '安慶市宜秀區' : 'Zebra crossing',
        categories: ['li-a'],
        date_published: `2020-01-0${number}T00:00:00Z`,
        notify: false,
      });
    }
    const titles: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await callFor<{ articles: ArticleAnswer[]; next_cursor: string | null }>(
        200,
        'GET',
        `/api/articles?category=li-a&limit=3${cursor}`,
      );
      titles.push(...page.articles.map(({ title }) => title));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(titles).toEqual([7, 6, 5, 4, 3, 2, 1].map((number) => `Listed ${number}`));
    const search = async (q: string) =>
      (
        await callFor<{ articles: ArticleAnswer[] }>(
          200,
          'GET',
          `/api/articles?q=${encodeURIComponent(q)}&category=li-a`,
        )
      ).articles.length;
    expect([
      await search('宜秀'),
      await search('zebra'),
      await search('zebra 宜秀'),
      await search('"'),
    ]).toEqual([3, 4, 0, 0]);
    for (const query of [
      '?limit=0',
      '?limit=x',
      '?cursor=x',
      '?colour=red',
      '?status=gone',
      '?limit=1&limit=2',
    ]) {
      expect((await call('GET', `/api/articles${query}`)).status, query).toBe(422);
    }
  });
});
