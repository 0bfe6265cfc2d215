import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { findFreePort, type Service, startService } from '../support/service.ts';

const ARTICLES = 20;
const ENDPOINTS = 50;
/** Kills are spread over the publishing, the projection and the deliveries. */
const KILLS = 4;

let receiver: Receiver;
let service: Service;

beforeAll(async () => {
  receiver = await startReceiver();
  service = await startService({ port: await findFreePort() });
});

afterAll(async () => {
  await service.kill();
  await receiver.close();
});

async function restart(): Promise<void> {
  await service.kill();
  const { origin, dataFolder, token } = service;
  service = await startService({
    port: Number(new URL(origin).port),
    dataFolder,
    vars: { ADMIN_TOKEN: token },
  });
}

/** Publishes until it is acknowledged: a call that died with the server is sent again with its key. */
async function publish(number: number): Promise<string> {
  for (;;) {
    try {
      const response = await fetch(`${service.origin}/api/articles`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${service.token}`,
          'content-type': 'application/json',
          'idempotency-key': `article-${number}`,
        },
        body: JSON.stringify({ title: `Article ${number}`, content_text: 'Text.', categories: ['news'] }),
      });
      const article = (await response.json()) as { id: string };
      if (response.status === 201) return article.id;
    } catch {
      // The server is down; it comes back.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

it('loses nothing that was acknowledged when the runtime is killed at random moments', async () => {
  expect((await service.call('PUT', '/api/categories/news', { name: 'News' })).status).toBe(201);
  for (let number = 0; number < ENDPOINTS; number++) {
    const url = `${receiver.origin}/hooks/endpoint-${number}`;
    expect((await service.call('POST', '/api/webhooks', { url, categories: ['news'] })).status).toBe(201);
  }
  let isPublishing = true;
  const killing = (async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 1500));
      await restart();
    }
  })();
  const ids: string[] = [];
  for (let number = 0; number < ARTICLES; number++) {
    ids.push(await publish(number));
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
  }
  isPublishing = false;
  await killing;
  expect(isPublishing).toBe(false);

  const received = (endpoint: number) => receiver.requests.get(`endpoint-${endpoint}`) ?? [];
  const isQuiet = () =>
    Array.from({ length: ENDPOINTS }, (_, endpoint) => endpoint).every((endpoint) => {
      const articles = received(endpoint).map(({ body }) => readArticleId(body));
      return ids.every((id) => articles.includes(id));
    });
  for (const end = Date.now() + 60_000; !isQuiet() && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  const articleOfMessage = new Map<string, string>();
  let duplicates = 0;
  for (let endpoint = 0; endpoint < ENDPOINTS; endpoint++) {
    const requests = received(endpoint);
    expect(new Set(requests.map(({ body }) => readArticleId(body)))).toEqual(new Set(ids));
    for (const { headers, body } of requests) {
      const message = String(headers['webhook-id']);
      const meaning = `${endpoint} ${body}`;
      if (articleOfMessage.has(message)) duplicates += 1;
      expect(articleOfMessage.get(message) ?? meaning).toBe(meaning);
      articleOfMessage.set(message, meaning);
    }
  }
  console.log(
    `${ARTICLES} articles to ${ENDPOINTS} endpoints under ${KILLS} kills: ${duplicates} duplicates`,
  );
  // A document is written at most once a second: the last article may still be on its way into the feeds.
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const health = (await (await fetch(`${service.origin}/health`)).json()) as {
      unprojected_documents: number;
    };
    if (health.unprojected_documents === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const path of ['/feed.json', '/categories/news/feed.json']) {
    const feed = (await (await fetch(service.origin + path)).json()) as { items: { id: string }[] };
    expect(new Set(feed.items.map(({ id }) => id.replace(/^.*article\//, '')))).toEqual(new Set(ids));
  }
});

function readArticleId(body: string): string {
  const event = JSON.parse(body) as { data: { article: { _gazette: { id: string } } } };
  return event.data.article._gazette.id;
}
