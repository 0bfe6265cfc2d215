/**
 * `npm run bench:startup`: what a process that has just started costs its first reader, beside a Worker that answers
 * with a constant: the CPU time until it can answer (wrangler's profile), and the first GET of a feed.
 */

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildWorker } from '../bin/build-worker.mjs';
import { bundleWorker, type ServiceOptions, startService } from '../tests/support/service.ts';
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
/** What is answered first. */
const FIRST_ANSWERS = {
  constant: 'bytes known by heart',
  stored: 'the same bytes from the store',
  feed: 'a feed',
};
/** Where each Worker's wrangler.toml lies. */
const FOLDERS = { service: PROJECT, constant: join(PROJECT, 'bench/constant') };
/** What `wrangler deploy` is given, so that each is as small as it would be deployed. */
const DEPLOY_ARGS = {
  service: `${join(folder, 'service.js')} --no-bundle --config ${join(PROJECT, 'wrangler.toml')}`,
  constant: '--minify',
};
try {
  writeFileSync(join(folder, 'service.js'), (await buildWorker({ minify: true })).code);
  const startUps = { service: [] as number[], constant: [] as number[] };
  for (let start = 0; start < STARTS; start++) {
    for (const name of ['service', 'constant'] as const) startUps[name].push(await profileStartUp(name));
  }
  const { service, constant } = startUps;
  const [own, baseline] = [findMedian(service), findMedian(constant)];
  console.log('| milliseconds, median | | of the constant |');
  console.log('|---|---:|---:|');
  console.log(`| start-up of a constant, CPU | ${baseline.toFixed(1)} | |`);
  console.log(`| start-up of this service, CPU | ${own.toFixed(1)} | ${(own - baseline).toFixed(1)} more |`);
  const first = await measureFirstAnswers();
  for (const [name, answer] of Object.entries(FIRST_ANSWERS)) {
    const median = findMedian(first[name as keyof typeof FIRST_ANSWERS]);
    console.log(
      `| first GET of ${answer} | ${median.toFixed(1)} | ${(median / findMedian(first.constant)).toFixed(1)} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** CPU milliseconds until a Worker can answer. */
async function profileStartUp(name: keyof typeof FOLDERS): Promise<number> {
  const outfile = join(folder, 'startup.cpuprofile');
  await promisify(execFile)(
    join(PROJECT, 'node_modules/.bin/wrangler'),
    ['check', 'startup', `--args=${DEPLOY_ARGS[name]}`, '--outfile', outfile],
    { cwd: FOLDERS[name], env: { ...process.env, WRANGLER_SEND_METRICS: 'false' } },
  );
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(outfile, 'utf8')) as Profile;
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
  );
  const busy = samples.map((node, index) => (idle.has(node) ? 0 : (timeDeltas[index] ?? 0)));
  return busy.reduce((sum, microseconds) => sum + microseconds, 0) / 1000;
}

/**
 * Milliseconds of the first GET that fresh processes answer after the question whether they are there: a full feed from
 * the disk by one that never rendered any, the same bytes from the disk, and by one that has them by heart.
 */
async function measureFirstAnswers(): Promise<Record<keyof typeof FIRST_ANSWERS, number[]>> {
  const { args, dataFolder, publicUrl, text } = await publishFeed();
  const bundled = [writeWorker('constant', text), '--no-bundle'];
  const stored = [writeWorker('stored', text), '--no-bundle'];
  const config = ['--config', join(FOLDERS.constant, 'wrangler.toml')];
  const filled = await startService({ args: [...stored, ...config] });
  await (await fetch(filled.origin, { method: 'PUT' })).text();
  await filled.kill();
  const answers = { constant: [] as number[], stored: [] as number[], feed: [] as number[] };
  for (let start = 0; start < STARTS; start++) {
    answers.constant.push(
      await timeFirst({ args: [...bundled, ...config], dataFolder: filled.dataFolder }, '/'),
    );
    answers.stored.push(
      await timeFirst({ args: [...stored, ...config], dataFolder: filled.dataFolder }, '/'),
    );
    answers.feed.push(await timeFirst({ args, dataFolder, vars: { PUBLIC_URL: publicUrl } }, '/feed.rss'));
  }
  for (const used of [filled.dataFolder, dataFolder]) rmSync(used, { recursive: true, force: true });
  return answers;
}

/** Publishes a feed of 20 articles of 5 kB, and ends. */
async function publishFeed() {
  const args = await bundleWorker();
  const { call, dataFolder, origin, kill } = await startService({ args });
  for (let number = 0; number < ARTICLES; number++) {
    await call('POST', '/api/articles', {
      title: `Office open again: part ${number}`,
      content_html: FIVE_KB,
    });
  }
  let text = '';
  while (text.length < ARTICLES * FIVE_KB.length) {
    await sleep(500);
    text = await (await fetch(`${origin}/feed.rss`)).text();
  }
  await kill();
  return { args, dataFolder, publicUrl: origin, text };
}

/** Writes a Worker that has this text in itself; `stored`: it takes it from the store, where a PUT has put it. */
function writeWorker(kind: 'constant' | 'stored', text: string): string {
  const file = join(folder, `${kind}.js`);
  const answer = { constant: 'bytes', stored: `await env.STORE.get('answer', 'text')` }[kind];
  writeFileSync(
    file,
    `const text = ${JSON.stringify(text)};
     const bytes = new TextEncoder().encode(text);
     export default {
       async fetch(request, env) {
         if (request.method === 'PUT') await env.STORE.put('answer', text);
         if (request.method === 'PUT' || request.url.endsWith('/health')) return new Response('ok');
         return new Response(${answer});
       },
     };`,
  );
  return file;
}

async function timeFirst(options: ServiceOptions, path: string): Promise<number> {
  const service = await startService(options);
  const milliseconds = await timeAnswer(service.origin + path);
  await service.kill();
  return milliseconds;
}

async function timeAnswer(url: string): Promise<number> {
  const start = performance.now();
  await (await fetch(url)).arrayBuffer();
  return performance.now() - start;
}
