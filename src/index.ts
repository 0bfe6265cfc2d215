/** The Worker: requests, the cron, and the Durable Objects. Wiring only. */

import { buildApp } from './app.ts';
import type { Env } from './env.ts';
import { LEDGER_NAME } from './env.ts';

export { DeliveryQueue } from './delivery/queue.ts';
export { Sender } from './delivery/sender.ts';
export { Ledger } from './ledger/ledger.ts';

const app = buildApp();

export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await env.LEDGER.getByName(LEDGER_NAME).wake();
  },
} satisfies ExportedHandler<Env>;
