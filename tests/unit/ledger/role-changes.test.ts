import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expandScope } from '../../../src/article/filter.ts';
import { followTerms, putOffice, putOfficial } from '../../../src/ledger/directory-changes.ts';
import { readFeedDocument } from '../../../src/ledger/feeds/feed-query.ts';
import { openLedgerHarness } from '../../support/ledger-harness.ts';
import { makeTerm } from '../../support/terms.ts';

const DAY_SECONDS = 24 * 3600;
/** The days of the ledger: its first is 23 November 2026. */
const TERMS = [
  makeTerm({ role: 'Clerk', until: '2026-11-24' }),
  makeTerm({ office: 'mayor', from: '2026-11-26', until: '2026-11-27' }),
];

/** On each of these days in turn: what the feed is called by, and whether that is known to be written again. */
async function tell(days: readonly number[]): Promise<{ role: string; isDirty: boolean }[]> {
  const open = openLedgerHarness();
  putOffice(open(0), { slug: 'mayor', name: 'Mayor', description: null, holders: 'one' });
  putOfficial(open(0), { slug: 'wu', name: 'Wu', aliases: [], url: null, image: null, terms: TERMS });
  const told = [];
  for (const day of days) {
    const ledger = open(day * DAY_SECONDS + 1);
    ledger.sql.exec('UPDATE documents SET dirty_since = NULL');
    followTerms(ledger);
    const dirty = ledger.sql
      .exec(`SELECT 1 FROM documents WHERE key = 'feed/official/wu' AND dirty_since IS NOT NULL`)
      .toArray();
    const { names } = await readFeedDocument(ledger, expandScope('official/wu'), null, null);
    told.push({ role: names.officials.wu?.role ?? 'nothing', isDirty: dirty.length > 0 });
  }
  return told;
}

it('a feed is called by the role of the day, without anybody having changed anything', async () => {
  const told = await tell([0, 1, 2, 3, 4, 5]);
  expect(told.map(({ role, isDirty }) => `${role}${isDirty ? ', written again' : ''}`)).toEqual([
    'Clerk',
    'Clerk',
    'nothing, written again',
    'Mayor, written again',
    'Mayor',
    'nothing, written again',
  ]);
});

it('a feed that is called otherwise than the day before is written again, whatever day the clock says next', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -400, max: 9 }), { maxLength: 9 }), async (days) => {
      const told = await tell([0, ...days]);
      for (const [index, { role, isDirty }] of told.entries())
        if (index > 0 && role !== told[index - 1]?.role) expect(isDirty).toBe(true);
    }),
    { numRuns: 50 },
  );
});
