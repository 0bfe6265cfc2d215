// @ts-check
/** Sitemaps (sitemaps.org 0.9), with Google's news extension where it is there. */

import { UserError } from '../user-error.mjs';
import { resolveAddress } from './entry.mjs';
import { foldSpace } from './html.mjs';
import { findChild, listChildren, readChild } from './xml.mjs';

const NEWS = /^https?:\/\/www\.google\.com\/schemas\/sitemap-news\//;

/** A list of the news, and no news itself. */
const HOME = /^\/(?:(?:index|default|home)(?:\.\w+)?\/?)?$/i;

/** Reads a sitemap: its pages, each once, without its home page.
 * @param {import('./xml.mjs').XmlElement} root
 * @returns {import('./entry.mjs').Sitemap} */
export function readSitemap(root) {
  if (root.name === 'sitemapindex') {
    const parts = listChildren(root, 'sitemap').map((sitemap) => readChild(sitemap, 'loc'));
    throw new UserError(
      `is a list of sitemaps: import each of them\n${parts.map((part) => `  ${part}`).join('\n')}`,
    );
  }
  /** @type {Map<string, import('./entry.mjs').SitemapPage>} */
  const pages = new Map();
  /** @type {Record<string, number>} */
  const skipped = {};
  for (const element of listChildren(root, 'url')) {
    const url = resolveAddress(readChild(element, 'loc'));
    const news = findChild(element, 'news');
    const isNews = news !== undefined && NEWS.test(news.space);
    if (url === '' || pages.has(url)) continue;
    const { pathname, search } = new URL(url);
    if (HOME.test(pathname) && search === '') {
      skipped['home page'] = (skipped['home page'] ?? 0) + 1;
      continue;
    }
    pages.set(url, {
      url,
      title: isNews ? foldSpace(readChild(news, 'title')) : '',
      date: isNews ? readChild(news, 'publication_date') : '',
      modified: readChild(element, 'lastmod'),
    });
  }
  return { kind: 'sitemap', pages: [...pages.values()], skipped, warnings: [] };
}
