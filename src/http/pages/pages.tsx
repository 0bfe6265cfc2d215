/** The public pages: who asks for which address gets what. */

import { fingerprintArticle, isSlug } from '../../article/article.ts';
import { type DirectoryKind, FOLDERS } from '../../article/directory/directory.ts';
import type { Scope } from '../../article/filter.ts';
import { expandScope, findScope, normalizeQuery, readFilter } from '../../article/filter.ts';
import { buildSearchPath, readFeedCursor } from '../../feed/address.ts';
import type { FeedDocument } from '../../published/document.ts';
import type { ArticleDocument } from '../../published/store.ts';
import { readArticle, readFeed } from '../../published/store.ts';
import type { Settings } from '../../settings.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerOtherMethods } from '../app-routes.ts';
import { redirectFeed } from '../feeds/feed-answer.ts';
import { excuseStore, isCaughtUp, readAheadOfStore } from '../ledger-page.ts';
import { answerFailure } from '../problem.ts';
import { mountColors } from './accent.ts';
import { answerArticleMarkdown } from './article-markdown.ts';
import { ArticlePage } from './article-page.tsx';
import { mountAssets } from './assets.ts';
import {
  countDirectoryPages,
  DIRECTORY_KINDS,
  DirectoryPage,
  findEntries,
  indexEntries,
} from './directory-page.tsx';
import type { EntryReading } from './entry-head.tsx';
import { countTermPages, readCategoryHead, readOfficeHead, readOfficialHead } from './entry-head.tsx';
import { NO_NAMES } from './feed-links.tsx';
import {
  findArchiveMonths,
  findDirectory,
  findSurroundings,
  readArticlePage,
  readDirectory,
  readFeedPage,
} from './ledger-reads.ts';
import { ListPage } from './list-page.tsx';
import { answerNotice, answerProblemAsPage } from './notice-page.tsx';
import { answerOtherPage, answerPage, NOTICE_CACHE_CONTROL } from './page-answer.ts';
import { mountPreviews } from './preview-page.tsx';
import { SearchPage } from './search-page.tsx';
import { mountSitemap } from './sitemap.ts';
import { SubscribePage } from './subscribe-page.tsx';

const MARKDOWN_ENDING = '.md';

/** Puts the public pages, their files and the lists for programs into the app. */
export function mountPages(app: App): void {
  mountPage(app, '/', (c) => serveList(c, 'all', null));
  mountPage(app, '/categories/:slug', (c) => serveEntry(c, 'category', readCategoryHead));
  mountPage(app, '/officials/:slug', (c) => serveEntry(c, 'official', readOfficialHead));
  mountPage(app, '/offices/:slug', (c) => serveEntry(c, 'office', readOfficeHead));
  mountPage(app, `/articles/:file{[^/]+\\${MARKDOWN_ENDING}}`, serveArticleMarkdown);
  mountPage(app, '/articles/:slug', serveArticle);
  mountPage(app, '/search', serveSearch);
  mountPage(app, '/subscribe', serveSubscribe);
  for (const kind of DIRECTORY_KINDS) mountPage(app, `/${FOLDERS[kind]}`, (c) => serveDirectory(c, kind));
  mountPreviews(app);
  mountAssets(app);
  mountColors(app);
  mountSitemap(app);
}

function mountPage(app: App, pattern: string, handle: (c: AppContext) => Promise<Response>): void {
  app.get(pattern, handle);
  answerOtherMethods(app, pattern, ['GET']);
}

async function serveEntry(
  c: AppContext,
  kind: DirectoryKind,
  readHead: (c: AppContext, slug: string) => Promise<EntryReading>,
): Promise<Response> {
  const slug = c.req.param('slug') ?? '';
  if (!isSlug(slug)) return answerNotice(readSettings(c.env), 404);
  return await serveList(c, `${kind}/${slug}`, () => readHead(c, slug));
}

async function serveList(
  c: AppContext,
  scope: Scope,
  readHead: (() => Promise<EntryReading>) | null,
): Promise<Response> {
  const settings = readSettings(c.env);
  const found = await findList(c, scope, settings);
  if (found instanceof Response) return found;
  const head = readHead === null ? null : await readHead();
  const entry = head?.describe(found.names) ?? null;
  const termPage = entry === null ? 1 : Number(c.req.query('page') || 1);
  if (entry !== null && !isPage(termPage, countTermPages(entry))) return answerNotice(settings, 404);
  return await answerPage(c, {
    settings,
    version: `${found.version} ${termPage} ${head?.version ?? ''}`,
    changedAt: found.changedAt,
    lastModifiedAt: found.lastModifiedAt,
    render: () => <ListPage document={found} {...{ settings, entry, termPage }} />,
  });
}

/** Whether there is a page of this number. */
function isPage(number: number, count: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= count;
}

/** The first page is in the published store; older ones, and what is not there yet, are the ledger's to tell. */
async function findList(c: AppContext, scope: Scope, settings: Settings): Promise<FeedDocument | Response> {
  const before = c.req.query('before') || null;
  const cursor = before === null ? null : readFeedCursor(before);
  if (before !== null && cursor === null) return answerNotice(settings, 400);
  const readPage = (isCounted: boolean) => readFeedPage(c, expandScope(scope), cursor, isCounted);
  let isStoreFailing = false;
  if (before === null) {
    const name = `feed/${scope}`;
    const newer = await readAheadOfStore(name, readPage);
    if (newer instanceof Response) return answerProblemAsPage(settings, newer);
    const reading = await readFeed(c.env.ARTICLES, scope, Date.now(), (summary) =>
      newer === undefined || isCaughtUp(name, newer, summary) ? null : newer,
    );
    if (reading.state === 'answered') return reading.answer;
    if (reading.state === 'found') return reading.document;
    if (newer !== undefined) return newer;
    isStoreFailing = reading.state === 'unavailable';
  }
  const page = await readPage(true);
  if (!(page instanceof Response)) return page;
  return answerProblemAsPage(settings, isStoreFailing ? excuseStore(page) : page);
}

async function serveDirectory(c: AppContext, kind: DirectoryKind): Promise<Response> {
  const settings = readSettings(c.env);
  const directory = await readDirectory(c);
  if (directory instanceof Response) return answerProblemAsPage(settings, directory);
  const index = indexEntries(directory[FOLDERS[kind]], settings);
  const q = normalizeQuery(c.req.query('q') ?? '');
  const page = Number(c.req.query('page') || 1);
  const found = q === '' ? index.entries.map(({ entry }) => entry) : findEntries(index, q);
  if (!isPage(page, countDirectoryPages(found.length))) return answerNotice(settings, 404);
  return await answerPage(c, {
    settings,
    version: JSON.stringify([index.version, kind, q, page]),
    changedAt: null,
    render: () => <DirectoryPage {...{ kind, found, q, page, settings }} />,
  });
}

async function serveSearch(c: AppContext): Promise<Response> {
  const settings = readSettings(c.env);
  const url = new URL(c.req.url);
  const request = readFilter(url.searchParams);
  if (!request.ok) return answerNotice(settings, 400);
  const { filter, before, malformedSlugs } = request.value;
  if (malformedSlugs.length > 0) return answerNotice(settings, 404);
  const path = buildSearchPath(filter, before);
  if (url.pathname + url.search !== path) return redirectFeed(308, path);
  const cursor = before === null ? null : readFeedCursor(before);
  if (before !== null && cursor === null) return answerNotice(settings, 400);
  const document = path === '/search' ? null : await readFeedPage(c, filter, cursor);
  if (document instanceof Response) return answerProblemAsPage(settings, document);
  const [directory, months] = await Promise.all([findDirectory(c), findArchiveMonths(c)]);
  return await answerPage(c, {
    settings,
    version: JSON.stringify([document?.version, directory, months]),
    changedAt: null,
    render: () => (
      <SearchPage document={document} directory={directory} months={months ?? []} settings={settings} />
    ),
  });
}

async function serveArticle(c: AppContext): Promise<Response> {
  const settings = readSettings(c.env);
  const slug = c.req.param('slug') ?? '';
  if (!isSlug(slug)) return answerNotice(settings, 404);
  const document = await findArticle(c, slug);
  if (document instanceof Response) return answerProblemAsPage(settings, document);
  const { article } = document;
  if (article.status === 'withdrawn') {
    const notice = <ArticlePage document={document} settings={settings} />;
    return answerOtherPage(410, notice, { 'cache-control': NOTICE_CACHE_CONTROL });
  }
  const surroundings = await findSurroundings(c, slug);
  return await answerPage(c, {
    settings,
    version: JSON.stringify([fingerprintArticle(article), document.authority, surroundings]),
    // What stands beside it changes without it, and it may change twice in a second.
    changedAt: null,
    lastModifiedAt: article.changedAt,
    render: () => <ArticlePage {...{ document, settings, surroundings }} />,
  });
}

/** From the published store, else from the ledger; the problem where neither has it. */
async function findArticle(c: AppContext, slug: string): Promise<ArticleDocument | Response> {
  const readPage = (isCounted: boolean) => readArticlePage(c, slug, isCounted);
  const newer = await readAheadOfStore(`article/${slug}`, readPage);
  if (newer !== undefined) return newer;
  const reading = await readArticle(c.env.ARTICLES, slug, Date.now());
  if (reading.state === 'found') return reading.document;
  const document = await readPage(true);
  return document instanceof Response && reading.state === 'unavailable' ? excuseStore(document) : document;
}

/** The same as Markdown; of a withdrawn article the notice. */
async function serveArticleMarkdown(c: AppContext): Promise<Response> {
  const settings = readSettings(c.env);
  const slug = (c.req.param('file') ?? '').slice(0, -MARKDOWN_ENDING.length);
  if (!isSlug(slug)) return answerFailure({ code: 'article_not_found', id: slug });
  const document = await findArticle(c, slug);
  if (document instanceof Response) return document;
  return answerArticleMarkdown(c, document, settings);
}

async function serveSubscribe(c: AppContext): Promise<Response> {
  const settings = readSettings(c.env);
  const request = readFilter(new URL(c.req.url).searchParams);
  if (!request.ok) return answerNotice(settings, 400);
  const { filter, malformedSlugs } = request.value;
  if (malformedSlugs.length > 0) return answerNotice(settings, 404);
  const directory = await readDirectory(c);
  if (directory instanceof Response) return answerProblemAsPage(settings, directory);
  const feed = findScope(filter) === 'all' ? null : await readFeedPage(c, filter, null);
  if (feed instanceof Response && feed.status === 404) return answerNotice(settings, 404);
  const document = feed instanceof Response ? null : feed;
  const find = normalizeQuery(c.req.query('find') ?? '');
  return await answerPage(c, {
    settings,
    version: JSON.stringify([directory, filter, document?.version, find]),
    changedAt: null,
    render: () => (
      <SubscribePage
        {...{ directory, filter, document, find, settings }}
        names={document?.names ?? NO_NAMES}
      />
    ),
  });
}
