/**
 * What programs are told of the whole site: the sitemap (https://www.sitemaps.org/protocol.html), robots.txt (RFC 9309),
 * and the list of feeds.
 */

import { cleanText, escapeHtml } from '../../article/content/plain-text.ts';
import { formatTimestamp } from '../../article/date-format.ts';
import { isMonth } from '../../article/filter.ts';
import { openLedger } from '../../env.ts';
import { succeed } from '../../failure.ts';
import { isNotModified } from '../../feed/conditional.ts';
import { renderOpml } from '../../feed/opml.ts';
import type { PageList, PageOfArticle, PageOfNews } from '../../ledger/feeds/public-reads.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { answerFeedMethods, letBrowsersRead } from '../feeds/feed-answer.ts';
import { readLedgerPage } from '../ledger-page.ts';
import { answerFailure } from '../problem.ts';
import { readDirectory } from './ledger-reads.ts';
import { buildPageEtag } from './page-answer.ts';

/**
 * Beyond so many articles the sitemap is an index of one for each month. A file may name 50,000 pages; a tenth of that
 * is quick to read, and only the month that changes is read again.
 */
export const SITEMAP_ARTICLES = 5_000;
const NEWS_SITEMAP_PATH = '/sitemaps/news.xml';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const NEWS_NAMESPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"';
const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
/** Where the parts of a sitemap are. */
const SITEMAPS = '/sitemaps/';
/** The part that names every page but those of articles. */
const OTHER_PAGES = 'places.xml';
const LIST_CACHE_CONTROL = 'public, max-age=300';
/** The list of feeds is for the same programs that read them. */
const LIST_CORS_HEADERS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' };

/** Puts these lists into the app. */
export function mountSitemap(app: App): void {
  app.get('/robots.txt', (c) =>
    answerText(c, 'text/plain; charset=utf-8', renderRobots(readSettings(c.env))),
  );
  app.get('/sitemap.xml', serveSitemap);
  app.get(NEWS_SITEMAP_PATH, async (c) => {
    const news = await readLedgerPage(c, NEWS_SITEMAP_PATH, async () =>
      succeed(await openLedger(c.env).listNews()),
    );
    return news instanceof Response ? news : answerXml(c, renderNewsSitemap(news, readSettings(c.env)));
  });
  app.get(`${SITEMAPS}:name`, async (c) => {
    const name = c.req.param('name');
    return name === OTHER_PAGES ? await serveOtherPages(c) : await serveMonth(c, name);
  });
  app.get('/opml.xml', async (c) => {
    const directory = await readDirectory(c);
    if (directory instanceof Response) return letBrowsersRead(directory);
    const text = renderOpml({ settings: readSettings(c.env), ...directory });
    return answerText(c, 'text/x-opml; charset=utf-8', text, LIST_CORS_HEADERS);
  });
  answerFeedMethods(app, '/opml.xml');
  for (const path of ['/robots.txt', '/sitemap.xml', `${SITEMAPS}:name`])
    answerOtherMethods(app, path, ['GET']);
}

/** The sitemap, or of a long history the list of its parts. */
async function serveSitemap(c: AppContext): Promise<Response> {
  const contents = await readSitemap(c);
  if (contents instanceof Response) return contents;
  const settings = readSettings(c.env);
  if (contents.months.length === 0) return answerXml(c, renderSitemap(contents, settings));
  const paths = [OTHER_PAGES, ...contents.months.map((month) => `${month}.xml`)].map(
    (name) => SITEMAPS + name,
  );
  return answerXml(c, renderSitemapIndex(paths, settings));
}

/** Every page that is not an article's. */
async function serveOtherPages(c: AppContext): Promise<Response> {
  const contents = await readSitemap(c);
  if (contents instanceof Response) return contents;
  return answerXml(c, renderSitemap({ ...contents, articles: [] }, readSettings(c.env)));
}

/** The articles of a month, `YYYY-MM.xml`. */
async function serveMonth(c: AppContext, name: string): Promise<Response> {
  const month = name.replace(/\.xml$/, '');
  const unknown = () => answerFailure({ code: 'sitemap_not_found', name });
  if (month === name || !isMonth(month)) return unknown();
  const articles = await readLedgerPage(c, SITEMAPS + name, async () =>
    succeed(await openLedger(c.env).listSitemapMonth(month)),
  );
  if (articles instanceof Response) return articles;
  // A list of pages without any is not a sitemap.
  return articles.length === 0
    ? unknown()
    : answerXml(c, renderArticleSitemap(articles, readSettings(c.env)));
}

async function readSitemap(c: AppContext): Promise<PageList | Response> {
  return await readLedgerPage<PageList>(c, '/sitemap.xml', async () =>
    succeed(await openLedger(c.env).listSitemap(SITEMAP_ARTICLES)),
  );
}

function answerXml(c: AppContext, text: string): Response {
  return answerText(c, 'application/xml; charset=utf-8', text);
}

function answerText(
  c: AppContext,
  contentType: string,
  text: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const etag = buildPageEtag([text]);
  const headers = {
    etag,
    'content-type': contentType,
    'cache-control': LIST_CACHE_CONTROL,
    'x-content-type-options': 'nosniff',
    ...more,
  };
  const ifNoneMatch = c.req.header('if-none-match') ?? null;
  const isFresh = isNotModified({ ifNoneMatch, ifModifiedSince: null, etag, changedMs: 0 });
  return isFresh ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
}

/** Renders every page that is not an article's, and the articles given. */
function renderSitemap(contents: Omit<PageList, 'months'>, settings: Settings): string {
  const newest = contents.articles.reduce((latest, { changedAt }) => Math.max(latest, changedAt), 0);
  return renderPages([
    renderPage('/', newest || null, settings),
    ...['/search', '/subscribe', '/categories', '/officials', '/offices'].map((path) =>
      renderPage(path, null, settings),
    ),
    ...contents.categories.map((slug) => renderPage(`/categories/${slug}`, null, settings)),
    ...contents.officials.map((slug) => renderPage(`/officials/${slug}`, null, settings)),
    ...contents.offices.map((slug) => renderPage(`/offices/${slug}`, null, settings)),
    ...contents.articles.map((article) => renderArticle(article, settings)),
  ]);
}

/** Renders the pages of some articles. */
function renderArticleSitemap(articles: readonly PageOfArticle[], settings: Settings): string {
  return renderPages(articles.map((article) => renderArticle(article, settings)));
}

/** Renders the list of the sitemaps at these paths. */
function renderSitemapIndex(paths: readonly string[], settings: Settings): string {
  const entries = paths.map(
    (path) => `  <sitemap><loc>${escapeHtml(settings.publicUrl + path)}</loc></sitemap>\n`,
  );
  return `${XML_DECLARATION}<sitemapindex ${NAMESPACE}>\n${entries.join('')}</sitemapindex>\n`;
}

/** Renders the newest articles as Google News reads them (https://www.google.com/schemas/sitemap-news/0.9). */
function renderNewsSitemap(news: readonly PageOfNews[], settings: Settings): string {
  const name = escapeHtml(cleanText(settings.title));
  const pages = news.map(
    ({ slug, title, language, publishedAt }) =>
      `  <url><loc>${escapeHtml(`${settings.publicUrl}/articles/${slug}`)}</loc><news:news>` +
      `<news:publication><news:name>${name}</news:name>` +
      `<news:language>${nameNewsLanguage(language)}</news:language></news:publication>` +
      `<news:publication_date>${formatTimestamp(publishedAt)}</news:publication_date>` +
      `<news:title>${escapeHtml(cleanText(title))}</news:title></news:news></url>\n`,
  );
  return `${XML_DECLARATION}<urlset ${NAMESPACE} ${NEWS_NAMESPACE}>\n${pages.join('')}</urlset>\n`;
}

/** ISO 639, but for Chinese, which Google News parts by script. */
function nameNewsLanguage(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (language !== 'zh') return language;
  return script === 'Hant' ? 'zh-tw' : 'zh-cn';
}

function renderPages(pages: readonly string[]): string {
  return `${XML_DECLARATION}<urlset ${NAMESPACE}>\n${pages.join('')}</urlset>\n`;
}

function renderArticle({ slug, changedAt }: PageOfArticle, settings: Settings): string {
  return renderPage(`/articles/${slug}`, changedAt, settings);
}

function renderPage(path: string, changedAt: number | null, settings: Settings): string {
  const modified = changedAt === null ? '' : `<lastmod>${formatTimestamp(changedAt)}</lastmod>`;
  return `  <url><loc>${escapeHtml(settings.publicUrl + path)}</loc>${modified}</url>\n`;
}

/** Renders `/robots.txt`: everything may be found but what needs a token, and what a search gives. */
function renderRobots(settings: Settings): string {
  return `User-agent: *\nDisallow: /api\nDisallow: /editor\nDisallow: /search?\n\nSitemap: ${settings.publicUrl}/sitemap.xml\nSitemap: ${settings.publicUrl}${NEWS_SITEMAP_PATH}\n`;
}
