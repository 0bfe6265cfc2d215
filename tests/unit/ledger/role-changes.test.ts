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

it('a feed is called by the role of the day, without anybody having changed anything', async () => {
  const open = openLedgerHarness();
  putOffice(open(0), { slug: 'mayor', name: 'Mayor', description: null, holders: 'one' });
  putOfficial(open(0), { slug: 'wu', name: 'Wu', aliases: [], url: null, image: null, terms: TERMS });
  const told: string[] = [];
  for (let day = 0; day < 6; day++) {
    const ledger = open(day * DAY_SECONDS + 1);
    ledger.sql.exec('UPDATE documents SET dirty_since = NULL');
    followTerms(ledger);
    const isDirty = ledger.sql
      .exec(`SELECT 1 FROM documents WHERE key = 'feed/official/wu' AND dirty_since IS NOT NULL`)
      .toArray();
    const { names } = await readFeedDocument(ledger, expandScope('official/wu'), null, null);
    told.push(`${names.officials.wu?.role ?? 'nothing'}${isDirty.length > 0 ? ', written again' : ''}`);
  }
  expect(told).toEqual([
    'Clerk',
    'Clerk',
    'nothing, written again',
    'Mayor, written again',
    'Mayor',
    'nothing, written again',
  ]);
});
