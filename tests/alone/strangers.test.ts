import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { sendBound } from '../worker/bound-service.ts';
import { call, callFor, ORIGIN, send } from '../worker/client.ts';
import { countLedgerCalls } from '../worker/counted-bindings.ts';
import { makeClientAddress } from '../worker/feed-reader.ts';

/** Well-formed parts of a path that name nothing, so that nothing but the ledger can tell. */
const PATH_PARTS: Readonly<Record<string, string>> = {
  id: '0123456789abcdef0123456789abcdef',
  secret: 'abcdefghijklmnopqrstuv',
  name: '2020-01.xml',
  slug: 'nobody',
};
/** Enough of every form that strangers may send; what a route does not know it refuses. */
const FORM = new URLSearchParams({
  'hub.mode': 'subscribe',
  'hub.topic': `${ORIGIN}/feed.rss`,
  'hub.callback': 'http://127.0.0.1:9/callback',
  token: 'not-a-token-of-anybody',
}).toString();

const CREDENTIALS: Readonly<Record<string, Record<string, string>>> = {
  'no token': {},
  'a wrong token': { authorization: 'Bearer not-a-token-of-anybody' },
  'a wrong cookie': { cookie: '__Host-gazette=not-a-session-of-anybody' },
};

/** Where strangers may ask the ledger for something else than whose their token is. */
const REACHING_ROUTES = [
  'GET /.well-known/webhooks.json',
  'GET /articles/nobody',
  'GET /categories/nobody/feed.atom',
  'GET /feed.rss',
  'GET /health',
  `GET /previews/${PATH_PARTS.secret}`,
  'GET /sitemap.xml',
  'POST /websub',
];

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route of the service, at an address that it answers; the refusals of other methods too. */
function listRoutes(): Route[] {
  const app = buildApp();
  const routes = [...app.routes, ...app.refusals.routes].map(({ method, path }) => ({
    method: method === 'ALL' ? 'PUT' : method,
    path: path
      .replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => PATH_PARTS[name] ?? 'x')
      .replace('*', `${PATH_PARTS.id}/x.png`),
  }));
  const unknown = ['GET', 'POST'].map((method) => ({ method, path: '/nothing/here' }));
  // What routes do with parameters that no document answers.
  const questions = [
    '/feed.rss?q=stranger',
    '/feed.json?before=1600000000000.01J00000000000000000000000',
    '/?before=1600000000000.01J00000000000000000000000',
    '/.well-known/webhooks.json?cursor=ep_01J00000000000000000000000',
  ].map((path) => ({ method: 'GET', path }));
  const all = [...routes, ...unknown, ...questions].map(
    (route) => [`${route.method} ${route.path}`, route] as const,
  );
  return [...new Map(all).values()];
}

/** Asks as a client whom the limits let through, or not; gives what the ledger was asked. */
async function askLedger({ method, path }: Route, headers: Record<string, string>, isWithinLimits: boolean) {
  const calls: string[] = [];
  const limit = { limit: async () => ({ success: isWithinLimits }) };
  const bindings = { ...env, READ_LIMIT: limit, SIGN_IN_LIMIT: limit, LEDGER: countLedgerCalls(calls) };
  const request = new Request(ORIGIN + path, {
    method,
    headers: {
      origin: ORIGIN,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    ...(method === 'GET' ? {} : { body: FORM }),
  });
  const { status } = await sendBound(request, bindings);
  return { calls, status };
}

beforeEach(reset);

describe('a stranger', () => {
  it('reaches the ledger by no route once the limits of their client are used up', async () => {
    const reached: string[] = [];
    for (const [name, headers] of Object.entries(CREDENTIALS)) {
      for (const route of listRoutes()) {
        const { calls, status } = await askLedger(route, headers, false);
        if (calls.length > 0) reached.push(`${route.method} ${route.path} with ${name}: ${calls}`);
        expect([route, name, status >= 500 && status !== 503]).toEqual([route, name, false]);
      }
    }
    expect(reached).toEqual([]);
  });

  it('within them asks it a question or two at a time, and of what is not public only whose their token is', async () => {
    const reached = new Set<string>();
    for (const headers of Object.values(CREDENTIALS)) {
      for (const route of listRoutes()) {
        const { calls } = await askLedger(route, headers, true);
        expect([route, calls.length <= 2]).toEqual([route, true]);
        const { pathname } = new URL(ORIGIN + route.path);
        const questions = calls.filter(
          (asked) => !['ledger.findActor', 'ledger.findSessionActor'].includes(asked),
        );
        if (questions.length > 0) reached.add(`${route.method} ${pathname}`);
        if (/^\/(api|editor)/.test(pathname)) expect([route, questions]).toEqual([route, []]);
      }
    }
    // Routes that share an answer which is in memory by then may be missing.
    expect([...reached]).toEqual(expect.arrayContaining(REACHING_ROUTES));
  });
});

const askAs = (address: string, token: string) =>
  call('GET', '/api/articles', undefined, { token, headers: { 'cf-connecting-ip': address } });

/** Guesses tokens until one guess is refused for there were too many; gives how many were made. */
async function guessUntilRefused(address: () => string): Promise<number> {
  for (let guess = 1; guess <= 200; guess++) {
    const response = await askAs(address(), `guess-${crypto.randomUUID()}`);
    await response.text();
    if (response.status === 429) {
      expect(response.headers.get('retry-after')).toBe('60');
      return guess;
    }
    expect(response.status).toBe(401);
  }
  throw new Error('nobody minds 200 guesses');
}

describe('guessing tokens', () => {
  it('ends for a minute, and locks out nobody whose token is known, at the same address neither', async () => {
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Press',
      role: 'editor',
    });
    const address = makeClientAddress();
    expect((await askAs(address, token)).status).toBe(200);
    await guessUntilRefused(() => address);
    expect((await askAs(address, token)).status).toBe(200);
    expect((await askAs(makeClientAddress(), token)).status).toBe(200);
    expect(
      (await call('GET', '/api/articles', undefined, { headers: { 'cf-connecting-ip': address } })).status,
    ).toBe(200);
  });

  it('from the addresses that one customer has counts as from one, spelt in any way', async () => {
    let guesses = 0;
    const spellings = ['2001:db8:7:1::', '2001:DB8:7:1:0:0:0:', '2001:0db8:0007:0001:abcd:0:0:'];
    await guessUntilRefused(
      () => `${spellings[guesses++ % spellings.length]}${(guesses % 60_000).toString(16)}`,
    );
    expect((await askAs('2001:db8:7:2::1', 'wrong')).status).toBe(401);
    expect((await askAs('2001:db8:7:1:ffff::1', 'wrong')).status).toBe(429);
  });
});

describe('/health', () => {
  it('tells strangers what it told somebody moments ago, and whoever has a token how things are', async () => {
    const read = async (token: string | null) =>
      (
        (await (await call('GET', '/health', undefined, { token })).json()) as {
          last_published: string | null;
        }
      ).last_published;
    const before = await read(null);
    await callFor(201, 'POST', '/api/articles', { title: 'New', content_text: 'New.' });
    expect(await read(null)).toBe(before);
    expect(await read('test-admin-token-0123456789')).not.toBe(before);
    expect((await send('/health')).status).toBe(200);
  });
});
