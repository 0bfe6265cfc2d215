import { describe, expect, test } from 'vitest';
import { mapCategories, pickCategories, proposeSlug } from '../../../bin/gazette/categories.mjs';
import { buildImportedArticle, makeExternalId } from '../../../bin/gazette/import-article.mjs';
import { readDate } from '../../../bin/gazette/read/dates.mjs';
import { emptyEntry } from '../../../bin/gazette/read/entry.mjs';
import { isSlug } from '../../../src/article/article.ts';
import { categorySchema } from '../../../src/article/directory/directory.ts';
import { readNewArticle } from '../../../src/article/input.ts';

const options = { notify: false, keepsIds: true, ownPages: false, timezone: 'Asia/Shanghai' };

function build(entry: object, given = options) {
  const warnings: string[] = [];
  const whole = {
    ...emptyEntry(),
    id: 'a',
    title: 'A',
    html: '<p>x</p>',
    date: '2021-08-31T00:00:00Z',
    ...entry,
  };
  return { article: buildImportedArticle(whole, given, (text: string) => warnings.push(text)), warnings };
}

describe('dates', () => {
  test.each([
    ['Tue, 31 Aug 2021 21:35:07 +0800', '2021-08-31T13:35:07Z'],
    ['31 Aug 21 13:35 GMT', '2021-08-31T13:35:00Z'],
    ['Tue, 31 August 1999 09:35:07 EDT', '1999-08-31T13:35:07Z'],
    ['2021-08-31T21:35:07.25+08:00', '2021-08-31T13:35:07.250Z'],
    ['2021-08-31 21:35 +0800', '2021-08-31T13:35:00Z'],
    ['2021-08-31 21:35:07', '2021-08-31T13:35:07Z'],
    ['2021-08-31', '2021-08-30T16:00:00Z'],
    ['20210831T133507Z', '2021-08-31T13:35:07Z'],
    ['20210831 21:35', '2021-08-31T13:35:00Z'],
    ['20210831213507', '2021-08-31T13:35:07Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['Sat, 31 Dec 2016 23:59:60 GMT', '2016-12-31T23:59:59Z'],
    ['2020/1/10 14:33:00', '2020-01-10T06:33:00Z'],
    ['2020/01/10 14:33 +0100', '2020-01-10T13:33:00Z'],
    ['2020年1月10日 14:33', '2020-01-10T06:33:00Z'],
    ['10. Januar 2020', '2020-01-09T16:00:00Z'],
    ['Tue, 31 Aug 2021 21:35:07 XYZ', '2021-08-31T13:35:07Z'],
  ])('%s', (text, date) => {
    expect(readDate(text, 'Asia/Shanghai')?.date).toBe(date);
  });

  test('around a change of the clocks the offset is that of the moment', () => {
    expect(readDate('2021-03-28 01:30', 'Europe/Berlin')?.date).toBe('2021-03-28T00:30:00Z');
    expect(readDate('2021-03-28 03:30', 'Europe/Berlin')?.date).toBe('2021-03-28T01:30:00Z');
    expect(readDate('2021-10-31 12:00', 'Europe/Berlin')?.date).toBe('2021-10-31T11:00:00Z');
    expect(readDate('2021-10-31 02:30:00.25', 'Europe/Berlin')?.date).toBe('2021-10-31T00:30:00.250Z');
  });

  test.each([
    '',
    'yesterday',
    '31 Foo 2021',
    '2021-02-30',
    '2021-13-01',
    '01/02/2021',
    '2021-08-31T25:00:00Z',
    '0021-08-31T12:00:00Z',
    '20210230120000',
  ])('no date: %j', (text) => {
    expect(readDate(text, 'UTC')).toBeNull();
  });
});

describe('an entry becomes an article', () => {
  test('with its date, link and id, and nobody is told', () => {
    expect(build({ link: 'https://a.example/1', language: 'zh_cn', authors: ['B\u0007'] })).toEqual({
      article: {
        external_id: 'a',
        feed_id: 'a',
        title: 'A',
        content_html: '<p>x</p>',
        language: 'zh-CN',
        date_published: '2021-08-31T00:00:00Z',
        url: 'https://a.example/1',
        authors: [{ name: 'B' }],
        notify: false,
      },
      warnings: [],
    });
  });

  test('with pages of the service’s own where that is wanted', () => {
    const { article } = build({ link: 'https://a.example/1' }, { ...options, ownPages: true, notify: true });
    expect(article).not.toHaveProperty('url');
    expect(article.notify).toBe(true);
  });

  test('what is too long or too much is cut, and said', () => {
    const file = { url: 'https://a.example/f', mimeType: 'Nonsense', sizeBytes: 1.5 };
    const { article, warnings } = build({
      title: '中'.repeat(301),
      summary: 's'.repeat(1001),
      authors: Array.from({ length: 21 }, (_, index) => `Author ${index}`),
      attachments: Array.from({ length: 21 }, () => file),
      language: 'not a language',
    });
    expect([...article.title]).toHaveLength(300);
    expect(article.title.endsWith('…')).toBe(true);
    expect(article).toMatchObject({ summary: `${'s'.repeat(999)}…` });
    expect(article.authors).toHaveLength(20);
    expect(article.attachments).toHaveLength(20);
    expect(article.attachments).toContainEqual({ url: file.url, mime_type: 'application/octet-stream' });
    expect(article).not.toHaveProperty('language');
    expect(warnings).toHaveLength(4);
  });

  test('without title, text or date it is still an article, and it is said', () => {
    const { article, warnings } = build({
      title: '',
      date: 'x',
      html: `<p>${'Long words. '.repeat(20)}</p>`,
    });
    expect(article.title).toMatch(/^Long words\..*…$/);
    expect(article).not.toHaveProperty('date_published');
    expect(warnings).toHaveLength(2);
    expect(build({ html: ' ', title: '<3' }).article.content_html).toBe('<p>&lt;3</p>');
    expect(build({ html: '', title: 'A', link: 'https://a.example/?a&b' }).article.content_html).toBe(
      '<p><a href="https://a.example/?a&amp;b">A</a></p>',
    );
  });

  test('its id stays what the old feed had, to the byte, unless new ones are wanted or no feed could keep it', () => {
    const id = 'HTTP://Old.example:80/?p=1&x  y';
    expect(build({ id }).article).toMatchObject({
      feed_id: id,
      external_id: 'HTTP://Old.example:80/?p=1&x y',
    });
    expect(build({ id }, { ...options, keepsIds: false }).article).not.toHaveProperty('feed_id');
    for (const lost of ['', 'a\nb', 'x'.repeat(1001)])
      expect(build({ id: lost }).article).not.toHaveProperty('feed_id');
    expect(build({ id: 'a\nb' }).warnings).toEqual(['an id that no feed can keep: a new one is made']);
  });

  test('an id that is too long is named by its digest, an entry without one by what it says', () => {
    const long = makeExternalId('x'.repeat(201));
    expect(long).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(makeExternalId('x'.repeat(200))).toHaveLength(200);
    const name = (entry: object) => build({ id: '', ...entry }).article.external_id;
    expect(name({ title: 'C' })).toBe(name({ title: 'C' }));
    expect(name({ title: 'C' })).not.toBe(name({ title: 'D' }));
  });

  test('that the service takes, however long its parts are', () => {
    const long = '区 '.repeat(2000);
    const url = (name: string) => `https://old.example/${name}`;
    const { article } = build({
      ...Object.fromEntries(['id', 'title', 'summary', 'language'].map((name) => [name, long])),
      ...Object.fromEntries(['link', 'image'].map((name) => [name, url(name.repeat(1000))])),
      authors: Array.from({ length: 100 }, () => long),
      attachments: Array.from({ length: 100 }, (_, index) => {
        return { url: url(String(index)), mimeType: long, title: long, sizeBytes: 1 };
      }),
      source: { name: long, url: url('source'.repeat(1000)) },
    });
    expect(readNewArticle(article, 'https://gazette.test')).toMatchObject({ ok: true });
  });
});

describe('categories', () => {
  test.each([
    ['Économie locale', 'economie-locale'],
    ['Culture & sport', 'culture-sport'],
    ['People’s hall', 'peoples-hall'],
  ])('%s', (name, slug) => {
    expect(proposeSlug(name)).toBe(slug);
  });

  test('a name of another script has a slug of its own, the same every time, within the limit', () => {
    expect(proposeSlug('教育')).toMatch(/^topic-[0-9a-f]{10}$/);
    expect(proposeSlug('教育')).toBe(proposeSlug('教育'));
    expect(proposeSlug('教育')).not.toBe(proposeSlug('交通'));
    expect(proposeSlug(`${'a'.repeat(63)} b`)).toBe('a'.repeat(63));
  });

  test('have names that are no longer than the service takes', () => {
    const found = mapCategories([])({ name: `${'Roads and bridges '.repeat(9)}`, slug: null });
    expect(categorySchema.unwrap().safeParse({ name: found?.name }).success).toBe(true);
    expect(isSlug(found?.slug ?? '')).toBe(true);
  });

  test('are told to be too many once for an article, however many there are', () => {
    const asked = Array.from({ length: 30 }, (_, index) => ({ name: `Topic ${index % 25}`, slug: null }));
    const warnings: string[] = [];
    const warn = (text: string) => void warnings.push(text);
    const picked = pickCategories(asked, mapCategories([]), { createsCategories: true, warn });
    expect(picked.map(({ name }) => name)).toEqual(asked.slice(0, 20).map(({ name }) => name));
    expect(warnings).toEqual(['more than 20 categories: the first 20 are taken']);
  });

  test('what the service has, by slug or by name, is taken as it is', () => {
    const find = mapCategories([
      { slug: 'wirtschaft', name: 'Economy' },
      { slug: 'roads', name: 'Streets' },
    ]);
    expect(find({ name: 'ECONOMY', slug: null })).toMatchObject({ slug: 'wirtschaft', isNew: false });
    expect(find({ name: 'Roads', slug: 'roads' })).toMatchObject({
      slug: 'roads',
      name: 'Streets',
      isNew: false,
    });
    expect(find({ name: ' ', slug: null })).toBeNull();
  });

  test('the document’s own slug is kept where it is one; names that differ in signs alone stay apart', () => {
    const find = mapCategories([]);
    expect(find({ name: 'Roads', slug: 'local-roads' })).toMatchObject({ slug: 'local-roads', isNew: true });
    expect(find({ name: '教育', slug: '%e6%95%99%e8%82%b2' })?.slug).toMatch(/^topic-/);
    expect(find({ name: 'C', slug: null })?.slug).toBe('c');
    expect(find({ name: 'C++', slug: null })?.slug).toMatch(/^topic-/);
  });
});
