import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBundledService } from '../support/bundled-service.ts';
import { findFreePort } from '../support/free-port.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import type { Service } from '../support/service.ts';

/** The long form is `npm run test:durability`; the short one fits into everybody's `npm test`. */
const IS_LONG = process.env.DURABILITY === 'long';
const ARTICLES = IS_LONG ? 200 : 20;
const ENDPOINTS = 50;
/**
 * Spread evenly over the editors' calls; every other one at a random moment after the start before it, the rest as a
 * receiver has a message and nothing is written of that yet.
 */
const KILLS = IS_LONG ? 28 : 4;
/** Further ones, while what was acknowledged is still being delivered. */
const LATE_KILLS = IS_LONG ? 4 : 2;
/** So long a late kill waits for a message to be taken: all may have been delivered. */
const NEXT_MESSAGE_MS = 3_000;
/** Other kills wait for one of the first messages of the articles that come after the kill before, however long. */
const FIRST_MESSAGES = ENDPOINTS;
const DELIVERY_MS = IS_LONG ? 400_000 : 180_000;
const EDITORS = 4;
/** One request in so many is refused by every receiver. */
const FAIL_ONE_IN = 5;

/** What became of an article before the last call about it was acknowledged. */
type Fate = 'published' | 'updated' | 'withdrawn';
const decideFate = (number: number): Fate =>
  number % 4 === 3 ? 'withdrawn' : number % 2 === 1 ? 'updated' : 'published';

interface Delivery {
  readonly message: string;
  readonly type: string;
  readonly article: string;
  readonly note: string | null;
  readonly body: string;
}

let receiver: Receiver;
let service: Service;
let kills = 0;
let killsAtPost = 0;

beforeAll(async () => {
  receiver = await startReceiver();
  service = await startBundledService({ port: await findFreePort(), vars: SETTINGS });
});

afterAll(async () => {
  await service.kill();
  await receiver.close();
  rmSync(service.dataFolder, { recursive: true, force: true });
});

/** One request in five fails, so every message needs a second attempt now and then; ten attempts within a minute. */
const SETTINGS = { WEBHOOK_RETRY_SCHEDULE: '0,0.3,0.5,1,2,4,8,12,15,15' };

async function waitForMessages(count: number): Promise<true> {
  for (let taken = 0; taken < count; taken += 1) await receiver.whenNext();
  return true;
}

async function killAndStart(): Promise<void> {
  await service.kill();
  kills += 1;
  const { origin, dataFolder, token } = service;
  const port = Number(new URL(origin).port);
  service = await startBundledService({ port, dataFolder, vars: { ...SETTINGS, ADMIN_TOKEN: token } });
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls until it is acknowledged: what died with the server is sent again. */
async function insist<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  for (;;) {
    try {
      const response = await fetch(service.origin + path, {
        method,
        headers: {
          authorization: `Bearer ${service.token}`,
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = await response.text();
      if (response.ok) return JSON.parse(answer) as T;
      // While it starts, the server's own front answers 5xx; anything else would be a refusal.
      if (response.status < 500) throw new Refused(`${method} ${path}: ${response.status} ${answer}`);
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    await wait(50);
  }
}

class Refused extends Error {}

async function edit(number: number): Promise<string> {
  const fate = decideFate(number);
  const { id } = await insist<{ id: string }>(
    'POST',
    '/api/articles',
    { title: `Article ${number}`, content_text: 'Text.', categories: ['news'], officials: [] },
    `article-${number}`,
  );
  if (fate === 'updated') {
    const change = { content_text: 'Better text.', change_note: `Note ${number}` };
    await insist('PATCH', `/api/articles/${id}`, change);
  }
  if (fate === 'withdrawn') await insist('DELETE', `/api/articles/${id}?reason=Wrong`);
  return id;
}

function readDeliveries(endpoint: number): Delivery[] {
  return (receiver.requests.get(`endpoint-${endpoint}`) ?? []).map(({ headers, body }) => {
    const { type, data } = JSON.parse(body);
    const { id, change_note } = data.article._gazette as { id: string; change_note: string | null };
    return { message: String(headers['webhook-id']), type, article: id, note: change_note, body };
  });
}

/** The articles whose last event has not come to an endpoint. */
function listMissing(endpoint: number, ids: readonly string[]): string[] {
  const deliveries = readDeliveries(endpoint);
  return ids.filter((id, number) => {
    const fate = decideFate(number);
    const has = (type: Fate) =>
      deliveries.some((delivery) => delivery.article === id && delivery.type === `article.${type}`);
    // A withdrawal cancels what was not delivered before it.
    return fate === 'withdrawn' ? !has(fate) : !has('published') || !has(fate);
  });
}

it(
  'loses nothing that was acknowledged when the runtime is killed at random moments',
  async () => {
    await insist('PUT', '/api/categories/news', { name: 'News' });
    for (let number = 0; number < ENDPOINTS; number++) {
      receiver.behaviours.set(`endpoint-${number}`, [{ failOneIn: FAIL_ONE_IN }]);
      const url = `${receiver.origin}/hooks/endpoint-${number}`;
      const events = ['article.published', 'article.updated', 'article.withdrawn'];
      await insist('POST', '/api/webhooks', { url, events, categories: ['news'] });
    }
    const ids: string[] = Array.from({ length: ARTICLES }, () => '');
    let next = 0;
    const working = Array.from({ length: EDITORS }, async () => {
      while (next < ARTICLES) {
        const number = next++;
        while (kills < Math.floor((number * KILLS) / ARTICLES)) await wait(20);
        ids[number] = await edit(number);
      }
    });
    for (let kill = 0; kill < KILLS; kill++) {
      if (kill % 2 === 1) {
        await waitForMessages(1 + Math.floor(Math.random() * FIRST_MESSAGES));
        killsAtPost += 1;
      } else {
        await wait(100 + Math.random() * 1500);
      }
      await killAndStart();
    }
    await Promise.all(working);
    for (let kill = 0; kill < LATE_KILLS; kill++) {
      await wait(Math.random() * 1500);
      if (kill % 2 === 1 && (await Promise.race([waitForMessages(1), wait(NEXT_MESSAGE_MS)])))
        killsAtPost += 1;
      await killAndStart();
    }

    const endpoints = Array.from({ length: ENDPOINTS }, (_, endpoint) => endpoint);
    const isComplete = () => endpoints.every((endpoint) => listMissing(endpoint, ids).length === 0);
    for (const end = Date.now() + DELIVERY_MS; !isComplete() && Date.now() < end; ) await wait(250);
    expect(endpoints.map((endpoint) => listMissing(endpoint, ids))).toEqual(endpoints.map(() => []));

    // The same id is the same message, byte for byte, of one endpoint; another message has another id.
    const meaningOf = new Map<string, string>();
    const taken = new Set<string>();
    let duplicates = 0;
    let requests = 0;
    for (const endpoint of endpoints) {
      for (const [index, { message, body }] of readDeliveries(endpoint).entries()) {
        const meaning = `${endpoint} ${body}`;
        requests += 1;
        if (taken.has(message)) duplicates += 1;
        if ((index + 1) % FAIL_ONE_IN !== 0) taken.add(message);
        expect(meaningOf.get(message) ?? meaning).toBe(meaning);
        meaningOf.set(message, meaning);
      }
    }
    console.log(
      `${ARTICLES} articles to ${ENDPOINTS} endpoints under ${kills} kills, ${killsAtPost} of them between a POST and its row: ${meaningOf.size} messages in ${requests} requests, ${duplicates} of them duplicates of what had been taken`,
    );

    // A document is written at most once a second: the last article may still be on its way into the feeds.
    for (const end = Date.now() + 120_000; Date.now() < end; await wait(100)) {
      const health = await (await service.call('GET', '/health')).json();
      if ((health as { unprojected_documents: number }).unprojected_documents === 0) break;
    }
    // A withdrawal is an entry of its own beside the notice.
    const entries = ids
      .filter((_, number) => decideFate(number) === 'withdrawn')
      .map((id) => `${id}/withdrawn`);
    for (const folder of ['', '/categories/news']) {
      const feed = await readFeedIds(`${service.origin}${folder}/feed.json`);
      expect(feed).toEqual(new Set([...ids, ...entries]));
    }
  },
  DELIVERY_MS + 300_000,
);

/** The ids of all articles of a feed, from its newest page to its last. */
async function readFeedIds(first: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let url: string | undefined = first; url !== undefined; ) {
    const page = (await (await fetch(url)).json()) as { items: { id: string }[]; next_url?: string };
    for (const { id } of page.items) ids.add(id.replace(/^.*article\//, ''));
    url = page.next_url;
  }
  return ids;
}
