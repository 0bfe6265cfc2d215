import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ArticleAnswer, callFor, publish, send, settle } from './client.ts';

describe('an article as Markdown', () => {
  let article: ArticleAnswer;
  const path = () => `/articles/${article.slug}.md`;

  beforeAll(async () => {
    await reset();
    article = await publish({
      title: 'Tolls: "free" days\u2028& --- nights',
      language: 'en-GB',
      date_published: '2026-03-02T08:00:00Z',
      authors: [{ name: 'Ann: Author' }, { name: '- Bo' }],
      content_html:
        '<h2>Cars</h2><p>They pay <strong>2</strong> * <a href="https://hall.example.org/a_b">yuan</a>.</p>' +
        '<ul><li>One</li><li>Two</li></ul><table><tr><th>A</th></tr><tr><td>1</td></tr></table>',
      attachments: [
        { url: 'https://hall.example.org/plan.pdf', mime_type: 'application/pdf', title: 'Plan' },
      ],
    });
    await settle();
  });

  it('has front matter and the content in GitHub’s dialect', async () => {
    const response = await send(path());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8; variant=GFM');
    expect(await response.text()).toBe(
      [
        '---',
        'title: "Tolls: \\"free\\" days & --- nights"',
        'date: "2026-03-02T08:00:00Z"',
        `url: "http://gazette.test/articles/${article.slug}"`,
        'language: "en-GB"',
        'authors: ["Ann: Author","- Bo"]',
        '---',
        '',
        '## Cars',
        '',
        'They pay **2** \\* [yuan](https://hall.example.org/a_b).',
        '',
        '- One',
        '- Two',
        '',
        '| A |',
        '| --- |',
        '| 1 |',
        '',
        '- [Plan](https://hall.example.org/plan.pdf)',
        '',
      ].join('\n'),
    );
  });

  it('is 304 to who has it by its tag, never by a date that two versions may share, and 405 to other methods', async () => {
    for (const place of [path(), path().replace('.md', '')]) {
      const fresh = await send(place);
      await fresh.text();
      const [etag = '', date = '', type] = ['etag', 'last-modified', 'content-type'].map(
        (name) => fresh.headers.get(name) ?? '',
      );
      const same = await send(place, { headers: { 'if-none-match': etag } });
      expect([same.status, await same.text()]).toEqual([304, '']);
      expect([same.headers.get('etag'), same.headers.get('content-type')]).toEqual([etag, type]);
      const dated = await send(place, { headers: { 'if-modified-since': date } });
      expect([Date.parse(date) > 0, dated.status, (await dated.text()) === '']).toEqual([true, 200, false]);
    }
    expect((await send(path(), { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('is 404 for what is not public, and 410 with the notice alone once it is withdrawn', async () => {
    const draft = await publish({ title: 'Not yet', status: 'draft' });
    for (const unknown of [`/articles/${draft.slug}.md`, '/articles/nowhere.md', '/articles/A B.md'])
      expect((await send(unknown)).status, unknown).toBe(404);
    await callFor(200, 'DELETE', `/api/articles/${article.id}?reason=Wrong%20figures`);
    await settle();
    const gone = await send(path());
    const text = await gone.text();
    expect([gone.status, gone.headers.get('content-type')]).toEqual([
      410,
      'text/markdown; charset=utf-8; variant=GFM',
    ]);
    expect(text).toContain('Wrong figures');
    for (const secret of ['They pay', 'plan.pdf', 'Ann']) expect(text).not.toContain(secret);
  });
});
