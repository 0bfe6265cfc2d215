import { beforeEach, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../../../src/article/filter.ts';
import type { LedgerContext } from '../../../src/ledger/context.ts';
import { putCategory } from '../../../src/ledger/directory-changes.ts';
import { readFeedDocument } from '../../../src/ledger/feeds/feed-query.ts';
import { readHealth } from '../../../src/ledger/health.ts';
import { LEDGER_MIGRATIONS } from '../../../src/ledger/schema.ts';
import type { OpenQueue } from '../../../src/ledger/webhooks/outbox.ts';
import { migrate } from '../../../src/migrate.ts';
import { readSettings } from '../../../src/settings.ts';
import type { LeaseRequest } from '../../../src/websub/hub-request.ts';
import {
  considerLease,
  endLease,
  findNextLeaseChange,
  grantLease,
  syncLeases,
  takeLeaseReport,
} from '../../../src/websub/leases.ts';
import { findNextPush, notePush, sendPushes } from '../../../src/websub/pushes.ts';
import { FakeStorage } from '../../support/sqlite.ts';

const START = Date.UTC(2026, 10, 23);
const SETTINGS = { PUBLIC_URL: 'https://gazette.example' };

/** A ledger in memory whose queues note what they are told. */
class Harness {
  readonly storage = new FakeStorage();
  now = START;
  readonly told: string[] = [];
  readonly bodies: string[] = [];
  isQueueDown = false;
  #made = 0;

  constructor() {
    migrate(this.storage as unknown as DurableObjectStorage, LEDGER_MIGRATIONS);
  }

  ledger(settings: Record<string, string> = SETTINGS): LedgerContext {
    return {
      sql: this.storage.sql as unknown as SqlStorage,
      settings: readSettings(settings),
      now: this.now,
      makeId: () => {
        this.#made += 1;
        return String(this.#made).padStart(6, '0');
      },
    };
  }

  readonly open: OpenQueue = () => {
    const tell = async (...what: string[]) => {
      if (this.isQueueDown) throw new Error('The queue is away.');
      this.told.push(...what);
    };
    return {
      enqueue: async (event, targets) => {
        await tell(...targets.map(({ id, secret }) => `enqueue ${event.id.split('_')[1]} ${secret} ${id}`));
        this.bodies.push(event.body);
      },
      configure: (targets) => tell(...targets.map(({ id, secret }) => `configure ${secret} ${id}`)),
      remove: (id) => tell(`remove ${id}`),
      cancelArticle: () => tell('cancel'),
    };
  };

  readonly make = (): LedgerContext => this.ledger();

  /** The document of everything reaches the store. */
  async project(settings: Record<string, string> = SETTINGS): Promise<void> {
    const ledger = this.ledger(settings);
    this.storage.sql.exec(
      `INSERT INTO documents (key, wanted, written, dirty_since, changed_at, written_at, due_at, failures, digest)
       VALUES ('feed/all', 0, 0, NULL, ?, 0, 0, 0, '') ON CONFLICT DO NOTHING`,
      START,
    );
    notePush(ledger, 'all', await readFeedDocument(ledger, EVERYTHING, null, START));
  }

  countLeases(): number {
    return this.storage.countRows('leases');
  }
}

const request = (number: number, fields: Partial<LeaseRequest> = {}): LeaseRequest => ({
  topic: { scope: 'all', format: 'json' },
  callback: `https://reader-${number}.example/`,
  secret: null,
  leaseSeconds: 300,
  ...fields,
});

let harness: Harness;
beforeEach(() => {
  harness = new Harness();
});

describe('room', () => {
  test('is for 500 leases of a host; a renewal, another host and one that ended find some', () => {
    const ofHost = (number: number) => request(0, { callback: `https://reader.example/${number}` });
    for (let number = 0; number < 500; number += 1) {
      expect(grantLease(harness.ledger(), ofHost(number)).ok).toBe(true);
    }
    const refused = {
      ok: false,
      failure: { code: 'too_many_subscriptions_of_host', retryAfterSeconds: 3600 },
    };
    expect(considerLease(harness.ledger(), ofHost(500))).toMatchObject(refused);
    expect(grantLease(harness.ledger(), ofHost(500))).toMatchObject(refused);
    expect(grantLease(harness.ledger(), ofHost(7)).ok).toBe(true);
    expect(grantLease(harness.ledger(), request(1)).ok).toBe(true);
    endLease(harness.ledger(), ofHost(7).topic, ofHost(7).callback);
    expect(grantLease(harness.ledger(), ofHost(500)).ok).toBe(true);
  });

  test('is for 5,000 leases in all', () => {
    grantLease(harness.ledger(), request(0));
    // Each grant counts those before it: as rows they are there at once.
    harness.storage.sql.exec(
      `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 4998)
       INSERT INTO leases (id, shard, scope, format, callback, host, version, synced, pushed, expires_at, due_at, failures)
       SELECT 'ws_row' || n, shard, scope, format, 'https://reader-' || n || '.example/', 'reader-' || n || '.example',
         version, synced, pushed, expires_at, due_at, failures
       FROM n, leases`,
    );
    expect(grantLease(harness.ledger(), request(4999)).ok).toBe(true);
    expect(grantLease(harness.ledger(), request(5000))).toMatchObject({
      ok: false,
      failure: { code: 'too_many_subscriptions' },
    });
    expect(harness.countLeases()).toBe(5000);
  });

  test('is for each format of a feed by itself, and once for each callback', () => {
    for (const format of ['rss', 'atom', 'json', 'rss', 'json'] as const) {
      grantLease(harness.ledger(), request(1, { topic: { scope: 'all', format } }));
    }
    expect(harness.countLeases()).toBe(3);
  });
});

describe('a lease', () => {
  test('ends at its time, its queue is told, and nothing is left', async () => {
    grantLease(harness.ledger(), request(1));
    expect(findNextLeaseChange(harness.ledger())).toBe(START + 300_000);
    harness.now += 299_999;
    expect(await syncLeases(harness.make, harness.open)).toBe(0);
    harness.now += 1;
    await syncLeases(harness.make, harness.open);
    expect(harness.told).toEqual(['remove ws_000001']);
    expect(harness.countLeases()).toBe(0);
    expect(findNextLeaseChange(harness.ledger())).toBeNull();
  });

  test('that is renewed lasts from then on, and its queue is told the new secret', async () => {
    grantLease(harness.ledger(), request(1));
    harness.now += 200_000;
    grantLease(harness.ledger(), request(1, { secret: 'new', leaseSeconds: 400 }));
    await syncLeases(harness.make, harness.open);
    expect(harness.told).toEqual(['configure new ws_000001']);
    expect(findNextLeaseChange(harness.ledger())).toBe(START + 600_000);
  });

  test('whose queue cannot be told is told later', async () => {
    grantLease(harness.ledger(), request(1));
    endLease(harness.ledger(), request(1).topic, request(1).callback);
    harness.isQueueDown = true;
    await syncLeases(harness.make, harness.open);
    const dueAt = findNextLeaseChange(harness.ledger()) ?? 0;
    expect(dueAt).toBeGreaterThan(START + 1000);
    expect(dueAt).toBeLessThan(START + 3000);
    harness.isQueueDown = false;
    harness.now = dueAt;
    await syncLeases(harness.make, harness.open);
    expect(harness.told).toEqual(['remove ws_000001']);
  });

  test('ends where its callback is gone, but not where it was renewed after that was found', () => {
    grantLease(harness.ledger(), request(1));
    const report = {
      id: 'ws_000001',
      version: 1,
      kind: 'disabled',
      reason: 'receiver_gone',
      failure: null,
      at: START,
    } as const;
    grantLease(harness.ledger(), request(1));
    expect(takeLeaseReport(harness.ledger(), report)).toBe(true);
    expect(considerLease(harness.ledger(), request(1)).ok).toBe(true);
    expect(findNextLeaseChange(harness.ledger())).toBe(START);
    takeLeaseReport(harness.ledger(), {
      id: report.id,
      at: START,
      failure: null,
      version: 2,
      kind: 'failing',
    });
    grantLease(harness.ledger(), request(1));
    expect(harness.countLeases()).toBe(1);
    takeLeaseReport(harness.ledger(), { ...report, version: 3 });
    grantLease(harness.ledger(), request(1));
    expect(harness.countLeases()).toBe(2);
  });

  test('is not what a report about a webhook is about', () => {
    const report = {
      id: 'ep_1',
      version: 1,
      kind: 'disabled',
      reason: 'receiver_gone',
      failure: null,
      at: START,
    } as const;
    expect(takeLeaseReport(harness.ledger(), report)).toBe(false);
  });
});

describe('a push', () => {
  test('goes to those who were there before the change, once for each change', async () => {
    await harness.project();
    grantLease(harness.ledger(), request(1));
    await sendPushes(harness.make, harness.open);
    await harness.project();
    await sendPushes(harness.make, harness.open);
    expect(harness.told).toEqual([]);
    await harness.project({ ...SETTINGS, PUBLICATION_TITLE: 'Another name' });
    grantLease(harness.ledger(), request(2));
    await sendPushes(harness.make, harness.open);
    await sendPushes(harness.make, harness.open);
    expect(harness.told).toEqual(['enqueue 000000000002 null ws_000001']);
  });

  test('waits for the store: what the feed does not show is sent to nobody', async () => {
    grantLease(harness.ledger(), request(1));
    await harness.project();
    harness.storage.sql.exec('UPDATE documents SET dirty_since = ?', START);
    await sendPushes(harness.make, harness.open);
    expect(harness.told).toEqual([]);
    expect(findNextPush(harness.ledger())).toBeNull();
    expect(readHealth(harness.ledger()).pendingMessages).toBe(1);
    harness.storage.sql.exec('UPDATE documents SET dirty_since = NULL');
    expect(findNextPush(harness.ledger())).toBe(START);
    await sendPushes(harness.make, harness.open);
    expect(harness.told).toHaveLength(1);
    expect(readHealth(harness.ledger()).pendingMessages).toBe(0);
  });

  test('goes to a queue that was away later, and to each lease once', async () => {
    for (let number = 1; number <= 5; number += 1) grantLease(harness.ledger(), request(number));
    await harness.project();
    harness.isQueueDown = true;
    await sendPushes(harness.make, harness.open);
    expect(harness.told).toEqual([]);
    harness.isQueueDown = false;
    harness.now += 3000;
    await sendPushes(harness.make, harness.open);
    await sendPushes(harness.make, harness.open);
    expect(harness.told).toHaveLength(5);
    expect(new Set(harness.told).size).toBe(5);
    expect(findNextPush(harness.ledger())).toBeNull();
  });

  test('does not go to a lease that has ended meanwhile', async () => {
    grantLease(harness.ledger(), request(1));
    await harness.project();
    harness.now += 300_000;
    await sendPushes(harness.make, harness.open);
    expect(harness.told).toEqual([]);
  });

  test('has the bytes of its own format', async () => {
    for (const format of ['rss', 'atom', 'json'] as const) {
      grantLease(harness.ledger(), request(1, { topic: { scope: 'all', format } }));
    }
    await harness.project();
    await sendPushes(harness.make, harness.open);
    expect(harness.bodies.map((body) => body.slice(0, 200).match(/<rss|<feed|jsonfeed/)?.[0])).toEqual([
      '<feed',
      'jsonfeed',
      '<rss',
    ]);
  });
});

test('a subscription to a feed that does not exist is not found', () => {
  const wanted = request(1, { topic: { scope: 'category/roads', format: 'rss' } });
  expect(grantLease(harness.ledger(), wanted)).toMatchObject({ failure: { code: 'feed_not_found' } });
  putCategory(harness.ledger(), { slug: 'roads', name: 'Roads', description: null });
  expect(grantLease(harness.ledger(), wanted).ok).toBe(true);
});
