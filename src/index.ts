/** The Worker: requests, the watchdog's schedule, and the Durable Objects. Wiring only. */

import { buildApp } from './app.ts';
import type { Env } from './env.ts';
import { NEWSROOM_NAME } from './env.ts';

export { Newsroom } from './newsroom/newsroom.ts';
export { Courier } from './webhook/courier.ts';
export { Mailbox } from './webhook/mailbox.ts';
export { Runner } from './webhook/runner.ts';

const app = buildApp();

export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await env.NEWSROOM.getByName(NEWSROOM_NAME).wake();
  },
} satisfies ExportedHandler<Env>;
