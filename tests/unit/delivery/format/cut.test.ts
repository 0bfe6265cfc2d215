import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countUtf8Bytes, countUtf16Units, cutText } from '../../../../src/delivery/format/cut.ts';

const FAMILY = '👩‍👩‍👧‍👦';

describe('cutting', () => {
  test('a text that fits is left alone', () => {
    expect(cutText('新闻', 2)).toBe('新闻');
    expect(cutText('新闻', 6, countUtf8Bytes)).toBe('新闻');
  });

  test('a family of four is kept whole or not at all', () => {
    expect(cutText(`ab${FAMILY}cd`, 5)).toBe('ab…');
    expect(cutText(`ab${FAMILY}cd`, 14)).toBe(`ab${FAMILY}…`);
  });

  test('bytes are counted as UTF-8, the ellipsis with them', () => {
    expect(cutText('新闻公报', 11, countUtf8Bytes)).toBe('新闻…');
  });

  test('where not even an ellipsis fits, nothing is shown', () => {
    expect(cutText('新闻', 1, countUtf8Bytes)).toBe('');
    expect(cutText('新闻', -3)).toBe('');
  });

  test('no cut passes its limit or parts what a reader sees as one character', () => {
    const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.nat(40),
        fc.constantFrom(countUtf16Units, countUtf8Bytes),
        (text, limit, measure) => {
          const cut = cutText(text, limit, measure);
          expect(measure(cut)).toBeLessThanOrEqual(limit);
          if (cut === text || cut === '') return;
          const kept = graphemes(cut.slice(0, -1));
          expect(graphemes(text).slice(0, kept.length)).toEqual(kept);
        },
      ),
    );
  });
});
