import { reset } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import {
  makeArticleId,
  writeArchivedArticle,
  writeArchivedRevision,
  writeArchiveHead,
} from '../support/archive-lines.ts';
import type { CallOptions } from './client.ts';
import { call, callFor, ORIGIN, publish, putCategory, putOfficial, send, until } from './client.ts';

async function readExport(): Promise<string> {
  return new TextDecoder().decode(await (await call('GET', '/api/export')).arrayBuffer());
}

it('brings an export back into an empty installation, to the same feeds and the same export', async () => {
  await putCategory('economy', 'Economy');
  await putCategory('quiet', 'Quiet');
  await putOfficial('wu-shu', {
    name: '吴曙',
    role: '区长',
    aliases: ['老吴'],
    terms: [{ role: 'Mayor', from: '2020-01-01' }],
  });
  const one = await publish({
    title: 'First',
    categories: ['economy'],
    date_published: '2021-08-31T21:35:07+08:00',
  });
  await publish({ title: 'Second', officials: [{ slug: 'wu-shu', relation: 'author' }], external_id: 'x-1' });
  await publish({ title: 'Draft', status: 'draft' });
  await callFor(200, 'PATCH', `/api/articles/${one.id}`, {
    title: 'First, corrected',
    change_note: 'A name.',
  });
  const archive = await readExport();
  const settled = () =>
    until(
      'all is written',
      async () =>
        ((await (await call('GET', '/health')).json()) as { unprojected_documents: number })
          .unprojected_documents === 0,
    );
  await settled();
  const empty = ['/categories/quiet/feed.atom', '/categories/quiet/feed.rss', '/feed.atom?month=1999-12'];
  const paths = ['/feed.atom', '/categories/economy/feed.json', '/officials/wu-shu/feed.rss', ...empty];
  const before = await Promise.all(paths.map(async (path) => (await send(path)).text()));
  expect(
    (
      await call('POST', '/api/restore', undefined, {
        raw: archive,
        headers: { 'content-type': 'application/x-ndjson' },
      })
    ).status,
  ).toBe(409);
  await reset();
  for (let time = 0; time < 2; time++) {
    const response = await call('POST', '/api/restore', undefined, {
      raw: archive,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(response.status, await response.text()).toBe(204);
  }
  await settled();
  expect(await Promise.all(paths.map(async (path) => (await send(path)).text()))).toEqual(before);
  expect(await readExport()).toBe(archive);
});

const restore = (raw: string) =>
  call('POST', '/api/restore', undefined, { raw, headers: { 'content-type': 'application/x-ndjson' } });

it.each<[string, string, string, object, CallOptions?]>([
  ['a category', 'PUT', '/api/categories/economy', { name: 'Economy' }],
  ['an official', 'PUT', '/api/officials/wu-shu', { name: '吴曙' }],
  ['an office', 'PUT', '/api/offices/mayor', { name: 'Mayor' }],
  ['an article', 'POST', '/api/articles', { title: 'One', content_text: 'One.', status: 'draft' }],
  ['a file', 'POST', '/api/files', {}, { raw: 'a text', headers: { 'content-type': 'text/plain' } }],
])('an archive is not taken where there is %s already', async (_, method, path, sent, options) => {
  await reset();
  const made = await call(method, path, options === undefined ? sent : undefined, options);
  expect([made.status, await made.json()]).toMatchObject([201, {}]);
  const response = await restore(writeArchiveHead(['roads'], []));
  expect([response.status, await response.json()]).toMatchObject([409, { code: 'installation_not_empty' }]);
});

describe('an archive that no export wrote', () => {
  const head = writeArchiveHead(['economy'], ['wu-shu']);
  const headLines = head.split('\n').length - 1;
  const article = (fields: Record<string, unknown>, number = 1): string => {
    const line = JSON.parse(writeArchivedArticle({ number, publishedAt: Date.UTC(2020, 0, 1) }));
    return `${JSON.stringify({ ...line, article: { ...line.article, ...fields } })}\n`;
  };

  const line = (text: string, facts: Record<string, unknown>): string =>
    `${JSON.stringify({ ...JSON.parse(text), ...facts })}\n`;
  const DRAFT = { status: 'draft', date_published: null, date_modified: null };
  const TERM = {
    office: 'mayor',
    role: null,
    from: '2020-01-01',
    until: null,
    acting: false,
    end_reason: null,
  };
  const OFFICE = '{"type":"office","slug":"mayor","name":"Mayor","description":null,"holders":"one"}\n';
  const official = (slug: string, terms: readonly unknown[]): string =>
    line('{"type":"official"}', { slug, name: slug, aliases: [], url: null, image: null, terms });
  const IN_OFFICE = { slug: 'wu-shu', name: 'Wu Shu', role: null, office: 'mayor', relation: 'mentioned' };
  const file = (facts: Record<string, unknown>): string =>
    line('{"type":"file"}', {
      ...{ id: '0'.repeat(32), name: 'a.pdf', mime_type: 'application/pdf', size_in_bytes: 1 },
      ...{ width: null, height: null, digest: '0'.repeat(64) },
      ...{ created_at: '2020-01-01T00:00:00Z', created_by: 'Press', was_public: false, ...facts },
    });

  it.each<[string, string, string, number?]>([
    ['a category of one field', '{"type":"category"}\n', '/name'],
    ['a line that is no JSON', 'nonsense', ''],
    [
      'a category that is only a property of every object',
      article({ categories: ['constructor'] }),
      '/article/categories/0',
    ],
    [
      'an unknown official',
      article({ officials: [{ slug: 'x', name: 'X', role: null, relation: 'actor' }] }),
      '/article/officials/0',
    ],
    ['a slug of 600 characters', article({ slug: 'a'.repeat(600) }), '/article/slug'],
    ['a language with control characters', article({ language: '\u000e0\u000f' }), '/article/language'],
    ['a language with a NUL', article({ language: 'en\u0000' }), '/article/language'],
    ['a title of 3 MB', article({ title: 'x'.repeat(3_000_000) }), '/article/title'],
    ['a date to come', article({ date_published: '2999-01-01T00:00:00Z' }), '/article/date_published'],
    ['a change to come', article({ date_modified: '9999-12-31T23:59:59Z' }), '/article/date_modified'],
    [
      'another change to come',
      line(article({}), { date_changed: '9999-12-31T23:59:59.999Z' }),
      '/date_changed',
    ],
    [
      'an announcement to come',
      line(article({}), { date_announced: '9999-12-31T23:59:59.999Z' }),
      '/date_announced',
    ],
    [
      'the id that another article has in feeds',
      article({ feed_id: `tag:gazette.test,2020:article/${makeArticleId(2)}` }),
      '/article/feed_id',
    ],
    ['a translation of itself', article({ translations: [makeArticleId(1)] }), '/article/translations/0'],
    [
      'a translation in its own language',
      article({ translations: [makeArticleId(2)] }),
      '/article/translations/0',
    ],
    ['an article that readers saw, as a draft', article(DRAFT, 2), '/article/id'],
    ['an article that readers saw, at another address', article({ slug: 'moved' }, 2), '/article/id'],
    [
      'an office of one that two held at a time',
      `${OFFICE}${official('first', [TERM])}${official('second', [TERM])}`,
      '/terms/0',
      2,
    ],
    [
      'a term that ends before it begins',
      official('first', [{ ...TERM, office: null, until: '2019-01-01' }]),
      '/terms/0',
    ],
    ['a term in an unknown office', official('first', [TERM]), '/terms/0/office'],
    ['a person in an unknown office', article({ officials: [IN_OFFICE] }), '/article/officials/0/office'],
    ['an office without a name', OFFICE.replace('"name":"Mayor"', '"name":" "'), '/name'],
    ['a file whose bytes are not here', file({}), '/id'],
    ['a file of no known type', file({ mime_type: 'text/html' }), '/mime_type'],
    ['a file with a path for an id', file({ id: '../../../../etc/passwd' }), '/id'],
    [
      'an article with a file that is not here',
      article({ image: `${ORIGIN}/files/${'0'.repeat(32)}/a.png` }),
      '/article/image/url',
    ],
    ['a revision of no article', writeArchivedRevision({ number: 9, publishedAt: 0 }, 1), '/article/id'],
    ['a field that nobody knows', article({ surprise: 1 }), '/article/surprise'],
  ])('with %s is refused whole, with line and pointer', async (_, lines, pointer, before = 0) => {
    await reset();
    const response = await restore(head + article({}, 2) + lines);
    const problem = await response.json();
    const number = headLines + 2 + before;
    expect([response.status, problem]).toMatchObject([
      422,
      { code: 'archive_line_invalid', line: number, errors: [{ pointer: `/${number - 1}${pointer}` }] },
    ]);
    expect((problem as { detail: string }).detail).toContain(`line ${number}:`);
    expect(await callFor(200, 'GET', '/api/categories')).toEqual({ categories: [] });
    expect(await callFor(200, 'GET', '/api/articles')).toMatchObject({ articles: [] });
  });

  it('comes into nothing that holds an office or a file', async () => {
    await reset();
    await callFor(201, 'PUT', '/api/offices/mayor', { name: 'Mayor' });
    expect((await restore(head)).status).toBe(409);
    await reset();
    await callFor(201, 'POST', '/api/files', undefined, { raw: '%PDF-1.7\n' });
    expect((await restore(head)).status).toBe(409);
  });

  it('takes nothing back of what was published by its date since', async () => {
    await reset();
    const due = article({ status: 'scheduled', date_modified: null });
    expect((await restore(head + due)).status).toBe(204);
    const find = () => callFor<{ status: string }>(200, 'GET', `/api/articles/${makeArticleId(1)}`);
    await until('it is published', async () => (await find()).status === 'published');
    expect((await restore(head + due)).status).toBe(204);
    expect(await find()).toMatchObject({ status: 'published', revision: 2 });
  });

  it('that tells whose ids they are after an article with one of them is refused', async () => {
    await reset();
    const [first = '', ...others] = head.split('\n');
    const own = article({ feed_id: 'tag:gazette.test,2020:article/x' });
    const response = await restore(`${others.join('\n')}${own}${first}\n`);
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { errors: [{ code: 'feed_id_taken', pointer: expect.stringMatching(/\/authority$/) }] },
    ]);
  });

  it('with two articles of one slug is refused, and so is one that would grow beyond a call', async () => {
    await reset();
    const twice = await restore(head + article({ slug: 'same' }, 1) + article({ slug: 'same' }, 2));
    expect([twice.status, await twice.json()]).toMatchObject([
      422,
      { errors: [{ code: 'not_unique', pointer: expect.stringMatching(/\/article\/slug$/) }] },
    ]);
    const ampersands = `<p>${'&'.repeat(20_000)}</p>`;
    const many = Array.from({ length: 90 }, (_, number) =>
      article({ content_html: ampersands, slug: `a-${number}` }, number),
    );
    expect((await restore(head + many.join(''))).status).toBe(422);
    expect((await restore(head + many.slice(0, 10).join(''))).status).toBe(204);
  });
});
