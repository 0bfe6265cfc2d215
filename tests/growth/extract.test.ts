import { describe, expect, test } from 'vitest';
import type { DirectoryOfficial } from '../../src/article/names/officials.ts';
import type { ExtractableType } from '../../src/extract/extract.ts';
import { extractArticle } from '../../src/extract/extract.ts';
import type { Shape } from '../support/growth.ts';
import { deepen, enclose, enumerate, MAX_GROWTH, measureGrowth, nest, repeat } from '../support/growth.ts';

/** Later than every day in these pages. */
const NOW = Date.UTC(2030, 0, 1);

const directory: DirectoryOfficial[] = [
  { slug: 'bo', name: 'Bo', aliases: [], terms: [] },
  { slug: 'li-ming', name: '李明', aliases: ['Li Ming'], terms: [] },
];

function measure(type: ExtractableType, shape: Shape, smallest?: number): number {
  return measureGrowth(
    (body) => extractArticle(body, type, { timezone: 'UTC', now: NOW, directory }),
    shape,
    smallest,
  );
}

const article = (unit: string) => enclose('<article><h1>Bridge opens</h1>', unit, '</article>');
const sentence = 'The bridge, which was closed for a year, opens again on Friday. ';
const mark = '<time datetime="2025-06-03"></time>';
const parts = (name: string) => enumerate((index) => `${name}${index} | `);

const PAGES: [string, Shape][] = [
  ['sections 240 deep', nest('<section>', `<p>${sentence}</p>`, '</section>', 240)],
  ['boxes 240 deep with text at every step', nest('<div>Some text, with a comma. ', 'x', '</div>', 240)],
  ['boxes that are never closed', repeat('<div>')],
  ['inline elements inside one another', article(nest('<b><i>', 'x', '</i></b>', 60)(4000))],
  ['misnested formatting', repeat('<b><p>x</b>')],
  ['anchors that are never closed', repeat('<a href="/x">x<p>')],
  ['fonts that are never closed', repeat('<p><font color=red>x')],
  ['articles side by side', repeat(`<article><h2>One</h2><p>${sentence}</p></article>`)],
  ['articles inside one another', nest('<article>', `<p>${sentence}</p>`, '</article>', 100)],
  ['marked bodies side by side', repeat(`<div class="article-body"><p>${sentence}</p></div>`)],
  ['tables inside one another', nest('<table><tr><td>', sentence, '</td></tr></table>', 40)],
  ['rows of a table', enclose('<table>', `<tr><td>Date:</td><td>${sentence}</td></tr>`, '</table>')],
  ['text misplaced in a table', enclose('<table>', '<tr>x', '</table>')],
  ['paragraphs', article(`<p>${sentence}</p>`)],
  ['line breaks', article(`${sentence}<br><br>`)],
  ['line breaks alone', repeat('<br>')],
  ['many links in a paragraph', article('<a href="/a">Bridge</a>, ')],
  ['list items', article('<li>The bridge is open')],
  ['headings', repeat('<h1>Bridge opens</h1>')],
  ['headings that differ', enumerate((index) => `<h2 class="entry-title">Bridge ${index}</h2>`)],
  ['a long title', enclose('<title>', 'Bridge | ', '</title><h1>Bridge</h1>')],
  ['a title of marks', enclose('<title>', '_-|', '</title>')],
  ['attributes', enclose('<p ', 'data-a="b" ', `>${sentence}</p>`)],
  ['attributes that differ', enumerate((index) => `<p data-a${index}="b" title="c">x</p>`)],
  ['classes of one element', enclose('<div class="', 'article-body share ', `"><p>${sentence}</p></div>`)],
  ['a class without an end', enclose('<div class="', 'content-', `"><p>${sentence}</p></div>`)],
  ['pictures with many sources', article('<img data-src="/a.jpg" srcset="/a.jpg 1x, /b.jpg 2x">')],
  ['a long list of sources', enclose('<article><img srcset="', '/a.jpg 1x, ', '"></article>')],
  ['meta elements', enumerate((index) => `<meta name="a${index}" content="2021-01-01">`)],
  ['a long meta element', enclose('<meta name="author" content="', 'Jane Doe, ', '">')],
  ['scripts', repeat('<script>var a = 1;</script>')],
  ['comments of HTML', repeat('<!-- x -->x')],
  ['entities', article('&amp;&lt;&#x4e00;&nbsp;')],
  ['entities that are none', article('&ampx &')],
  ['dates in a page', repeat('<p>2021-01-01 10:00</p>')],
  ['times in an article', article('<time>2021-01-01</time>')],
  ['times in a page', repeat('<time datetime="2021-01-01">x</time>')],
  [
    'JSON-LD of many articles',
    enclose('<script type="application/ld+json">[', '{"@type":"Person","name":"A"},', '{}]</script>'),
  ],
  ['JSON-LD that nests', (size) => `<script type="application/ld+json">${'['.repeat(size)}</script>`],
  ['bylines', repeat('<p class="byline">By Jane Doe</p>')],
  ['related boxes', article(`<p>${sentence}</p><div class="related"><a href="/x">Bridge</a></div>`)],
];

/** Depth and text grow together, or what is looked through again and again is much only in a large page. */
const LARGE_PAGES: [string, Shape][] = [
  ['sections around paragraphs', deepen('<section>', `<p>${sentence}</p>`, '</section>')],
  ['boxes around text', deepen('<div>', sentence, '</div>')],
  ['inline elements around text', deepen('<span>', sentence, '</span>')],
  ['lists around items', deepen('<ul><li>', `${sentence}<br>`, '</ul>')],
  ['quotations around links', deepen('<blockquote>', '<a href="/a">Bridge</a>, ', '</blockquote>')],
  ['inline elements around what is empty', deepen('<span>', '<i></i>', '')],
  ['inline elements around blanks', deepen('<span>', ' ', '</span>')],
  ['marks in an item with a link', enclose('<ul><li><a href="/x">Bridge opens</a> ', mark, '')],
  ['parts of a title', (size) => `<title>${parts('w')(size / 2)}</title>${parts('<h2>w')(size / 2)}`],
  ['labels of one box', enclose('<h1>Bridge opens</h1><dl>', '<dt>Date:</dt><dd>1</dd>', '</dl>')],
  ['articles around articles', deepen('<article>', `<p>${sentence}</p>`, '</article>')],
];

const TEXTS: [string, Shape][] = [
  ['one character of Chinese', repeat('一')],
  ['one letter', repeat('A')],
  ['spaces', repeat(' ')],
  ['no-break spaces', repeat('\u00a0')],
  ['ideographic spaces and a character', repeat('大 \u3000')],
  ['line ends', repeat('\n')],
  ['a date of Chinese and blanks', repeat('2021年1月1日  ')],
  ['dates a line', repeat('2021-01-01 10:00\n')],
  ['dates of every kind', repeat('3. Juni 2025, 03.06.2025 June 3, 2025 二〇二五年六月三日 ')],
  ['figures', repeat('1')],
  ['figures and points', repeat('1.')],
  ['labels', repeat('日期:')],
  ['labels a line', repeat('来源：镇报 编辑：某某\n')],
  ['sentences', repeat(sentence)],
  ['sentences a line', repeat(`${sentence}\n`)],
  ['sentences without an end', repeat('the bridge and ')],
  ['brackets with readings', repeat('区(qū')],
  ['open brackets', repeat('【(')],
  ['names before offices', repeat('王小明区长')],
  ['offices before a colon', repeat('区长：')],
  ['people who are made something', repeat('任命王小明为')],
  ['points of foreign names', repeat('梅里克·')],
  ['characters of surnames', repeat('王')],
  ['headings that lead on amid a text', repeat('The council met.\nRelated\nNext: Bridge\n')],
  ['names with offices behind them', repeat('Jane Doe, Mayor of ')],
  ['names with offices in small letters behind them', repeat('Jane Doe, deputy town ')],
  ['people who were made something', repeat('Jane Doe was elected the ')],
  ['offices in small letters', repeat('deputy city police ')],
  ['names with a bracket', repeat('王小明（区')],
  ['notices of who is to be made something', repeat('王小明，男，')],
  ['offices with words behind', repeat('区长王国家长江')],
  ['names of three words in a line', repeat('Mayor Mary Ann Lee, ')],
  ['capitalised words', repeat('Deputy ')],
  ['offices joined', repeat('Mayor and ')],
  ['words that begin a credit', repeat('By Jane Doe and ')],
  ['addresses', repeat('https://a.example/ ')],
  ['full-width figures', repeat('２０２５年')],
  ['marks that end sentences', repeat('。！')],
];

const MARKDOWN: [string, Shape][] = [
  ['front matter without an end', enclose('---\n', 'a: b\n', '')],
  ['front matter of one line', enclose('---\ntitle: ', 'a "', '\n---\n')],
  ['front matter without a beginning', enclose('a:', '\n', '---\n')],
  ['empty lines before front matter', enclose('', '\n', '---\na: b\n---\n')],
  ['paragraphs of Markdown', repeat(`${sentence}\n\n`)],
];

describe('four times the page costs about four times the time', () => {
  test.each(PAGES)('%s', (_, shape) => {
    expect(measure('text/html', shape)).toBeLessThan(MAX_GROWTH);
  });
  test.each(LARGE_PAGES)('%s', (_, shape) => {
    expect(measure('text/html', shape, 100_000)).toBeLessThan(MAX_GROWTH);
  });
  test.each(TEXTS)('%s', (_, shape) => {
    expect(measure('text/plain', shape)).toBeLessThan(MAX_GROWTH);
  });
  test.each(MARKDOWN)('%s', (_, shape) => {
    expect(measure('text/markdown', shape)).toBeLessThan(MAX_GROWTH);
  });
});
