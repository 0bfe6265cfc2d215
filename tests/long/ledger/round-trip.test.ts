import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  officialSchema,
} from '../../../src/article/directory/directory.ts';
import { readArticlePatch, readNewArticle } from '../../../src/article/input.ts';
import type { StoredFile } from '../../../src/file/file.ts';
import { countCases } from '../../support/cases.ts';
import { watchFaultsByOwnClock } from '../../support/faults.ts';
import { FIXTURE_ORIGIN, LedgerFixture } from '../../support/ledger-fixture.ts';
import { ADMINISTRATOR } from '../../support/ledger-harness.ts';

const START = Date.UTC(2026, 0, 10);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CATEGORIES = ['roads', 'schools'];
const OFFICES = ['mayor', 'council'];
const OFFICIALS = ['ann', 'bob', 'cem'];
const FILES = ['a', 'b'].map((letter) => letter.repeat(32));
const DAYS = ['2025-06-01', '2026-01-05', '2026-01-10', '2026-01-12', '2026-02-01'];
const nameUrl = (id: string) => `${FIXTURE_ORIGIN}/files/${id}/plan.pdf`;

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const some = <T>(values: readonly T[]) => fc.subarray([...values], { maxLength: 2 });
/** Which of the articles that there are by then. */
const which = fc.nat(7);

const term = fc.record({
  office: orNull(fc.constantFrom(...OFFICES)),
  role: orNull(fc.constantFrom('Speaker', 'Deputy')),
  from: orNull(fc.constantFrom(...DAYS)),
  until: orNull(fc.constantFrom(...DAYS)),
  acting: fc.boolean(),
});

/** The body of a PATCH, any part of it absent. */
const patch = fc.record(
  {
    title: fc.constantFrom('Bridge closed', '桥梁关闭', 'School opens'),
    content_text: fc.constantFrom('Mayor Ann Lee said so.', 'Bob Ray and Cem Kaya met.', 'Nobody was there.'),
    summary: orNull(fc.constant('In short.')),
    language: orNull(fc.constantFrom('en', 'fr', 'zh-Hant', 'ar')),
    date_published: orNull(fc.constantFrom(...DAYS).map((day) => `${day}T12:00:00Z`)),
    slug: orNull(fc.constantFrom('one', 'two')),
    url: orNull(fc.constant('https://elsewhere.example/page')),
    external_id: orNull(fc.constantFrom('x1', 'x2')),
    categories: orNull(some(CATEGORIES)),
    officials: orNull(
      fc.array(fc.oneof(fc.constantFrom(...OFFICIALS), fc.record({ office: fc.constantFrom(...OFFICES) })), {
        maxLength: 2,
      }),
    ),
    source: orNull(
      fc.record({ name: fc.constant('Hall'), url: orNull(fc.constant('https://hall.example/')) }),
    ),
    authors: orNull(fc.constant([{ name: 'A. Writer' }])),
    image: orNull(fc.constantFrom('https://elsewhere.example/a.png', nameUrl(FILES[0] ?? ''))),
    attachments: orNull(
      some(FILES).map((ids) => ids.map((id) => ({ url: nameUrl(id), mime_type: 'application/pdf' }))),
    ),
    notify: fc.boolean(),
    status: fc.constantFrom('draft', 'scheduled', 'published'),
  },
  { requiredKeys: [] },
);
const translations = fc.array(which, { maxLength: 2 });

const step = fc.oneof(
  fc.record({
    act: fc.constant('category' as const),
    slug: fc.constantFrom(...CATEGORIES),
    name: fc.constantFrom('One', 'Other'),
  }),
  fc.record({
    act: fc.constant('office' as const),
    slug: fc.constantFrom(...OFFICES),
    name: fc.constantFrom('Mayor', 'Council'),
    holders: fc.constantFrom('one' as const, 'many' as const),
  }),
  fc.record({
    act: fc.constant('official' as const),
    slug: fc.constantFrom(...OFFICIALS),
    name: fc.constantFrom('Ann Lee', 'Bob Ray', 'Cem Kaya'),
    aliases: fc.constantFrom([], ['Lee']),
    image: orNull(fc.constantFrom(...FILES).map(nameUrl)),
    url: orNull(fc.constantFrom(...FILES).map(nameUrl)),
    terms: fc.array(term, { maxLength: 3 }),
    isAnnounced: fc.boolean(),
  }),
  fc.record({
    act: fc.constant('remove' as const),
    kind: fc.constantFrom('category' as const, 'official' as const, 'office' as const),
    slug: fc.constantFrom(...CATEGORIES, ...OFFICIALS, ...OFFICES),
  }),
  fc.record({ act: fc.constant('create' as const), patch, translations: orNull(translations) }),
  fc.record({ act: fc.constant('create' as const), patch, translations: orNull(translations) }),
  fc.record({
    act: fc.constant('change' as const),
    which,
    patch,
    translations: orNull(translations),
    note: orNull(fc.constant('Put right.')),
  }),
  fc.record({ act: fc.constant('delete' as const), which }),
  fc.record({ act: fc.constant('preview' as const), which }),
  fc.record({ act: fc.constant('upload' as const), id: fc.constantFrom(...FILES) }),
  fc.record({ act: fc.constant('unload' as const), id: fc.constantFrom(...FILES) }),
  fc.record({ act: fc.constant('pass' as const), days: fc.constantFrom(0, 1, 2, 40) }),
  fc.record({ act: fc.constant('restart' as const) }),
  fc.record({ act: fc.constant('jump' as const), hours: fc.constantFrom(-8760, -24, -1, 1) }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const makeFile = (id: string): StoredFile => {
  // Only the first is a picture.
  const side = id === FILES[0] ? 8 : null;
  const facts = { name: 'plan.pdf', mimeType: 'application/pdf', sizeInBytes: 9, width: side, height: side };
  return { id, ...facts, digest: id.repeat(2), createdAt: Date.now(), createdBy: 'First' };
};

/** Does one thing as an editor would; what the service refuses is refused. */
async function perform(fixture: LedgerFixture, taken: Step, ids: string[]): Promise<void> {
  const { ledger } = fixture;
  const find = (number: number) => ids[number % Math.max(1, ids.length)] ?? '0'.repeat(26);
  switch (taken.act) {
    case 'category':
      await ledger.putCategory(buildCategory(taken.slug, { name: taken.name }), ADMINISTRATOR);
      return;
    case 'office': {
      const { name, holders } = taken;
      await ledger.putOffice(buildOffice(taken.slug, { name, holders }), ADMINISTRATOR);
      return;
    }
    case 'official': {
      const { name, aliases, image, url, terms } = taken;
      const body = officialSchema.safeParse({ name, aliases, image, url, terms });
      if (!body.success) return;
      const official = buildOfficial(taken.slug, body.data);
      await ledger.putOfficial(official, taken.isAnnounced, ADMINISTRATOR);
      return;
    }
    case 'remove':
      await ledger.deleteEntry(taken.kind, taken.slug, ADMINISTRATOR);
      return;
    case 'create': {
      const named = taken.translations === null ? {} : { translations: taken.translations.map(find) };
      const fields = { title: 'Untitled', content_text: 'Ann Lee.', ...taken.patch, ...named };
      const input = readNewArticle(fields, FIXTURE_ORIGIN);
      if (!input.ok) return;
      const created = await ledger.createArticle(input.value, ADMINISTRATOR, null);
      if (created.ok) ids.push(created.value.answer.article.id);
      return;
    }
    case 'change': {
      const named = taken.translations === null ? {} : { translations: taken.translations.map(find) };
      const fields = { ...taken.patch, ...named, change_note: taken.note };
      const change = readArticlePatch(fields, FIXTURE_ORIGIN);
      if (change.ok) await ledger.changeArticle(find(taken.which), change.value, null, ADMINISTRATOR);
      return;
    }
    case 'delete': {
      const options = { reason: 'Wrong', notify: true, ifMatch: null };
      await ledger.deleteArticle(find(taken.which), options, ADMINISTRATOR);
      return;
    }
    case 'preview':
      await ledger.createPreview(find(taken.which), String(Date.now()), ADMINISTRATOR);
      return;
    case 'upload':
      if (ledger.findFile(taken.id) === null) await fixture.upload(makeFile(taken.id));
      return;
    case 'unload':
      await ledger.removeFile(taken.id);
      return;
    case 'pass':
      await fixture.pass(taken.days * DAY_MS);
      return;
    case 'restart':
      fixture.restart();
      return;
    case 'jump':
      vi.setSystemTime(Date.now() + taken.hours * HOUR_MS);
  }
}

async function play(list: readonly Step[]): Promise<LedgerFixture> {
  vi.setSystemTime(START);
  const fixture = new LedgerFixture();
  const ids: string[] = [];
  let latest = START;
  for (const taken of list) {
    vi.setSystemTime(Date.now() + 1_700);
    await perform(fixture, taken, ids);
    latest = Math.max(latest, Date.now());
  }
  await fixture.pass(0);
  // What was published before the clock went back is still to come: an archive with it comes back once it is right.
  vi.setSystemTime(Math.max(latest, Date.now()));
  await fixture.pass(0);
  return fixture;
}

const steps = fc.array(step, { minLength: 1, maxLength: 30, size: 'max' });

watchFaultsByOwnClock();

/** What the published store has; a feed without articles is the same whenever it was changed. */
const dump = ({ store }: LedgerFixture) =>
  Object.fromEntries(
    [...store].sort().map(([key, document]) => {
      const { articles, changedAt, ...others } = document as Record<string, unknown>;
      const isEmpty = Array.isArray(articles) && articles.length === 0;
      return [key, { ...others, articles, ...(isEmpty ? {} : { changedAt }) }];
    }),
  );

/** The same without when feeds changed, which one without articles tells as well: of that an export knows less. */
const dumpUndated = ({ store }: LedgerFixture) =>
  Object.fromEntries(
    [...store].sort().map(([key, document]) => {
      const { changedAt, lastModifiedAt, version, ...undated } = document as Record<string, unknown>;
      return [key, undated];
    }),
  );

it('whatever is done, the published store is what the ledger would write anew', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const fixture = await play(list);
      const before = dump(fixture);
      await fixture.ledger.rebuild();
      await fixture.pass(0);
      expect(dump(fixture)).toEqual(before);
    }),
    { numRuns: countCases(150) },
  );
});

it('whatever is done, an export comes back whole: to the same export, and to the same articles in the same feeds', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const fixture = await play(list);
      const archive = fixture.export();
      const other = new LedgerFixture();
      await other.ledger.openRestore();
      for (const id of FILES) {
        const file = fixture.ledger.findFile(id);
        if (file !== null) await other.upload(file);
      }
      for (let times = 0; times < 2; times++)
        expect(await other.restore(archive)).toEqual({ ok: true, value: null });
      await other.pass(0);
      expect(other.export()).toBe(archive);
      expect(dumpUndated(other)).toEqual(dumpUndated(fixture));
    }),
    { numRuns: countCases(150) },
  );
});
