import { describe, expect, test } from 'vitest';
import { compareTexts, readComparableText } from '../../src/article/content/compare.ts';
import { readContent } from '../../src/article/content/content.ts';
import { writeMarkdown } from '../../src/article/content/html-markdown.ts';
import { deriveSummary, extractText } from '../../src/article/content/text.ts';
import { readTable } from '../../src/article/directory/csv.ts';
import { readOfficialTable } from '../../src/article/directory/official-table.ts';
import { recognizeOfficials } from '../../src/article/names/officials.ts';
import { indexText } from '../../src/article/search-terms.ts';
import { renderFeed } from '../../src/feed/render.ts';
import { makeArticle, makeDocument, SETTINGS } from '../support/feed-documents.ts';
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
  ['words behind an open bracket', enclose('[', 'a ', '')],
  ['addresses behind an open bracket', enclose('[', 'www.a.example ', '')],
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
  ['quotations apart', repeat('>\n\n')],
  ['lists inside one another', repeat(`${'- '.repeat(10)}a\n`)],
  ['footnotes with text', enumerate((index) => `x[^${index}]\n\n[^${index}]: y\n\n`)],
  ['parts of every kind', repeat('# H\n\n*a* [b](c)\n\n- x\n- y\n\n> q\n\n')],
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

const cell = 'x, and more ';
/** Content as it comes from word processors, other systems and people who mean no good. */
const HTML: [string, Shape][] = [
  ['paragraphs', repeat('<p>The bridge is closed.</p>')],
  ['one word', enclose('<p>', 'a', '</p>')],
  ['characters of Chinese', enclose('<p>', '桥', '</p>')],
  ['blanks', enclose('<p>a', ' ', 'b</p>')],
  ['line breaks', repeat('a<br>')],
  ['inline elements 60 deep', nest('<b><i>', 'x', '</i></b>', 30)],
  ['misnested formatting', repeat('<b><p>x</b>')],
  ['links that are never closed', repeat('<a href="/x">x<p>')],
  ['links', repeat('<a href="https://hall.example/a b?c=d">x</a> ')],
  ['places and links to them', enumerate((index) => `<p id="a${index}"><a href="#a${index}">x</a></p>`)],
  ['links to places that are none', enumerate((index) => `<a href="#a${index}">x</a>`)],
  ['one place many times', repeat('<p id="a"><a href="#a">x</a></p>')],
  ['headings', repeat('<h2>Bridge</h2>')],
  ['lists', repeat('<ul><li>a</li></ul>')],
  ['items of a list', enclose('<ul>', '<li>a', '</ul>')],
  ['lists inside one another', nest('<ul><li>', 'a', '</li></ul>', 40)],
  ['quotations inside one another', nest('<blockquote>', 'a', '</blockquote>', 80)],
  ['rows of a table', enclose('<table>', `<tr><td>${cell}</td><td>b</td></tr>`, '</table>')],
  ['cells of a row', enclose('<table><tr>', '<td>a', '</tr></table>')],
  ['cells that span', enclose('<table>', '<tr><td colspan=9 rowspan=9>a', '</table>')],
  ['tables inside one another', nest('<table><tr><td>', 'a', '</td></tr></table>', 30)],
  ['text misplaced in a table', enclose('<table>', '<tr>x', '</table>')],
  ['pictures', enumerate((index) => `<img src="/a${index}.png" alt="a">`)],
  ['lists of sources', enclose('<img srcset="', '/a.jpg 1x, ', '">')],
  ['attributes', enclose('<p ', 'data-a="b" ', '>x</p>')],
  ['attributes that differ', (size) => `<p ${enumerate((index) => `data-a${index}="b" `)(size)}>x</p>`],
  ['styles', enclose('<p style="', 'color:red;', '">x</p>')],
  ['classes', enclose('<p class="', 'a ', '">x</p>')],
  ['formulas', repeat('<math><mi>x</mi><mo>+</mo><mn>1</mn></math>')],
  ['a long formula', enclose('<math>', '<mfrac><mi>x</mi><mn>1</mn></mfrac>', '</math>')],
  ['films that are left out', repeat('<iframe src="https://films.example/1"></iframe>')],
  ['elements that nobody knows', enumerate((index) => `<x-${index}>a</x-${index}>`)],
  ['comments', repeat('<!-- x -->x')],
  ['markup of word processors', repeat('<o:p></o:p><span lang="EN-GB" style="mso-x:y">x</span>')],
  ['entities', enclose('<p>', '&amp;&lt;&#x4e00;&nbsp;', '</p>')],
  ['ends of CDATA', enclose('<p>', ']]&gt;', '</p>')],
  ['preformatted text', enclose('<pre>', 'a  b\n', '</pre>')],
  ['code', repeat('<code>a`b</code>')],
  ['marks of Markdown', enclose('<p>', '*_[]()#|\\`~ ', '</p>')],
  ['ruby', enclose('<ruby>', '区<rt>qū</rt>', '</ruby>')],
  ['directions', repeat('<p dir="rtl">سلام</p><bdo dir="ltr">x</bdo>')],
];

function readContentOf(html: string): string {
  const read = readContent({ contentHtml: html }, BASE_URL);
  return read.ok ? read.value.html : '';
}

/** Reads content and makes of it what there is: texts, feeds, Markdown, the index of searches. */
function showEverywhere(html: string): void {
  const contentHtml = readContentOf(html);
  const document = makeDocument({ articles: [makeArticle({ contentHtml })] });
  for (const format of ['rss', 'atom', 'json'] as const) renderFeed(document, SETTINGS, format);
  writeMarkdown(contentHtml);
  deriveSummary(contentHtml);
  indexText(extractText(contentHtml));
}

test.each(HTML)(
  'four times the HTML of an article costs about four times the time to read and to show everywhere, or is refused: %s',
  (_, shape) => {
    expect(measureGrowth(showEverywhere, shape)).toBeLessThan(MAX_GROWTH);
  },
);

const TABLES: [string, Shape][] = [
  ['rows', enclose('name,role\n', 'Ann Lee,Mayor\n', '')],
  ['rows that differ', enumerate((index) => (index === 0 ? 'slug,name\n' : `o-${index},Ann Lee ${index}\n`))],
  ['cells', enclose('name\n', 'a,', '\n')],
  ['quotes', enclose('name\n', '"a""b"\n', '')],
  ['a quote without an end', enclose('name\n"', 'a,\n', '')],
  ['quotes alone', enclose('name\n', '"', '')],
  ['line ends', enclose('name\n', '\n', '')],
  ['aliases', enclose('name,aliases\nAnn,"', 'a;', '"\n')],
];

test.each(TABLES)('four times the table of officials costs about four times the time: %s', (_, shape) => {
  expect(measureGrowth((text) => readOfficialTable(text, []), shape)).toBeLessThan(MAX_GROWTH);
});

const NAMES: [string, Shape][] = [
  ['a name', repeat('Ann Lee ')],
  ['a first name', repeat('Ann ')],
  ['letters', repeat('A')],
  ['capitals', repeat('A. ')],
  ['a Chinese name', repeat('李明')],
  ['a character of it', repeat('李')],
  ['points of foreign names', repeat('梅里克·')],
  ['names cut by line ends', repeat('Ann-\nLee ')],
  ['soft hyphens', repeat('A\u00adn\u00adn ')],
  ['marks above letters', repeat('A\u0301')],
  ['particles', repeat('김민수는 ')],
];
const PEOPLE = ['Ann Lee', 'Ann B. Lee', '李明', '李明华', '梅里克·加兰', '김민수', 'A. A'].map(
  (name, index) => ({
    ...{ slug: `s${index}`, name, aliases: ['Ann'], terms: [] },
  }),
);

test.each(NAMES)(
  'four times the text costs those who are looked for in it about four times the time: %s',
  (_, shape) => {
    const names = { offices: new Map<string, string>(), language: 'en' };
    expect(measureGrowth((text) => recognizeOfficials(text, PEOPLE, names, null), shape)).toBeLessThan(
      MAX_GROWTH,
    );
  },
);
