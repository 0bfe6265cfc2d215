import { describe, expect, it, vi } from 'vitest';
import { type ArticleAnswer, call, callFor, ORIGIN, publish, send } from './client.ts';
import { EditorClient, OWN_FORM, signIn, writeForm } from './editor-client.ts';

interface PreviewAnswer {
  readonly url: string;
  readonly expires_at: string;
}

const DAY_MS = 86_400_000;

const makeDraft = (fields: Record<string, unknown> = {}) => publish({ status: 'draft', ...fields });
const makePreview = (id: string, token?: string) =>
  callFor<PreviewAnswer>(
    201,
    'POST',
    `/api/articles/${id}/previews`,
    undefined,
    token === undefined ? {} : { token },
  );
const pathOf = (url: string) => url.slice(ORIGIN.length);

let clients = 0;
/** A person with a browser, from an address that no other test asks from. */
const look = (path: string, headers: Record<string, string> = {}) =>
  send(path, {
    headers: { accept: 'text/html', 'cf-connecting-ip': `203.0.113.${++clients % 250}`, ...headers },
  });

/** Everything that a stranger can tell two answers apart by. */
async function describeAnswer(response: Response): Promise<unknown> {
  return [response.status, [...response.headers].sort(), await response.text()];
}

describe('a preview', () => {
  it('shows an unpublished article as it is and becomes to whoever has its address', async () => {
    const draft = await makeDraft({ title: 'Bridge to be closed', content_text: 'First words.' });
    const response = await call('POST', `/api/articles/${draft.id}/previews`);
    expect(response.status).toBe(201);
    const { url, expires_at } = (await response.json()) as PreviewAnswer;
    expect(response.headers.get('location')).toBe(url);
    expect(url).toMatch(/^http:\/\/gazette\.test\/previews\/[\w-]{22}$/);
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(6.9 * DAY_MS);
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(7 * DAY_MS);
    const first = await (await look(pathOf(url))).text();
    expect(first).toContain('Bridge to be closed');
    expect(first).toContain('First words.');
    expect(first).toContain('Preview: not published yet.');
    await callFor(200, 'PATCH', `/api/articles/${draft.id}`, { content_text: 'Better words.' });
    expect(await (await look(pathOf(url))).text()).toContain('Better words.');
  });

  it('is kept by no cache, found by no search engine, and told to no other site', async () => {
    const { id, slug } = await makeDraft({
      content_html: '<p><a href="https://elsewhere.example/">x</a></p>',
    });
    const { url } = await makePreview(id);
    const response = await look(pathOf(url));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    for (const name of ['etag', 'last-modified', 'set-cookie', 'access-control-allow-origin', 'link']) {
      expect([name, response.headers.get(name)]).toEqual([name, null]);
    }
    const page = await response.text();
    expect(page).toContain('<meta name="robots" content="noindex"/>');
    for (const told of [
      'rel="alternate"',
      'rel="canonical"',
      'feed.',
      '/subscribe',
      'opml',
      'ld+json',
      'og:',
      slug,
    ]) {
      expect(page).not.toContain(told);
    }
    expect((await look(pathOf(url), { 'if-modified-since': new Date().toUTCString() })).status).toBe(200);
    for (const path of ['/sitemap.xml', '/feed.json', '/robots.txt']) {
      expect(await (await send(path)).text()).not.toContain(url.slice(-22));
    }
  });

  it('ends for all addresses of an article at once, which then answer as one that never was', async () => {
    const draft = await makeDraft();
    const [one, other] = [await makePreview(draft.id), await makePreview(draft.id)];
    const ofAnother = await makePreview((await makeDraft()).id);
    expect(one.url).not.toBe(other.url);
    await callFor(204, 'DELETE', `/api/articles/${draft.id}/previews`);
    await callFor(204, 'DELETE', `/api/articles/${draft.id}/previews`);
    expect((await look(pathOf(ofAnother.url))).status).toBe(200);
    const nonsense = await describeAnswer(await look('/no-such-page'));
    for (const path of [
      pathOf(one.url),
      pathOf(other.url),
      '/previews/AAAAAAAAAAAAAAAAAAAAAA',
      `${pathOf(ofAnother.url)}A`,
      '/previews/x',
      '/previews/%00',
      `/previews/${draft.id}`,
    ]) {
      expect([path, await describeAnswer(await look(path))]).toEqual([path, nonsense]);
    }
  });

  it('answers every one of many guesses alike, and those of one client only so often', async () => {
    await makePreview((await makeDraft()).id);
    const guess = () =>
      `/previews/${crypto
        .getRandomValues(new Uint8Array(16))
        .toBase64({ alphabet: 'base64url', omitPadding: true })}`;
    const nonsense = JSON.stringify(await describeAnswer(await look('/no-such-page')));
    for (let round = 0; round < 200; round++) {
      expect(JSON.stringify(await describeAnswer(await look(guess())))).toBe(nonsense);
    }
    const greedy = { 'cf-connecting-ip': '203.0.113.254' };
    const statuses = new Set<number>();
    for (let round = 0; round < 130; round++) statuses.add((await look(guess(), greedy)).status);
    expect([...statuses].sort()).toEqual([404, 429]);
  });

  it('is over after seven days, and then as one that never was', async () => {
    const { id } = await makeDraft();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 7 * DAY_MS });
    const old = await makePreview(id).finally(() => vi.useRealTimers());
    expect(await describeAnswer(await look(pathOf(old.url)))).toEqual(
      await describeAnswer(await look('/no-such-page')),
    );
  });

  it('leads to the page of an article once it is published or withdrawn, and ends with a deleted one', async () => {
    const draft = await makeDraft();
    const { url } = await makePreview(draft.id);
    const published = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${draft.id}`, {
      status: 'published',
    });
    for (let state = 0; state < 2; state++) {
      const response = await look(pathOf(url));
      expect(response.status).toBe(302);
      expect(response.headers.get('location')).toBe(`${ORIGIN}/articles/${published.slug}`);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect((await call('POST', `/api/articles/${draft.id}/previews`)).status).toBe(409);
      await callFor(200, 'DELETE', `/api/articles/${draft.id}`);
    }
    const other = await makeDraft();
    const ofDeleted = await makePreview(other.id);
    await callFor(204, 'DELETE', `/api/articles/${other.id}`);
    expect((await look(pathOf(ofDeleted.url))).status).toBe(404);
  });

  it('shows a scheduled article before its day', async () => {
    const { id } = await publish({ date_published: new Date(Date.now() + DAY_MS).toISOString() });
    expect((await look(pathOf((await makePreview(id)).url))).status).toBe(200);
  });

  it('is made and ended by editors, of articles that are there', async () => {
    const { id } = await makeDraft();
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Partner',
      role: 'subscriber',
    });
    for (const method of ['POST', 'DELETE']) {
      expect((await call(method, `/api/articles/${id}/previews`, undefined, { token })).status).toBe(403);
      expect((await call(method, `/api/articles/${id}/previews`, undefined, { token: null })).status).toBe(
        401,
      );
      expect((await call(method, '/api/articles/01K7Y5V2H8QZ4T0M6C3B9XWAEF/previews')).status).toBe(404);
    }
  });

  it('works for the newest twenty addresses of an article', async () => {
    const { id } = await makeDraft();
    const urls: string[] = [];
    for (let made = 0; made < 21; made++) urls.push((await makePreview(id)).url);
    const working = await Promise.all(urls.map(async (url) => (await look(pathOf(url))).status));
    expect(working.filter((status) => status === 200)).toHaveLength(20);
  });

  it('runs nothing that its article brought', async () => {
    const { id } = await makeDraft({
      title: '<script>alert(1)</script>',
      content_html: '<p onclick="x()">y</p><script>alert(2)</script>',
    });
    const page = await (await look(pathOf((await makePreview(id)).url))).text();
    expect(page).not.toMatch(/<script|onclick/);
  });
});

describe('the editor’s link for review', () => {
  it('is made by one button, shown once, named by who made it, and ended by another', async () => {
    const client = await signIn();
    const { id } = await makeDraft();
    const path = `/editor/articles/${id}/previews`;
    expect(await client.see(`/editor/articles/${id}`)).toContain(path);
    expect(await client.see(path)).not.toContain('/previews/end');
    const made = await (await client.submit(path, {})).text();
    const url = /data-copy="Copy">([^<]+)</.exec(made)?.[1] ?? '';
    expect((await look(pathOf(url))).status).toBe(200);
    const later = await client.see(path);
    expect(later).not.toContain(url);
    expect(later).toContain('Made by ');
    expect(await client.submitFor(`${path}/end`, {})).toBe(`${path}?done=ended`);
    expect((await look(pathOf(url))).status).toBe(404);
  });

  it('takes no form of another site', async () => {
    const client = await signIn();
    const { id } = await makeDraft();
    const { url } = await makePreview(id);
    for (const path of [`/editor/articles/${id}/previews`, `/editor/articles/${id}/previews/end`]) {
      const foreign = await client.submit(path, {}, { 'sec-fetch-site': 'cross-site' });
      expect(foreign.status).toBe(403);
      expect((await client.submit(path, { form_token: 'x' })).status).toBe(403);
      const stranger = await send(path, {
        method: 'POST',
        headers: { ...OWN_FORM, cookie: new EditorClient('__Host-gazette=x').cookie },
        body: writeForm({}),
      });
      expect(await stranger.text()).toContain('name="token"');
    }
    expect((await look(pathOf(url))).status).toBe(200);
  });
});
