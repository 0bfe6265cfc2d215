import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendBound } from './bound-service.ts';
import {
  call,
  callFor,
  listReceived,
  makeHook,
  ORIGIN,
  publish,
  putCategory,
  settle,
  until,
} from './client.ts';
import { failReads, failWrites, refuseRapidWrites } from './faulty-store.ts';
import { ask } from './feed-reader.ts';

const FEEDS = ['/feed.rss', '/feed.atom', '/feed.json', '/categories/roads/feed.atom'];

beforeEach(async () => {
  await reset();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

/** An article in a category, published and in the store; gives the addresses of what shows it. */
async function publishInto(title: string): Promise<readonly string[]> {
  await call('PUT', '/api/categories/roads', { name: 'Roads' });
  const { slug } = await publish({ title, categories: ['roads'] });
  await settle();
  return [...FEEDS, '/', '/categories/roads', `/articles/${slug}`];
}

/** All at once: where the store hangs, each waits for it. */
async function readAll(paths: readonly string[]): Promise<Map<string, { status: number; body: string }>> {
  const answers = paths.map(async (path) => {
    const response = await ask(path);
    return [path, { status: response.status, body: await response.text() }] as const;
  });
  return new Map(await Promise.all(answers));
}

/** Asks as a client whom the limit on questions to the ledger refuses. */
async function askLimited(path: string): Promise<Response> {
  const limited = { ...env, READ_LIMIT: { limit: async () => ({ success: false }) } };
  return await sendBound(new Request(ORIGIN + path), limited);
}

describe.each(['rejects', 'hangs', 'breaks off'] as const)('while reading the store %s', (fault) => {
  it('feeds and pages come from memory as they were, with their validators', async () => {
    const paths = await publishInto('Kept in memory');
    const before = await readAll(paths);
    const etag = (await ask('/feed.atom')).headers.get('etag') ?? '';
    await failReads(fault);
    expect(await readAll(paths)).toEqual(before);
    expect((await ask('/feed.atom', { headers: { 'if-none-match': etag } })).status).toBe(304);
    const answers = await Promise.all(paths.map(askLimited));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  });

  it('what memory does not have comes from the ledger', async () => {
    const paths = await publishInto('Known to the ledger');
    const before = await readAll(paths);
    // Whatever is changed here empties memory.
    await putCategory('other', 'Other');
    await failReads(fault);
    const after = await readAll(paths);
    for (const path of paths) expect([path, after.get(path)?.status]).toEqual([path, 200]);
    for (const path of FEEDS) expect(after.get(path)?.body).toBe(before.get(path)?.body);
  });

  it('whoever may not ask the ledger now is told when to come again', async () => {
    const paths = await publishInto('Asked for too often');
    await putCategory('other', 'Other');
    await failReads(fault);
    const answers = await Promise.all(paths.map(askLimited));
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      paths.map(() => [503, '60']),
    );
  });
});

it('a store that is stale shows what was, until it shows what is', async () => {
  await publishInto('The first');
  await failReads('stale');
  await publish({ title: 'The second' });
  await settle();
  // What is known to be on its way to the store is shown from the ledger, for seconds.
  await until(
    'the feed is old',
    async () => !(await (await ask('/feed.json')).text()).includes('The second'),
  );
  expect(await (await ask('/feed.json')).text()).toContain('The first');
  vi.restoreAllMocks();
  await until('the feed is new', async () => (await (await ask('/feed.json')).text()).includes('The second'));
});

describe.each(['rejects', 'hangs'] as const)('while writing to the store %s', (fault) => {
  it('articles are published and delivered all the same, and health tells what waits, until it is written', async () => {
    await publishInto('Before');
    const hook = makeHook(`store-${fault}`);
    await callFor(201, 'POST', '/api/webhooks', { url: hook.url });
    failWrites(fault);
    const { id } = await publish({ title: 'Meanwhile' });
    await publish({ title: 'And another' });
    await until('both are delivered', async () => (await listReceived(hook.name)).length === 2);
    expect((await call('DELETE', `/api/articles/${id}`)).status).toBe(200);
    await until('the withdrawal is delivered', async () => (await listReceived(hook.name)).length === 3);
    expect(await callFor(200, 'GET', '/health')).toMatchObject({ status: 'ok', unprojected_documents: 3 });
    await runInDurableObject(env.LEDGER.getByName('ledger'), (_, { storage }) => {
      storage.sql.exec('UPDATE documents SET dirty_since = dirty_since - 301000');
    });
    const late = await call('GET', '/health');
    expect([late.status, late.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await late.json()).toMatchObject({ status: 'stale', unprojected_documents: 3 });
    vi.restoreAllMocks();
    await until(
      'everything is written',
      async () =>
        (await call('GET', '/health')).status === 200 &&
        (await (await ask('/feed.json')).text()).includes('And another'),
    );
  });
});

it('a write that is carried out late does not stay over a newer one', async () => {
  const [, , feed = ''] = await publishInto('The oldest');
  const { release } = failWrites('late');
  await publish({ title: 'Written late' });
  vi.restoreAllMocks();
  const { id } = await publish({ title: 'Written after' });
  await callFor(200, 'PATCH', `/api/articles/${id}`, { title: 'The newest', change_note: 'A name.' });
  await until('the newest is written', async () =>
    (await env.ARTICLES.get('feed:all'))?.includes('The newest'),
  );
  await release();
  await until('it is written over', async () => (await (await ask(feed)).text()).includes('The newest'));
});

it('no document is written twice within a second, however fast it changes', async () => {
  const { refused } = refuseRapidWrites();
  const { id } = await publish({ title: 'Often changed' });
  for (let number = 0; number < 6; number++) {
    await callFor(200, 'PATCH', `/api/articles/${id}`, { title: `Changed ${number}` });
  }
  await settle();
  expect(refused).toEqual([]);
  expect(await (await ask('/feed.json')).text()).toContain('Changed 5');
});
