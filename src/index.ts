/** The Worker: requests, the watchdog's schedule, and the Durable Objects. Wiring only. */

import { buildApp } from './app.ts';
import type { Env } from './env.ts';
import { LEDGER_NAME } from './env.ts';

export { Courier } from './delivery/courier.ts';
export { Mailbox } from './delivery/mailbox.ts';
export { Runner } from './delivery/runner.ts';
export { Ledger } from './ledger/ledger.ts';

const app = buildApp();

export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await env.LEDGER.getByName(LEDGER_NAME).wake();
  },
} satisfies ExportedHandler<Env>;
