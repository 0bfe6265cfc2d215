import { expect, it, vi } from 'vitest';
import { readNewArticle } from '../../../src/article/input.ts';
import { watchFaultsByOwnClock } from '../../support/faults.ts';
import { FIXTURE_ORIGIN, LedgerFixture, take } from '../../support/ledger-fixture.ts';
import { ADMINISTRATOR } from '../../support/ledger-harness.ts';

watchFaultsByOwnClock();

it('a change is answered without a wait, however soon after the one before, and its documents follow', async () => {
  vi.setSystemTime(Date.UTC(2026, 0, 10));
  const fixture = new LedgerFixture();
  const startedAt = Date.now();
  for (let number = 0; number < 5; number++) {
    const fields = { title: `News ${number}`, content_text: 'Text.' };
    const input = take(readNewArticle(fields, FIXTURE_ORIGIN));
    take(await fixture.ledger.createArticle(input, ADMINISTRATOR, null));
  }
  // Waits of the ledger move the clock of this test.
  expect(Date.now()).toBe(startedAt);
  await fixture.pass(0);
  expect(fixture.store.get('feed:all')).toMatchObject({ articles: Array(5).fill({}) });
});
