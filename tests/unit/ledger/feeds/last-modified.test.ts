import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readFilter } from '../../../../src/article/filter.ts';
import { readArticlePatch, readNewArticle } from '../../../../src/article/input.ts';
import type { Result } from '../../../../src/failure.ts';
import { formatHttpDate, isNotModified } from '../../../../src/feed/conditional.ts';
import { changeArticle, createArticle, deleteArticle } from '../../../../src/ledger/articles/articles.ts';
import { putCategory } from '../../../../src/ledger/directory-changes.ts';
import { readFeedDocument } from '../../../../src/ledger/feeds/feed-query.ts';
import { findNextProjection, projectDirtyDocuments } from '../../../../src/ledger/feeds/projection.ts';
import type { FeedDocument } from '../../../../src/published/document.ts';
import type { PublishedStore } from '../../../../src/published/store.ts';
import { countCases } from '../../../support/cases.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../../support/ledger-harness.ts';

const ORIGIN = 'https://gazette.example';
/** From the published store, and from the ledger as it is at that moment. */
const FEEDS = ['all', 'category/roads', 'q=bridge', 'not_category=roads'] as const;

/** So many milliseconds pass, then an editor does something or a reader asks. */
interface Step {
  readonly passMs: number;
  readonly act: 'publish' | 'correct' | 'move' | 'rename' | 'withdraw' | 'poll';
  /** Which article, of those that there are. */
  readonly which: number;
  readonly storeFails: boolean;
  /** The store's answer may be one that it was given earlier. */
  readonly staleBy: number;
}

const steps = fc.array(
  fc.record<Step>({
    passMs: fc.oneof(fc.constantFrom(0, 1, 400, 999, 1000), fc.nat(2500)),
    act: fc.constantFrom('publish', 'correct', 'move', 'rename', 'withdraw', 'poll', 'poll', 'poll'),
    which: fc.nat(5),
    storeFails: fc.boolean(),
    staleBy: fc.constantFrom(0, 0, 0, 1, 2),
  }),
  { minLength: 2, maxLength: 25, size: 'max' },
);

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const readQuery = (query: string) => take(readFilter(new URLSearchParams(query))).filter;

// What fails is told in the log, over and over.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

it('who asks for a feed by date alone is given every change, however quickly one follows the other', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const at = openLedgerHarness();
      const published = new Map<string, FeedDocument[]>();
      let ms = 0;
      let isFailing = false;
      const ledger = () => at(ms / 1000);
      const store: PublishedStore = {
        // It may have taken what it says that it did not.
        putFeed: async (scope, document) => {
          published.set(scope, [...(published.get(scope) ?? []), document]);
          if (isFailing) throw new Error('the store fails');
        },
        deleteFeed: async () => undefined,
        putArticle: async () => undefined,
        putFile: async () => undefined,
        deleteFile: async () => undefined,
      };
      const readFeed = async (
        feed: (typeof FEEDS)[number],
        staleBy: number,
      ): Promise<FeedDocument | null> => {
        if (feed.includes('=')) return await readFeedDocument(ledger(), readQuery(feed), null, null);
        const versions = published.get(feed) ?? [];
        return versions.at(-1 - staleBy) ?? versions.at(-1) ?? null;
      };
      const reader = new Map<string, { readonly date: string; readonly document: FeedDocument }>();
      const poll = async (staleBy: number) => {
        for (const feed of FEEDS) {
          const document = await readFeed(feed, staleBy);
          if (document === null) continue;
          const known = reader.get(feed);
          const isFresh = isNotModified({
            ifNoneMatch: null,
            ifModifiedSince: known?.date ?? null,
            etag: '""',
            changedMs: Math.max(document.changedAt, document.lastModifiedAt),
          });
          expect(document.lastModifiedAt).toBeLessThanOrEqual(ledger().now);
          if (!isFresh) reader.set(feed, { date: formatHttpDate(document.lastModifiedAt), document });
          // A stale store has nothing newer to give than what was read before.
          else if (staleBy === 0) expect(known?.document.version, feed).toBe(document.version);
        }
      };
      const project = async () => {
        await projectDirtyDocuments(ledger, store, () => undefined);
      };
      take(putCategory(ledger(), { slug: 'roads', name: 'Roads', description: null }));
      const articles: string[] = [];
      const publish = () => {
        const fields = {
          title: `The bridge ${articles.length}`,
          content_text: 'Closed.',
          categories: ['roads'],
        };
        const input = take(readNewArticle(fields, ORIGIN));
        articles.push(take(createArticle(ledger(), input, ADMINISTRATOR)).article.id);
      };
      publish();
      for (const [number, { passMs, act, which, storeFails, staleBy }] of list.entries()) {
        ms += passMs;
        isFailing = storeFails;
        await project();
        const id = articles[which % articles.length] ?? '';
        const change = (fields: unknown) =>
          changeArticle(ledger(), id, take(readArticlePatch(fields, ORIGIN)), ADMINISTRATOR);
        if (act === 'publish') publish();
        if (act === 'correct') change({ title: `The bridge, corrected ${number}` });
        if (act === 'move')
          change({ categories: number % 2 === 0 ? [] : ['roads'], title: `Away ${number}` });
        if (act === 'rename')
          take(putCategory(ledger(), { slug: 'roads', name: `Roads ${number}`, description: null }));
        if (act === 'withdraw') take(deleteArticle(ledger(), id, null, true, ADMINISTRATOR));
        await project();
        if (act === 'poll') await poll(staleBy);
      }
      isFailing = false;
      for (let next = findNextProjection(ledger()); next !== null; next = findNextProjection(ledger())) {
        ms += Math.max(0, next - ledger().now);
        await project();
      }
      await poll(0);
      for (const feed of FEEDS)
        expect(reader.get(feed)?.document.version, feed).toBe((await readFeed(feed, 0))?.version);
      // When nothing changes any more, the date is enough for a 304 again.
      ms += 2000;
      await poll(0);
      const held = new Map(reader);
      await poll(0);
      for (const feed of FEEDS) expect(reader.get(feed), feed).toBe(held.get(feed));
    }),
    { numRuns: countCases(100) },
  );
});
