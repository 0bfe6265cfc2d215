import { afterEach, describe, expect, it, vi } from 'vitest';
import { readArticlePatch, readNewArticle } from '../../../src/article/input.ts';
import type { Result } from '../../../src/failure.ts';
import { changeArticle, createArticle, deleteArticle } from '../../../src/ledger/articles/articles.ts';
import type { LedgerContext } from '../../../src/ledger/context.ts';
import { announceChanges } from '../../../src/ledger/directory-calls.ts';
import { putOffice, putOfficial } from '../../../src/ledger/directory-changes.ts';
import { findNextTelling, GROUPING_MS, tellSearchEngines } from '../../../src/ledger/index-now.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../support/ledger-harness.ts';

const ORIGIN = 'https://gazette.example';
const KEY = 'abcdefgh-1234';
const MINUTE = 60;

afterEach(() => void vi.unstubAllGlobals());

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

interface Told {
  readonly host: string;
  readonly key: string;
  readonly keyLocation: string;
  readonly urlList: readonly string[];
}

/** A ledger, and search engines that answer in these ways, one after the other, then well. */
function open(answers: readonly (Response | 'away')[] = [], source = {}) {
  const at = openLedgerHarness({ INDEXNOW_KEY: KEY, ...source });
  const told: Told[] = [];
  const waiting = [...answers];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    expect([url, init.method]).toEqual(['https://api.indexnow.org/indexnow', 'POST']);
    told.push(JSON.parse(init.body as string) as Told);
    const answer = waiting.shift() ?? new Response(null, { status: 202 });
    if (answer === 'away') throw new TypeError('nobody there');
    return answer;
  });
  vi.spyOn(console, 'warn').mockReturnValue();
  /** Publishes, at so many seconds. */
  const publish = (seconds: number, slug: string, fields = {}) =>
    take(
      createArticle(
        at(seconds),
        take(readNewArticle({ title: slug, slug, content_text: 'A word.', ...fields }, ORIGIN)),
        ADMINISTRATOR,
      ),
    ).article.id;
  const tell = (seconds: number) => tellSearchEngines(() => at(seconds));
  return { at, told, publish, tell };
}

/** How long until engines are told of something, seconds. */
function findWait(ledger: LedgerContext): number | null {
  const at = findNextTelling(ledger);
  return at === null ? null : (at - ledger.now) / 1000;
}

describe('search engines', () => {
  it('are told in one request of all that was published within a minute, and once', async () => {
    const { at, told, publish, tell } = open();
    publish(0, 'one');
    publish(30, 'two');
    expect(findWait(at(30))).toBe(GROUPING_MS / 1000 - 30);
    await tell(59);
    expect(told).toEqual([]);
    await tell(MINUTE);
    expect(told).toEqual([
      {
        host: 'gazette.example',
        key: KEY,
        keyLocation: `${ORIGIN}/${KEY}.txt`,
        urlList: [`${ORIGIN}/articles/one`, `${ORIGIN}/articles/two`],
      },
    ]);
    expect(findNextTelling(at(MINUTE))).toBeNull();
    await tell(10 * MINUTE);
    expect(told).toHaveLength(1);
  });

  it('hear of publications, major changes and withdrawals, and of nothing that nobody is told of', async () => {
    const { at, told, publish, tell } = open();
    const change = (seconds: number, id: string, patch: object) =>
      take(changeArticle(at(seconds), id, take(readArticlePatch(patch, ORIGIN)), ADMINISTRATOR));
    const id = publish(0, 'bridge');
    publish(0, 'draft', { status: 'draft' });
    publish(0, 'moved-in', { notify: false });
    publish(0, 'elsewhere', { url: 'https://town.example/news/1' });
    const heard = async (seconds: number) => {
      const before = told.length;
      await tell(seconds);
      return told.slice(before).flatMap(({ urlList }) => urlList);
    };
    expect(await heard(2 * MINUTE)).toEqual([`${ORIGIN}/articles/bridge`]);
    change(3 * MINUTE, id, { title: 'A bridge' });
    expect(await heard(5 * MINUTE)).toEqual([]);
    change(6 * MINUTE, id, { title: 'The bridge', change_note: 'Which one.' });
    expect(await heard(8 * MINUTE)).toEqual([`${ORIGIN}/articles/bridge`]);
    take(deleteArticle(at(9 * MINUTE), id, 'Wrong.', true, ADMINISTRATOR));
    expect(await heard(11 * MINUTE)).toEqual([`${ORIGIN}/articles/bridge`]);
  });

  it('hear of a change of holder that is announced', async () => {
    const { at, told, tell } = open();
    take(putOffice(at(0), { slug: 'mayor', name: 'Mayor', description: null, holders: 'one' }));
    const term = { office: 'mayor', role: null, from: null, until: null, acting: false, endReason: null };
    const official = { slug: 'ann', name: 'Ann', aliases: [], url: null, image: null, terms: [term] };
    const { official: after } = take(putOfficial(at(0), official));
    take(announceChanges(at(0), null, after, ADMINISTRATOR));
    await tell(MINUTE);
    expect(told[0]?.urlList).toEqual([expect.stringContaining(`${ORIGIN}/articles/`)]);
  });

  it.each([
    ['is away', () => 'away' as const, 60],
    ['refuses the key', () => new Response(null, { status: 403 }), 60],
    ['fails', () => new Response(null, { status: 500 }), 60],
    ['asks for time', () => new Response(null, { status: 429, headers: { 'retry-after': '900' } }), 900],
  ])('are told again, with what came meanwhile, where one %s', async (_, answer, leastSeconds) => {
    const { at, told, publish, tell } = open([answer(), answer()]);
    publish(0, 'one');
    await tell(MINUTE);
    const wait = findWait(at(MINUTE)) ?? 0;
    expect(wait).toBeGreaterThanOrEqual(leastSeconds * 0.8);
    publish(MINUTE + 1, 'two');
    expect(findWait(at(MINUTE))).toBe(wait);
    await tell(MINUTE + wait);
    expect(findWait(at(MINUTE + wait))).toBeGreaterThan(wait === 900 ? 899 : wait);
    await tell(10 * 3600);
    expect(told.at(-1)?.urlList).toEqual([`${ORIGIN}/articles/one`, `${ORIGIN}/articles/two`]);
    expect(findNextTelling(at(10 * 3600))).toBeNull();
    publish(10 * 3600, 'three');
    expect(findWait(at(10 * 3600))).toBe(GROUPING_MS / 1000);
  });

  it('are not asked again about what they refuse for good', async () => {
    const { at, publish, tell } = open([new Response(null, { status: 422 })]);
    publish(0, 'one');
    await tell(MINUTE);
    expect(findNextTelling(at(MINUTE))).toBeNull();
  });

  it('are told once more of what changes while they are being told', async () => {
    const { at, told, publish, tell } = open();
    const id = publish(0, 'one');
    const telling = tell(MINUTE);
    const patch = take(readArticlePatch({ title: 'Two', change_note: 'Another.' }, ORIGIN));
    take(changeArticle(at(MINUTE), id, patch, ADMINISTRATOR));
    await telling;
    await tell(3 * MINUTE);
    expect(told.map(({ urlList }) => urlList)).toEqual([
      [`${ORIGIN}/articles/one`],
      [`${ORIGIN}/articles/one`],
    ]);
  });

  it.each([
    ['a machine that nobody reaches', { PUBLIC_URL: 'http://localhost:8787' }],
    ['a service without a key', { INDEXNOW_KEY: '' }],
    ['a service whose key no engine takes', { INDEXNOW_KEY: 'short' }],
  ])('hear of nothing from %s', async (_, source) => {
    const { at, told, publish, tell } = open([], source);
    publish(0, 'one');
    expect(findNextTelling(at(MINUTE))).toBeNull();
    await tell(MINUTE);
    expect(told).toEqual([]);
  });
});
