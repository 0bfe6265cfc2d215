/** `npm run bench:fanout`: the time from an article's publication to its last POST, for 1,000 endpoints. */

import { rmSync } from 'node:fs';
import { readProcessUse } from '../tests/support/process-use.ts';
import { startReceiver } from '../tests/support/receiver.ts';
import { bundleWorker, startService } from '../tests/support/service.ts';
import { createEndpoints, findMedian, publishAndWait } from './publishing.ts';

const ENDPOINTS = Number(process.argv[2] ?? 1000);
const ROUNDS = 5;

const receiver = await startReceiver();
const service = await startService({ args: await bundleWorker() });
try {
  const startedAt = Date.now();
  await createEndpoints(service, receiver, 0, ENDPOINTS);
  console.log(`${ENDPOINTS} endpoints made in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  const numbers = Array.from({ length: ENDPOINTS }, (_, number) => number);
  const lasts: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const before = readProcessUse(service.processGroup, 'workerd').cpuMs;
    const { latenciesMs, acknowledgedMs } = await publishAndWait(service, receiver, numbers);
    const last = Math.max(...latenciesMs);
    lasts.push(last);
    const cpuMs = readProcessUse(service.processGroup, 'workerd').cpuMs - before;
    console.log(
      `article ${round}: acknowledged after ${acknowledgedMs} ms, last POST after ${last} ms, ${cpuMs} ms of CPU`,
    );
  }
  console.log(
    `publish to last of ${ENDPOINTS} POSTs: best ${Math.min(...lasts)} ms, median ${findMedian(lasts)} ms`,
  );
} catch (error) {
  console.error(service.log());
  throw error;
} finally {
  await service.kill();
  await receiver.close();
  rmSync(service.dataFolder, { recursive: true, force: true });
}
