import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/extract/extract.ts';

/** What a page about the bridge says of its author, where that stands behind so many dates. */
function readAuthors(wrap: (dates: string, byline: string) => string, dates: number) {
  const text = `<p>${'The bridge, which was closed for a year, opens again on Friday. '.repeat(5)}</p>`;
  const body = wrap('<time>2025-06-03</time>'.repeat(dates), '<a rel="author">Jane Doe</a>');
  const extracted = extractArticle(`<html><body>${body.replace('TEXT', text)}</body></html>`, 'text/html', {
    timezone: 'UTC',
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
