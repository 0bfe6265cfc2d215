/** The sender that one would otherwise build: BullMQ over Redis and `fetch`. Started by `bench/bullmq.ts`. */

import { Queue, Worker } from 'bullmq';

/** What one order asks for: a POST of the body to each address. */
export interface Order {
  readonly urls: readonly string[];
  readonly body: string;
}

/** As many as keep one machine busy. */
const PARALLEL = 48;

const connection = { host: '127.0.0.1', port: Number(process.argv[2]) };
const queue = new Queue<Order['urls'][number]>('deliveries', { connection });
let body = '';
const worker = new Worker<string>(
  'deliveries',
  async ({ data: url }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await response.text();
    if (!response.ok) throw new Error(`The receiver answered ${response.status}.`);
  },
  { connection, concurrency: PARALLEL },
);
await worker.waitUntilReady();

process.on('message', async (order: Order) => {
  body = order.body;
  await queue.addBulk(
    order.urls.map((url) => ({ name: 'post', data: url, opts: { attempts: 10, removeOnComplete: true } })),
  );
});
process.send?.('ready');
