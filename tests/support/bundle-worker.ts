/** A program: bundles the Worker as a deployment would, beside what wrangler.toml says of it. Argument: the folder. */

import { execFile } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { ENVIRONMENT } from './service.ts';

const PROJECT = join(import.meta.dirname, '../..');
const [, , folder = ''] = process.argv;

try {
  const bundling = promisify(execFile)(
    join(PROJECT, 'node_modules/.bin/wrangler'),
    ['deploy', '--dry-run', '--outdir', folder],
    { cwd: PROJECT, env: ENVIRONMENT },
  );
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(PROJECT, 'wrangler.toml'));
  await bundling;
  writeFileSync(join(folder, 'bundle.part'), JSON.stringify(workerOptions));
  renameSync(join(folder, 'bundle.part'), join(folder, 'bundle.json'));
} catch (error) {
  writeFileSync(join(folder, 'failure.txt'), String(error));
}
