import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildJsonFeedItem } from '../../../src/feed/json-feed.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import { anyArticle } from '../../support/arbitrary-articles.ts';
import { AUTHORITY, makeArticle, makeDocument, SETTINGS } from '../../support/feed-documents.ts';
import { jsonFeedSchema } from '../../support/json-feed-schema.ts';

describe('JSON Feed', () => {
  it('is what version 1.1 allows: empty, paged, withdrawn from, and with hostile text', () => {
    const documents = [
      makeDocument(),
      makeDocument({ authority: null }),
      makeDocument({ articles: [makeArticle({ status: 'withdrawn' })], cursor: 'abc', nextCursor: 'def' }),
      makeDocument({ articles: fc.sample(anyArticle, { numRuns: 200, seed: 11 }) }),
    ];
    for (const document of documents) {
      const result = jsonFeedSchema.safeParse(JSON.parse(renderFeed(document, SETTINGS, 'json')));
      expect(result.error).toBeUndefined();
    }
  });

  it('shows the very item that webhooks carry', () => {
    const article = makeArticle();
    const feed = JSON.parse(renderFeed(makeDocument({ articles: [article] }), SETTINGS, 'json'));
    expect(feed.items).toEqual([buildJsonFeedItem(article, SETTINGS, AUTHORITY)]);
  });

  it('writes dates without a fraction unless there is one', () => {
    const item = buildJsonFeedItem(
      makeArticle({
        publishedAt: Date.UTC(2021, 7, 31, 13, 35, 7),
        modifiedAt: Date.UTC(2021, 8, 1, 0, 0, 0, 5),
      }),
      SETTINGS,
      AUTHORITY,
    );
    expect(item.date_published).toBe('2021-08-31T13:35:07Z');
    expect(item.date_modified).toBe('2021-09-01T00:00:00.005Z');
  });

  it('has files of different titles, for those of one title are the same thing to it', () => {
    const titles = ['Plan', null, 'Plan', 'Plan (2)', 'Plan', null];
    const attachments = titles.map((title, index) => ({
      url: `https://files.example/${index}`,
      mimeType: 'application/pdf',
      title,
      sizeInBytes: null,
    }));
    const item = buildJsonFeedItem(makeArticle({ attachments }), SETTINGS, AUTHORITY);
    expect(item.attachments?.map(({ title }) => title)).toEqual([
      'Plan',
      undefined,
      'Plan (2)',
      'Plan (2) (2)',
      'Plan (3)',
      undefined,
    ]);
  });

  it('names officials as tags after categories, as creators where they are authors, and whole in _gazette', () => {
    const officials = [
      { slug: 'wu-shu', name: '吴曙', role: '区长', office: null, relation: 'author' },
      { slug: 'li-na', name: '李娜', role: null, office: null, relation: 'quoted' },
    ] as const;
    const item = buildJsonFeedItem(makeArticle({ officials }), SETTINGS, AUTHORITY);
    expect(item.tags).toEqual(['Economy', '吴曙', '李娜']);
    expect(item.authors).toEqual([{ name: 'Press Office' }, { name: '吴曙' }]);
    expect(item._gazette).toEqual({
      id: '01JDB3A000000000000000000A',
      revision: 1,
      status: 'published',
      slug: '2021-08-31-bridge',
      external_id: null,
      categories: ['economy'],
      officials,
      source: null,
      image: null,
      change_note: null,
      withdrawn_reason: null,
    });
  });
});
