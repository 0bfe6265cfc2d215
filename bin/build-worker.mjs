#!/usr/bin/env node
/**
 * What `npm run deploy` sends: the Worker as one module in `dist/worker/`, minified, with its source map. `npm start` has
 * wrangler's own bundle, which follows every change of a source; deployed, that would be 12 kB more, gzipped.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { parse } from 'smol-toml';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(projectFolder, 'dist/worker');

/** The files that stand for packages, by the packages' names. */
function readStandIns() {
  const { alias } = parse(readFileSync(join(projectFolder, 'wrangler.toml'), 'utf8'));
  return Object.fromEntries(Object.entries(alias).map(([name, file]) => [name, join(projectFolder, file)]));
}

/**
 * Bundles the Worker, or another that is made of it, without writing: its code, and the map from there to the sources,
 * which the code does not name. The same sources and packages give the same bytes. What is not minified is headed by its
 * sources' names.
 */
export async function buildWorker({ entry = 'src/index.ts', minify = false } = {}) {
  const bundle = await rolldown({
    cwd: projectFolder,
    input: { index: entry },
    platform: 'neutral',
    external: /^(?:cloudflare|node):/,
    resolve: {
      alias: readStandIns(),
      // As wrangler chooses among a package's files.
      conditionNames: ['workerd', 'worker', 'browser', 'import'],
      mainFields: ['browser', 'module', 'main'],
    },
    transform: { target: 'es2024', define: { 'process.env.NODE_ENV': '"production"' } },
  });
  try {
    const { output } = await bundle.generate({
      dir: FOLDER,
      format: 'esm',
      minify,
      sourcemap: 'hidden',
      comments: { legal: true, annotation: false, jsdoc: !minify },
    });
    const [{ code, map }] = output;
    return { code, map: map.toString() };
  } finally {
    await bundle.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { code, map } = await buildWorker({ minify: true });
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'index.js'), `${code}\n//# sourceMappingURL=index.js.map\n`);
  writeFileSync(join(FOLDER, 'index.js.map'), map);
}
