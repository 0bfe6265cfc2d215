import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormatName } from '../../../../src/delivery/endpoint.ts';
import { ARTICLE_EVENTS } from '../../../../src/delivery/event.ts';
import type { OutgoingMessage } from '../../../../src/delivery/format/format.ts';
import { countCases } from '../../../support/cases.ts';
import { CHATS, makeArticleMessage, makeContext } from '../../../unit/delivery/format/messages.ts';

/** Every string below a value, with the name it has there. */
function listStrings(value: unknown, name = ''): readonly (readonly [name: string, text: string])[] {
  if (typeof value === 'string') return [[name, value]];
  if (Array.isArray(value)) return value.flatMap((item) => listStrings(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => listStrings(item, key));
}

const countBytes = (text: string) => new TextEncoder().encode(text).length;
const longest = (body: string, names: readonly string[]) =>
  Math.max(
    0,
    ...listStrings(JSON.parse(body))
      .filter(([name]) => names.includes(name))
      .map(([, text]) => text.length),
  );

/** The limits that each service states, measured from outside on the built body. */
const LIMITS: Readonly<Record<Exclude<FormatName, 'standard'>, (body: string) => void>> = {
  slack: (body) => {
    const { text, blocks } = JSON.parse(body);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(longest(JSON.stringify(blocks), ['text'])).toBeLessThanOrEqual(3000);
    expect(blocks.length).toBeLessThanOrEqual(50);
  },
  discord: (body) => {
    const embeds = JSON.parse(body).embeds;
    const texts = ['title', 'description', 'name', 'value'];
    const whole = listStrings(embeds).filter(([name]) => texts.includes(name));
    expect(longest(body, ['title', 'name'])).toBeLessThanOrEqual(256);
    expect(longest(body, ['description'])).toBeLessThanOrEqual(4096);
    expect(longest(body, ['value'])).toBeLessThanOrEqual(1024);
    expect(longest(body, ['url'])).toBeLessThanOrEqual(2048);
    expect(whole.reduce((sum, [, text]) => sum + text.length, 0)).toBeLessThanOrEqual(6000);
  },
  mattermost: (body) => expect(JSON.parse(body).text.length).toBeLessThanOrEqual(16_383),
  rocketchat: (body) => expect(JSON.parse(body).text.length).toBeLessThanOrEqual(5000),
  googlechat: (body) => expect(countBytes(body)).toBeLessThanOrEqual(32_000),
  matrix: (body) => expect(countBytes(body)).toBeLessThanOrEqual(65_000),
  ntfy: (body) => expect(countBytes(JSON.parse(body).message)).toBeLessThanOrEqual(4096),
  teams: (body) => expect(countBytes(body)).toBeLessThanOrEqual(28_000),
  telegram: (body) => expect(JSON.parse(body).text.length).toBeLessThanOrEqual(4096),
  feishu: (body) => expect(countBytes(body)).toBeLessThanOrEqual(20_000),
  dingtalk: (body) => expect(countBytes(body)).toBeLessThanOrEqual(20_000),
  wecom: (body) => expect(countBytes(JSON.parse(body).markdown.content)).toBeLessThanOrEqual(4096),
};

/** Characters that are long in one unit or another, and every service's markup. */
const character = fc.oneof(
  fc.constantFrom(
    '中',
    '👩‍👩‍👧‍👦',
    '𠮷',
    'e\u0301',
    '"',
    '\\',
    '&',
    '<',
    '*',
    '[',
    '@',
    '\u0001',
    '\ud800',
    'a',
    ' ',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);
/** Texts around a length, made by repetition: the limits are in the thousands. */
const longText = (maxLength: number) =>
  fc
    .tuple(fc.array(character, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: maxLength }))
    .map(([units, count]) => units.join('').repeat(count).slice(0, maxLength));
const link = fc
  .tuple(fc.constantFrom('a', '(', '"', '&', '中', '*'), fc.integer({ min: 0, max: 2020 }))
  .map(([unit, count]) => `https://example.com/${unit.repeat(count)}`);
const official = fc.record({
  slug: fc.constant('a'),
  name: longText(100),
  role: fc.option(longText(300)),
  relation: fc.constant('mentioned'),
});
const message = fc
  .record({
    event: fc.constantFrom(...ARTICLE_EVENTS),
    id: fc.uuid(),
    title: longText(300),
    url: link,
    summary: longText(1000),
    language: fc.constantFrom('zh-CN', 'en', 'ar'),
    categories: fc.array(fc.tuple(fc.constant('a'), longText(100)), { maxLength: 20, size: 'max' }),
    officials: fc.array(official, { maxLength: 50, size: 'max' }),
    sourceName: longText(1000),
    changeNote: longText(2000),
    withdrawnReason: longText(2000),
  })
  .map(({ event, ...parts }) => makeArticleMessage(event, parts));

describe.each(CHATS)('$name', ({ name, adapter, url }) => {
  const check = LIMITS[name];
  const build = (messages: readonly OutgoingMessage[]) =>
    adapter.build(messages, {
      ...makeContext(adapter, url, 'SECdemo'),
      publicationTitle: '公报'.repeat(200),
    });

  test('no article makes a message beyond the service’s limits, or with half a character', async () => {
    await fc.assert(
      fc.asyncProperty(message, async (one) => {
        const { body } = (await build([one])).request;
        check(body);
        expect(listStrings(JSON.parse(body)).every(([, text]) => text.isWellFormed())).toBe(true);
      }),
      { numRuns: countCases(300) },
    );
  });

  test.each(['*', '中', '"', '&', '@', '𠮷'])(
    'an article full of %s in every part stays within',
    async (unit) => {
      const fill = (characters: number) => unit.repeat(characters / unit.length);
      const parts = {
        title: fill(300),
        url: `https://example.com/${'a'.repeat(2000)}`,
        summary: fill(1000),
        language: 'zh-CN',
        categories: Array.from({ length: 20 }, () => ['a', fill(100)] as const),
        officials: Array.from({ length: 50 }, () => ({
          slug: 'a',
          name: fill(100),
          role: fill(300),
          relation: 'actor',
        })),
        sourceName: fill(1000),
        changeNote: fill(2000),
      };
      check((await build([makeArticleMessage('article.updated', parts)])).request.body);
    },
  );

  test('no number of articles makes a digest beyond the service’s limits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 2, maxLength: 60, size: 'max' }), async (messages) => {
        check((await build(messages)).request.body);
      }),
      { numRuns: countCases(30) },
    );
  });

  test('every article is named in one of as many digests as it takes, each within the limits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 2, maxLength: 60, size: 'max' }), async (messages) => {
        let left = messages;
        for (let digests = 0; left.length > 0; digests += 1) {
          const { request, named } = await build(left);
          check(request.body);
          expect(named.length).toBeGreaterThan(0);
          expect(digests).toBeLessThan(messages.length);
          left = left.filter(({ id }) => !named.includes(id));
        }
      }),
      { numRuns: countCases(20) },
    );
  });

  test('a digest names more than a few of a thousand articles', async () => {
    const messages = Array.from({ length: 1000 }, (_, index) =>
      makeArticleMessage('article.published', {
        id: `A${index}`,
        title: '标题'.repeat(30),
        language: 'zh',
      }),
    );
    const { request, named } = await build(messages);
    check(request.body);
    expect(named.length).toBeGreaterThan(5);
    // Slack has its list twice, as text and as blocks; each names the same.
    const entries = request.body.match(/articles\/a\d+/g) ?? [];
    expect(new Set(entries).size).toBe(named.length);
  });
});
