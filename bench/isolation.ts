/** What receivers that do their worst do to the latency of those that are well: the same articles without and with them. */

import { HOSTILE_BEHAVIOURS } from '../tests/support/hostile-receivers.ts';
import type { Receiver } from '../tests/support/receiver.ts';
import type { Service } from '../tests/support/service.ts';
import { AFTERMATH_MS, createEndpoints, findPercentile, publishAndWait, sleep } from './publishing.ts';

const HEALTHY = 40;
/** Beside them: as many that are well, and then as many that fail at once. */
const NEIGHBOURS = 120;
const ARTICLES = 25;

/** Gives back a table of milliseconds. The service must be fresh. */
export async function measureIsolation(service: Service, receiver: Receiver): Promise<string> {
  const healthy = Array.from({ length: HEALTHY }, (_, number) => number);
  const publish = async (name: string) => {
    const latencies: number[] = [];
    const acknowledged: number[] = [];
    for (let article = 0; article < ARTICLES; article++) {
      const round = await publishAndWait(service, receiver, healthy);
      latencies.push(...round.latenciesMs);
      acknowledged.push(round.acknowledgedMs);
      await sleep(AFTERMATH_MS);
    }
    const cells = [latencies, acknowledged].flatMap((list) =>
      [0.5, 0.99].map((share) => findPercentile(list, share)),
    );
    return `| ${[name, ...cells].join(' | ')} |`;
  };
  const add = async (name: string, format = 'standard') => {
    const url = `${receiver.origin}/hooks/${name}`;
    return (await (await service.call('POST', '/api/webhooks', { url, format })).json()) as { id: string };
  };
  const remove = async (ids: readonly string[]) => {
    for (const id of ids) await service.call('DELETE', `/api/webhooks/${id}`);
  };

  await createEndpoints(service, receiver, 0, HEALTHY);
  await publishAndWait(service, receiver, healthy);
  const rows = [await publish('alone')];
  const hostile: string[] = [];
  for (const [name, behaviour] of Object.entries(HOSTILE_BEHAVIOURS)) {
    receiver.behaviours.set(name, [behaviour]);
    hostile.push((await add(name, name.startsWith('slack') ? 'slack' : 'standard')).id);
  }
  rows.push(await publish(`beside ${Object.keys(HOSTILE_BEHAVIOURS).join(', ')}`));
  await remove(hostile);
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, number) => `neighbour-${number}`);
  for (const name of neighbours) await add(name);
  rows.push(await publish(`beside ${NEIGHBOURS} healthy`));
  for (const name of neighbours) receiver.behaviours.set(name, [{ status: 500 }]);
  rows.push(await publish(`beside ${NEIGHBOURS} that answer 500`));
  for (const name of [...Object.keys(HOSTILE_BEHAVIOURS), ...neighbours]) receiver.behaviours.delete(name);
  return [
    `${ARTICLES} articles to ${HEALTHY} healthy receivers, milliseconds:\n`,
    '| | message p50 | message p99 | 201 p50 | 201 p99 |',
    '|---|---:|---:|---:|---:|',
    ...rows,
  ].join('\n');
}
