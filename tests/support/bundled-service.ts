/** The bundled Worker on the local runtime alone, started and killed by tests of what it keeps and what it sends. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { findFreePort } from './free-port.ts';
import type { WorkerRun } from './run-worker.ts';
import { type Service, type ServiceOptions, whenHealthy } from './service.ts';

const PROGRAM = join(import.meta.dirname, 'run-worker.ts');

/** Starts it, in a process group of its own, and waits until it answers. */
export async function startBundledService(
  options: Pick<ServiceOptions, 'port' | 'dataFolder' | 'vars'> = {},
): Promise<Service> {
  const bundleFolder = await waitForBundle();
  const port = options.port ?? (await findFreePort());
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'gazette-'));
  const token = options.vars?.ADMIN_TOKEN ?? randomBytes(24).toString('hex');
  const vars = {
    ADMIN_TOKEN: token,
    PUBLIC_URL: `http://localhost:${port}`,
    ALLOW_PRIVATE_TARGETS: 'true',
    ...options.vars,
  };
  const server = spawn(process.execPath, [PROGRAM], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const run: WorkerRun = { bundleFolder, port, dataFolder, vars };
  server.stdin.end(JSON.stringify(run));
  return await whenHealthy(server, { port, token, dataFolder });
}

/** The folder of the run's bundle, once that is whole. */
async function waitForBundle(): Promise<string> {
  const folder = inject('bundleFolder');
  const failure = join(folder, 'failure.txt');
  while (!existsSync(join(folder, 'bundle.json'))) {
    if (existsSync(failure)) throw new Error(readFileSync(failure, 'utf8'));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return folder;
}
