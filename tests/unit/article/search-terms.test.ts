import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildMatchQuery, indexText, isFoundIn, markFound } from '../../../src/article/search-terms.ts';
import { anyText } from '../../support/arbitrary-text.ts';
import { countCases } from '../../support/cases.ts';

/** Asks the real tokenizer: does an article of this text answer this query? */
function finds(text: string, query: string): boolean {
  const match = buildMatchQuery(query);
  if (match === null) return false;
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')`);
  database.prepare('INSERT INTO texts VALUES (?)').run(indexText(text));
  const found = database.prepare('SELECT count(*) AS n FROM texts WHERE texts MATCH ?').get(match);
  database.close();
  return found?.n === 1;
}

describe('Chinese', () => {
  const text = '宜秀區召開經濟運行推進會,區長吳曙出席會議';

  test('one, two and many characters are enough', () => {
    for (const query of ['吳', '吴', '吴曙', '吳曙', '宜秀区召开经济运行'])
      expect(finds(text, query)).toBe(true);
  });

  test('the last character of a run and one that stands alone are found', () => {
    expect(finds(text, '議')).toBe(true);
    expect(finds('a 水 b', '水')).toBe(true);
  });

  test('characters that stand apart are not a name', () => {
    expect(finds(text, '宜区')).toBe(false);
    expect(finds('经济会运行', '经济运行')).toBe(false);
  });

  test('a run does not go on over a comma', () => {
    expect(finds(text, '会区长')).toBe(false);
  });

  test('the index holds pairs and single characters, simplified', () => {
    expect(indexText('宜秀區 2021')).toBe('宜秀 秀区 宜 秀 区 2021');
  });
});

describe('other scripts', () => {
  test('words are found without their accents and in any case', () => {
    expect(finds('Café in ZÜRICH', 'cafe zurich')).toBe(true);
    expect(finds('قال وزير الصحة', 'الصحة')).toBe(true);
  });

  test.each([
    ['Straße', 'strasse'],
    ['STRASSE', 'straße'],
    ['ﬁre', 'FIRE'],
    ['Łódź', 'lodz'],
    ['Tromsø', 'tromso'],
    ['encyclopædia', 'encyclopaedia'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδος'],
  ])('%s is found by who writes %s', (text, query) => {
    expect(finds(`The ${text} here`, query)).toBe(true);
    expect(showMarks(`The ${text} here`, query)).toBe(`The [${text}] here`);
  });

  test('all words are required', () => {
    expect(finds('a new bridge', 'bridge road')).toBe(false);
  });

  test('scripts that touch are words of their own', () => {
    expect(finds('5G网络', '5G')).toBe(true);
    expect(finds('5G网络', '网络')).toBe(true);
  });
});

function showMarks(text: string, ...queries: string[]): string {
  return markFound(text, queries)
    .map((part) => (part.isFound ? `[${part.text}]` : part.text))
    .join('');
}

describe('what a search found is marked', () => {
  test('word by word, in either Chinese script, and not within longer words', () => {
    expect(showMarks('Road works: the roadside, the ROAD.', 'road')).toBe(
      '[Road] works: the roadside, the [ROAD].',
    );
    expect(showMarks('宜秀區召開會議', '宜秀区', '会议')).toBe('[宜秀區]召開[會議]');
    expect(showMarks('Café', 'cafe tea')).toBe('[Café]');
  });

  test('and nothing of the text is lost or twice, whatever it is', () => {
    const unit = fc.constantFrom(...'宜秀區区吳aBßéßﬁ<& -.');
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit, maxLength: 4 }), (text, query) => {
        const parts = markFound(text, [query]);
        expect(parts.map((part) => part.text).join('')).toBe(text.normalize('NFC'));
        expect(isFoundIn(text, [query])).toBe(parts.some((part) => part.isFound));
        // Whatever one word finds is shown.
        if (!/\s/.test(query) && finds(text, query)) expect(parts.some((part) => part.isFound)).toBe(true);
      }),
      { numRuns: countCases(600) },
    );
  });
});

describe('what a person types is never query syntax', () => {
  test.each([
    'bridge OR road',
    'NOT bridge',
    'brid*',
    'text:bridge',
    '"bridge',
    '(bridge',
    'bridge^2',
    'NEAR(a b)',
    "' OR 1",
    '-bridge +a',
  ])('%s raises no error', (query) => {
    expect(() => finds('a bridge', query)).not.toThrow();
  });

  test('operators are words', () => {
    expect(finds('a bridge', 'bridge OR road')).toBe(false);
    expect(finds('the bridge or the road', 'bridge OR road')).toBe(true);
  });

  test('nothing to search for is null', () => {
    for (const query of ['', ' ', '*', '“”', '……', '😀']) expect(buildMatchQuery(query)).toBeNull();
  });

  test('no text whatever is an error for the database', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 12, size: 'max' }), (text) => {
        expect(() => finds('a bridge', text)).not.toThrow();
      }),
      { numRuns: countCases(600) },
    );
  });

  test('every text is found by its own words', () => {
    const unit = fc.constantFrom(...'宜秀區区长吳々〇aBé9ßüهقالДж -"*:(,。、');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12, size: 'max' }), (text) => {
        expect(finds(`x ${text} y`, text)).toBe(buildMatchQuery(text) !== null);
      }),
      { numRuns: countCases(600) },
    );
  });
});
