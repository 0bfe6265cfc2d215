import { describe, expect, it } from 'vitest';
import { readArticlePatch, readNewArticle } from '../../../../src/article/input.ts';
import type { FeedFormat } from '../../../../src/feed/address.ts';
import { FEED_FORMATS } from '../../../../src/feed/address.ts';
import { renderFeed } from '../../../../src/feed/render.ts';
import { MAX_FEED_BYTES } from '../../../../src/feed/size.ts';
import type { FeedDocument } from '../../../../src/published/document.ts';
import type { SettingsSource } from '../../../../src/settings.ts';
import { readSettings } from '../../../../src/settings.ts';
import { watchFaultsByOwnClock } from '../../../support/faults.ts';
import { FIXTURE_ORIGIN, LedgerFixture, take } from '../../../support/ledger-fixture.ts';
import { ADMINISTRATOR } from '../../../support/ledger-harness.ts';

const SOURCE = { PUBLIC_URL: FIXTURE_ORIGIN, CORRECTION_ENTRIES: 'true', FEED_SIZE: '3' };
const SETTINGS = readSettings(SOURCE);

watchFaultsByOwnClock();

function open(source: SettingsSource = SOURCE): LedgerFixture {
  const fixture = new LedgerFixture();
  fixture.restart(source);
  return fixture;
}

async function publish(fixture: LedgerFixture, title: string, fields: object = {}): Promise<string> {
  const input = take(readNewArticle({ title, content_text: 'The bridge opens.', ...fields }, FIXTURE_ORIGIN));
  return take(await fixture.ledger.createArticle(input, ADMINISTRATOR, null)).answer.article.id;
}

async function change(fixture: LedgerFixture, id: string, fields: object): Promise<void> {
  await fixture.pass(2_000);
  const patch = take(readArticlePatch(fields, FIXTURE_ORIGIN));
  take(await fixture.ledger.changeArticle(id, patch, null, ADMINISTRATOR));
}

function render(fixture: LedgerFixture, format: FeedFormat, key = 'feed:all'): string {
  return renderFeed(fixture.store.get(key) as FeedDocument, SETTINGS, format);
}

interface Item {
  readonly id: string;
  readonly date_published: string;
  readonly content_html: string;
}

/** The entries that tell of major changes, by what their ids end with. */
function listCorrections(fixture: LedgerFixture): [string, Item][] {
  const { items } = JSON.parse(render(fixture, 'json')) as { items: Item[] };
  return items
    .filter(({ id }) => id.includes('/corrected/'))
    .map((item) => [item.id.slice(item.id.indexOf('article/') + 'article/'.length), item]);
}

describe('major changes of an article', () => {
  it('have an entry each, in every format, which none that comes later changes', async () => {
    const fixture = open();
    const id = await publish(fixture, 'Bridge');
    await change(fixture, id, { change_note: 'One was wrong.' });
    await fixture.pass(0);
    const [first] = listCorrections(fixture);
    await change(fixture, id, { summary: 'Quietly.' });
    await change(fixture, id, { change_note: 'Two was wrong.' });
    await change(fixture, id, { change_note: 'Three was wrong.' });
    await fixture.pass(0);
    const corrections = listCorrections(fixture);
    expect(corrections.map(([ending]) => ending)).toEqual(
      [5, 4, 2].map((number) => `${id}/corrected/${number}`),
    );
    expect(corrections[2]).toEqual(first);
    for (const format of ['rss', 'atom'] as const) {
      const text = render(fixture, format);
      for (const [, item] of corrections) expect(text, format).toContain(`${item.id}<`);
    }
  });

  it('are the same after an export and a restore, and after a rebuild, to the byte', async () => {
    const fixture = open();
    const id = await publish(fixture, 'Bridge');
    for (const change_note of ['One.', 'Two.']) await change(fixture, id, { change_note });
    await fixture.pass(0);
    const bytes = (of: LedgerFixture) => FEED_FORMATS.map((format) => render(of, format));
    const before = bytes(fixture);
    await fixture.ledger.rebuild();
    await fixture.pass(0);
    expect(bytes(fixture)).toEqual(before);
    const other = open();
    await other.ledger.openRestore();
    take(await other.restore(fixture.export()));
    await other.pass(0);
    expect(bytes(other)).toEqual(before);
    await change(other, id, { change_note: 'Three.' });
    await other.pass(0);
    expect(listCorrections(other).map(([ending]) => ending)).toEqual(
      [4, 3, 2].map((number) => `${id}/corrected/${number}`),
    );
  });

  it('are taken back with a withdrawal, and do not return with the article', async () => {
    const fixture = open();
    const id = await publish(fixture, 'Bridge');
    await change(fixture, id, { change_note: 'Secret.' });
    await change(fixture, id, { status: 'withdrawn' });
    await fixture.pass(0);
    for (const format of FEED_FORMATS) expect(render(fixture, format)).not.toContain('Secret.');
    await change(fixture, id, { status: 'published', change_note: 'Right after all.' });
    await fixture.pass(0);
    expect(listCorrections(fixture).map(([ending]) => ending)).toEqual([`${id}/corrected/4`]);
    for (const format of FEED_FORMATS) expect(render(fixture, format)).not.toContain('Secret.');
  });

  it('that are older than a feed’s articles leave it, the newest excepted', async () => {
    const fixture = open();
    const id = await publish(fixture, 'Bridge');
    await change(fixture, id, { change_note: 'Early.' });
    for (const title of ['A', 'B', 'C']) {
      await fixture.pass(2_000);
      await publish(fixture, title);
    }
    await fixture.pass(0);
    expect(listCorrections(fixture)).toEqual([]);
    await change(fixture, id, { change_note: 'Late.' });
    await change(fixture, id, { change_note: 'Later.' });
    await fixture.pass(0);
    expect(listCorrections(fixture).map(([ending]) => ending)).toEqual([
      `${id}/corrected/4`,
      `${id}/corrected/3`,
    ]);
  });

  it('beyond what a feed may hold leave it, the earliest first', async () => {
    const fixture = open();
    const id = await publish(fixture, 'Bridge');
    for (let number = 1; number <= 25; number += 1) await change(fixture, id, { change_note: `${number}.` });
    await fixture.pass(0);
    expect(listCorrections(fixture).map(([ending]) => ending)).toEqual(
      [26, 25, 24, 23].map((number) => `${id}/corrected/${number}`),
    );
  });

  it('that do not fit into a document leave it, the earliest first', async () => {
    const settings = { ...SOURCE, FEED_SIZE: '20' };
    const fixture = open(settings);
    const content_text = '"'.repeat(250_000);
    for (const title of ['A', 'B']) await publish(fixture, title, { content_text });
    const id = await publish(fixture, 'Bridge', { content_text });
    for (let number = 1; number <= 15; number += 1)
      await change(fixture, id, { change_note: `${number} ${'<'.repeat(900)}` });
    await fixture.pass(0);
    const numbers = listCorrections(fixture).map(([ending]) => Number(ending.split('/').at(-1)));
    expect(numbers.length).toBeGreaterThan(1);
    expect(numbers.length).toBeLessThan(15);
    expect(numbers).toEqual(numbers.map((_, index) => 16 - index));
    for (const format of FEED_FORMATS) {
      const text = renderFeed(fixture.store.get('feed:all') as FeedDocument, readSettings(settings), format);
      expect(new TextEncoder().encode(text).length).toBeLessThan(MAX_FEED_BYTES);
    }
  });
});
