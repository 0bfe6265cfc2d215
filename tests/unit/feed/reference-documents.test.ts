import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { EVERYTHING, expandScope } from '../../../src/article/filter.ts';
import { FEED_FORMATS } from '../../../src/feed/address.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import type { FeedDocument } from '../../../src/published/document.ts';
import { makeArticle, makeCorrection, makeDocument, SETTINGS } from '../../support/feed-documents.ts';

const bridge = makeArticle({
  id: '01JDB3A000000000000000000C',
  slug: '2026-03-02-bridge',
  revision: 3,
  externalId: 'cms-4711',
  title: 'Tolls & <free> days: the bridge opens',
  summary: 'Cars pay 2 < 3 yuan.',
  contentHtml: '<p>Cars pay 2 &lt; 3 yuan &amp; bicycles nothing.</p>',
  publishedAt: Date.UTC(2026, 2, 2, 8, 0, 0),
  modifiedAt: Date.UTC(2026, 2, 3, 9, 30, 0),
  corrections: [makeCorrection('The toll was wrong.')],
  categories: [
    { slug: 'economy', name: 'Economy' },
    { slug: 'roads', name: 'Roads & Bridges' },
  ],
  officials: [
    { slug: 'li-na', name: '李娜', role: null, office: null, relation: 'author' },
    { slug: 'wu-shu', name: '吴曙', role: '区委副书记、区长', office: null, relation: 'actor' },
  ],
  source: { name: 'City Desk', url: 'https://city.example/a?b=1&c=2' },
  image: {
    url: 'https://images.example/bridge.jpg',
    alt: 'The bridge & its "gates"',
    caption: 'Open < closed',
    credit: 'City Desk',
    width: 1600,
    height: 900,
  },
  attachments: [
    {
      url: 'https://files.example/tolls.pdf?v=1&l=en',
      mimeType: 'application/pdf',
      title: 'Tolls',
      sizeInBytes: 12345,
    },
    { url: 'https://files.example/map.pdf', mimeType: 'application/pdf', title: null, sizeInBytes: null },
  ],
});

const visit = makeArticle({
  id: '01JDB3A000000000000000000B',
  slug: '2026-03-01-b',
  title: '吴曙调研经济工作',
  summary: '区长吴曙到企业调研。',
  contentHtml: '<p>区长吴曙到企业调研。</p>',
  language: 'zh-CN',
  publishedAt: Date.UTC(2026, 2, 1, 1, 2, 3),
  modifiedAt: Date.UTC(2026, 2, 1, 1, 2, 3),
  authors: [],
  officials: [{ slug: 'wu-shu', name: '吴曙', role: '区长', office: 'mayor', relation: 'actor' }],
});

const mistake = makeArticle({
  id: '01JDB3A000000000000000000A',
  slug: '2026-02-28-figures',
  revision: 2,
  status: 'withdrawn',
  title: 'Figures of the year',
  contentHtml: '<p>never to be seen again</p>',
  publishedAt: Date.UTC(2026, 1, 28, 12, 0, 0),
  modifiedAt: Date.UTC(2026, 2, 1, 12, 0, 0),
  withdrawnReason: 'The figures were those of 2024.',
  officials: [],
});

const DOCUMENTS: Readonly<Record<string, FeedDocument>> = {
  everything: makeDocument({ articles: [bridge, visit, mistake], nextCursor: '2026-02-28.01JDB' }),
  official: makeDocument({ filter: expandScope('official/wu-shu'), articles: [bridge, visit] }),
  'filtered-second-page': makeDocument({
    filter: {
      ...EVERYTHING,
      categories: ['economy', 'roads'],
      offices: ['mayor'],
      notOfficials: ['li-na'],
      languages: ['zh-Hans'],
      queries: ['经济 r&d'],
      months: ['2026-03'],
    },
    articles: [visit],
    cursor: 'page-2',
  }),
  office: makeDocument({ filter: expandScope('office/mayor'), articles: [visit] }),
  empty: makeDocument({ filter: expandScope('category/roads') }),
};

describe.each(Object.entries(DOCUMENTS))('the document tests/fixtures/feed/%s', (name, document) => {
  it.each(FEED_FORMATS)('is what a reader of %s gets', (format) => {
    const expected = readFileSync(`tests/fixtures/feed/${name}.${format}`, 'utf8').trimEnd();
    const rendered = renderFeed(document, SETTINGS, format);
    // JSON travels without line ends and is kept with them.
    expect(format === 'json' ? JSON.stringify(JSON.parse(rendered), null, 2) : rendered).toBe(expected);
  });
});

it('the same document gives the same bytes whatever the clock says', () => {
  const renderAll = (document: FeedDocument) =>
    FEED_FORMATS.map((format) => renderFeed(document, SETTINGS, format));
  const documents = Object.values(DOCUMENTS);
  const today = documents.map(renderAll);
  vi.useFakeTimers({ now: Date.UTC(2040, 0, 1) });
  try {
    expect(structuredClone(documents).map(renderAll)).toEqual(today);
  } finally {
    vi.useRealTimers();
  }
});
