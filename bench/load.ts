/** A process of its own that asks over and over: so that asking costs the server nothing but the asking. */

import { Agent, get } from 'node:http';

/** What to ask; the paths one after the other, over and over. */
export interface Load {
  readonly origin: string;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly durationMs: number;
}

/** What came back. */
export interface LoadOutcome {
  readonly requests: number;
  readonly elapsedMs: number;
  /** How often each status came. */
  readonly statuses: Readonly<Record<string, number>>;
}

async function run({ origin, paths, headers, connections, durationMs }: Load): Promise<LoadOutcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const statuses: Record<string, number> = {};
  let requests = 0;
  const startedAt = performance.now();
  const ask = (path: string) =>
    new Promise<void>((resolve, reject) => {
      get(origin + path, { agent, headers: { ...headers } }, (response) => {
        statuses[response.statusCode ?? 0] = (statuses[response.statusCode ?? 0] ?? 0) + 1;
        response.resume().on('end', resolve).on('error', reject);
      }).on('error', reject);
    });
  const work = async () => {
    while (performance.now() - startedAt < durationMs) {
      await ask(paths[requests++ % paths.length] ?? '/');
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return { requests, elapsedMs: performance.now() - startedAt, statuses };
}

if (process.send !== undefined) {
  process.on('message', (load) => {
    run(load as Load).then(
      (outcome) => process.send?.(outcome),
      (error) => {
        throw error;
      },
    );
  });
}
