import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArticleFile } from '../../../bin/gazette/read/article-file.mjs';
import { decodeText, readBytes } from '../../../bin/gazette/read/text-file.mjs';

function read(path: string, text: string, timezone = 'UTC') {
  const warnings: string[] = [];
  const files = readArticleFile(text, { path, timezone, warn: (warning) => warnings.push(warning) });
  return { files, articles: files.map(({ article }) => article), warnings };
}

describe('Markdown with front matter', () => {
  test('every field of an article can be written by hand', () => {
    const file = join(import.meta.dirname, '../../fixtures/import/announcement.md');
    const { files, warnings } = read(file, readFileSync(file, 'utf8'));
    expect(warnings).toEqual([]);
    expect(files).toEqual([
      {
        article: {
          title: 'Water: off on Monday',
          summary: "It's two hours",
          language: 'en',
          date_published: '2026-01-05T09:00:00+08:00',
          external_id: 'water-2026-01',
          officials: ['jane-example', { slug: 'li-example', relation: 'quoted' }],
          authors: [{ name: 'Press office' }],
          source: { name: 'Water works', url: 'https://water.example/' },
          attachments: [
            { url: 'https://water.example/map.pdf', mime_type: 'application/pdf', size_in_bytes: 1200 },
          ],
          notify: false,
          content_markdown: 'From **9 to 11**.\n\n---\n\nNo: really.',
        },
        categories: ['water', 'public-works'],
        isDraft: false,
      },
    ]);
  });

  test('without front matter the first heading is the title', () => {
    expect(read('a.md', '\ufeff# Hello #\r\n\r\nText.\r\n').articles).toEqual([
      { title: 'Hello', content_markdown: 'Text.' },
    ]);
  });

  test('a heading below a picture is the title, and stays where it is', () => {
    const text = '![](https://a.example/b.jpg)\n\n# Hello\n\nText.';
    expect(read('a.md', text).articles).toEqual([{ title: 'Hello', content_markdown: text }]);
  });

  test('a draft may lack its title and its text', () => {
    expect(read('a.md', '+++\ndraft = true\ntitle = ""\n+++\n').files).toMatchObject([{ isDraft: true }]);
  });

  test('a post without a date or a title of its own has those of its file’s name', () => {
    const { articles } = read(
      '_posts/2019-03-01-new-bridge.md',
      '---\nlayout: post\n---\nText',
      'Asia/Tokyo',
    );
    expect(articles).toEqual([
      { title: 'New bridge', date_published: '2019-02-28T15:00:00Z', content_markdown: 'Text' },
    ]);
  });

  test('MDX loses the lines of JavaScript that it begins with', () => {
    const text = "---\ntitle: A\n---\nimport Map from '../map.astro';\nimport './a.css';\n\nText";
    expect(read('a.mdx', text).articles).toEqual([{ title: 'A', content_markdown: 'Text' }]);
  });

  test('what a generator would have replaced stays in the text, and is told', () => {
    const { articles, warnings } = read(
      'a.md',
      '# A\n\n{{< youtube x >}} {% include a.html %} {{ site.title }}',
    );
    expect(articles[0]?.content_markdown).toContain('{{< youtube x >}} {% include a.html %}');
    expect(warnings).toEqual([
      '{{< youtube >}} stays in the text as it is',
      '{% include %} stays in the text as it is',
      '{{ site.title }} stays in the text as it is',
    ]);
  });

  test('attributes of kramdown and Hugo are no text, but in code', () => {
    const { articles, warnings } = read(
      'a.md',
      '# A {#top}\n\n## B {#b .wide}\n\nText.{: .lead}\n{: .note }\n\n```\n{: .lead}\n```\n{% if x %}',
    );
    expect(articles).toEqual([
      { title: 'A', content_markdown: '## B\n\nText.\n\n\n```\n{: .lead}\n```\n{% if x %}' },
    ]);
    expect(new Set(warnings)).toEqual(
      new Set(['{: … } and {#…}, attributes of a text, are left out', '{% if %} stays in the text as it is']),
    );
  });

  test.each(['Last Modified', 'git Last Modified', 'Created', 'git created'])(
    'a date that Eleventy takes from elsewhere is passed over, and told: %s',
    (date) => {
      const { articles, warnings } = read('a.md', `---\ntitle: A\ndate: ${date}\n---\nText`);
      expect(articles).toEqual([{ title: 'A', content_markdown: 'Text' }]);
      expect(warnings).toEqual(['front matter: date, which is to be a file’s, is passed over']);
    },
  );

  test.each([
    ['---\ntitle: a\n', 'no end'],
    ['---\ntitle: a\nb:\n\tc: d\n---\nx', 'line 4: the front matter cannot be read'],
    ['---\ntitle: a\ndate: soon\n---\nx', 'date is no date that can be read'],
    ['---\ntitle: a\n---\n\n', 'has no text'],
    ['---js\nconst title = "a";\n---\nText', 'is JavaScript'],
    ['Text.\n\n```\n# a comment\n```\n', 'has no title'],
    ['Text alone.', 'has no title'],
  ])('a mistake is told in words: %j', (text, words) => {
    expect(() => read('a.md', text)).toThrow(words);
  });
});

describe('HTML and JSON files', () => {
  test('a page gives its heading as title where <title> adds the site’s name', () => {
    const page = `<!doctype html><html lang="en-GB"><title>Road works | Town</title>
      <meta name="description" content="In short"><body><nav>Menu</nav><article><h1>Road works</h1><p>Text</p></article>`;
    expect(read('a.HTML', page).articles).toEqual([
      { title: 'Road works', content_html: '<p>Text</p>', language: 'en-GB', summary: 'In short' },
    ]);
  });

  test('a page without anything to call it is refused', () => {
    expect(() => read('a.html', '<p>Text</p>')).toThrow('has no title');
  });

  test('HTML with front matter is the text of its article', () => {
    expect(read('a.html', '---\ntitle: A\ntags: [b]\n---\n<p>Text</p>\n').files).toEqual([
      { article: { title: 'A', content_html: '<p>Text</p>' }, categories: ['b'], isDraft: false },
    ]);
  });

  test('JSON is an article or a list of them', () => {
    expect(read('a.json', '{"title":"a"}').articles).toEqual([{ title: 'a' }]);
    expect(read('a.json', '[{"title":"a"},{"title":"b"}]').articles).toHaveLength(2);
    expect(() => read('a.json', '[1]')).toThrow('item 1 is no article');
    expect(() => read('a.txt', 'x')).toThrow('is no .md, .html or .json file');
  });
});

test.each([
  ['nowhere.xml', 'there is no such file'],
  ['https://a.example/feed.xml', 'is a web address: save it as a file first'],
])('what cannot be opened is told in words: %s', async (path, words) => {
  await expect(readBytes(path)).rejects.toThrow(words);
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
