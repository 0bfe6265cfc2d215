import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { StoredFile } from '../../../src/file/file.ts';
import * as files from '../../../src/ledger/files.ts';
import { countCases } from '../../support/cases.ts';
import { watchFaultsByOwnClock } from '../../support/faults.ts';
import { FIXTURE_ORIGIN, LedgerFixture } from '../../support/ledger-fixture.ts';
import { openLedgerHarness } from '../../support/ledger-harness.ts';

const DAY_SECONDS = 86_400;
const IDS = ['a', 'b', 'c'].map((letter) => letter.repeat(32));

function makeFile(id: string, createdAt: number): StoredFile {
  const facts = { name: 'a.txt', mimeType: 'text/plain', sizeInBytes: 1, width: null, height: null };
  return { id, ...facts, digest: '', createdAt, createdBy: 'Press' };
}

/** Something names a file or no longer does, an upload begins or ends, the bucket fails, days pass. */
const steps = fc.array(
  fc.record({
    days: fc.constantFrom(0, 0, 1, 10, 31),
    file: fc.constantFrom(...IDS),
    holder: fc.constantFrom('article/1', 'article/2', 'official/1', 'setting/FOOTER_LINKS'),
    act: fc.constantFrom('begin', 'finish', 'name', 'unname', 'remove', 'nothing'),
    bucketFails: fc.boolean(),
  }),
  { minLength: 1, maxLength: 20, size: 'max' },
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
      for (const { days, file, holder, act, bucketFails } of list) {
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
          if (act === 'name') model.uses.add(holder);
          else if (model.uses.delete(holder) && model.uses.size === 0) model.unnamedSince = seconds;
          const named = IDS.filter((id) => known.get(id)?.uses.has(holder));
          const [kind, id = ''] = holder.split('/') as [files.FileHolder['kind'], string];
          files.noteUses(ledger(), { kind, id }, named, false);
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
    { numRuns: countCases(600) },
  );
});

describe('a file that a setting names', () => {
  const ids = ['d', 'e', 'f'].map((letter) => letter.repeat(32));
  const [icon = '', image = '', imprint = ''] = ids;
  const nameUrl = (id: string) => `${FIXTURE_ORIGIN}/files/${id}/a.txt`;
  const settings = {
    PUBLICATION_ICON: nameUrl(icon),
    PUBLICATION_IMAGE: nameUrl(image),
    FOOTER_LINKS: JSON.stringify([{ name: 'Imprint', url: nameUrl(imprint) }]),
  };

  watchFaultsByOwnClock();

  it('is public as long as it does, is not removed, and is gone afterwards', async () => {
    const fixture = new LedgerFixture();
    for (const id of ids) await fixture.upload(makeFile(id, Date.now()));
    await fixture.pass(0);
    expect(ids.map((id) => fixture.ledger.readFileDocument(id))).toEqual([null, null, null]);
    fixture.restart(settings);
    await fixture.pass(40 * DAY_SECONDS * 1000);
    for (const [index, id] of ids.entries()) {
      expect(fixture.store.get(`file:${id}`)).toMatchObject({ state: 'public', file: { id } });
      const setting = Object.keys(settings)[index];
      expect(await fixture.ledger.removeFile(id)).toEqual({
        ok: false,
        failure: { code: 'file_in_setting', setting },
      });
    }
    fixture.restart();
    await fixture.pass(0);
    expect(ids.map((id) => fixture.store.get(`file:${id}`))).toEqual(ids.map(() => ({ state: 'gone' })));
    expect((await fixture.ledger.removeFile(icon)).ok).toBe(true);
  });

  it('is public from its upload on where it was named before, as in a restore', async () => {
    const fixture = new LedgerFixture();
    fixture.restart(settings);
    await fixture.upload(makeFile(icon, Date.now()));
    await fixture.pass(0);
    expect(fixture.store.get(`file:${icon}`)).toMatchObject({ state: 'public' });
  });
});
