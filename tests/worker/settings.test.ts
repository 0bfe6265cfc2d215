import { createExecutionContext, reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import worker from '../../src/index.ts';
import { ADMIN_TOKEN } from './client.ts';

beforeAll(reset);

/** Sends a request to the same service under other settings. */
function sendWith(
  settings: Record<string, string>,
  method: string,
  path: string,
  body?: unknown,
  origin = 'http://gazette.test',
): Promise<Response> {
  const request = new Request(origin + path, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const changed = { ...env, ...settings } as typeof env;
  return Promise.resolve(
    worker.fetch(request as Request<unknown, IncomingRequestCfProperties>, changed, createExecutionContext()),
  );
}

describe('an installation that is not set up', () => {
  it('answers every call of the API with 503 and says what to set, while ADMIN_TOKEN is missing or short', async () => {
    for (const token of ['', 'fifteen letters']) {
      for (const [method, path] of [
        ['GET', '/api/articles'],
        ['POST', '/api/articles'],
        ['GET', '/api/nothing'],
      ] as const) {
        const response = await sendWith(
          { ADMIN_TOKEN: token },
          method,
          path,
          method === 'POST' ? {} : undefined,
        );
        expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
        expect(await response.text()).toContain('ADMIN_TOKEN');
      }
    }
    expect((await sendWith({ ADMIN_TOKEN: '' }, 'GET', '/openapi.json')).status).toBe(200);
    expect((await sendWith({ ADMIN_TOKEN: '' }, 'GET', '/api/docs')).status).toBe(200);
    expect((await sendWith({ ADMIN_TOKEN: '' }, 'GET', '/feed.rss')).status).toBe(200);
  });

  it('refuses writes under another host while PUBLIC_URL is loopback, and reads go on', async () => {
    const local = { PUBLIC_URL: 'http://localhost:8787' };
    const write = await sendWith(local, 'PUT', '/api/categories/x', { name: 'X' }, 'https://news.example');
    expect(write.status).toBe(503);
    expect(await write.text()).toContain('PUBLIC_URL');
    expect((await sendWith(local, 'GET', '/api/categories', undefined, 'https://news.example')).status).toBe(
      200,
    );
    expect(
      (await sendWith(local, 'PUT', '/api/categories/x', { name: 'X' }, 'http://127.0.0.1:8787')).status,
    ).toBe(201);
  });
});
