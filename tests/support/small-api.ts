/** A small service in Node with the API's manners that the command relies on: idempotent by name, refusing, slow. */

import { createServer } from 'node:http';

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface SmallApi {
  readonly origin: string;
  readonly token: string;
  /** Articles by external_id, or by Idempotency-Key where they have none. */
  readonly articles: Map<string, Record<string, unknown>>;
  readonly categories: Map<string, string>;
  readonly webhooks: Map<string, Record<string, unknown>>;
  readonly requests: Recorded[];
  /** What `/api/restore` was given, part by part. */
  readonly restored: string[];
  /** What `/api/export` gives. */
  exported: string;
  /** Answers in place of the service's own, used up one by one. */
  readonly interruptions: { status: number; headers?: Record<string, string>; body?: unknown }[];
  /** Requests that were being answered at the same time, at most. */
  mostAtOnce: number;
  close(): Promise<void>;
}

/** Listens on loopback, at any free port. */
export async function startSmallApi(): Promise<SmallApi> {
  const token = 'a-token-that-must-never-be-shown';
  let atOnce = 0;
  const server = createServer(async (request, response) => {
    atOnce += 1;
    api.mostAtOnce = Math.max(api.mostAtOnce, atOnce);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = '', url = '', headers } = request;
    const recorded = { method, path: url, headers, body };
    api.requests.push(recorded);
    // Long enough for others to come meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 5));
    const answer = answerRequest(api, recorded);
    atOnce -= 1;
    const isText = typeof answer.body === 'string';
    response.writeHead(answer.status, {
      'content-type': isText ? 'application/x-ndjson' : 'application/json',
      ...answer.headers,
    });
    response.end(isText ? answer.body : JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const api: SmallApi = {
    origin: `http://127.0.0.1:${address.port}`,
    token,
    articles: new Map(),
    categories: new Map(),
    webhooks: new Map(),
    requests: [],
    restored: [],
    exported: '',
    interruptions: [],
    mostAtOnce: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return api;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

function answerRequest(api: SmallApi, request: Recorded): Answer {
  const interruption = api.interruptions.shift();
  if (interruption !== undefined) return interruption;
  if (request.headers.authorization !== `Bearer ${api.token}`) {
    return { status: 401, body: { detail: 'The token is not known.' } };
  }
  const { pathname } = new URL(request.path, api.origin);
  if (pathname === '/feed.json') return { status: 200, body: { language: 'en-GB' } };
  const [, , resource = '', id = '', action = ''] = pathname.split('/');
  switch (`${request.method} ${resource}`) {
    case 'POST articles':
      return id === 'extract' ? extract(request) : createArticle(api, request);
    case 'PATCH articles':
      return changeArticle(api, request, id);
    case 'GET articles':
      return { status: 200, body: listArticles(api) };
    case 'GET files':
      return { status: 200, body: { files: [], next_cursor: null } };
    case 'POST files':
      // As a service without a bucket.
      return { status: 503, headers: { 'retry-after': '3600' }, body: { detail: 'No files here.' } };
    case 'GET categories':
      return {
        status: 200,
        body: { categories: [...api.categories].map(([slug, name]) => ({ slug, name, description: null })) },
      };
    case 'PUT categories':
      api.categories.set(id, JSON.parse(request.body).name);
      return { status: 201, body: { slug: id } };
    case 'GET export':
      return { status: 200, body: api.exported };
    case 'POST restore':
      api.restored.push(request.body);
      return { status: 204 };
    default:
      return answerWebhooks(api, request, id, action);
  }
}

function listArticles({ articles }: SmallApi) {
  return {
    articles: [...articles].map(([name, article]) => ({ external_id: name, ...article })),
    next_cursor: null,
  };
}

function createArticle(api: SmallApi, { body, headers }: Recorded): Answer {
  const article = JSON.parse(body) as Record<string, unknown>;
  if (String(article.title).includes('unacceptable')) {
    return { status: 422, body: { detail: '/title must be acceptable', errors: [] } };
  }
  const unknown = ((article.categories ?? []) as string[]).filter((slug) => !api.categories.has(slug));
  if (unknown.length > 0) return { status: 422, body: { detail: `unknown: ${unknown.join()}` } };
  const name = String(article.external_id ?? headers['idempotency-key']);
  const known = api.articles.get(name);
  if (known !== undefined) return { status: 200, body: known };
  const number = api.articles.size + 1;
  const created = {
    ...article,
    id: String(number),
    revision: 1,
    status: article.status ?? 'published',
    url: article.url ?? `${api.origin}/articles/${number}`,
  };
  api.articles.set(name, created);
  return { status: 201, body: created };
}

/** A change counts as a revision where something is other than before. */
function changeArticle(api: SmallApi, { body }: Recorded, id: string): Answer {
  const [name, article] = [...api.articles].find(([, { id: known }]) => known === id) ?? [];
  if (name === undefined || article === undefined) return { status: 404 };
  const { notify: _, ...change } = JSON.parse(body) as Record<string, unknown>;
  const changed = { ...article, ...change };
  const isSame = JSON.stringify(changed) === JSON.stringify(article);
  const revision = Number(article.revision) + (isSame ? 0 : 1);
  api.articles.set(name, { ...changed, revision });
  return { status: 200, body: { ...changed, revision } };
}

/** The title of a page, as an extraction of the service would give it; pages without one have no article. */
function extract({ body }: Recorded): Answer {
  const title = /<h1>(.*?)<\/h1>/.exec(body)?.[1];
  return {
    status: 200,
    body: {
      ...(title === undefined ? {} : { title, content_html: '<p>x</p>' }),
      officials: [{ slug: 'jane', name: 'Jane', role: null, office: null, relation: 'mentioned' }],
      suggested_officials: [],
    },
  };
}

function answerWebhooks(api: SmallApi, { method, path, body }: Recorded, id: string, action: string): Answer {
  if (!path.startsWith('/api/webhooks')) return { status: 404, body: { detail: 'There is nothing here.' } };
  if (id === '' || id.startsWith('?')) {
    if (method === 'GET')
      return { status: 200, body: { webhooks: [...api.webhooks.values()], next_cursor: null } };
    const { secret: _, ...given } = JSON.parse(body) as Record<string, unknown>;
    const hook = {
      id: `ep_${api.webhooks.size + 1}`,
      events: ['article.published'],
      categories: [],
      officials: [],
      not_categories: [],
      offices: [],
      not_officials: [],
      languages: [],
      q: null,
      format: 'standard',
      public_keys: [],
      description: null,
      state: 'active',
      ...given,
      url: 'a.example/…hook',
    };
    api.webhooks.set(hook.id, hook);
    return { status: 201, body: { ...hook, secret: 'whsec_shown_once' } };
  }
  const hook = api.webhooks.get(id);
  if (hook === undefined) return { status: 404, body: { detail: `There is no webhook "${id}".` } };
  if (method === 'PATCH') Object.assign(hook, JSON.parse(body));
  if (method === 'DELETE') api.webhooks.delete(id);
  if (action === 'messages' && method === 'GET') {
    const attempts = [
      { at: '2026-01-05T09:00:00Z', status: 503, latency_ms: 9, error: 'The receiver\u001b[2J is down.' },
    ];
    const message = { id: 'msg_1', event: 'article.published', article_id: '7', state: 'pending', attempts };
    return { status: 200, body: { messages: [{ ...message, next_attempt_at: null }], next_cursor: null } };
  }
  if (action === 'test')
    return { status: 200, body: { delivered: false, status: 410, latency_ms: 3, error: 'Gone.' } };
  if (action === 'recover') return { status: 202, body: { recovered: 3 } };
  if (action === 'rotate-secret') return { status: 200, body: { ...hook, secret: 'whsec_new' } };
  return { status: method === 'DELETE' ? 204 : 200, body: hook };
}
