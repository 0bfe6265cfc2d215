import { describe, expect, test } from 'vitest';
import { checkTarget } from '../../../src/delivery/target.ts';
import { API_ENGLISH, describeViolation } from '../../../src/messages/problems.ts';
import { OWN_HOSTS, OWN_TARGETS, REFUSED_TARGETS } from '../../fixtures/refused-targets.ts';

const strict = { allowPrivate: false, ownHosts: OWN_HOSTS };
const local = { allowPrivate: true, ownHosts: ['localhost:8787'] };

function read(url: string, rules: Parameters<typeof checkTarget>[1]): string {
  const checked = checkTarget(url, rules);
  return checked.ok ? checked.value.href : `refused: ${describeViolation(checked.violation, API_ENGLISH)}`;
}

describe('a public installation', () => {
  test.each(REFUSED_TARGETS)('refuses $url because: $why', ({ url, why }) => {
    expect(read(url, strict)).toMatch(/^refused: /);
    expect(read(url, strict)).toContain(why);
  });

  test.each(OWN_TARGETS)('refuses its own address $url', ({ url, why }) => {
    expect(read(url, strict)).toContain(why);
  });

  test.each([
    ['https://example.com/hook', 'https://example.com/hook'],
    ['https://example.com', 'https://example.com/'],
    ['https://example.com:443/hook?token=1', 'https://example.com/hook?token=1'],
    ['HTTPS://EXAMPLE.com/Hook', 'https://example.com/Hook'],
    ['https://example.com./hook', 'https://example.com/hook'],
    ['https://例子。公司。/hook', 'https://xn--fsqu00a.xn--55qx5d/hook'],
    ['https://sub.gazette.example/hook', 'https://sub.gazette.example/hook'],
    ['https://mygazette.example/', 'https://mygazette.example/'],
    ['https://例子.公司/hook', 'https://xn--fsqu00a.xn--55qx5d/hook'],
    ['https://example.com/a@b', 'https://example.com/a@b'],
    ['https://example.com/?to=a@b', 'https://example.com/?to=a@b'],
    ['https://localhost.example.com/', 'https://localhost.example.com/'],
    ['https://127.0.0.1.nip.example/', 'https://127.0.0.1.nip.example/'],
    [
      'https://notlocal/x.local',
      'refused: "notlocal" is not a complete host name; it should look like example.com.',
    ],
  ])('reads %s as %s', (url, expected) => {
    expect(read(url, strict)).toBe(expected);
  });

  test('a fragment, which is never sent, is dropped', () => {
    expect(read('https://example.com/hook#part', strict)).toBe('https://example.com/hook');
  });
});

describe('with private targets allowed', () => {
  test.each([
    'http://example.com/',
    'http://127.0.0.1:9000/hook',
    'http://localhost:9000/hook',
    'https://[::1]:9000/',
    'http://10.0.0.1:81/',
    'http://intranet/',
    'http://receiver.test:8080/',
  ])('%s is taken', (url) => {
    expect(read(url, local)).toBe(url);
  });

  test.each([
    ['ftp://example.com/', 'must begin with https://'],
    ['file:///etc/passwd', 'must begin with https://'],
    ['http://user@localhost:9000/', 'user name or password'],
    ['http://localhost:8787/', 'this service itself'],
    ['http://localhost.:8787/', 'this service itself'],
    ['http://127.0.0.1:8787/', 'this service itself'],
    ['http://127.8.0.1:8787/', 'this service itself'],
    ['http://[::1]:8787/', 'this service itself'],
    ['http://[::ffff:127.0.0.1]:8787/', 'this service itself'],
    ['http://0:8787/', 'this service itself'],
    ['http://foo.localhost:8787/', 'this service itself'],
  ])('%s is still refused', (url, why) => {
    expect(read(url, local)).toContain(why);
  });

  test('our own public host is refused on every port', () => {
    const rules = { allowPrivate: true, ownHosts: ['gazette.test'] };
    expect(read('http://gazette.test/', rules)).toContain('this service itself');
    expect(read('http://GAZETTE.test.:9000/', rules)).toContain('this service itself');
  });
});
