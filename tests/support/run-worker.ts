/**
 * A program: the bundled Worker on the local runtime, data on disk, without wrangler before it, which takes three times as
 * long to start. What is to run comes as JSON by standard input, where nobody on the machine sees the token.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare';

/** What this program is told. */
export interface WorkerRun {
  /** With `index.js`, and what wrangler.toml says of it in `bundle.json`. */
  readonly bundleFolder: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly vars: Readonly<Record<string, string>>;
}

const { bundleFolder, port, dataFolder, vars } = JSON.parse(await text(process.stdin)) as WorkerRun;
const worker = JSON.parse(readFileSync(join(bundleFolder, 'bundle.json'), 'utf8')) as V4WorkerOptions;
const runtime = new Miniflare(
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    port,
    resourcePersistencePath: dataFolder,
    cf: false,
    log: new Log(LogLevel.WARN),
    workers: [
      {
        ...worker,
        name: 'gazette',
        rootPath: bundleFolder,
        modulesRoot: bundleFolder,
        modules: [{ type: 'ESModule', path: join(bundleFolder, 'index.js') }],
        bindings: { ...worker.bindings, ...vars },
      },
    ],
  }),
);
await runtime.ready;
