/** Bundles the Worker once for all tests of a run that start it on the runtime itself, while the first of them begin. */

import { type ChildProcess, execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the bundle and, last of all, `bundle.json` will be, or `failure.txt`. */
    bundleFolder: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gazette-bundle-'));
  project.provide('bundleFolder', folder);
  const bundling: ChildProcess = execFile(process.execPath, [
    join(import.meta.dirname, 'bundle-worker.ts'),
    folder,
  ]);
  return () => {
    bundling.kill();
    rmSync(folder, { recursive: true, force: true });
  };
}
