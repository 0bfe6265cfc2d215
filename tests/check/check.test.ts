import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');

/** What a program has to say against the project; empty where it finds no fault. */
function findFaults(program: string, ...parameters: string[]): Promise<string> {
  return new Promise((resolve) => {
    const path = join(PROJECT, 'node_modules/.bin', program);
    execFile(path, parameters, { cwd: PROJECT, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve(error === null ? '' : stdout + stderr + error.message),
    );
  });
}

describe('the project', () => {
  it.each(['.', 'tests', 'tests/browser', 'browser'])(
    'has no fault of types by the rules of %s',
    async (folder) => {
      expect(await findFaults('tsc', '-p', join(folder, 'tsconfig.json'))).toBe('');
    },
  );

  it('has no fault of lint or layout', async () => {
    expect(await findFaults('biome', 'check', '--colors=off', '.')).toBe('');
  });
});
