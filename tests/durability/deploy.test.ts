import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildWorker } from '../../bin/build-worker.mjs';

const PROJECT = join(import.meta.dirname, '../..');
/** What is loaded before the first answer, on every machine of the network that has not had one lately. */
const MAX_GZIPPED_BYTES = 450_000;

it('npm run deploy sends a Worker of less than 450 kB, gzipped: the one that the tests beside this start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gazette-deploy-'));
  const printed = execFileSync('npm', ['run', '-s', 'deploy', '--', '--dry-run', '--outdir', folder], {
    cwd: PROJECT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString();
  expect(printed).toContain('--dry-run');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const sent = scripts.map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(sent).toHaveLength(1);
  expect(gzipSync(sent[0] ?? '').length).toBeLessThan(MAX_GZIPPED_BYTES);
  const { code } = await buildWorker({ minify: true });
  expect(sent[0]?.startsWith(code)).toBe(true);
});
