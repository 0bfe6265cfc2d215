/** An article as Markdown (GitHub's dialect) with front matter, for programs that read. */

import { fingerprintArticle } from '../../article/article.ts';
import { writeMarkdown } from '../../article/content/html-markdown.ts';
import { formatTimestamp } from '../../article/date-format.ts';
import { showContent } from '../../feed/attached-html.ts';
import { formatHttpDate, isNotModified } from '../../feed/conditional.ts';
import { buildFeedItem, type FeedItem } from '../../feed/feed-item.ts';
import type { ArticleDocument } from '../../published/store.ts';
import type { Settings } from '../../settings.ts';
import { fingerprintSettings } from '../../settings.ts';
import { VERSION } from '../../version.ts';
import type { AppContext } from '../app-routes.ts';
import { buildPageEtag, PAGE_CACHE_CONTROL } from './page-answer.ts';

/** RFC 7763; the variant is GitHub's (RFC 7764 §3.2). */
const CONTENT_TYPE = 'text/markdown; charset=utf-8; variant=GFM';

/** Answers with the article, 304, or 410 and the notice of a withdrawn one. */
export function answerArticleMarkdown(
  c: AppContext,
  { article, authority }: ArticleDocument,
  settings: Settings,
): Response {
  const headers = {
    'content-type': CONTENT_TYPE,
    'cache-control': PAGE_CACHE_CONTROL,
    'x-content-type-options': 'nosniff',
  };
  const write = () => renderArticleMarkdown(buildFeedItem(article, settings, authority || null));
  if (article.status === 'withdrawn') return new Response(write(), { status: 410, headers });
  const etag = buildPageEtag([
    'markdown',
    VERSION,
    fingerprintArticle(article),
    authority,
    fingerprintSettings(settings),
  ]);
  const validators = { ...headers, etag, 'last-modified': formatHttpDate(article.changedAt) };
  const isFresh = isNotModified({
    ifNoneMatch: c.req.header('if-none-match') ?? null,
    // It may change twice in a second: a date alone tells too little.
    ifModifiedSince: null,
    etag,
    changedMs: article.changedAt,
  });
  return isFresh
    ? new Response(null, { status: 304, headers: validators })
    : new Response(write(), { headers: validators });
}

/** Renders what feeds show of the article. Every value of the front matter is JSON, which YAML takes as it is. */
function renderArticleMarkdown(item: FeedItem): string {
  const fields: readonly (readonly [string, unknown])[] = [
    ['title', item.title],
    ['date', formatTimestamp(item.publishedAt)],
    ['url', item.url],
    ['language', item.language],
    ['authors', item.creators],
  ];
  const frontMatter = fields.map(([name, value]) => `${name}: ${writeYaml(value)}\n`).join('');
  return `---\n${frontMatter}---\n\n${writeMarkdown(showContent(item, item.language, item.attachments))}`;
}

/** JSON, with the line ends that YAML knows besides its own escaped as well (YAML 1.2 §5.4). */
function writeYaml(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
