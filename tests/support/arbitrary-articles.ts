/** Articles that nobody would write, and that a feed must survive. */

import * as fc from 'fast-check';
import { type PublishedArticle, RELATIONS } from '../../src/article/article.ts';
import { cleanText } from '../../src/article/content/plain-text.ts';
import { anyText } from './arbitrary-text.ts';
import { makeArticle } from './feed-documents.ts';

/** Each has broken somebody's feed. */
const HOSTILE_TEXTS = [
  ']]>',
  ']]>]]><script>alert(1)</script>',
  '<![CDATA[',
  '&amp;',
  '&amp;lt;b&amp;gt;',
  '&#x26;',
  '&copy;',
  '</title>',
  '<entry>',
  '<link rel="alternate"',
  '<feed xmlns="x">',
  '<rss version="1">',
  '"\'><x y="',
  '$&$1$`',
  '\u0000\u0001\u0002\u0003\u0007\u001F',
  '\u0085\u009F',
  '\uD800',
  '\uDC00x',
  '\uFFFD\uFFFE\uFFFF',
  '\u{1FFFE}',
  '\u202Eمرحبا',
  '區(qū)動(dòng)',
  '👩‍👩‍👧‍👦',
  '\r\n',
  'a\rb',
  '\tx',
  '\\"\\u0041',
  '\u2028\u2029',
];

/** Any Unicode with hostile strings among it, between two letters so that trimming readers change nothing. */
const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS),
      anyText({ maxLength: 12, size: 'max' }),
      fc.lorem({ maxCount: 3 }),
    ),
    { maxLength: 5 },
  )
  .map((parts) => `a${parts.join('')}z`);

const anySlug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/);

const anyMoment = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2026, 0, 1) });

const anyUrl = fc.webUrl({ withQueryParameters: true, withFragments: true });

/** A published article, valid in its form and arbitrary in its text. */
export const anyArticle: fc.Arbitrary<PublishedArticle> = fc
  .record({
    id: fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
    slug: anySlug,
    title: hostileText,
    summary: hostileText,
    // Content alone was cleaned when it was written: `readContent` does that.
    contentHtml: hostileText.map((text) => {
      const escaped = cleanText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;');
      return `<p>${escaped}</p>`;
    }),
    publishedAt: anyMoment,
    modifiedAt: anyMoment,
    language: fc.constantFrom('en', 'zh-CN', 'ar', 'de'),
    corrections: fc
      .array(fc.record({ at: anyMoment, note: hostileText }), { maxLength: 3 })
      .map((list) => list.map((one, index) => ({ ...one, revision: 1_000_000_000 - index }))),
    externalId: fc.option(hostileText),
    feedId: fc.option(
      fc.oneof(
        fc.webUrl({ withQueryParameters: true }),
        fc.stringMatching(/^[a-z0-9&<>"]([a-z0-9 &<>"]{0,18}[a-z0-9&<>"])?$/),
      ),
    ),
    categories: fc.array(fc.record({ slug: anySlug, name: hostileText }), { maxLength: 3 }),
    officials: fc.array(
      fc.record({
        slug: anySlug,
        name: hostileText,
        role: fc.option(hostileText),
        office: fc.option(anySlug),
        relation: fc.constantFrom(...RELATIONS),
      }),
      { maxLength: 3 },
    ),
    authors: fc.array(fc.record({ name: hostileText }), { maxLength: 2 }),
    source: fc.option(fc.record({ name: fc.option(hostileText), url: fc.option(anyUrl) })),
    url: fc.option(anyUrl),
    image: fc.option(
      fc.record({
        url: anyUrl,
        alt: fc.option(hostileText),
        caption: fc.option(hostileText),
        credit: fc.option(hostileText),
        width: fc.option(fc.integer({ min: 1, max: 9999 })),
        height: fc.option(fc.integer({ min: 1, max: 9999 })),
      }),
    ),
    attachments: fc.array(
      fc.record({
        url: anyUrl,
        mimeType: fc.constantFrom('application/pdf', 'text/csv'),
        title: fc.option(hostileText),
        sizeInBytes: fc.option(fc.nat()),
      }),
      { maxLength: 3 },
    ),
  })
  .map((fields) => makeArticle(fields));
