/** Feeds: one KV get for those with a document of their own, the ledger (guarded and remembered) for the rest. */

import { FOLDERS } from '../../article/directory/directory.ts';
import { findScope, readFilter } from '../../article/filter.ts';
import { openLedger } from '../../env.ts';
import type { FeedFormat } from '../../feed/address.ts';
import { buildFeedPath, FEED_FORMATS, readFeedCursor } from '../../feed/address.ts';
import type { FeedSummary } from '../../published/document.ts';
import type { FeedRequest } from '../../published/memory.ts';
import { findAnswer, isStoreBehind, recall } from '../../published/memory.ts';
import { feedKey, readFeed } from '../../published/store.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { excuseStore, isCaughtUp, readAheadOfStore, readLedgerPage } from '../ledger-page.ts';
import { answerFailure } from '../problem.ts';
import {
  answerFeed,
  answerFeedMethods,
  answerKnownFeed,
  letBrowsersRead,
  redirectFeed,
} from './feed-answer.ts';

/** Puts every feed's address into the app. */
export function mountFeeds(app: App): void {
  for (const format of FEED_FORMATS) {
    mountFeed(app, `/feed.${format}`, (c) => serveFeed(c, format, []));
    for (const [parameter, folder] of Object.entries(FOLDERS)) {
      mountFeed(app, `/${folder}/:slug/feed.${format}`, (c) =>
        serveFeed(c, format, [[parameter, c.req.param('slug') ?? '']]),
      );
    }
  }
}

function mountFeed(app: App, pattern: string, handle: (c: AppContext) => Promise<Response>): void {
  app.get(pattern, async (c) => {
    const answer = await handle(c);
    return answer.status >= 400 ? letBrowsersRead(answer) : answer;
  });
  answerFeedMethods(app, pattern);
}

async function serveFeed(
  c: AppContext,
  format: FeedFormat,
  placed: readonly [string, string][],
): Promise<Response> {
  const request = readRequest(c, format, placed);
  if (request instanceof Response) return request;
  const { filter, scope, source, cursor } = request;
  const name = `feed/${scope}`;
  const known = isStoreBehind(name, Date.now()) ? null : recall(source, Date.now());
  const answer = known === null ? null : answerKnownFeed(c, known.told as FeedSummary, request);
  if (answer !== null) return answer;
  const readPage = (isCounted: boolean) =>
    readLedgerPage(
      c,
      buildFeedPath(filter, 'json', cursor),
      () => openLedger(c.env).readFeed(filter, cursor === null ? null : readFeedCursor(cursor)),
      isCounted,
    );
  let isStoreFailing = false;
  if (scope !== null) {
    const newer = await readAheadOfStore(name, readPage);
    if (newer instanceof Response) return newer;
    const reading = await readFeed(c.env.ARTICLES, scope, Date.now(), (summary) =>
      newer === undefined || isCaughtUp(name, newer, summary)
        ? answerKnownFeed(c, summary, request)
        : answerFeed(c, newer, request),
    );
    if (reading.state === 'answered') return reading.answer;
    if (reading.state === 'found') return answerFeed(c, reading.document, request);
    if (newer !== undefined) return answerFeed(c, newer, request);
    isStoreFailing = reading.state === 'unavailable';
  }
  const page = await readPage(true);
  if (page instanceof Response) return isStoreFailing ? excuseStore(page) : page;
  return answerFeed(c, page, request);
}

/** Which feed is asked for; else what is wrong with the address, or where the feed is. */
function readRequest(
  c: AppContext,
  format: FeedFormat,
  placed: readonly [string, string][],
): FeedRequest | Response {
  const settings = readSettings(c.env);
  // As it was written: a `?` without a query is another spelling too.
  const asked = c.req.url.slice(c.req.url.indexOf('/', c.req.url.indexOf('//') + 2));
  const kept = findAnswer(asked)?.request;
  if (kept?.settings === settings) return kept;
  const queryStart = asked.indexOf('?');
  const parameters = new URLSearchParams(queryStart === -1 ? '' : asked.slice(queryStart));
  for (const [name, slug] of placed) parameters.append(name, slug);
  const read = readFilter(parameters);
  if (!read.ok) return answerFailure(read.failure);
  const { filter, before, malformedSlugs } = read.value;
  const [unknown] = malformedSlugs;
  if (unknown !== undefined) return answerFailure({ code: 'feed_not_found', slug: unknown });
  const path = buildFeedPath(filter, format, before);
  if (asked !== path) return redirectFeed(308, path);
  if (before !== null && readFeedCursor(before) === null) {
    return answerFailure({ code: 'invalid', errors: [{ pointer: '?before', code: 'not_cursor' }] });
  }
  const scope = before === null ? findScope(filter) : null;
  const source = scope === null ? buildFeedPath(filter, 'json', before) : feedKey(scope);
  return { settings, filter, format, path, cursor: before, scope, source };
}
