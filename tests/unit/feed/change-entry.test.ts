import { describe, expect, it } from 'vitest';
import type { PublishedArticle } from '../../../src/article/article.ts';
import { FEED_FORMATS } from '../../../src/feed/address.ts';
import { buildFeed } from '../../../src/feed/feed.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import { fingerprintSettings, readSettings, type SettingsSource } from '../../../src/settings.ts';
import {
  AUTHORITY,
  makeArticle,
  makeCorrection,
  makeDocument,
  SETTINGS,
} from '../../support/feed-documents.ts';

const ARTICLE_ID = `${AUTHORITY}:article/01JDB3A000000000000000000A`;
const CHANGED_AT = Date.UTC(2026, 2, 1);
const LANGUAGES = ['en', 'zh-CN', 'zh-TW', 'ar', 'ur', 'fr', 'de', 'es'];

const withdrawn = makeArticle({
  status: 'withdrawn',
  revision: 3,
  modifiedAt: CHANGED_AT,
  withdrawnReason: 'The figures were <wrong>.',
  contentHtml: '',
  summary: '',
});
const corrected = makeArticle({
  revision: 5,
  modifiedAt: CHANGED_AT,
  corrections: [makeCorrection('The sum was <wrong>.', 4, CHANGED_AT)],
});
const both = { ...SETTINGS, withdrawalEntries: true, correctionEntries: true };

function listIds(settings = SETTINGS, articles = [corrected, withdrawn]): string[] {
  return buildFeed(makeDocument({ articles }), settings, 'json').items.map(({ id }) => id);
}

describe('an entry of what became of an article', () => {
  it('is there for a withdrawal unless that is turned off, and for a major change where that is turned on', () => {
    const read = (source: SettingsSource) => readSettings({ PUBLIC_URL: SETTINGS.publicUrl, ...source });
    expect(listIds(read({}), [corrected])).toEqual([ARTICLE_ID]);
    expect(listIds(read({}), [withdrawn])).toEqual([`${ARTICLE_ID}/withdrawn`, ARTICLE_ID]);
    expect(listIds(read({ WITHDRAWAL_ENTRIES: 'false' }), [withdrawn])).toEqual([ARTICLE_ID]);
    expect(listIds(read({ CORRECTION_ENTRIES: 'true' }), [corrected])).toEqual([
      `${ARTICLE_ID}/corrected/4`,
      ARTICLE_ID,
    ]);
    expect(
      new Set(
        [{}, { WITHDRAWAL_ENTRIES: 'false' }, { CORRECTION_ENTRIES: 'true' }].map((source) =>
          fingerprintSettings(read(source)),
        ),
      ).size,
    ).toBe(3);
  });

  it('keeps its id whatever is changed quietly afterwards', () => {
    expect(listIds(both, [{ ...corrected, revision: 17 }])[0]).toBe(`${ARTICLE_ID}/corrected/4`);
  });

  it('is one for each major change, with its own note and date, and stays when the next comes', () => {
    const earlier = makeCorrection('The date was wrong.', 2, CHANGED_AT - 86_400_000);
    const entriesOf = (article: PublishedArticle) =>
      buildFeed(makeDocument({ articles: [article] }), both, 'json').items.filter(
        ({ noticeOf }) => noticeOf !== null,
      );
    const one = { ...corrected, modifiedAt: earlier.at, corrections: [earlier] };
    const two = { ...corrected, corrections: [...corrected.corrections, earlier] };
    const [entry] = entriesOf(one);
    const [newest, former] = entriesOf(two);
    expect(entry).toMatchObject({ id: `${ARTICLE_ID}/corrected/2`, publishedAt: earlier.at });
    expect(entry?.contentHtml).toContain(earlier.note);
    expect(former).toEqual(entry);
    expect(newest).toMatchObject({ id: `${ARTICLE_ID}/corrected/4`, publishedAt: CHANGED_AT });
    expect(newest?.contentHtml).not.toContain(earlier.note);
    for (const format of FEED_FORMATS) {
      const text = renderFeed(makeDocument({ articles: [two] }), both, format);
      expect(text.match(/The date was wrong\.(?:<|&#x3C;)\/p>/g), format).toHaveLength(1);
    }
  });

  it('has the reason and the link, and is dated when the article changed, in every format and language', () => {
    for (const language of LANGUAGES) {
      for (const article of [withdrawn, corrected].map((one) => ({ ...one, language }))) {
        const document = makeDocument({ articles: [article] });
        const [entry, item] = buildFeed(document, both, 'json').items;
        expect(entry?.publishedAt).toBe(CHANGED_AT);
        expect(entry?.noticeOf).toBe(item?.id);
        expect(entry?.title).toContain(article.title);
        expect(entry?.title).not.toBe(article.title);
        expect(entry?.contentHtml).toContain('&lt;wrong&gt;');
        expect(entry?.contentHtml).toContain(`<a href="${item?.url}">${article.title}</a>`);
        expect(entry?.contentHtml).not.toContain('After two years');
        for (const format of FEED_FORMATS) {
          const text = renderFeed(document, both, format);
          for (const id of [entry?.id, item?.id]) expect(text, format).toMatch(new RegExp(`${id}[<"]`));
        }
      }
    }
  });

  it('stands where the article does, on older pages too, and does not date the feed anew', () => {
    for (const cursor of [null, 'page-2']) {
      const feed = buildFeed(makeDocument({ articles: [withdrawn], cursor }), both, 'rss');
      expect(feed.items).toHaveLength(2);
      expect(feed.updatedAt).toBe(CHANGED_AT);
    }
  });
});
