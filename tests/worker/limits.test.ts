import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ArticleAnswer,
  call,
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  send,
  settle,
  until,
} from './client.ts';

const CONTENT_BYTES = 256 * 1024;
const FEED_BYTES = 1_900_000;

beforeEach(reset);

/** Sanitised, exactly so many bytes: full of the tags that cost most in XML. */
function makeContent(bytes: number): string {
  const tags = '<b>x</b>';
  const frame = '<p></p>'.length;
  const repeated = Math.floor((bytes - frame) / tags.length);
  return `<p>${tags.repeat(repeated)}${'y'.repeat(bytes - frame - repeated * tags.length)}</p>`;
}

describe('the largest article', () => {
  it('is stored, served in every format and delivered; a byte more is refused', async () => {
    const hook = makeHook('largest');
    await callFor(201, 'POST', '/api/webhooks', { url: hook.url });
    const lists = {
      categories: Array.from({ length: 20 }, (_, number) => `category-${number}`),
      officials: Array.from({ length: 50 }, (_, number) => `official-${number}`),
    };
    for (const slug of lists.categories) await putCategory(slug, `Category ${slug}`);
    for (const slug of lists.officials)
      await putOfficial(slug, { name: `Name of ${slug}`, role: 'Councillor' });
    const article = await publish({
      title: 'T'.repeat(300),
      summary: 'S'.repeat(1000),
      content_html: makeContent(CONTENT_BYTES),
      ...lists,
      authors: Array.from({ length: 20 }, (_, number) => ({ name: `Author ${number}` })),
      attachments: Array.from({ length: 20 }, (_, number) => ({
        url: `https://example.org/${number}.pdf`,
        mime_type: 'application/pdf',
        title: `Paper ${number}`,
        size_in_bytes: number,
      })),
    });
    expect(new TextEncoder().encode(article.content_html)).toHaveLength(CONTENT_BYTES);
    await settle();
    for (const place of ['', '/categories/category-19', '/officials/official-49']) {
      for (const format of ['rss', 'atom', 'json']) {
        const text = await (await send(`${place}/feed.${format}`)).text();
        expect(text).toContain(`:article/${article.id}`);
        expect(text.length).toBeLessThan(FEED_BYTES);
      }
    }
    const [item] = (await readJsonFeed('/feed.json')).items;
    expect(item?.content_html).toBe(article.content_html);
    const [request] = await until('the webhook has come', async () => {
      const requests = await listReceived(hook.name);
      return requests.length > 0 ? requests : null;
    });
    expect(new TextEncoder().encode(request?.body).length).toBeLessThanOrEqual(20_000);
    const { data } = JSON.parse(request?.body ?? '') as { data: { article: Record<string, unknown> } };
    expect(data.article).toMatchObject({ content_omitted: true, url: article.url });
    expect(data.article).not.toHaveProperty('content_html');
    expect(
      (await call('POST', '/api/articles', { title: 'x', content_html: makeContent(CONTENT_BYTES + 1) }))
        .status,
    ).toBe(422);
  });

  it('may have no item more in any of its lists', async () => {
    const over = {
      categories: Array.from({ length: 21 }, (_, number) => `c-${number}`),
      officials: Array.from({ length: 51 }, (_, number) => `o-${number}`),
      authors: Array.from({ length: 21 }, () => ({ name: 'A' })),
      attachments: Array.from({ length: 21 }, () => ({
        url: 'https://example.org/a',
        mime_type: 'text/plain',
      })),
    };
    for (const [name, list] of Object.entries(over)) {
      const response = await call('POST', '/api/articles', { title: 'x', content_text: 'x', [name]: list });
      expect([name, response.status]).toEqual([name, 422]);
    }
    expect(await callFor(200, 'GET', '/api/articles')).toEqual({ articles: [], next_cursor: null });
  });
});

describe('the largest feed', () => {
  it('stays under 1.9 MB, and its next pages hold every article once', async () => {
    const articles: ArticleAnswer[] = [];
    for (let number = 0; number < 21; number++) {
      articles.push(
        await publish({ title: `Large ${number}`, content_html: makeContent(CONTENT_BYTES), notify: false }),
      );
    }
    await settle();
    for (const format of ['rss', 'atom', 'json']) {
      const seen: string[] = [];
      for (let path: string | undefined = `/feed.${format}`; path !== undefined; ) {
        const response: Response = await send(path);
        const text = await response.text();
        expect(new TextEncoder().encode(text).length).toBeLessThan(FEED_BYTES);
        seen.push(
          ...[...text.matchAll(/(?:<guid[^>]*>|<id>|"id":")tag:[^<"]*:article\/(\w+)/g)].map(
            ([, id = '']) => id,
          ),
        );
        path = /<http:\/\/gazette.test([^>]*)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
      }
      expect(seen.length).toBe(articles.length);
      expect([...seen].sort()).toEqual(articles.map(({ id }) => id).sort());
    }
  });
});
