import { beforeEach, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../../../src/article/filter.ts';
import type { LedgerContext } from '../../../src/ledger/context.ts';
import { putCategory } from '../../../src/ledger/directory.ts';
import { readFeedDocument } from '../../../src/ledger/feeds/feed-query.ts';
import { readHealth } from '../../../src/ledger/health.ts';
import { migrate } from '../../../src/ledger/schema.ts';
import type { MailboxDoor } from '../../../src/ledger/webhooks/carriers.ts';
import { readSettings } from '../../../src/settings.ts';
import type { LeaseRequest } from '../../../src/websub/lease.ts';
import {
  considerLease,
  endExpiredLeases,
  endLease,
  findNextLeaseChange,
  grantLease,
  syncLeases,
  takeLeaseReport,
} from '../../../src/websub/leases.ts';
import { findNextPush, handOutPushes, notePush } from '../../../src/websub/pushes.ts';
import { FakeStorage } from '../../support/sqlite.ts';

const START = Date.UTC(2026, 10, 23);
const SETTINGS = { PUBLIC_URL: 'https://gazette.example' };

/** A ledger in memory whose Mailboxes note what they are told. */
class World {
  readonly storage = new FakeStorage();
  now = START;
  readonly told: string[] = [];
  readonly bodies: string[] = [];
  isMailboxDown = false;
  #made = 0;

  constructor() {
    migrate(this.storage as unknown as DurableObjectStorage);
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

  readonly open = (id: string): MailboxDoor => {
    const tell = async (what: string) => {
      if (this.isMailboxDown) throw new Error('The Mailbox is away.');
      this.told.push(`${what} ${id}`);
    };
    return {
      accept: async (target, messages) => {
        await tell(`accept ${messages.map((message) => message.id.split('_')[1]).join()} ${target.secret}`);
        this.bodies.push(...messages.map(({ body }) => body));
      },
      configure: (target) => tell(`configure ${target.secret}`),
      remove: () => tell('remove'),
      cancelArticle: () => tell('cancel'),
    };
  };

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

let world: World;
beforeEach(() => {
  world = new World();
});

describe('room', () => {
  test('is for 500 leases of a host; a renewal, another host and one that ended find some', () => {
    const ofHost = (number: number) => request(0, { callback: `https://reader.example/${number}` });
    for (let number = 0; number < 500; number += 1) {
      expect(grantLease(world.ledger(), ofHost(number)).ok).toBe(true);
    }
    const refused = {
      ok: false,
      failure: { code: 'too_many_subscriptions_of_host', retryAfterSeconds: 3600 },
    };
    expect(considerLease(world.ledger(), ofHost(500))).toMatchObject(refused);
    expect(grantLease(world.ledger(), ofHost(500))).toMatchObject(refused);
    expect(grantLease(world.ledger(), ofHost(7)).ok).toBe(true);
    expect(grantLease(world.ledger(), request(1)).ok).toBe(true);
    endLease(world.ledger(), ofHost(7).topic, ofHost(7).callback);
    expect(grantLease(world.ledger(), ofHost(500)).ok).toBe(true);
  });

  test('is for 5,000 leases in all', () => {
    for (let number = 0; number < 5000; number += 1) grantLease(world.ledger(), request(number));
    expect(grantLease(world.ledger(), request(5000))).toMatchObject({
      ok: false,
      failure: { code: 'too_many_subscriptions' },
    });
    expect(world.countLeases()).toBe(5000);
  }, 60_000);

  test('is for each format of a feed by itself, and once for each callback', () => {
    for (const format of ['rss', 'atom', 'json', 'rss', 'json'] as const) {
      grantLease(world.ledger(), request(1, { topic: { scope: 'all', format } }));
    }
    expect(world.countLeases()).toBe(3);
  });
});

describe('a lease', () => {
  test('ends at its time, its Mailbox is removed, and nothing is left', async () => {
    grantLease(world.ledger(), request(1));
    expect(findNextLeaseChange(world.ledger())).toBe(START + 300_000);
    world.now += 299_999;
    endExpiredLeases(world.ledger());
    expect(await syncLeases(world.ledger(), world.open, 500)).toBe(0);
    world.now += 1;
    endExpiredLeases(world.ledger());
    await syncLeases(world.ledger(), world.open, 500);
    expect(world.told).toEqual(['remove ws_000001']);
    expect(world.countLeases()).toBe(0);
    expect(findNextLeaseChange(world.ledger())).toBeNull();
  });

  test('that is renewed lasts from then on, and its Mailbox is told the new secret', async () => {
    grantLease(world.ledger(), request(1));
    world.now += 200_000;
    grantLease(world.ledger(), request(1, { secret: 'new', leaseSeconds: 400 }));
    await syncLeases(world.ledger(), world.open, 500);
    expect(world.told).toEqual(['configure new ws_000001']);
    expect(findNextLeaseChange(world.ledger())).toBe(START + 600_000);
  });

  test('whose Mailbox cannot be told is told later', async () => {
    grantLease(world.ledger(), request(1));
    endLease(world.ledger(), request(1).topic, request(1).callback);
    world.isMailboxDown = true;
    await syncLeases(world.ledger(), world.open, 500);
    expect(findNextLeaseChange(world.ledger())).toBe(START + 2000);
    world.isMailboxDown = false;
    world.now += 2000;
    await syncLeases(world.ledger(), world.open, 500);
    expect(world.told).toEqual(['remove ws_000001']);
  });

  test('ends where its callback is gone, but not where it was renewed after that was found', () => {
    grantLease(world.ledger(), request(1));
    const report = { id: 'ws_000001', version: 1, kind: 'disabled', reason: '', at: START } as const;
    grantLease(world.ledger(), request(1));
    expect(takeLeaseReport(world.ledger(), report)).toBe(true);
    expect(considerLease(world.ledger(), request(1)).ok).toBe(true);
    expect(findNextLeaseChange(world.ledger())).toBe(START);
    takeLeaseReport(world.ledger(), { ...report, version: 2, kind: 'failing' });
    grantLease(world.ledger(), request(1));
    expect(world.countLeases()).toBe(1);
    takeLeaseReport(world.ledger(), { ...report, version: 3 });
    grantLease(world.ledger(), request(1));
    expect(world.countLeases()).toBe(2);
  });

  test('is not what a report about a webhook is about', () => {
    const report = { id: 'ep_1', version: 1, kind: 'disabled', reason: '', at: START } as const;
    expect(takeLeaseReport(world.ledger(), report)).toBe(false);
  });
});

describe('a push', () => {
  test('goes to those who were there before the change, once for each change', async () => {
    await world.project();
    grantLease(world.ledger(), request(1));
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(0);
    await world.project();
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(0);
    await world.project({ ...SETTINGS, PUBLICATION_TITLE: 'Another name' });
    grantLease(world.ledger(), request(2));
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(1);
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(0);
    expect(world.told).toEqual(['accept 000000000002 null ws_000001']);
  });

  test('waits for the store: what the feed does not show is sent to nobody', async () => {
    grantLease(world.ledger(), request(1));
    await world.project();
    world.storage.sql.exec('UPDATE documents SET dirty_since = ?', START);
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(0);
    expect(findNextPush(world.ledger())).toBeNull();
    expect(readHealth(world.ledger()).pending_messages).toBe(1);
    world.storage.sql.exec('UPDATE documents SET dirty_since = NULL');
    expect(findNextPush(world.ledger())).toBe(START);
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(1);
    expect(readHealth(world.ledger()).pending_messages).toBe(0);
  });

  test('goes out page by page, and to a Mailbox that was away later', async () => {
    for (let number = 1; number <= 5; number += 1) grantLease(world.ledger(), request(number));
    await world.project();
    expect(await handOutPushes(world.ledger(), world.open, 2)).toBe(2);
    world.isMailboxDown = true;
    expect(await handOutPushes(world.ledger(), world.open, 2)).toBe(2);
    world.isMailboxDown = false;
    expect(await handOutPushes(world.ledger(), world.open, 2)).toBe(1);
    expect(world.told).toHaveLength(3);
    expect(findNextPush(world.ledger())).toBe(START + 2000);
    world.now += 2000;
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(2);
    expect(new Set(world.told).size).toBe(5);
    expect(findNextPush(world.ledger())).toBeNull();
  });

  test('does not go to a lease that has ended meanwhile', async () => {
    grantLease(world.ledger(), request(1));
    await world.project();
    world.now += 300_000;
    expect(await handOutPushes(world.ledger(), world.open, 500)).toBe(0);
    expect(world.told).toEqual([]);
  });

  test('has the bytes of its own format', async () => {
    for (const format of ['rss', 'atom', 'json'] as const) {
      grantLease(world.ledger(), request(1, { topic: { scope: 'all', format } }));
    }
    await world.project();
    await handOutPushes(world.ledger(), world.open, 500);
    expect(world.bodies.map((body) => body.slice(0, 200).match(/<rss|<feed|jsonfeed/)?.[0])).toEqual([
      '<feed',
      'jsonfeed',
      '<rss',
    ]);
  });
});

test('a subscription to a feed that does not exist is not found', () => {
  const wanted = request(1, { topic: { scope: 'category/roads', format: 'rss' } });
  expect(grantLease(world.ledger(), wanted)).toMatchObject({ failure: { code: 'feed_not_found' } });
  putCategory(world.ledger(), { slug: 'roads', name: 'Roads', description: null });
  expect(grantLease(world.ledger(), wanted).ok).toBe(true);
});
