import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { MAX_ANSWER_BYTES, sendAttempt } from '../../../src/delivery/attempt.ts';
import type { FormatAdapter, ReceiverAnswer } from '../../../src/delivery/format/format.ts';
import { standardFormat } from '../../../src/delivery/format/standard.ts';
import { telegramFormat } from '../../../src/delivery/format/telegram.ts';

/** Long enough for any answer on a busy machine. */
const PATIENCE_MS = 60_000;
/** For receivers that never finish. */
const SHORT_MS = 1500;
const servers: Server[] = [];
let requests = 0;

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A format whose service answers in the body; remembers what it was shown. */
function readBodies(seen: ReceiverAnswer[]): FormatAdapter {
  return {
    ...standardFormat,
    ignoresBody: false,
    classify: (answer) => {
      seen.push(answer);
      return answer.body.startsWith('ok')
        ? { kind: 'delivered' }
        : { kind: 'again', retryAfterSeconds: 7, error: 'The service refused the message.' };
    },
  };
}

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

async function send(url: string, adapter: FormatAdapter = standardFormat, timeoutMs = PATIENCE_MS) {
  const request = { url, headers: { 'content-type': 'application/json' }, body: '{}' };
  return sendAttempt(request, adapter, {
    fetch: (target, init) => fetch(target, init),
    timeoutMs,
    now: Date.now,
  });
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
    const { status, verdict } = await send(url);
    expect(status).toBe(307);
    expect(verdict).toMatchObject({ kind: 'again' });
    expect(verdict).toHaveProperty('error', expect.stringContaining('give that address instead'));
    expect(requests).toBe(1);
  });

  test('to a receiver that never answers ends in time', async () => {
    const url = await serve(() => {});
    const { status, verdict, isOverloaded } = await send(url, standardFormat, SHORT_MS);
    expect(status).toBeNull();
    expect(verdict).toHaveProperty('error', expect.stringContaining('did not answer within 15 seconds'));
    expect(isOverloaded).toBe(true);
  });

  test('is delivered by its status, whatever the body does afterwards', async () => {
    const url = await serve((response) => {
      response.writeHead(200).write('.');
    });
    expect((await send(url)).verdict).toEqual({ kind: 'delivered' });
  });

  test('reads no more of an endless body than it needs', async () => {
    const seen: ReceiverAnswer[] = [];
    const url = await serve((response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write('ok'.repeat(8192)));
      };
      response.on('drain', pour);
      pour();
    });
    expect((await send(url, readBodies(seen))).verdict).toEqual({ kind: 'delivered' });
    expect(seen[0]?.body).toHaveLength(MAX_ANSWER_BYTES);
  });

  test('is not held by a body that drips', async () => {
    const url = await serve((response) => {
      response.writeHead(200);
      const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write('o')), 20);
    });
    const { status, verdict, isOverloaded } = await send(url, readBodies([]), SHORT_MS);
    expect(status).toBe(200);
    expect(verdict.kind).toBe('again');
    expect(isOverloaded).toBe(true);
  });

  test('keeps the later of the two times that header and body ask for', async () => {
    const later = await serve((response) => response.writeHead(500, { 'retry-after': '9' }).end('no'));
    expect((await send(later, readBodies([]))).verdict).toMatchObject({ retryAfterSeconds: 9 });
    const sooner = await serve((response) => response.writeHead(500, { 'retry-after': '3' }).end('no'));
    expect((await send(sooner, readBodies([]))).verdict).toMatchObject({ retryAfterSeconds: 7 });
  });

  test('reads a wait of more than a day as a day, wherever it is asked for', async () => {
    const silent = await serve((response) =>
      response.writeHead(429).end('{"ok":false,"error_code":429,"parameters":{"retry_after":1e300}}'),
    );
    const verdict = { kind: 'throttled', retryAfterSeconds: 86_400 };
    expect((await send(silent, telegramFormat)).verdict).toMatchObject(verdict);
    const patient = await serve((response) => response.writeHead(429, { 'retry-after': '9999999' }).end());
    expect((await send(patient, telegramFormat)).verdict).toMatchObject(verdict);
  });

  test('to a dead port is a failure in words', async () => {
    const { status, verdict } = await send('http://127.0.0.1:9/');
    expect(status).toBeNull();
    expect(verdict.kind).toBe('again');
    expect('error' in verdict && verdict.error).not.toMatch(/fetch|Error|stack|ECONN/);
  });
});

describe('what the platform throws', () => {
  test.each([
    ['Network connection lost.', 'dropped the connection'],
    ['internal error; reference = 5rtcmssp6ggcqsn3n3buepni', 'check the host name of the address'],
    ["TLS peer's certificate is not trusted; reason = certificate has expired", 'has expired'],
    ["TLS peer's certificate is not trusted; reason = self signed certificate", 'not trusted'],
  ])('%s becomes "… %s …"', async (message, words) => {
    const request = { url: 'https://receiver.example/', headers: {}, body: '{}' };
    const fetchThatFails = () => Promise.reject(new Error(message));
    const outcome = await sendAttempt(request, standardFormat, {
      fetch: fetchThatFails,
      timeoutMs: 50,
      now: () => 5,
    });
    expect(outcome).toMatchObject({ at: 5, status: null, latencyMs: 0, isOverloaded: false });
    expect(outcome.verdict).toHaveProperty('error', expect.stringContaining(words));
  });
});
