import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitFrontMatter } from '../../../src/extract/front-matter.ts';
import { readFrontMatterFields } from '../../../src/extract/front-matter-fields.ts';

function split(text: string) {
  const read = splitFrontMatter(text);
  if (!read.ok) return read.failure;
  return { values: Object.fromEntries(read.frontMatter), rest: read.rest };
}

function readFields(yaml: string, options: { timezone?: string; isJekyllPost?: boolean } = {}) {
  const read = splitFrontMatter(`---\n${yaml}\n---\nText`);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return readFrontMatterFields(read.frontMatter, { timezone: 'UTC', ...options });
}

describe('the values of front matter are what was written', () => {
  test.each([
    ['a: no\nb: 2024-05-01\nc: 1.10\nd: ~\ne:', { a: 'no', b: '2024-05-01', c: '1.10' }],
    ['a: >-\n  two\n  lines\nb: [x, "y, z"]', { a: 'two lines', b: ['x', 'y, z'] }],
    ['a:\n- b\n- c: d', { a: ['b', { c: 'd' }] }],
    ['a: [\n"x",\n"y: ]"\n]\nb: c', { a: ['x', 'y: ]'], b: 'c' }],
    ['a: [\n  x\n]\nb:\n- {c: d,\ne: f}\ng: h', { a: ['x'], b: [{ c: 'd', e: 'f' }], g: 'h' }],
    ['a: b: c\nd: it\'s: so\ne: "x: y"\nf:\n  - g', { a: 'b: c', d: "it's: so", e: 'x: y', f: ['g'] }],
    ['a: b\na: c\nd: e: f', { a: 'c', d: 'e: f' }],
    ['a:\n\t- b\n\t- c\nd:\n\te:\n\t\tf: g', { a: ['b', 'c'], d: { e: { f: 'g' } } }],
    ['a: `b` is c\nd:\n  - @e\n  - f\ng: %h', { a: '`b` is c', d: ['@e', 'f'], g: '%h' }],
    ['a: "  "\nb: c', { b: 'c' }],
    ['# a comment alone', {}],
    ['', {}],
  ])('in YAML: %j', (yaml, values) => {
    expect(split(`---\n${yaml}\n---\nText`)).toEqual({ values, rest: 'Text' });
  });

  test.each([
    [
      '+++\ntitle = "A"\ndate = 2024-05-01T10:00:00+02:00\n+++\n',
      { title: 'A', date: '2024-05-01T10:00:00.000+02:00' },
    ],
    [
      '+++\nday = 2024-05-01\ndraft = true\nweight = 3\n[taxonomies]\ntags = ["x"]\n+++\r\n',
      { day: '2024-05-01', draft: 'true', weight: '3', taxonomies: { tags: ['x'] } },
    ],
    ['---\na: "x\ny: z\n\nw"\nb: \'q\nr\'\n---\n', { a: 'x y: z\nw', b: 'q r' }],
    ['{\n  "title": "A",\n  "tags": ["x"]\n}\n', { title: 'A', tags: ['x'] }],
    ['---json\n{ "title": "A" }\n---\n', { title: 'A' }],
    ['---toml\ntitle = "A"\n---\n', { title: 'A' }],
    ['\ufeff---\r\ntitle: A\r\n...\r\n', { title: 'A' }],
    ['\n \r\n---\ntitle: A\n---\n', { title: 'A' }],
    ['\n+++\ntitle = "A"\n+++\n', { title: 'A' }],
    ['-----\n\ntitle: A\n\n-----\n', { title: 'A' }],
  ])('in any of the formats: %j', (fences, values) => {
    expect(split(`${fences}Text`)).toEqual({ values, rest: 'Text' });
  });

  test.each([
    [
      'Title: A: b\nDate: 2013-11-04 16:33\nTags: x, y\n\n',
      { title: 'A: b', date: '2013-11-04 16:33', tags: 'x, y' },
    ],
    [
      '\ufeffSummary: one\n    two\n\tthree\r\nTitle: A\nSlug:\n \n',
      { summary: 'one two three', title: 'A' },
    ],
    ['Title: A\ndate: 2013-11-04\n---\n', { title: 'A', date: '2013-11-04' }],
    ['title: "A"\ntags:\n- x\n\nlang: en\n\n---\n', { title: 'A', tags: ['x'], lang: 'en' }],
    ['\n\nlayout: post\r\ntitle: A\r\n-----\r\n', { layout: 'post', title: 'A' }],
    ['title:A: b\ntags:[x]\n---\n', { title: 'A: b', tags: ['x'] }],
  ])('in lines without a fence before them, as Pelican and Hexo have them: %j', (lines, values) => {
    expect(split(`${lines}Text`)).toEqual({ values, rest: 'Text' });
  });

  test.each([
    'Date: 1 May\nPlace: town hall\n\nAll are invited.',
    'Title: A\nand more of it\n\nText',
    'Place: town hall\n---\n\nText',
    'place: town hall\n---\n\nText',
    'place: town hall\n\nWe meet.\n\ntitle: to come\n\n---\n\nText',
    'Note: a title: is no title\n\nText',
    ' Title: A\n\nText',
    'Text',
    '---\n\nA paragraph.\n\n---\n\nText',
    '---\n\nA rule, no end',
    '{\nnot JSON',
    '',
    '---',
  ])('a text without stays as it is: %j', (text) => {
    expect(split(text)).toEqual({ values: {}, rest: text });
  });

  test.each([
    ['---\ntitle: a\n\nText', { code: 'front_matter_unclosed' }],
    ['---\na: b\nc: [d\n---\n', { code: 'front_matter_malformed' }],
    ['---\na: b\n\tc: d\n---\n', { code: 'front_matter_malformed', line: 3 }],
    ['\n\n---\na: b\n\tc: d\n---\n', { code: 'front_matter_malformed', line: 5 }],
    ['+++\na = b\n+++\n', { code: 'front_matter_malformed', line: 2 }],
  ])('a mistake is told with its line: %j', (text, failure) => {
    expect(split(text)).toMatchObject(failure);
  });

  test('what is longer than anybody writes is told', () => {
    expect(split(`---\n${'a: b\n'.repeat(20_000)}---\n`)).toEqual({ code: 'front_matter_too_long' });
  });

  test('a document that would grow when it is read, or lies deep in itself, is refused', () => {
    const laughs = `a: &a [x, x]\nb: [*a, *a]`;
    expect(split(`---\n${laughs}\n---\n`)).toEqual({ code: 'front_matter_has_alias', line: 3 });
    expect(split(`---\na: ${'['.repeat(1000)}\n---\n`)).toMatchObject({ code: 'front_matter_malformed' });
    expect(split(`+++\na = ${'['.repeat(1000)}\n+++\n`)).toMatchObject({ code: 'front_matter_malformed' });
  });

  test('names that every object has are nothing special', () => {
    expect(readFields('__proto__: x\nconstructor: y\ntitle: A').fields).toEqual({ title: 'A' });
  });

  test('nothing that may stand between fences makes it throw', () => {
    const pieces = fc.constantFrom(
      'a: b',
      '- ',
      '[',
      '{',
      '"',
      "'",
      '|',
      '&x',
      '*x',
      '!!int ',
      ': ',
      '\n',
      '\t',
      '  ',
      '[[a]]',
      'a = ',
      '1',
      '#',
      '%',
      '? ',
      '中',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('---\n', '+++\n', '{\n'),
        fc.array(pieces, { maxLength: 30, size: 'max' }),
        (fence, parts) => {
          const read = splitFrontMatter(`${fence}${parts.join('')}\n${fence === '{\n' ? '}\n' : fence}`);
          if (read.ok) readFrontMatterFields(read.frontMatter, { timezone: 'UTC' });
        },
      ),
    );
  });
});

describe('front matter of', () => {
  test('Jekyll: a date with an offset, categories in one line, a permalink, a layout', () => {
    expect(
      readFields(
        'layout: post\ntitle: "Bridge: open"\ndate: 2019-03-01 12:00:00 -0500\ncategories: roads works\ntags: [Bridge, roads]\npermalink: /roads/:title/\nauthor: Jane Doe',
        { isJekyllPost: true },
      ),
    ).toEqual({
      fields: {
        title: 'Bridge: open',
        datePublished: '2019-03-01T12:00:00-05:00',
        authors: [{ name: 'Jane Doe' }],
      },
      categories: ['roads', 'works', 'Bridge'],
      isDraft: false,
      notes: [
        { name: 'layout', code: 'unknown_name' },
        { name: 'permalink', code: 'not_web_address' },
      ],
    });
  });

  test('Hugo: an image in a map, a draft, a slug', () => {
    expect(
      readFields(
        'title: A\ndate: 2024-05-01\ndraft: true\nslug: open\nlastmod: 2024-05-02\ncover:\n  image: https://town.example/a.jpg\n  alt: A bridge',
        { timezone: 'Europe/Berlin' },
      ),
    ).toMatchObject({
      fields: {
        datePublished: '2024-05-01T00:00:00+02:00',
        slug: 'open',
        image: { url: 'https://town.example/a.jpg', alt: 'A bridge' },
      },
      isDraft: true,
      notes: [{ name: 'lastmod', code: 'unknown_name' }],
    });
  });

  test('Astro and Eleventy: pubDate in words, heroImage, several authors', () => {
    expect(
      readFields(
        'title: A\ndescription: Short\npubDate: Jul 08 2022\nheroImage: ./a.jpg\nauthors:\n  - name: Jane Doe\n  - John Roe\nlang: pt_BR\ntags: one, two',
      ),
    ).toEqual({
      fields: {
        title: 'A',
        summary: 'Short',
        language: 'pt-BR',
        datePublished: '2022-07-08T00:00:00Z',
        authors: [{ name: 'Jane Doe' }, { name: 'John Roe' }],
      },
      categories: ['one', 'two'],
      isDraft: false,
      notes: [{ name: 'heroImage', code: 'not_web_address' }],
    });
  });

  test.each([
    ['image', 'image_alt'],
    ['image', 'imageAlt'],
    ['image', 'image-alt-text'],
    ['heroImage', 'heroImageAlt'],
    ['cover_image', 'cover_image_alt'],
    ['cover', 'coverAlt'],
    ['featured_image', 'featured_image_alt'],
    ['thumbnail', 'thumbnail_alt'],
    ['ogImage', 'ogImageAlt'],
  ])('what fields beside a picture say of it is said: %s, %s', (name, alt) => {
    const caption = alt.replace(/alt.*/i, 'caption');
    expect(
      readFields(`${name}: https://a.example/a.jpg\n${alt}: A bridge\n${caption}: In May`),
    ).toMatchObject({
      fields: { image: { url: 'https://a.example/a.jpg', alt: 'A bridge', caption: 'In May' } },
      notes: [],
    });
    // Of another picture, or of none, it says nothing.
    expect(readFields(`banner: https://a.example/b.jpg\n${alt}: A bridge`).fields.image).toBe(
      'https://a.example/b.jpg',
    );
  });

  test.each(['image: false', 'cover: no', 'hero_image: off'])(
    'no picture is none, and no path of one: %s',
    (line) => {
      const split = splitFrontMatter(`---\n${line}\n---\n`);
      if (!split.ok) throw new Error(split.failure.code);
      expect(readFrontMatterFields(split.frontMatter, { timezone: 'UTC', takesPaths: true })).toMatchObject({
        fields: {},
        notes: [],
      });
    },
  );

  test.each([
    ['author: Jane Doe (@jane-doe)', ['Jane Doe']],
    ['author: Jane Doe (github.com/jane) & John Roe (@roe)', ['Jane Doe', 'John Roe']],
    ['author: 王小明（@wang）', ['王小明']],
    ['authors: [Jane Doe <jane@town.example>, {name: "John Roe (@john)"}]', ['Jane Doe', 'John Roe']],
    ['author: Jane Doe (Town Hall)', ['Jane Doe (Town Hall)']],
  ])('authors are names, without their accounts: %s', (yaml, names) => {
    expect(readFields(yaml)).toMatchObject({
      fields: { authors: names.map((name) => ({ name })) },
      notes: [],
    });
  });

  test('a slug in capitals is the same in small letters', () => {
    expect(readFields('slug: Opening-of-A17').fields).toEqual({ slug: 'opening-of-a17' });
  });

  test('Zola and Hexo: taxonomies, lists of lists', () => {
    expect(readFields('taxonomies:\n  tags: [a, b]\n  categories: [c]').categories).toEqual(['a', 'b', 'c']);
    expect(readFields('categories:\n- [a, b]\n- [c]').categories).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['published: false', true],
    ['published: true', false],
    ['published: 2024-05-01', false],
    ['published: 0', true],
    ['draft: no', false],
    ['draft: 0', false],
    ['draft: yes', true],
    ['status: hidden', true],
    ['status: Private', true],
  ])('a draft is what its generator takes for one: %s', (yaml, isDraft) => {
    expect(readFields(yaml)).toMatchObject({ isDraft, notes: [] });
  });

  test.each([
    ['lang: english', 'not_language'],
    ['slug: Not a slug', 'not_slug'],
    ['date: soon', 'not_date'],
    ['date: 03/04/2024', 'not_date'],
    ['title: [a]', 'not_text'],
    ['draft: perhaps', 'not_understood'],
    ['status: gone', 'not_understood'],
  ])('a value that is not what its name says is passed over and told: %s', (yaml, code) => {
    const { fields, notes } = readFields(yaml);
    expect({ fields, notes }).toEqual({ fields: {}, notes: [{ name: yaml.split(':')[0], code }] });
  });

  test.each(['dateCreated', 'created', 'created_at', 'createTime'])(
    'the day a text was begun is told where none of publication is: %s',
    (name) => {
      expect(readFields(`${name}: 2019-02-23`)).toMatchObject({
        fields: {},
        dateCreated: '2019-02-23T00:00:00Z',
        notes: [],
      });
      for (const date of ['date: 2020-01-01', 'published: 2020-01-01'])
        expect(readFields(`${name}: 2019-02-23\n${date}`)).toMatchObject({
          fields: { datePublished: '2020-01-01T00:00:00Z' },
          dateCreated: undefined,
        });
    },
  );

  test('of two names for one thing the first that is understood is taken', () => {
    expect(readFields('images:\n- https://a.example/b.jpg').fields).toEqual({
      image: 'https://a.example/b.jpg',
    });
    expect(readFields('draft: 1').isDraft).toBe(true);
    expect(readFields('image: ./a.jpg\ncover: https://a.example/b.jpg').fields).toEqual({
      image: 'https://a.example/b.jpg',
    });
  });
});
