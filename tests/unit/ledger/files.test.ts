import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { StoredFile } from '../../../src/file/file.ts';
import * as files from '../../../src/ledger/files.ts';
import { openLedgerHarness } from '../../support/ledger-harness.ts';

const DAY_SECONDS = 86_400;
const IDS = ['a', 'b', 'c'].map((letter) => letter.repeat(32));

function makeFile(id: string, createdAt: number): StoredFile {
  const facts = { name: 'a.txt', mimeType: 'text/plain', sizeInBytes: 1, width: null, height: null };
  return { id, ...facts, digest: '', createdAt, createdBy: 'Press' };
}

/** An article names a file or no longer does, an upload begins or ends, the bucket fails, days pass. */
const steps = fc.array(
  fc.record({
    days: fc.constantFrom(0, 0, 1, 10, 31),
    file: fc.constantFrom(...IDS),
    article: fc.constantFrom('1', '2'),
    act: fc.constantFrom('begin', 'finish', 'name', 'unname', 'remove', 'nothing'),
    bucketFails: fc.boolean(),
  }),
  { minLength: 1, maxLength: 20 },
);

it('no file that is named or younger than 30 days goes by itself, no other stays, and no bytes outlive their file', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const at = openLedgerHarness();
      let seconds = 0;
      const ledger = () => at(seconds);
      const bucket = new Set<string>();
      const known = new Map<string, { unnamedSince: number; uses: Set<string> }>();
      const begun = new Map<string, number>();
      let isFailing = false;
      const remove = async (keys: string | string[]) => {
        if (isFailing) throw new Error('the bucket fails');
        for (const key of [keys].flat()) bucket.delete(key);
      };
      const work = async () => {
        for (const id of files.removeUnnamedFiles(ledger())) {
          const model = known.get(id);
          expect(model?.uses.size).toBe(0);
          expect(seconds - (model?.unnamedSince ?? 0)).toBeGreaterThanOrEqual(30 * DAY_SECONDS);
          known.delete(id);
        }
        await files.deleteDiscarded(ledger, { delete: remove });
      };
      for (const { days, file, article, act, bucketFails } of list) {
        seconds += days * DAY_SECONDS + 1;
        isFailing = bucketFails;
        await work();
        const model = known.get(file);
        if (act === 'begin') {
          // Whoever comes with a file that somebody else has brought meanwhile takes nothing away.
          expect(files.beginUpload(ledger(), file).ok).toBe(model === undefined);
          if (model === undefined) bucket.add(file);
          if (model === undefined) begun.set(file, seconds);
        } else if (act === 'finish' && begun.has(file)) {
          const finished = files.finishUpload(ledger(), makeFile(file, ledger().now));
          if (finished.ok) {
            expect(bucket).toContain(file);
            known.set(file, { unnamedSince: seconds, uses: new Set() });
          }
          begun.delete(file);
        } else if ((act === 'name' || act === 'unname') && model !== undefined) {
          if (act === 'name') model.uses.add(article);
          else if (model.uses.delete(article) && model.uses.size === 0) model.unnamedSince = seconds;
          const named = IDS.filter((id) => known.get(id)?.uses.has(article));
          files.noteUses(ledger(), article, named, false);
        } else if (act === 'remove' && model !== undefined) {
          expect(files.removeFile(ledger(), file).ok).toBe(model.uses.size === 0);
          if (model.uses.size === 0) known.delete(file);
        }
        for (const id of known.keys()) expect(bucket).toContain(id);
      }
      isFailing = false;
      for (let round = 0; round < 3; round += 1) {
        seconds += 31 * DAY_SECONDS;
        await work();
      }
      const named = [...known].filter(([, { uses }]) => uses.size > 0).map(([id]) => id);
      expect([...bucket].sort()).toEqual(named.sort());
      expect(files.findNextFileWork(ledger())).toBeNull();
    }),
    { numRuns: 300 },
  );
});
