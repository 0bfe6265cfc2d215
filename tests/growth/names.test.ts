import { expect, test } from 'vitest';
import { findNames } from '../../src/article/names/name-index.ts';
import type { Shape } from '../support/growth.ts';
import { enclose, MAX_GROWTH, measureGrowth, repeat } from '../support/growth.ts';

const bearers = [
  'John Smith',
  'John Q. Smith',
  `A ${'B '.repeat(40)}C`,
  '李明',
  '梅里克·加兰',
  '김민수',
  'أحمد سامي',
  'משה כהן',
  'Karl Groß',
  'Иван Петров',
].map((name, index) => ({ slug: `s${index}`, name, aliases: [] }));

const SHAPES: [string, Shape][] = [
  ['names', repeat('John Q. Smith, ')],
  ['beginnings of names', repeat('John Q. ')],
  ['initials', repeat('A B ')],
  ['initials without an end', enclose('A ', 'B ', '')],
  ['soft hyphens', enclose('John', '\u00ad', ' Smith')],
  ['hyphens at the ends of lines', repeat('John-\n')],
  ['spaces within a name', enclose('John', ' \n', 'Smith')],
  ['letters that are two', repeat('ß')],
  ['marks on marks', enclose('א', '\u05b8', '')],
  ['names in cases', repeat('Ивана Петрова ')],
  ['words in the place of names in cases', repeat('Иванааааа Петрооооо ')],
  ['a long word in the place of a name', enclose('Ивана ', 'Петрова-', '')],
  ['cells', enclose('John', '\t', 'Smith')],
  ['joiners between letters', repeat('ا\u200c')],
  ['nasals', repeat('न्')],
  ['tatweel', enclose('أح', 'ـ', 'مد سامي')],
  ['prefixes', repeat('وفلب')],
  ['syllables', repeat('김민수')],
  ['points', repeat('梅里克·')],
  ['characters', repeat('李明')],
  ['words of German', repeat('und Smiths ')],
  ['characters that are words', repeat('我们位于李明小学的高度方面')],
  ['names of places', repeat('in John Smith Memorial ')],
  ['names after one another', repeat('John Smith ')],
];

test.each(SHAPES)('names are looked for in no more than their share of the time: %s', (_, shape) => {
  expect(measureGrowth((text) => findNames(text, bearers), shape)).toBeLessThan(MAX_GROWTH);
});
