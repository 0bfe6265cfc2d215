import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startBundledService } from '../support/bundled-service.ts';
import type { Service } from '../support/service.ts';

/** What the runtime itself takes at its start, and some. */
const DISK_BYTES = 48 * 1024 * 1024;
/** Room for an article or two. */
const ROOM_BYTES = 300_000;
const ARTICLES = 30;

const folder = mkdtempSync(join(tmpdir(), 'gazette-disk-'));
const isMounted = mountDisk();
let running: Service | undefined;

/** A disk of its own that can be filled; only an administrator of the machine may mount one. */
function mountDisk(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

afterAll(async () => {
  await running?.kill();
  if (isMounted) execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true, force: true });
});

async function publish(service: Service, number: number): Promise<Response> {
  const article = {
    title: `Article ${number}`,
    external_id: `number-${number}`,
    content_text: 'word '.repeat(4000),
  };
  return await service.call('POST', '/api/articles', article);
}

async function listKept(service: Service): Promise<unknown[]> {
  const response = await service.call('GET', '/api/articles?limit=100');
  const { articles } = (await response.json()) as { articles: { external_id: unknown }[] };
  return articles.map(({ external_id }) => external_id).sort();
}

describe.skipIf(!isMounted)('a disk that is full (skipped where this test may not mount one)', () => {
  it('loses nothing that was acknowledged, says so of the rest, and is written to again once it has room', async () => {
    const service = await startBundledService({ dataFolder: folder });
    running = service;
    const kept: string[] = [];
    const note = async (number: number, response: Response) => {
      if (response.ok) kept.push(`number-${number}`);
      await response.text();
    };
    await note(0, await publish(service, 0));
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(join(folder, 'filler'), Buffer.alloc(bavail * bsize - ROOM_BYTES));
    let refused = 0;
    for (let number = 1; number < ARTICLES; number++) {
      const response = await publish(service, number);
      if (!response.ok) {
        refused += 1;
        expect([response.status, response.headers.get('content-type')]).toEqual([
          503,
          'application/problem+json',
        ]);
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      await note(number, response);
    }
    expect(refused).toBeGreaterThan(0);
    const upload = () =>
      fetch(`${service.origin}/api/files`, {
        method: 'POST',
        headers: { authorization: `Bearer ${service.token}` },
        body: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2 * ROOM_BYTES, 'x')]),
      });
    const withoutRoom = await upload();
    expect([withoutRoom.status, await withoutRoom.json()]).toMatchObject([
      503,
      { code: 'storage_unavailable' },
    ]);
    expect(Number(withoutRoom.headers.get('retry-after'))).toBeGreaterThan(0);
    rmSync(join(folder, 'filler'));
    const after = await publish(service, ARTICLES);
    expect(after.status, service.log().slice(-2000)).toBe(201);
    await note(ARTICLES, after);
    const withRoom = await upload();
    expect(withRoom.status).toBe(201);
    const { url } = (await withRoom.json()) as { url: string };
    const read = await fetch(url, { headers: { authorization: `Bearer ${service.token}` } });
    expect((await read.arrayBuffer()).byteLength).toBe(9 + 2 * ROOM_BYTES);
    expect(await listKept(service)).toEqual(kept.sort());
    await service.kill();
    running = await startBundledService({ dataFolder: folder, vars: { ADMIN_TOKEN: service.token } });
    expect(await listKept(running)).toEqual(kept);
  });
});
