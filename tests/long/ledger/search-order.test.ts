import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, type Filter } from '../../../src/article/filter.ts';
import { readArticlePatch, readNewArticle } from '../../../src/article/input.ts';
import type { Result } from '../../../src/failure.ts';
import { changeArticle, createArticle } from '../../../src/ledger/articles/articles.ts';
import type { LedgerContext } from '../../../src/ledger/context.ts';
import { putCategory } from '../../../src/ledger/directory-changes.ts';
import { findNewest, findToldLater, type Position } from '../../../src/ledger/feeds/feed-walk.ts';
import { countCases } from '../../support/cases.ts';
import { ADMINISTRATOR, openLedgerHarness } from '../../support/ledger-harness.ts';

const ORIGIN = 'https://gazette.example';
const PAGE = 3;

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

interface Written {
  readonly at: number;
  /** Where an editor moves it afterwards. */
  readonly movedTo: number | null;
  readonly text: string;
  readonly category: boolean;
}

// Some share a millisecond, a second or a quarter of an hour, some are before 1970.
const moments = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -1_100_000, max: 1_100_000 }),
  fc.integer({ min: -4_000_000_000_000, max: 1_700_000_000_000 }),
);

const written = fc.record<Written>({
  at: moments,
  movedTo: fc.option(moments, { freq: 3 }),
  text: fc.constantFrom('bridge', 'bridge road', 'road', '宜秀区', 'nothing else'),
  category: fc.boolean(),
});

const filters: readonly Filter[] = [
  { ...EVERYTHING, queries: ['bridge'] },
  { ...EVERYTHING, queries: ['bridge road'] },
  { ...EVERYTHING, queries: ['road', '秀区'] },
  { ...EVERYTHING, queries: ['road'], months: ['1969-12', '1970-01'] },
  { ...EVERYTHING, queries: ['road'], notCategories: ['one'] },
  { ...EVERYTHING, queries: ['bridge'], categories: ['one'] },
  { ...EVERYTHING, queries: ['…'] },
];

function write(ledger: LedgerContext, { at, movedTo, text, category }: Written): string {
  const date = (ms: number) => new Date(ms).toISOString();
  const fields = { title: 'Title', content_text: text, categories: category ? ['one'] : [], officials: [] };
  const { article } = take(
    createArticle(
      ledger,
      take(readNewArticle({ ...fields, date_published: date(at), notify: false }, ORIGIN)),
      ADMINISTRATOR,
    ),
  );
  if (movedTo !== null) {
    const patch = take(readArticlePatch({ date_published: date(movedTo) }, ORIGIN));
    take(changeArticle(ledger, article.id, patch, ADMINISTRATOR));
  }
  return article.id;
}

/** Every page of a feed, from the newest to the last. */
function readAll(ledger: LedgerContext, filter: Filter): string[] {
  const ids: string[] = [];
  for (let cursor: Position | null = null; ; ) {
    const page = findNewest(ledger, filter, cursor, PAGE);
    ids.push(...page.map(({ id }) => id));
    cursor = page.at(-1) ?? null;
    if (page.length < PAGE) return ids;
  }
}

function isWanted({ queries, months, notCategories, categories }: Filter, one: Written): boolean {
  const month = new Date(one.movedTo ?? one.at).toISOString().slice(0, 7);
  return (
    queries.some(
      (query) => /\p{L}/u.test(query) && query.split(' ').every((word) => one.text.includes(word)),
    ) &&
    (months.length === 0 || months.includes(month)) &&
    !(notCategories.length > 0 && one.category) &&
    (categories.length === 0 || one.category)
  );
}

describe('a search', () => {
  it('pages through exactly what it finds, the newest first, whatever dates articles have', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 14, size: 'max' }), (articles) => {
        const ledger = openLedgerHarness()(0);
        take(putCategory(ledger, { slug: 'one', name: 'One', description: null }));
        const all = articles.map((one) => ({ ...one, id: write(ledger, one) }));
        for (const filter of filters) {
          const expected = all
            .filter((one) => isWanted(filter, one))
            .sort(
              (one, other) =>
                (other.movedTo ?? other.at) - (one.movedTo ?? one.at) || (other.id < one.id ? -1 : 1),
            );
          expect(readAll(ledger, filter)).toEqual(expected.map(({ id }) => id));
        }
      }),
      { numRuns: countCases(150) },
    );
  });

  it('in a place of more than a thousand articles is the same', () => {
    const ledger = openLedgerHarness()(0);
    take(putCategory(ledger, { slug: 'one', name: 'One', description: null }));
    const ids = Array.from({ length: 1_010 }, (_, number) =>
      write(ledger, {
        at: number * 400_000,
        movedTo: null,
        text: number % 90 === 0 ? 'bridge' : 'road',
        category: true,
      }),
    );
    const expected = ids.filter((_, number) => number % 90 === 0).reverse();
    expect(readAll(ledger, { ...EVERYTHING, queries: ['bridge'], categories: ['one'] })).toEqual(expected);
  });

  it('has what was told after the oldest of its page', () => {
    const at = openLedgerHarness();
    const id = write(at(0), { at: 0, movedTo: null, text: 'bridge', category: false });
    write(at(0), { at: 0, movedTo: null, text: 'bridge, unchanged', category: false });
    const patch = take(readArticlePatch({ title: 'Corrected', change_note: 'A name.' }, ORIGIN));
    take(changeArticle(at(60), id, patch, ADMINISTRATOR));
    const told = (query: string) =>
      findToldLater(at(60), { ...EVERYTHING, queries: [query] }, { publishedAt: 1, id: '0' }, PAGE);
    expect(told('bridge').map((position) => position.id)).toEqual([id]);
    expect(told('road')).toEqual([]);
    expect(told('…')).toEqual([]);
  });
});
