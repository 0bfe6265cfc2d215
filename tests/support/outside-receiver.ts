/** Starts one receiver for all tests that run in workerd, and hands them what lies outside of it. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startReceiver } from './receiver.ts';

declare module 'vitest' {
  interface ProvidedContext {
    receiverOrigin: string;
    /** File name and text of each sample article; null where the folder of samples is not there. */
    govukSamples: [name: string, text: string][] | null;
    districtPage: string;
  }
}

const SAMPLES = join(import.meta.dirname, '../../../shared/samples/govuk');
const DISTRICT_PAGE = join(import.meta.dirname, '../fixtures/yixiu-2021-08-31.txt');

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const receiver = await startReceiver();
  project.provide('receiverOrigin', receiver.origin);
  project.provide('govukSamples', readSamples());
  project.provide('districtPage', readFileSync(DISTRICT_PAGE, 'utf8'));
  return () => receiver.close();
}

function readSamples(): [string, string][] | null {
  if (!existsSync(SAMPLES)) return null;
  return readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, readFileSync(join(SAMPLES, name), 'utf8')]);
}
