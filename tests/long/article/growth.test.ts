import { describe, expect, test } from 'vitest';
import { readContent } from '../../../src/article/content.ts';
import type { Shape } from '../../support/growth.ts';
import { enclose, enumerate, MAX_GROWTH, measureGrowth, repeat } from '../../support/growth.ts';

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
