import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { ConverterFactory } from 'opencc-js/core';
import compatibilityIdeographs from 'opencc-js/dict/CJK_Compatibility_Ideographs';
import characters from 'opencc-js/dict/TSCharacters';
import phrases from 'opencc-js/dict/TSPhrases';
import { expect, test } from 'vitest';
import { buildChineseTable } from '../../../bin/build-chinese-table.mjs';
import { foldHan, toSimplified } from '../../../src/article/chinese.ts';
import { anyText } from '../../support/arbitrary-text.ts';

const convertByOpenCc = ConverterFactory([phrases, characters]);
const listKeys = (dictionary: string) => dictionary.split('|').map((pair) => pair.split(' ')[0] ?? '');
const TRADITIONAL_CHARACTERS = listKeys(characters);
const TRADITIONAL_PHRASES = listKeys(phrases);

test('traditional text becomes simplified, phrase by phrase', () => {
  expect(toSimplified('宜秀區召開經濟運行“補短板、進位次、促增長”專項行動推進會')).toBe(
    '宜秀区召开经济运行“补短板、进位次、促增长”专项行动推进会',
  );
  expect(toSimplified('乾隆皇帝')).toBe('乾隆皇帝');
});

test('every character and phrase that OpenCC knows becomes what it says, alone and beside others', () => {
  for (const known of [...TRADITIONAL_CHARACTERS, ...TRADITIONAL_PHRASES]) {
    expect(toSimplified(known)).toBe(convertByOpenCc(known));
  }
  const part = fc.oneof(
    fc.constantFrom(...TRADITIONAL_PHRASES),
    fc.constantFrom(...new Set(TRADITIONAL_PHRASES.join(''))),
    fc.constantFrom(...TRADITIONAL_CHARACTERS),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(toSimplified(parts.join(''))).toBe(convertByOpenCc(parts.join('')));
    }),
  );
});

test('the table is what the dictionaries of OpenCC make', () => {
  const table = readFileSync(join(import.meta.dirname, '../../../src/article/chinese-table.ts'), 'utf8');
  expect(table).toBe(buildChineseTable());
});

test('signs that describe characters stay as they are, however many there are', () => {
  expect(toSimplified('⿰'.repeat(1000))).toBe('⿰'.repeat(1000));
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
    fc.property(fc.array(fc.oneof(han, anyText({ maxLength: 3 }))), (parts) => {
      const text = parts.join('');
      expect(foldHan(text)).toHaveLength(text.length);
      expect(foldHan(foldHan(text))).toHaveLength(text.length);
    }),
  );
});
