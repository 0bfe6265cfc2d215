import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, callFor, send } from './client.ts';

/** The most that a page may be, whatever the directory holds. */
const MAX_PAGE_BYTES = 100_000;
/** As many as large publications have. */
const CATEGORIES = 300;
const OFFICIALS = 2_000;
const OFFICES = 100;

/** Every other official has one. */
const namePicture = (number: number) =>
  `https://hall.example/portraits/people/${'x'.repeat(60)}/${number}.jpg`;

const list = <T>(length: number, make: (number: number) => T) =>
  Array.from({ length }, (_, index) => make(index));

const EMPTY_TERM = { office: null, role: null, from: null, until: null, acting: false, end_reason: null };

beforeAll(async () => {
  await reset();
  const lines = [
    { type: 'gazette', format: 1, authority: 'tag:gazette.test,2020' },
    ...list(CATEGORIES, (number) => ({ type: 'category', slug: `c-${number}`, name: `Subject ${number}` })),
    ...list(OFFICES, (number) => ({ type: 'office', slug: `o-${number}`, name: `Mayor of ward ${number}` })),
    { type: 'office', slug: 'assembly', name: 'Assembly', holders: 'many' },
    ...list(OFFICIALS, (number) => ({
      type: 'official',
      slug: `p-${number}`,
      name: number === 1234 ? 'Zoë Łuczak' : `吴曙 <${number}>`,
      terms: [
        { office: null, role: '市委副书记、市长'.repeat(4) },
        { office: 'assembly', from: `${1000 + Math.floor(number / 4)}-0${1 + (number % 4) * 2}-01` },
      ].map((term) => ({ ...EMPTY_TERM, ...term })),
      image: number % 2 === 0 ? namePicture(number) : null,
    })),
  ];
  const answer = await call('POST', '/api/restore', undefined, {
    raw: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    headers: { 'content-type': 'application/x-ndjson' },
  });
  if (answer.status !== 204) throw new Error(await answer.text());
});

const read = async (path: string) => {
  const response = await send(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  const page = await response.text();
  expect(new TextEncoder().encode(page).length, path).toBeLessThan(MAX_PAGE_BYTES);
  return page;
};
const listEntries = (page: string, folder: string) =>
  [...page.matchAll(new RegExp(`<li><a href="http://gazette\\.test/${folder}/([^"]+)"`, 'g'))].map(
    ([, slug]) => slug,
  );

describe('the pages of all subjects, people and offices', () => {
  it.each([
    ['categories', CATEGORIES],
    ['officials', OFFICIALS],
    ['offices', OFFICES],
  ])('/%s has every one of %i once, page by page, none above 100 kB', async (folder, count) => {
    const found: unknown[] = [];
    for (let page = 1; found.length < count; page++) {
      const path = page === 1 ? `/${folder}` : `/${folder}?page=${page}`;
      const text = await read(path);
      const entries = listEntries(text, folder);
      expect(entries.length).toBeGreaterThan(0);
      expect(text).toContain(`<link rel="canonical" href="http://gazette.test${path}"`);
      found.push(...entries);
    }
    expect(new Set(found).size).toBe(count);
    expect((await send(`/${folder}?page=999`)).status).toBe(404);
    expect((await send(`/${folder}?page=x`)).status).toBe(404);
  });

  it('are searched by parts of names and roles, without accents and in either Chinese script', async () => {
    expect(listEntries(await read('/officials?q=LUCZ%20zoe'), 'officials')).toEqual(['p-1234']);
    expect(listEntries(await read('/officials?q=%E5%90%B3%E6%9B%99%20%3C7%3E'), 'officials')).toEqual([
      'p-7',
    ]);
    expect(listEntries(await read('/offices?q=ward%2077'), 'offices')).toEqual(['o-77']);
    const nobody = await read('/officials?q=nobody');
    expect(nobody).toContain('Nothing was found.');
    expect(nobody).toContain('noindex');
  });

  it('lead to one another, and every other page stays small beside them', async () => {
    const page = await read('/categories');
    for (const folder of ['officials', 'offices'])
      expect(page).toContain(`href="http://gazette.test/${folder}"`);
    for (const path of [
      '/',
      '/search',
      '/search?official=p-7',
      '/subscribe',
      '/subscribe?find=%E5%90%B4&official=p-7',
    ])
      await read(path);
  });

  it('show a new entry as soon as it is there', async () => {
    await callFor(201, 'PUT', '/api/offices/new', { name: 'Aldermen' });
    expect(listEntries(await read('/offices'), 'offices')[0]).toBe('new');
  });
});

const listPictures = (page: string) =>
  [...page.matchAll(/<img src="([^"]*)" alt="" width="40" height="50" loading="lazy"/g)].map(
    ([, src]) => src,
  );

describe('the page of an office that everybody held', () => {
  it('has every holder once, the newest first, with their pictures, page by page, none above 100 kB', async () => {
    const found: unknown[] = [];
    const pictures: unknown[] = [];
    for (let page = 1; found.length < OFFICIALS; page++) {
      const path = page === 1 ? '/offices/assembly' : `/offices/assembly?page=${page}`;
      const text = await read(path);
      const entries = listEntries(text, 'officials');
      expect(entries.length).toBeGreaterThan(0);
      expect(text).toContain(`<link rel="canonical" href="http://gazette.test${path}"`);
      found.push(...entries);
      pictures.push(...listPictures(text));
    }
    expect(found).toEqual(list(OFFICIALS, (number) => `p-${OFFICIALS - 1 - number}`));
    expect(pictures).toEqual(list(OFFICIALS / 2, (number) => namePicture(OFFICIALS - 2 - 2 * number)));
    for (const page of ['999', '0', 'x'])
      expect((await send(`/offices/assembly?page=${page}`)).status).toBe(404);
  });
});

describe('the page of all officials', () => {
  it('has small pictures where there are some, which load when they come near and push nothing away', async () => {
    expect(listPictures(await read('/officials?q=luczak'))).toEqual([namePicture(1234)]);
    expect(listPictures(await read('/officials?q=%3C1001%3E'))).toEqual([]);
    expect(listPictures(await read('/officials')).length).toBeGreaterThan(40);
  });

  it('leaves pictures out whose addresses would make it larger than pages are', async () => {
    const slugs = list(9, (number) => `long-${number}`);
    for (const slug of slugs)
      await callFor(201, 'PUT', `/api/officials/${slug}`, {
        name: 'Aaron Aardvark',
        image: `https://hall.example/${slug}/${'x'.repeat(2000)}.jpg`,
      });
    expect(listPictures(await read('/officials?q=aardvark'))).toHaveLength(9);
    const { length } = listPictures(await read('/officials'));
    expect(length).toBeGreaterThan(9);
    expect(length).toBeLessThan(40);
  });
});
