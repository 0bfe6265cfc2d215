import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, callFor, makeHook, publish } from './client.ts';
import type { EditorClient } from './editor-client.ts';
import { readFields, signIn } from './editor-client.ts';

const MAX_PAGE_BYTES = 200 * 1024;
const [CATEGORIES, OFFICIALS, WEBHOOKS] = [300, 2_000, 500];
/** Beside them, where a list is searched that has boxes otherwise. */
const MORE_CATEGORIES = 250;

let client: EditorClient;

/** All of the directory in one call. */
async function restoreDirectory(moreCategories: number): Promise<void> {
  const terms = (number: number) => [
    {
      office: null,
      role: `Deputy head of department ${number}`,
      from: null,
      until: null,
      acting: false,
      end_reason: null,
    },
  ];
  const lines = [
    { type: 'gazette', format: 1, authority: null },
    ...Array.from({ length: CATEGORIES }, (_, index) => ({
      type: 'category',
      slug: `subject-${index + 1}`,
      name: `Subject number ${index + 1}`,
      description: null,
    })),
    ...Array.from({ length: moreCategories }, (_, index) => ({
      type: 'category',
      slug: `very-many-${index + 1}`,
      name: `Straße Nummer ${index + 1}`,
      description: null,
    })),
    ...Array.from({ length: OFFICIALS }, (_, index) => ({
      type: 'official',
      slug: `person-${index + 1}`,
      name: `Séraphine Ångström ${index + 1}`,
      aliases: [],
      url: null,
      image: null,
      terms: terms(index + 1),
    })),
  ];
  const raw = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const headers = { 'content-type': 'application/x-ndjson' };
  const response = await call('POST', '/api/restore', undefined, { raw, headers });
  expect(response.status, await response.text()).toBe(204);
}

/** Two are made as clients make them; the others are rows as the second's, of which no queue knows anything. */
async function makeWebhooks(): Promise<void> {
  const { url } = makeHook('lists');
  const make = (path: string, description: string) =>
    callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: url + path, description });
  await make('-77', 'Nachtdienst, Lange Straße');
  const { id } = await make('', 'Desk');
  await runInDurableObject(env.LEDGER.getByName('ledger'), (_, { storage }) => {
    storage.sql.exec(
      `WITH RECURSIVE n (n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM n WHERE n < ${WEBHOOKS}),
         copies AS (SELECT n, substr(id, 1, 24) || printf('%05d', n) AS copy_id, endpoints.* FROM n, endpoints WHERE id = ?)
       INSERT INTO endpoints (id, token_id, shard, body, version, synced, due_at, failures, url, q, signature)
       SELECT copy_id, token_id, shard, replace(body, id, copy_id), version, version, due_at, 0, url || '-' || n, q, signature
       FROM copies`,
      id,
    );
  });
}

async function setUp(moreCategories: number): Promise<void> {
  await reset();
  await restoreDirectory(moreCategories);
  await makeWebhooks();
  client = await signIn();
}

const listRows = (html: string) =>
  html.match(/<ul class="entries">(.*?)<\/ul>/s)?.[1]?.match(/<li>/g)?.length;

describe('lists of a large installation', () => {
  beforeAll(() => setUp(0));

  it('are on pages that are small, whatever they list', async () => {
    const article = await publish({ title: 'Large', categories: ['subject-1'], officials: ['person-1'] });
    const { webhooks } = await callFor<{ webhooks: { id: string }[] }>(200, 'GET', '/api/webhooks?limit=1');
    for (const path of [
      '/editor',
      '/editor/articles/new',
      `/editor/articles/${article.id}`,
      '/editor/categories',
      '/editor/officials',
      '/editor/offices',
      '/editor/webhooks',
      `/editor/webhooks/${webhooks[0]?.id}`,
    ]) {
      const bytes = new TextEncoder().encode(await client.see(path)).length;
      expect(bytes, path).toBeLessThan(MAX_PAGE_BYTES);
    }
  });

  it.each([
    ['/editor/categories', 'number 29', 13],
    ['/editor/officials', 'angstrom 199', 12],
    ['/editor/officials', 'SERAPH 1999', 1],
    ['/editor/webhooks', 'STRASSE nacht', 1],
    ['/editor/webhooks', 'nothing like it', 0],
  ])('%s finds %s by parts of words', async (path, q, found) => {
    const html = await client.see(`${path}?q=${encodeURIComponent(q)}`);
    expect(listRows(html) ?? 0).toBe(found);
  });

  it('are paged, in order', async () => {
    const first = await client.see('/editor/officials');
    expect(first).toContain('Page 1 of 40');
    expect(first).toMatch(/Ångström 1<.*Ångström 2<.*Ångström 10</s);
    const last = await client.see('/editor/officials?page=40');
    expect(last).toContain('Ångström 2000<');
    expect(last).not.toContain('rel="next"');
    expect(await client.see('/editor/webhooks')).toContain('Page 1 of 10');
  });

  it('of articles know an official by name, and say whom they do not know', async () => {
    const article = await publish({ title: 'By one of thousands', officials: ['person-77'] });
    expect(await client.see('/editor?official=s%C3%A9raphine%20%C3%A5ngstr%C3%B6m%2077')).toContain(
      article.id,
    );
    expect(await client.see('/editor?official=nobody')).toContain('nobody in the list of officials');
  });

  it('of a webhook’s officials take one more as a name is typed', async () => {
    const form = readFields(await client.see('/editor/webhooks'));
    const hook = makeHook('lists-picked');
    const wrong = { ...form, url: hook.url, event: 'article.published', added_official: 'Nobody' };
    const refused = await client.submit('/editor/webhooks', wrong);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('id="added_official-error"');
    const added = await client.submit('/editor/webhooks', { ...wrong, added_official: 'person-5' });
    const id = /ep_[0-9A-Z]{26}/.exec(await added.text())?.[0];
    expect(await callFor(200, 'GET', `/api/webhooks/${id}`)).toMatchObject({ officials: ['person-5'] });
  });
});

describe('lists of a large installation with hundreds of categories more', () => {
  beforeAll(() => setUp(MORE_CATEGORIES));

  it('are searched and picked from, on pages that stay small', async () => {
    const form = await client.see('/editor/articles/new');
    for (const html of [form, await client.see('/editor'), await client.see('/editor/webhooks')])
      expect(new TextEncoder().encode(html).length).toBeLessThan(MAX_PAGE_BYTES);
    expect(JSON.parse(await client.see('/editor/suggest?of=categories&q=strasse%20249'))).toEqual({
      entries: [{ value: 'very-many-249', label: 'Straße Nummer 249' }],
    });
    // Without any script a slug is typed into the field, which has the name of the boxes.
    const written = { ...readFields(form), title: 'One of many', content: 'Words.', action: 'save' };
    const path = await client.submitFor('/editor/articles', { ...written, category: 'very-many-249' });
    const [page = ''] = path.split('?');
    const id = page.split('/').at(-1) ?? '';
    expect(await callFor(200, 'GET', `/api/articles/${id}`)).toMatchObject({
      categories: ['very-many-249'],
    });
    expect(await client.see(page)).toMatch(/value="very-many-249" checked/);
    expect(await client.see('/editor?category=very-many-249')).toContain(id);
    const unknown = await client.submit('/editor/articles', { ...written, category: 'nowhere' });
    expect([unknown.status, (await unknown.text()).includes('nowhere')]).toEqual([422, true]);
  });
});
