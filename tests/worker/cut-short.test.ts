import { afterEach, expect, it, vi } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { sendBound } from './bound-service.ts';
import { ADMIN_TOKEN, callFor, ORIGIN } from './client.ts';
import { OWN_FORM, signIn } from './editor-client.ts';

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
    const response = await sendBound(request);
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('ended before it was whole'),
    ]);
    expect(logged).not.toHaveBeenCalled();
    expect(await callFor(200, 'GET', '/api/articles')).toMatchObject({ articles: [] });
    expect(await callFor(200, 'GET', '/api/categories')).toMatchObject({ categories: [] });
  },
);

/** Well-formed parts of a path that name nothing. */
const PATH_PARTS: Readonly<Record<string, string>> = {
  id: '0'.repeat(32),
  slug: 'nobody',
  number: '1',
  message_id: `msg_${'0'.repeat(26)}_${'0'.repeat(26)}`,
};

interface OpenApi {
  readonly paths: Record<string, Record<string, { requestBody?: { content: Record<string, unknown> } }>>;
}

/** Every request that may have a body: the API's by its document, the editor page's by its routes. */
async function listRequests(): Promise<{ method: string; path: string; type: string }[]> {
  const { paths } = await callFor<OpenApi>(200, 'GET', '/openapi.json');
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      Object.keys(requestBody?.content ?? {}).map((type) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{(\w+)\}/g, (_, name: string) => PATH_PARTS[name] ?? 'x'),
        type: type.startsWith('multipart/') ? `${type}; boundary=x` : type.replace('*/*', 'text/csv'),
      })),
    ),
  );
  const forms = buildApp()
    .routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/editor'))
    // Whoever signs out does so whatever they send.
    .filter(({ path }) => path !== '/editor/sign-out')
    .flatMap(({ method, path }) =>
      [FORM_TYPE, 'multipart/form-data; boundary=x', 'application/json'].map((type) => ({
        method,
        path: path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => PATH_PARTS[name] ?? 'x'),
        type,
      })),
    );
  return [...calls, ...forms];
}

it('no request to the API or the editor page whose body is cut short is an error of ours', async () => {
  const { cookie } = await signIn();
  const requests = await listRequests();
  expect(requests.length).toBeGreaterThan(40);
  const logged = vi.spyOn(console, 'error').mockReturnValue();
  for (const { method, path, type } of requests) {
    const isForm = path.startsWith('/editor');
    const own: Record<string, string> = isForm
      ? { ...OWN_FORM, cookie }
      : { authorization: `Bearer ${ADMIN_TOKEN}` };
    const beginning = type.startsWith('multipart/') ? PART : isForm ? 'title=Br' : '{"title":"Br';
    const request = new Request(ORIGIN + path, {
      method,
      headers: { ...own, 'content-type': type },
      body: cutShort(beginning),
    });
    const response = await sendBound(request);
    const text = await response.text();
    expect([method, path, type, response.status >= 400 && response.status < 500, text]).toEqual([
      ...[method, path, type, true],
      text,
    ]);
    expect([method, path, type, logged.mock.calls]).toEqual([method, path, type, []]);
  }
});
