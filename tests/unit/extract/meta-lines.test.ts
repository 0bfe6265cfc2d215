import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/extract/extract.ts';
import { isFurniture } from '../../../src/extract/meta-line.ts';

/** What a page about the bridge says of its author, where that stands behind so many dates. */
function readAuthors(wrap: (dates: string, byline: string) => string, dates: number) {
  const text = `<p>${'The bridge, which was closed for a year, opens again on Friday. '.repeat(5)}</p>`;
  const body = wrap('<time>2025-06-03</time>'.repeat(dates), '<a rel="author">Jane Doe</a>');
  const extracted = extractArticle(`<html><body>${body.replace('TEXT', text)}</body></html>`, 'text/html', {
    timezone: 'UTC',
    now: Date.UTC(2030, 0, 1),
    directory: [],
  });
  if (!extracted.ok) throw new Error(JSON.stringify(extracted.failure));
  return extracted.value.authors ?? [];
}

describe.each([
  [
    'above an article',
    (dates: string, byline: string) => `${dates}${byline}<article><h1>The bridge opens</h1>TEXT</article>`,
  ],
  [
    'in an article',
    (dates: string, byline: string) => `<article><h1>The bridge opens</h1>${dates}${byline}TEXT</article>`,
  ],
  [
    'in a box of an article',
    (dates: string, byline: string) =>
      `<article><h1>The bridge opens</h1><div class="meta">${dates}${byline}</div>TEXT</article>`,
  ],
])('dates %s', (_, wrap) => {
  test('are lines about it where they are few', () => {
    expect(readAuthors(wrap, 2)).toEqual([{ name: 'Jane Doe' }]);
  });

  test('are a list where they are hundreds, of which no more is read', () => {
    expect(readAuthors(wrap, 300)).toEqual([]);
  });
});

describe('a line of buttons and one other word is read once through, however often the buttons stand there', () => {
  const BUTTONS =
    '打印 打印本页 我要评论 我要跟帖 发表评论 返回首页 上一页 第3页 字号 字体 大小 超大 A+ share print email teilen seite 反馈'.split(
      ' ',
    );
  const COUNTERS = ['', ' 3', ' (3) ', '（3条）', ' 3 人 '];
  const lines = BUTTONS.flatMap((one) =>
    ['', '大小', '评论', ' '].flatMap((other) => COUNTERS.map((counter) => one + counter + other)),
  );

  // Each button that can be read in two ways doubles the ways of the line: 27 take longer than any test may.
  test.each(lines)('%s', (buttons) => {
    const times = Math.min(27, Math.floor(199 / buttons.length));
    expect(isFurniture(`${buttons.repeat(times)}x`)).toBe(false);
  });
});

describe('a line that says where on a site the reader is belongs to no article', () => {
  test.each([
    '您的位置：首页 > 新闻',
    '您所在的位置：首页',
    '当前位置 首页',
    '现在的位置：新闻',
    '位置：首页',
    '所在位置',
  ])('%s', (line) => {
    expect(isFurniture(line)).toBe(true);
  });

  test('but a title that begins with the same word does', () => {
    expect(isFurniture('位置优越的新学校今日开学')).toBe(false);
  });
});
