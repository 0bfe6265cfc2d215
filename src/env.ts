/** What the platform hands to the Worker and its objects: settings and bindings. */

import type { DeliveryQueueCalls } from './delivery/queue-calls.ts';
import type { LedgerCalls } from './ledger/ledger-calls.ts';
import type { SettingsSource } from './settings.ts';

/** An object that answers these calls. */
type Callable<Calls> = Calls & Rpc.DurableObjectBranded;

/** The ledger, as whoever asks it sees it. */
export type LedgerStub = DurableObjectStub<Callable<LedgerCalls>>;

/** A queue, as whoever asks it sees it. */
export type DeliveryQueueStub = DurableObjectStub<Callable<DeliveryQueueCalls>>;

export interface Env extends SettingsSource {
  /** The published store. */
  readonly ARTICLES: KVNamespace;
  /** The ledger: `openLedger`. */
  readonly LEDGER: DurableObjectNamespace<Callable<LedgerCalls>>;
  /** The queues, by shard: `openQueue`. */
  readonly DELIVERY: DurableObjectNamespace<Callable<DeliveryQueueCalls>>;
  /** The bytes of files, by id; absent where the operator wants none: then nothing can be uploaded. */
  readonly FILES?: R2Bucket;
  readonly READ_LIMIT: RateLimit;
  readonly SIGN_IN_LIMIT: RateLimit;
}

/** The one ledger: every editor's write goes through the object of this name. */
export function openLedger({ LEDGER }: Pick<Env, 'LEDGER'>): LedgerStub {
  return LEDGER.getByName('ledger');
}

/** The queue of a shard, which is an endpoint's for good. */
export function openQueue({ DELIVERY }: Pick<Env, 'DELIVERY'>, shard: number): DeliveryQueueStub {
  return DELIVERY.getByName(`queue-${shard}`);
}
