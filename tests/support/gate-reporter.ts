/** What `.ci/run` tells at its end: how many passed and failed, and of each failure, hooks and imports included, why. */

import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Of one run of vitest; `.ci/summarize.mjs` reads it. */
export interface GateReport {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly { readonly name: string; readonly messages: readonly string[] }[];
}

const tell = ({ message, diff, stacks, stack }: SerializedError): string =>
  [message, diff, stacks?.[0] === undefined ? stack : `at ${stacks[0].file}:${stacks[0].line}`]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');

/** Writes a `GateReport` into the file that `GATE_REPORT` names. */
export default class GateReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], outside: readonly SerializedError[]): void {
    const failures = outside.map((error) => ({ name: 'outside of tests', messages: [tell(error)] }));
    let passed = 0;
    for (const module of modules) {
      const suites = [module, ...module.children.allSuites()];
      for (const suite of suites) {
        const errors = suite.errors();
        const name = 'fullName' in suite ? `${module.moduleId} > ${suite.fullName}` : module.moduleId;
        if (errors.length > 0) failures.push({ name, messages: errors.map(tell) });
      }
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failures.push({ name: test.fullName, messages: (errors ?? []).map(tell) });
      }
    }
    const report: GateReport = { passed, failed: failures.length, failures };
    writeFileSync(process.env.GATE_REPORT ?? 'gate-report.json', JSON.stringify(report));
  }
}
