import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFreePort } from '../support/free-port.ts';
import { type Heap, openHeap } from '../support/heap.ts';
import { hasFileOpen, readProcessUse } from '../support/process-use.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { bundleWorker, type Service, startService } from '../support/service.ts';
import type { Faults } from './faulty-worker.ts';
import {
  CATEGORIES,
  type Category,
  Model,
  type ModelArticle,
  nameText,
  type ReceivedMessage,
} from './model.ts';

/** `npm run test:chaos`: ten minutes of load; `CHAOS_SECONDS` makes it shorter. */
const LOAD_MS = Number(process.env.CHAOS_SECONDS ?? 600) * 1000;
/** What is acknowledged is everywhere by then, once nothing fails any more. */
const SETTLE_MS = 420_000;
const EDITORS = 4;
const READERS = 4;
/** Between two acts of one editor, and of one reader. */
const EDITOR_PAUSE_MS = 500;
const READER_PAUSE_MS = 50;
const FAULT_PHASE_MS = 12_000;
/** The first part has the kills; memory is measured in the rest, where one process lives on. */
const KILL_SHARE = 0.5;
const KILL_INTERVAL_MS = 20_000;
/** As often as the platform's cron comes here, for the sake of the short run. */
const CRON_INTERVAL_MS = 15_000;
const MEMORY_INTERVAL_MS = 5_000;
/** Of the time in which memory is measured the first third is warm-up; the heap of the last is that of the one between. */
const MAX_HEAP_GROWTH = 1.1;

const HOUR_MS = 3_600_000;
const NO_FAULTS: Faults = { storeRejects: 0, storeHangs: 0, alarmsLost: 0, clockAheadMs: 0 };
const STORE_FAULTS = [
  {},
  {},
  { storeRejects: 0.9 },
  { storeHangs: 0.5 },
  { storeRejects: 0.3, storeHangs: 0.3 },
  { storeRejects: 1 },
];
const CLOCKS_MS = [0, 0, 60_000, -60_000, HOUR_MS, -HOUR_MS];

/** Attempts enough for receivers that refuse some, within a minute and a half. */
const SETTINGS = {
  WEBHOOK_RETRY_SCHEDULE: '0,0.3,0.5,1,2,4,8,12,15,15,15,15',
  // The model knows articles, and no entries beside them.
  WITHDRAWAL_ENTRIES: 'false',
};

/** Whose endpoint it is, and how it answers. */
const HOOKS: readonly {
  readonly name: string;
  readonly category: Category | null;
  readonly failOneIn?: number;
}[] = [
  { name: 'all', category: null },
  { name: 'all-failing', category: null, failOneIn: 3 },
  { name: 'roads', category: 'roads' },
  { name: 'schools-failing', category: 'schools', failOneIn: 4 },
  { name: 'budget', category: 'budget' },
];

let receiver: Receiver;
let service: Service;
let args: readonly string[];
const model = new Model();
const figures = {
  kills: 0,
  clockJumps: 0,
  faultPhases: 0,
  reads: 0,
  declaredUnavailable: 0,
  /** 5xx of the local runtime's own front while it starts, and connections that a kill cut. */
  ofRuntime: 0,
};
const undeclared: string[] = [];
/** What the Worker's isolate holds, and what the local runtime's processes take with it and beside it. */
const memoryBytes: { readonly heap: number; readonly runtime: number; readonly front: number }[] = [];
let inspectorPort = 0;
let faults = NO_FAULTS;
let isOver = false;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const choose = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

beforeAll(async () => {
  receiver = await startReceiver();
  args = await bundleWorker('tests/chaos/faulty-worker.ts');
  inspectorPort = await findFreePort();
  service = await startService({ port: await findFreePort(), inspectorPort, args, vars: SETTINGS });
});

afterAll(async () => {
  isOver = true;
  await service?.kill();
  await receiver?.close();
  if (service !== undefined) rmSync(service.dataFolder, { recursive: true, force: true });
});

/** Tells the Worker what fails around it. */
async function setFaults(wanted: Faults): Promise<void> {
  faults = wanted;
  await fetch(`${service.origin}/faults`, { method: 'PUT', body: JSON.stringify(wanted) }).catch(
    () => undefined,
  );
}

/** Asks the service; what is no answer of the Worker is null. A 5xx that is no declared 503 is noted. */
async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; text: string } | null> {
  try {
    const response = await fetch(service.origin + path, { redirect: 'manual', ...init });
    const text = await response.text();
    if (response.headers.get('x-from-worker') === null) throw new Error('the runtime itself has answered');
    if (response.status === 503 && response.headers.has('retry-after')) figures.declaredUnavailable += 1;
    else if (response.status >= 500)
      undeclared.push(`${init.method ?? 'GET'} ${path}: ${response.status} ${text}`);
    return { status: response.status, text };
  } catch {
    figures.ofRuntime += 1;
    return null;
  }
}

class Refused extends Error {}

/** Calls until it is acknowledged: what died with the server is sent again. */
async function insist<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  for (;;) {
    const answer = await ask(path, {
      method,
      headers: {
        authorization: `Bearer ${service.token}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer !== null && answer.status < 300) {
      model.acknowledged += 1;
      return JSON.parse(answer.text) as T;
    }
    if (answer !== null && answer.status < 500)
      throw new Refused(`${method} ${path}: ${answer.status} ${answer.text}`);
    await wait(100);
  }
}

/** One editor, who publishes, corrects and withdraws what is theirs. */
async function edit(editor: number): Promise<void> {
  const own: ModelArticle[] = [];
  for (let number = 0; !isOver; number++) {
    const article = choose(own.filter(({ isWithdrawn }) => !isWithdrawn));
    const act =
      article === undefined ? 'publish' : choose(['publish', 'correct', 'correct', 'change', 'withdraw']);
    if (act === 'publish' || article === undefined) {
      const title = `Article ${editor}-${number}`;
      const categories = CATEGORIES.filter(() => Math.random() < 0.4);
      const fields = { title, content_text: nameText(title), categories, officials: [] };
      const { id } = await insist<{ id: string }>('POST', '/api/articles', fields, `${editor}-${number}`);
      const made = { id, categories, title, note: null, isWithdrawn: false };
      own.push(made);
      model.add(made);
    } else if (act === 'withdraw') {
      await insist('DELETE', `/api/articles/${article.id}?reason=Wrong`);
      article.isWithdrawn = true;
    } else {
      const title = `${article.title.split(',', 1)[0]}, corrected ${number}`;
      const note = act === 'change' ? `Note ${editor}-${number}` : null;
      await insist('PATCH', `/api/articles/${article.id}`, {
        title,
        ...(note === null ? {} : { change_note: note }),
      });
      article.title = title;
      article.note = note ?? article.note;
    }
    await wait(Math.random() * 2 * EDITOR_PAUSE_MS);
  }
}

/** The ends of readers' addresses. */
const CLIENTS = Array.from({ length: 50 }, (_, number) => number + 1);

async function read(): Promise<void> {
  const folders = ['', ...CATEGORIES.map((category) => `/categories/${category}`)];
  while (!isOver) {
    const folder = choose(folders);
    const path = choose([
      `${folder}/feed.rss`,
      `${folder}/feed.atom`,
      `${folder}/feed.json`,
      folder === '' ? '/' : folder,
      '/feed.json?category=roads&not_category=budget',
      '/subscribe',
      '/health',
    ]);
    const answer = await ask(path, { headers: { 'cf-connecting-ip': `192.0.2.${choose(CLIENTS)}` } });
    if (answer !== null) figures.reads += 1;
    await wait(Math.random() * 2 * READER_PAUSE_MS);
  }
}

/** Changes from one fault to the next, and now and then the clock with it. */
async function makeFaults(): Promise<void> {
  while (!isOver) {
    const clockAheadMs = choose(CLOCKS_MS);
    if (clockAheadMs !== faults.clockAheadMs) figures.clockJumps += 1;
    figures.faultPhases += 1;
    await setFaults({ ...NO_FAULTS, ...choose(STORE_FAULTS), alarmsLost: 0.02, clockAheadMs });
    await wait(Math.random() * 2 * FAULT_PHASE_MS);
  }
}

/** The local runtime does not call the cron by itself. */
async function runCron(): Promise<void> {
  while (!isOver) {
    await fetch(`${service.origin}/cdn-cgi/local/scheduled`).then(
      (answer) => answer.text(),
      () => undefined,
    );
    await wait(CRON_INTERVAL_MS);
  }
}

async function kill(until: number): Promise<void> {
  while (Date.now() + KILL_INTERVAL_MS < until) {
    await wait(Math.random() * 2 * KILL_INTERVAL_MS);
    await service.kill();
    figures.kills += 1;
    const { origin, dataFolder, token } = service;
    const port = Number(new URL(origin).port);
    const vars = { ...SETTINGS, ADMIN_TOKEN: token };
    service = await startService({ port, inspectorPort, dataFolder, args, vars });
    await setFaults(faults);
  }
}

async function measureMemory(from: number): Promise<void> {
  await wait(Math.max(0, from - Date.now()));
  let heap: Heap | null = null;
  const measureHeap = async () => {
    heap ??= await openHeap(inspectorPort, service.origin);
    return await heap.measure();
  };
  while (!isOver) {
    const all = readProcessUse(service.processGroup, 'workerd').residentBytes;
    // Of the local runtime's processes, the one that has the ledger's files open runs the Worker; the other is a front.
    const { residentBytes: runtime } = readProcessUse(service.processGroup, 'workerd', (pid) =>
      hasFileOpen(pid, service.dataFolder),
    );
    // An inspector that does not answer is told at the end, with everything else.
    const heapBytes = await measureHeap().catch((error) => {
      console.warn(String(error));
      return Number.NaN;
    });
    memoryBytes.push({ heap: heapBytes, runtime, front: all - runtime });
    await wait(MEMORY_INTERVAL_MS);
  }
}

type FeedItem = Parameters<Model['compareFeed']>[1][number];

/** Every item of a feed to its end; what stands in its first page for a late change comes again in its place. */
async function readFeed(path: string): Promise<FeedItem[]> {
  const items: FeedItem[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const answer = await ask(next);
    if (answer?.status === 200) {
      const page = JSON.parse(answer.text) as { items: FeedItem[]; next_url?: string };
      items.push(...page.items);
      next = page.next_url?.slice(service.origin.length);
    } else await wait(1_000);
  }
  return items;
}

const pathOf = (category: Category | null, format: string) =>
  `${category === null ? '' : `/categories/${category}`}/feed.${format}`;

/** What each feed has otherwise than the model; the other formats name the same articles as JSON. */
async function compareFeeds(): Promise<string[]> {
  const differences: string[] = [];
  for (const category of [null, ...CATEGORIES]) {
    differences.push(...model.compareFeed(category, await readFeed(pathOf(category, 'json'))));
    const [json, rss, atom] = await Promise.all(
      ['json', 'rss', 'atom'].map(async (format) => {
        const { text = '' } = (await ask(pathOf(category, format))) ?? {};
        return [...new Set(text.match(/:article\/[0-9A-Z]{26}(?=["<])/g))].sort().join(' ');
      }),
    );
    if (json !== rss || json !== atom) differences.push(`the formats of ${category ?? 'all'} differ`);
  }
  return differences;
}

function listUntold(): string[] {
  return HOOKS.flatMap(({ name, category }) => {
    const messages = (receiver.requests.get(name) ?? []).map(({ body }): ReceivedMessage => {
      const { type, data } = JSON.parse(body);
      const { id, change_note } = data.article._gazette as { id: string; change_note: string | null };
      return { type, articleId: id, note: change_note };
    });
    return model.listUntold(category, messages).map((what) => `${name} was not told of the ${what}`);
  });
}

/** What the API has otherwise than it acknowledged. */
async function compareArticles(): Promise<string[]> {
  const differences: string[] = [];
  for (const { id, title, isWithdrawn } of model.articles) {
    const there = JSON.parse(
      (await ask(`/api/articles/${id}`, AS_ADMINISTRATOR()))?.text ?? '{}',
    ) as ModelArticle & {
      status: string;
    };
    if (there.title !== title || (there.status === 'withdrawn') !== isWithdrawn)
      differences.push(`${id} is ${there.status} and called ${there.title}`);
  }
  return differences;
}

const AS_ADMINISTRATOR = () => ({ headers: { authorization: `Bearer ${service.token}` } });

async function isSettled(): Promise<boolean> {
  const answer = await ask('/health', AS_ADMINISTRATOR());
  const health = JSON.parse(answer?.text ?? '{}') as {
    unprojected_documents?: number;
    pending_messages?: number;
  };
  return health.unprojected_documents === 0 && health.pending_messages === 0 && listUntold().length === 0;
}

const findMedian = (numbers: readonly number[]) =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** Medians of the three thirds of the time in which memory was measured, bytes. */
function findThirds(
  of: 'heap' | 'runtime' | 'front',
): readonly [first: number, second: number, third: number] {
  const size = Math.max(1, Math.floor(memoryBytes.length / 3));
  const find = (third: number) =>
    findMedian(memoryBytes.slice(third * size, (third + 1) * size).map((at) => at[of]));
  return [find(0), find(1), find(2)];
}

it(
  'loses nothing and shows nothing wrong, whatever fails',
  async () => {
    for (const category of CATEGORIES) await insist('PUT', `/api/categories/${category}`, { name: category });
    for (const { name, category, failOneIn } of HOOKS) {
      if (failOneIn !== undefined) receiver.behaviours.set(name, [{ failOneIn }]);
      await insist('POST', '/api/webhooks', {
        url: `${receiver.origin}/hooks/${name}`,
        events: ['article.published', 'article.updated', 'article.withdrawn'],
        ...(category === null ? {} : { categories: [category] }),
      });
    }
    const startedAt = Date.now();
    const calmAt = startedAt + LOAD_MS * KILL_SHARE;
    const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
    const working = [
      ...numbers(EDITORS).map(edit),
      ...numbers(READERS).map(read),
      makeFaults(),
      runCron(),
      kill(calmAt).then(() => measureMemory(calmAt)),
    ];
    const ended = Promise.all(working);
    await Promise.race([wait(LOAD_MS), ended]);
    isOver = true;
    await ended;
    await setFaults(NO_FAULTS);
    for (const end = Date.now() + SETTLE_MS; !(await isSettled()) && Date.now() < end; ) {
      await fetch(`${service.origin}/cdn-cgi/local/scheduled`).then((answer) => answer.text());
      await wait(2_000);
    }
    const settledAfterSeconds = Math.round((Date.now() - startedAt - LOAD_MS) / 1000);

    const lost = [...listUntold(), ...(await compareArticles())];
    const differences = await compareFeeds();
    const [, warm, last] = findThirds('heap');
    const show = (of: Parameters<typeof findThirds>[0]) =>
      findThirds(of)
        .map((bytes) => (bytes / 1e6).toFixed(1))
        .join(', ');
    console.log(`${LOAD_MS / 1000} s of load, ${figures.kills} kills, ${figures.faultPhases} faults of the store, ${figures.clockJumps} jumps of the clock:
${model.acknowledged} acknowledged calls, ${model.articles.length} articles, ${[...receiver.requests.values()].flat().length} POSTs, ${figures.reads} reads
${lost.length} acknowledged effects lost, ${differences.length} differences from the model in any feed
${undeclared.length} 5xx that are no declared 503, ${figures.declaredUnavailable} declared ones, ${figures.ofRuntime} calls that the runtime itself cut or answered
settled ${settledAfterSeconds} s after the last fault
memory, three thirds of the time without kills: the Worker's isolate after a collection ${show('heap')} MB; the local runtime's process with the store in it ${show('runtime')} MB, its front ${show('front')} MB`);
    expect(lost).toEqual([]);
    expect(differences).toEqual([]);
    expect(undeclared).toEqual([]);
    expect(last / warm, 'growth of the heap').toBeLessThan(MAX_HEAP_GROWTH);
  },
  LOAD_MS + SETTLE_MS + 120_000,
);
