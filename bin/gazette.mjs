#!/usr/bin/env node
// @ts-check
/** `gazette`: the service from scripts, on a Node that reads TypeScript. What each command does is in `gazette/`. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKAGED_NODE = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (process.features.typescript) {
  // A reader that has seen enough (`gazette export | head`) is no failure of ours.
  process.stdout.on('error', (error) => process.exit(Reflect.get(error, 'code') === 'EPIPE' ? 0 : 1));
  const { main } = await import('./gazette/main.mjs');
  process.exitCode = await main(process.argv.slice(2));
} else if (existsSync(PACKAGED_NODE) && process.execPath !== PACKAGED_NODE) {
  // The machine's own Node is older than what this is written for; the one among the packages is not.
  const args = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.exitCode = spawnSync(PACKAGED_NODE, args, { stdio: 'inherit' }).status ?? 1;
} else {
  console.error('Nothing is installed yet. Run this first, in the project’s folder: npm ci');
  process.exitCode = 1;
}
