import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import worker from '../../src/index.ts';
import { ADMIN_TOKEN, callFor, ORIGIN } from './client.ts';

afterEach(() => void vi.restoreAllMocks());

/** A body that ends in the middle, as the connection does. */
function cutShort(beginning: string): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new Error('Network connection lost.'));
      else controller.enqueue(new TextEncoder().encode(beginning));
      isSent = true;
    },
  });
}

const FORM_TYPE = 'application/x-www-form-urlencoded';
const PART = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b';

it.each([
  ['POST', '/api/articles', 'application/json', '{"title":"Br'],
  ['PATCH', '/api/articles/01J00000000000000000000000', 'application/merge-patch+json', '{"title":"Br'],
  ['PUT', '/api/categories/roads', 'application/json', '{"name":"Ro'],
  ['POST', '/api/articles/extract', 'text/plain', 'Bridge opens'],
  ['POST', '/api/restore', 'application/x-ndjson', '{"type":'],
  ['POST', '/api/files', 'text/csv', 'a,b\n1,'],
  ['POST', '/api/files', 'multipart/form-data; boundary=x', PART],
  ['POST', '/websub', FORM_TYPE, 'hub.mode=sub'],
])(
  '%s %s of %s whose body is cut short is 400, leaves nothing and is no error in the log',
  async (method, path, type, beginning) => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const request = new Request(ORIGIN + path, {
      method,
      headers: { 'content-type': type, authorization: `Bearer ${ADMIN_TOKEN}` },
      body: cutShort(beginning),
    });
    const context = createExecutionContext();
    const response = await worker.fetch(
      request as Request<unknown, IncomingRequestCfProperties>,
      env,
      context,
    );
    await waitOnExecutionContext(context);
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('ended before it was whole'),
    ]);
    expect(logged).not.toHaveBeenCalled();
    expect(await callFor(200, 'GET', '/api/articles')).toMatchObject({ articles: [] });
    expect(await callFor(200, 'GET', '/api/categories')).toMatchObject({ categories: [] });
  },
);
