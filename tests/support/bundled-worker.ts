/** The Worker as one module, as a deployment has it, for tests that run in workerd. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vitest/config';
import { buildWorker } from '../../bin/build-worker.mjs';

const PROJECT = join(import.meta.dirname, '../..');
const ENTRY = join(PROJECT, 'src/index.ts');
/** Written for people alone: a fault names lines of it, give or take the runner's own, and each part of it names its source. */
const BUNDLE = join(PROJECT, '.wrangler/bundle/worker.js');

async function bundle(): Promise<string> {
  const { code } = await buildWorker();
  mkdirSync(dirname(BUNDLE), { recursive: true });
  writeFileSync(BUNDLE, code);
  return code;
}

let bundled: Promise<string> | undefined;

/**
 * A plugin that gives the Worker's entry as a bundle, made once for all projects: six hundred modules, read one by one by
 * each runtime that starts, were half of a short run. Who watches has the modules, for it is by them that changes are seen.
 */
export function bundleEntry(): Plugin {
  let isWatching = false;
  return {
    name: 'gazette-bundled-worker',
    enforce: 'pre',
    configureVitest({ vitest }) {
      isWatching = vitest.config.watch;
    },
    resolveId(source, importer = '') {
      const isEntry = [source, resolve(importer, '..', source)].includes(ENTRY);
      if (!isEntry || isWatching) return null;
      // The runner asks for it by its place below the root, which is found only where there is a file.
      mkdirSync(dirname(BUNDLE), { recursive: true });
      writeFileSync(BUNDLE, '', { flag: 'a' });
      return BUNDLE;
    },
    load(id) {
      if (id !== BUNDLE) return null;
      bundled ??= bundle();
      return bundled;
    },
  };
}
