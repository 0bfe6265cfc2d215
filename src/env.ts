/** What the platform hands to the Worker and its objects: settings and bindings. */

import type { Courier } from './delivery/courier.ts';
import type { Mailbox } from './delivery/mailbox.ts';
import type { Runner } from './delivery/runner.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { SettingsSource } from './settings.ts';

export interface Env extends SettingsSource {
  /** The published store. */
  readonly ARTICLES: KVNamespace;
  /** The ledger: one object, named LEDGER_NAME. */
  readonly LEDGER: DurableObjectNamespace<Ledger>;
  /** One object per endpoint, named by its id. */
  readonly MAILBOX: DurableObjectNamespace<Mailbox>;
  /** A few objects that make first attempts, each for many endpoints (courier-name.ts). */
  readonly COURIER: DurableObjectNamespace<Courier>;
  /** Objects that make POSTs for a Courier whose receivers hang, named by it and a number. */
  readonly RUNNER: DurableObjectNamespace<Runner>;
  readonly READ_LIMIT: RateLimit;
  readonly SIGN_IN_LIMIT: RateLimit;
}

/** There is one ledger: every editor's write goes through the object of this name. */
export const LEDGER_NAME = 'ledger';
