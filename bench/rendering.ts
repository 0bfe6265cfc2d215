/** What rendering a feed costs beside the packages that render feeds, on the same articles. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Feed as FeedWriter } from 'feed';
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { parse } from 'smol-toml';
import { FEED_FORMATS, type FeedFormat } from '../src/feed/address.ts';
import { buildFeed, type Feed } from '../src/feed/feed.ts';
import type { renderFeed } from '../src/feed/render.ts';
import { makeArticle, makeDocument, SETTINGS } from '../tests/support/feed-documents.ts';
import { findMedian } from './publishing.ts';

const ARTICLES = 20;
const ROUNDS = 15;
const RENDERINGS_PER_ROUND = 40;
const PARAGRAPH =
  '<p>The district office is open again; appointments &amp; papers at the <a href="https://x.example/">desk</a>.</p>\n';

const document = makeDocument({
  articles: Array.from({ length: ARTICLES }, (_, number) =>
    makeArticle({
      id: `01${String(number).padStart(24, '0')}`,
      title: `Office open again: part ${number}`,
      contentHtml: PARAGRAPH.repeat(Math.ceil(5_000 / PARAGRAPH.length)),
      // The packages know no officials; a Chinese name in one of the texts would make all of it twice as wide in memory.
      officials: [],
    }),
  ),
});

const PROJECT = join(import.meta.dirname, '..');

/** The service's own as the Worker has it, with what stands there for parts of packages. */
async function bundleRenderer(): Promise<typeof renderFeed> {
  const { alias } = parse(readFileSync(join(PROJECT, 'wrangler.toml'), 'utf8'));
  const { outputFiles } = await build({
    absWorkingDir: PROJECT,
    entryPoints: ['src/feed/render.ts'],
    alias: alias as Record<string, string>,
    bundle: true,
    format: 'esm',
    write: false,
  });
  const [bundle] = outputFiles;
  const module = await import(
    `data:text/javascript;base64,${Buffer.from(bundle?.contents ?? []).toString('base64')}`
  );
  return (module as { readonly renderFeed: typeof renderFeed }).renderFeed;
}

/** Renders with each, in turn, and gives back a table of medians in milliseconds. */
export async function compareRenderers(): Promise<string> {
  const render = await bundleRenderer();
  const rows = FEED_FORMATS.map((format) => {
    const feed = buildFeed(document, SETTINGS, format);
    const renderers: (() => string)[] = [
      () => render(document, SETTINGS, format),
      () => renderWithFeed(feed, format),
      () => renderWithFeedsmith(feed, format),
    ];
    const times: number[][] = renderers.map(() => []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, write] of renderers.entries()) {
        const startedAt = performance.now();
        for (let time = 0; time < RENDERINGS_PER_ROUND; time++) write();
        times[index]?.push((performance.now() - startedAt) / RENDERINGS_PER_ROUND);
      }
    }
    return `| ${format} | ${times.map((samples) => findMedian(samples).toFixed(2)).join(' | ')} |`;
  });
  return [
    `Rendering ${ARTICLES} articles of 5 kB, milliseconds:\n`,
    '| format | this service | `feed` alone | `feedsmith` alone |',
    '|---|---:|---:|---:|',
    ...rows,
  ].join('\n');
}

function renderWithFeed(feed: Feed, format: FeedFormat): string {
  const writer = new FeedWriter({
    id: feed.id,
    title: feed.title,
    description: feed.description,
    link: feed.homeUrl,
    language: feed.language,
    updated: new Date(feed.updatedAt),
    copyright: '',
  });
  for (const item of feed.items) {
    writer.addItem({
      id: item.url,
      title: item.title,
      link: item.url,
      date: new Date(item.publishedAt),
      description: item.summary ?? '',
      content: item.contentHtml,
      category: item.categories.map(({ name }) => ({ name, term: name })),
    });
  }
  return format === 'rss' ? writer.rss2() : format === 'atom' ? writer.atom1() : writer.json1();
}

function renderWithFeedsmith(feed: Feed, format: FeedFormat): string {
  const { items, title, description, homeUrl } = feed;
  switch (format) {
    case 'rss':
      return generateRssFeed({
        title,
        description,
        link: homeUrl,
        items: items.map((item) => ({
          title: item.title,
          link: item.url,
          guid: { value: item.id, isPermaLink: false },
          pubDate: new Date(item.publishedAt),
          description: item.summary ?? '',
          content: { encoded: item.contentHtml },
          categories: item.categories.map(({ name }) => ({ name })),
        })),
      });
    case 'atom':
      return generateAtomFeed({
        id: feed.id,
        title: { value: title },
        updated: new Date(feed.updatedAt),
        entries: items.map((item) => ({
          id: item.id,
          title: { value: item.title },
          updated: new Date(item.modifiedAt),
          published: new Date(item.publishedAt),
          links: [{ href: item.url }],
          content: { value: item.contentHtml, type: 'html' },
          categories: item.categories.map(({ slug, name }) => ({ term: slug, label: name })),
        })),
      });
    case 'json':
      return JSON.stringify(
        generateJsonFeed({
          title,
          home_page_url: homeUrl,
          items: items.map((item) => ({
            id: item.id,
            url: item.url,
            title: item.title,
            content_html: item.contentHtml,
            date_published: new Date(item.publishedAt),
            tags: item.categories.map(({ name }) => name),
          })),
        }),
      );
  }
}
