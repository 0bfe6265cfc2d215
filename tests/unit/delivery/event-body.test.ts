import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARTICLE_EVENTS } from '../../../src/delivery/event.ts';
import { buildEventBody, MAX_EVENT_BODY_BYTES } from '../../../src/delivery/event-body.ts';
import type { JsonFeedItem } from '../../../src/feed/json-feed.ts';
import { EVENT_BODIES } from '../../../src/http/api/event-resources.ts';
import { countCases } from '../../support/cases.ts';

const TIMESTAMP = '2026-11-23T00:00:00Z';
const countBytes = (text: string) => new TextEncoder().encode(text).length;

/** Texts up to the API's limits, in scripts whose letters take one to four bytes, or six once JSON has escaped them. */
const longText = (maxCharacters: number) =>
  fc
    .tuple(fc.constantFrom('a', '中', '𠮷', '"', 'é'), fc.integer({ min: 1, max: maxCharacters }))
    .map(([unit, count]) => unit.repeat(count).slice(0, maxCharacters));

const article: fc.Arbitrary<JsonFeedItem> = fc.record({
  id: fc.constant('tag:gazette.example,2026:article/01'),
  url: longText(2000).map(
    (path) => `https://gazette.example/${encodeURIComponent(path.toWellFormed()).slice(0, 2000)}`,
  ),
  title: longText(300),
  content_html: longText(200_000),
  summary: longText(1000),
  image: fc.constant('https://gazette.example/picture.png'),
  date_published: fc.constant(TIMESTAMP),
  date_modified: fc.constant(TIMESTAMP),
  authors: fc.array(fc.record({ name: longText(200) }), { maxLength: 20, size: 'max' }),
  tags: fc.array(longText(200), { maxLength: 70, size: 'max' }),
  language: fc.constant('zh-CN'),
  attachments: fc.array(
    fc.record({ url: longText(1000), mime_type: fc.constant('application/pdf'), title: longText(300) }),
    { maxLength: 20, size: 'max' },
  ),
  // What articles may have one day.
  further: fc.option(fc.array(longText(300), { maxLength: 100, size: 'max' })),
  _gazette: fc.record({
    further: fc.option(fc.array(longText(300), { maxLength: 100, size: 'max' })),
    id: fc.constant('01'),
    revision: fc.nat(1000),
    status: fc.constant('published' as const),
    slug: fc.constant('a-slug'),
    external_id: longText(200),
    image: fc.constant(null),
    categories: fc.array(fc.constant('category-'.padEnd(64, 'x')), { maxLength: 20, size: 'max' }),
    officials: fc.array(
      fc.record({
        slug: fc.constant('an-official'),
        name: longText(100),
        role: longText(200),
        office: fc.constant(null),
        relation: fc.constant('mentioned' as const),
      }),
      { maxLength: 50, size: 'max' },
    ),
    source: fc.record({ name: longText(200), url: fc.constant(null) }),
    change_note: fc.option(longText(1000)),
    withdrawn_reason: fc.option(longText(1000)),
  }),
}) as fc.Arbitrary<JsonFeedItem>;

describe('the body of a message', () => {
  test('has, whole or shortened, what the documented schema of its event says, and nothing else', () => {
    fc.assert(
      fc.property(article, fc.constantFrom(...ARTICLE_EVENTS), (given, type) => {
        const { further: _, _gazette, ...known } = given as JsonFeedItem & { readonly further: unknown };
        const { further: __, ...extension } = _gazette as typeof _gazette & { readonly further: unknown };
        const body = buildEventBody(type, TIMESTAMP, { article: { ...known, _gazette: extension } });
        const schema = EVENT_BODIES.find((event) => event.type === type)?.schema;
        expect(schema?.parse(JSON.parse(body))).toEqual(JSON.parse(body));
      }),
      { numRuns: countCases(200) },
    );
  });

  test('is at most 20 kB, whatever the article, and still says which one it is', () => {
    fc.assert(
      fc.property(article, (given) => {
        const body = buildEventBody('article.published', TIMESTAMP, { article: given });
        expect(countBytes(body)).toBeLessThanOrEqual(MAX_EVENT_BODY_BYTES);
        const { data } = JSON.parse(body);
        const { id, url, title, date_published } = given;
        expect(data.article).toMatchObject({ id, url, title, date_published });
        const { revision, slug, external_id, change_note, withdrawn_reason } = given._gazette;
        expect(data.article._gazette).toMatchObject({
          revision,
          slug,
          external_id,
          change_note,
          withdrawn_reason,
        });
        const isWhole = JSON.stringify(data.article) === JSON.stringify(given);
        expect(data.article.content_omitted).toBe(isWhole ? undefined : true);
      }),
      { numRuns: countCases(300) },
    );
  });

  test('goes without its text before anything else, and then without no more than it must', () => {
    fc.assert(
      fc.property(article, (given) => {
        const { data } = JSON.parse(buildEventBody('article.published', TIMESTAMP, { article: given }));
        const missing = Object.keys(given).filter((name) => data.article[name] === undefined);
        if (missing.length > 0) expect(missing).toContain('content_html');
        const { content_html: _, ...rest } = given;
        const isEnough = countBytes(JSON.stringify(rest)) < MAX_EVENT_BODY_BYTES - 200;
        if (isEnough) expect(missing.filter((name) => name !== 'content_html')).toEqual([]);
      }),
      { numRuns: countCases(300) },
    );
  });
});
