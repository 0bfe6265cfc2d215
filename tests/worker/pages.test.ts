import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { ATTACKS } from '../fixtures/attacks.ts';
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

const HOSTILE = `"'><script>alert(1)</script><!-- & ]]>`;

let article: ArticleAnswer;
let hostile: ArticleAnswer;
let withdrawn: ArticleAnswer;

beforeAll(async () => {
  await reset();
  await callFor(201, 'PUT', '/api/categories/economy', {
    name: 'Economy',
    description: 'Trade and industry.',
  });
  await putCategory('empty', 'Empty');
  await putOfficial('wu-shu', { name: '吴曙', role: '区长', url: 'https://example.org/wu' });
  await putOfficial('tables', { name: HOSTILE, role: HOSTILE });
  article = await publish({
    title: 'Library opens on Sundays',
    content_html: '<p>From <strong>December</strong>.</p>',
    categories: ['economy'],
    officials: [{ slug: 'wu-shu', relation: 'quoted' }],
    authors: [{ name: 'Press office' }],
    source: { name: 'Town library', url: 'https://example.org/library' },
    image: 'https://example.org/library.jpg',
    attachments: [
      { url: 'https://example.org/plan.pdf', mime_type: 'application/pdf', size_in_bytes: 1_234_567 },
    ],
    date_published: '2026-03-01T23:30:00Z',
  });
  hostile = await publish({
    title: HOSTILE,
    summary: HOSTILE,
    content_html: `<p>safe</p>${ATTACKS.join('\n')}`,
    officials: [{ slug: 'tables', relation: 'author', role: HOSTILE }],
    source: { name: HOSTILE, url: 'https://example.org/?a="><script>' },
    authors: [{ name: HOSTILE }],
  });
  await publish({ title: 'المكتبة تفتح أبوابها', content_text: 'نص', language: 'ar', officials: [] });
  withdrawn = await publish({
    title: 'A mistake',
    content_text: 'The secret of the mistake.',
    officials: [],
  });
  await callFor(200, 'DELETE', `/api/articles/${withdrawn.id}?reason=Wrong%20%3Cb%3Enumbers`);
  await settle();
});

/** The page's text, whatever its status. */
const read = async (path: string, init?: RequestInit) => (await send(path, init)).text();

describe('every public page', () => {
  const paths = () => [
    '/',
    '/categories/economy',
    '/officials/wu-shu',
    '/subscribe',
    '/search',
    '/categories',
    '/officials?q=wu',
    '/search?q=library',
    `/articles/${article.slug}`,
  ];

  it('is HTML for anybody: validators, a strict policy, five minutes, no cookie', async () => {
    for (const path of paths()) {
      const response = await send(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('public, max-age=300');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
      expect(response.headers.get('set-cookie')).toBeNull();
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`default-src 'none'`);
      expect(policy).not.toMatch(/unsafe|script-src[^;]*(https?:|\*)/);
      expect(await response.text()).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    }
  });

  it('names its own feeds first and those of everything on every page', async () => {
    const firsts: Record<string, string> = {
      '/': '/feed.rss',
      '/subscribe': '/feed.rss',
      '/categories/economy': '/categories/economy/feed.rss',
      '/officials/wu-shu': '/officials/wu-shu/feed.rss',
      '/search?q=library': '/feed.rss?q=library',
      '/subscribe?category=economy': '/categories/economy/feed.rss',
      [`/articles/${article.slug}`]: '/feed.rss',
      '/editor': '/feed.rss',
      '/editor/sign-in': '/feed.rss',
      '/api/docs': '/feed.rss',
      '/articles/nowhere': '/feed.rss',
    };
    for (const [path, first] of Object.entries(firsts)) {
      const links = [
        ...(await read(path)).matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)"/g),
      ];
      expect(links[0]?.slice(1), path).toEqual(['application/rss+xml', `http://gazette.test${first}`]);
      for (const [format, type] of [
        ['rss', 'application/rss+xml'],
        ['atom', 'application/atom+xml'],
        ['json', 'application/feed+json'],
      ]) {
        const named = links.filter(([, , href]) => href === `http://gazette.test/feed.${format}`);
        expect(
          named.map(([, told]) => told),
          `${path} ${format}`,
        ).toEqual([type]);
      }
    }
  });

  it('answers 304 to who has it, to GET and HEAD, and any other method with 405', async () => {
    for (const path of paths()) {
      const fresh = await send(path);
      await fresh.text();
      const etag = fresh.headers.get('etag') ?? '';
      for (const method of ['GET', 'HEAD']) {
        const same = await send(path, { method, headers: { 'if-none-match': `"x", W/${etag}` } });
        expect([path, method, same.status, await same.text()]).toEqual([path, method, 304, '']);
        expect(same.headers.get('etag')).toBe(etag);
        // Without it the local runtime would call an empty answer compressed.
        expect(same.headers.get('content-type')).toBe(fresh.headers.get('content-type'));
        expect(same.headers.get('cache-control')).toBe('public, max-age=300');
        const other = await send(path, { method, headers: { 'if-none-match': '"other"' } });
        expect(other.status).toBe(200);
        await other.text();
      }
      const post = await send(path, { method: 'POST', body: 'x' });
      expect([path, post.status, post.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
      await post.text();
    }
    const fresh = await send('/categories/economy');
    await fresh.text();
    const since = { 'if-modified-since': fresh.headers.get('last-modified') ?? '' };
    expect((await send('/categories/economy', { headers: since })).status).toBe(304);
    expect((await send('/subscribe', { headers: since })).status).toBe(200);
  });

  it('links to PUBLIC_URL, whatever host the request came to', async () => {
    const response = await send('/', {
      headers: { 'x-forwarded-host': 'evil.example', host: 'evil.example' },
    });
    const hrefs = [...(await response.text()).matchAll(/href="(http[^"]+)"/g)].map(([, href]) => href ?? '');
    expect(hrefs.length).toBeGreaterThan(5);
    for (const href of hrefs) expect(href).toMatch(/^http:\/\/gazette\.test\//);
  });

  it('has files of its own that may be kept for good, and the current one for an outdated name', async () => {
    const page = await read('/subscribe');
    const files = [...page.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(files).toHaveLength(3);
    for (const path of files) {
      const file = await send(path);
      expect([path, file.status]).toEqual([path, 200]);
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const old = await send(path.replace(/-[a-z0-9]+\./, '-old.'));
      expect([old.status, old.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
      expect(await old.text()).toBe(await file.text());
    }
    expect((await send('/assets/other-1.css')).status).toBe(404);
  });
});

describe('the page of an article', () => {
  it('shows title, content, people, subjects, source, documents and the local date', async () => {
    const page = await read(`/articles/${article.slug}`);
    for (const part of [
      '<h1 dir="auto">Library opens on Sundays</h1>',
      '<p>From <strong>December</strong>.</p>',
      'href="http://gazette.test/officials/wu-shu"',
      '区长',
      'is quoted',
      'href="http://gazette.test/categories/economy"',
      'Press office',
      'href="https://example.org/library"',
      'PDF, 1.2 MB',
      '<time datetime="2026-03-01T23:30:00Z">',
      `<link rel="canonical" href="http://gazette.test/articles/${article.slug}"`,
      '<meta property="og:title" content="Library opens on Sundays"',
      'title="Gazette: Economy (RSS)" href="http://gazette.test/categories/economy/feed.rss"',
    ]) {
      expect(page).toContain(part);
    }
  });

  it('tells programs the same as JSON-LD', async () => {
    const data = readJsonLd(await read(`/articles/${article.slug}`));
    const item = (await readJsonFeed('/feed.json')).items.find(({ title }) => title === article.title);
    expect(data).toMatchObject({
      '@type': 'NewsArticle',
      '@id': item?.id,
      headline: 'Library opens on Sundays',
      url: article.url,
      datePublished: '2026-03-01T23:30:00Z',
      inLanguage: 'en',
      image: { '@type': 'ImageObject', url: 'https://example.org/library.jpg' },
      author: [{ '@type': 'Person', name: 'Press office' }],
      articleSection: ['Economy'],
      about: [{ name: '吴曙', jobTitle: '区长', url: 'http://gazette.test/officials/wu-shu' }],
      isBasedOn: 'https://example.org/library',
    });
  });

  it('tells programs of an official who wrote it where more is about them', async () => {
    const { slug } = await publish({
      title: 'A word of the mayor',
      authors: [{ name: 'Jane Doe' }],
      officials: [{ slug: 'wu-shu', relation: 'author' }],
    });
    expect(readJsonLd(await read(`/articles/${slug}`))).toMatchObject({
      author: [
        { '@type': 'Person', name: 'Jane Doe' },
        { '@type': 'Person', name: '吴曙', jobTitle: '区长', url: 'http://gazette.test/officials/wu-shu' },
      ],
    });
  });

  it('says when it was corrected and how', async () => {
    const changed = await publish({ title: 'Opening hours', officials: [] });
    const before = await send(`/articles/${changed.slug}`);
    expect(await before.text()).not.toContain('class="note"');
    await callFor(200, 'PATCH', `/api/articles/${changed.id}`, { change_note: 'Ten, not <nine>.' });
    await settle();
    const after = await send(`/articles/${changed.slug}`);
    expect(await after.text()).toMatch(/class="note">.*Updated on <time .*Ten, not &lt;nine&gt;\./s);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
  });

  it('lists every major change with its day and note, the newest first, wherever it is read from', async () => {
    const changed = await publish({ title: 'Opening days', officials: [] });
    const path = `/articles/${changed.slug}`;
    const listNotes = async () => {
      const [, list] = /<section id="updates">(.*?)<\/section>/s.exec(await read(path)) ?? [];
      return list === undefined
        ? null
        : [...list.matchAll(/<li>Updated on <time [^>]*>[^<]+<\/time>\s*<p[^>]*>(.*?)<\/p>/gs)].map(
            ([, note]) => note,
          );
    };
    const notes = ['Monday as well.', 'Not on <Mondays>.', 'Nor on Tuesdays.'];
    for (const [index, note] of notes.entries()) {
      await callFor(200, 'PATCH', `/api/articles/${changed.id}`, { change_note: note });
      await callFor(200, 'PATCH', `/api/articles/${changed.id}`, { title: `Opening days ${index}` });
      if (index === 0) expect(await listNotes()).toBeNull();
    }
    await settle();
    const listed = ['Nor on Tuesdays.', 'Not on &lt;Mondays&gt;.', 'Monday as well.'];
    expect(await listNotes()).toEqual(listed);
    expect(await read(path)).toMatch(
      /class="note">(?:(?!<\/div>).)*Nor on Tuesdays\.(?:(?!<\/div>).)*<a href="#updates">/s,
    );
    await env.ARTICLES.delete(`article:${changed.slug}`);
    expect(await listNotes()).toEqual(listed);
    await callFor(200, 'DELETE', `/api/articles/${changed.id}`);
    expect(await (await send(path)).text()).not.toContain('Mondays');
  });

  it('points to the editor’s own page where there is one', async () => {
    const elsewhere = await publish({ title: 'Elsewhere', url: 'https://town.example/1', officials: [] });
    await settle();
    const page = await read(`/articles/${elsewhere.slug}`);
    expect(page).toContain('<link rel="canonical" href="https://town.example/1"');
    expect(page).toContain('<a href="https://town.example/1">Original page</a>');
    expect(await read('/sitemap.xml')).not.toContain(elsewhere.slug);
  });

  it('is read from right to left where its language is', async () => {
    const front = await read('/');
    expect(front).toContain('<h3 lang="ar" dir="rtl">');
    const slug = /articles\/([^"]+)">المكتبة/.exec(front)?.[1];
    const page = await read(`/articles/${slug}`);
    expect(page).toContain('<h1 lang="ar" dir="rtl">');
    expect(page).toContain('<div class="content" lang="ar" dir="rtl">');
  });

  it('comes from the ledger while the store does not have it', async () => {
    const lost = await publish({ title: 'Not in the store', officials: [] });
    await settle();
    await env.ARTICLES.delete(`article:${lost.slug}`);
    expect(await read(`/articles/${lost.slug}`)).toContain('Not in the store');
  });
});

describe('beside an article', () => {
  it('are the one before, the one after, and the newest about the same people and subjects, none withdrawn', async () => {
    await putCategory('beside', 'Beside');
    const publishOn = (day: string, title: string, fields: Record<string, unknown> = {}) =>
      publish({
        title,
        officials: [],
        date_published: `2020-01-0${day}T12:00:00Z`,
        notify: false,
        ...fields,
      });
    const oldest = await publishOn('1', 'Beside one', { categories: ['beside'] });
    const gone = await publishOn('2', 'Beside two', { categories: ['beside'] });
    await callFor(200, 'DELETE', `/api/articles/${gone.id}`);
    const middle = await publishOn('3', 'Beside <three>', { categories: ['beside'] });
    const newest = await publishOn('4', 'Beside four');
    await settle();
    const page = await read(`/articles/${middle.slug}`);
    const href = (one: ArticleAnswer) => `href="http://gazette.test/articles/${one.slug}"`;
    expect(page).toContain(`rel="prev" ${href(oldest)}`);
    expect(page).toContain(`rel="next" ${href(newest)}`);
    expect(/Related articles.*?<\/ul>/s.exec(page)?.[0]).toContain(href(oldest));
    expect(page).not.toContain(gone.slug);
    expect(await read(`/articles/${newest.slug}`)).not.toContain('Related articles');
    // Its address stands there to be copied, shared and printed.
    expect(page).toContain(`readonly="" value="http://gazette.test/articles/${middle.slug}"`);
  });
});

describe('hostile text', () => {
  it('is text on every page, and JSON-LD can still be read', async () => {
    const pages = ['/', `/articles/${hostile.slug}`, '/officials/tables', '/subscribe'];
    for (const path of pages) {
      const page = await read(path);
      expect(page, path).toContain('&lt;script&gt;alert(1)');
      const scripts = [...page.matchAll(/<script[^>]*>/gi)].map(([tag]) => tag);
      for (const tag of scripts) {
        expect(tag).toMatch(
          /^<script type="(application\/ld\+json|module" src="\/assets\/copy-[a-z0-9]+\.js)">$/,
        );
      }
      expect(page).not.toMatch(/<[^>]+\son[a-z]+=|javascript:|<iframe|<style|<object/i);
      // Forms are for searching here, and lead nowhere else.
      for (const [form] of page.matchAll(/<form[^>]*>/gi))
        expect(form).toMatch(/^<form class="search( whole)?" action="\/(search|subscribe)">$/);
    }
    const data = readJsonLd(await read(`/articles/${hostile.slug}`));
    expect(data.headline).toBe(HOSTILE);
  });
});

describe('a withdrawn article', () => {
  it('answers 410 with its notice and nothing of its content', async () => {
    const response = await send(`/articles/${withdrawn.slug}`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([410, 'public, max-age=300']);
    const page = await response.text();
    expect(page).toContain('This article has been withdrawn.');
    expect(page).toContain('Wrong &lt;b&gt;numbers');
    expect(page).toContain('<meta name="robots" content="noindex"');
    expect(page).not.toContain('secret');
    expect(page).not.toContain('application/ld+json');
    const etag = response.headers.get('etag') ?? '*';
    expect((await send(`/articles/${withdrawn.slug}`, { headers: { 'if-none-match': etag } })).status).toBe(
      410,
    );
    expect(await read('/')).toMatch(/Withdrawn: <a [^>]*><s>A mistake<\/s>/);
    expect(await read('/sitemap.xml')).not.toContain(withdrawn.slug);
  });
});

describe('what is not there', () => {
  it('is a page that no cache stores: unknown, malformed, drafts, scheduled', async () => {
    const draft = await publish({ title: 'A draft', status: 'draft', slug: 'a-draft' });
    for (const path of [
      '/articles/nowhere',
      '/articles/No_Slug',
      `/articles/${draft.slug}`,
      '/categories/nowhere',
      '/officials/nowhere',
      `/officials/${'x'.repeat(65)}`,
    ]) {
      const response = await send(path);
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 404, 'no-store']);
      const page = await response.text();
      expect(page).toContain('There is no such page');
      expect(page).not.toContain('A draft');
    }
  });

  it('appears as soon as it is published, though it was asked for before', async () => {
    expect((await send('/categories/tomorrow')).status).toBe(404);
    await putCategory('tomorrow', 'Tomorrow');
    await settle();
    const response = await send('/categories/tomorrow');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Nothing has been published here yet.');
  });
});

describe('a reader who asks for too much', () => {
  it('gets a page that says so for what the store does not have, and everything that it has', async () => {
    await putOfficial('quiet', { name: 'Quiet', role: 'Clerk', url: 'https://example.org/quiet' });
    await settle();
    const headers = { 'cf-connecting-ip': '192.0.2.77' };
    const statuses: number[] = [];
    // Twice the limit: in the midst of them the minute may end, and the count begin anew.
    for (let number = 0; number < 250 && statuses.at(-1) !== 429; number++) {
      const response = await send(`/articles/guess-${number}`, { headers });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toContain(404);
    const refused = await send('/articles/guess-again', { headers });
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([429, 'no-store']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('One moment, please');
    const official = await send('/officials/quiet', { headers });
    expect(official.status).toBe(200);
    const page = await official.text();
    expect(page).toContain('Clerk');
    expect(page).not.toContain('https://example.org/quiet');
    expect((await send(`/articles/${article.slug}`, { headers })).status).toBe(200);
  });
});

describe('lists', () => {
  it('say what their category and official are', async () => {
    expect(await read('/categories/economy')).toContain('Trade and industry.');
    const official = await read('/officials/wu-shu');
    for (const part of ['吴曙', '区长', 'href="https://example.org/wu"']) expect(official).toContain(part);
  });

  it('lead page by page to the first article, with the cursors of the feeds', async () => {
    await putCategory('long', 'Long');
    for (let number = 0; number < 23; number++) {
      await publish({ title: `Number ${number};`, categories: ['long'], officials: [], notify: false });
    }
    await settle();
    const found: string[] = [];
    let path: string | undefined = '/categories/long';
    for (let page = 0; path !== undefined && page < 5; page++) {
      const text = await read(path);
      found.push(...[...text.matchAll(/>(Number \d+;)</g)].map(([, title]) => title ?? ''));
      expect(text).toContain(`<link rel="canonical" href="http://gazette.test${path}"`);
      path = /rel="next" href="http:\/\/gazette\.test([^"]+)"/.exec(text)?.[1];
      if (path !== undefined)
        expect((await readJsonFeed('/categories/long/feed.json')).next_url).toContain(path.split('?')[1]);
    }
    expect(found).toEqual(Array.from({ length: 23 }, (_, index) => `Number ${22 - index};`));
    expect((await send('/?before=nonsense')).status).toBe(400);
  });
});

describe('lists for programs', () => {
  it('are the sitemap of every page, found through robots.txt', async () => {
    const robots = await send('/robots.txt');
    expect(robots.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await robots.text()).toBe(
      'User-agent: *\nDisallow: /api\nDisallow: /editor\nDisallow: /search?\n\nSitemap: http://gazette.test/sitemap.xml\n' +
        'Sitemap: http://gazette.test/sitemaps/news.xml\n',
    );
    const sitemap = await send('/sitemap.xml');
    expect(sitemap.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const text = await sitemap.text();
    for (const path of [
      '/',
      '/subscribe',
      '/categories/economy',
      '/officials/wu-shu',
      `/articles/${article.slug}`,
    ]) {
      expect(text).toContain(`<loc>http://gazette.test${path}</loc>`);
    }
  });

  it('are the news of the last two days, as long as they are not withdrawn', async () => {
    const ageDays = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const fresh = await publish({ title: 'Fresh & <new>', language: 'zh-HK', date_published: ageDays(1.9) });
    const taken = await publish({ title: 'Taken back', date_published: ageDays(1) });
    const old = await publish({ title: 'Old', date_published: ageDays(2.1) });
    await callFor(200, 'DELETE', `/api/articles/${taken.id}`);
    const news = await send('/sitemaps/news.xml');
    expect(news.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const text = await news.text();
    expect(text).toContain(
      `<loc>http://gazette.test/articles/${fresh.slug}</loc><news:news><news:publication><news:name>Gazette</news:name>` +
        '<news:language>zh-tw</news:language></news:publication>' +
        `<news:publication_date>${fresh.date_published}</news:publication_date>` +
        '<news:title>Fresh &amp; &lt;new&gt;</news:title></news:news>',
    );
    for (const { slug } of [taken, old]) expect(text).not.toContain(`${slug}<`);
  });

  it('are an OPML of every feed, with a validator', async () => {
    const opml = await send('/opml.xml');
    expect(opml.headers.get('content-type')).toBe('text/x-opml; charset=utf-8');
    const text = await opml.text();
    for (const path of ['/feed.rss', '/categories/economy/feed.rss', '/officials/wu-shu/feed.rss']) {
      expect(text).toContain(`xmlUrl="http://gazette.test${path}"`);
    }
    const etag = opml.headers.get('etag') ?? '';
    expect((await send('/opml.xml', { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await call('POST', '/opml.xml', {})).status).toBe(405);
  });

  it('are told to people on the page for subscribers, each address in a field', async () => {
    const page = await read('/subscribe');
    for (const path of ['/feed.rss', '/categories/economy/feed.rss', '/officials/wu-shu/feed.rss']) {
      expect(page).toMatch(new RegExp(`<input[^>]*readonly[^>]*value="http://gazette\\.test${path}"`));
    }
    expect(page).toContain('href="http://gazette.test/opml.xml"');
  });
});

function readJsonLd(page: string): Record<string, unknown> {
  const text = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  return JSON.parse(text) as Record<string, unknown>;
}
