/** An installation that holds nothing, in the runtime that the tests of a project share. */

import { listDurableObjectIds, reset, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

/**
 * Deletes all that is stored. The platform's own `reset` passes over what it has evicted, as it does with each object that
 * nobody asks for ten seconds: so each is asked first, those that are KV and the bucket too.
 */
export async function resetService(): Promise<void> {
  await Promise.all([env.ARTICLES.list({ limit: 1 }), env.FILES?.list({ limit: 1 })]);
  for (const namespace of [env.LEDGER, env.DELIVERY] as unknown as DurableObjectNamespace[]) {
    for (const id of await listDurableObjectIds(namespace))
      await runInDurableObject(namespace.get(id), () => undefined);
  }
  await reset();
}
