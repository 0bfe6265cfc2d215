import { describe, expect, it } from 'vitest';
import { type ArticleAnswer, call, callFor, makeHook, publish, putOfficial, send, settle } from './client.ts';
import { readFeed } from './feed-reader.ts';

interface Problem {
  readonly errors: { pointer: string; detail: string }[];
}
const patch = (id: string, body: unknown) =>
  callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${id}`, body);
const refuse = async (body: Record<string, unknown>) => {
  const whole = { title: 'Refused', content_text: 'Text.', ...body };
  return (await callFor<Problem>(422, 'POST', '/api/articles', whole)).errors.map(({ pointer }) => pointer);
};

describe('a merge patch', () => {
  it('changes the parts of a source one by one, and null takes one away', async () => {
    const article = await publish({ source: { name: 'Town Hall', url: 'https://hall.example.org/' } });
    const renamed = await patch(article.id, { source: { name: 'Council' } });
    expect(renamed.source).toEqual({ name: 'Council', url: 'https://hall.example.org/' });
    const alone = await patch(article.id, { source: { url: null } });
    expect(alone.source).toEqual({ name: 'Council', url: null });
    expect((await patch(article.id, { source: { name: null } })).source).toBeNull();
  });

  it('takes a draft’s own slug away with null; that of a published article is fixed', async () => {
    const draft = await publish({ title: 'Slug taken away', slug: 'chosen-by-hand', status: 'draft' });
    const changed = await patch(draft.id, { slug: null });
    expect(changed.slug).toMatch(/^\d{4}-\d\d-\d\d-slug-taken-away$/);
    await patch(draft.id, { status: 'published' });
    expect((await call('PATCH', `/api/articles/${draft.id}`, { slug: null })).status).toBe(409);
  });
});

describe('what an article is made of', () => {
  it('takes every spelling of RFC 3339: small letters, fractions, a leap second', async () => {
    for (const [given, kept] of [
      ['2021-08-31t21:35:07z', '2021-08-31T21:35:07Z'],
      ['2021-08-31t21:35:07.25+08:00', '2021-08-31T13:35:07.250Z'],
      ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z'],
      ['2017-01-01T07:59:60+08:00', '2017-01-01T00:00:00Z'],
    ]) {
      expect((await publish({ date_published: given })).date_published, given).toBe(kept);
    }
    for (const given of ['2021-08-31T21:35:60Z', '2021-08-31 21:35:07', 'yesterday', '2021-08-31T21:35:07'])
      expect(await refuse({ date_published: given }), given).toEqual(['/date_published']);
  });

  it('is told the very place of a mistake inside an official', async () => {
    expect(await refuse({ officials: [{ slug: 'x', relation: 'boss' }] })).toEqual(['/officials/0/relation']);
    expect(await refuse({ officials: [{ relation: 'actor' }] })).toEqual(['/officials/0/slug']);
    expect(await refuse({ officials: ['x', 5] })).toEqual(['/officials/1']);
    expect(await refuse({ officials: ['Not A Slug'] })).toEqual(['/officials/0']);
  });

  it('is told a megabyte of wrong names in a few words', async () => {
    const long = 'n'.repeat(1_000_000);
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}${'n'.repeat(16_000)}`, 1]));
    for (const wrong of [{ [long]: 1 }, { image: { [long]: 1 } }, { officials: [{ [long]: 1 }] }, many]) {
      const response = await call('POST', '/api/articles', {
        title: 'Refused',
        content_text: 'Text.',
        ...wrong,
      });
      expect(response.status).toBe(422);
      expect((await response.text()).length).toBeLessThan(20_000);
    }
  });

  it('is to be seen: a title or name of invisible characters alone is empty', async () => {
    for (const title of ['\u200b', ' \u2060\u00ad\u200f ', '\ufe0f\u034f', '\u3164']) {
      expect(await refuse({ title }), JSON.stringify(title)).toEqual(['/title']);
      expect((await call('PUT', '/api/categories/f-unseen', { name: title })).status).toBe(422);
    }
    const joined = 'नमस्\u200dते \u200fא';
    expect((await publish({ title: joined })).title).toBe(joined);
  });

  it('names an Idempotency-Key that is too long as every other mistake', async () => {
    const body = { title: 'Key', content_text: 'Text.' };
    const answer = await callFor<Problem>(422, 'POST', '/api/articles', body, {
      headers: { 'idempotency-key': 'k'.repeat(256) },
    });
    expect(answer.errors.map(({ pointer }) => pointer)).toEqual(['Idempotency-Key']);
  });

  it('finds a name whatever apostrophe, hyphen or middle dot it is written with', async () => {
    await putOfficial('f-obrien', { name: 'Seán O’Brien-Roe', aliases: ['约翰·奥布赖恩'] });
    for (const text of ["Seán O'Brien-Roe spoke.", 'Seán O’Brien‑Roe spoke.', '约翰•奥布赖恩出席']) {
      const { officials } = await publish({ content_text: text });
      expect(
        officials.map(({ slug }) => slug),
        text,
      ).toEqual(['f-obrien']);
    }
  });
});

describe('what was read', () => {
  it('can be sent back as it came: categories, officials, webhooks', async () => {
    await callFor(201, 'PUT', '/api/categories/f-back', { name: 'Back', description: 'And forth' });
    await putOfficial('f-back', { name: 'Back Again', terms: [{ from: '2020-01-01' }] });
    for (const path of ['/api/categories/f-back', '/api/officials/f-back']) {
      const read = await callFor(200, 'GET', path);
      expect(await callFor(200, 'PUT', path, read)).toEqual(read);
    }
    const answer = await callFor<{ id: string; secret: string }>(201, 'POST', '/api/webhooks', {
      url: makeHook('f-back').url,
    });
    const made = await callFor<{ url: string }>(200, 'GET', `/api/webhooks/${answer.id}`);
    const { secret: _, url: __, ...rest } = { ...answer, ...made };
    expect(await callFor(200, 'PATCH', `/api/webhooks/${answer.id}`, rest)).toEqual(made);
  });
});

describe('a subscriber', () => {
  it('may look after its own webhooks and nothing else', async () => {
    const made = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Receiver',
      role: 'subscriber',
    });
    const options = { token: made.token };
    for (const path of [
      'articles',
      'categories',
      'categories/x',
      'officials',
      'officials/x',
      'tokens',
      'export',
    ])
      expect((await call('GET', `/api/${path}`, undefined, options)).status, path).toBe(403);
    expect((await call('GET', '/api/webhooks', undefined, options)).status).toBe(200);
  });
});

describe('what the sanitiser takes', () => {
  const content_html =
    '<p><a href="#b">To B</a></p><iframe src="https://video.example/1" title="A film"></iframe><h2 id="b">B</h2>';

  it('is named in the answers to the requests that brought it, and in no other', async () => {
    const article = await publish({ content_html });
    expect(article.left_out).toEqual(['iframe']);
    expect(article.content_html).toContain('<a href="https://video.example/1">A film</a>');
    expect(await callFor(200, 'GET', `/api/articles/${article.id}`)).not.toHaveProperty('left_out');
    const changed = await patch(article.id, { content_markdown: 'a <video src="/v.mp4"></video>' });
    expect(changed.left_out).toEqual(['video']);
    expect(await patch(article.id, changed)).not.toHaveProperty('left_out');
    expect(await publish({ content_text: '<iframe>' })).not.toHaveProperty('left_out');
  });

  it.each([
    ['<svg><title>Budget</title><text>2024</text></svg>', 'Budget 2024'],
    ['<svg><foreignObject><p>Roads <b>first</b></p></foreignObject></svg>', 'Roads first'],
    ['<svg><g><text>a <textPath>on a line</textPath></text></g></svg>', 'a on a line'],
    ['<p><math><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>', 'a/b'],
  ])('leaves what is written in it: %s', async (drawing, text) => {
    expect((await publish({ content_html: drawing })).content_html).toBe(`<p>${text}</p>`);
  });

  it('is named in an extraction', async () => {
    const raw = `<article><h1>Bridge</h1><p>The bridge is open again, says the mayor.</p>${content_html}</article>`;
    const headers = { 'content-type': 'text/html' };
    const extracted = await callFor(200, 'POST', '/api/articles/extract', undefined, { raw, headers });
    expect(extracted.left_out).toEqual(['iframe']);
  });

  it('leaves a place where a link leads to it: on the page, and from feeds to the page', async () => {
    const article = await publish({ content_html });
    const page = await (await send(`/articles/${article.slug}`)).text();
    expect(page).toContain('<a href="#user-content-b">');
    expect(page).toContain('<h2 id="user-content-b">');
    await settle();
    const item = (await readFeed('/feed.json')).items.find(({ url }) => url === article.url);
    expect(item?.content_html).toContain(`<a href="${article.url}#user-content-b">`);
  });
});
