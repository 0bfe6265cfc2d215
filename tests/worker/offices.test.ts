import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ArticleAnswer,
  call,
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  readJsonFeed,
  send,
  settle,
  until,
} from './client.ts';

interface OfficialAnswer {
  readonly role: string | null;
  readonly terms: readonly { readonly until: string | null; readonly [field: string]: unknown }[];
  readonly [field: string]: unknown;
}
interface Problem {
  readonly code: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];
}

const putOffice = (slug: string, fields: Record<string, unknown>) =>
  callFor(201, 'PUT', `/api/offices/${slug}`, fields);
const putTerms = (slug: string, name: string, terms: readonly Record<string, unknown>[], status = 201) =>
  callFor<OfficialAnswer>(status, 'PUT', `/api/officials/${slug}`, { name, terms });
const refuse = async (method: string, path: string, body?: unknown) =>
  (await (await call(method, path, body)).json()) as Problem;
const listTitles = async (path: string) => (await readJsonFeed(path)).items.map(({ title }) => title);

describe('an office', () => {
  it('is kept as it was sent, listed, changed, and gone once nothing names it', async () => {
    const sent = { name: 'Harbour master', description: 'Ships', holders: 'one' };
    const made = await call('PUT', '/api/offices/harbour-master', { ...sent, slug: 'harbour-master' });
    expect([made.status, made.headers.get('location')]).toEqual([
      201,
      'http://gazette.test/api/offices/harbour-master',
    ]);
    const office = { slug: 'harbour-master', ...sent };
    expect(await made.json()).toEqual(office);
    expect(await callFor(200, 'GET', '/api/offices/harbour-master')).toEqual(office);
    expect(await callFor(200, 'PUT', '/api/offices/harbour-master', { name: 'Port' })).toEqual({
      slug: 'harbour-master',
      name: 'Port',
      description: null,
      holders: 'one',
    });
    const { offices } = await callFor<{ offices: unknown[] }>(200, 'GET', '/api/offices');
    expect(offices).toHaveLength(1);
    expect(await listTitles('/offices/harbour-master/feed.json')).toEqual([]);
    await callFor(204, 'DELETE', '/api/offices/harbour-master');
    await callFor(404, 'GET', '/api/offices/harbour-master');
    await callFor(404, 'DELETE', '/api/offices/harbour-master');
  });

  it('that a term, an article or a webhook names is not deleted', async () => {
    for (const slug of ['of-term', 'of-article', 'of-webhook']) await putOffice(slug, { name: slug });
    await putTerms('of-holder', 'Olga Holder', [{ office: 'of-term' }]);
    expect((await refuse('DELETE', '/api/offices/of-term')).code).toBe('office_in_official');
    await putTerms('of-named', 'Nora Named', [{ office: 'of-article' }]);
    await publish({ title: 'Named', officials: ['of-named'] });
    await putTerms('of-named', 'Nora Named', [], 200);
    expect((await refuse('DELETE', '/api/offices/of-article')).code).toBe('office_in_article');
    await callFor(201, 'POST', '/api/webhooks', { url: makeHook('of').url, offices: ['of-webhook'] });
    expect((await refuse('DELETE', '/api/offices/of-webhook')).code).toBe('office_in_webhook');
    await putTerms('of-holder', 'Olga Holder', [], 200);
    await callFor(204, 'DELETE', '/api/offices/of-term');
  });

  it('is refused with what is wrong, by its place', async () => {
    const { errors } = await refuse('PUT', '/api/offices/bad', { name: '', holders: 'two', seats: 3 });
    expect(errors.map(({ pointer, code }) => [pointer, code]).sort()).toEqual([
      ['/holders', 'not_one_of'],
      ['/name', 'empty'],
      ['/seats', 'unknown_field'],
    ]);
    expect((await refuse('PUT', '/api/offices/Bad', { name: 'A' })).errors[0]).toMatchObject({
      pointer: '/slug',
      code: 'not_slug',
    });
  });
});

describe('terms', () => {
  beforeAll(async () => {
    await putOffice('te-mayor', { name: 'Mayor' });
    await putOffice('te-councillor', { name: 'Councillor', holders: 'many' });
  });

  it('are shown as they were sent, with the role of today; a role alone is one open term', async () => {
    const term = { office: null, role: 'Clerk', from: null, until: null, acting: false, end_reason: null };
    const short = await callFor<OfficialAnswer>(201, 'PUT', '/api/officials/te-short', {
      name: 'Short',
      role: 'Clerk',
    });
    expect(short).toMatchObject({ role: 'Clerk', terms: [term] });
    expect(await callFor(200, 'PUT', '/api/officials/te-short', short)).toEqual(short);
    const ended = { ...term, until: '2020-12-31', end_reason: 'Retired' };
    expect(await putTerms('te-retired', 'Retired', [ended])).toMatchObject({ role: null, terms: [ended] });
    const { officials } = await callFor<{ officials: OfficialAnswer[] }>(200, 'GET', '/api/officials');
    expect(officials).toContainEqual(short);
  });

  it('are memberships in posts, by Popolo’s names', async () => {
    await putOffice('po-clerk', { name: 'Town clerk' });
    const terms = [
      { office: 'po-clerk', from: '2020-01-01', until: '2020-12-31', acting: true, end_reason: 'Retired' },
    ];
    const fields = { name: 'Pola Popolo', aliases: ['P. Popolo'], url: 'https://hall.example/pola', terms };
    await callFor(201, 'PUT', '/api/officials/po-pola', fields);
    const popolo = await callFor<Record<string, unknown[]>>(200, 'GET', '/api/officials?format=popolo');
    const organization_id = 'http://gazette.test';
    expect(popolo.organizations).toEqual([{ id: organization_id, name: 'Gazette' }]);
    expect(popolo.persons).toContainEqual({
      id: 'po-pola',
      name: 'Pola Popolo',
      image: null,
      other_names: [{ name: 'P. Popolo' }],
      links: [{ url: 'https://hall.example/pola' }],
    });
    expect(popolo.posts).toContainEqual({ id: 'po-clerk', label: 'Town clerk', organization_id });
    expect(popolo.memberships).toContainEqual({
      ...{ id: 'po-pola-1', person_id: 'po-pola', post_id: 'po-clerk', organization_id },
      ...{ role: 'Town clerk (acting)', start_date: '2020-01-01', end_date: '2020-12-31' },
      ...{ acting: true, end_reason: 'Retired' },
    });
    expect((await refuse('GET', '/api/officials?format=csv')).errors[0]).toMatchObject({
      pointer: '?format',
    });
  });

  it('of one office follow each other: a new open one ends the open one the day before', async () => {
    await putTerms('te-first', 'First', [{ office: 'te-mayor', from: '2016-05-01' }]);
    await putTerms('te-second', 'Second', [{ office: 'te-mayor', from: '2024-03-01' }]);
    const first = await callFor<OfficialAnswer>(200, 'GET', '/api/officials/te-first');
    expect([first.role, first.terms[0]?.until]).toEqual([null, '2024-02-29']);
    const again = await putTerms('te-second', 'Second', [{ office: 'te-mayor', from: '2024-03-01' }], 200);
    expect([again.role, again.terms[0]?.until]).toEqual(['Mayor', null]);
    const log = await callFor<{ entries: { id: string; fields: string[] }[] }>(
      200,
      'GET',
      '/api/audit-log?subject=official&id=te-first',
    );
    expect(log.entries[0]).toMatchObject({ id: 'te-first', fields: ['terms'] });
  });

  it('of one office must not share a day, but for those of who acts; of many they may', async () => {
    const bounded = { office: 'te-mayor', from: '2024-02-01', until: '2024-02-29' };
    const { code, errors } = await refuse('PUT', '/api/officials/te-third', {
      name: 'Third',
      terms: [{ role: 'Clerk' }, bounded],
    });
    expect([code, errors[0]]).toEqual([
      'invalid',
      expect.objectContaining({ pointer: '/terms/1', code: 'term_overlaps' }),
    ]);
    await callFor(404, 'GET', '/api/officials/te-third');
    expect((await putTerms('te-third', 'Third', [{ ...bounded, acting: true }])).terms).toHaveLength(1);
    for (const slug of ['te-fourth', 'te-fifth'])
      expect((await putTerms(slug, slug, [{ office: 'te-councillor' }])).role).toBe('Councillor');
    expect(
      (await refuse('PUT', '/api/offices/te-councillor', { name: 'Councillor' })).errors[0],
    ).toMatchObject({
      pointer: '/holders',
      code: 'term_overlaps',
    });
  });

  it('are refused where they are none, by their place', async () => {
    const { errors } = await refuse('PUT', '/api/officials/te-bad', {
      name: 'Bad',
      terms: [{ from: '2024-02-30' }, { from: '2024-02-02', until: '2024-02-01' }, { since: 'ever' }],
    });
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/terms/0/from', 'not_day'],
      ['/terms/1', 'term_ends_before_start'],
      ['/terms/2/since', 'unknown_field'],
    ]);
    const unknown = await refuse('PUT', '/api/officials/te-bad', {
      name: 'Bad',
      terms: [{ office: 'none' }],
    });
    expect(unknown.errors[0]).toMatchObject({ pointer: '/terms/0/office', code: 'office_unknown' });
  });
});

describe('a succession: mayor A until the last of March, mayor B from the first of April', () => {
  const dated = (day: string) => ({ date_published: `${day}T12:00:00Z` });
  let before: ArticleAnswer;
  let after: ArticleAnswer;
  let acting: ArticleAnswer;
  let hook: string;

  beforeAll(async () => {
    await putOffice('su-mayor', { name: 'District mayor' });
    await putCategory('su-roads', 'Roads');
    await putTerms('su-a', 'Ada Former', [{ office: 'su-mayor', role: 'Lord mayor', from: '2020-01-01' }]);
    const { name, url } = makeHook('succession');
    hook = name;
    await callFor(201, 'POST', '/api/webhooks', { url, offices: ['su-mayor'] });
    before = await publish({
      title: 'Before',
      content_text: 'Ada Former opened it.',
      ...dated('2024-03-31'),
    });
    await putTerms('su-b', 'Bea Latter', [{ office: 'su-mayor', from: '2024-04-01' }]);
    await putTerms('su-c', 'Cleo Acting', [
      { office: 'su-mayor', from: '2024-05-01', until: '2024-05-31', acting: true },
    ]);
    after = await publish({
      title: 'After',
      content_text: 'Bea Latter and Ada Former met.',
      categories: ['su-roads'],
      ...dated('2024-04-01'),
    });
    acting = await publish({ title: 'Acting', content_text: 'Cleo Acting spoke.', ...dated('2024-05-15') });
    await publish({ title: 'Nobody of them', content_text: 'It rained.', ...dated('2024-05-16') });
    await settle();
  });

  it('is recognised by the date of each article, in the roles of that day', async () => {
    const named = ({ officials }: ArticleAnswer) => officials;
    expect(named(before)).toEqual([
      { slug: 'su-a', name: 'Ada Former', role: 'Lord mayor', office: 'su-mayor', relation: 'mentioned' },
    ]);
    expect(named(after)).toMatchObject([{ slug: 'su-b', role: 'District mayor', office: 'su-mayor' }]);
    expect(named(acting)).toMatchObject([
      { slug: 'su-c', role: 'District mayor (acting)', office: 'su-mayor' },
    ]);
  });

  it('carries the followers of the office over, and leaves each person their own', async () => {
    expect(await listTitles('/offices/su-mayor/feed.json')).toEqual(['Acting', 'After', 'Before']);
    expect(await listTitles('/officials/su-a/feed.json')).toEqual(['Before']);
    expect(await listTitles('/officials/su-b/feed.json')).toEqual(['After']);
    expect(await listTitles('/feed.json?category=su-roads&office=su-mayor')).toEqual(['After']);
    for (const path of ['/offices/su-mayor', '/officials/su-a', '/officials/su-b', '/officials/su-c']) {
      const ids = (await readJsonFeed(`${path}/feed.json`)).items.map(({ id }) => id);
      const rss = await (await send(`${path}/feed.rss`)).text();
      const atom = await (await send(`${path}/feed.atom`)).text();
      expect([...rss.matchAll(/<guid [^>]*>([^<]*)/g)].map(([, id]) => id)).toEqual(ids);
      expect([...atom.matchAll(/<entry[^>]*>[\s\S]*?<id>([^<]*)/g)].map(([, id]) => id)).toEqual(ids);
    }
    const { title, hubs } = await readJsonFeed('/offices/su-mayor/feed.json');
    expect([title, hubs]).toEqual(['Gazette: District mayor', undefined]);
    const told = await until('the webhook has all three', async () => {
      const requests = await listReceived(hook);
      return requests.length === 3 && requests;
    });
    expect(told.map(({ body }) => JSON.parse(body).data.article.title).sort()).toEqual([
      'Acting',
      'After',
      'Before',
    ]);
  });

  it('is named with its feed on the pages of the articles', async () => {
    const { items } = await readJsonFeed('/offices/su-mayor/feed.json');
    for (const { url } of items) {
      const page = await (await send(new URL(url).pathname)).text();
      expect(page).toContain(
        '<link rel="alternate" type="application/rss+xml" title="Gazette: District mayor (RSS)" href="http://gazette.test/offices/su-mayor/feed.rss"/>',
      );
      expect(page).toMatch(/<a href="http:\/\/gazette\.test\/offices\/su-mayor">(Lord|District) mayor/);
    }
  });

  it('is told on the office’s page, who holds it first, and on each person’s', async () => {
    const readPage = async (path: string) => {
      const response = await send(path);
      expect([path, response.status]).toEqual([path, 200]);
      return (await response.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    };
    const office = await readPage('/offices/su-mayor');
    const lines = [
      'Bea Latter since April 1, 2024',
      'Cleo Acting acting, May 1 – 31, 2024',
      'Ada Former Lord mayor January 1, 2020 – March 31, 2024',
    ];
    expect(office).toContain(lines.join(' '));
    expect(await readPage('/officials/su-a')).toContain(
      'Terms of office District mayor Lord mayor January 1, 2020 – March 31, 2024',
    );
    expect((await send('/offices/nobody')).status).toBe(404);
    expect(await (await send('/sitemap.xml')).text()).toContain('/offices/su-mayor<');
    expect(await (await send('/opml.xml')).text()).toContain('/offices/su-mayor/feed.rss');
  });

  it('leaves what was attached as it was, whatever becomes of office and term', async () => {
    await callFor(200, 'PUT', '/api/offices/su-mayor', { name: 'Mayor of the district' });
    await putTerms('su-c', 'Cleo Acting', [], 200);
    const read = await callFor<ArticleAnswer>(200, 'GET', `/api/articles/${acting.id}`);
    expect(read.officials).toEqual(acting.officials);
    const sentBack = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${acting.id}`, {
      officials: read.officials,
      title: 'Acting, still',
    });
    expect(sentBack.officials).toEqual(acting.officials);
    await settle();
    expect((await readJsonFeed('/offices/su-mayor/feed.json')).title).toBe('Gazette: Mayor of the district');
  });
});

describe('an article’s officials', () => {
  const now = Date.now();
  const day = (offset: number) => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);

  beforeAll(async () => {
    await putOffice('ao-mayor', { name: 'Mayor' });
    await putOffice('ao-council', { name: 'Councillor', holders: 'many' });
    await putTerms('ao-a', 'Amos Office', [
      { office: 'ao-mayor', from: '2020-01-01', until: day(10) },
      { office: 'ao-council', from: '2010-01-01' },
    ]);
    await putTerms('ao-b', 'Boris Office', [
      { office: 'ao-mayor', from: day(11) },
      { office: 'ao-council', until: '2022-12-31' },
    ]);
  });

  it('may be named by an office: whoever held it on the day of publication', async () => {
    const { officials } = await publish({ officials: [{ office: 'ao-mayor', relation: 'quoted' }] });
    expect(officials).toEqual([
      { slug: 'ao-a', name: 'Amos Office', role: 'Mayor', office: 'ao-mayor', relation: 'quoted' },
    ]);
    const council = await publish({
      officials: [{ office: 'ao-council' }],
      date_published: '2021-01-01T00:00:00Z',
    });
    expect(council.officials.map(({ slug }) => slug)).toEqual(['ao-a', 'ao-b']);
  });

  it('may be named in one of the offices that they held, and in none that they did not', async () => {
    const { officials } = await publish({ officials: [{ slug: 'ao-a', office: 'ao-council' }] });
    expect(officials).toMatchObject([{ slug: 'ao-a', role: 'Councillor', office: 'ao-council' }]);
    for (const [reference, pointer, code] of [
      [{ slug: 'ao-b', office: 'ao-mayor' }, '/officials/0/office', 'office_not_held'],
      [{ office: 'none' }, '/officials/0/office', 'office_unknown'],
      [{ relation: 'actor' }, '/officials/0/slug', 'official_missing'],
    ]) {
      const { errors } = await refuse('POST', '/api/articles', {
        title: 'Refused',
        content_text: 'Refused.',
        officials: [reference],
      });
      expect(errors[0]).toMatchObject({ pointer, code });
    }
    const { errors } = await refuse('POST', '/api/articles', {
      title: 'Refused',
      content_text: 'Refused.',
      officials: [{ office: 'ao-mayor' }],
      date_published: '2001-01-01T00:00:00Z',
    });
    expect(errors[0]).toMatchObject({ pointer: '/officials/0/office', code: 'office_vacant' });
  });

  it('of a draft are who they are on its date, however late that is set, and as it was sent back', async () => {
    const draft = await publish({ status: 'draft', officials: [{ office: 'ao-mayor' }] });
    expect(draft.officials).toMatchObject([{ slug: 'ao-a' }]);
    const patch = (fields: object) =>
      callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${draft.id}`, fields);
    expect((await patch({ officials: draft.officials, title: 'Again' })).officials).toEqual(draft.officials);
    const scheduled = await patch({ status: 'scheduled', date_published: `${day(12)}T12:00:00Z` });
    expect(scheduled.officials).toMatchObject([{ slug: 'ao-b', role: 'Mayor', office: 'ao-mayor' }]);
    const published = await patch({ status: 'published' });
    expect(published.officials).toMatchObject([{ slug: 'ao-a', office: 'ao-mayor' }]);
  });
});

describe('a change of holder', () => {
  const listAnnounced = async (path: string) =>
    (await listTitles(path)).filter((title) => title.startsWith('Change of office'));
  const put = (slug: string, name: string, terms: readonly object[], announce = true) =>
    call('PUT', `/api/officials/${slug}`, { name, terms, announce });
  const from = '2026-04-01';

  beforeAll(async () => {
    await putOffice('ch-mayor', { name: 'Mayor' });
    await put('ch-a', 'Ann & Former', [{ office: 'ch-mayor', from: '2020-01-01' }], false);
  });

  it('that is announced is an entry of the office’s and both persons’ feeds, with an id of its own', async () => {
    const asks = makeHook('office-changed');
    const asksNot = makeHook('office-not');
    const filter = { offices: ['ch-mayor'] };
    await callFor(201, 'POST', '/api/webhooks', { url: asks.url, events: ['office.changed'], ...filter });
    await callFor(201, 'POST', '/api/webhooks', { url: asksNot.url, ...filter });
    const written = await put('ch-b', 'Bo Latter', [{ office: 'ch-mayor', from }]);
    expect([written.status, await written.json()]).toEqual([
      201,
      expect.not.objectContaining({ announce: expect.anything() }),
    ]);
    await settle();
    const paths = ['/offices/ch-mayor/feed', '/officials/ch-a/feed', '/officials/ch-b/feed'];
    for (const path of paths) {
      expect(await listAnnounced(`${path}.json`)).toEqual(['Change of office: Bo Latter, Mayor']);
    }
    const [item] = (await readJsonFeed('/offices/ch-mayor/feed.json')).items;
    expect(item?.id).toMatch(/^tag:gazette\.test,\d{4}:article\/[0-9A-Z]{26}$/);
    expect(item).toMatchObject({
      content_html:
        '<p>New: <a href="http://gazette.test/officials/ch-b">Bo Latter</a>, Mayor, since April 1, 2026</p>' +
        '<p>Before: <a href="http://gazette.test/officials/ch-a">Ann &#x26; Former</a>, Mayor, until March 31, 2026</p>' +
        '<p><a href="http://gazette.test/offices/ch-mayor">Mayor</a></p>',
      _gazette: {
        revision: 1,
        officials: [
          { slug: 'ch-b', role: 'Mayor', office: 'ch-mayor', relation: 'actor' },
          { slug: 'ch-a', role: 'Mayor', office: 'ch-mayor', relation: 'actor' },
        ],
      },
    });
    for (const path of paths) {
      const atom = await (await send(`${path}.atom`)).text();
      expect(atom).toContain(`<id>${item?.id}</id>`);
      expect(await (await send(`${path}.rss`)).text()).toContain(`>${item?.id}</guid>`);
    }
    const [request] = await until('the webhook that asks is told', async () => {
      const requests = await listReceived(asks.name);
      return requests.length > 0 && requests;
    });
    const message = JSON.parse(request?.body ?? '');
    expect(message).toMatchObject({
      type: 'office.changed',
      data: {
        article: { id: item?.id, title: item?.title },
        office: {
          slug: 'ch-mayor',
          successor: { slug: 'ch-b', from, until: null, acting: false },
          former: { slug: 'ch-a', from: '2020-01-01', until: '2026-03-31' },
        },
      },
    });
    expect(await listReceived(asksNot.name)).toEqual([]);
  });

  it('is told once, and nothing is where none was brought about or none was to be announced', async () => {
    await put('ch-b', 'Bo Latter', [{ office: 'ch-mayor', from }]);
    await put('ch-b', 'Bo Latter', [{ office: 'ch-mayor', from }, { role: 'Poet' }]);
    await put('ch-c', 'Cy Acting', [{ office: 'ch-mayor', from: '2026-05-01', acting: true }], false);
    await put('ch-d', 'Di History', [{ office: 'ch-mayor', from: '2010-01-01', until: '2019-12-31' }]);
    await settle();
    expect(await listAnnounced('/offices/ch-mayor/feed.json')).toHaveLength(1);
  });

  it('may be an end without a beginning', async () => {
    await put('ch-b', 'Bo Latter', [
      { office: 'ch-mayor', from, until: '2026-10-31', end_reason: 'Resigned' },
    ]);
    await settle();
    expect(await listAnnounced('/officials/ch-b/feed.json')).toContain('Change of office: Mayor');
  });
});
