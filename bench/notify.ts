/**
 * `npm run bench:notify -- [numbers of endpoints] [--parts=sizes,memory,acceptance,isolation,day]`: from the request to
 * publish until each receiver has the message, beside the same POSTs by the least that could make them in the same runtime
 * and, where Redis is on the machine, by BullMQ; whether memory stays flat; how an article is accepted meanwhile; what
 * other receivers do to the latency of healthy ones; and what a day of notifications costs of the free plan. Each figure
 * that has an aim stands beside it at the end. All of it takes some twelve minutes; more than 10,000 endpoints may be named,
 * and some hundred are made in a second.
 */

import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { hasFileOpen, readProcessUse } from '../tests/support/process-use.ts';
import { startReceiver } from '../tests/support/receiver.ts';
import { bundleWorker, type Service, startService } from '../tests/support/service.ts';
import { type AimedFigure, formatAims } from './aims.ts';
import { startBullmq } from './bullmq.ts';
import { measureDay } from './day.ts';
import { measureIsolation } from './isolation.ts';
import { AFTERMATH_MS, createEndpoints, findPercentile, publishAndWait, sleep } from './publishing.ts';
import { BASELINE_WORKER, measureSize, SIZES_HEADER } from './sizes.ts';

const DEFAULT_SIZES = [1, 100, 1000, 5000, 10_000];
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { parts: { type: 'string', default: 'sizes,memory,acceptance,isolation,day' } },
});
const SIZES = positionals.length > 0 ? positionals.map(Number) : DEFAULT_SIZES;
const PARTS = new Set(values.parts.split(','));
/** Parts for which the endpoints are made. */
const PARTS_OF_SIZES = ['sizes', 'memory', 'acceptance'];
/** Articles in a row that memory is looked at after. */
const MEMORY_ARTICLES = 10;
/** Flat: a process gives back what it has freed when it likes. */
const MAX_GROWTH = 1.1;
/** Articles to every endpoint while which others are accepted. */
const ACCEPTANCE_ARTICLES = 5;

const startedAt = performance.now();
const receiver = await startReceiver();
const running: Service[] = [];
const figures: AimedFigure[] = [];
try {
  if (PARTS_OF_SIZES.some((part) => PARTS.has(part))) await measureSizes();
  if (PARTS.has('isolation')) {
    const { table, figures: isolation } = await measureIsolation(await start(await bundleWorker()), receiver);
    report(table, isolation);
  }
  if (PARTS.has('day')) {
    const counted = await start(await bundleWorker('bench/counting-worker.ts'));
    const { table, figures: day } = await measureDay(counted, receiver, { articles: 20, endpoints: 200 });
    report(table, day);
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`\nMeasured in ${seconds} s, and what is aimed at:\n\n${formatAims(figures)}`);
} catch (error) {
  for (const { log } of running) console.error(log());
  throw error;
} finally {
  for (const service of [...running]) await stop(service);
  await receiver.close();
}

async function start(args: readonly string[]): Promise<Service> {
  const service = await startService({ args });
  running.push(service);
  return service;
}

async function stop(service: Service): Promise<void> {
  running.splice(running.indexOf(service), 1);
  await service.kill();
  rmSync(service.dataFolder, { recursive: true, force: true });
}

function report(text: string, aimed: readonly AimedFigure[]): void {
  console.log(`\n${text}`);
  figures.push(...aimed);
}

/** Makes endpoints up to each number, and measures what is asked for with so many, or with the most. */
async function measureSizes(): Promise<void> {
  const service = await start(await bundleWorker());
  const baseline = await start(BASELINE_WORKER);
  const bullmq = await startBullmq();
  try {
    const lines: string[] = [];
    const ratios: string[] = [];
    let made = 0;
    for (const size of SIZES) {
      const begun = performance.now();
      await createEndpoints(service, receiver, made, size);
      console.log(`${size - made} endpoints made in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      made = size;
      if (!PARTS.has('sizes')) continue;
      const measured = await measureSize({ receiver, service, baseline, bullmq }, size);
      lines.push(...measured.lines);
      ratios.push(...measured.ratios);
      report(measured.lines.join('\n'), measured.figures);
    }
    if (PARTS.has('sizes')) {
      console.log(`
Milliseconds from the request to publish until the message is with its receiver. Of the last POST and of the CPU:
the median of the rounds, and the best in brackets.

${SIZES_HEADER}
${lines.join('\n')}

| compared in this run | p50 | p99 | last POST | CPU |
|---|---:|---:|---:|---:|
${ratios.join('\n')}`);
    }
    if (PARTS.has('acceptance')) await measureAcceptance(service, made);
    if (PARTS.has('memory')) await measureMemory(service, made);
  } finally {
    bullmq?.close();
    await stop(baseline);
    await stop(service);
  }
}

/** How much memory is taken after each of several articles to every endpoint, and whether it stays flat. */
async function measureMemory(service: Service, size: number): Promise<void> {
  const all = Array.from({ length: size }, (_, number) => number);
  const runtime: number[] = [];
  const both: number[] = [];
  const read = (isMeant?: (pid: string) => boolean) =>
    Math.round(readProcessUse(service.processGroup, 'workerd', isMeant).residentBytes / 1e6);
  for (let article = 0; article < MEMORY_ARTICLES; article++) {
    await publishAndWait(service, receiver, all);
    await sleep(AFTERMATH_MS);
    // Of the local runtime's processes, the one that has the data open runs the Worker; the other is a front.
    runtime.push(read((pid) => hasFileOpen(pid, service.dataFolder)));
    both.push(read());
  }
  const count = size.toLocaleString('en');
  const of = `after articles to ${count}, MB`;
  report(
    `Memory after each of ${MEMORY_ARTICLES} articles to ${count} endpoints, MB: of the process that runs the Worker ${runtime.join(', ')}; with wrangler's front ${both.join(', ')}.`,
    [
      {
        name: `memory of the process that runs the Worker, ${of}`,
        measured: Math.max(...runtime),
        aim: 1000,
      },
      { name: `memory of that and wrangler's front, ${of}`, measured: Math.max(...both), aim: 1000 },
      {
        name: `the same of both after the last of ${MEMORY_ARTICLES}, of that after the first`,
        measured: (both.at(-1) ?? Number.NaN) / (both[0] ?? Number.NaN),
        aim: MAX_GROWTH,
      },
    ],
  );
}

/**
 * How long an article takes to be accepted while others are sent to every endpoint. Articles come further apart than the
 * second that the store wants between two writes of a key: waiting for that is no matter of how much there is to send.
 */
async function measureAcceptance(service: Service, size: number): Promise<void> {
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
      const begun = performance.now();
      const meanwhile = { title: 'Meanwhile', content_text: 'Text.', notify: false };
      await (await service.call('POST', '/api/articles', meanwhile)).text();
      accepted.push(Math.round(performance.now() - begun));
    }
    await sending;
  }
  const count = size.toLocaleString('en');
  const [p50 = Number.NaN, p99 = Number.NaN] = [0.5, 0.99].map((share) => findPercentile(accepted, share));
  report(
    `While articles go to ${count} endpoints, ${accepted.length} others are accepted (201) in p50 ${p50} ms, p99 ${p99} ms.`,
    [
      { name: `the 201 while articles go to ${count}, p50 ms`, measured: p50, aim: 15 },
      { name: `the 201 while articles go to ${count}, p99 ms`, measured: p99, aim: 60 },
    ],
  );
}
