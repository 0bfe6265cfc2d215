/**
 * `npm run bench:feeds [articles in the ledger …]`: what a feed costs beside a Worker that answers with a constant, on
 * the same bytes, in one run; and what rendering costs beside the packages that render feeds.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeArticleId, writeArchivedArticle, writeArchiveHead } from '../tests/support/archive-lines.ts';
import { readProcessUse } from '../tests/support/process-use.ts';
import { bundleWorker, type Service, startService } from '../tests/support/service.ts';
import type { Load, LoadOutcome } from './load.ts';
import { findMedian, restore, sleep } from './publishing.ts';
import { compareRenderers } from './rendering.ts';

const LEDGER_SIZES = process.argv.slice(2).map(Number);
const SIZES = LEDGER_SIZES.length > 0 ? LEDGER_SIZES : [100, 100_000];
/** Both services are started anew so often: a process is a little quicker or slower than another for its whole life. */
const STARTS = 4;
/** Others use the machine too: the cases take short turns, and the median of their turns counts. */
const ROUNDS_PER_START = 20;
/** What shows where the rest of the time goes takes a turn in each so many rounds. */
const ASIDE_EVERY_ROUNDS = 4;
const TURN_MS = 500;
/** Asked before a turn begins to count: a rush is measured, not its first moment after a rest. */
const LEAD_IN_MS = 100;
/** Rounds before those that count: what is compiled on the way is compiled by then. */
const WARM_UP_ROUNDS = 3;
const CONNECTIONS = 16;
const FEED_SIZE = 20;
/** Five groups of twenty articles, each group in twenty categories: a hundred feeds of equal size. */
const GROUPS = 5;
const CATEGORIES_PER_GROUP = 20;
const PARAGRAPH = 'The district office is open again from Monday; appointments are made at the desk. ';
const FIVE_KB = `<p>${PARAGRAPH.repeat(60)}</p>`.slice(0, 4_996).concat('</p>');
const FEED_TIMEOUT_MS = 60_000;
/** What the server itself says of each answer, not the Worker; it packs what a client may have packed. */
const HEADERS_OF_CONNECTION = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);

interface Case {
  readonly name: string;
  readonly service: Service;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
  /** Not what is to be shown, but what helps to read it. */
  readonly isAside?: boolean;
}

/** What each case is compared with. */
const BASELINE_OF: Readonly<Record<string, string>> = {
  'feed in memory': 'constant',
  'constant after a KV get': 'constant',
  'feed rendered': 'constant',
  'filter in memory': 'constant',
  'feed 304': 'constant 304',
  'constant 304 after a KV get': 'constant 304',
};

interface Turn {
  readonly requestsPerSecond: number;
  readonly cpuMsPerRequest: number;
}

console.log(await compareRenderers());
const constantArgs = await bundleConstant();
const load = fork(join(import.meta.dirname, 'load.ts'));
try {
  for (const size of SIZES) console.log(await measure(size, load));
} finally {
  load.kill();
}

async function bundleConstant(): Promise<readonly string[]> {
  const [file = '', noBundle = ''] = await bundleWorker('bench/constant/worker.ts');
  return [file, noBundle, '--config', join(import.meta.dirname, 'constant/wrangler.toml')];
}

/** Fills a service with articles and lets the cases take turns; gives back a table. */
async function measure(size: number, loader: ChildProcess): Promise<string> {
  const args = await bundleWorker();
  const filled = await startService({ args });
  const { dataFolder } = filled;
  const turns = new Map<string, Map<number, Turn>>();
  try {
    await restore(filled, writeArchive(size))
      .then(() => waitForFeed(filled, size))
      .finally(() => filled.kill());
    let feedBytes = 0;
    for (let start = 0; start < STARTS; start++) {
      // As it is on any other day: what filling it left behind in memory is no reader's business.
      const service = await startService({ args, dataFolder, vars: { PUBLIC_URL: filled.origin } });
      const baseline = await startService({ args: constantArgs });
      try {
        feedBytes = await takeTurns(service, baseline, loader, start * ROUNDS_PER_START, turns);
      } catch (error) {
        console.error(service.log());
        throw error;
      } finally {
        await service.kill();
        await baseline.kill();
        rmSync(baseline.dataFolder, { recursive: true, force: true });
      }
    }
    return writeTable(size, feedBytes, turns);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** The rounds of one start of both, noted from `firstRound` on. Returns the size of the feed in bytes. */
async function takeTurns(
  service: Service,
  baseline: Service,
  loader: ChildProcess,
  firstRound: number,
  turns: Map<string, Map<number, Turn>>,
): Promise<number> {
  const answer = await fetch(`${service.origin}/feed.rss`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const stored = await (await fetch(`${service.origin}/feed.json`)).text();
  await teach(baseline, answer.headers, bytes, stored);
  const cases = listCases(service, baseline, answer.headers.get('etag') ?? '');
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS_PER_START; round++) {
    const playing = cases.filter(({ isAside }) => !isAside || round < 0 || round % ASIDE_EVERY_ROUNDS === 0);
    // There and back: what a case leaves to be done in the next one's turn falls on all alike.
    for (const one of round % 2 === 0 ? playing : playing.toReversed()) {
      const turn = await takeTurn(one, loader);
      if (round < 0) continue;
      const taken = turns.get(one.name) ?? new Map<number, Turn>();
      turns.set(one.name, taken.set(firstRound + round, turn));
    }
  }
  return bytes.length;
}

function listCases(service: Service, constant: Service, etag: string): Case[] {
  const ofConstant = { service: constant, paths: ['/'] };
  const ofFeed = { service, paths: ['/feed.rss'] };
  const whole = { headers: {}, status: 200 };
  const unchanged = { headers: { 'if-none-match': etag }, status: 304 };
  return [
    { name: 'constant', ...whole, ...ofConstant },
    { name: 'feed in memory', ...whole, ...ofFeed },
    { name: 'constant after a KV get', ...whole, service: constant, paths: ['/kv'], isAside: true },
    { name: 'feed rendered', ...whole, service, paths: listFeeds(), isAside: true },
    { name: 'constant 304', ...unchanged, ...ofConstant },
    { name: 'feed 304', ...unchanged, ...ofFeed },
    { name: 'constant 304 after a KV get', ...unchanged, service: constant, paths: ['/kv'], isAside: true },
    { name: 'filter in memory', ...whole, service, paths: ['/feed.rss?q=office'], isAside: true },
  ];
}

/** Articles of which the newest are in the feeds that are measured, so many in each. */
function* writeArchive(size: number): Generator<string> {
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    Array.from({ length: CATEGORIES_PER_GROUP }, (_, place) => `place-${group}-${place}`),
  );
  yield writeArchiveHead(groups.flat(), []);
  for (let number = 0; number < size; number++) {
    const isRecent = number >= size - GROUPS * FEED_SIZE;
    yield writeArchivedArticle({
      number,
      publishedAt: Date.UTC(2010, 0, 1) + number * 3_600_000,
      ...(isRecent ? { categories: groups[number % GROUPS] ?? [], contentHtml: FIVE_KB } : {}),
    });
  }
}

/** Waits until the feed of everything has the newest article: what was in memory before it is forgotten. */
async function waitForFeed({ origin }: Service, size: number): Promise<void> {
  const newest = makeArticleId(size - 1);
  for (const end = Date.now() + FEED_TIMEOUT_MS; Date.now() < end; await sleep(500)) {
    if ((await (await fetch(`${origin}/feed.json`)).text()).includes(newest)) return;
  }
  throw new Error('the feed does not have the newest article');
}

async function teach(baseline: Service, headers: Headers, body: Uint8Array, stored: string): Promise<void> {
  const kept = Object.fromEntries([...headers].filter(([name]) => !HEADERS_OF_CONNECTION.has(name)));
  const response = await fetch(baseline.origin, {
    method: 'PUT',
    headers: { 'x-answer': JSON.stringify(kept) },
    body,
  });
  const second = await fetch(`${baseline.origin}/stored`, { method: 'PUT', body: stored });
  if (response.status !== 204 || second.status !== 204) throw new Error('the constant was not learnt');
}

/** More feeds than memory holds, in turn, so that each is rendered anew when it comes round. */
function listFeeds(): string[] {
  const places = Array.from({ length: GROUPS * CATEGORIES_PER_GROUP }, (_, number) => number);
  return ['rss', 'atom', 'json'].flatMap((format) =>
    places.map(
      (place) =>
        `/categories/place-${Math.floor(place / CATEGORIES_PER_GROUP)}-${place % CATEGORIES_PER_GROUP}/feed.${format}`,
    ),
  );
}

async function takeTurn(one: Case, loader: ChildProcess): Promise<Turn> {
  await ask(one, loader, LEAD_IN_MS);
  const before = readProcessUse(one.service.processGroup, 'workerd').cpuMs;
  const { requests, elapsedMs } = await ask(one, loader, TURN_MS);
  const cpuMs = readProcessUse(one.service.processGroup, 'workerd').cpuMs - before;
  return { requestsPerSecond: (requests * 1000) / elapsedMs, cpuMsPerRequest: cpuMs / requests };
}

async function ask(one: Case, loader: ChildProcess, durationMs: number): Promise<LoadOutcome> {
  const { paths, headers } = one;
  const order: Load = { origin: one.service.origin, paths, headers, connections: CONNECTIONS, durationMs };
  loader.send(order);
  const [outcome] = (await once(loader, 'message')) as [LoadOutcome];
  const { requests, statuses } = outcome;
  if ((statuses[one.status] ?? 0) < requests) throw new Error(`${one.name}: ${JSON.stringify(statuses)}`);
  return outcome;
}

function writeTable(
  size: number,
  feedBytes: number,
  turns: ReadonlyMap<string, ReadonlyMap<number, Turn>>,
): string {
  const turnsOf = (name: string) => [...(turns.get(name) ?? [])];
  const rate = (name: string) => findMedian(turnsOf(name).map(([, turn]) => turn.requestsPerSecond));
  const cpu = (name: string) => findMedian(turnsOf(name).map(([, turn]) => turn.cpuMsPerRequest));
  // Of the same round: what else the machine does changes from one to the next.
  const share = (name: string, baseline: string) =>
    findMedian(
      turnsOf(name).map(
        ([round, { requestsPerSecond }]) =>
          requestsPerSecond / (turns.get(baseline)?.get(round)?.requestsPerSecond ?? Number.NaN),
      ),
    );
  const rows = [...turns.keys()].map((name) => {
    const baseline = BASELINE_OF[name];
    const ofBaseline = baseline === undefined ? '' : share(name, baseline).toFixed(2);
    return `| ${name} | ${rate(name).toFixed(0)} | ${cpu(name).toFixed(2)} | ${ofBaseline} |`;
  });
  return [
    `\n${size.toLocaleString('en')} articles in the ledger; feeds of ${FEED_SIZE} articles of 5 kB, ${feedBytes.toLocaleString('en')} bytes as RSS:\n`,
    '| answer | requests a second | CPU ms a request | of the constant |',
    '|---|---:|---:|---:|',
    ...rows,
  ].join('\n');
}
