import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { DeliveryFormat } from '../../../src/delivery/endpoint.ts';
import { readNetworkFailure } from '../../../src/delivery/failure.ts';
import { MAX_ANSWER_BYTES, parseRetryAfter, readAnswerStart, sendPost } from '../../../src/delivery/post.ts';
import { describeDeliveryFailure } from '../../../src/messages/delivery.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
/** Long enough for any answer on a busy machine. */
const ANSWER_TIMEOUT_MS = 60_000;
/** For receivers that never finish. */
const SHORT_MS = 1500;
/** Where nothing is to come before it. */
const AT_ONCE_MS = 50;
const servers: Server[] = [];
let requests = 0;

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => answer(response));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function send(url: string, format: DeliveryFormat = 'standard', timeoutMs = ANSWER_TIMEOUT_MS) {
  const request = { url, headers: { 'content-type': 'application/json' }, body: '{}' };
  return await sendPost(request, format, AbortSignal.timeout(timeoutMs));
}

/** What an editor is told of a failed attempt. */
function describeAttempt({ verdict }: Awaited<ReturnType<typeof send>>): string {
  return verdict.kind === 'delivered' ? '' : describeDeliveryFailure(verdict.failure, 'en');
}

describe('an attempt', () => {
  test('is a POST that names its sender', async () => {
    let seen: unknown;
    const url = await serve((response) => {
      const { method, headers } = response.req;
      seen = { method, agent: headers['user-agent'], type: headers['content-type'] };
      response.end();
    });
    expect(await send(url)).toMatchObject({
      status: 200,
      verdict: { kind: 'delivered' },
      isOverloaded: false,
    });
    expect(seen).toEqual({ method: 'POST', agent: 'Gazette-Webhooks/1.0', type: 'application/json' });
  });

  test('does not follow a redirect and says what to do', async () => {
    const url = await serve((response) => response.writeHead(307, { location: '/elsewhere' }).end());
    const attempt = await send(url);
    expect(attempt).toMatchObject({ status: 307, verdict: { kind: 'again' } });
    expect(describeAttempt(attempt)).toContain('give that address instead');
    expect(requests).toBe(1);
  });

  test('to a receiver that never answers ends in time', async () => {
    const url = await serve(() => {});
    const attempt = await send(url, 'standard', AT_ONCE_MS);
    expect(attempt).toMatchObject({ status: null, isOverloaded: true });
    expect(describeAttempt(attempt)).toContain('did not answer within 15 seconds');
  });

  test('is delivered by its status, whatever the body does afterwards', async () => {
    const url = await serve((response) => {
      response.writeHead(200).write('.');
    });
    expect((await send(url)).verdict).toEqual({ kind: 'delivered' });
  });

  test('reads no more of an endless body than it needs', async () => {
    const url = await serve((response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write('ok'.repeat(8192)));
      };
      response.on('drain', pour);
      pour();
    });
    const response = await fetch(url);
    expect(await readAnswerStart(response, AbortSignal.timeout(ANSWER_TIMEOUT_MS))).toHaveLength(
      MAX_ANSWER_BYTES,
    );
    // A service that answers in the body is judged by how that begins.
    expect((await send(url, 'slack')).verdict.kind).toBe('again');
  });

  test('is not held by a body that drips', async () => {
    const url = await serve((response) => {
      response.writeHead(200);
      const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write('o')), 20);
    });
    const { status, verdict, isOverloaded } = await send(url, 'slack', SHORT_MS);
    expect(status).toBe(200);
    expect(verdict.kind).toBe('again');
    expect(isOverloaded).toBe(true);
  });

  test('keeps the later of the two times that header and body ask for', async () => {
    const answer = '{"ok":false,"error_code":429,"parameters":{"retry_after":7}}';
    const later = await serve((response) => response.writeHead(429, { 'retry-after': '9' }).end(answer));
    expect((await send(later, 'telegram')).verdict).toMatchObject({ retryAfterSeconds: 9 });
    const sooner = await serve((response) => response.writeHead(429, { 'retry-after': '3' }).end(answer));
    expect((await send(sooner, 'telegram')).verdict).toMatchObject({ retryAfterSeconds: 7 });
  });

  test('reads a wait of more than a day as a day, wherever it is asked for', async () => {
    const silent = await serve((response) =>
      response.writeHead(429).end('{"ok":false,"error_code":429,"parameters":{"retry_after":1e300}}'),
    );
    const verdict = { kind: 'throttled', retryAfterSeconds: 86_400 };
    expect((await send(silent, 'telegram')).verdict).toMatchObject(verdict);
    const patient = await serve((response) => response.writeHead(429, { 'retry-after': '9999999' }).end());
    expect((await send(patient, 'telegram')).verdict).toMatchObject(verdict);
  });

  test('to a dead port is a failure in words', async () => {
    const attempt = await send('http://127.0.0.1:9/');
    expect(attempt).toMatchObject({ status: null, verdict: { kind: 'again' } });
    expect(describeAttempt(attempt)).not.toMatch(/fetch|Error|stack|ECONN/);
  });
});

describe('what the platform throws', () => {
  test.each([
    ['Network connection lost.', 'dropped the connection'],
    ['internal error; reference = 5rtcmssp6ggcqsn3n3buepni', 'check the host name of the address'],
    ["TLS peer's certificate is not trusted; reason = certificate has expired", 'has expired'],
    ["TLS peer's certificate is not trusted; reason = self signed certificate", 'not trusted'],
    ['Gzip decompression failed.', 'could not be read'],
    ['DNS lookup failed.', 'host name'],
    ['connect ECONNREFUSED: connection refused', 'dropped the connection'],
  ])('%s becomes "… %s …"', (message, words) => {
    expect(describeDeliveryFailure(readNetworkFailure(new Error(message)), 'en')).toContain(words);
  });
});

describe('Retry-After', () => {
  test.each([
    ['120', 120],
    [' 0 ', 0],
    ['120.1', 121],
    ['86401', 86_400],
    ['99999999999999999999', 86_400],
    ['Mon, 23 Nov 2026 12:02:00 GMT', 120],
    ['Monday, 23-Nov-26 12:02:00 GMT', 120],
    ['Mon Nov 23 12:02:00 2026', 120],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['Mon, 23 Nov 2036 11:00:00 GMT', 86_400],
  ])('%s asks for %d seconds', (header, seconds) => {
    expect(parseRetryAfter(header, NOW)).toBe(seconds);
  });

  test.each([null, '', '-5', '1e3', 'soon', '2026-11-23T12:02:00Z', 'Nonsense GMT', '0x10'])(
    '%s asks for nothing',
    (header) => {
      expect(parseRetryAfter(header, NOW)).toBeNull();
    },
  );
});
