/** What receivers that do their worst do to the latency of those that are well: the same articles without and with them. */

import { HOSTILE_BEHAVIOURS } from '../tests/support/hostile-receivers.ts';
import type { Receiver } from '../tests/support/receiver.ts';
import type { Service } from '../tests/support/service.ts';
import type { AimedFigure } from './aims.ts';
import { AFTERMATH_MS, createEndpoints, findPercentile, publishAndWait, sleep } from './publishing.ts';

const HEALTHY = 40;
/** Beside them: as many that are well, and then as many that fail at once. */
const NEIGHBOURS = 120;
const ARTICLES = 25;

/** Milliseconds of some articles. */
interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly acknowledgedP50: number;
  /** Of the table. */
  readonly line: string;
}

/** Gives back a table of milliseconds, and the figures that have an aim. The service must be fresh. */
export async function measureIsolation(
  service: Service,
  receiver: Receiver,
): Promise<{ readonly table: string; readonly figures: readonly AimedFigure[] }> {
  const healthy = Array.from({ length: HEALTHY }, (_, number) => number);
  const publish = async (name: string): Promise<Measured> => {
    const latencies: number[] = [];
    const acknowledged: number[] = [];
    for (let article = 0; article < ARTICLES; article++) {
      const round = await publishAndWait(service, receiver, healthy);
      latencies.push(...round.latenciesMs);
      acknowledged.push(round.acknowledgedMs);
      await sleep(AFTERMATH_MS);
    }
    const [p50, p99] = [findPercentile(latencies, 0.5), findPercentile(latencies, 0.99)];
    const acknowledgedP50 = findPercentile(acknowledged, 0.5);
    const cells = [name, p50, p99, acknowledgedP50, findPercentile(acknowledged, 0.99)];
    return { p50, p99, acknowledgedP50, line: `| ${cells.join(' | ')} |` };
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
  await sleep(AFTERMATH_MS);
  const alone = await publish('alone');
  const hostile: string[] = [];
  for (const [name, behaviour] of Object.entries(HOSTILE_BEHAVIOURS)) {
    receiver.behaviours.set(name, [behaviour]);
    hostile.push((await add(name, name.startsWith('slack') ? 'slack' : 'standard')).id);
  }
  const besideHostile = await publish(`beside ${Object.keys(HOSTILE_BEHAVIOURS).join(', ')}`);
  await remove(hostile);
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, number) => `neighbour-${number}`);
  for (const name of neighbours) await add(name);
  const besideHealthy = await publish(`beside ${NEIGHBOURS} healthy`);
  for (const name of neighbours) receiver.behaviours.set(name, [{ status: 500 }]);
  const besideFailing = await publish(`beside ${NEIGHBOURS} that answer 500`);
  for (const name of [...Object.keys(HOSTILE_BEHAVIOURS), ...neighbours]) receiver.behaviours.delete(name);
  const table = [
    `${ARTICLES} articles to ${HEALTHY} healthy receivers, milliseconds:\n`,
    '| | message p50 | message p99 | 201 p50 | 201 p99 |',
    '|---|---:|---:|---:|---:|',
    ...[alone, besideHostile, besideHealthy, besideFailing].map(({ line }) => line),
  ].join('\n');
  const hostileToo = `${HEALTHY} healthy beside ${hostile.length} hostile, of those alone`;
  const failingToo = `${HEALTHY} healthy beside ${NEIGHBOURS} that fail, of those beside ${NEIGHBOURS} healthy`;
  const figures = [
    { name: `${hostileToo}: p50`, measured: besideHostile.p50 / alone.p50, aim: 1.3 },
    { name: `${hostileToo}: p99`, measured: besideHostile.p99 / alone.p99, aim: 1.3 },
    { name: `${failingToo}: p50`, measured: besideFailing.p50 / besideHealthy.p50, aim: 2 },
    {
      name: `${failingToo}: the 201, p50`,
      measured: besideFailing.acknowledgedP50 / besideHealthy.acknowledgedP50,
      aim: 2,
    },
  ];
  return { table, figures };
}
