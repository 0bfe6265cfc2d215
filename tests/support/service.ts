/** The whole service as a stranger runs it, started and killed by tests: wrangler's local runtime, data on disk. */

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWorker } from '../../bin/build-worker.mjs';
import { findFreePort, isPortFree } from './free-port.ts';

const PROJECT = join(import.meta.dirname, '../..');
/** A machine with other things to do takes its time; a service that ends is noticed at once. */
const START_TIMEOUT_MS = 240_000;
/** Of everything that is wrangler's. */
const ENVIRONMENT = {
  ...process.env,
  PATH: `${join(PROJECT, 'node_modules/.bin')}:${process.env.PATH}`,
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  // wrangler would write a trace of every statement into a database of its own: half of all the time there is.
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
};

export interface Service {
  readonly origin: string;
  readonly token: string;
  readonly dataFolder: string;
  /** The process group of everything that was started. */
  readonly processGroup: number;
  /** What the server has printed. */
  readonly log: () => string;
  /** SIGKILL to everything: nothing gets the time to tidy up. */
  kill(): Promise<void>;
  /** Calls the API as the administrator. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
}

export interface ServiceOptions {
  readonly port?: number;
  /** Data of an earlier run; absent: fresh. */
  readonly dataFolder?: string;
  readonly vars?: Readonly<Record<string, string>>;
  /** Where the inspector listens; absent: anywhere. */
  readonly inspectorPort?: number;
  /** Further arguments of `wrangler dev`. */
  readonly args?: readonly string[];
}

/**
 * Bundles a Worker once, so that it starts faster, and stays what it is when its sources change meanwhile.
 * Returns what `args` of `startService` may be.
 */
export async function bundleWorker(entry = 'src/index.ts'): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gazette-bundle-'));
  const file = join(folder, 'index.js');
  writeFileSync(file, (await buildWorker({ entry })).code);
  return [file, '--no-bundle', '--config', join(PROJECT, 'wrangler.toml')];
}

/** Starts the service and waits until it answers. A token is made unless `vars` names one. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const port = options.port ?? (await findFreePort());
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'gazette-'));
  const origin = `http://localhost:${port}`;
  const token = options.vars?.ADMIN_TOKEN ?? randomBytes(24).toString('hex');
  // `--var` would be seen in the process list by everybody on the machine; a file of our own is not.
  const envFile = join(dataFolder, '.dev.vars.test');
  const vars = { ADMIN_TOKEN: token, PUBLIC_URL: origin, ALLOW_PRIVATE_TARGETS: 'true', ...options.vars };
  writeFileSync(
    envFile,
    Object.entries(vars)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
    { mode: 0o600 },
  );
  const server = spawn(
    join(PROJECT, 'node_modules/.bin/wrangler'),
    [
      'dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--inspector-port',
      String(options.inspectorPort ?? 0),
      '--persist-to',
      dataFolder,
      '--env-file',
      envFile,
      '--show-interactive-dev-session=false',
      '--log-level',
      'warn',
      ...(options.args ?? []),
    ],
    {
      cwd: PROJECT,
      // A group of its own, so that the runtime that wrangler starts dies with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: ENVIRONMENT,
    },
  );
  return await whenHealthy(server, { port, token, dataFolder });
}

/** A service that was just spawned as the head of a process group, once it answers. */
export async function whenHealthy(
  server: ChildProcess,
  { port, token, dataFolder }: { readonly port: number; readonly token: string; readonly dataFolder: string },
): Promise<Service> {
  const origin = `http://localhost:${port}`;
  let log = '';
  server.stdout?.on('data', (chunk) => (log += String(chunk)));
  server.stderr?.on('data', (chunk) => (log += String(chunk)));
  const service: Service = {
    origin,
    token,
    dataFolder,
    processGroup: server.pid ?? 0,
    log: () => log,
    kill: () => killGroup(server, port),
    call: (method, path, body) =>
      fetch(origin + path, {
        method,
        redirect: 'manual',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
  await waitUntilHealthy(service, server);
  return service;
}

async function waitUntilHealthy(service: Service, server: ChildProcess): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`the service ended at its start:\n${service.log()}`);
    try {
      const response = await fetch(`${service.origin}/health`);
      await response.text();
      if (response.ok || response.status === 503) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await service.kill();
  throw new Error(`the service did not start:\n${service.log()}`);
}

/** The runtime may end a moment after wrangler: who starts the next one finds the port free, and the data closed. */
async function killGroup(server: ChildProcess, port: number): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  process.kill(-server.pid, 'SIGKILL');
  await gone;
  while (!(await isPortFree(port))) await new Promise((resolve) => setTimeout(resolve, 10));
}
