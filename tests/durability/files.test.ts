import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildMedia } from '../fixtures/pictures.ts';
import { startBundledService } from '../support/bundled-service.ts';
import { countCases } from '../support/cases.ts';
import type { Service } from '../support/service.ts';

const PROJECT = join(import.meta.dirname, '../..');
const UPLOADERS = 3;
const KILLS = 3;
/** Before each kill so many more articles with a file are acknowledged, however long that takes. */
const ARTICLES_PER_KILL = 4;
/** From one part to several, 8 MiB each. */
const SIZES_BYTES = [20_000, 3_000_000, Math.max(9_000_000, countCases(20_000_000))];
/** Longer than the largest takes on a quiet machine: a kill may come at any moment of an upload. */
const UPLOAD_MS = 1_500;

interface KnownFile {
  readonly url: string;
  readonly bytes: Uint8Array;
}

let service: Service;
let stopped = false;
const acknowledged: KnownFile[] = [];
const published: string[] = [];

beforeAll(async () => {
  service = await startBundledService();
});

afterAll(async () => {
  await service.kill();
  rmSync(service.dataFolder, { recursive: true, force: true });
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Films, so that large ones go in parts; no two have the same bytes. */
function makeFilm(size: number): Uint8Array {
  const film = buildMedia('isom', size);
  film.set(randomBytes(16), 40);
  return film;
}

/** Uploads and publishes until it is told to stop; what dies with the server is nobody's promise. */
async function keepUploading(): Promise<void> {
  for (let number = 0; !stopped; number += 1) {
    const bytes = makeFilm(SIZES_BYTES[number % SIZES_BYTES.length] ?? 0);
    try {
      const uploaded = await fetch(`${service.origin}/api/files`, {
        method: 'POST',
        body: bytes as BodyInit,
        headers: { authorization: `Bearer ${service.token}` },
      });
      if (uploaded.status !== 201) throw new Error(await uploaded.text());
      const { url } = (await uploaded.json()) as { url: string };
      acknowledged.push({ url, bytes });
      const article = await service.call('POST', '/api/articles', {
        title: `Film ${number}`,
        content_html: `<p><a href="${url}">Film</a></p>`,
      });
      if (article.status === 201) published.push(url);
      await article.text();
    } catch {
      await wait(50);
    }
  }
}

async function readFile(url: string, from: Service, withToken: boolean): Promise<Uint8Array | number> {
  const { pathname } = new URL(url);
  const headers: Record<string, string> = withToken ? { authorization: `Bearer ${from.token}` } : {};
  const response = await fetch(from.origin + pathname, { headers });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return response.status === 200 ? bytes : response.status;
}

const isSame = (one: Uint8Array | number, other: Uint8Array) =>
  typeof one !== 'number' && Buffer.compare(one, other) === 0;

async function waitForPublished(count: number): Promise<void> {
  while (published.length < count) await wait(20);
}

it('kills lose no file that was acknowledged, and no article names one that is not there', async () => {
  const uploaders = Array.from({ length: UPLOADERS }, keepUploading);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await waitForPublished((kill + 1) * ARTICLES_PER_KILL);
    await wait(Math.random() * UPLOAD_MS);
    await service.kill();
    const { origin, dataFolder, token } = service;
    const port = Number(new URL(origin).port);
    service = await startBundledService({ port, dataFolder, vars: { ADMIN_TOKEN: token } });
  }
  await waitForPublished((KILLS + 1) * ARTICLES_PER_KILL);
  stopped = true;
  await Promise.all(uploaders);
  for (const { url, bytes } of acknowledged) {
    expect(isSame(await readFile(url, service, true), bytes), url).toBe(true);
  }
  const articles = (await (await service.call('GET', '/api/articles?limit=100')).json()) as {
    articles: { content_html: string }[];
  };
  expect(articles.articles.length).toBeGreaterThanOrEqual(Math.min(published.length, 100));
  for (const { content_html } of articles.articles) {
    const [, url = ''] = /href="([^"]+)"/.exec(content_html) ?? [];
    expect(typeof (await readFile(url, service, true)), url).toBe('object');
  }
  for (const url of published)
    await expect.poll(() => readFile(url, service, false)).toBeInstanceOf(Uint8Array);
});

it('gazette export and restore take the bytes of files along', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gazette-files-'));
  const archive = join(folder, 'archive.ndjson');
  const bytes = join(folder, 'bytes');
  const run = (at: Service, ...command: string[]) =>
    promisify(execFile)(
      join(PROJECT, 'node_modules/.bin/node'),
      [join(PROJECT, 'bin/gazette.mjs'), '--url', at.origin, ...command],
      { env: { ...process.env, GAZETTE_TOKEN: at.token } },
    );
  await run(service, 'export', archive, '--files', bytes);
  const other = await startBundledService({ vars: { PUBLIC_URL: service.origin } });
  try {
    await expect(run(other, 'restore', archive)).rejects.toThrow(/bytes are not here/);
    await run(other, 'restore', archive, '--files', bytes);
    for (const { url, bytes: expected } of acknowledged) {
      expect(isSame(await readFile(url, other, true), expected), url).toBe(true);
    }
    const [first = ''] = published;
    await expect.poll(() => readFile(first, other, false)).toBeInstanceOf(Uint8Array);
  } finally {
    await other.kill();
    rmSync(other.dataFolder, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});
