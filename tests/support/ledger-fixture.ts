/** A ledger in Node with everything around it: a store, a bucket, a clock that moves by itself, and restarts. */

import { vi } from 'vitest';
import { readArchiveLines } from '../../src/article/archive.ts';
import type { EndpointTarget } from '../../src/delivery/endpoint.ts';
import type { QueuedEvent } from '../../src/delivery/message.ts';
import type { Env } from '../../src/env.ts';
import type { Result } from '../../src/failure.ts';
import type { StoredFile } from '../../src/file/file.ts';
import type { ExportCursor } from '../../src/ledger/export.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import type { SettingsSource } from '../../src/settings.ts';
import { FakeStorage } from './sqlite.ts';

export const FIXTURE_ORIGIN = 'https://gazette.example';
/** More alarms than this one after the other do nothing. */
const MAX_ALARMS = 500;
/** As wrangler.toml has it. */
const CRON_INTERVAL_MS = 300_000;

/** The value of what must not fail. */
export function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

export class LedgerFixture {
  readonly storage = new FakeStorage();
  /** What the published store has, by key. */
  readonly store = new Map<string, unknown>();
  /** What queues were handed: each event, and the endpoints that it goes to. */
  readonly told: { readonly event: QueuedEvent; readonly endpointIds: readonly string[] }[] = [];
  ledger: Ledger;
  readonly #env: Env;

  /** Takes over the clock of the test that makes it; waits pass at once. */
  constructor() {
    vi.stubGlobal('scheduler', {
      wait: async (ms: number) => void vi.setSystemTime(Date.now() + ms),
    });
    const queue = {
      enqueue: async (event: QueuedEvent, targets: readonly EndpointTarget[]) =>
        void this.told.push({ event, endpointIds: targets.map(({ id }) => id) }),
      configure: async () => undefined,
      remove: async () => undefined,
      cancelArticle: async () => undefined,
      wake: async () => false,
    };
    this.#env = {
      PUBLIC_URL: FIXTURE_ORIGIN,
      ALLOW_PRIVATE_TARGETS: 'false',
      CORRECTION_ENTRIES: 'true',
      ARTICLES: {
        put: async (key: string, value: string) => void this.store.set(key, JSON.parse(value)),
        delete: async (key: string) => void this.store.delete(key),
      },
      FILES: { delete: async () => undefined },
      DELIVERY: { getByName: () => queue },
    } as unknown as Env;
    this.ledger = this.#start();
  }

  /** Ends the object and starts it anew on the same data, with these settings beside the usual ones. */
  restart(settings: SettingsSource = {}): void {
    this.ledger = this.#start(settings);
  }

  #start(settings: SettingsSource = {}): Ledger {
    const state = { storage: this.storage, waitUntil: () => undefined };
    return new Ledger(state as unknown as DurableObjectState, { ...this.#env, ...settings });
  }

  /** Lets time pass, firing each alarm at its moment and the cron at the end, until nothing waits to be written. */
  async pass(ms: number): Promise<void> {
    const until = Date.now() + ms;
    await this.#fireAlarms(until);
    vi.setSystemTime(Math.max(Date.now(), until));
    await this.ledger.wake();
    await this.#fireAlarms(until);
  }

  async #fireAlarms(until: number): Promise<void> {
    let crons = 0;
    for (let alarms = 0; ; alarms++) {
      if (alarms > MAX_ALARMS)
        throw new Error('The alarm is set again and again without anything being done.');
      const { alarmAt } = this.storage;
      const now = Date.now();
      const isSettled = this.ledger.readHealth().unprojectedDocuments === 0;
      if (isSettled && (alarmAt === null || alarmAt > until)) return;
      if (alarmAt !== null && (isSettled || alarmAt <= now + CRON_INTERVAL_MS)) {
        vi.setSystemTime(Math.max(now, alarmAt));
        this.storage.alarmAt = null;
        await this.ledger.alarm();
      } else {
        crons += 1;
        if (crons > 1) throw new Error('What waits to be written waits for longer than a cron.');
        vi.setSystemTime(now + CRON_INTERVAL_MS);
        await this.ledger.wake();
      }
    }
  }

  /** Puts the bytes of a file into the bucket and its row into the ledger. */
  async upload(file: StoredFile): Promise<void> {
    take(await this.ledger.beginUpload(file.id));
    take(await this.ledger.finishUpload(file));
  }

  export(): string {
    let text = '';
    for (let cursor: ExportCursor | null = null; ; ) {
      const page = this.ledger.exportPage(cursor);
      text += page.text;
      if (page.cursor === null) return text;
      cursor = page.cursor;
    }
  }

  async restore(archive: string): Promise<Result<null>> {
    const lines = readArchiveLines(archive, FIXTURE_ORIGIN);
    return lines.ok ? await this.ledger.restore(lines.value, false) : lines;
  }
}
