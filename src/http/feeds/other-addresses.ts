/** Addresses that feeds and pages have elsewhere, or that people mistype: 301 to the one address here. */

import { accepts } from 'hono/accepts';
import { FEED_MEDIA_TYPES, type FeedFormat } from '../../feed/address.ts';
import type { App, AppContext } from '../app-routes.ts';
import { answerFeedMethods, redirectFeed } from './feed-answer.ts';

/** Where other software has its feed of everything. */
const NAMED_ELSEWHERE: Readonly<Record<string, FeedFormat>> = {
  '/rss.xml': 'rss',
  '/atom.xml': 'atom',
  '/feed.xml': 'rss',
  '/index.xml': 'rss',
  '/rss': 'rss',
};

/** Where the request says in which format: beside the feeds of everything and of each place. */
const BY_ACCEPT = ['/feed', '/categories/:slug/feed', '/officials/:slug/feed', '/offices/:slug/feed'];

/** What may be asked for, in the order in which it is given to whoever asks for several alike. */
const FORMATS_BY_TYPE: Readonly<Record<string, FeedFormat>> = {
  [FEED_MEDIA_TYPES.rss]: 'rss',
  [FEED_MEDIA_TYPES.atom]: 'atom',
  [FEED_MEDIA_TYPES.json]: 'json',
  'application/json': 'json',
};

/** Puts the addresses into the app, each also with a slash at its end. */
export function mountOtherAddresses(app: App): void {
  for (const [path, format] of Object.entries(NAMED_ELSEWHERE)) {
    mountMoved(app, path, (c) => redirectFeed(301, `/feed.${format}${new URL(c.req.url).search}`));
  }
  for (const path of BY_ACCEPT) {
    mountMoved(app, path, (c) => {
      const { pathname, search } = new URL(c.req.url);
      const answer = redirectFeed(301, `${straightenPath(pathname)}.${chooseFormat(c)}${search}`);
      answer.headers.set('vary', 'Accept');
      return answer;
    });
  }
}

function mountMoved(app: App, path: string, answer: (c: AppContext) => Response): void {
  for (const pattern of [path, `${path}/`]) {
    app.get(pattern, answer);
    // A browser asks before it follows: what it is led to is a feed.
    answerFeedMethods(app, pattern);
  }
}

function chooseFormat(c: AppContext): FeedFormat {
  const type = accepts(c, {
    header: 'Accept',
    supports: Object.keys(FORMATS_BY_TYPE),
    default: FEED_MEDIA_TYPES.rss,
  });
  return FORMATS_BY_TYPE[type] ?? 'rss';
}

/**
 * Leads an address with a slash too many to the one without, where something is at that; else null. It begins with
 * one slash, so that it leads to no other host. The API's own calls are for programs, whose mistakes are told. A browser
 * that asks before it follows (OPTIONS) is answered as at the one without.
 */
export function redirectStraightened(app: App, c: AppContext): Response | Promise<Response> | null {
  const { origin, pathname, search } = new URL(c.req.url);
  const { method } = c.req;
  const path = straightenPath(pathname);
  if (!['GET', 'HEAD', 'OPTIONS'].includes(method) || path === pathname) return null;
  if (/^\/api(?:\/|$)/.test(path) && path !== '/api/docs') return null;
  const [handlers] = app.router.match('GET', path);
  if (handlers.length === 0) return null;
  return method === 'OPTIONS'
    ? app.fetch(new Request(origin + path, { method }), c.env)
    : redirectFeed(301, path + search);
}

/** One slash where there are several, and none at the end. */
function straightenPath(path: string): string {
  return path.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
}
