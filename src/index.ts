/** The Worker: requests, the cron, and the Durable Objects. Wiring only. */

export { DeliveryQueue } from './delivery/queue.ts';
export { Sender } from './delivery/sender.ts';
export { Ledger } from './ledger/ledger.ts';

import { buildApp } from './app.ts';
import type { Env } from './env.ts';
import { openLedger } from './env.ts';
import { App } from './http/app-routes.ts';
import { answerFault } from './http/fallback.ts';
import { mountFeeds } from './http/feeds/feeds.ts';

/** Feeds alone, so that a process which has just started needs no more to answer one. */
const entrance = new App();
mountFeeds(entrance);
entrance.onError(answerFault);
/** Every address, from when another is asked for. */
let app: App | null = null;
entrance.notFound((c) => {
  app ??= buildApp();
  return app.fetch(c.req.raw, c.env, c.executionCtx);
});

export default {
  fetch: entrance.fetch,
  async scheduled(_controller, env) {
    await openLedger(env).wake();
  },
} satisfies ExportedHandler<Env>;
