/**
 * `npm run bench:startup`: what a process that has just started costs its first reader, beside a Worker that answers
 * with a constant: the CPU time until it can answer (wrangler's profile), and the first GET of a feed.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleWorker, startService } from '../tests/support/service.ts';
import { findMedian, sleep } from './publishing.ts';

const PROJECT = join(import.meta.dirname, '..');
/** A process is a little quicker or slower than another for its whole life. */
const STARTS = 7;
const ARTICLES = 20;
const FIVE_KB = `<p>${'The district office is open again from Monday; appointments are made at the desk. '.repeat(60)}</p>`;

/** What is read of a profile of Chrome's: a sample is the node that ran, and the microseconds since the one before. */
interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const folder = mkdtempSync(join(tmpdir(), 'gazette-startup-'));
/** Where each Worker's wrangler.toml lies. */
const FOLDERS = { service: PROJECT, constant: join(PROJECT, 'bench/constant') };
try {
  const startUps = { service: [] as number[], constant: [] as number[] };
  const firstAnswers = { service: [] as number[], constant: [] as number[] };
  for (let start = 0; start < STARTS; start++) {
    for (const name of ['service', 'constant'] as const)
      startUps[name].push(await profileStartUp(FOLDERS[name]));
  }
  await measureFirstAnswers(firstAnswers);
  const row = (label: string, { service, constant }: typeof startUps) => {
    const [own, baseline] = [findMedian(service), findMedian(constant)];
    return `| ${label} | ${own.toFixed(1)} | ${baseline.toFixed(1)} | ${(own - baseline).toFixed(1)} |`;
  };
  console.log('| milliseconds, median | this service | constant | more |');
  console.log('|---|---:|---:|---:|');
  console.log(row('start-up, CPU', startUps));
  console.log(row('first GET of a feed', firstAnswers));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** CPU milliseconds until a Worker can answer, minified as `npm run deploy` sends it. */
async function profileStartUp(workerFolder: string): Promise<number> {
  const outfile = join(folder, 'startup.cpuprofile');
  await promisify(execFile)(
    join(PROJECT, 'node_modules/.bin/wrangler'),
    ['check', 'startup', '--args=--minify', '--outfile', outfile],
    { cwd: workerFolder, env: { ...process.env, WRANGLER_SEND_METRICS: 'false' } },
  );
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(outfile, 'utf8')) as Profile;
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
  );
  const busy = samples.map((node, index) => (idle.has(node) ? 0 : (timeDeltas[index] ?? 0)));
  return busy.reduce((sum, microseconds) => sum + microseconds, 0) / 1000;
}

/** A full feed from the disk by a process that never rendered one, and as many bytes by one that has them by heart. */
async function measureFirstAnswers(answers: { service: number[]; constant: number[] }): Promise<void> {
  const args = await bundleWorker();
  const [file = '', noBundle = ''] = await bundleWorker('bench/constant/worker.ts');
  const constantArgs = [file, noBundle, '--config', join(FOLDERS.constant, 'wrangler.toml')];
  const filled = await startService({ args });
  const { dataFolder } = filled;
  for (let number = 0; number < ARTICLES; number++) {
    await filled.call('POST', '/api/articles', {
      title: `Office open again: part ${number}`,
      content_html: FIVE_KB,
    });
  }
  let bytes = new Uint8Array();
  while (bytes.length < ARTICLES * FIVE_KB.length) {
    await sleep(500);
    bytes = new Uint8Array(await (await fetch(`${filled.origin}/feed.rss`)).arrayBuffer());
  }
  await filled.kill();
  for (let start = 0; start < STARTS; start++) {
    const service = await startService({ args, dataFolder, vars: { PUBLIC_URL: filled.origin } });
    answers.service.push(await timeAnswer(`${service.origin}/feed.rss`));
    await service.kill();
    const constant = await startService({ args: constantArgs });
    await fetch(constant.origin, { method: 'PUT', body: bytes });
    answers.constant.push(await timeAnswer(constant.origin));
    await constant.kill();
    rmSync(constant.dataFolder, { recursive: true, force: true });
  }
  rmSync(dataFolder, { recursive: true, force: true });
}

async function timeAnswer(url: string): Promise<number> {
  const start = performance.now();
  await (await fetch(url)).arrayBuffer();
  return performance.now() - start;
}
