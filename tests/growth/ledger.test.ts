import { expect, it } from 'vitest';
import { buildOffice, buildOfficial, OPEN_TERM } from '../../src/article/directory.ts';
import { putOffice, putOfficial } from '../../src/ledger/directory-changes.ts';
import { MAX_GROWTH, measureGrowth, repeat } from '../support/growth.ts';
import { openLedgerHarness } from '../support/ledger-harness.ts';

/** One official for so many characters. */
const CHARACTERS_OF_OFFICIAL = 200;

it('four times the members of a council cost about four times the time', () => {
  const growth = measureGrowth(
    (input) => {
      const at = openLedgerHarness();
      putOffice(at(0), buildOffice('council', { name: 'Council', holders: 'many' }));
      for (let number = 0; number < input.length / CHARACTERS_OF_OFFICIAL; number++) {
        const terms = [{ ...OPEN_TERM, office: 'council' }];
        putOfficial(at(0), buildOfficial(`o${number}`, { name: `Member ${number}`, terms }));
      }
    },
    repeat('x'),
    200_000,
  );
  expect(growth).toBeLessThan(MAX_GROWTH);
});
