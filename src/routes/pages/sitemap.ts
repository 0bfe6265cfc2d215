/** What search engines are told: the sitemap (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309). */

import { escapeHtml } from '../../article/plain-text.ts';
import { formatDate } from '../../feed/date.ts';
import type { Settings } from '../../settings.ts';

/** The pages of this service that are worth finding. */
export interface SitemapContents {
  /** Newest first; withdrawn articles and those whose page is elsewhere are not among them. */
  readonly articles: readonly { readonly slug: string; readonly changedAt: number }[];
  readonly categories: readonly string[];
  readonly officials: readonly string[];
}

/** A sitemap may hold 50,000 addresses; what is older is found through the pages' own links. */
export const SITEMAP_ARTICLES = 5_000;

/** Renders `/sitemap.xml`. */
export function renderSitemap(contents: SitemapContents, settings: Settings): string {
  const write = (path: string, changedAt: number | null) => {
    const modified = changedAt === null ? '' : `<lastmod>${formatDate(changedAt)}</lastmod>`;
    return `  <url><loc>${escapeHtml(settings.publicUrl + path)}</loc>${modified}</url>\n`;
  };
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
    write('/', contents.articles.reduce((newest, one) => Math.max(newest, one.changedAt), 0) || null),
    write('/subscribe', null),
    ...contents.categories.map((slug) => write(`/categories/${slug}`, null)),
    ...contents.officials.map((slug) => write(`/officials/${slug}`, null)),
    ...contents.articles.map(({ slug, changedAt }) => write(`/articles/${slug}`, changedAt)),
    '</urlset>\n',
  ].join('');
}

/** Renders `/robots.txt`: everything may be found but what needs a token. */
export function renderRobots(settings: Settings): string {
  return `User-agent: *\nDisallow: /api\nDisallow: /editor\n\nSitemap: ${settings.publicUrl}/sitemap.xml\n`;
}
