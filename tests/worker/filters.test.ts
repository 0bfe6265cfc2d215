import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { sendBound } from './bound-service.ts';
import { call, callFor, ORIGIN, publish, putCategory, putOfficial, settle } from './client.ts';
import { countCalls, countLedgerCalls } from './counted-bindings.ts';
import { ask, listTitles, makeClientAddress, readFeed } from './feed-reader.ts';

/** Title, categories, officials; from the newest to the oldest. */
const ARTICLES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['Both', ['economy', 'roads'], ['wu-shu', 'li-na']],
  ['Economy with Wu', ['economy'], ['wu-shu']],
  ['Economy with Li', ['economy'], ['li-na']],
  ['Roads with Wu', ['roads'], ['wu-shu']],
  ['Roads alone', ['roads'], []],
  ['Li alone', [], ['li-na']],
  ['Nothing', [], []],
];

/** Of those that are not in English. */
const LANGUAGES: Readonly<Record<string, string>> = {
  Both: 'de-AT',
  'Economy with Li': 'de',
  'Roads alone': 'zh-Hans-CN',
  'Li alone': 'den',
};

/** Each filter with the titles that it holds and what its own title says of it. */
const FILTERS: readonly (readonly [string, readonly string[], string])[] = [
  ['category=economy', ['Both', 'Economy with Wu', 'Economy with Li'], 'Economy'],
  [
    'category=economy&category=roads',
    ['Both', 'Economy with Wu', 'Economy with Li', 'Roads with Wu', 'Roads alone'],
    'Economy or Roads',
  ],
  [
    'official=li-na&official=wu-shu',
    ['Both', 'Economy with Wu', 'Economy with Li', 'Roads with Wu', 'Li alone'],
    'Li Na or 吴曙',
  ],
  ['category=economy&official=wu-shu', ['Both', 'Economy with Wu'], 'Economy · 吴曙, 区长'],
  [
    'category=economy&category=roads&official=li-na&official=wu-shu',
    ['Both', 'Economy with Wu', 'Economy with Li', 'Roads with Wu'],
    'Economy or Roads · Li Na or 吴曙',
  ],
  ['not_category=economy', ['Roads with Wu', 'Roads alone', 'Li alone', 'Nothing'], 'without Economy'],
  ['not_category=economy&not_category=roads', ['Li alone', 'Nothing'], 'without Economy or Roads'],
  ['not_official=wu-shu', ['Economy with Li', 'Roads alone', 'Li alone', 'Nothing'], 'without 吴曙'],
  ['category=roads&not_official=wu-shu', ['Roads alone'], 'Roads · without 吴曙'],
  [
    'official=wu-shu&not_category=roads&not_official=li-na',
    ['Economy with Wu'],
    '吴曙, 区长 · without Roads or Li Na',
  ],
  ['category=economy&not_category=economy', [], 'Economy · without Economy'],
  ['language=de', ['Both', 'Economy with Li'], 'German'],
  ['language=de-AT', ['Both'], 'Austrian German'],
  ['language=zh&language=de-AT', ['Both', 'Roads alone'], 'Austrian German or Chinese'],
  ['language=en', ['Economy with Wu', 'Roads with Wu', 'Nothing'], 'English'],
  ['official=wu-shu&language=de', ['Both'], '吴曙, 区长 · German'],
  ['category=roads&language=zh-Hans&q=bridge', ['Roads alone'], 'Roads · Simplified Chinese · “bridge”'],
  ['office=mayor', [], 'Mayor'],
  ['office=mayor&language=de', [], 'Mayor · German'],
];

describe('filters by category and official', () => {
  beforeAll(async () => {
    await reset();
    await putCategory('economy', 'Economy');
    await putCategory('roads', 'Roads');
    await putOfficial('wu-shu', { name: '吴曙', role: '区长' });
    await putOfficial('li-na', { name: 'Li Na' });
    await callFor(201, 'PUT', '/api/offices/mayor', { name: 'Mayor' });
    for (const [index, [title, categories, officials]] of ARTICLES.entries()) {
      const date_published = new Date(Date.UTC(2026, 0, 20 - index)).toISOString();
      const language = LANGUAGES[title] ?? 'en';
      await publish({ title, categories, officials, date_published, language, notify: false });
    }
    await settle();
  });

  it('are OR within a name, AND between names, and take away what is excluded', async () => {
    for (const [query, titles, name] of FILTERS) {
      const feed = await readFeed(await findAddress(`/feed.json?${query}`));
      expect([query, feed.items.map(({ title }) => title)]).toEqual([query, titles]);
      expect([query, feed.title]).toEqual([query, `Gazette: ${name}`]);
    }
  });

  it('give each feed its own id, self link and ETag, and one id in all formats', async () => {
    const seen = { ids: new Set<string>(), etags: new Set<string>(), titles: new Set<string>() };
    for (const [query] of FILTERS) {
      const address = await findAddress(`/feed.json?${query}`);
      const feed = await readFeed(address);
      seen.ids.add(feed._gazette.id);
      seen.titles.add(feed.title);
      expect(feed.feed_url).toBe(ORIGIN + address);
      expect(feed._gazette.id).toMatch(/^tag:gazette\.test,\d{4}:feed\//);
      for (const format of ['rss', 'atom', 'json']) {
        const path = address.replace('.json', `.${format}`);
        const response = await ask(path);
        const text = await response.text();
        expect(response.headers.get('link')).toContain(`<${ORIGIN}${path}>; rel="self"`);
        if (format !== 'json') expect(text).toContain(`href="${(ORIGIN + path).replaceAll('&', '&#x26;')}"`);
        if (format === 'atom')
          expect(text).toContain(`<id>${feed._gazette.id.replaceAll('&', '&#x26;')}</id>`);
        seen.etags.add(response.headers.get('etag') ?? '');
      }
    }
    expect([seen.ids.size, seen.titles.size, seen.etags.size]).toEqual([
      FILTERS.length,
      FILTERS.length,
      FILTERS.length * 3,
    ]);
  });

  it('lead from every other spelling to the one address, for good and in one step', async () => {
    for (const [from, to] of [
      ['/feed.atom?official=wu-shu&category=economy', '/feed.atom?category=economy&official=wu-shu'],
      ['/feed.atom?category=roads&category=roads', '/categories/roads/feed.atom'],
      ['/feed.atom?utm_source=x&q=%20', '/feed.atom'],
      ['/feed.atom?q=town+hall', '/feed.atom?q=town%20hall'],
      ['/feed.atom?q=Town%20HALL', '/feed.atom?q=town%20hall'],
      ['/feed.atom?q=e%CC%81cole', '/feed.atom?q=%C3%A9cole'],
      ['/feed.atom?month=2026-01&q=a', '/feed.atom?q=a&month=2026-01'],
      ['/feed.atom?q=b&q=a&q=%20a&q=', '/feed.atom?q=a&q=b'],
      ['/feed.atom?month=2026-02&month=2026-01', '/feed.atom?month=2026-01&month=2026-02'],
      ['/feed.atom?not_category=roads&category=economy&', '/feed.atom?category=economy&not_category=roads'],
      ['/categories/roads/feed.atom?category=roads', '/categories/roads/feed.atom'],
      ['/officials/wu-shu/feed.atom?before=', '/officials/wu-shu/feed.atom'],
      ['/feed.atom?', '/feed.atom'],
      ['/feed.atom?language=DE-at&language=de-AT', '/feed.atom?language=de-AT'],
      ['/feed.atom?q=a&language=de&office=mayor', '/feed.atom?office=mayor&language=de&q=a'],
      ['/feed.atom?office=mayor', '/offices/mayor/feed.atom'],
    ]) {
      const response = await ask(from ?? '');
      expect([from, response.status, response.headers.get('location')]).toEqual([from, 308, to]);
      expect((await ask(to ?? '')).status).toBe(200);
    }
  });

  it('that name what nobody knows are 404 and never stored', async () => {
    for (const query of [
      'category=nowhere',
      'official=nobody',
      'office=none',
      'office=Mayor',
      'category=economy&category=nowhere',
      'not_category=nowhere',
      'not_official=nobody',
      'category=Economy',
      'category=%00',
    ]) {
      const response = await ask(await findAddress(`/feed.rss?${query}`));
      expect([query, response.status, response.headers.get('cache-control')]).toEqual([
        query,
        404,
        'no-store',
      ]);
    }
  });

  it('that cannot be read are 422 and say which part', async () => {
    for (const [query, pointer] of [
      [`q=${'a'.repeat(65)}`, '?q'],
      ['language=German', '?language'],
      [`q=${encodeURIComponent('区'.repeat(65))}`, '?q'],
      ['month=2026-13', '?month'],
      ['month=January', '?month'],
      ['month=2026-01&month=January', '?month'],
      [Array.from({ length: 11 }, (_, number) => `q=word${number}`).join('&'), '?q'],
      ['before=a&before=b', '?before'],
      ['before=yesterday', '?before'],
    ]) {
      const response = await ask(`/feed.json?${query}`);
      const problem = (await response.json()) as { errors: { pointer: string }[] };
      expect([query, response.status, problem.errors[0]?.pointer]).toEqual([query, 422, pointer]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await ask(`/feed.json?q=${encodeURIComponent('区'.repeat(64))}`)).status).toBe(200);
  });
});

describe('searching', () => {
  beforeAll(async () => {
    await reset();
    for (const [title, content_text] of [
      ['宜秀区召开会议', '区长吴曙主持会议，研究经济工作。'],
      ['學校開學', '全區學校今日開學。'],
      ['Café société', 'Un café près de l’Hôtel de Ville, à Besançon.'],
      ['Town hall opens', 'The NEAR bridge OR not; prices: 5*2 "quoted" (brackets).'],
    ]) {
      await publish({ title, content_text });
    }
    await settle();
  });

  const search = async (q: string) => listTitles(await findAddress(`/feed.json?q=${encodeURIComponent(q)}`));

  it('finds two Chinese characters, in either script, in title, text or a name', async () => {
    for (const [q, titles] of [
      ['吴曙', ['宜秀区召开会议']],
      ['吳曙', ['宜秀区召开会议']],
      ['宜秀', ['宜秀区召开会议']],
      ['学校', ['學校開學']],
      ['學校', ['學校開學']],
      ['开学', ['學校開學']],
      ['会议 经济', ['宜秀区召开会议']],
      ['会议 学校', []],
      ['曙吴', []],
    ] as const) {
      expect([q, await search(q)]).toEqual([q, titles]);
    }
  });

  it('finds Latin words without regard to case and diacritics, and wants all of them', async () => {
    for (const [q, titles] of [
      ['cafe', ['Café société']],
      ['CAFÉ', ['Café société']],
      ['besancon', ['Café société']],
      ['societe hotel', ['Café société']],
      ['cafe bridge', []],
      ['town', ['Town hall opens']],
      ['tow', []],
    ] as const) {
      expect([q, await search(q)]).toEqual([q, titles]);
    }
  });

  it('takes a repeated search for OR, with all terms of each required', async () => {
    for (const [queries, titles, name] of [
      [['cafe', 'bridge'], ['Café société', 'Town hall opens'], '“bridge” or “cafe”'],
      [['cafe bridge', '学校'], ['學校開學'], '“cafe bridge” or “学校”'],
      [['"', '吴曙'], ['宜秀区召开会议'], '“"” or “吴曙”'],
      [['"', '%'], [], '“"” or “%”'],
    ] as const) {
      const query = queries.map((q) => `q=${encodeURIComponent(q)}`).join('&');
      const feed = await readFeed(await findAddress(`/feed.json?${query}`));
      expect([query, feed.items.map(({ title }) => title).sort()]).toEqual([query, titles]);
      expect(feed.title).toBe(`Gazette: ${name}`);
    }
  });

  it('takes ten searches of as many terms as fit', async () => {
    const letters = [...'abcdefghij'];
    const queries = letters.map((letter) => `q=${`${letter}%20`.repeat(32)}`);
    expect((await ask(`/feed.json?${queries.join('&')}&q=cafe`)).status).toBe(422);
    expect(await listTitles(await findAddress(`/feed.json?${queries.slice(1).join('&')}&q=cafe`))).toEqual([
      'Café société',
    ]);
  });

  it('takes no character for syntax', async () => {
    for (const [q, titles] of [
      ['NEAR', ['Town hall opens']],
      ['town OR cafe', []],
      ['bridge AND NOT town', []],
      ['pric*', []],
      ['"quoted"', ['Town hall opens']],
      ['"', []],
      ["'; DROP TABLE articles; --", []],
      ['text:town', []],
      ['^town', ['Town hall opens']],
      ['{town} + (hall)', ['Town hall opens']],
      ['NEAR(town hall, 2)', ['Town hall opens']],
      ['NEAR(town café, 9)', []],
      ['5*2', ['Town hall opens']],
      ['\\', []],
      ['%', []],
    ] as const) {
      expect([q, await search(q)]).toEqual([q, titles]);
    }
  });
});

describe('months', () => {
  beforeAll(async () => {
    await reset();
    for (const [title, date_published] of [
      ['last of January', '2024-01-31T23:59:59.999Z'],
      ['first of February', '2024-02-01T00:00:00Z'],
      ['February here, January there', '2024-01-31T18:00:00-08:00'],
      ['leap day', '2024-02-29T23:59:59Z'],
      ['March here, February there', '2024-03-01T07:59:59+08:00'],
      ['first of March', '2024-03-01T00:00:00Z'],
      ['last of the year', '2023-12-31T23:59:59Z'],
    ]) {
      await publish({ title, date_published });
    }
    await settle();
  });

  it('begin and end in UTC', async () => {
    expect((await listTitles('/feed.json?month=2024-02')).sort()).toEqual([
      'February here, January there',
      'March here, February there',
      'first of February',
      'leap day',
    ]);
    expect(await listTitles('/feed.json?month=2024-01')).toEqual(['last of January']);
    expect(await listTitles('/feed.json?month=2023-12')).toEqual(['last of the year']);
    expect(await listTitles('/feed.json?month=2025-02')).toEqual([]);
  });

  it('are OR where there are several', async () => {
    expect(await listTitles('/feed.json?month=2023-12&month=2024-01&month=2024-03')).toEqual([
      'first of March',
      'last of January',
      'last of the year',
    ]);
    expect(await listTitles('/feed.json?month=2023-12&month=2024-03')).toEqual([
      'first of March',
      'last of the year',
    ]);
  });
});

describe('reading through filters', () => {
  it('writes nothing, calls the ledger once and remembers the answer for all formats', async () => {
    await reset();
    await publish({ title: 'Counted' });
    await settle();
    const calls: string[] = [];
    const counted = {
      ...env,
      ARTICLES: countCalls('kv', env.ARTICLES, calls),
      LEDGER: countLedgerCalls(calls),
    };
    const read = async (path: string) => {
      const request = new Request(ORIGIN + path, { headers: { 'cf-connecting-ip': makeClientAddress() } });
      expect((await sendBound(request, counted)).status).toBe(200);
    };
    await read('/feed.rss?q=counted');
    expect(calls).toEqual(['ledger.readFeed']);
    await read('/feed.rss?q=counted');
    await read('/feed.atom?q=counted');
    await read('/feed.json?q=counted');
    // Whoever may change nothing makes nobody ask again.
    expect((await call('PUT', '/api/categories/x', {}, { token: 'wrong' })).status).toBe(401);
    await read('/feed.json?q=counted');
    expect(calls).toEqual(['ledger.readFeed']);
    await read('/feed.json?month=1999-01');
    expect(calls).toEqual(['ledger.readFeed', 'ledger.readFeed']);
  });

  it('shows a change at once where it was made, however lately the same was asked for', async () => {
    for (const slug of ['at-once', 'elsewhere']) await putCategory(slug, slug);
    const read = async () =>
      JSON.stringify(await readFeed('/feed.json?category=at-once&not_category=elsewhere'));
    const list = async () => await (await ask('/opml.xml')).text();
    expect(await read()).not.toContain('Lately');
    expect(await list()).not.toContain('Another subject');
    const { id } = await publish({ title: 'Lately', categories: ['at-once'] });
    expect(await read()).toContain('Lately');
    await callFor(200, 'DELETE', `/api/articles/${id}?reason=Untrue`);
    expect(await read()).toContain('Untrue');
    await putCategory('another', 'Another subject');
    expect(await list()).toContain('Another subject');
  });

  it('is limited for each client, who is told when to come again; feeds with a document are not', async () => {
    const headers = { 'cf-connecting-ip': makeClientAddress() };
    const statuses = new Map<number, number>();
    let refused: Response | null = null;
    // Twice the limit: in the midst of them the minute may end, and the count begin anew.
    for (let number = 0; number < 250 && refused === null; number++) {
      const response = await ask(`/feed.json?q=word${number}`, { headers });
      await response.text();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status === 429) refused = response;
    }
    expect([...statuses.keys()].sort()).toEqual([200, 429]);
    expect(statuses.get(200)).toBeGreaterThanOrEqual(100);
    expect(refused?.headers.get('retry-after')).toBe('60');
    expect(refused?.headers.get('cache-control')).toBe('no-store');
    expect(refused?.headers.get('content-type')).toBe('application/problem+json');
    expect((await ask('/feed.json', { headers })).status).toBe(200);
    // What others asked for a moment ago costs the ledger nothing and is given to anybody.
    expect((await ask('/feed.json?q=word1', { headers })).status).toBe(200);
    expect((await ask('/feed.json?q=another')).status).toBe(200);
    await callFor(200, 'GET', '/health');
  });
});

/** Where a feed's one address is: the first answer's, or where that leads. */
async function findAddress(path: string): Promise<string> {
  const response = await ask(path, { method: 'HEAD' });
  return response.headers.get('location') ?? path;
}
