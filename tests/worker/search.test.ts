import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ArticleAnswer,
  call,
  callFor,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  send,
  settle,
} from './client.ts';

let withdrawn: ArticleAnswer;

beforeAll(async () => {
  await reset();
  await putCategory('roads', 'Roads');
  await putCategory('culture', 'Culture');
  await putOfficial('wu-shu', { name: '吴曙', role: '区长' });
  await publish({
    title: 'Die Lange Straße wird gesperrt',
    content_text: 'Ab Montag.',
    categories: ['roads'],
    officials: ['wu-shu'],
    date_published: '2026-03-01T10:00:00Z',
  });
  await publish({
    title: 'Museum opens',
    summary: 'On Sunday.',
    content_html: `<p>${'Much is said before. '.repeat(20)}</p><p>${'word '.repeat(60)}a <b>unicorn</b> &lt;i&gt; ${'word '.repeat(90)}</p>`,
    categories: ['culture'],
    officials: [],
    date_published: '2026-04-01T10:00:00Z',
  });
  withdrawn = await publish({
    title: 'Budget',
    content_text: 'The hippogriff is for sale.',
    officials: [],
    date_published: '2026-05-01T10:00:00Z',
  });
  await callFor(200, 'DELETE', `/api/articles/${withdrawn.id}?reason=Outdated%20numbers`);
  for (let number = 0; number < 23; number++) {
    await publish({ title: `Notice ${number};`, content_text: 'Chorus', officials: [], notify: false });
  }
  await settle();
});

const read = async (path: string) => {
  const response = await send(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return response.text();
};
const listFound = (page: string) =>
  [...page.matchAll(/<h3[^>]*>(.*?)<\/h3>/gs)].map(([, title]) => title?.replace(/<[^>]*>/g, '').trim());

describe('the search page', () => {
  it('shows what was found with its words marked, as text', async () => {
    const page = await read('/search?q=strasse');
    expect(listFound(page)).toEqual(['Die Lange Straße wird gesperrt']);
    expect(page).toContain('Die Lange <mark>Straße</mark> wird gesperrt');
  });

  it('shows the passage of the content where neither title nor summary has the word', async () => {
    const page = await read('/search?q=unicorn');
    expect(page).toMatch(/…[^<]* a <mark>unicorn<\/mark> &lt;i&gt; word [^<]*…/);
    expect(page).not.toContain('On Sunday.');
  });

  it('filters by subject, person and month, alone and together', async () => {
    expect(listFound(await read('/search?category=roads'))).toHaveLength(1);
    expect(listFound(await read('/search?official=wu-shu'))).toHaveLength(1);
    expect(listFound(await read('/search?month=2026-03&month=2026-04'))).toHaveLength(2);
    expect(listFound(await read('/search?category=culture&month=2026-03'))).toEqual([]);
    expect(await read('/search?category=culture&month=2026-03')).toContain('Nothing was found.');
  });

  it('offers what to choose from, and has chosen what the address says', async () => {
    const page = await read('/search?category=culture&category=roads&not_official=wu-shu&q=museum');
    expect(page).toContain('<option value="culture" selected="">Culture</option>');
    expect(page).toContain('<option value="2026-03">March 2026</option>');
    expect(page).toMatch(/<input type="checkbox" name="category" value="roads" checked="" ?\/>/);
    expect(page).toMatch(/<input type="checkbox" name="not_official" value="wu-shu" checked="" ?\/>/);
    expect(page).toMatch(/<input type="search" name="q" value="museum"/);
  });

  it('has one address for each meaning, and drops what a form leaves empty', async () => {
    for (const [asked, led] of [
      ['/search?q=Tax', '/search?q=tax'],
      ['/search?q=%20tax%20&category=&month=', '/search?q=tax'],
      ['/search?q=&category=', '/search'],
      ['/search?month=2026-03&q=tax', '/search?q=tax&month=2026-03'],
    ] as const) {
      const response = await send(asked);
      expect([asked, response.status, response.headers.get('location')]).toEqual([asked, 308, led]);
    }
    expect((await send(`/search?q=${'x'.repeat(65)}`)).status).toBe(400);
    expect((await send('/search?category=nowhere')).status).toBe(404);
    expect((await send('/search?q=tax&before=nonsense')).status).toBe(400);
  });

  it.each(['/search?q=', '/feed.json?q=', '/api/articles?q='])(
    '%s takes 64 characters, of whichever script',
    async (address) => {
      // Each is two units of UTF-16, and a Chinese name may be written with it.
      const ask = (count: number) => call('GET', address + encodeURIComponent('𠀋'.repeat(count)));
      expect((await ask(64)).status).toBe(200);
      expect((await ask(65)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it('leads page by page to the last result, and to the feed of the same search', async () => {
    const found: unknown[] = [];
    let path: string | undefined = '/search?q=chorus';
    for (let page = 0; path !== undefined && page < 5; page++) {
      const text = await read(path);
      found.push(...listFound(text));
      expect(text).toContain('<meta name="robots" content="noindex"');
      expect(text).toMatch(
        /<link rel="alternate" type="application\/rss\+xml"[^>]* href="http:\/\/gazette\.test\/feed\.rss\?q=chorus"/,
      );
      expect(text).toContain('href="http://gazette.test/subscribe?q=chorus"');
      path = /rel="next" href="http:\/\/gazette\.test([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(found).toHaveLength(23);
    expect((await readJsonFeed('/feed.json?q=chorus')).home_page_url).toBe(
      'http://gazette.test/search?q=chorus',
    );
  });

  it('without a question leads to every month, and may be found itself', async () => {
    const page = await read('/search');
    expect(page).not.toContain('noindex');
    expect(page).toContain('href="http://gazette.test/search?month=2026-03"');
    expect(page).toContain('href="http://gazette.test/search?month=2026-05"');
    expect(listFound(page)).toEqual([]);
  });
});

describe('a withdrawn article', () => {
  it('is found by what its notice says, never by what it said, in pages and feeds', async () => {
    for (const q of ['budget', 'outdated%20numbers', 'withdrawn']) {
      expect(listFound(await read(`/search?q=${q}`)), q).toEqual(['Withdrawn: Budget']);
      expect((await readJsonFeed(`/feed.json?q=${q}`)).items, q).not.toEqual([]);
    }
    expect(listFound(await read('/search?q=hippogriff'))).toEqual([]);
    expect((await readJsonFeed('/feed.json?q=hippogriff')).items).toEqual([]);
  });
});

describe('a reader who searches too much', () => {
  it('is told so for a minute, and what was found before is there still', async () => {
    const headers = { 'cf-connecting-ip': '192.0.2.91' };
    await (await send('/search?q=museum')).text();
    const statuses: number[] = [];
    for (let number = 0; number < 250 && statuses.at(-1) !== 429; number++) {
      const response = await send(`/search?q=guess${number}`, { headers });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect((await send('/search?q=museum', { headers })).status).toBe(200);
  });
});
