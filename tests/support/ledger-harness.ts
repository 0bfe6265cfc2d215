/** A ledger in memory, in Node. */

import { scheduler } from 'node:timers/promises';
import { vi } from 'vitest';
import type { Actor } from '../../src/ledger/actor.ts';
import type { LedgerContext } from '../../src/ledger/context.ts';
import { LEDGER_MIGRATIONS } from '../../src/ledger/schema.ts';
import { migrate } from '../../src/migrate.ts';
import type { SettingsSource } from '../../src/settings.ts';
import { readSettings } from '../../src/settings.ts';
import { FakeStorage } from './sqlite.ts';

const LEDGER_START = Date.UTC(2026, 10, 23);
export const ADMINISTRATOR: Actor = { tokenId: 'first', name: 'First', role: 'admin' };

/** Opens one; what it gives is the ledger so many seconds after LEDGER_START. */
export function openLedgerHarness(source: SettingsSource = {}): (seconds: number) => LedgerContext {
  // Node has the platform's clock for waiting under another name.
  vi.stubGlobal('scheduler', scheduler);
  const storage = new FakeStorage();
  migrate(storage as unknown as DurableObjectStorage, LEDGER_MIGRATIONS);
  let made = 0;
  return (seconds) => ({
    sql: storage.sql as unknown as SqlStorage,
    settings: readSettings({ PUBLIC_URL: 'https://gazette.example', ...source }),
    now: LEDGER_START + seconds * 1000,
    makeId: () => {
      made += 1;
      return String(made).padStart(6, '0');
    },
  });
}
