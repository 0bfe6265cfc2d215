/** What search engines are told: the sitemap (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309). */

import { escapeHtml } from '../../article/plain-text.ts';
import { formatTimestamp } from '../../article/timestamp.ts';
import { cleanText } from '../../feed/text.ts';
import type { PageList, PageOfArticle, PageOfNews } from '../../ledger/feeds/public-reads.ts';
import type { Settings } from '../../settings.ts';

/**
 * Beyond so many articles the sitemap is an index of one for each month. A file may name 50,000 pages; a tenth of that
 * is quick to read, and only the month that changes is read again.
 */
export const SITEMAP_ARTICLES = 5_000;
export const NEWS_SITEMAP_PATH = '/sitemaps/news.xml';
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const NEWS_NAMESPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"';
const XML_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

/** Renders every page that is not an article's, and the articles given. */
export function renderSitemap(contents: Omit<PageList, 'months'>, settings: Settings): string {
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
export function renderArticleSitemap(articles: readonly PageOfArticle[], settings: Settings): string {
  return renderPages(articles.map((article) => renderArticle(article, settings)));
}

/** Renders the list of the sitemaps at these paths. */
export function renderSitemapIndex(paths: readonly string[], settings: Settings): string {
  const entries = paths.map(
    (path) => `  <sitemap><loc>${escapeHtml(settings.publicUrl + path)}</loc></sitemap>\n`,
  );
  return `${XML_DECLARATION}<sitemapindex ${NAMESPACE}>\n${entries.join('')}</sitemapindex>\n`;
}

/** Renders the newest articles as Google News reads them (https://www.google.com/schemas/sitemap-news/0.9). */
export function renderNewsSitemap(news: readonly PageOfNews[], settings: Settings): string {
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
export function renderRobots(settings: Settings): string {
  return `User-agent: *\nDisallow: /api\nDisallow: /editor\nDisallow: /search?\n\nSitemap: ${settings.publicUrl}/sitemap.xml\nSitemap: ${settings.publicUrl}${NEWS_SITEMAP_PATH}\n`;
}
