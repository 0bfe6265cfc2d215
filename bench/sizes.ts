/** One article to a number of endpoints, beside the same POSTs by the least that could make them, in turns. */

import { join } from 'node:path';

import { readProcessUse } from '../tests/support/process-use.ts';
import type { Receiver } from '../tests/support/receiver.ts';
import type { Service } from '../tests/support/service.ts';
import type { AimedFigure } from './aims.ts';
import type { BullmqSender } from './bullmq.ts';
import { AFTERMATH_MS, findMedian, findPercentile, nameHook, publishAndWait, sleep } from './publishing.ts';

/** Articles that are measured at each number of endpoints. */
const ROUNDS: Readonly<Record<number, number>> = { 1: 40, 100: 10, 1000: 5, 5000: 2, 10000: 3 };
const DEFAULT_ROUNDS = 1;
const HANGING_SHARE = 0.05;
/** As many as keep one machine busy. */
const BASELINE_PARALLEL = 48;
/** With an object for each receiver ten thousand take half a minute: the run would be about them. */
const MAX_OBJECTS = 1000;
/** The size of the event that the service sends in these rounds. */
const BASELINE_BODY_BYTES = 6000;
const BASELINE_FOLDER = join(import.meta.dirname, 'baseline');

/** Arguments of `startService` for the Worker that makes the baselines' POSTs. */
export const BASELINE_WORKER = [
  join(BASELINE_FOLDER, 'worker.ts'),
  '--config',
  join(BASELINE_FOLDER, 'wrangler.toml'),
];

/** Who sends, and what receives. */
export interface Senders {
  readonly receiver: Receiver;
  readonly service: Service;
  readonly baseline: Service;
  /** null: there is no Redis. */
  readonly bullmq: BullmqSender | null;
}

const HEALTHY = 'healthy';
const HANGING = '5 % hang';
const FETCH = '*baseline: a loop of fetch*';
const OBJECTS = '*baseline: an object each, a row before and after*';
const BULLMQ = '*BullMQ over Redis*';

/** After POSTs of which nothing is written: their answers. */
const BASELINE_AFTERMATH_MS = 200;

/** One way of sending to all: gives milliseconds until each had it. */
interface Contestant {
  readonly name: string;
  /** What follows a POST (its answer, its rows, the next alarm) belongs to its cost. */
  readonly aftermathMs: number;
  /** null: its processes are not looked at. */
  readonly service: Service | null;
  readonly send: () => Promise<readonly number[]>;
}

interface Round {
  readonly latenciesMs: readonly number[];
  /** NaN: not counted. */
  readonly cpuMs: number;
}

/** What was measured of one kind of receivers or sender. */
interface Row {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly lastMs: number;
  readonly cpuMs: number;
  /** Of the table. */
  readonly line: string;
}

/** Lines of the table, of the table of ratios, and the figures that have an aim. */
export interface MeasuredSize {
  readonly lines: readonly string[];
  readonly ratios: readonly string[];
  readonly figures: readonly AimedFigure[];
}

export const SIZES_HEADER = `| endpoints | receivers | p50 | p99 | last POST | POSTs/s | CPU ms each | memory MB |
|---:|---|---:|---:|---:|---:|---:|---:|`;

/** Measures one number of endpoints, which must be there: all healthy, the baselines in the same rounds, some hanging. */
export async function measureSize(senders: Senders, size: number): Promise<MeasuredSize> {
  const { receiver, service } = senders;
  const rounds = ROUNDS[size] ?? DEFAULT_ROUNDS;
  const all = Array.from({ length: size }, (_, number) => number);
  const hanging = all.slice(0, Math.floor(size * HANGING_SHARE));
  const publishTo = (endpoints: readonly number[]) => async () =>
    (await publishAndWait(service, receiver, endpoints)).latenciesMs;

  // The store takes one write a second and key: an article that follows sooner waits for the one before.
  const ours = { service, aftermathMs: AFTERMATH_MS };
  const contestants: readonly Contestant[] = [
    { ...ours, name: HEALTHY, send: publishTo(all) },
    ...listBaselines(senders, all),
  ];
  // The first article after the endpoints were made finds them cold; it is an article like any other, but once.
  await measureInTurns(contestants, 1);
  const rows = await measureInTurns(contestants, rounds);
  if (hanging.length > 0) {
    for (const number of hanging) receiver.behaviours.set(nameHook(number), [{ mode: 'hang' }]);
    const send = publishTo(all.slice(hanging.length));
    rows.push(...(await measureInTurns([{ ...ours, name: HANGING, send }], Math.ceil(rounds / 2))));
    for (const number of hanging) receiver.behaviours.delete(nameHook(number));
  }
  const described = rows.map(({ name, service: measured, rounds: list }) =>
    describe(measured, size, name, list),
  );
  return {
    lines: described.map(({ line }) => line),
    ratios: compare(size, described),
    figures: aim(size, described),
  };
}

function listBaselines({ receiver, baseline, bullmq }: Senders, all: readonly number[]): Contestant[] {
  const body = 'x'.repeat(BASELINE_BODY_BYTES);
  const runBaseline = (isDurable: boolean) => async () => {
    receiver.requests.clear();
    const urls = all.map((number) => `${receiver.origin}/hooks/${nameHook(number)}`);
    const startedAt = Date.now();
    const order = { urls, body, parallel: BASELINE_PARALLEL, isDurable };
    await (await baseline.call('POST', '/', order)).text();
    return all.map((number) => (receiver.requests.get(nameHook(number))?.[0]?.at ?? Number.NaN) - startedAt);
  };
  const theirs = { service: baseline, aftermathMs: BASELINE_AFTERMATH_MS };
  const contestants: Contestant[] = [{ ...theirs, name: FETCH, send: runBaseline(false) }];
  if (all.length <= MAX_OBJECTS) contestants.push({ ...theirs, name: OBJECTS, send: runBaseline(true) });
  if (bullmq !== null) {
    const send = () => bullmq.send(receiver, all, body);
    contestants.push({ ...theirs, service: null, name: BULLMQ, send });
  }
  return contestants;
}

/** Each round is one turn of everybody, so that what else the machine does concerns all of them. */
async function measureInTurns(contestants: readonly Contestant[], count: number) {
  const measured = contestants.map((contestant) => ({ ...contestant, rounds: [] as Round[] }));
  for (let round = 0; round < count; round++) {
    for (const { service, aftermathMs, send, rounds } of measured) {
      const readCpu = () =>
        service === null ? Number.NaN : readProcessUse(service.processGroup, 'workerd').cpuMs;
      const before = readCpu();
      const latenciesMs = await send();
      await sleep(aftermathMs);
      rounds.push({ latenciesMs, cpuMs: readCpu() - before });
    }
  }
  return measured;
}

function describe(service: Service | null, size: number, name: string, rounds: readonly Round[]): Row {
  const latencies = rounds.flatMap(({ latenciesMs }) => latenciesMs);
  const lasts = rounds.map(({ latenciesMs }) => latenciesMs.reduce((a, b) => Math.max(a, b), 0));
  const cpus = rounds.map(({ cpuMs, latenciesMs }) => cpuMs / latenciesMs.length);
  const perSecond = rounds.map(({ latenciesMs }, index) => (latenciesMs.length * 1000) / (lasts[index] ?? 1));
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
    service === null ? '' : `${cpuMs.toFixed(2)} (${Math.min(...cpus).toFixed(2)})`,
    service === null ? '' : Math.round(readProcessUse(service.processGroup, 'workerd').residentBytes / 1e6),
  ];
  return { name, p50, p99, lastMs, cpuMs, line: `| ${cells.join(' | ')} |` };
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

/** What is aimed at with so many endpoints: how many times what the others take. */
function aim(size: number, rows: readonly Row[]): AimedFigure[] {
  const divide = (name: string, base: string, key: 'p50' | 'p99' | 'lastMs' | 'cpuMs') => {
    const find = (wanted: string) => rows.find((row) => row.name === wanted)?.[key] ?? Number.NaN;
    return find(name) / find(base);
  };
  const count = size.toLocaleString('en');
  const bullmq = (limit: number) => ({
    name: `${count}, last POST, of BullMQ over Redis`,
    measured: divide(HEALTHY, BULLMQ, 'lastMs'),
    aim: limit,
  });
  const fetched = (limit: number) => ({
    name: `${count}, last POST, of a loop of fetch`,
    measured: divide(HEALTHY, FETCH, 'lastMs'),
    aim: limit,
  });
  const hanging = (limit: number) => ({
    name: `${count} with 5 % hanging, last POST, of ${count} healthy`,
    measured: divide(HANGING, HEALTHY, 'lastMs'),
    aim: limit,
  });
  switch (size) {
    case 1:
      return [
        { name: '1 endpoint, p50, of a loop of fetch', measured: divide(HEALTHY, FETCH, 'p50'), aim: 3 },
        { name: '1 endpoint, p99, of a loop of fetch', measured: divide(HEALTHY, FETCH, 'p99'), aim: 4 },
      ];
    case 1000:
      return [fetched(2.2), hanging(1.1), bullmq(1.2)];
    case 5000:
      return [bullmq(1.2)];
    case 10_000: {
      const cpu = divide(HEALTHY, FETCH, 'cpuMs');
      return [
        fetched(1.6),
        hanging(1.2),
        { name: `${count}, CPU of a delivery, of a loop of fetch`, measured: cpu, aim: 2.2 },
      ];
    }
    default:
      return [];
  }
}
