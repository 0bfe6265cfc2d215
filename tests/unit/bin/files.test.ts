import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArticleFile } from '../../../bin/gazette/read/article-file.mjs';
import { decodeText, readBytes } from '../../../bin/gazette/read/text-file.mjs';

/** Later than every day that a page tells here. */
const NOW = Date.UTC(2030, 0, 1);
const UNDATED = 'has no date: is published as of now';

function read(path: string, text: string, timezone = 'UTC') {
  const told: string[] = [];
  const files = readArticleFile(text, { path, timezone, now: NOW, warn: (warning) => told.push(warning) });
  const warnings = told.filter((warning) => warning !== UNDATED);
  return { files, articles: files.map(({ article }) => article), warnings, isDated: !told.includes(UNDATED) };
}

/** The text of an article of this Markdown. */
const write = (text: string, path = 'a.md') =>
  read(path, `# A\n\n${text}`).articles[0]?.content_markdown as string;

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

  test('fields that only links need are not told as unused', () => {
    const { warnings } = read(
      'a.md',
      '---\ntitle: A\naliases: [/b/]\nredirect_from: /c/\nlayout: post\n---\nText',
    );
    expect(warnings).toEqual(['front matter: layout is not used']);
  });

  test('a heading may be underlined', () => {
    for (const text of ['Hello\n=====\n\nText.', '---\nlayout: x\n---\n\nHello\n===\nText.'])
      expect(read('a.md', text).articles).toEqual([{ title: 'Hello', content_markdown: 'Text.' }]);
    // Amid a paragraph it is none, and code is code.
    const others = 'Two\nlines\n===\n\n```\na\n=\n```';
    expect(() => read('a.md', others)).toThrow('has no title');
  });

  test.each([
    ['posts/opening-of-the-bridge.md', 'Opening of the bridge'],
    ['posts/bridge_opens/index.mdx', 'Bridge opens'],
    ['posts/桥梁开放.html', '桥梁开放'],
  ])('what has front matter and no title is called as its file, and that is told: %s', (path, title) => {
    const { articles, warnings } = read(path, '---\ndate: 2024-05-01\n---\n\nText.');
    expect(articles).toMatchObject([{ title }]);
    expect(warnings).toEqual(['has no title: is called as its file is']);
    expect(() => read(path, 'Text.')).toThrow('has no title');
  });

  test.each([
    '2022-2-4-bridge.md',
    '2022-02-04_bridge.md',
    '2022/02-04-bridge.md',
    '2022/02/04-bridge.mdx',
    '2022-02/04/bridge.md',
    '2022/02-04/index.md',
  ])('a day may be spelt by folders and name together: %s', (path) => {
    expect(read(`news/${path}`, '# A\n\nText').articles).toMatchObject([
      { date_published: '2022-02-04T00:00:00Z' },
    ]);
  });

  test.each([
    '# Hello #\r\n\r\nText.\r\n',
    '# **Hello**\n\nText.',
    '# [Hello](/hello)\nText.',
    '<h1 align="center">\n  <a href="/">Hello</a>\n</h1>\n\nText.',
    '<h1>Hello</h1>\n\nText.',
    '## Hello\n\nText.',
  ])('without front matter the heading that the text begins with is the title: %j', (text) => {
    expect(read('a.md', text).articles).toEqual([{ title: 'Hello', content_markdown: 'Text.' }]);
  });

  test.each(['1. Hello', '`hello` is *here*', 'A | b', '- Hello', 'Hello &amp; others'])(
    'a heading that repeats the title is no part of the text: %s',
    (title) => {
      const [article] = read('a.md', `---\ntitle: '${title}'\n---\n\n# ${title}\n\nText.`).articles;
      expect(article).toEqual({ title, content_markdown: 'Text.' });
    },
  );

  test('a heading that looks like something else is a title', () => {
    expect(read('a.md', '# 1. Hello\n\nText.').articles[0]?.title).toBe('1. Hello');
  });

  test.each([
    ['a.md', '## Before\n\nText.\n\n# Hello'],
    ['2022-02-04-hello.md', '## Before\n\nText.'],
    ['hello.md', '---\nlayout: page\n---\n\n## Before\n\nText.'],
  ])('a heading of a lower level is the title where nothing else is: %s, %j', (path, text) => {
    const [article] = read(path, text).articles;
    expect(article?.title).toBe('Hello');
    expect(article?.content_markdown).toMatch(/^## Before/);
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

  test.each([
    ['blog/2021-05-02-bridge/index.md', '', '2021-05-02T00:00:00Z'],
    ['bridge.md', 'created = 2021-05-01', '2021-05-01T00:00:00Z'],
    ['2021-05-02-bridge.md', 'created = 2021-05-01', '2021-05-02T00:00:00Z'],
    ['blog/2021-05-02-bridge/index.mdx', '', '2021-05-02T00:00:00Z'],
    ['blog/2021/05/02/bridge.md', '', '2021-05-02T00:00:00Z'],
    ['content/bridge.md', 'path = "2021/05/02/bridge"', '2021-05-02T00:00:00Z'],
    ['content/bridge.md', 'permalink = "/news/2021/05/02/bridge/"', '2021-05-02T00:00:00Z'],
    ['blog/2021-05-02-bridge/index.md', 'date = 2020-01-01', '2020-01-01T00:00:00Z'],
    ['blog/2021-05-02-bridge/map.md', '', undefined],
    ['blog/2021/13/02/bridge.md', '', undefined],
  ])('a day is read from where else it is said: %s, %s', (path, line, date) => {
    const { articles, isDated } = read(path, `+++\ntitle = "A"\n${line}\n+++\nText`);
    expect({ date: articles[0]?.date_published, isDated }).toEqual({ date, isDated: date !== undefined });
  });

  test('MDX loses the lines of JavaScript that it begins with', () => {
    const text = "---\ntitle: A\n---\nimport Map from '../map.astro';\nimport './a.css';\n\nText";
    expect(read('a.mdx', text).articles).toEqual([{ title: 'A', content_markdown: 'Text' }]);
  });

  test('what a generator would have replaced stays in the text, and is told', () => {
    const { articles, warnings } = read(
      'a.md',
      `# A\n\n{{< youtube x >}} {% include a.html %} {{ site.title }} {{ "jane" | team_link }} {{ 'joe' | team_link }}`,
    );
    expect(articles[0]?.content_markdown).toContain('{{< youtube x >}} {% include a.html %}');
    expect(warnings).toEqual([
      '{{< youtube >}} stays in the text as it is',
      '{% include %} stays in the text as it is',
      '{{ site.title }} stays in the text as it is',
      '{{ … | team_link }} stays in the text as it is',
    ]);
  });

  test.each([
    ['{% highlight html linenos %}\n<b>{{ x }}</b>\n{% endhighlight %}', '````html\n<b>{{ x }}</b>\n````'],
    ['{{< highlight go >}}\na := *b\n{{< /highlight >}}', '````go\na := *b\n````'],
    ['{% codeblock lang:js %}\nx\n{% endcodeblock %}', '````js\nx\n````'],
    ['{{< figure src="/i/a.jpg" alt="A [b]" >}}', '![A \\[b\\]](</i/a.jpg>)'],
    ['{{< figure src="a b.png" caption="Old *town*" >}}', '![](<a b.png>)\n\n*Old \\*town\\**'],
    ['{% include figure.html image_path="/a.png" alt="A" %}', '![A](</a.png>)'],
    ['{% image "assets/a.webp" "A bridge" %}', '![A bridge](<assets/a.webp>)'],
    ['{% asset_img a.gif A %}', '![A](<a.gif>)'],
    ['{{< youtube dQw4w9WgXcQ >}}', '<https://www.youtube.com/watch?v=dQw4w9WgXcQ>'],
    ['{{< vimeo id="146022717" >}}', '<https://vimeo.com/146022717>'],
    ['![]({{ site.baseurl }}/a.png)', '![](/a.png)'],
    ['![]({{ site.url }}{{ site.baseurl }}/a.png)', '![](/a.png)'],
    [`![]({{ '/a.png' | relative_url }})`, '![](/a.png)'],
    ['[b]({{ "/b/" | prepend: site.baseurl | url }})', '[b](/b/)'],
    ['[b]({{< ref "b.md" >}}) [c]({% post_url 2020-01-01-c %})', '[b](b.md) [c](2020-01-01-c)'],
    ['{% raw %}\n`{{ x }}`\n{% endraw %}', '`{{ x }}`'],
    ['a{% comment %}b\nc{% endcomment %}{{/* d */}}', 'a'],
    ['* TOC\n{:toc}\n\nText', 'Text'],
    ['[[toc]]\n\nText', 'Text'],
    ['> [!NOTE]\n> Text', '> **Note**\n>\n> Text'],
    ['![A](../FIGURE 1 a.jpg) [b](The plan.pdf)', '![A](<../FIGURE 1 a.jpg>) [b](<The plan.pdf>)'],
    ['![A](a.jpg "b c.jpg")', '![A](a.jpg "b c.jpg")'],
    ['::: tip\nText\n:::\n\nMore', '> **Tip**\n>\n> Text\n\n\nMore'],
    [':::warning[Mind the gap]\n```\n:::\n```\n:::', '> **Mind the gap**\n>\n> ```\n> :::\n> ```'],
    ['::: note A\n:::: tip B\nText\n::::\n:::', '> **A**\n>\n>\n> > **B**\n> >\n> > Text\n>'],
  ])('what a generator would have replaced is written as Markdown where it can be: %j', (text, markdown) => {
    expect(write(text)).toBe(markdown);
  });

  test.each([
    '```\n{{< figure src="a.jpg" >}}\n::: tip\n:::\n```',
    '~~~\n```\n{% image "a.jpg" %}\n~~~',
    '`{{< youtube dQw4w9WgXcQ >}}` and ``{{ "/a" | url }} ` ``',
    '::: tip\nwithout an end',
    '1. a\n   ```\n   {% post_url b %}\n   ```',
  ])('what is code, or has no end, stays as it is: %j', (text) => {
    expect(write(text)).toBe(text);
  });

  test('pictures that MDX imports are shown, and components are told', () => {
    const text = `import Photo from './photo.jpg';

<Image src={Photo} alt="The [old] bridge" width={4} />

import Tabs from '../tabs.js';

<Tabs>Text</Tabs> <img src={require('../a.png').default} />

\`\`\`js
import x from './x';
\`\`\``;
    const { articles, warnings } = read('a.mdx', `# A\n\n${text}`);
    expect(articles[0]?.content_markdown).toBe(
      "![The \\[old\\] bridge](<./photo.jpg>)\n\n\n\n<Tabs>Text</Tabs> ![](<../a.png>)\n\n```js\nimport x from './x';\n```",
    );
    expect(new Set(warnings)).toEqual(
      new Set([
        'import and export lines of MDX are left out',
        '<Tabs>, a component, is left out, but for text in it',
      ]),
    );
  });

  test.each([
    [
      '<Card\n  title="A"\n  icon={"<b>"}\n>\n  **Text** [b](https://a.example)\n</Card>',
      '**Text** [b](https://a.example)',
    ],
    [
      '<Grid>\n  <Card>\n    Text\n\n    - one\n      - two\n  </Card>\n  More\n</Grid>\nEnd',
      'Text\n\n- one\n  - two\n\nMore\n\nEnd',
    ],
    ['1. One\n   <Tip>\n     Text\n   </Tip>\n2. Two', '1. One\n\n   Text\n\n2. Two'],
    ['<Steps>\n    ```js\n    <Card>\n      x\n    ```\n</Steps>', '```js\n<Card>\n  x\n```'],
    ['A{/* why\n\nnot */}B <Note>C</Note>', 'AB <Note>C</Note>'],
    ['<Video id="x" />\n\nText', 'Text'],
    ['</Card>\n  Text', 'Text'],
    ['`<Card>`\n\n    <Card>', '`<Card>`'],
  ])('between components of MDX is Markdown, wherever their tags stand: %j', (text, markdown) => {
    expect(write(text, 'a.mdx')).toBe(markdown);
    // To others a brace is a brace.
    expect(write(text)).toBe(text.trim());
  });

  test('what a tag of MDX has as an object goes, and the tag stays', () => {
    expect(
      write('<p id="a" style={{ width: "100%", color: "red" }}>Text</p> `style={{ a: 1 }}`', 'a.mdx'),
    ).toBe('<p id="a">Text</p> `style={{ a: 1 }}`');
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

  test.each([
    [
      '[l](https://a.example/){:target="_blank"} and *b*{:.x}, `c`{:.y}',
      '[l](https://a.example/) and *b*, `c`',
    ],
    ['![p](https://a.example/p.png){width=50%} {: style="float:right"}', '![p](https://a.example/p.png)'],
    ['f({a: 1}) and {b}, (x){y} and {{ z }}', 'f({a: 1}) and {b}, (x){y} and {{ z }}'],
  ])('attributes behind a part of a line are no text: %s', (written, expected) => {
    expect(write(written)).toBe(expected);
  });

  test('a place in the text that a link leads to is kept, whatever it is called', () => {
    const { articles } = read(
      'a.md',
      '# A {#top}\n\n[B](#b) [C](#c.1) [D](#d)\n\n## B {#b .wide}\n\nText.\n{: #c.1 .lead}\n\n## Up {#unused}\n\n<a href="#top">up</a>{: #d}',
    );
    expect(articles).toMatchObject([
      {
        title: 'A',
        content_markdown:
          '[B](#b) [C](#c.1) [D](#d)\n\n## B <a id="b"></a>\n\nText.\n<a id="c.1"></a>\n\n## Up\n\n<a href="#top">up</a> <a id="d"></a>',
      },
    ]);
  });

  test.each([
    ['{{< notice tip >}}\nGo.\n{{< /notice >}}', '**Tip**'],
    ['{{% alert title="Mind the gap" color="warning" %}}\nGo.\n{{% /alert %}}', '**Mind the gap**'],
    ['{{< hint info >}}\nGo.\n{{< /hint >}}', '**Info**'],
    ['{{< admonition type=danger title="Hot" open=false >}}\nGo.\n{{< /admonition >}}', '**Hot**'],
    ['{{< callout emoji="⚡" >}}\nGo.\n{{< /callout >}}', '**Note**'],
    ['{{% warning %}}\nGo.\n{{% /warning %}}', '**Warning**'],
  ])('boxes of Hugo’s themes are quotations: %j', (box, title) => {
    expect(write(box)).toBe(`> ${title}\n>\n> Go.`);
  });

  test.each([
    '{{< notice tip >}}\nGo.',
    '{{< note >}}\n{{< tip >}}\n{{< /note >}}\n{{< /tip >}}',
    'Go.\n{{< /notice >}}',
  ])('boxes without an end stay as they are: %j', (text) => {
    expect(write(text)).toBe(text);
  });

  test('Markdown inside of HTML that says so is Markdown', () => {
    expect(write('<div class="x" markdown="1">\n**b**\n</div>\n\n<div>\nc\n</div>')).toBe(
      '<div class="x">\n\n**b**\n</div>\n\n<div>\nc\n</div>',
    );
  });

  test.each([
    '````md\n```\n# B {#b}\n```\n````',
    '- One\n  - Two\n\n      ```sh\n      cd # {#b}\n      ```',
  ])('code in longer fences and in lists keeps attributes, and has no title in it: %j', (code) => {
    const { articles } = read('a.md', `${code}\n\n# A {#top}`);
    expect(articles).toEqual([{ title: 'A', content_markdown: `${code}\n\n# A` }]);
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
    ['---\ntitle: a\nb: c\n\td: e\n---\nx', 'line 4: the front matter cannot be read'],
    ['---\ntitle: a\ndate: soon\n---\nx', 'date is no date that can be read'],
    ['---\ntitle: a\n---\n\n', 'has no text'],
    ['---js\nconst title = "a";\n---\nText', 'is JavaScript'],
    ['---\ntitle: a\nb: &c d\ne: *c\n---\nText', 'line 4: the front matter has an alias (*name)'],
    ['Text.\n\n```\n# a comment\n```\n', 'has no title'],
    ['Text alone.', 'has no title'],
    ['<h1>no end\n\nText</h1>', 'has no title'],
    ['<h1><img src="a.png"></h1>\n\nText', 'has no title'],
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

  test.each([
    '<meta property="article:published_time" content="2019-03-04T10:11:12Z"><body><h1>A</h1><p>Text.</p>',
    '<body><article class="h-entry"><h1 class="p-name">A</h1><p>Text.</p><footer><time class="dt-published" datetime="2019-03-04T10:11:12Z">March 4</time></footer></article>',
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A","datePublished":"2019-03-04T10:11:12Z"}</script><body><h1>A</h1><p>Text.</p>',
  ])('a page says its day itself, unless its front matter or its name does: %s', (page) => {
    expect(read('a.html', page).articles).toMatchObject([
      { title: 'A', date_published: '2019-03-04T10:11:12Z' },
    ]);
    expect(read('2020-01-02-a.html', page).articles).toMatchObject([
      { date_published: '2020-01-02T00:00:00Z' },
    ]);
    expect(read('a.html', `---\ndate: 2021-05-06\n---\n${page}`).articles).toMatchObject([
      { date_published: '2021-05-06T00:00:00Z' },
    ]);
    expect(read('a.html', page.replace(/2019-03-04T10:11:12Z/, 'soon')).isDated).toBe(false);
    // A page was not published on a day to come.
    expect(read('a.html', page.replace(/2019-03-04T10:11:12Z/, '2031-03-04')).isDated).toBe(false);
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
  test.each(['utf8', 'utf16le'] as const)(
    'the mark that a file begins with is no part of it: %s',
    (encoding) => {
      for (const [path, text] of [
        ['a.md', '# A\r\n\r\nText'],
        ['a.md', '---\r\ntitle: A\r\n---\r\nText'],
        ['a.json', '{"title": "A", "content_markdown": "Text"}'],
      ] as const) {
        const { articles } = read(path, decodeText(Buffer.from(`\ufeff${text}`, encoding)));
        expect(articles).toEqual([{ title: 'A', content_markdown: 'Text' }]);
      }
    },
  );

  test('a file is read in the encoding that it declares, and as UTF-8 whatever it declares if it is', () => {
    const gbk = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="GB2312"?><r>'),
      Buffer.from([0xd6, 0xd0]),
      Buffer.from('</r>'),
    ]);
    expect(decodeText(gbk)).toContain('<r>中</r>');
    expect(decodeText(Buffer.from('<meta charset="iso-8859-1">中'))).toContain('中');
  });

  test.each([
    ['é: café, naïve', 'latin1', '', '', 'is not UTF-8, and was read as windows-1252'],
    ['é: café.', 'latin1', 'utf-8', '', 'is not utf-8, and was read as windows-1252'],
    ['é: café.', 'latin1', 'klingon', '', 'is not klingon, and was read as windows-1252'],
    ['书记主持会议', 'gbk', '', '', 'is not UTF-8, and was read as gb18030'],
    ['书记主持会议', 'gbk', 'utf-8', '', 'is not utf-8, and was read as gb18030'],
    ['镇里开会。'.repeat(10), 'utf8', 'utf-8', '\xff', 'has 1 places that are not utf-8, which stand as �'],
    [
      '书记主持会议'.repeat(10),
      'gbk',
      'gb2312',
      '\xff',
      'has 1 places that are not gb2312, which stand as �',
    ],
  ] as const)(
    'what is none of them is read as what it can be, and told: %s, %s, declared %s%s',
    (text, encoding, declared, fault, told) => {
      // Each character of the example as GBK writes it.
      const gbk = { 书: 'cae9', 记: 'bcc7', 主: 'd6f7', 持: 'b3d6', 会: 'bbe1', 议: 'd2e9' };
      const bytes =
        encoding === 'gbk'
          ? Buffer.from([...text].map((character) => gbk[character as keyof typeof gbk]).join(''), 'hex')
          : Buffer.from(text, encoding);
      const head = declared === '' ? '' : `<?xml version="1.0" encoding="${declared}"?>`;
      const warnings: string[] = [];
      const read = decodeText(
        Buffer.concat([Buffer.from(`${head}<r>`), bytes, Buffer.from(fault, 'latin1'), Buffer.from('</r>')]),
        (warning) => warnings.push(warning),
      );
      expect({ read, warnings }).toEqual({
        read: `${head}<r>${text}${fault === '' ? '' : '�'}</r>`,
        warnings: [told],
      });
    },
  );

  test('bytes that are no text are refused', () => {
    expect(() => decodeText(Buffer.from([0x89, 0x50, 0, 0xff]))).toThrow('is not UTF-8');
  });

  test.each(['<r>é中</r>', '{"a":"é中"}', '# é中', '---\ntitle: é中\n---\n'])(
    'UTF-16 is known with its mark and without: %s',
    (text) => {
      const little = Buffer.from(text, 'utf16le');
      const mark = Buffer.from([0xff, 0xfe]);
      for (const bytes of [little, Buffer.concat([mark, little])]) {
        expect(decodeText(bytes)).toBe(text);
        expect(decodeText(Buffer.from(bytes).swap16())).toBe(text);
      }
      // Some declare it of a file that they wrote in UTF-8.
      const declared = `<?xml version="1.0" encoding="utf-16"?>${text}`;
      expect(decodeText(Buffer.from(declared))).toBe(declared);
    },
  );
});
