/** Articles, settings and documents to render, complete and overridable. */

import type { ArticleImage, Correction, PublishedArticle } from '../../src/article/article.ts';
import { EVERYTHING } from '../../src/article/filter.ts';
import type { FeedDocument } from '../../src/published/document.ts';
import { readSettings, type Settings } from '../../src/settings.ts';

export const SETTINGS: Settings = readSettings({
  PUBLIC_URL: 'https://news.example',
  PUBLICATION_TITLE: 'District News',
  PUBLICATION_DESCRIPTION: 'What the district decides',
  PUBLICATION_LANGUAGE: 'en',
});

export const AUTHORITY = 'tag:news.example,2026';

/** A published article of 31 August 2021 with one of everything. */
export function makeArticle(fields: Partial<PublishedArticle> = {}): PublishedArticle {
  const publishedAt = Date.UTC(2021, 7, 31, 13, 35, 7);
  return {
    id: '01JDB3A000000000000000000A',
    status: 'published',
    revision: 1,
    slug: '2021-08-31-bridge',
    url: null,
    externalId: null,
    feedId: null,
    title: 'The bridge opens',
    summary: 'After two years the bridge is open.',
    contentHtml: '<p>After two years the bridge is open.</p>',
    language: 'en',
    publishedAt: publishedAt,
    modifiedAt: publishedAt,
    changedAt: publishedAt,
    corrections: [],
    withdrawnReason: null,
    categories: [{ slug: 'economy', name: 'Economy' }],
    officials: [
      { slug: 'wu-shu', name: '吴曙', role: '区委副书记、区长', office: null, relation: 'mentioned' },
    ],
    source: null,
    authors: [{ name: 'Press Office' }],
    image: null,
    attachments: [],
    translations: [],
    ...fields,
  };
}

/** A major change; the second revision of an article, unless told otherwise. */
export function makeCorrection(note: string, revision = 2, at = Date.UTC(2021, 8, 1)): Correction {
  return { revision, at, note };
}

/** The first and only page of everything. */
export function makeDocument(fields: Partial<FeedDocument> = {}): FeedDocument {
  return {
    filter: EVERYTHING,
    names: {
      categories: { economy: 'Economy', roads: 'Roads' },
      officials: {
        'wu-shu': { name: '吴曙', role: '区委副书记、区长' },
        'li-na': { name: '李娜', role: null },
      },
      offices: { mayor: 'Mayor' },
    },
    authority: AUTHORITY,
    articles: [],
    cursor: null,
    nextCursor: null,
    changedAt: Date.UTC(2021, 0, 1),
    lastModifiedAt: Date.UTC(2021, 0, 1),
    version: 'version-1',
    ...fields,
  };
}

/** A picture of which nothing is known but what is given. */
export function makeImage(url: string, parts: Partial<ArticleImage> = {}): ArticleImage {
  return { url, alt: null, caption: null, credit: null, width: null, height: null, ...parts };
}
