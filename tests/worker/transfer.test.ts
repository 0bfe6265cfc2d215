import { reset } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { writeArchivedArticle, writeArchivedRevision, writeArchiveHead } from '../support/archive-lines.ts';
import { call, callFor, publish, putCategory, putOfficial, send, until } from './client.ts';

async function readExport(): Promise<string> {
  return new TextDecoder().decode(await (await call('GET', '/api/export')).arrayBuffer());
}

it('brings an export back into an empty installation, to the same feeds and the same export', async () => {
  await putCategory('economy', 'Economy');
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
  const paths = ['/feed.atom', '/categories/economy/feed.json', '/officials/wu-shu/feed.rss'];
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

describe('an archive that no export wrote', () => {
  const head = writeArchiveHead(['economy'], ['wu-shu']);
  const headLines = head.split('\n').length - 1;
  const article = (fields: Record<string, unknown>, number = 1): string => {
    const line = JSON.parse(writeArchivedArticle({ number, publishedAt: Date.UTC(2020, 0, 1) }));
    return `${JSON.stringify({ ...line, article: { ...line.article, ...fields } })}\n`;
  };

  it.each([
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
    ['a revision of no article', writeArchivedRevision({ number: 9, publishedAt: 0 }, 1), '/article/id'],
    ['a field that nobody knows', article({ surprise: 1 }), '/article/surprise'],
  ])('with %s is refused whole, with line and pointer', async (_, line, pointer) => {
    await reset();
    const response = await restore(head + article({}, 2) + line);
    const problem = await response.json();
    const number = headLines + 2;
    expect([response.status, problem]).toMatchObject([
      422,
      { code: 'archive_line_invalid', errors: [{ pointer: `/${number - 1}${pointer}` }] },
    ]);
    expect((problem as { detail: string }).detail).toContain(`line ${number}:`);
    expect(await callFor(200, 'GET', '/api/categories')).toEqual({ categories: [] });
    expect(await callFor(200, 'GET', '/api/articles')).toMatchObject({ articles: [] });
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
