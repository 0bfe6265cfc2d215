/** What the platform hands to the Worker and its objects: settings and bindings. */

import type { DeliveryQueue } from './delivery/queue.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { SettingsSource } from './settings.ts';

export interface Env extends SettingsSource {
  /** The published store. */
  readonly ARTICLES: KVNamespace;
  /** The ledger: one object, named LEDGER_NAME. */
  readonly LEDGER: DurableObjectNamespace<Ledger>;
  /** The queues, by shard (delivery/shard.ts). */
  readonly DELIVERY: DurableObjectNamespace<DeliveryQueue>;
  readonly READ_LIMIT: RateLimit;
  readonly SIGN_IN_LIMIT: RateLimit;
}

/** There is one ledger: every editor's write goes through the object of this name. */
export const LEDGER_NAME = 'ledger';
