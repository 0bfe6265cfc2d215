import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const PROJECT = join(import.meta.dirname, '../..');

/** Evaluates the whole Worker once, as a fresh process does; gives back the types of the schemas that it made meanwhile. */
async function listSchemasOfStart(): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'gazette-start-'));
  const outfile = join(folder, 'index.mjs');
  const { alias } = parse(readFileSync(join(PROJECT, 'wrangler.toml'), 'utf8'));
  await build({
    absWorkingDir: PROJECT,
    entryPoints: ['src/index.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    alias: {
      ...(alias as Record<string, string>),
      'cloudflare:workers': './tests/support/cloudflare-workers.ts',
    },
  });
  const types = new Set<string>();
  // Zod's settings are the process's, whichever copy of it reads them.
  z.config({ postProcessor: (schema: z.ZodType) => types.add(schema.def.type) });
  try {
    await import(pathToFileURL(outfile).href);
  } finally {
    z.config({ postProcessor: undefined });
    rmSync(folder, { recursive: true });
  }
  return types;
}

describe('a process that has just started', () => {
  it('has made no schema but those that say how one is made when it is needed', async () => {
    expect(await listSchemasOfStart()).toEqual(new Set(['lazy']));
  });
});
