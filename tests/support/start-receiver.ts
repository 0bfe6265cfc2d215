/** Starts one receiver for all tests that run in workerd, and tells them where it is. */

import type { TestProject } from 'vitest/node';
import { startReceiver } from './receiver.ts';

declare module 'vitest' {
  interface ProvidedContext {
    receiverOrigin: string;
    samplesFolder: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const receiver = await startReceiver();
  project.provide('receiverOrigin', receiver.origin);
  return () => receiver.close();
}
