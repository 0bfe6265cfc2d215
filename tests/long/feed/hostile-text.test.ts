import * as fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import type { PublishedArticle } from '../../../src/article/article.ts';
import { escapeHtml } from '../../../src/article/content/plain-text.ts';
import { buildFeed } from '../../../src/feed/feed.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import { anyArticle } from '../../support/arbitrary-articles.ts';
import { countCases } from '../../support/cases.ts';
import { makeDocument, SETTINGS } from '../../support/feed-documents.ts';
import { hasProgram, runProgram } from '../../support/outside-program.ts';

const ARTICLE_COUNT = countCases(1000);
const BATCH_SIZE = 50;
/** Fixed, so that a failure can be looked at; the texts differ enough among a thousand. */
const SEED = 20210831;

const articles = fc
  .sample(anyArticle, { numRuns: ARTICLE_COUNT, seed: SEED })
  .map((article, index): PublishedArticle => ({ ...article, id: `01${String(index).padStart(24, '0')}` }));
const batches = Array.from({ length: ARTICLE_COUNT / BATCH_SIZE }, (_, index) =>
  articles.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
);

const hasXmllint = hasProgram('xmllint', ['--version']);
const PYTHON = '/usr/bin/python3';
const hasFeedparser = hasProgram(PYTHON, ['-c', 'import feedparser']);

/** What feedparser understood, as tests/support/read_feed.py writes it. */
interface FeedparserReading {
  readonly isBroken: boolean;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly published: readonly number[];
    readonly updated: readonly number[];
    readonly content: readonly string[];
    readonly terms: readonly string[];
    readonly schemes: readonly string[];
    readonly labels: readonly (string | null)[];
  }[];
}

function readWithFeedparser(xml: string): FeedparserReading {
  const answer = runProgram(PYTHON, ['tests/support/read_feed.py'], xml);
  expect(answer.stderr).toBe('');
  return JSON.parse(answer.stdout);
}

/** feedparser tells dates as UTC fields, with months from 1. */
function toFields(epochMs: number): readonly number[] {
  const date = new Date(epochMs);
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
}

describe('articles of arbitrary Unicode', () => {
  it.skipIf(!hasXmllint)(
    'are well-formed XML to xmllint (skipped where libxml2-utils is not installed)',
    () => {
      for (const batch of batches) {
        for (const format of ['rss', 'atom'] as const) {
          const xml = renderFeed(makeDocument({ articles: batch }), SETTINGS, format);
          const answer = runProgram('xmllint', ['--noout', '--huge', '-'], xml);
          expect(answer.stderr).toBe('');
          expect(answer.status).toBe(0);
        }
      }
    },
  );

  it('come back from JSON Feed as they went in', () => {
    for (const batch of batches) {
      const document = makeDocument({ articles: batch });
      const parsed = parseJsonFeed(renderFeed(document, SETTINGS, 'json'));
      const { items } = buildFeed(document, SETTINGS, 'json');
      expect(parsed.items?.map(({ id, title, content_html }) => ({ id, title, content_html }))).toEqual(
        items.map(({ id, title, contentHtml }) => ({
          id,
          title,
          content_html: expect.stringContaining(contentHtml),
        })),
      );
    }
  });

  it('come back from RSS through feedsmith as they went in', () => {
    for (const batch of batches) {
      const document = makeDocument({ articles: batch });
      const parsed = parseRssFeed(renderFeed(document, SETTINGS, 'rss'));
      const { items, categoriesUrl, officialsUrl } = buildFeed(document, SETTINGS, 'rss');
      for (const [index, item] of items.entries()) {
        const read = parsed.items?.[index];
        expect(read?.title).toBe(item.title);
        expect(read?.guid?.value).toBe(item.id);
        expect(read?.categories ?? []).toEqual([
          ...item.categories.map(({ name }) => ({ name, domain: categoriesUrl })),
          ...item.officials.map(({ name }) => ({ name, domain: officialsUrl })),
        ]);
        expect(read?.dc?.creators ?? []).toEqual(item.creators);
        expect(read?.content?.encoded).toContain(item.contentHtml);
        expect(read?.description).toBe(escapeHtml(item.summary ?? ''));
        expect(Date.parse(read?.pubDate ?? '')).toBe(Math.floor(item.publishedAt / 1000) * 1000);
      }
    }
  });

  it('come back from Atom through feedsmith as they went in', () => {
    for (const batch of batches) {
      const document = makeDocument({ articles: batch });
      const parsed = parseAtomFeed(renderFeed(document, SETTINGS, 'atom'));
      const { items, categoriesUrl, officialsUrl } = buildFeed(document, SETTINGS, 'atom');
      for (const [index, item] of items.entries()) {
        const read = parsed.entries?.[index];
        expect([
          { value: item.title, type: 'text' },
          { value: escapeHtml(item.title), type: 'html' },
        ]).toContainEqual(read?.title);
        expect(read?.id).toBe(item.iri);
        expect(read?.categories ?? []).toEqual([
          ...item.categories.map(({ slug, name }) => ({ term: slug, label: name, scheme: categoriesUrl })),
          ...item.officials.map(({ slug, name }) => ({ term: slug, label: name, scheme: officialsUrl })),
        ]);
        expect(read?.authors?.map(({ name }) => name) ?? []).toEqual(item.creators);
        expect(read?.content?.value).toContain(item.contentHtml);
        expect(Date.parse(read?.updated ?? '')).toBe(item.modifiedAt);
        expect(Date.parse(read?.published ?? '')).toBe(item.publishedAt);
      }
    }
  });

  it.skipIf(!hasFeedparser)(
    'come back from RSS through feedparser as they went in (skipped where it is not installed)',
    () => {
      for (const batch of batches) {
        const document = makeDocument({ articles: batch });
        const reading = readWithFeedparser(renderFeed(document, SETTINGS, 'rss'));
        const { items, categoriesUrl, officialsUrl } = buildFeed(document, SETTINGS, 'rss');
        expect(reading.isBroken).toBe(false);
        for (const [index, item] of items.entries()) {
          const read = reading.items[index];
          expect(read?.id).toBe(item.id);
          expect(read?.title).toBe(item.title);
          expect(read?.content[0]).toContain(item.contentHtml);
          expect(read?.published).toEqual(toFields(item.publishedAt));
          expect(read?.terms).toEqual([...item.categories, ...item.officials].map(({ name }) => name));
          expect(read?.schemes).toEqual([
            ...item.categories.map(() => categoriesUrl),
            ...item.officials.map(() => officialsUrl),
          ]);
        }
      }
    },
  );

  it.skipIf(!hasFeedparser)(
    'come back from Atom through feedparser as they went in (skipped where it is not installed)',
    () => {
      for (const batch of batches) {
        const document = makeDocument({ articles: batch });
        const reading = readWithFeedparser(renderFeed(document, SETTINGS, 'atom'));
        const { items } = buildFeed(document, SETTINGS, 'atom');
        expect(reading.isBroken).toBe(false);
        for (const [index, item] of items.entries()) {
          const read = reading.items[index];
          expect(read?.id).toBe(item.iri);
          // What is declared as text and left as it is, or as HTML.
          expect([item.title, escapeHtml(item.title)]).toContain(read?.title);
          expect(read?.content[0]).toContain(item.contentHtml);
          expect(read?.published).toEqual(toFields(item.publishedAt));
          expect(read?.updated).toEqual(toFields(item.modifiedAt));
          expect(read?.terms).toEqual([...item.categories, ...item.officials].map(({ slug }) => slug));
          expect(read?.labels).toEqual([...item.categories, ...item.officials].map(({ name }) => name));
        }
      }
    },
  );
});
