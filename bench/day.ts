/** What a day of notifications costs of the free plan's daily limits, computed from what one article was counted to use. */

import type { Receiver } from '../tests/support/receiver.ts';
import type { Service } from '../tests/support/service.ts';
import type { AimedFigure } from './aims.ts';
import type { Usage } from './counting-worker.ts';
import { createEndpoints, publishAndWait, sleep } from './publishing.ts';

/** Articles that are counted; their mean is what one costs. */
const COUNTED_ARTICLES = 3;
/** Documents of a feed wait a second for their next write; it belongs to the article that caused it. */
const AFTERMATH_MS = 2500;

/** Workers Free, each day (developers.cloudflare.com, pricing of Workers, KV and Durable Objects, October 2026). */
const FREE_PLAN: readonly (readonly [name: string, limit: number, count: (usage: Usage) => number])[] = [
  ['rows written', 100_000, (usage) => usage.rowsWritten],
  ['rows read', 5_000_000, (usage) => usage.rowsRead],
  ['requests of Durable Objects', 100_000, (usage) => usage.objectRequests],
  ['requests of the Worker', 100_000, (usage) => usage.workerRequests],
  ['KV writes', 1000, (usage) => usage.kvWrites],
];

/** Publishes a few articles to a service that counts, and gives the Markdown table of a day and the figures that have an aim. */
export async function measureDay(
  service: Service,
  receiver: Receiver,
  day: { readonly articles: number; readonly endpoints: number },
): Promise<{ readonly table: string; readonly figures: readonly AimedFigure[] }> {
  await createEndpoints(service, receiver, 0, day.endpoints);
  const all = Array.from({ length: day.endpoints }, (_, number) => number);
  await publishAndWait(service, receiver, all);
  await sleep(AFTERMATH_MS);
  await readUsage(service);
  for (let article = 0; article < COUNTED_ARTICLES; article++) {
    await publishAndWait(service, receiver, all);
    await sleep(AFTERMATH_MS);
  }
  const usage = await readUsage(service);
  const shares: number[] = [];
  const lines = FREE_PLAN.map(([name, limit, count]) => {
    const perArticle = count(usage) / COUNTED_ARTICLES;
    const perDay = perArticle * day.articles;
    const percent = (100 * perDay) / limit;
    shares.push(percent);
    const cells = [
      name,
      perArticle.toFixed(0),
      (perArticle / day.endpoints).toFixed(1),
      perDay.toFixed(0),
      limit,
      `${percent.toFixed(1)} %`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const table = `A day of ${day.articles} articles, each to ${day.endpoints} endpoints that take it at once:

| | an article | a delivery | the day | free plan | share |
|---|---:|---:|---:|---:|---:|
${lines.join('\n')}`;
  const perDelivery = usage.rowsWritten / COUNTED_ARTICLES / day.endpoints;
  const figures = [
    { name: 'rows written a delivery', measured: perDelivery, aim: 1.5 },
    {
      name: `a day of ${day.articles} articles to ${day.endpoints} endpoints, of its largest share of the free plan, %`,
      measured: Math.max(...shares),
      aim: 6,
    },
  ];
  return { table, figures };
}

/** Reads the counters, which begin again at nothing. */
async function readUsage(service: Service): Promise<Usage> {
  return (await (await fetch(`${service.origin}/usage`)).json()) as Usage;
}
