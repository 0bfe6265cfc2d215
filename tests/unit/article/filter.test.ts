import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalizeFilter,
  describeCanonicalFilter,
  EVERYTHING,
  expandScope,
  type Filter,
  findScope,
  formatFilterQuery,
  normalizeQuery,
  readFilter,
} from '../../../src/article/filter.ts';
import { anyText } from '../../support/arbitrary-text.ts';

function read(query: string) {
  const result = readFilter(new URLSearchParams(query));
  if (!result.ok) throw new Error(`${query} was refused`);
  return result.value;
}

function readErrors(query: string) {
  const result = readFilter(new URLSearchParams(query));
  return result.ok || result.failure.code !== 'invalid' ? [] : result.failure.errors;
}

const anySlugs = fc.array(fc.stringMatching(/^[a-z0-9]{1,4}(-[a-z0-9]{1,4})?$/), { maxLength: 5 });
const anyFilter: fc.Arbitrary<Filter> = fc.record({
  categories: anySlugs,
  officials: anySlugs,
  offices: anySlugs,
  notCategories: anySlugs,
  notOfficials: anySlugs,
  languages: fc.array(fc.constantFrom('de', 'de-AT', 'zh-Hans'), { maxLength: 3 }),
  queries: fc.array(anyText({ maxLength: 20, size: 'max' }), { maxLength: 3 }),
  months: fc.array(fc.constantFrom('2021-08', '1999-12'), { maxLength: 3 }),
});

describe('reading a filter', () => {
  it('takes every parameter, repeated ones as a list', () => {
    const { filter, before } = read(
      'category=roads&category=economy&official=wu-shu&office=mayor&not_category=sport&not_official=li-na&language=DE-at&q=%E6%B0%B4&month=2021-08&before=abc',
    );
    expect(filter).toEqual({
      categories: ['economy', 'roads'],
      officials: ['wu-shu'],
      offices: ['mayor'],
      notCategories: ['sport'],
      notOfficials: ['li-na'],
      languages: ['de-AT'],
      queries: ['水'],
      months: ['2021-08'],
    });
    expect(before).toBe('abc');
  });

  it('drops unknown parameters and empty values', () => {
    expect(read('utm_source=x&category=&official=&q=%20&month=&before=')).toEqual({
      filter: EVERYTHING,
      before: null,
      malformedSlugs: [],
    });
  });

  it.each(['Economy', 'a_b', '-a', 'a--b', '经济', 'a'.repeat(65)])(
    'tells of %s, which cannot be a slug, instead of dropping it',
    (slug) => {
      for (const name of ['category', 'official', 'office', 'not_category', 'not_official']) {
        expect(read(`${name}=${encodeURIComponent(slug)}`).malformedSlugs).toEqual([slug]);
      }
    },
  );

  it('takes a slug of 64 characters', () => {
    expect(read(`category=${'a'.repeat(64)}`).malformedSlugs).toEqual([]);
  });

  it.each(['2021-13', '2021-00', '2021-8', '2021', '0021-08', '2021-08-31', 'August'])(
    'refuses %s as a month',
    (month) => {
      expect(readErrors(`month=${month}`).map(({ pointer }) => pointer)).toEqual(['?month']);
    },
  );

  it.each(['German', 'klingonese', '*', 'de_AT', 'a', 'x'.repeat(40)])(
    'refuses %s as a language',
    (language) => {
      expect(readErrors(`language=${language}`)).toEqual([{ pointer: '?language', code: 'not_language' }]);
    },
  );

  it('counts the 64 characters of q as people do, not as UTF-16 does', () => {
    expect(read(`q=${encodeURIComponent('𠮷'.repeat(64))}`).filter.queries).toEqual(['𠮷'.repeat(64)]);
    expect(readErrors(`q=${encodeURIComponent('𠮷'.repeat(65))}`).map(({ pointer }) => pointer)).toEqual([
      '?q',
    ]);
  });

  it('normalises q: NFC, trimmed, one space between terms', () => {
    expect(read(`q=${encodeURIComponent('  cafe\u0301 \t\u0000 bar ')}`).filter.queries).toEqual([
      'café bar',
    ]);
  });

  it('has one spelling of q for capitals and small letters, of any script', () => {
    expect(read(`q=${encodeURIComponent('Tax')}`).filter.queries).toEqual(['tax']);
    expect(read(`q=Tax&q=TAX&q=tax&q=${encodeURIComponent('ÅNGSTRÖM')}`).filter.queries).toEqual([
      'tax',
      'ångström',
    ]);
    return fc.assert(
      fc.property(anyText({ maxLength: 30, size: 'max' }), (text) => {
        const once = normalizeQuery(text);
        expect(normalizeQuery(once)).toBe(once);
      }),
    );
  });

  it('takes q and month several times, as it takes slugs: sorted, each once', () => {
    expect(read('q=b&q=a&q=a%20&q=%20&month=2021-09&month=2021-08&month=2021-08').filter).toMatchObject({
      queries: ['a', 'b'],
      months: ['2021-08', '2021-09'],
    });
  });

  it('refuses an eleventh search, one bad month among good ones, and a second cursor', () => {
    const searches = Array.from({ length: 11 }, (_, number) => `q=word${number}`);
    expect(readErrors(searches.join('&')).map(({ pointer }) => pointer)).toEqual(['?q']);
    expect(read(searches.slice(1).join('&')).filter.queries).toHaveLength(10);
    expect(readErrors('month=2021-08&month=August').map(({ pointer }) => pointer)).toEqual(['?month']);
    expect(readErrors('before=a&before=b').map(({ pointer }) => pointer)).toEqual(['?before']);
  });
});

describe('the one spelling of a filter', () => {
  it('is its query string in a fixed order, percent-encoded as RFC 3986 has it', () => {
    const filter = {
      ...EVERYTHING,
      categories: ['b', 'a'],
      officials: ['o'],
      notCategories: ['c'],
      notOfficials: ['p'],
    };
    expect(formatFilterQuery({ ...filter, queries: ["it's (a) *水*!"], months: ['2021-08'] })).toBe(
      'category=a&category=b&official=o&not_category=c&not_official=p&q=it%27s%20%28a%29%20%2A%E6%B0%B4%2A%21&month=2021-08',
    );
  });

  it('is the same however the parameters are ordered and repeated', () => {
    return fc.assert(
      fc.property(anyFilter, fc.infiniteStream(fc.nat()), (filter, order) => {
        const spelling = formatFilterQuery(filter);
        const pairs = [...new URLSearchParams(spelling)];
        const shuffled = [...pairs, ...pairs]
          .map((pair) => ({ pair, rank: order.next().value ?? 0 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ pair }) => pair);
        expect(formatFilterQuery(read(new URLSearchParams(shuffled).toString()).filter)).toBe(spelling);
      }),
    );
  });

  it('is a fixed point: canonicalising twice changes nothing', () => {
    return fc.assert(
      fc.property(anyFilter, (filter) => {
        const once = canonicalizeFilter(filter);
        expect(canonicalizeFilter(once)).toEqual(once);
      }),
    );
  });

  it('survives a URL parser unchanged', () => {
    return fc.assert(
      fc.property(anyFilter, (filter) => {
        const query = formatFilterQuery(filter);
        expect(new URL(`https://news.example/feed.rss?${query}`).search.slice(1)).toBe(query);
      }),
    );
  });

  it('keeps a slug that is both wanted and excluded: such a filter matches nothing', () => {
    expect(read('category=a&not_category=a').filter).toMatchObject({
      categories: ['a'],
      notCategories: ['a'],
    });
  });
});

describe('a scope', () => {
  it('is everything, or one category, official or office alone', () => {
    expect(findScope(EVERYTHING)).toBe('all');
    expect(findScope({ ...EVERYTHING, categories: ['economy', 'economy'] })).toBe('category/economy');
    expect(findScope({ ...EVERYTHING, officials: ['wu-shu'] })).toBe('official/wu-shu');
    expect(findScope({ ...EVERYTHING, offices: ['mayor'] })).toBe('office/mayor');
  });

  it.each([
    { categories: ['a', 'b'] },
    { categories: ['a'], officials: ['b'] },
    { categories: ['a'], notCategories: ['b'] },
    { notOfficials: ['b'] },
    { officials: ['a'], offices: ['a'] },
    { offices: ['a'], languages: ['de'] },
    { languages: ['de'] },
    { queries: ['x'] },
    { categories: ['a'], months: ['2021-08'] },
  ])('is not %o', (fields) => {
    expect(findScope({ ...EVERYTHING, ...fields })).toBeNull();
  });

  it('leads back to its filter', () => {
    for (const scope of ['all', 'category/economy', 'official/wu-shu'] as const) {
      expect(findScope(expandScope(scope))).toBe(scope);
    }
  });

  it('names the feed in its id, and the query string names all others', () => {
    expect(describeCanonicalFilter(EVERYTHING)).toBe('all');
    expect(describeCanonicalFilter(expandScope('category/economy'))).toBe('category/economy');
    expect(describeCanonicalFilter({ ...EVERYTHING, categories: ['a'], queries: ['x'] })).toBe(
      'category=a&q=x',
    );
  });
});
