import { describe, expect, test } from 'vitest';
import { API_ENGLISH, describeFailure } from '../../../src/messages/problems.ts';
import { nameCallbackHost, readHubRequest } from '../../../src/websub/hub-request.ts';
import { OWN_HOSTS, OWN_TARGETS, REFUSED_TARGETS } from '../../fixtures/refused-targets.ts';

const RULES = { publicUrl: 'https://gazette.example', allowPrivate: false, ownHosts: OWN_HOSTS };
const GOOD = {
  'hub.mode': 'subscribe',
  'hub.topic': 'https://gazette.example/feed.atom',
  'hub.callback': 'https://reader.example/callback?id=1',
};

const read = (fields: Record<string, string>, rules = RULES) =>
  readHubRequest(new URLSearchParams({ ...GOOD, ...fields }), rules);

function refusalOf(fields: Record<string, string>): string {
  const request = read(fields);
  return request.ok ? 'not refused' : describeFailure(request.failure, API_ENGLISH);
}

describe('a callback', () => {
  test.each([...REFUSED_TARGETS, ...OWN_TARGETS])('is refused at $url because: $why', ({ url, why }) => {
    expect(refusalOf({ 'hub.callback': url })).toContain(why);
  });

  test('is refused to leave as well as to come', () => {
    expect(refusalOf({ 'hub.mode': 'unsubscribe', 'hub.callback': 'https://10.0.0.1/' })).toContain(
      'IP address',
    );
  });

  test('keeps its query and loses its fragment, which is never sent', () => {
    expect(read({ 'hub.callback': 'https://reader.example/c?a=%C3%BC&b=1+2#top' })).toMatchObject({
      ok: true,
      value: { callback: 'https://reader.example/c?a=%C3%BC&b=1+2' },
    });
  });
});

describe('a topic', () => {
  test.each([
    ['/feed.rss', 'all', 'rss'],
    ['/feed.atom', 'all', 'atom'],
    ['/feed.json', 'all', 'json'],
    ['/categories/roads/feed.rss', 'category/roads', 'rss'],
    ['/categories/categories/feed.json', 'category/categories', 'json'],
    ['/officials/wu-shu/feed.atom', 'official/wu-shu', 'atom'],
  ])('may be %s', (path, scope, format) => {
    expect(read({ 'hub.topic': `https://gazette.example${path}` })).toMatchObject({
      ok: true,
      value: { topic: { scope, format } },
    });
  });

  test('may lie under the path of PUBLIC_URL, and then nowhere else', () => {
    const rules = { ...RULES, publicUrl: 'https://town.example/news' };
    expect(read({ 'hub.topic': 'https://town.example/news/officials/a/feed.rss' }, rules)).toMatchObject({
      ok: true,
      value: { topic: { scope: 'official/a', format: 'rss' } },
    });
    expect(read({ 'hub.topic': 'https://town.example/feed.rss' }, rules).ok).toBe(false);
  });

  test.each([
    '',
    'https://gazette.example',
    'https://gazette.example/',
    'https://gazette.example/feed',
    'https://gazette.example/feed.xml',
    'https://gazette.example/feed.rss/',
    'https://gazette.example/feed.rss?',
    'https://gazette.example/feed.rss#x',
    'https://gazette.example/feed.rss?q=x',
    'https://gazette.example/feed.rss?before=x',
    'https://gazette.example/feed.rss?category=roads',
    'https://gazette.example/categories/roads/feed.rss?official=wu-shu',
    'https://gazette.example/categories/Roads/feed.rss',
    'https://gazette.example/categories/ro%61ds/feed.rss',
    'https://gazette.example/categories//feed.rss',
    'https://gazette.example/categories/a/b/feed.rss',
    'https://gazette.example//feed.rss',
    'https://gazette.example:443/feed.rss',
    'https://gazette.example./feed.rss',
    'http://gazette.example/feed.rss',
    'HTTPS://gazette.example/feed.rss',
    'https://gazette.example@evil.example/feed.rss',
    'https://evil.example/feed.rss',
    'https://gazette.example.evil.example/feed.rss',
    ' https://gazette.example/feed.rss',
    'feed.rss',
  ])('is not "%s"', (topic) => {
    expect(refusalOf({ 'hub.topic': topic })).toContain('hub.topic');
  });
});

describe('a secret', () => {
  test.each([
    ['a'.repeat(199), true],
    ['a'.repeat(200), false],
    ['ü'.repeat(99), true],
    ['ü'.repeat(100), false],
  ])('%s is taken: %s', (secret, isTaken) => {
    expect(read({ 'hub.secret': secret }).ok).toBe(isTaken);
  });

  test('that is empty is none', () => {
    expect(read({ 'hub.secret': '' })).toMatchObject({ ok: true, value: { secret: null } });
  });
});

describe('a wish for a lease', () => {
  test.each([
    ['', 864_000],
    ['0', 300],
    ['299', 300],
    ['301', 301],
    ['2592000', 2_592_000],
    ['2592001', 2_592_000],
    ['9'.repeat(400), 2_592_000],
  ])('of "%s" seconds is granted as %s', (wish, seconds) => {
    expect(read({ 'hub.lease_seconds': wish })).toMatchObject({ ok: true, value: { leaseSeconds: seconds } });
  });

  test.each(['-1', '1.5', '1e3', '0x10', ' 300', 'forever'])('of "%s" is refused', (wish) => {
    expect(refusalOf({ 'hub.lease_seconds': wish })).toContain('hub.lease_seconds');
  });
});

test('a publisher may ping without topic and callback', () => {
  expect(readHubRequest(new URLSearchParams({ 'hub.mode': 'publish' }), RULES)).toEqual({
    ok: true,
    value: { mode: 'publish' },
  });
});

describe('a callback host', () => {
  test.each([
    ['https://reader.example/a?b', 'reader.example'],
    ['https://reader.example./a', 'reader.example'],
    ['https://READER.example:443/', 'reader.example'],
    ['http://127.0.0.1:9000/', '127.0.0.1:9000'],
  ])('of %s is %s', (callback, host) => {
    expect(nameCallbackHost(callback)).toBe(host);
  });
});
