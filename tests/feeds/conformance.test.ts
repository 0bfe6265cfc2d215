import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escapeHtml } from '../../src/article/content/plain-text.ts';
import { FEED_FORMATS, type FeedFormat } from '../../src/feed/address.ts';
import { inspectFeed } from '../support/feed-rules.ts';
import { hasProgram, runProgram } from '../support/outside-program.ts';
import { bundleWorker, type Service, startService } from '../support/service.ts';
import { PYTHON } from '../support/xml-tree.ts';
import { hasSamples, type Published, publishNewspaper } from './newspaper.ts';

const hasPython = hasProgram(PYTHON, ['--version']);
const hasFeedparser = hasProgram(PYTHON, ['-c', 'import feedparser']);
const hasXmllint = hasProgram('xmllint', ['--version']);
/** jing tells of its use and ends with 2 where it is called without a schema. */
const hasJing = runProgram('jing', []).status === 2;

/** Addresses without their format; `{f}` stands for it. All of everything is walked besides, page by page. */
const FEEDS: Readonly<Record<string, string>> = {
  everything: '/feed.{f}',
  'a category': '/categories/attacks/feed.{f}',
  'an official': '/officials/wu-shu/feed.{f}',
  'an office': '/offices/mayor/feed.{f}',
  'a language': '/feed.{f}?language=zh',
  both: '/feed.{f}?category=economy&official=wu-shu',
  'what is left without a category': '/feed.{f}?not_category=attacks',
  'a search': '/feed.{f}?q=%22before%22%20%26%20after',
  'a search in Chinese': '/feed.{f}?q=%E5%90%B4%E6%9B%99',
  'a month': '/feed.{f}?month=2026-06',
  'an empty category': '/categories/empty/feed.{f}',
  'an empty month': '/feed.{f}?month=1999-12',
};

/** What the id of an article has more where an entry tells what became of it. */
const CHANGE_ENTRY = /\/(?:withdrawn|corrected\/\d+)$/;

interface Answer {
  readonly format: FeedFormat;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
}

describe.skipIf(!hasPython)('feeds over HTTP (skipped where python3 is not installed)', () => {
  let service: Service;
  let articles: Published[];
  /** By the name of the feed, one answer in each format; everything's further pages are `page 2` and on. */
  const feeds = new Map<string, Answer[]>();

  beforeAll(async () => {
    service = await startService({ args: await bundleWorker(), vars: { CORRECTION_ENTRIES: 'true' } });
    articles = await publishNewspaper(service);
    for (const [name, path] of Object.entries(FEEDS)) {
      feeds.set(
        name,
        await Promise.all(FEED_FORMATS.map((format) => get(path.replace('{f}', format), format))),
      );
    }
    for (let page = 2; ; page++) {
      const before = feeds.get(page === 2 ? 'everything' : `page ${page - 1}`) ?? [];
      const next = before.map(({ headers }) => /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]);
      if (next.some((url) => url === undefined)) break;
      feeds.set(
        `page ${page}`,
        await Promise.all(
          FEED_FORMATS.map((format, index) => get((next[index] ?? '').slice(service.origin.length), format)),
        ),
      );
    }
  });
  afterAll(() => service?.kill());

  async function get(path: string, format: FeedFormat): Promise<Answer> {
    const url = service.origin + path;
    const response = await fetch(url, { redirect: 'manual' });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${url}: ${response.status} ${text}`);
    return { format, url, headers: response.headers, text };
  }

  const listAnswers = (format?: FeedFormat) =>
    [...feeds].flatMap(([name, answers]) =>
      answers
        .filter((answer) => format === undefined || answer.format === format)
        .map((answer) => [name, answer] as const),
    );

  it('break no rule of their format, of HTTP, or of what validators warn of', () => {
    // The samples fill a page of their own.
    const furtherPages = hasSamples ? 3 : 2;
    expect(feeds.size).toBeGreaterThanOrEqual(Object.keys(FEEDS).length + furtherPages);
    for (const [name, answer] of listAnswers()) {
      const { broken } = inspectFeed({ ...answer, publicUrl: service.origin });
      expect([name, answer.format, broken]).toEqual([name, answer.format, []]);
    }
  });

  it.each([
    ['rss', /(rel="self"[^>]*href="[^"]*)/, '$1x', 'one self link'],
    ['rss', /isPermaLink="false"/, 'isPermaLink="true"', 'no permalink'],
    ['rss', /<pubDate>..., /, '<pubDate>Xyz, ', 'RFC 822'],
    ['rss', /<ttl>/, '<category>x</category><ttl>', 'channel has no categories'],
    [
      'rss',
      /(<description>[^<]*<\/description>)(\s*<content:encoded>[\s\S]*?<\/content:encoded>)/,
      '$2$1',
      'before its content',
    ],
    ['rss', /<content:encoded>/, '<content:encoded>&#x3C;script>', 'no script'],
    ['rss', /(<guid[^>]*>[^<]*)/, '$1 ', 'is a tag URI'],
    ['atom', /<updated>20/, '<updated>19', 'updated is that of the latest entry'],
    ['atom', /(<entry[\s\S]*?<content type="html">)/, '$1&#x3C;a href="/x">', 'is absolute'],
    ['atom', /scheme="http/, 'scheme="', 'scheme'],
    ['json', /"content_html":"/, '"content_html":"<p onclick=x>', 'no attribute onclick'],
    ['json', /"date_published":"2/, '"date_published":"3', 'plausible'],
    ['json', /"feed_url":"/, '"feed_url":"x', 'feed_url'],
  ] as const)('are seen where they break one: %s, %s', (format, part, broken, rule) => {
    const answer = feeds.get('everything')?.find((one) => one.format === format);
    if (answer === undefined) throw new Error('no such feed');
    const text = answer.text.replace(part, broken);
    expect(text).not.toBe(answer.text);
    expect(inspectFeed({ ...answer, text, publicUrl: service.origin }).broken.join('; ')).toContain(rule);
  });

  it('say the same in each format: ids, titles, dates, order', () => {
    for (const [name, answers] of feeds) {
      const [rss, atom, json] = answers.map((answer) =>
        inspectFeed({ ...answer, publicUrl: service.origin }).items.map((item) => ({
          ...item,
          // RSS tells whole seconds.
          publishedAt: Math.floor(item.publishedAt / 1000),
        })),
      );
      expect([name, rss]).toEqual([name, json]);
      expect([name, atom]).toEqual([name, json]);
      expect(json?.length === 0).toBe(name.startsWith('an empty'));
    }
  });

  it('show each article once on the way through all pages', () => {
    const pages = [...feeds].filter(([name]) => name === 'everything' || name.startsWith('page '));
    const listArticles = (answers: readonly Answer[] | undefined) =>
      inspectItems(answers).filter((id) => !CHANGE_ENTRY.test(id));
    const newest = listArticles(pages[0]?.[1]).slice(0, 20);
    const ids = [...newest, ...pages.slice(1).flatMap(([, answers]) => listArticles(answers))];
    expect(ids.map((id) => id.slice(-26)).sort()).toEqual(articles.map(({ id }) => id).sort());
  });

  it('tell of each major change by an entry of its own id', () => {
    const entries = inspectItems(feeds.get('everything')).filter((id) => id.includes('/corrected/'));
    const corrected = Map.groupBy(entries, (id) => id.replace(CHANGE_ENTRY, ''));
    expect([...corrected.values()].map(({ length }) => length).sort()).toEqual([1, 2]);
  });

  it('answer HEAD with the headers of GET, and 304 to what they gave', async () => {
    for (const [, { url, headers }] of listAnswers()) {
      const head = await fetch(url, { method: 'HEAD' });
      const unchanged = await fetch(url, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
      expect([url, head.status, unchanged.status]).toEqual([url, 200, 304]);
      for (const name of ['etag', 'last-modified', 'cache-control', 'link', 'access-control-allow-origin']) {
        expect([url, name, head.headers.get(name)]).toEqual([url, name, headers.get(name)]);
        expect([url, name, unchanged.headers.get(name)]).toEqual([url, name, headers.get(name)]);
      }
      expect(head.headers.get('content-type')).toBe(headers.get('content-type'));
    }
  });

  it.skipIf(!hasXmllint)('are well-formed to xmllint (skipped where libxml2-utils is not installed)', () => {
    for (const [name, { format, text }] of listAnswers()) {
      if (format === 'json') continue;
      const answer = runProgram('xmllint', ['--noout', '--huge', '-'], text);
      expect([name, format, answer.stderr, answer.status]).toEqual([name, format, '', 0]);
    }
  });

  it.skipIf(!hasJing)('keep the RELAX NG schema of RFC 4287 (skipped where jing is not installed)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gazette-feeds-'));
    const files = listAnswers('atom').map(([, { text }], index) => {
      const file = join(folder, `${index}.atom`);
      writeFileSync(file, text);
      return file;
    });
    const answer = runProgram('jing', ['-c', 'tests/fixtures/atom.rnc', ...files]);
    rmSync(folder, { recursive: true });
    expect([answer.stdout, answer.status]).toEqual(['', 0]);
  });

  it('come back whole from feedsmith', () => {
    for (const [, { format, text }] of listAnswers()) {
      if (format === 'rss') {
        for (const item of parseRssFeed(text).items ?? []) {
          const article = findArticle(item.guid?.value);
          if (article === null) continue;
          expect(item.title).toBe(article.title);
          expect(toSecond(item.pubDate)).toBe(toSecond(article.date_published));
          expect(item.content?.encoded ?? item.description).toContain(article.content_html);
          expect(item.categories?.map(({ domain }) => domain) ?? []).toEqual(listSchemes(article));
        }
      } else if (format === 'atom') {
        for (const entry of parseAtomFeed(text).entries ?? []) {
          const article = findArticle(entry.id);
          if (article === null) continue;
          expect(entry.title?.value).toBe(
            entry.title?.type === 'text' ? article.title : escapeHtml(article.title),
          );
          expect(Date.parse(String(entry.published))).toBe(Date.parse(article.date_published));
          expect(Date.parse(String(entry.updated))).toBe(Date.parse(article.date_modified));
          expect(entry.content?.value).toContain(article.content_html);
          expect(entry.categories?.map(({ term }) => term) ?? []).toEqual(listTerms(article));
        }
      } else {
        for (const item of parseJsonFeed(text).items ?? []) {
          const article = findArticle(item.id);
          if (article === null) continue;
          expect(item.title).toBe(article.title);
          expect(item.content_html).toContain(article.content_html);
          expect(Date.parse(String(item.date_published))).toBe(Date.parse(article.date_published));
        }
      }
    }
  });

  it.skipIf(!hasFeedparser)(
    'come back whole from feedparser (skipped where python3-feedparser is not installed)',
    () => {
      for (const [name, { format, text }] of listAnswers()) {
        if (format === 'json') continue;
        const answer = runProgram(PYTHON, ['tests/support/read_feed.py'], text);
        const reading = JSON.parse(answer.stdout) as {
          isBroken: boolean;
          items: { id: string; title: string; content: string[]; schemes: string[]; published: number[] }[];
        };
        expect([name, reading.isBroken]).toEqual([name, false]);
        for (const item of reading.items) {
          const article = findArticle(item.id);
          if (article === null) continue;
          // Of Atom as HTML, unless it was text.
          expect([article.title, ...(format === 'rss' ? [] : [escapeHtml(article.title)])]).toContain(
            item.title,
          );
          // The district's page has no summary of its own, then the content is the description.
          if (item.content.length > 0) expect(item.content[0]).toContain(article.content_html);
          expect(item.schemes).toEqual(listSchemes(article));
          const [year = 0, month = 0, ...rest] = item.published;
          expect(Date.UTC(year, month - 1, ...rest)).toBe(toSecond(article.date_published));
        }
      }
    },
  );

  it.skipIf(!hasSamples)('hold the real articles too (skipped where shared/samples is not there)', () => {
    expect(articles.length).toBeGreaterThanOrEqual(13 + 1 + 50);
  });

  function inspectItems(answers: readonly Answer[] | undefined): string[] {
    const [first] = answers ?? [];
    if (first === undefined) throw new Error('no such feed');
    return inspectFeed({ ...first, publicUrl: service.origin }).items.map(({ id }) => id);
  }

  /** null for what only tells of a change. */
  function findArticle(id: string | undefined): Published | null {
    const article = articles.find((one) => id?.replace(CHANGE_ENTRY, '').endsWith(`:article/${one.id}`));
    if (article === undefined) throw new Error(`nobody published ${id}`);
    return article.status === 'withdrawn' || CHANGE_ENTRY.test(id ?? '') ? null : article;
  }

  function listSchemes({ categories, officials }: Published): string[] {
    return [
      ...categories.map(() => `${service.origin}/categories`),
      ...officials.map(() => `${service.origin}/officials`),
    ];
  }
});

function listTerms({ categories, officials }: Published): string[] {
  return [...categories, ...officials.map(({ slug }) => slug)];
}

function toSecond(date: unknown): number {
  return Math.floor(Date.parse(String(date)) / 1000) * 1000;
}
