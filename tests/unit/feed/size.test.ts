import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_CONTENT_BYTES,
  MAX_SUMMARY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
  type PublishedArticle,
} from '../../../src/article/article.ts';
import { FEED_FORMATS } from '../../../src/feed/address.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import {
  ENVELOPE_BYTES,
  MAX_FEED_BYTES,
  measureCorrectionBytes,
  measureShownBytes,
} from '../../../src/feed/size.ts';
import { anyArticle } from '../../support/arbitrary-articles.ts';
import { countCases } from '../../support/cases.ts';
import { makeArticle, makeDocument, makeImage, SETTINGS } from '../../support/feed-documents.ts';

/** Every change that may have an entry of its own has one. */
const EVERY_ENTRY = { ...SETTINGS, withdrawalEntries: true, correctionEntries: true };

function measureRendered(articles: readonly PublishedArticle[]): number {
  const document = makeDocument({ articles });
  return Math.max(
    ...FEED_FORMATS.map(
      (format) => new TextEncoder().encode(renderFeed(document, EVERY_ENTRY, format)).length,
    ),
  );
}

const EMPTY_FEED_BYTES = measureRendered([]);

/** Article fields of nothing but the characters that grow most. */
const anyGrowingText = fc
  .array(fc.constantFrom('<', '>', '&', '"', '\\', '\n', '\r', '\t', '文', '👍', 'é', 'a', '\u2028', ']]>'), {
    minLength: 1,
    maxLength: 300,
    size: 'max',
  })
  .map((parts) => parts.join(''));

const anyGrowingArticle = fc.tuple(anyArticle, anyGrowingText, anyGrowingText, anyGrowingText).map(
  ([article, one, two, three]): PublishedArticle => ({
    ...article,
    title: one,
    summary: two,
    contentHtml: three.repeat(20),
    corrections: article.corrections.slice(0, 1).map((correction) => ({ ...correction, note: one })),
    externalId: two,
    feedId: two,
    source: { name: one, url: 'https://source.example/?a&b&c' },
    categories: [{ slug: 'a', name: one }],
    officials: [{ slug: 'b', name: two, role: three, office: null, relation: 'author' }],
    authors: [{ name: three }],
    image: makeImage(`https://image.example/?${encodeURI(one)}&&&`, {
      alt: one,
      caption: two,
      credit: three,
    }),
    attachments: [
      {
        url: `https://file.example/${one.replace(/\W/gu, '&')}`,
        mimeType: 'a/b',
        title: two,
        sizeInBytes: 1,
      },
    ],
  }),
);

describe('the bound of an article', () => {
  it('is never below what the article adds to any format', () => {
    return fc.assert(
      fc.property(fc.oneof(anyArticle, anyGrowingArticle), (article) => {
        const earlier = article.corrections.slice(1).map((one) => measureCorrectionBytes(article, one));
        expect(measureRendered([article]) - EMPTY_FEED_BYTES).toBeLessThanOrEqual(
          earlier.reduce((sum, bytes) => sum + bytes, measureShownBytes(article, EVERY_ENTRY)),
        );
      }),
      { numRuns: countCases(1_000) },
    );
  });

  it('is never below what a withdrawn article adds', () => {
    const reason = '<&>"'.repeat(250);
    const article = makeArticle({
      status: 'withdrawn',
      withdrawnReason: reason,
      contentHtml: '',
      summary: '',
    });
    expect(measureRendered([article]) - EMPTY_FEED_BYTES).toBeLessThanOrEqual(
      measureShownBytes(article, EVERY_ENTRY),
    );
  });

  it('is not so far above that pages become needlessly short', () => {
    const article = makeArticle({
      contentHtml: '<p>经济发展，区委副书记、区长出席会议。</p>\n'.repeat(400),
    });
    expect(measureShownBytes(article, EVERY_ENTRY)).toBeLessThan(1.2 * measureRendered([article]));
  });
});

describe('a feed', () => {
  it('whose bounds and envelope fit stays within the limit', () => {
    const growing = fc.sample(anyGrowingArticle, { numRuns: 400, seed: 7 });
    let sum = ENVELOPE_BYTES;
    const articles = growing.filter((article) => {
      const bytes = measureShownBytes(article, EVERY_ENTRY);
      const fits = sum + bytes <= MAX_FEED_BYTES;
      if (fits) sum += bytes;
      return fits;
    });
    expect(sum).toBeGreaterThan(0.9 * MAX_FEED_BYTES);
    expect(measureRendered(articles)).toBeLessThanOrEqual(MAX_FEED_BYTES);
  });

  it.each(['<b></b>', '<br>', '&#x3C;', '&amp;', '<p>"</p>', '文'])(
    'holds the largest article there may be, full of %s',
    (part) => {
      const article = makeArticle({
        title: '<'.repeat(MAX_TITLE_CHARACTERS),
        summary: '&'.repeat(MAX_SUMMARY_CHARACTERS),
        contentHtml: part.repeat(Math.floor(MAX_CONTENT_BYTES / new TextEncoder().encode(part).length)),
      });
      expect(measureShownBytes(article, EVERY_ENTRY) + ENVELOPE_BYTES).toBeLessThanOrEqual(MAX_FEED_BYTES);
      expect(measureRendered([article])).toBeLessThanOrEqual(MAX_FEED_BYTES);
    },
  );

  it('has an envelope that the longest filter does not burst', () => {
    const slugs = Array.from({ length: 50 }, (_, index) => `${'a'.repeat(61)}-${index}`);
    const filter = {
      categories: slugs,
      officials: slugs,
      notCategories: [],
      offices: [],
      notOfficials: [],
      languages: [],
      queries: Array.from({ length: 10 }, (_, number) => number + '文'.repeat(63)),
      months: ['2021-08'],
    };
    const document = makeDocument({ filter, cursor: 'c'.repeat(100), nextCursor: 'd'.repeat(100) });
    for (const format of FEED_FORMATS) {
      const bytes = new TextEncoder().encode(renderFeed(document, SETTINGS, format)).length;
      expect(bytes).toBeLessThanOrEqual(ENVELOPE_BYTES);
    }
  });
});
