/** What receivers that do their worst do to the latency of those that are well: the same articles without and with them. */

import { HOSTILE_BEHAVIOURS } from '../tests/support/hostile-receivers.ts';
import type { Receiver } from '../tests/support/receiver.ts';
import type { Service } from '../tests/support/service.ts';
import { createEndpoints, findPercentile, publishAndWait, sleep } from './publishing.ts';

const HEALTHY = 40;
const ARTICLES = 25;

/** Gives back a table of milliseconds. The service must be fresh. */
export async function measureIsolation(service: Service, receiver: Receiver): Promise<string> {
  const healthy = Array.from({ length: HEALTHY }, (_, number) => number);
  const publish = async () => {
    const latencies: number[] = [];
    for (let article = 0; article < ARTICLES; article++) {
      latencies.push(...(await publishAndWait(service, receiver, healthy)).latenciesMs);
      // The store takes one write a second and key: an article that follows sooner waits for the one before.
      await sleep(1100);
    }
    return latencies;
  };
  await createEndpoints(service, receiver, 0, HEALTHY);
  await publishAndWait(service, receiver, healthy);
  const rows: [string, number[]][] = [['without', await publish()]];
  for (const [name, behaviour] of Object.entries(HOSTILE_BEHAVIOURS)) {
    receiver.behaviours.set(name, [behaviour]);
    const url = `${receiver.origin}/hooks/${name}`;
    const format = name.startsWith('slack') ? 'slack' : 'standard';
    await (await service.call('POST', '/api/webhooks', { url, format })).text();
  }
  rows.push(['beside them', await publish()]);
  for (const name of Object.keys(HOSTILE_BEHAVIOURS)) receiver.behaviours.delete(name);
  return [
    `${ARTICLES} articles to ${HEALTHY} healthy receivers, beside ${Object.keys(HOSTILE_BEHAVIOURS).join(', ')}:\n`,
    '| | p50 ms | p99 ms |',
    '|---|---:|---:|',
    ...rows.map(
      ([name, latencies]) =>
        `| ${name} | ${findPercentile(latencies, 0.5)} | ${findPercentile(latencies, 0.99)} |`,
    ),
  ].join('\n');
}
