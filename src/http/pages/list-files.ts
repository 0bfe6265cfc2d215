/** The lists for programs: `/sitemap.xml`, `/robots.txt`, `/opml.xml`. */

import { isMonth } from '../../article/filter.ts';
import { succeed } from '../../failure.ts';
import { isNotModified } from '../../feed/conditional.ts';
import { renderOpml } from '../../feed/opml.ts';
import type { PageList } from '../../ledger/feeds/public-reads.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { answerFeedMethods, letBrowsersRead } from '../feeds/feed-answer.ts';
import { readLedgerPage } from '../ledger-page.ts';
import { answerFailure } from '../problem.ts';
import { openLedger, readDirectory } from './ledger-reads.ts';
import { buildPageEtag } from './page-answer.ts';
import {
  NEWS_SITEMAP_PATH,
  renderArticleSitemap,
  renderNewsSitemap,
  renderRobots,
  renderSitemap,
  renderSitemapIndex,
  SITEMAP_ARTICLES,
} from './sitemap.ts';

/** Where the parts of a sitemap are. */
const SITEMAPS = '/sitemaps/';
const PLACES = 'places.xml';
const LIST_CACHE_CONTROL = 'public, max-age=300';
/** The list of feeds is for the same programs that read them. */
const LIST_CORS_HEADERS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' };

/** Puts the three lists into the app. */
export function mountListFiles(app: App): void {
  app.get('/robots.txt', (c) =>
    answerText(c, 'text/plain; charset=utf-8', renderRobots(readSettings(c.env))),
  );
  app.get('/sitemap.xml', serveSitemap);
  app.get(NEWS_SITEMAP_PATH, async (c) => {
    const news = await readLedgerPage(c, NEWS_SITEMAP_PATH, async () =>
      succeed(await openLedger(c).listNews()),
    );
    return news instanceof Response ? news : answerXml(c, renderNewsSitemap(news, readSettings(c.env)));
  });
  app.get(`${SITEMAPS}:name`, async (c) => {
    const name = c.req.param('name');
    return name === PLACES ? await servePlaces(c) : await serveMonth(c, name);
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
  const paths = [PLACES, ...contents.months.map((month) => `${month}.xml`)].map((name) => SITEMAPS + name);
  return answerXml(c, renderSitemapIndex(paths, settings));
}

/** Every page that is not an article's. */
async function servePlaces(c: AppContext): Promise<Response> {
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
    succeed(await openLedger(c).listSitemapMonth(month)),
  );
  if (articles instanceof Response) return articles;
  // A list of pages without any is not a sitemap.
  return articles.length === 0
    ? unknown()
    : answerXml(c, renderArticleSitemap(articles, readSettings(c.env)));
}

async function readSitemap(c: AppContext): Promise<PageList | Response> {
  return await readLedgerPage<PageList>(c, '/sitemap.xml', async () =>
    succeed(await openLedger(c).listSitemap(SITEMAP_ARTICLES)),
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
