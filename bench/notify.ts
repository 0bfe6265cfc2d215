/**
 * `npm run bench:notify [sizes]`: from the request to publish until each receiver has the message, beside the same
 * POSTs by the least that could make them in the same runtime and, where Redis is on the machine, by BullMQ; what other
 * receivers do to the latency of healthy ones; and what a day of notifications costs of the free plan.
 */

import { rmSync } from 'node:fs';
import { join } from 'node:path';

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
const ROUNDS: Readonly<Record<number, number>> = { 1: 50, 100: 20, 1000: 5, 10000: 1 };
const DEFAULT_ROUNDS = 3;
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 100, 1000, 10_000];
const HANGING_SHARE = 0.05;
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
  let made = 0;
  for (const size of SIZES) {
    const startedAt = performance.now();
    await createEndpoints(service, receiver, made, size);
    console.log(`${size - made} endpoints made in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    made = size;
    lines.push(...(await measureSize(service, baseline, bullmq, size)));
    console.log(lines.slice(-5).join('\n'));
  }
  console.log(`
Milliseconds from the request to publish until the message is with its receiver. Of the last POST and of the CPU:
the median of the rounds, and the best in brackets.

| endpoints | receivers | p50 | p99 | last POST | POSTs/s | CPU ms each | memory MB |
|---:|---|---:|---:|---:|---:|---:|---:|
${lines.join('\n')}
`);
  console.log(await measureAcceptance(service, made));
  console.log(await measureIsolation(await start(await bundleWorker()), receiver));
  const counted = await start(await bundleWorker('bench/counting-worker.ts'));
  console.log(await measureDay(counted, receiver, { articles: 20, endpoints: 200 }));
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

/** The lines of one number of endpoints: all healthy, some hanging, and the baseline. */
async function measureSize(
  service: Service,
  baseline: Service,
  bullmq: BullmqSender | null,
  size: number,
): Promise<string[]> {
  const rounds = ROUNDS[size] ?? DEFAULT_ROUNDS;
  const all = Array.from({ length: size }, (_, number) => number);
  const hanging = all.slice(0, Math.floor(size * HANGING_SHARE));
  const healthy = all.slice(hanging.length);
  const publishTo = async (endpoints: readonly number[]) =>
    (await publishAndWait(service, receiver, endpoints)).latenciesMs;

  // The first article after the endpoints were made finds them cold; it is an article like any other, but once.
  await publishTo(all);
  await sleep(AFTERMATH_MS);
  const lines = [describe(service, size, 'healthy', await repeat(service, rounds, () => publishTo(all)))];
  if (hanging.length > 0) {
    for (const number of hanging) receiver.behaviours.set(nameHook(number), [{ mode: 'hang' }]);
    const measured = await repeat(service, Math.ceil(rounds / 2), () => publishTo(healthy));
    for (const number of hanging) receiver.behaviours.delete(nameHook(number));
    lines.push(describe(service, size, '5 % hang', measured));
  }
  for (const [name, isDurable] of BASELINES) {
    await runBaseline(baseline, all, isDurable);
    const measured = await repeat(baseline, rounds, () => runBaseline(baseline, all, isDurable));
    lines.push(describe(baseline, size, `*baseline: ${name}*`, measured));
  }
  if (bullmq !== null) lines.push(await measureBullmq(bullmq, size, all, rounds));
  return lines;
}

/** How long an article takes to be acknowledged while another is sent to every endpoint. */
async function measureAcceptance(service: Service, size: number): Promise<string> {
  const all = Array.from({ length: size }, (_, number) => number);
  let isSending = true;
  const sending = publishAndWait(service, receiver, all).finally(() => {
    isSending = false;
  });
  const acknowledged: number[] = [];
  for (let number = 0; isSending; number++) {
    const startedAt = performance.now();
    const article = { title: `Meanwhile ${number}`, content_text: 'Text.', notify: false };
    await (await service.call('POST', '/api/articles', article)).text();
    acknowledged.push(Math.round(performance.now() - startedAt));
    await sleep(100);
  }
  await sending;
  const [p50, p99] = [0.5, 0.99].map((share) => findPercentile(acknowledged, share));
  return `While an article goes to ${size.toLocaleString('en')} endpoints, ${acknowledged.length} others are acknowledged (201) in p50 ${p50} ms, p99 ${p99} ms.\n`;
}

/** Its last POST alone is compared: its processes are not those of the service. */
async function measureBullmq(
  bullmq: BullmqSender,
  size: number,
  endpoints: readonly number[],
  rounds: number,
): Promise<string> {
  const body = 'x'.repeat(BASELINE_BODY_BYTES);
  await bullmq.send(receiver, endpoints, body);
  const runs: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    await sleep(AFTERMATH_MS);
    runs.push(await bullmq.send(receiver, endpoints, body));
  }
  const lasts = runs.map((latenciesMs) => latenciesMs.reduce((a, b) => Math.max(a, b), 0));
  const [p50, p99] = [0.5, 0.99].map((share) => findPercentile(runs.flat(), share));
  const last = `${findMedian(lasts)} (${Math.min(...lasts)})`;
  return `| ${size.toLocaleString('en')} | *BullMQ over Redis* | ${p50} | ${p99} | ${last} | ${Math.round((size * 1000) / findMedian(lasts))} | | |`;
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

function describe(service: Service, size: number, receivers: string, rounds: readonly Round[]): string {
  const latencies = rounds.flatMap(({ latenciesMs }) => latenciesMs);
  const lasts = rounds.map(({ latenciesMs }) => latenciesMs.reduce((a, b) => Math.max(a, b), 0));
  const cpus = rounds.map(({ cpuMs, latenciesMs }) => cpuMs / latenciesMs.length);
  const perSecond = rounds.map(({ latenciesMs }, index) => (latenciesMs.length * 1000) / (lasts[index] ?? 1));
  const memory = readProcessUse(service.processGroup, 'workerd').residentBytes / 1e6;
  const cells = [
    size.toLocaleString('en'),
    receivers,
    findPercentile(latencies, 0.5),
    findPercentile(latencies, 0.99),
    `${findMedian(lasts)} (${Math.min(...lasts)})`,
    Math.round(findMedian(perSecond)),
    `${findMedian(cpus).toFixed(2)} (${Math.min(...cpus).toFixed(2)})`,
    Math.round(memory),
  ];
  return `| ${cells.join(' | ')} |`;
}
