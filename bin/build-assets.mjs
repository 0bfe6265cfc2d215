#!/usr/bin/env node
/** `npm run build`: the editor page's script and style, from `browser/` into `public/`. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const projectFolder = fileURLToPath(new URL('..', import.meta.url));

/** Builds both without writing: the same sources and packages give the same bytes. */
export async function buildAssets() {
  const { outputFiles } = await build({
    absWorkingDir: projectFolder,
    entryPoints: { editor: 'browser/editor/main.ts', 'editor-style': 'browser/editor/style/editor.css' },
    outdir: 'public/editor',
    bundle: true,
    minify: true,
    format: 'esm',
    // Light and dark, nesting, logical properties: what browsers have had for two years.
    target: ['chrome120', 'firefox121', 'safari17.4'],
    legalComments: 'none',
    write: false,
  });
  return outputFiles.map(({ path, contents }) => ({
    path: path.replace('editor-style.css', 'editor.css'),
    contents,
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, contents } of await buildAssets()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
}
