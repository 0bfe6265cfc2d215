import { describe, expect, test } from 'vitest';
import type { Challenge, Fetch } from '../../../src/websub/verification.ts';
import { buildCallbackUrl, formatChallenge, verifyIntent } from '../../../src/websub/verification.ts';

const ASKED: Challenge = {
  mode: 'subscribe',
  topicUrl: 'https://gazette.example/feed.atom',
  callback: 'https://reader.example/c',
  challenge: 'abc123',
  leaseSeconds: 300,
};

const answering =
  (body: BodyInit | null, init?: ResponseInit): Fetch =>
  async () =>
    new Response(body, init);

describe('what is appended to a callback', () => {
  test.each([
    ['https://r.example/c', 'https://r.example/c?hub.mode=denied&hub.reason=a%20%26%20b'],
    ['https://r.example/c?', 'https://r.example/c?&hub.mode=denied&hub.reason=a%20%26%20b'],
    ['https://r.example/c?x=1', 'https://r.example/c?x=1&hub.mode=denied&hub.reason=a%20%26%20b'],
    ['https://r.example/c?u=a?b', 'https://r.example/c?u=a?b&hub.mode=denied&hub.reason=a%20%26%20b'],
  ])('leaves %s as it is', (callback, expected) => {
    expect(buildCallbackUrl(callback, { 'hub.mode': 'denied', 'hub.reason': 'a & b' })).toBe(expected);
  });
});

describe('an answer to a challenge', () => {
  test.each([
    ['abc123', { status: 200 }, true],
    ['abc123', { status: 201 }, true],
    ['abc123\n', { status: 200 }, false],
    ['abc1234', { status: 200 }, false],
    ['abc12', { status: 200 }, false],
    ['ABC123', { status: 200 }, false],
    ['', { status: 200 }, false],
    ['abc123', { status: 302, headers: { location: 'https://reader.example/d' } }, false],
    ['abc123', { status: 404 }, false],
    ['abc123', { status: 500 }, false],
  ])('"%s" with %o confirms: %s', async (body, init, isConfirmed) => {
    expect(await verifyIntent(answering(body, init), ASKED)).toBe(isConfirmed);
  });

  test('that has no body confirms nothing', async () => {
    expect(await verifyIntent(answering(null, { status: 204 }), ASKED)).toBe(false);
  });

  test('that never ends is read only so far', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new TextEncoder().encode('abc123'.padEnd(1024)));
      },
    });
    expect(await verifyIntent(answering(endless), ASKED)).toBe(false);
    expect(pulled).toBeLessThan(10);
  });

  test('that does not come is a refusal, not an error', async () => {
    const fetch = async () => Promise.reject(new Error('Network connection lost.'));
    expect(await verifyIntent(fetch, ASKED)).toBe(false);
  });
});

test('a challenge is never redirected and tells the lease to subscribers alone', async () => {
  const calls: { url: URL; init: RequestInit }[] = [];
  const fetch: Fetch = async (url, init) => {
    calls.push({ url: new URL(url), init });
    return new Response('abc123');
  };
  expect(await verifyIntent(fetch, ASKED)).toBe(true);
  expect(await verifyIntent(fetch, { ...ASKED, mode: 'unsubscribe' })).toBe(true);
  expect(calls.map(({ init }) => init.redirect)).toEqual(['manual', 'manual']);
  expect(calls.map(({ url }) => url.searchParams.get('hub.lease_seconds'))).toEqual(['300', null]);
});

test('a challenge is hexadecimal of all its bytes', () => {
  expect(formatChallenge(new Uint8Array([0, 1, 171, 255]))).toBe('0001abff');
});
