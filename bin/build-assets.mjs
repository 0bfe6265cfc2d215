#!/usr/bin/env node
/** `npm run build`: the editor page's script and style, from `browser/` into `public/`; with `--watch`, only at every change. */

import { mkdirSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

async function writeAssets() {
  for (const { path, contents } of await buildAssets()) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
}

/** Programs that save a file write it several times. */
const SETTLE_MS = 50;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--watch')) {
    let timer;
    watch(join(projectFolder, 'browser'), { recursive: true }, () => {
      clearTimeout(timer);
      // esbuild has told what is wrong; the next change is the next chance.
      timer = setTimeout(() => writeAssets().catch(() => undefined), SETTLE_MS);
    });
  } else {
    await writeAssets();
  }
}
