/** The lists for programs: `/sitemap.xml`, `/robots.txt`, `/opml.xml`. */

import { succeed } from '../../failure.ts';
import { isNotModified } from '../../feed/conditional.ts';
import { renderOpml } from '../../feed/opml.ts';
import { readSettings } from '../../settings.ts';
import { answerFeedMethods, letBrowsersRead } from '../feed-answer.ts';
import { readLedgerPage } from '../ledger-page.ts';
import type { App, AppContext } from '../operation.ts';
import { answerOtherMethods } from '../operation.ts';
import { openNewsroom, readDirectory } from './ledger-reads.ts';
import { buildPageEtag } from './page-etag.ts';
import { renderRobots, renderSitemap, SITEMAP_ARTICLES } from './sitemap.ts';

const LIST_CACHE_CONTROL = 'public, max-age=300';
/** The list of feeds is for the same programs that read them. */
const LIST_CORS_HEADERS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag' };

/** Puts the three lists into the app. */
export function mountListFiles(app: App): void {
  app.get('/robots.txt', (c) =>
    answerText(c, 'text/plain; charset=utf-8', renderRobots(readSettings(c.env))),
  );
  app.get('/sitemap.xml', async (c) => {
    const contents = await readLedgerPage(c, '/sitemap.xml', async () =>
      succeed(await openNewsroom(c).listSitemap(SITEMAP_ARTICLES)),
    );
    if (contents instanceof Response) return contents;
    return answerText(c, 'application/xml; charset=utf-8', renderSitemap(contents, readSettings(c.env)));
  });
  app.get('/opml.xml', async (c) => {
    const directory = await readDirectory(c);
    if (directory instanceof Response) return letBrowsersRead(directory);
    const text = renderOpml({ settings: readSettings(c.env), ...directory });
    return answerText(c, 'text/x-opml; charset=utf-8', text, LIST_CORS_HEADERS);
  });
  answerFeedMethods(app, '/opml.xml');
  for (const path of ['/robots.txt', '/sitemap.xml']) answerOtherMethods(app, path, ['GET']);
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
  const isFresh = isNotModified({ ifNoneMatch, ifModifiedSince: null, etag, lastModifiedMs: 0 });
  return isFresh ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
}
