import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArticleFile } from '../../../bin/gazette/read/article-file.mjs';
import { readMarkdownFile } from '../../../bin/gazette/read/markdown-file.mjs';
import { readPlainYaml } from '../../../bin/gazette/read/plain-yaml.mjs';
import { decodeText } from '../../../bin/gazette/read/text-file.mjs';

describe('Markdown with front matter', () => {
  test('every field of an article can be written by hand', () => {
    const file = join(import.meta.dirname, '../../fixtures/import/announcement.md');
    expect(readMarkdownFile(readFileSync(file, 'utf8'))).toEqual({
      title: 'Water: off on Monday',
      summary: "It's two hours",
      language: 'en',
      date_published: '2026-01-05T01:00:00Z',
      external_id: 'water-2026-01',
      categories: ['water', 'public-works'],
      officials: ['jane-example', { slug: 'li-example', relation: 'quoted' }],
      authors: [{ name: 'Press office' }],
      source: { name: 'Water works', url: 'https://water.example/' },
      attachments: [
        { url: 'https://water.example/map.pdf', mime_type: 'application/pdf', size_in_bytes: 1200 },
      ],
      notify: false,
      content_markdown: 'From **9 to 11**.\n\n---\n\nNo: really.',
    });
  });

  test('without front matter the first heading is the title', () => {
    expect(readMarkdownFile('\ufeff# Hello #\r\n\r\nText.\r\n')).toEqual({
      title: 'Hello',
      content_markdown: 'Text.',
    });
  });

  test.each([
    ['---\ntitle: a\n', 'no end'],
    ['---\ntitle: a\ndate: 2026-01-05\n---\nx', '"date" is no field of an article: write date_published'],
    ['---\ntitle: a\n__proto__: x\n---\nx', '"__proto__" is no field'],
    ['---\ntitle: a\ncontent_html: x\n---\nx', 'the text below'],
    ['---\ntitle: a\ndate_published: 2026-01-05\n---\nx', '2026-01-05T09:00:00+00:00'],
    ['---\ntitle: a\ndate_published: soon\n---\nx', 'is no date: soon'],
    ['---\ntitle: [a]\n---\nx', 'title must be a text'],
    ['---\ntitle: a\nnotify: no\n---\nx', 'notify must be true or false'],
    ['---\ntitle: a\nsource: { name: b, link: c }\n---\nx', 'source has no part "link"'],
    ['---\ntitle: a\n---\n\n', 'has no text'],
    ['Text alone.', 'has no title'],
  ])('a mistake is told in words: %j', (text, words) => {
    expect(() => readMarkdownFile(text)).toThrow(words);
  });
});

describe('the YAML of front matter', () => {
  test.each([
    ['a: no', { a: 'no' }],
    ['a: Council: new # budget', { a: 'Council: new' }],
    ['a: "x\\u4e2d\\n" # c', { a: 'x中\n' }],
    ['a: []\nb: {}', { a: [], b: {} }],
    ["a: [x y, 'it''s', \"p, q\"]", { a: ['x y', "it's", 'p, q'] }],
    ['a: {b: c, d: [e]}', { a: { b: 'c', d: ['e'] } }],
    ['a:\n- b\n- c\nd: e', { a: ['b', 'c'], d: 'e' }],
    ['a:\n  b:\n    - c: d\n      e: f\n    - g: h', { a: { b: [{ c: 'd', e: 'f' }, { g: 'h' }] } }],
    ['a:\nb: ~\n', { a: null, b: null }],
  ])('%j', (text, value) => {
    expect(JSON.parse(JSON.stringify(readPlainYaml(text, 1)))).toEqual(value);
  });

  test.each([
    ['a: b\na: c', 'line 2: "a" is there twice'],
    ['a: |\n  b', 'line 1: a text over several lines'],
    ['a: &x b', 'line 1: "&" begins'],
    ['a: "b', 'line 1: has a quote'],
    ['a: [b', 'line 1: has no "]"'],
    ['a: "b" c', 'line 1: something stands behind'],
    ['a: b\n   c: d', 'line 2: is indented'],
    ['a:\n\tb: c', 'line 2: is indented with a tab'],
    ['just words', 'line 1: is no "key: value"'],
    [`a: ${'['.repeat(100_000)}`, 'too many brackets'],
  ])('what is beyond it is refused with its line: %j', (text, words) => {
    expect(() => readPlainYaml(text, 1)).toThrow(words);
  });
});

describe('HTML and JSON files', () => {
  test('a page gives its heading as title where <title> adds the site’s name', () => {
    const page = `<!doctype html><html lang="en-GB"><title>Road works | Town</title>
      <meta name="description" content="In short"><body><nav>Menu</nav><article><h1>Road works</h1><p>Text</p></article>`;
    expect(readArticleFile('a.HTML', page)).toEqual([
      { title: 'Road works', content_html: '<p>Text</p>', language: 'en-GB', summary: 'In short' },
    ]);
  });

  test('a page without anything to call it is refused', () => {
    expect(() => readArticleFile('a.html', '<p>Text</p>')).toThrow('has no title');
  });

  test('JSON is an article or a list of them', () => {
    expect(readArticleFile('a.json', '{"title":"a"}')).toEqual([{ title: 'a' }]);
    expect(readArticleFile('a.json', '[{"title":"a"},{"title":"b"}]')).toHaveLength(2);
    expect(() => readArticleFile('a.json', '[1]')).toThrow('item 1 is no article');
    expect(() => readArticleFile('a.txt', 'x')).toThrow('is no .md, .html or .json file');
  });
});

describe('encodings', () => {
  test('a file is read in the encoding that it declares, and as UTF-8 whatever it declares if it is', () => {
    const gbk = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="GB2312"?><r>'),
      Buffer.from([0xd6, 0xd0]),
      Buffer.from('</r>'),
    ]);
    expect(decodeText(gbk)).toContain('<r>中</r>');
    expect(decodeText(Buffer.from('<meta charset="iso-8859-1">中'))).toContain('中');
    expect(() => decodeText(Buffer.from([0x61, 0xff]))).toThrow('is not UTF-8');
  });
});
