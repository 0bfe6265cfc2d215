import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { readNewArticle } from '../../../src/article/input.ts';
import { eventually } from '../../support/eventually.ts';
import { watchFaultsByOwnClock } from '../../support/faults.ts';
import { FIXTURE_ORIGIN, LedgerFixture, take } from '../../support/ledger-fixture.ts';
import { ADMINISTRATOR } from '../../support/ledger-harness.ts';

watchFaultsByOwnClock();

const publish = async ({ ledger }: LedgerFixture, title: string) => {
  const input = take(readNewArticle({ title, content_text: 'Text.' }, FIXTURE_ORIGIN));
  take(await ledger.createArticle(input, ADMINISTRATOR, null));
};

it('a change is answered without a wait, however soon after the one before, and its documents follow', async () => {
  vi.setSystemTime(Date.UTC(2026, 0, 10));
  const fixture = new LedgerFixture();
  const startedAt = Date.now();
  for (let number = 0; number < 5; number++) {
    await publish(fixture, `News ${number}`);
  }
  // Waits of the ledger move the clock of this test.
  expect(Date.now()).toBe(startedAt);
  await fixture.pass(0);
  expect(fixture.store.get('feed:all')).toMatchObject({ articles: Array(5).fill({}) });
});

it('a change is answered before the queues of its endpoints are called', async () => {
  const fixture = new LedgerFixture();
  const wish = { url: 'https://receiver.example/hook' };
  take(await fixture.ledger.createEndpoint(wish, 'gazette.example', ADMINISTRATOR));
  const waited = Promise.withResolvers<void>();
  vi.stubGlobal('scheduler', { wait: () => waited.promise });
  await publish(fixture, 'News');
  await turn();
  expect(fixture.told).toEqual([]);
  waited.resolve();
  await eventually(() => expect(fixture.told).toHaveLength(1));
});

it('changes that follow each other do not put off the alarm of the first', async () => {
  vi.setSystemTime(Date.UTC(2026, 0, 10));
  const fixture = new LedgerFixture();
  await fixture.pass(0);
  const latest = Date.now() + 1_000;
  for (let number = 0; number < 5; number++) {
    await publish(fixture, `News ${number}`);
    expect(fixture.storage.alarmAt).toBeGreaterThan(Date.now());
    expect(fixture.storage.alarmAt).toBeLessThanOrEqual(latest);
    vi.setSystemTime(Date.now() + 199);
  }
  // It has fired: the next change has one of its own.
  vi.setSystemTime(latest);
  fixture.storage.alarmAt = null;
  await fixture.ledger.alarm();
  fixture.storage.alarmAt = null;
  await publish(fixture, 'Later news');
  expect(fixture.storage.alarmAt).not.toBeNull();
});
