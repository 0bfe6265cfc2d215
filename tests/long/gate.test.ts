import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { GateReport } from '../support/gate-reporter.ts';

const PROJECT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'gazette-gate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TESTS = {
  'good.test.ts': `it('holds', () => undefined);`,
  'assertion.test.ts': `describe('a promise', () => it('is broken', () => expect('x'.repeat(9_000)).toBe('kept')));`,
  'import.test.ts': `import './nowhere.ts';`,
  'hook.test.ts': `describe('a suite', () => {
    beforeAll(() => { throw new Error('No port is free.'); });
    it('waits', () => undefined);
  });`,
  'stray.test.ts': `it('leaves a timer', async () => {
    setTimeout(() => { throw new Error('A stray one.'); });
    await new Promise((resolve) => setTimeout(resolve, 100));
  });`,
};

/** Runs these tests as the gate runs its own; gives vitest's status and where the report is. */
function runTests(): [status: string, report: string] {
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'tests'));
  const imports = `import { beforeAll, describe, expect, it } from 'vitest';\n`;
  for (const [name, test] of Object.entries(TESTS))
    writeFileSync(join(folder, 'tests', name), imports + test);
  const report = join(folder, 'report.json');
  const { status } = spawnSync(
    join(PROJECT, 'node_modules/.bin/vitest'),
    ['run', '--root', folder, '--reporter', join(PROJECT, 'tests/support/gate-reporter.ts')],
    { env: { ...process.env, GATE_REPORT: report, VITEST: undefined } },
  );
  return [String(status), report];
}

/** What the gate prints at its end. */
const summarize = (status: string, ...reports: string[]) =>
  execFileSync(process.execPath, [join(PROJECT, '.ci/summarize.mjs'), status, ...reports])
    .toString()
    .trimEnd()
    .split('\n');

function writeReport(name: string, report: GateReport): string {
  writeFileSync(join(folder, name), JSON.stringify(report));
  return join(folder, name);
}

describe('the gate', () => {
  it('tells why an assertion, a hook, an import and what no test waited for failed, and counts each', () => {
    const lines = summarize(...runTests());
    expect(lines.at(-1)).toBe('2 passed, 4 failed');
    const told = lines.slice(0, -1).join('\n');
    const parts = [
      'a promise > is broken',
      `to be 'kept'`,
      'a suite',
      'No port',
      'nowhere.ts',
      'A stray one.',
    ];
    for (const part of parts) expect(told).toContain(part);
  });

  it('ends with the totals of all runs alone', () => {
    const one = writeReport('one.json', { passed: 1, failed: 0, failures: [] });
    const two = writeReport('two.json', { passed: 2, failed: 0, failures: [] });
    expect(summarize('0', one, two)).toEqual(['3 passed, 0 failed']);
  });

  it('tells of hundreds of failures no more than the end of a log holds', () => {
    const failures = Array.from({ length: 300 }, (_, number) => ({
      name: `test ${number}`,
      messages: ['a long line '.repeat(100), 'line\n'.repeat(500)],
    }));
    const lines = summarize('1', writeReport('many.json', { passed: 0, failed: 300, failures }));
    expect(lines.filter((line) => line.startsWith('failed: test '))).toHaveLength(300);
    expect(lines.join('\n').length).toBeLessThan(30_000);
  });

  it('counts what failed outside of a run, and a run that left no report', () => {
    expect(summarize('1').at(-1)).toBe('0 passed, 1 failed');
    const [told, , total] = summarize('1', join(folder, 'missing.json'));
    expect([told, total]).toEqual([expect.stringContaining('no report'), '0 passed, 1 failed']);
  });
});
