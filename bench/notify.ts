/**
 * `npm run bench:notify -- [numbers of endpoints] [--parts=sizes,memory,acceptance,isolation,day]`: from the request to
 * publish until each receiver has the message, beside the same POSTs by the least that could make them in the same runtime
 * and, where Redis is on the machine, by BullMQ; whether memory stays flat; how an article is accepted meanwhile; what
 * other receivers do to the latency of healthy ones; and what a day of notifications costs of the free plan.
 */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { readProcessUse } from '../tests/support/process-use.ts';
import { startReceiver } from '../tests/support/receiver.ts';
import { bundleWorker, type Service, startService } from '../tests/support/service.ts';
import { type BullmqSender, startBullmq } from './bullmq.ts';
import { measureDay } from './day.ts';
import { measureIsolation } from './isolation.ts';
import {
  AFTERMATH_MS,
  createEndpoints,
  findMedian,
  findPercentile,
  nameHook,
  publishAndWait,
  sleep,
} from './publishing.ts';

/** Articles that are measured at each number of endpoints. */
const ROUNDS: Readonly<Record<number, number>> = { 1: 50, 100: 20, 1000: 5, 5000: 2, 10000: 1 };
const DEFAULT_ROUNDS = 1;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { parts: { type: 'string', default: 'sizes,memory,acceptance,isolation,day' } },
});
const SIZES = positionals.length > 0 ? positionals.map(Number) : [1, 100, 1000, 5000, 10_000];
const PARTS = new Set(values.parts.split(','));
/** Articles in a row that memory is looked at after. */
const MEMORY_ARTICLES = 10;
/** Articles to every endpoint while which others are accepted. */
const ACCEPTANCE_ARTICLES = 3;
const HANGING_SHARE = 0.05;
const HEALTHY = 'healthy';
const HANGING = '5 % hang';
/** As many as keep one machine busy. */
const BASELINE_PARALLEL = 48;
const BASELINES = [
  ['a loop of fetch', false],
  ['an object each, a row before and after', true],
] as const;
/** The size of the event that the service sends in these rounds. */
const BASELINE_BODY_BYTES = 6000;
const BASELINE_FOLDER = join(import.meta.dirname, 'baseline');

interface Round {
  readonly latenciesMs: readonly number[];
  readonly cpuMs: number;
}

const receiver = await startReceiver();
const running: Service[] = [];
const bullmq = await startBullmq();
try {
  const service = await start(await bundleWorker());
  const baseline = await start([
    join(BASELINE_FOLDER, 'worker.ts'),
    '--config',
    join(BASELINE_FOLDER, 'wrangler.toml'),
  ]);
  const lines: string[] = [];
  const compared: string[] = [];
  let made = 0;
  for (const size of SIZES) {
    const startedAt = performance.now();
    await createEndpoints(service, receiver, made, size);
    console.log(`${size - made} endpoints made in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    made = size;
    if (!PARTS.has('sizes')) continue;
    const rows = await measureSize(service, baseline, bullmq, size);
    lines.push(...rows.map(({ line }) => line));
    compared.push(...compare(size, rows));
    console.log(lines.slice(-rows.length).join('\n'));
  }
  if (PARTS.has('sizes')) {
    console.log(`
Milliseconds from the request to publish until the message is with its receiver. Of the last POST and of the CPU:
the median of the rounds, and the best in brackets.

| endpoints | receivers | p50 | p99 | last POST | POSTs/s | CPU ms each | memory MB |
|---:|---|---:|---:|---:|---:|---:|---:|
${lines.join('\n')}

| compared in this run | p50 | p99 | last POST | CPU |
|---|---:|---:|---:|---:|
${compared.join('\n')}
`);
  }
  if (PARTS.has('memory')) console.log(await measureMemory(service, made));
  if (PARTS.has('acceptance')) console.log(await measureAcceptance(service, made));
  if (PARTS.has('isolation'))
    console.log(await measureIsolation(await start(await bundleWorker()), receiver));
  if (PARTS.has('day')) {
    const counted = await start(await bundleWorker('bench/counting-worker.ts'));
    console.log(await measureDay(counted, receiver, { articles: 20, endpoints: 200 }));
  }
} catch (error) {
  for (const { log } of running) console.error(log());
  throw error;
} finally {
  for (const service of running) {
    await service.kill();
    rmSync(service.dataFolder, { recursive: true, force: true });
  }
  bullmq?.close();
  await receiver.close();
}

async function start(args: readonly string[]): Promise<Service> {
  const service = await startService({ args });
  running.push(service);
  return service;
}

/** What was measured of one kind of receivers or sender. */
interface Row {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly lastMs: number;
  /** NaN: not counted. */
  readonly cpuMs: number;
  /** Of the table. */
  readonly line: string;
}

/** The rows of one number of endpoints: all healthy, some hanging, and the baselines. */
async function measureSize(
  service: Service,
  baseline: Service,
  bullmq: BullmqSender | null,
  size: number,
): Promise<Row[]> {
  const rounds = ROUNDS[size] ?? DEFAULT_ROUNDS;
  const all = Array.from({ length: size }, (_, number) => number);
  const hanging = all.slice(0, Math.floor(size * HANGING_SHARE));
  const healthy = all.slice(hanging.length);
  const publishTo = async (endpoints: readonly number[]) =>
    (await publishAndWait(service, receiver, endpoints)).latenciesMs;

  // The first article after the endpoints were made finds them cold; it is an article like any other, but once.
  await publishTo(all);
  await sleep(AFTERMATH_MS);
  const rows = [describe(service, size, HEALTHY, await repeat(service, rounds, () => publishTo(all)))];
  if (hanging.length > 0) {
    for (const number of hanging) receiver.behaviours.set(nameHook(number), [{ mode: 'hang' }]);
    const measured = await repeat(service, Math.ceil(rounds / 2), () => publishTo(healthy));
    for (const number of hanging) receiver.behaviours.delete(nameHook(number));
    rows.push(describe(service, size, HANGING, measured));
  }
  for (const [name, isDurable] of BASELINES) {
    await runBaseline(baseline, all, isDurable);
    const measured = await repeat(baseline, rounds, () => runBaseline(baseline, all, isDurable));
    rows.push(describe(baseline, size, `*baseline: ${name}*`, measured));
  }
  if (bullmq !== null) rows.push(await measureBullmq(bullmq, size, all, rounds));
  return rows;
}

/** How many times what the others take, as lines of a table. */
function compare(size: number, rows: readonly Row[]): string[] {
  const [healthy, ...others] = rows;
  return others.flatMap((other) => {
    const [measured, base] = other.name === HANGING ? [other, healthy] : [healthy, other];
    if (measured === undefined || base === undefined) return [];
    const ratios = (['p50', 'p99', 'lastMs', 'cpuMs'] as const).map((key) => measured[key] / base[key]);
    const cells = ratios.map((ratio) => (Number.isFinite(ratio) ? ratio.toFixed(2) : ''));
    return `| ${size.toLocaleString('en')}: ${measured.name} / ${base.name} | ${cells.join(' | ')} |`;
  });
}

/** Whether memory stays flat: after each of several articles to every endpoint. */
async function measureMemory(service: Service, size: number): Promise<string> {
  const all = Array.from({ length: size }, (_, number) => number);
  const megabytes: number[] = [];
  for (let article = 0; article < MEMORY_ARTICLES; article++) {
    await publishAndWait(service, receiver, all);
    await sleep(AFTERMATH_MS);
    megabytes.push(Math.round(readProcessUse(service.processGroup, 'workerd').residentBytes / 1e6));
  }
  return `Memory after each of ${MEMORY_ARTICLES} articles to ${size.toLocaleString('en')} endpoints: ${megabytes.join(', ')} MB.\n`;
}

/**
 * How long an article takes to be accepted while others are sent to every endpoint. Articles come further apart than the
 * second that the store wants between two writes of a key: waiting for that is no matter of how much there is to send.
 */
async function measureAcceptance(service: Service, size: number): Promise<string> {
  const all = Array.from({ length: size }, (_, number) => number);
  const accepted: number[] = [];
  for (let article = 0; article < ACCEPTANCE_ARTICLES; article++) {
    let isSending = true;
    const sending = publishAndWait(service, receiver, all).finally(() => {
      isSending = false;
    });
    for (;;) {
      await sleep(AFTERMATH_MS + 200);
      if (!isSending) break;
      const startedAt = performance.now();
      const meanwhile = { title: 'Meanwhile', content_text: 'Text.', notify: false };
      await (await service.call('POST', '/api/articles', meanwhile)).text();
      accepted.push(Math.round(performance.now() - startedAt));
    }
    await sending;
  }
  const [p50, p99] = [0.5, 0.99].map((share) => findPercentile(accepted, share));
  return `While articles go to ${size.toLocaleString('en')} endpoints, ${accepted.length} others are accepted (201) in p50 ${p50} ms, p99 ${p99} ms.\n`;
}

/** Its last POST alone is compared: its processes are not those of the service. */
async function measureBullmq(
  bullmq: BullmqSender,
  size: number,
  endpoints: readonly number[],
  rounds: number,
): Promise<Row> {
  const body = 'x'.repeat(BASELINE_BODY_BYTES);
  await bullmq.send(receiver, endpoints, body);
  const runs: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    await sleep(AFTERMATH_MS);
    runs.push(await bullmq.send(receiver, endpoints, body));
  }
  const lasts = runs.map((latenciesMs) => latenciesMs.reduce((a, b) => Math.max(a, b), 0));
  const p50 = findPercentile(runs.flat(), 0.5);
  const p99 = findPercentile(runs.flat(), 0.99);
  const lastMs = findMedian(lasts);
  const name = '*BullMQ over Redis*';
  const perSecond = Math.round((size * 1000) / lastMs);
  const line = `| ${size.toLocaleString('en')} | ${name} | ${p50} | ${p99} | ${lastMs} (${Math.min(...lasts)}) | ${perSecond} | | |`;
  return { name, p50, p99, lastMs, cpuMs: Number.NaN, line };
}

async function repeat(
  service: Service,
  count: number,
  run: () => Promise<readonly number[]>,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < count; round++) {
    const before = readProcessUse(service.processGroup, 'workerd').cpuMs;
    const latenciesMs = await run();
    // What follows a POST (its answer, its rows, the next alarm) belongs to its cost. And the store takes one write a
    // second and key: an article that follows sooner waits for the one before.
    await sleep(AFTERMATH_MS);
    rounds.push({ latenciesMs, cpuMs: readProcessUse(service.processGroup, 'workerd').cpuMs - before });
  }
  return rounds;
}

async function runBaseline(
  baseline: Service,
  endpoints: readonly number[],
  isDurable: boolean,
): Promise<number[]> {
  receiver.requests.clear();
  const urls = endpoints.map((number) => `${receiver.origin}/hooks/${nameHook(number)}`);
  const startedAt = Date.now();
  const order = { urls, body: 'x'.repeat(BASELINE_BODY_BYTES), parallel: BASELINE_PARALLEL, isDurable };
  await (await baseline.call('POST', '/', order)).text();
  return endpoints.map(
    (number) => (receiver.requests.get(nameHook(number))?.[0]?.at ?? Number.NaN) - startedAt,
  );
}

function describe(service: Service, size: number, name: string, rounds: readonly Round[]): Row {
  const latencies = rounds.flatMap(({ latenciesMs }) => latenciesMs);
  const lasts = rounds.map(({ latenciesMs }) => latenciesMs.reduce((a, b) => Math.max(a, b), 0));
  const cpus = rounds.map(({ cpuMs, latenciesMs }) => cpuMs / latenciesMs.length);
  const perSecond = rounds.map(({ latenciesMs }, index) => (latenciesMs.length * 1000) / (lasts[index] ?? 1));
  const memory = readProcessUse(service.processGroup, 'workerd').residentBytes / 1e6;
  const p50 = findPercentile(latencies, 0.5);
  const p99 = findPercentile(latencies, 0.99);
  const lastMs = findMedian(lasts);
  const cpuMs = findMedian(cpus);
  const cells = [
    size.toLocaleString('en'),
    name,
    p50,
    p99,
    `${lastMs} (${Math.min(...lasts)})`,
    Math.round(findMedian(perSecond)),
    `${cpuMs.toFixed(2)} (${Math.min(...cpus).toFixed(2)})`,
    Math.round(memory),
  ];
  return { name, p50, p99, lastMs, cpuMs, line: `| ${cells.join(' | ')} |` };
}
