import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeArticleId, writeArchivedArticle, writeArchivedRevision } from '../support/archive-lines.ts';
import { type ArticleAnswer, call, callFor, publish } from './client.ts';
import { readFields, signIn } from './editor-client.ts';

/** What one call between objects may carry; each of these histories is larger. */
const CALL_BYTES = 32 * 1024 * 1024;
/** Nearly the largest content; the last character makes every other one cost two bytes in a call. */
const CONTENT = `<p>${'x'.repeat(250_000)}宜</p>`;
const ARTICLES = 70;
const REVISIONS = 70;
const LINES_PER_PART = 30;
const ID = makeArticleId(1);

beforeAll(async () => {
  await reset();
  const facts = { publishedAt: Date.UTC(2020, 0, 1), contentHtml: CONTENT };
  const lines = [
    ...Array.from({ length: ARTICLES }, (_, index) => writeArchivedArticle({ ...facts, number: index + 1 })),
    ...Array.from({ length: REVISIONS }, (_, index) =>
      writeArchivedRevision({ ...facts, number: 1 }, index + 1),
    ),
  ];
  for (let first = 0; first < lines.length; first += LINES_PER_PART) {
    const raw = lines.slice(first, first + LINES_PER_PART).join('');
    const headers = { 'content-type': 'application/x-ndjson' };
    const response = await call('POST', '/api/restore', undefined, { raw, headers });
    expect(response.status, await response.text()).toBe(204);
  }
  expect(CONTENT.length * Math.min(ARTICLES, REVISIONS) * 2).toBeGreaterThan(CALL_BYTES);
}, 300_000);

describe('an article with more history than one call can carry', () => {
  it('has a list of revisions, and each of them by its number', async () => {
    const path = `/api/articles/${ID}/revisions`;
    const numbers: number[] = [];
    for (let query = '?limit=30'; ; ) {
      const page = await callFor<{ revisions: { revision: number }[]; next_cursor: string | null }>(
        200,
        'GET',
        path + query,
      );
      numbers.push(...page.revisions.map(({ revision }) => revision));
      if (page.next_cursor === null) break;
      query = `?limit=30&cursor=${page.next_cursor}`;
    }
    expect(numbers).toEqual(Array.from({ length: REVISIONS }, (_, index) => REVISIONS - index));
    const { article } = await callFor<{ article: ArticleAnswer }>(200, 'GET', `${path}/7`);
    expect(article.content_html).toBe(CONTENT);
  });

  it('is exported whole', async () => {
    const response = await call('GET', '/api/export');
    let lines = 0;
    for await (const chunk of response.body ?? []) for (const byte of chunk) if (byte === 10) lines += 1;
    expect(lines).toBe(1 + ARTICLES + REVISIONS);
  });

  it('is shown on the editor’s page, a page of revisions after the other', async () => {
    const editor = await signIn();
    const path = `/editor/articles/${ID}/revisions`;
    const first = await editor.see(path);
    expect(first).toContain(`${path}/${REVISIONS}"`);
    const older = /rel="next" href="([^"]+)"/.exec(first)?.[1] ?? '';
    expect(await editor.see(older)).toContain(`${path}/1"`);
    expect(await editor.see(`${path}/1`)).toContain('宜</p>');
  });

  it('shows two writers who meet on it what each wrote', async () => {
    const editor = await signIn();
    const path = `/editor/articles/${ID}`;
    const mine = { ...readFields(await editor.see(path)), title: 'Mine' };
    await callFor(200, 'PATCH', `/api/articles/${ID}`, { title: 'Theirs' });
    const response = await editor.submit(path, { ...mine, action: 'publish' });
    expect(response.status).toBe(412);
    const html = await response.text();
    for (const written of ['Mine', 'Theirs', 'Administrator']) expect(html).toContain(written);
  });
});

describe('a list of large articles', () => {
  it('comes in pages that end early, each article once', async () => {
    const seen: string[] = [];
    for (let query = '?limit=100'; ; ) {
      const page = await callFor<{ articles: { id: string }[]; next_cursor: string | null }>(
        200,
        'GET',
        `/api/articles${query}`,
      );
      expect(page.articles.length).toBeGreaterThan(0);
      seen.push(...page.articles.map(({ id }) => id));
      if (page.next_cursor === null) break;
      query = `?limit=100&cursor=${page.next_cursor}`;
    }
    expect(seen).toHaveLength(ARTICLES);
    expect(new Set(seen).size).toBe(ARTICLES);
  });
});

describe('a draft that a page saves every few seconds', () => {
  it('has one revision for all of it, and a tag for each', async () => {
    const draft = await publish({ status: 'draft' });
    const path = `/api/articles/${draft.id}`;
    for (let save = 2; save <= 12; save++) {
      const headers = { 'if-match': `"${save - 1}"` };
      const saved = await callFor(200, 'PATCH', path, { title: `Save ${save}` }, { headers });
      expect(saved).toMatchObject({ revision: save });
    }
    expect(await callFor(200, 'GET', `${path}/revisions`)).toMatchObject({
      revisions: [{ revision: 12, change: 'created', by: 'Administrator' }],
    });
    await callFor(200, 'PATCH', path, { status: 'published' });
    await callFor(200, 'PATCH', path, { title: 'Corrected' });
    const { revisions } = await callFor<{ revisions: { change: string }[] }>(200, 'GET', `${path}/revisions`);
    expect(revisions.map(({ change }) => change)).toEqual(['minor', 'published', 'created']);
  });
});
