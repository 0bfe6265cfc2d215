import { describe, expect, test } from 'vitest';
import { compareTexts, readComparableText } from '../../src/article/compare.ts';
import { readContent } from '../../src/article/content.ts';
import { readTable } from '../../src/article/csv.ts';
import type { Shape } from '../support/growth.ts';
import { enclose, enumerate, MAX_GROWTH, measureGrowth, nest, repeat } from '../support/growth.ts';

const BASE_URL = 'https://news.example';

/** Rows without their cells under a head that is as wide as the table is long. */
const gaps: Shape = (characters) => {
  const side = Math.ceil(Math.sqrt(characters));
  return `${'|a'.repeat(side)}|\n${'|-'.repeat(side)}|\n${'|\n'.repeat(side)}`;
};

const MARKDOWN: [string, Shape][] = [
  ['rows of a table', enclose('|a|b|\n|-|-|\n', '|x|y|\n', '')],
  ['rows of long cells', enclose('|a|b|\n|-|-|\n', `|${'word '.repeat(100)}|y|\n`, '')],
  ['rows wider than their head', enclose('|a|\n|-|\n', '|x|y|z|x|y|z\n', '')],
  ['a row that goes on', enclose('|a|\n|-|\n', '|x', '|\n')],
  ['a head that goes on', (size) => `${'|a'.repeat(size / 4)}|\n${'|-'.repeat(size / 4)}|\n`],
  ['cells that are missing', gaps],
  ['tables side by side', repeat('|a|\n|-|\n|x|\n\n')],
  ['heads of tables without rows', repeat('|-|-|\n')],
  ['borders of cells', repeat('|')],
  ['borders a line', repeat('|\n')],
  ['borders that are none', enclose('|a|\n|-|\n|', '\\|', '|\n')],
  ['alignments', enclose('a\n', ':-:|', '\n')],
  ['addresses on their own', repeat('www.a.example ')],
  ['addresses of e-mail', repeat('a@b.example ')],
  ['beginnings of addresses', repeat('http://www.')],
  ['emphasis', repeat('*a* ')],
  ['emphasis without an end', repeat('*a ')],
  ['strikethrough', repeat('~a~')],
  ['brackets', repeat('[')],
  ['links', repeat('[a](/b) ')],
  ['definitions', enumerate((index) => `[a${index}]: /u\n\n`)],
  ['footnotes', enumerate((index) => `[^${index}]: x\n\n`)],
  ['code', repeat('`a` ')],
  ['fences', repeat('```\nx\n```\n\n')],
  ['entities', repeat('&amp;')],
  ['backslashes', repeat('\\*')],
  ['lists', repeat('- a\n')],
  ['lists with numbers', repeat('1. a\n')],
  ['quotations', repeat('> a\n')],
  ['headings', repeat('# a\n\n')],
  ['hard line breaks', repeat('a  \n')],
  ['HTML', repeat('<b>a</b> ')],
  ['beginnings of HTML', repeat('<a ')],
  ['one word', repeat('a')],
  ['words', repeat('word ')],
  ['blanks', enclose('a', ' ', 'b')],
];

describe('four times the Markdown of an article costs about four times the time, or is refused', () => {
  test.each(MARKDOWN)('%s', (_, shape) => {
    const growth = measureGrowth((text) => readContent({ contentMarkdown: text }, BASE_URL), shape);
    expect(growth).toBeLessThan(MAX_GROWTH);
  });
});

describe('a table', () => {
  const SHAPES: [string, Shape][] = [
    ['quotation marks', repeat('"')],
    ['pairs of them in one cell', (characters) => `"${'""'.repeat(characters / 2)}`],
    ['separators', repeat(',')],
    ['lines', repeat('a,b\n')],
    ['one cell', repeat('a')],
  ];
  test.each(SHAPES)('costs no more than its share where it is made of %s', (_, shape) => {
    expect(measureGrowth(readTable, shape)).toBeLessThan(MAX_GROWTH);
  });
});

describe('two texts compared', () => {
  const SHAPES: [string, Shape][] = [
    ['the same word', repeat('word ')],
    ['words that all differ', enumerate((index) => `${index * 7919} `)],
    ['Chinese characters', enumerate((index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)))],
    ['lines that all differ', enumerate((index) => `${index * 7919}\n`)],
    ['spaces', repeat(' ')],
  ];
  test.each(SHAPES)('cost no more than their share where they are made of %s', (_, shape) => {
    const compare = (text: string) => compareTexts(text, text.replaceAll(/[\s\S]{3}/g, '$&x'));
    expect(measureGrowth(compare, shape)).toBeLessThan(MAX_GROWTH);
  });

  test('are taken out of content in its share of time, however it is nested', () => {
    const shape = nest('<blockquote>', '<a href="x">y</a>', '</blockquote>', 50);
    expect(measureGrowth(readComparableText, shape)).toBeLessThan(MAX_GROWTH);
  });
});
