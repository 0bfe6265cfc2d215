/**
 * `npm run bench:search [articles in the ledger]`: how long a search takes beside a feed that is in memory, one request
 * at a time; words of every frequency, each asked for the first time and again.
 */

import { rmSync } from 'node:fs';
import { writeArchivedArticle, writeArchiveHead } from '../tests/support/archive-lines.ts';
import { bundleWorker, startService } from '../tests/support/service.ts';
import { restore } from './publishing.ts';

const ARTICLES = Number(process.argv[2] ?? 100_000);
const WORDS_PER_ARTICLE = 100;
/** As many words as a newspaper uses, by Zipf's law: the first is in nearly every article, the last in hardly any. */
const VOCABULARY = 50_000;
/** Words that are asked for, from the most common to the rarest. */
const ASKED = 300;
const FEED_REQUESTS = 1_000;

const service = await startService({ args: await bundleWorker() });
try {
  await restore(service, writeArchive());
  const words = Array.from(
    { length: ASKED },
    (_, place) => `word${Math.floor(VOCABULARY ** (place / ASKED))}`,
  );
  const unique = [...new Set(words)];
  const rows: [string, number[]][] = [
    ['a feed in memory', await ask(Array(FEED_REQUESTS).fill('/feed.json'))],
  ];
  for (const [name, path] of [
    ['its feed', '/feed.json?q='],
    ['its page', '/search?q='],
  ]) {
    for (const time of ['the first time', 'again']) {
      rows.push([`${name}, ${time}`, await ask(unique.map((word) => path + word))]);
    }
  }
  rows.push(['one search, over and over', await ask(Array(FEED_REQUESTS).fill('/search?q=word1'))]);
  const [, feed = []] = rows[0] ?? [];
  console.log(`\n${ARTICLES.toLocaleString('en')} articles, ${unique.length} words:\n`);
  console.log('| answer | p50 ms | p99 ms | p99 of the feed’s |\n|---|---:|---:|---:|');
  for (const [name, times] of rows) {
    const [p50, p99] = [0.5, 0.99].map((part) => findQuantile(times, part));
    const share = (p99 ?? 0) / findQuantile(feed, 0.99);
    console.log(`| ${name} | ${p50?.toFixed(1)} | ${p99?.toFixed(1)} | ${share.toFixed(1)} |`);
  }
} finally {
  await service.kill();
  rmSync(service.dataFolder, { recursive: true, force: true });
}

/** Milliseconds of each request, one after the other, each of a client of its own. */
async function ask(paths: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const [number, path] of paths.entries()) {
    const client = `198.51.${Math.floor(number / 250) % 250}.${number % 250}`;
    const startedAt = performance.now();
    const response = await fetch(service.origin + path, { headers: { 'cf-connecting-ip': client } });
    await response.arrayBuffer();
    times.push(performance.now() - startedAt);
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  }
  return times;
}

function findQuantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
}

function* writeArchive(): Generator<string> {
  yield writeArchiveHead([], []);
  for (let number = 0; number < ARTICLES; number++) {
    const words = Array.from({ length: WORDS_PER_ARTICLE }, (_, place) => nameWord(number, place));
    yield writeArchivedArticle({
      number,
      publishedAt: Date.UTC(2010, 0, 1) + number * 3_600_000,
      contentHtml: `<p>${words.join(' ')}</p>`,
    });
  }
}

/** The same words in every run: a number from a seed (mulberry32), bent to Zipf's law. */
function nameWord(article: number, place: number): string {
  let bits = Math.imul(article * WORDS_PER_ARTICLE + place + 1, 0x6d2b79f5);
  bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  const chance = ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  return `word${Math.floor(VOCABULARY ** chance)}`;
}
