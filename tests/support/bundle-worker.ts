/** A program: writes the Worker as it is deployed, and beside it what wrangler.toml says of it. Argument: the folder. */

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { buildWorker } from '../../bin/build-worker.mjs';

const PROJECT = join(import.meta.dirname, '../..');
const [, , folder = ''] = process.argv;

try {
  const { code } = await buildWorker({ minify: true });
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(PROJECT, 'wrangler.toml'));
  writeFileSync(join(folder, 'index.js'), code);
  writeFileSync(join(folder, 'bundle.part'), JSON.stringify(workerOptions));
  renameSync(join(folder, 'bundle.part'), join(folder, 'bundle.json'));
} catch (error) {
  writeFileSync(join(folder, 'failure.txt'), String(error));
}
