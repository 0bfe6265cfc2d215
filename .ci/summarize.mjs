/**
 * `summarize.mjs STATUS REPORT…`: the failures of reports by `tests/support/gate-reporter.ts`, each with the first lines of
 * why, and the totals alone on the last line. STATUS is 0 where everything that was run ended well.
 */

import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Who keeps the end of the output alone still has all of this. */
const MAX_FAILURES = 20;
const MAX_LINES = 12;
const MAX_CHARACTERS = 200;

const [status = '', ...files] = process.argv.slice(2);

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { passed: 0, failed: 1, failures: [{ name: `${file}: no report`, messages: [String(error)] }] };
  }
}

function tell({ name, messages }) {
  const lines = messages.flatMap((message) => stripVTControlCharacters(message).split('\n'));
  const shown = lines.filter((line) => line.trim() !== '').slice(0, MAX_LINES);
  return [`failed: ${name}`, ...shown.map((line) => `    ${line.slice(0, MAX_CHARACTERS)}`)].join('\n');
}

const reports = files.map(readReport);
const failures = reports.flatMap((report) => report.failures);
const passed = reports.reduce((sum, report) => sum + report.passed, 0);
let failed = reports.reduce((sum, report) => sum + report.failed, 0);
if (status !== '0' && failed === 0) {
  failed = 1;
  failures.push({ name: 'something that is no test: see above', messages: [] });
}
for (const failure of failures.slice(0, MAX_FAILURES)) console.log(tell(failure));
for (const { name } of failures.slice(MAX_FAILURES)) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
