import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import type { EndpointTarget } from '../../../src/delivery/endpoint.ts';
import { recognizeFormat } from '../../../src/delivery/format/formats.ts';
import { standardFormat } from '../../../src/delivery/format/standard.ts';
import { formatSecret } from '../../../src/delivery/sign.ts';

const CURRENT = formatSecret(new Uint8Array(32).fill(1));
const RETIRED = formatSecret(new Uint8Array(32).fill(2));
const endpoint: EndpointTarget = {
  id: 'e1',
  version: 1,
  url: 'https://receiver.example/hook?token=1',
  format: 'standard',
  secret: CURRENT,
  retiringSecrets: [{ secret: RETIRED, until: Number.POSITIVE_INFINITY }],
  state: 'active',
};
const message = { id: 'msg_1', type: 'article.published', body: '{"type":"article.published"}' } as const;

async function build(target: EndpointTarget, now: number) {
  const { request } = await standardFormat.build([message], {
    endpoint: target,
    now,
    publicationTitle: 'Gazette',
    timezone: 'UTC',
  });
  return request;
}

describe('a standard request', () => {
  test('carries the stored bytes, and both secrets of a rotation verify it', async () => {
    const { url, headers, body } = await build(endpoint, Date.now());
    expect(url).toBe(endpoint.url);
    expect(body).toBe(message.body);
    expect(headers['content-type']).toBe('application/json');
    expect(headers['webhook-id']).toBe('msg_1');
    for (const secret of [CURRENT, RETIRED]) new Webhook(secret).verify(body, headers);
  });

  test('is no longer signed with a secret whose overlap has ended', async () => {
    const now = Date.now();
    const retired = { ...endpoint, retiringSecrets: [{ secret: RETIRED, until: now }] };
    const { headers, body } = await build(retired, now);
    new Webhook(CURRENT).verify(body, headers);
    expect(() => new Webhook(RETIRED).verify(body, headers)).toThrow();
  });
});

describe('an answer', () => {
  test.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [199, 'again'],
    [301, 'again'],
    [304, 'again'],
    [308, 'again'],
    [400, 'again'],
    [401, 'again'],
    [404, 'again'],
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'again'],
    [503, 'throttled'],
    [526, 'again'],
  ])('%d means %s', (status, kind) => {
    expect(standardFormat.classify({ status, headers: new Headers(), body: '', sentBytes: 0 }).kind).toBe(
      kind,
    );
  });
});

test('an address of no known service is a standard receiver', () => {
  expect(recognizeFormat(new URL('https://receiver.example/hook'))).toBe('standard');
});
