import { reset } from 'cloudflare:test';
import { expect, it } from 'vitest';
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
    term: { from: '2020-01-01' },
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
        ((await (await send('/health')).json()) as { unprojected_documents: number })
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

it('refuses what is no archive and names the line', async () => {
  await reset();
  for (const [raw, line] of [
    ['{"type":"category"}', 1],
    ['{"type":"category","slug":"a","name":"A","description":null}\nnonsense', 2],
  ] as const) {
    const response = await call('POST', '/api/restore', undefined, {
      raw,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(`line ${line}:`);
  }
  expect(await callFor(200, 'GET', '/api/categories')).toEqual({ categories: [] });
});
