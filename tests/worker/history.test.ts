import { reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING, type Filter } from '../../src/article/filter.ts';
import { readFeedCursor } from '../../src/feed/address.ts';
import { SITEMAP_ARTICLES } from '../../src/http/pages/sitemap.ts';
import type { LedgerContext } from '../../src/ledger/context.ts';
import { readFeedDocument } from '../../src/ledger/feeds/feed-query.ts';
import { readSettings } from '../../src/settings.ts';
import { makeArticleId, writeArchivedArticle, writeArchiveHead } from '../support/archive-lines.ts';
import { countCases } from '../support/cases.ts';
import { call, publish, send, until } from './client.ts';
import { pathOf, readFeed } from './feed-reader.ts';

/** The gate reads all of them; a few more than one sitemap takes are enough. */
const ARTICLES = Math.max(SITEMAP_ARTICLES + 20, countCases(10_000));
const PER_PAGE = 20;
const PER_PART = 1_000;
const HOUR_MS = 3_600_000;
const FIRST_AT = Date.UTC(2020, 0, 1);

/** Every second article is about the economy, every third about roads; Wu is in every fifth. */
const isEconomy = (number: number) => number % 2 === 0;
const isRoads = (number: number) => number % 3 === 0;
const hasWu = (number: number) => number % 5 === 0;

const WALKS: readonly (readonly [path: string, filter: Filter, holds: (number: number) => boolean])[] = [
  ['/feed.json', EVERYTHING, () => true],
  ['/categories/economy/feed.json', { ...EVERYTHING, categories: ['economy'] }, isEconomy],
  [
    '/feed.json?category=economy&official=wu-shu',
    { ...EVERYTHING, categories: ['economy'], officials: ['wu-shu'] },
    (number) => isEconomy(number) && hasWu(number),
  ],
  [
    '/feed.json?category=economy&category=roads',
    { ...EVERYTHING, categories: ['economy', 'roads'] },
    (number) => isEconomy(number) || isRoads(number),
  ],
  [
    '/feed.json?not_category=economy',
    { ...EVERYTHING, notCategories: ['economy'] },
    (number) => !isEconomy(number),
  ],
];

describe('a history of many thousand articles', () => {
  beforeAll(async () => {
    await reset();
    for (let first = 0; first < ARTICLES; first += PER_PART) {
      let raw = first === 0 ? writeArchiveHead(['economy', 'roads', 'news'], ['wu-shu']) : '';
      for (let number = first; number < Math.min(first + PER_PART, ARTICLES); number++) {
        raw += writeArchivedArticle({
          number,
          // Two share each moment: the id decides between them, also at the edge of a page.
          publishedAt: FIRST_AT + Math.floor(number / 2) * HOUR_MS,
          categories: [...(isEconomy(number) ? ['economy'] : []), ...(isRoads(number) ? ['roads'] : [])],
          officials: hasWu(number) ? ['wu-shu'] : [],
        });
      }
      const headers = { 'content-type': 'application/x-ndjson' };
      const response = await call('POST', '/api/restore', undefined, { raw, headers });
      expect(response.status, await response.text()).toBe(204);
    }
    // Nobody here asks for an article by itself: these would be written into the store behind all that follows.
    await runInDurableObject(env.LEDGER.getByName('ledger'), (_, { storage }) => {
      storage.sql.exec("UPDATE documents SET dirty_since = NULL WHERE kind = 'article'");
    });
    const newest = makeArticleId(ARTICLES - 1);
    await until('the feed has the newest', async () =>
      (await readFeed('/feed.json')).items.some(({ id }) => id.endsWith(newest)),
    );
  }, 300_000);

  it.each(WALKS)(
    'is seen from %s by next links, each article exactly once and newest first, while others are published',
    async (path, _, holds) => {
      const expected: string[] = [];
      for (let number = ARTICLES - 1; number >= 0; number--)
        if (holds(number)) expected.push(makeArticleId(number));
      const seen: string[] = [];
      const addresses = new Set<string>();
      let next: string | undefined = path;
      while (next !== undefined) {
        expect(addresses.has(next)).toBe(false);
        addresses.add(next);
        const page = await readFeed(next);
        expect(page.items.length).toBeGreaterThan(0);
        seen.push(...page.items.map(({ id }) => id.slice(id.lastIndexOf('/') + 1)));
        next = page.next_url === undefined ? undefined : pathOf(page.next_url);
        // New ones belong before the first page; nothing behind it may move.
        if (addresses.size % 100 === 1) await publish({ categories: ['economy', 'news'], notify: false });
      }
      const made = new Set(expected);
      expect(seen.filter((id) => made.has(id))).toEqual(expected);
      expect(new Set(seen).size).toBe(seen.length);
    },
    300_000,
  );

  it('costs no more rows on a page far back than on the second, whatever the filter', async () => {
    await runInDurableObject(env.LEDGER.getByName('ledger'), async (_, state) => {
      for (const [path, filter, holds] of WALKS) {
        const costs: number[] = [];
        let cursor: string | null = null;
        const pages = Array.from({ length: ARTICLES }, (_, number) => number).filter(holds).length / PER_PAGE;
        // The last has less to read.
        for (let page = 1; page <= Math.min(100, pages - 5); page++) {
          const { ledger, countRows } = openCounted(state.storage.sql);
          const before = cursor === null ? null : readFeedCursor(cursor);
          const document = await readFeedDocument(ledger, filter, before, null);
          costs.push(countRows());
          cursor = document.nextCursor;
        }
        const [, second = 0, ...later] = costs;
        // An article more or less that the filter passes over makes a small difference.
        for (const cost of later) expect([path, cost <= second * 1.1]).toEqual([path, true]);
        expect([path, second < 400]).toEqual([path, true]);
      }
    });
  });

  it('is in the sitemap whole, each article once, a file for each month', async () => {
    const index = await readXml('/sitemap.xml');
    expect(index).toContain('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">');
    const files = listLocations(index);
    expect(files[0]).toBe('http://gazette.test/sitemaps/places.xml');
    const [newestMonth = ''] = files.slice(1);
    expect(newestMonth).toBe(`http://gazette.test/sitemaps/${new Date().toISOString().slice(0, 7)}.xml`);
    expect(files).toContain('http://gazette.test/sitemaps/2020-02.xml');
    const pages: string[] = [];
    for (const file of files) pages.push(...listLocations(await readXml(pathOf(file))));
    expect(pages).toContain('http://gazette.test/categories/economy');
    const articles = pages.filter((page) => page.startsWith('http://gazette.test/articles/'));
    expect(new Set(articles).size).toBe(articles.length);
    expect(articles.length).toBeGreaterThanOrEqual(ARTICLES);
    for (const path of [
      '/sitemaps/2019-12.xml',
      '/sitemaps/2020-13.xml',
      '/sitemaps/2020-01',
      '/sitemaps/x',
    ]) {
      expect((await send(path)).status, path).toBe(404);
    }
  });

  it('is found along indices: nothing is scanned whole or sorted', async () => {
    await runInDurableObject(env.LEDGER.getByName('ledger'), async (_, state) => {
      for (const [path, filter] of WALKS) {
        for (const before of [null, { publishedAt: FIRST_AT + 1000 * HOUR_MS, id: makeArticleId(2001) }]) {
          const { ledger, queries } = openCounted(state.storage.sql);
          await readFeedDocument(ledger, filter, before, null);
          for (const [query, bindings] of queries) {
            const plan = state.storage.sql
              .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`, ...bindings)
              .toArray()
              .map(({ detail }) => detail);
            const slow = plan.filter(
              (detail) =>
                /^SCAN (?!wanted VIRTUAL TABLE)|TEMP B-TREE/.test(detail) &&
                !/^SCAN .* USING INDEX/.test(detail),
            );
            expect([path, query, slow]).toEqual([path, query, []]);
          }
        }
      }
    });
  });
});

async function readXml(path: string): Promise<string> {
  const response = await send(path);
  expect([path, response.status, response.headers.get('content-type')]).toEqual([
    path,
    200,
    'application/xml; charset=utf-8',
  ]);
  return await response.text();
}

const listLocations = (text: string) =>
  [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url ?? '');

/** The ledger's SQL with a note of every query and of the rows that it read. */
function openCounted(sql: SqlStorage) {
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  const queries: [query: string, bindings: SqlStorageValue[]][] = [];
  const counted = {
    exec: (query: string, ...bindings: SqlStorageValue[]) => {
      const cursor = sql.exec(query, ...bindings);
      cursors.push(cursor);
      queries.push([query, bindings]);
      return cursor;
    },
  } as unknown as SqlStorage;
  const ledger: Pick<LedgerContext, 'sql' | 'settings' | 'now'> = {
    sql: counted,
    settings: readSettings(env),
    now: Date.now(),
  };
  const countRows = () => cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0);
  return { ledger, queries, countRows };
}
