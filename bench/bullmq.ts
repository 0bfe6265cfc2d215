/** The same POSTs by BullMQ over Redis, where Redis is on the machine: without isolation and without a log. */

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '../tests/support/free-port.ts';
import type { Receiver } from '../tests/support/receiver.ts';
import type { Order } from './baseline/bullmq-sender.ts';
import { nameHook, sleep } from './publishing.ts';

/** A sender that waits for orders. */
export interface BullmqSender {
  /** Sends to each endpoint; milliseconds until each had it. */
  send(receiver: Receiver, endpoints: readonly number[], body: string): Promise<number[]>;
  close(): void;
}

/** Starts Redis and the sender; null where there is no Redis. */
export async function startBullmq(): Promise<BullmqSender | null> {
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), 'gazette-redis-'));
  const redis = await startRedis(port, folder);
  if (redis === null) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const sender = fork(join(import.meta.dirname, 'baseline/bullmq-sender.ts'), [String(port)]);
  await once(sender, 'message');
  return {
    send: async (receiver, endpoints, body) => {
      receiver.requests.clear();
      const urls = endpoints.map((number) => `${receiver.origin}/hooks/${nameHook(number)}`);
      const startedAt = Date.now();
      sender.send({ urls, body } satisfies Order);
      while (receiver.requests.size < endpoints.length) await sleep(endpoints.length > 100 ? 20 : 1);
      return endpoints.map(
        (number) => (receiver.requests.get(nameHook(number))?.[0]?.at ?? Number.NaN) - startedAt,
      );
    },
    close: () => {
      sender.kill('SIGKILL');
      redis.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Redis as Debian configures it but for its place. */
async function startRedis(port: number, folder: string): Promise<ChildProcess | null> {
  const redis = spawn('redis-server', ['--port', String(port), '--dir', folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return await new Promise((resolve) => {
    redis.once('error', () => resolve(null));
    redis.stdout.on('data', (chunk: Buffer) => {
      if (String(chunk).includes('Ready to accept connections')) resolve(redis);
    });
  });
}
