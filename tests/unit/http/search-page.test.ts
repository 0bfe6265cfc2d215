import { expect, it } from 'vitest';
import type { PublishedArticle } from '../../../src/article/article.ts';
import { EVERYTHING } from '../../../src/article/filter.ts';
import { SearchPage } from '../../../src/http/pages/search-page.tsx';
import type { FeedDocument } from '../../../src/published/document.ts';
import { readSettings } from '../../../src/settings.ts';

const HTML =
  `<p>First ${'long '.repeat(40)}para &#x26; co<br>second</p><figure><img src="x" alt="a > <p> unicorn"></figure>` +
  `<ul><li>One <b>shy</b> unicorn &#x3C;i> ran${' on'.repeat(90)}</li></ul>`;

/** What a search page says below the title of the one article that it has. */
async function showPassage(query: string): Promise<string | undefined> {
  const article = {
    ...{ id: '1', revision: 1, slug: 's', title: 'Title', summary: 'On Sunday.', contentHtml: HTML },
    ...{ url: null, externalId: null, feedId: null, corrections: [] },
    ...{ language: 'en', publishedAt: 0, modifiedAt: 0, changedAt: 0, status: 'published' },
    ...{ withdrawnReason: null, source: null, image: null, categories: [], officials: [], authors: [] },
    ...{ attachments: [], translations: [] },
  } satisfies PublishedArticle;
  const document: FeedDocument = {
    filter: { ...EVERYTHING, queries: [query] },
    names: { categories: {}, officials: {}, offices: {} },
    authority: null,
    articles: [article],
    cursor: null,
    nextCursor: null,
    changedAt: 0,
    lastModifiedAt: 0,
    version: '',
  };
  const settings = readSettings({});
  const page = String(await SearchPage({ document, directory: null, months: [], settings }));
  return /class="summary"[^>]*>(.*?)<\/p>/.exec(page)?.[1];
}

it.each([
  ['unicorn', 'One shy <mark>unicorn</mark> &lt;i&gt; ran on on'],
  ['para', `…${'long '.repeat(16)}<mark>para</mark> &amp; co`],
  ['second', '<mark>second</mark>'],
  ['src', 'On Sunday.'],
])('what was found is shown as the line that has it, and no part of a tag: %s', async (query, passage) => {
  expect((await showPassage(query))?.startsWith(passage)).toBe(true);
});
