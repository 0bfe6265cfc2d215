/** Feeds: one KV get for those with a document of their own, the ledger (guarded and remembered) for the rest. */

import { FOLDERS } from '../../article/directory.ts';
import type { Filter } from '../../article/filter.ts';
import { readFilter, scopeOf } from '../../article/filter.ts';
import { LEDGER_NAME } from '../../env.ts';
import type { FeedFormat } from '../../feed/address.ts';
import { buildFeedPath, FEED_FORMATS } from '../../feed/address.ts';
import { readFeedCursor } from '../../ledger/feeds/feed-cursor.ts';
import { readFeed, recallFeed } from '../../published/store.ts';
import { readSettings } from '../../settings.ts';
import type { App, AppContext } from '../app-routes.ts';
import { excuseStore, readLedgerPage } from '../ledger-page.ts';
import { answerFailure } from '../problem.ts';
import {
  answerFeed,
  answerFeedMethods,
  answerKnownFeed,
  letBrowsersRead,
  redirectFeed,
} from './feed-answer.ts';
import { mountOtherAddresses } from './other-addresses.ts';

interface CanonicalAddress {
  readonly filter: Filter;
  readonly path: string;
}

/** More addresses than this are not in a rush at the same time. */
const MAX_ADDRESSES = 1_000;
/** Addresses that were found to be spelt as they should be: readers ask for few of them, over and over. */
const canonicalAddresses = new Map<string, CanonicalAddress>();

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
  mountOtherAddresses(app);
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
  const known = canonicalAddresses.get(c.req.url);
  if (known !== undefined) return await serveCanonicalFeed(c, known.filter, null, format, known.path);
  const url = new URL(c.req.url);
  for (const [name, slug] of placed) url.searchParams.append(name, slug);
  const request = readFilter(url.searchParams);
  if (!request.ok) return answerFailure(request.failure);
  const { filter, before, malformedSlugs } = request.value;
  const [unknown] = malformedSlugs;
  if (unknown !== undefined) return answerFailure({ code: 'feed_not_found', slug: unknown });
  const path = buildFeedPath(filter, format, before);
  // As it was written: a `?` without a query is another spelling too.
  const asked = c.req.url.slice(c.req.url.indexOf('/', c.req.url.indexOf('//') + 2));
  if (asked !== path) return redirectFeed(308, path);
  if (before === null) rememberAddress(c.req.url, { filter, path });
  return await serveCanonicalFeed(c, filter, before, format, path);
}

function rememberAddress(url: string, address: CanonicalAddress): void {
  if (canonicalAddresses.size >= MAX_ADDRESSES) canonicalAddresses.clear();
  canonicalAddresses.set(url, address);
}

async function serveCanonicalFeed(
  c: AppContext,
  filter: Filter,
  before: string | null,
  format: FeedFormat,
  path: string,
): Promise<Response> {
  const settings = readSettings(c.env);
  const scope = before === null ? scopeOf(filter) : null;
  let isStoreFailing = false;
  if (scope !== null) {
    const request = { settings, filter, format, path, cursor: null };
    const recalled = recallFeed(scope, Date.now());
    const known = recalled === null ? null : answerKnownFeed(c, recalled, request);
    if (known !== null) return known;
    const reading = await readFeed(c.env.ARTICLES, scope, Date.now(), (summary) =>
      answerKnownFeed(c, summary, request),
    );
    if (reading.state === 'answered') return reading.answer;
    if (reading.state === 'found') return answerFeed(c, reading.document, request);
    isStoreFailing = reading.state === 'unavailable';
  }
  const cursor = before === null ? null : readFeedCursor(before);
  if (before !== null && cursor === null) {
    return answerFailure({ code: 'invalid', errors: [{ pointer: '?before', code: 'not_cursor' }] });
  }
  const page = await readLedgerPage(c, buildFeedPath(filter, 'json', before), () =>
    c.env.LEDGER.getByName(LEDGER_NAME).readFeed(filter, cursor),
  );
  if (page instanceof Response) return isStoreFailing ? excuseStore(page) : page;
  return answerFeed(c, page, { settings, filter, format, path, cursor: before });
}
