import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import {
  buildCategory,
  buildOffice,
  buildOfficial,
  OPEN_TERM,
} from '../../../src/article/directory/directory.ts';
import { readArticlePatch, readNewArticle } from '../../../src/article/input.ts';
import { renderFeed } from '../../../src/feed/render.ts';
import type { FeedDocument } from '../../../src/published/document.ts';
import { readSettings } from '../../../src/settings.ts';
import { countCases } from '../../support/cases.ts';
import { watchFaultsByOwnClock } from '../../support/faults.ts';
import { FIXTURE_ORIGIN, LedgerFixture, take } from '../../support/ledger-fixture.ts';
import { ADMINISTRATOR } from '../../support/ledger-harness.ts';
import { parseXmls } from '../../support/xml-tree.ts';

const NOW = Date.UTC(2026, 0, 10);
const FILE_ID = 'a'.repeat(32);
const SETTINGS = readSettings({ PUBLIC_URL: FIXTURE_ORIGIN });

type Json = Record<string, unknown>;

watchFaultsByOwnClock();
beforeEach(() => {
  vi.setSystemTime(NOW);
});

async function upload(fixture: LedgerFixture): Promise<void> {
  const facts = { name: 'plan.pdf', mimeType: 'application/pdf', sizeInBytes: 9, width: null, height: null };
  await fixture.upload({ id: FILE_ID, ...facts, digest: 'b'.repeat(64), createdAt: NOW, createdBy: 'First' });
}

/** An installation with something of every kind, as an archive. */
async function makeArchive(): Promise<string> {
  const fixture = new LedgerFixture();
  const { ledger } = fixture;
  take(await ledger.putCategory(buildCategory('roads', { name: 'Roads' }), ADMINISTRATOR));
  take(await ledger.putCategory(buildCategory('schools', { name: 'Schools' }), ADMINISTRATOR));
  take(await ledger.putOffice(buildOffice('mayor', { name: 'Mayor' }), ADMINISTRATOR));
  const held = { ...OPEN_TERM, office: 'mayor', from: '2020-01-01' };
  const ann = buildOfficial('ann', { name: 'Ann Lee', terms: [{ ...held, until: '2024-12-31' }] });
  const bob = buildOfficial('bob', { name: 'Bob Ray', terms: [{ ...held, from: '2025-01-01' }] });
  take(await ledger.putOfficial(ann, false, ADMINISTRATOR));
  take(await ledger.putOfficial(bob, true, ADMINISTRATOR));
  await upload(fixture);
  const create = async (fields: Json) => {
    vi.setSystemTime(Date.now() + 60_000);
    const input = take(readNewArticle({ title: 'News', content_text: 'Text.', ...fields }, FIXTURE_ORIGIN));
    return take(await ledger.createArticle(input, ADMINISTRATOR, null)).answer.article.id;
  };
  const file = { url: `${FIXTURE_ORIGIN}/files/${FILE_ID}/plan.pdf`, mime_type: 'application/pdf' };
  const one = await create({ language: 'en', categories: ['roads'], attachments: [file], external_id: 'x1' });
  const two = await create({ language: 'fr', translations: [one], officials: ['ann'], feed_id: 'urn:x:2' });
  await create({ status: 'draft', officials: [{ office: 'mayor' }], url: 'https://elsewhere.example/' });
  await create({ date_published: '2026-02-01T00:00:00Z', categories: ['schools'] });
  const patch = take(readArticlePatch({ title: 'Corrected', change_note: 'A word.' }, FIXTURE_ORIGIN));
  take(await ledger.changeArticle(one, patch, null, ADMINISTRATOR));
  take(await ledger.deleteArticle(two, { reason: 'Wrong', notify: true, ifMatch: null }, ADMINISTRATOR));
  return fixture.export();
}

/** Every place in a line, as the keys that lead there. */
function listPlaces(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...(path.length === 0 ? [] : [path]),
    ...inner.flatMap(([key, part]) => listPlaces(part, [...path, key])),
  ];
}

const readAt = (line: Json, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Json | null | undefined)?.[key], line);

function replaceAt(line: Json, path: readonly string[], value: unknown): Json {
  const copy = structuredClone(line);
  const place = readAt(copy, path.slice(0, -1)) as Json | undefined;
  if (typeof place === 'object' && place !== null) place[path.at(-1) ?? ''] = value;
  return copy;
}

/** What may be in an archive's place: something of another line, or what no place should have. */
const HOSTILE = [
  ...[null, '', 0, -1, 1e9, 1e15, true, [], {}, 'constructor', '__proto__', '\ud800', 'x'.repeat(700)],
  ...['2026-01-10T00:00:00Z', '1000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-01-10'],
  ...['published', 'draft', 'scheduled', 'withdrawn', 'many', 'major', 'created', 'mayor', 'ann', 'roads'],
  ...[`tag:gazette.example,2026:article/${'0'.repeat(26)}`, 'tag:gazette.example,2026', 'urn:x:2'],
];
const change = fc.record({
  act: fc.constantFrom('replace', 'replace', 'replace', 'take', 'repeat', 'drop', 'swap'),
  line: fc.nat(),
  place: fc.nat(),
  other: fc.nat(),
  value: fc.constantFrom(...HOSTILE),
});

function mutate(
  archive: string,
  changes: readonly (typeof change extends fc.Arbitrary<infer One> ? One : never)[],
) {
  const lines = archive
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
  for (const { act, line, place, other, value } of changes) {
    const at = line % lines.length;
    const chosen = lines[at] ?? {};
    const places = listPlaces(chosen);
    const path = places[place % places.length] ?? [];
    const second = other % lines.length;
    if (act === 'replace') lines[at] = replaceAt(chosen, path, value);
    // What stands in the same place of another line of any kind.
    if (act === 'take') lines[at] = replaceAt(chosen, path, readAt(lines[second] ?? {}, path) ?? value);
    if (act === 'repeat') lines.splice(second, 0, chosen);
    if (act === 'drop' && lines.length > 1) lines.splice(at, 1);
    if (act === 'swap') [lines[at], lines[second]] = [lines[second] ?? {}, chosen];
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** A ledger that is ready for the archive, with the bytes of its file. */
async function openRestoring(): Promise<LedgerFixture> {
  const fixture = new LedgerFixture();
  take(await fixture.ledger.openRestore());
  await upload(fixture);
  return fixture;
}

/** What readers get: every feed in every format, each item under an id of its own. */
function checkFeeds({ store }: LedgerFixture): void {
  const documents = [...store]
    .filter(([key]) => key.startsWith('feed:'))
    .map(([, value]) => value as FeedDocument);
  const render = (format: 'rss' | 'atom') => documents.map((one) => renderFeed(one, SETTINGS, format));
  expect(parseXmls([...render('rss'), ...render('atom')])).toHaveLength(2 * documents.length);
  for (const document of documents) {
    const { items } = JSON.parse(renderFeed(document, SETTINGS, 'json')) as { items: { id: string }[] };
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  }
}

it('an archive that somebody has tampered with is refused whole, or is an installation that works', async () => {
  const archive = await makeArchive();
  const empty = (await openRestoring()).export();
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      vi.setSystemTime(NOW + 3_600_000);
      const fixture = await openRestoring();
      const restored = await fixture.restore(mutate(archive, changes));
      if (!restored.ok) {
        expect(fixture.export()).toBe(empty);
        return;
      }
      accepted += 1;
      await fixture.pass(0);
      checkFeeds(fixture);
      const again = await openRestoring();
      expect(await again.restore(fixture.export())).toEqual({ ok: true, value: null });
      expect(again.export()).toBe(fixture.export());
      const { articles } = fixture.ledger.listArticles({
        ...{ status: null, category: null, official: null, q: null, cursor: null },
        limit: 100,
      });
      const patch = take(readArticlePatch({ title: 'Edited', change_note: 'By hand.' }, FIXTURE_ORIGIN));
      for (const { id } of articles) {
        await fixture.ledger.changeArticle(id, patch, null, ADMINISTRATOR);
        await fixture.ledger.deleteArticle(id, { reason: null, notify: true, ifMatch: null }, ADMINISTRATOR);
        const after = fixture.ledger.readArticle(id);
        if (after?.date_modified != null)
          expect(Date.parse(after.date_modified)).toBeLessThan(NOW + 2 * 86_400_000);
      }
      await fixture.pass(0);
      checkFeeds(fixture);
    }),
    { numRuns: countCases(200) },
  );
  expect(accepted).toBeGreaterThan(0);
});
