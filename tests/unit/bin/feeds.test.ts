import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../bin/gazette/read/document.mjs';
import type { ReadOptions } from '../../../bin/gazette/read/entry.mjs';

const OPTIONS: ReadOptions = { takesPages: false, site: null };

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../fixtures/import', name), 'utf8');

function readEntries(name: string, options = OPTIONS) {
  return readText(fixture(name), options);
}

function readText(text: string, options = OPTIONS) {
  const document = readDocument(text, options);
  if ('pages' in document) throw new Error('a sitemap');
  return document;
}

describe('RSS', () => {
  const { kind, entries } = readEntries('town.rss');

  test('an item gives everything that it says', () => {
    expect(kind).toBe('RSS');
    expect(entries[0]).toEqual({
      id: 'town-17',
      link: 'https://town.example/news/roads',
      title: 'Roads & bridges: what is next',
      html: '<p>The bridge opens. <a href="https://town.example/plans.pdf">Plans</a> <img src="https://town.example/news/bridge.jpg"></p>',
      summary: 'The short of it all.',
      date: 'Tue, 31 Aug 2021 21:35:07 +0800',
      language: 'en-gb',
      authors: ['Press office'],
      categories: [
        { name: 'Roads', slug: null },
        { name: 'Économie locale', slug: null },
      ],
      attachments: [
        { url: 'https://town.example/plans.pdf', mimeType: 'application/pdf', sizeBytes: 1234 },
        { url: 'https://town.example/news/audio/council.mp3', mimeType: 'audio/mpeg' },
      ],
      image: 'https://town.example/bridge.jpg',
      source: { name: 'County news', url: 'https://county.example/rss' },
    });
  });

  test('a guid is the link where there is no other, and an author is a name rather than an address', () => {
    expect(entries[1]).toMatchObject({
      id: 'https://town.example/short/2',
      link: 'https://town.example/short/2',
      title: '',
      html: 'Only a description, without a title or a date.',
      date: '',
      authors: ['News desk'],
    });
  });

  test('RSS 1.0 keeps its items beside the channel', () => {
    expect(readEntries('town-rdf.xml').entries).toMatchObject([
      {
        id: 'https://town.example/news/1',
        title: 'Library opens',
        html: 'On Sundays too.',
        date: '2005-03-01T10:00:00+01:00',
        categories: [{ name: 'Culture' }],
      },
    ]);
  });
});

describe('a link without a host', () => {
  const post = (link: string) =>
    `<item><title>A</title><link>${link}</link><description>&lt;img src="/a.png"&gt;</description></item>`;
  const feed = (version: string, link: string) =>
    `<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><link>https://town.example/</link>${version}${post(link)}</channel></rss>`;

  test.each([
    ['RSS', ''],
    ['a WordPress export', '<wp:wxr_version>1.2</wp:wxr_version><!-- -->'],
  ])('is one of the channel’s site, and the id stays to the byte: %s', (_kind, version) => {
    const text = feed(version, '/blog/a.html').replace(
      '<title>A</title>',
      version && '<title>A</title><wp:status>publish</wp:status>',
    );
    expect(readText(text).entries).toMatchObject([
      {
        id: '/blog/a.html',
        link: 'https://town.example/blog/a.html',
        html: expect.stringContaining('https://town.example/a.png'),
      },
    ]);
  });

  test('is none where it is words', () => {
    expect(readText(feed('', 'none')).entries).toMatchObject([{ link: '' }]);
  });
});

describe('Atom', () => {
  const { entries } = readEntries('district.atom');

  test('XHTML content becomes HTML, its links resolved by the nearest xml:base', () => {
    expect(entries[0]?.html).toBe(
      '<p>会议 &amp; <a href="https://files.example/a.html" title="&quot;x&quot;">全文</a><br>完</p>',
    );
  });

  test('an entry gives its id, link, first date, language, category, enclosure and the feed’s author', () => {
    expect(entries[0]).toMatchObject({
      id: 'tag:district.example,2021:1',
      link: 'https://district.example/news/1.html',
      title: 'A <b> title',
      summary: '短讯',
      date: '2021-08-31T21:35:07+08:00',
      language: 'zh-CN',
      authors: ['District office'],
      categories: [{ name: '经济', slug: 'economy' }],
      attachments: [
        {
          url: 'https://district.example/files/1.pdf',
          mimeType: 'application/pdf',
          title: 'Annex',
          sizeBytes: 77,
        },
      ],
    });
  });

  test('text stays text, its paragraphs apart', () => {
    expect(entries[1]).toMatchObject({
      title: 'Plain <title>',
      html: '<p>First &lt;paragraph&gt;.</p>\n<p>Second.</p>',
      date: '2021-09-01T00:00:00.250Z',
      authors: ['Guest'],
    });
  });
});

describe('JSON Feed', () => {
  const { entries } = readEntries('town.feed.json');

  test('version 1 and 1.1 are read, relative addresses resolved', () => {
    expect(entries[0]).toMatchObject({
      id: '17',
      link: 'https://town.example/news/17',
      html: '<p>On <a href="https://town.example/sundays">Sundays</a>.</p>',
      image: 'https://town.example/library.jpg',
      authors: ['Press office'],
      categories: [{ name: 'Culture', slug: null }],
      attachments: [{ url: 'https://town.example/hours.pdf', mimeType: 'application/pdf', sizeBytes: 12 }],
    });
  });

  test('of this service’s own feed the officials do not become categories', () => {
    expect(entries[1]).toMatchObject({
      html: '<p>One &amp; all.<br>Next line.</p>\n<p>Second paragraph.</p>',
      authors: ['Guest'],
      categories: [{ name: 'Roads', slug: 'roads' }],
    });
  });

  test('other JSON is refused', () => {
    expect(() => readText('{"items":[]}')).toThrow('no JSON Feed');
    expect(() => readText('{"items":')).toThrow('is not JSON');
  });
});

describe('what a module alone says of an entry is taken', () => {
  const SPACES =
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/DTDs/Podcast-1.0.dtd" xmlns:a="http://www.w3.org/2005/Atom"';
  const KINDS: readonly (readonly [string, (entry: string) => string])[] = [
    ['RSS', (entry) => `<rss ${SPACES}><channel><item><guid>g</guid>${entry}</item></channel></rss>`],
    [
      'RSS 1.0',
      (entry) =>
        `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${SPACES}><channel/><item r:about="g">${entry}</item></r:RDF>`,
    ],
    ['Atom', (entry) => `<feed xmlns="http://www.w3.org/2005/Atom" ${SPACES}><entry>${entry}</entry></feed>`],
    [
      'Atom 0.3',
      (entry) => `<feed xmlns="http://purl.org/atom/ns#" ${SPACES}><entry>${entry}</entry></feed>`,
    ],
  ];
  const SAYINGS: readonly (readonly [string, Record<string, string>])[] = [
    ['<h:body><h:p>Text</h:p></h:body>', { html: '<p>Text</p>' }],
    ['<body xmlns="">&lt;p&gt;Text&lt;/p&gt;</body>', { html: '<p>Text</p>' }],
    ['<encoded xmlns=""><![CDATA[<p>Text</p>]]></encoded>', { html: '<p>Text</p>' }],
    ['<dc:description>Text</dc:description>', { html: 'Text' }],
    ['<dcterms:description>Text</dcterms:description>', { html: 'Text' }],
    ['<itunes:summary>Text</itunes:summary>', { html: 'Text' }],
    ['<media:description>Text</media:description>', { html: 'Text' }],
    ['<media:group><media:description>Text</media:description></media:group>', { html: 'Text' }],
    ['<dc:date>2020-01-02</dc:date>', { date: '2020-01-02' }],
    ['<dcterms:issued>2020-01-02</dcterms:issued>', { date: '2020-01-02' }],
    ['<dcterms:created>2020-01-02</dcterms:created>', { date: '2020-01-02' }],
    ['<a:published>2020-01-02</a:published>', { date: '2020-01-02' }],
    ['<a:updated>2020-01-02</a:updated>', { date: '2020-01-02' }],
    ['<media:content url="https://a.example/a.jpg" medium="image"/>', { image: 'https://a.example/a.jpg' }],
    ['<media:thumbnail url="https://a.example/a.jpg"/>', { image: 'https://a.example/a.jpg' }],
  ];
  test.each(
    KINDS.flatMap(([kind, write]) => SAYINGS.map(([saying, said]) => [kind, saying, said, write] as const)),
  )('%s: %s', (_, saying, said, write) => {
    expect(readText(write(saying)).entries).toMatchObject([said]);
  });

  test.each(KINDS)('and where the entry itself says it, that is taken: %s', (kind, write) => {
    const own = kind.startsWith('Atom')
      ? '<content>Own</content><issued>2021-01-01</issued><published>2021-01-01</published>'
      : kind === 'RSS'
        ? '<description>Own</description><pubDate>2021-01-01</pubDate>'
        : '<description>Own</description><dc:date>2021-01-01</dc:date>';
    const others = SAYINGS.map(([saying]) => saying).filter((saying) => !/date|a:/.test(saying));
    expect(readText(write(`${others.join('')}${own}`)).entries).toMatchObject([
      { html: expect.stringContaining('Own'), date: '2021-01-01' },
    ]);
  });
});

test('an Atom entry whose text is elsewhere has its summary as text', () => {
  const entry = '<content src="https://a.example/t"/><summary>Short</summary>';
  expect(
    readText(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>${entry}</entry></feed>`).entries,
  ).toMatchObject([{ html: '<p>Short</p>', summary: '' }]);
});

test('a feed that names no namespace is read as Atom, and told', () => {
  const { entries, warnings } = readText(
    '<feed><entry><title>A</title><link href="https://a.example/1"/><id>n1</id><author><name>Jo</name></author><content type="xhtml"><div><p>one <b>two</b></p></div></content></entry></feed>',
  );
  expect(entries).toMatchObject([
    { id: 'n1', title: 'A', link: 'https://a.example/1', authors: ['Jo'], html: '<p>one <b>two</b></p>' },
  ]);
  expect(warnings).toEqual(['the feed names no namespace, and was read as Atom']);
  expect(() => readText('<feed xmlns="https://other.example/"><entry/></feed>')).toThrow('is not Atom');
});

test.each([
  [`<content type="text/html" mode="base64">${btoa('<p>one <b>two</b></p>')}</content>`],
  ['<content type="text/html" mode="escaped">&lt;p&gt;one &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</content>'],
  [
    '<content type="text/html" mode="xml"><p xmlns="http://www.w3.org/1999/xhtml">one <b>two</b></p></content>',
  ],
  [
    '<content type="application/xhtml+xml"><div xmlns="http://www.w3.org/1999/xhtml"><p>one <b>two</b></p></div></content>',
  ],
])('Atom 0.3 is read as Atom: %s', (content) => {
  const { kind, entries } = readText(
    `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><author><name>Jo</name></author><entry><title>A</title><link rel="alternate" type="text/html" href="https://a.example/1"/><id>tag:a.example,2004:1</id><issued>2004-05-06T07:08:09Z</issued><modified>2005-05-06T07:08:09Z</modified>${content}</entry></feed>`,
  );
  expect(kind).toBe('Atom');
  expect(entries).toMatchObject([
    {
      id: 'tag:a.example,2004:1',
      title: 'A',
      link: 'https://a.example/1',
      date: '2004-05-06T07:08:09Z',
      authors: ['Jo'],
      html: '<p>one <b>two</b></p>',
    },
  ]);
});

const rss = (item: string) =>
  `<rss version="2.0"><channel><title>t</title><item>${item}</item></channel></rss>`;

describe('markup that was not escaped stays markup', () => {
  test.each([
    ['<p>one <b>two</b></p><p>three</p>', '<p>one <b>two</b></p><p>three</p>'],
    ['one<br/>two &amp; <i class="x">three</i>', 'one<br>two &amp; <i class="x">three</i>'],
    ['&lt;p&gt;one&lt;/p&gt;', '<p>one</p>'],
    ['<![CDATA[<p>one</p>]]>', '<p>one</p>'],
  ])('%s', (written, html) => {
    expect(readText(rss(`<description>${written}</description>`)).entries[0]?.html).toBe(html);
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">${written}</content></entry></feed>`;
    expect(readText(atom).entries[0]?.html).toBe(html);
  });
});

test.each([
  ['x&lt;y, and y&lt;z', 'x<y, and y<z'],
  ['List&lt;String&gt; in two minutes', 'List<String> in two minutes'],
  ['1 &lt; 2 &amp;amp; 3', '1 < 2 & 3'],
  ['H&lt;sub&gt;2&lt;/sub&gt;O &lt;em class="x"&gt;now&lt;/em&gt;', 'H2O now'],
  ['<![CDATA[<b>Bold</b> &mdash; &quot;plain&quot;]]>', 'Bold — "plain"'],
])('a title is without its markup, and with signs that are none: %s', (title, expected) => {
  expect(readText(rss(`<title>${title}</title>`)).entries).toMatchObject([{ title: expected }]);
});

const twice = (html: string) => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

test.each([
  ['<p>one <b>two</b></p>'],
  ['<div>a<br>b</div><p>c & "d"</p>'],
  ['<a href="https://a.example/?x=1&amp;y=2">one</a>'],
])('what is escaped or wrapped once too often is markup all the same: %s', (html) => {
  const wrapped = `<![CDATA[${html}]]>`;
  for (const element of [wrapped, twice(html), twice(twice(html)), twice(wrapped)]) {
    expect(readText(rss(`<description>${element}</description>`)).entries).toMatchObject([{ html }]);
    expect(
      readText(
        `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">${element}</content></entry></feed>`,
      ).entries,
    ).toMatchObject([{ html }]);
  }
});

test.each(['Write &lt;b&gt; for bold, &lt;/b&gt; behind it.', '&lt;p&gt; begins a paragraph', 'a &lt; b'])(
  'a text that speaks of markup stays text: %s',
  (html) => {
    expect(readText(rss(`<description>${twice(html)}</description>`)).entries).toMatchObject([{ html }]);
  },
);

test.each([
  ['<pubDate>soon</pubDate><dc:date>2021-08-31T13:35:07Z</dc:date>', '2021-08-31T13:35:07Z'],
  ['<pubDate>soon</pubDate>', 'soon'],
])('of several dates the first that is one counts: %s', (dates, expected) => {
  expect(readText(rss(`<title>A</title>${dates}`)).entries).toMatchObject([{ date: expected }]);
});

test('of an RSS item with xml:base addresses are taken against it, else against the channel’s', () => {
  const feed = (own: string) =>
    `<rss><channel xml:base="https://a.example/news/"><title>t</title><link>https://town.example/</link><item ${own}><title>A</title><link>b/1</link><description>&lt;img src="c.png"&gt;</description></item></channel></rss>`;
  expect(readText(feed('')).entries).toMatchObject([
    { id: 'b/1', link: 'https://a.example/news/b/1', html: '<img src="https://a.example/news/b/c.png">' },
  ]);
  expect(readText(feed('xml:base="old/"')).entries).toMatchObject([
    { link: 'https://a.example/news/old/b/1', html: '<img src="https://a.example/news/old/c.png">' },
  ]);
});

describe('an Atom entry', () => {
  const atom = (entry: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://www.w3.org/2007/app"><title>t</title><entry><id>n1</id><title>A</title>${entry}</entry></feed>`;

  test('alone is a feed of one', () => {
    expect(
      readText('<entry xmlns="http://www.w3.org/2005/Atom"><id>n1</id><title>A</title></entry>').entries,
    ).toMatchObject([{ id: 'n1', title: 'A' }]);
  });

  test('that is a draft is none', () => {
    const { entries, skipped } = readText(atom('<app:control><app:draft>yes</app:draft></app:control>'));
    expect({ entries, skipped }).toEqual({ entries: [], skipped: { 'draft entry': 1 } });
  });

  test('links to its page, and to its PDF where it has no other', () => {
    const pdf = '<link type="application/pdf" href="https://a.example/1.pdf"/>';
    expect(readText(atom(`${pdf}<link type="text/html" href="https://a.example/1"/>`)).entries).toMatchObject(
      [{ link: 'https://a.example/1' }],
    );
    expect(readText(atom(pdf)).entries).toMatchObject([{ link: 'https://a.example/1.pdf' }]);
  });

  test.each(['type="application/pdf"', 'type="image/png"', 'mode="base64"'])(
    'whose content is a document in Base64 has its summary as text: %s',
    (type) => {
      const { entries } = readText(
        atom(`<content ${type}>aGVsbG8gd29ybGQ=</content><summary>In short.</summary>`),
      );
      expect(entries).toMatchObject([{ html: '<p>In short.</p>' }]);
      expect(readText(atom(`<content ${type}>aGVsbG8gd29ybGQ=</content>`)).entries).toMatchObject([
        { html: '' },
      ]);
    },
  );
});

describe('a Blogger export', () => {
  const posts = [
    ['post', '', 'Bridge open'],
    ['page', '', 'About'],
    ['comment', '', 'Well done'],
    ['settings', '', 'The name of the blog'],
    ['template', '', 'Template'],
    ['post', 'draft', 'Not yet'],
  ];
  const wrap = (entries: string[]) =>
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#" xmlns:blogger="http://schemas.google.com/blogger/2018">${entries.join('')}</feed>`;
  const common = (title: string) =>
    `<id>tag:blogger.com,1999:blog-1.${title}</id><title>${title}</title><published>2020-01-02T03:04:05Z</published><content type="html">Text</content><category scheme="http://www.blogger.com/atom/ns#" term="roads"/>`;

  test.each([
    [
      'with categories, as until 2024',
      wrap(
        posts.map(
          ([kind, status, title = '']) =>
            `<entry>${common(title)}<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${kind}"/>${status === '' ? '' : '<app:control><app:draft>yes</app:draft></app:control>'}</entry>`,
        ),
      ),
    ],
    [
      'with elements',
      wrap(
        posts.map(
          ([kind = '', status = '', title = '']) =>
            `<entry>${common(title)}<blogger:type>${kind.toUpperCase()}</blogger:type><blogger:status>${status.toUpperCase() || 'LIVE'}</blogger:status></entry>`,
        ),
      ),
    ],
  ])('gives published posts alone, and pages where they are wanted: %s', (_, text) => {
    const { entries, skipped } = readText(text);
    expect(entries).toMatchObject([
      {
        title: 'Bridge open',
        id: 'tag:blogger.com,1999:blog-1.Bridge open',
        categories: [{ name: 'roads', slug: 'roads' }],
      },
    ]);
    expect(skipped).toEqual({
      'page (see --pages)': 1,
      comment: 1,
      settings: 1,
      template: 1,
      'draft post': 1,
    });
    expect(readText(text, { ...OPTIONS, takesPages: true }).entries).toHaveLength(2);
  });
});

describe('what is not well-formed is read as well as it can be, and told', () => {
  test.each([
    ['a bare &', rss('<title>Tea & cake</title><guid>n1</guid>'), 'Tea & cake'],
    [
      'an address with one',
      rss('<title>A</title><guid>n1</guid><link>https://a.example/?a=1&b=2</link>'),
      'A',
    ],
    [
      'a prefix that nothing declares',
      rss('<title>A</title><dc:creator>Jane</dc:creator><content:encoded>x</content:encoded><guid>n1</guid>'),
      'A',
    ],
    ['what follows the end', `${rss('<title>A</title><guid>n1</guid>')}<script>x()</script> junk`, 'A'],
    [
      'a DOCTYPE',
      `<!DOCTYPE rss PUBLIC "-//X//Y" "http://dtd.example/rss.dtd">${rss('<title>A</title><guid>n1</guid>')}`,
      'A',
    ],
    ['an attribute without quotes', rss('<title>A</title><guid isPermaLink=false>n1</guid>'), 'A'],
    ['an attribute without a value', rss('<title>A</title><guid permalink>n1</guid>'), 'A'],
    [
      'an element that is not closed',
      rss('<title>A</title><description>one<br>two</description><guid>n1</guid>'),
      'A',
    ],
    ['an entity that nobody knows', rss('<title>A &middle; b</title><guid>n1</guid>'), 'A &middle; b'],
  ])('%s', (_name, text, title) => {
    const { entries, warnings } = readText(text);
    expect(entries).toMatchObject([{ id: 'n1', title }]);
    expect(warnings).toEqual([
      expect.stringMatching(/^the file is not well-formed \(\d+ places\), and was read/),
    ]);
  });

  test('nothing of an entry is lost by it', () => {
    const { entries } = readText(
      rss(
        '<title>A</title><link>https://a.example/?a=1&b=2</link><dc:creator>Jane</dc:creator><content:encoded>one<br>two</content:encoded>',
      ),
    );
    expect(entries).toMatchObject([
      {
        id: 'https://a.example/?a=1&b=2',
        link: 'https://a.example/?a=1&b=2',
        authors: ['Jane'],
        html: 'one<br>two',
      },
    ]);
  });

  test('of a file that breaks off what is whole is taken, and what it breaks off in is not', () => {
    const item = (name: string) =>
      `<item><title>${name}</title><description>Text of ${name}.</description></item>`;
    const feed = `<rss version="2.0"><channel><title>t</title>${item('A')}${item('B')}</channel></rss>`;
    const [a, b] = [feed.indexOf(item('B')), feed.indexOf('</channel>')];
    for (let end = a; end < feed.length; end++) {
      const { entries, warnings } = readText(feed.slice(0, end));
      expect(entries.map(({ title, html }) => [title, html])).toEqual(
        (end < b ? ['A'] : ['A', 'B']).map((name) => [name, `Text of ${name}.`]),
      );
      expect(warnings).toContain('the file ends in the middle: what it breaks off in is left out');
    }
  });

  test('what an element that is not closed swallows is found', () => {
    const item = '<item><title>A</title><guid>n1</guid></item>';
    for (const text of [
      `<rss><channel><title>t</title><category>news${item}</channel></rss>`,
      `<rss><channel><title>t</title></channel>${item}</rss>`,
      `<RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel xmlns="http://purl.org/rss/1.0/"><title>t</title>${item}</channel></RDF>`,
    ])
      expect(readText(text).entries).toMatchObject([{ id: 'n1', title: 'A' }]);
    expect(
      readText(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><category term="x"><entry><id>n1</id><title>A</title></entry></feed>',
      ).entries,
    ).toMatchObject([{ id: 'n1', title: 'A' }]);
  });
});

describe('a Ghost export', () => {
  const post = {
    id: '5f1',
    title: 'Bridge  opens',
    slug: 'bridge',
    html: '<p><a href="__GHOST_URL__/plans/">Plans</a> <a href="/map/">Map</a></p>',
    feature_image: '__GHOST_URL__/content/bridge.jpg',
    type: 'post',
    status: 'published',
    visibility: 'public',
    published_at: '2021-08-31T13:35:07.000Z',
    custom_excerpt: 'Short',
    canonical_url: null,
  };
  const data = {
    posts: [
      post,
      { ...post, id: '5f2', status: 'draft' },
      { ...post, id: '5f3', visibility: 'members' },
      { ...post, id: '5f4', type: 'page', title: 'About' },
    ],
    tags: [
      { id: 't1', name: 'Roads', slug: 'roads' },
      { id: 't2', name: '#hidden', slug: 'hash-hidden' },
    ],
    posts_tags: [
      { post_id: '5f1', tag_id: 't2', sort_order: 1 },
      { post_id: '5f1', tag_id: 't1', sort_order: 0 },
    ],
    users: [{ id: 'u1', name: 'Press office' }],
    posts_authors: [{ post_id: '5f1', author_id: 'u1', sort_order: 0 }],
  };
  const site = 'https://old.example';

  test('gives published public posts with their tags and authors, and counts the rest', () => {
    const { kind, entries, skipped, warnings } = readText(JSON.stringify({ db: [{ meta: {}, data }] }), {
      ...OPTIONS,
      site,
    });
    expect({ kind, skipped, warnings }).toEqual({
      kind: 'Ghost export',
      skipped: { 'draft post': 1, 'post for members': 1, 'page (see --pages)': 1 },
      warnings: [],
    });
    expect(entries).toMatchObject([
      {
        id: '5f1',
        link: 'https://old.example/bridge/',
        title: 'Bridge opens',
        html: '<p><a href="https://old.example/plans/">Plans</a> <a href="https://old.example/map/">Map</a></p>',
        summary: 'Short',
        date: '2021-08-31T13:35:07.000Z',
        authors: ['Press office'],
        categories: [{ name: 'Roads', slug: 'roads' }],
        image: 'https://old.example/content/bridge.jpg',
      },
    ]);
  });

  test('gives pages where they are wanted, and says what it lacks without the site’s address', () => {
    const { entries, warnings } = readText(JSON.stringify({ data }), { takesPages: true, site: null });
    expect(entries.map(({ title, link }) => [title, link])).toEqual([
      ['Bridge opens', ''],
      ['About', ''],
    ]);
    expect(warnings).toEqual([expect.stringContaining('--site URL')]);
  });
});

describe('a WordPress export', () => {
  const { entries, skipped, warnings } = readEntries('blog.wxr.xml');

  test('gives published posts alone and counts what it leaves out', () => {
    expect(entries.map(({ title }) => title)).toEqual(['Bridge opens', 'Blocks']);
    expect(skipped).toEqual({ file: 1, 'draft post': 1, 'post with a password': 1, 'page (see --pages)': 1 });
  });

  test('a post has its author’s name, its categories without tags, its picture and its time in UTC', () => {
    expect(entries[0]).toMatchObject({
      id: 'https://blog.example/?p=17',
      link: 'https://blog.example/2021/08/bridge/',
      summary: 'A short word',
      date: '2021-08-31T13:35:07Z',
      authors: ['Press office'],
      categories: [
        { name: 'Roads', slug: 'local-roads' },
        { name: '教育', slug: '%e6%95%99%e8%82%b2' },
      ],
      image: 'https://blog.example/wp-content/bridge.jpg',
    });
  });

  test('a text without paragraphs gets them, captions and embedded addresses become HTML', () => {
    expect(entries[0]?.html).toBe(
      [
        '<p>First line<br>\nand the next.</p>',
        '<figure><img src="https://blog.example/b.jpg"> The bridge</figure>',
        '<h2>Then</h2>',
        '<p><a href="https://video.example/1">https://video.example/1</a></p>',
        '<p>[gallery ids="1,2"]</p>',
      ].join('\n'),
    );
    expect(warnings).toEqual(['the shortcode [gallery] was left in the text as it is']);
  });

  test.each([
    'https://wordpress.org/export/1.2/',
    'http://wordpress.org/export/1.3/',
    'https://wordpress.org/export/',
  ])('is one whatever its version calls its elements: %s', (space) => {
    const text = fixture('blog.wxr.xml').replaceAll(/http:\/\/wordpress\.org\/export\/1\.\d\//g, space);
    expect(readText(text).entries).toEqual(entries);
  });

  test('gives its pages, too, where they are wanted', () => {
    const { entries: all, skipped: left } = readEntries('blog.wxr.xml', { ...OPTIONS, takesPages: true });
    expect(all.length).toBe(entries.length + 1);
    expect(left).not.toHaveProperty('page (see --pages)');
  });

  test('notes, galleries and players, which WordPress keeps beside the text, are in it', () => {
    const post = (content: string, meta = '') => `<item><title>A</title><guid>g</guid>
      <content:encoded><![CDATA[${content}]]></content:encoded>
      <wp:post_type>post</wp:post_type><wp:status>publish</wp:status>${meta}</item>`;
    const file = (id: string) => `<item><title>f</title><wp:post_id>${id}</wp:post_id>
      <wp:post_type>attachment</wp:post_type><wp:attachment_url>https://blog.example/${id}.jpg?a&amp;b</wp:attachment_url></item>`;
    const read = (items: string) =>
      readText(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>${items}</channel></rss>`);
    const meta = (notes: string) =>
      `<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[${notes}]]></wp:meta_value></wp:postmeta>`;
    const text =
      '<!-- wp:paragraph --><p>T<sup><a href="#n" id="n-link">1</a></sup></p><!-- wp:footnotes /-->';
    expect(
      read(post(text, meta('[{"id":"n","content":"A <em>note</em>"},null]'))).entries[0]?.html,
    ).toContain('<ol><li id="n">A <em>note</em> <a href="#n-link">↩</a></li></ol>');
    expect(read(post(text, meta('no JSON'))).entries[0]?.html).toContain('T<sup>');
    const gallery = read(post('[gallery columns="2" ids="7, 8"]') + file('7') + file('8'));
    expect(gallery.entries[0]?.html).toBe(
      '<figure><img src="https://blog.example/7.jpg?a&amp;b"></figure>\n<figure><img src="https://blog.example/8.jpg?a&amp;b"></figure>',
    );
    expect(gallery.warnings).toEqual([]);
    expect(read(post('[gallery ids="7,9"]') + file('7')).warnings).toEqual([
      'the shortcode [gallery] was left in the text as it is',
    ]);
    expect(read(post('[audio mp3="https://blog.example/a.mp3"][/audio]')).entries[0]?.html).toBe(
      '<p><a href="https://blog.example/a.mp3">https://blog.example/a.mp3</a></p>',
    );
  });

  test('a text of blocks stays as it is, and a date of zeros is none', () => {
    expect(entries[1]?.html).toContain('<p>One.</p>\n\ntwo');
    expect(entries[1]?.date).toBe('2021-09-01 08:00:00');
  });
});

describe('a sitemap', () => {
  test('gives each page once, with what its news extension says', () => {
    expect(readDocument(fixture('sitemap.xml'), OPTIONS)).toEqual({
      kind: 'sitemap',
      pages: [
        {
          url: 'https://town.example/news/roads',
          title: 'Roads',
          date: '2021-08-31T13:35:07Z',
          modified: '2021-09-02',
        },
        { url: 'https://town.example/news/library/?a=1&b=2', title: '', date: '', modified: '' },
      ],
      skipped: {},
      warnings: [],
    });
  });

  test('its home page is no news', () => {
    const pages = ['', '/', '/index.html', '/?p=1', '/news/'].map(
      (path) => `<url><loc>https://a.example${path}</loc></url>`,
    );
    expect(readDocument(`<urlset>${pages.join('')}</urlset>`, OPTIONS)).toMatchObject({
      pages: [{ url: 'https://a.example/?p=1' }, { url: 'https://a.example/news/' }],
      skipped: { 'home page': 3 },
    });
  });

  test('a list of sitemaps names what to import instead', () => {
    const index = '<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>';
    expect(() => readText(index)).toThrow('https://a.example/1.xml');
  });
});

describe('what is no feed is refused in words', () => {
  test.each([
    ['hello', 'neither XML nor JSON'],
    ['<!DOCTYPE html><html></html>', 'a web page'],
    ['<opml/>', 'it begins with <opml>'],
    ['<rss version="2.0"/>', 'RSS without a channel'],
    ['<feed/>', 'not Atom'],
  ])('%s', (text, words) => {
    expect(() => readText(text)).toThrow(words);
  });
});
