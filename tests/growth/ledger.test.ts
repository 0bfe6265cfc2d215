import { expect, it } from 'vitest';
import { buildOffice, buildOfficial, OPEN_TERM } from '../../src/article/directory/directory.ts';
import { putOffice, putOfficial } from '../../src/ledger/directory-changes.ts';
import { findNextProjection, listDueDocuments } from '../../src/ledger/feeds/projection.ts';
import { MAX_GROWTH, measureGrowth, repeat } from '../support/growth.ts';
import { openLedgerHarness } from '../support/ledger-harness.ts';

/** One official for so many characters. */
const CHARACTERS_OF_OFFICIAL = 200;

it('four times the members of a council cost about four times the time', () => {
  const growth = measureGrowth((input) => {
    const at = openLedgerHarness();
    putOffice(at(0), buildOffice('council', { name: 'Council', holders: 'many' }));
    for (let number = 0; number < input.length / CHARACTERS_OF_OFFICIAL; number++) {
      const terms = [{ ...OPEN_TERM, office: 'council' }];
      putOfficial(at(0), buildOfficial(`o${number}`, { name: `Member ${number}`, terms }));
    }
  }, repeat('x'));
  expect(growth).toBeLessThan(MAX_GROWTH);
});

/** One document that waits for so many characters. */
const CHARACTERS_OF_DOCUMENT = 10;

it('four times the documents that wait cost about four times the time to look through, slice by slice', async () => {
  const growth = measureGrowth(
    (input) => {
      const at = openLedgerHarness();
      const { sql } = at(0);
      sql.exec(
        `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
         INSERT INTO documents (key, wanted, written, dirty_since, changed_at, written_at, due_at, failures, digest)
         SELECT 'article/' || n, 1, 0, 1, 0, 0, 0, 0, '' FROM n`,
        Math.ceil(input.length / CHARACTERS_OF_DOCUMENT),
      );
      // What is done with a slice is left out: its marks go at once.
      for (let next = findNextProjection(at(1)); next !== null; next = findNextProjection(at(1))) {
        const keys = listDueDocuments(at(1)).map(({ key }) => key);
        sql.exec(
          'UPDATE documents SET dirty_since = NULL WHERE key IN (SELECT value FROM json_each(?))',
          JSON.stringify(keys),
        );
      }
    },
    repeat('x'),
    400_000,
  );
  expect(growth).toBeLessThan(MAX_GROWTH);
});
