import fc from 'fast-check';
import { ConverterFactory } from 'opencc-js/core';
import compatibilityIdeographs from 'opencc-js/dict/CJK_Compatibility_Ideographs';
import characters from 'opencc-js/dict/TSCharacters';
import phrases from 'opencc-js/dict/TSPhrases';
import { expect, test } from 'vitest';
import { foldHan, toSimplified } from '../../../src/article/chinese.ts';

test('traditional text becomes simplified, phrase by phrase', () => {
  expect(toSimplified('宜秀區召開經濟運行“補短板、進位次、促增長”專項行動推進會')).toBe(
    '宜秀区召开经济运行“补短板、进位次、促增长”专项行动推进会',
  );
  expect(toSimplified('乾隆皇帝')).toBe('乾隆皇帝');
});

test('ideographs that are in Unicode for compatibility alone become what the tables of OpenCC say', () => {
  const convert = ConverterFactory([compatibilityIdeographs], [phrases, characters]);
  for (const [first, last] of [
    [0xf900, 0xfaff],
    [0x2f800, 0x2fa1f],
  ] as const) {
    for (let code = first; code <= last; code++) {
      const ideograph = String.fromCodePoint(code);
      expect(toSimplified(`金${ideograph}`)).toBe(convert(`金${ideograph}`));
    }
  }
});

test('text in other scripts stays as it is', () => {
  expect(toSimplified('Crème brûlée, قال 1.5 km²')).toBe('Crème brûlée, قال 1.5 km²');
});

test('folding maps both scripts to the same characters', () => {
  expect(foldHan('吳傳斗')).toBe(foldHan('吴传斗'));
});

test('folding never moves a place in the text', () => {
  const han = fc.integer({ min: 0x3400, max: 0x3134f }).map((code) => String.fromCodePoint(code));
  fc.assert(
    fc.property(fc.array(fc.oneof(han, fc.string({ unit: 'binary', maxLength: 3 }))), (parts) => {
      const text = parts.join('');
      expect(foldHan(text)).toHaveLength(text.length);
      expect(foldHan(foldHan(text))).toHaveLength(text.length);
    }),
  );
});
