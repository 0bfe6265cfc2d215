/** Ports for what tests start, kill and start again where it was. */

import { createServer } from 'node:net';

/**
 * Below those that a system gives to connections that go out (from 32,768 on Linux, from 49,152 elsewhere). One of those is
 * anybody's as soon as a service is killed, and the next minute too: a restart would find its port taken.
 */
const FIRST_PORT = 20_000;
/** Test files that run at once have different ids here, 1 and up; a program that is no test has none. */
const WORKER_ID = Number(process.env.VITEST_POOL_ID ?? 0);
const WORKERS = 12;
const PORTS_PER_WORKER = 1_000;

const ownPorts = FIRST_PORT + (WORKER_ID % WORKERS) * PORTS_PER_WORKER;
// Anywhere, so that two runs on one machine hardly meet.
let last = Math.floor(Math.random() * PORTS_PER_WORKER);

/** A port that nobody listens on, that no other file of this run is given, and no connection takes. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_PER_WORKER; tries += 1) {
    last = (last + 1) % PORTS_PER_WORKER;
    if (await isPortFree(ownPorts + last)) return ownPorts + last;
  }
  throw new Error('no port');
}

/** True while nobody listens on this port of loopback. */
export function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
