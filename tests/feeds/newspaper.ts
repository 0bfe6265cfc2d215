/** A publication with everything that makes feeds difficult: real articles, hostile ones, corrections, notices. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTACKS } from '../fixtures/attacks.ts';
import type { Service } from '../support/service.ts';
import { readSample } from '../worker/govuk.ts';

const SAMPLES = join(import.meta.dirname, '../../../shared/samples/govuk');
const DISTRICT_PAGE = join(import.meta.dirname, '../fixtures/yixiu-2021-08-31.txt');
const PARALLEL_CALLS = 8;
const SETTLE_TIMEOUT_MS = 60_000;

export const hasSamples = existsSync(SAMPLES);

export interface Published {
  readonly id: string;
  readonly title: string;
  readonly content_html: string;
  readonly status: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly change_note: string | null;
  readonly image: string | null;
  readonly attachments: readonly unknown[];
  readonly categories: readonly string[];
  readonly officials: readonly { readonly slug: string; readonly name: string }[];
}

/** Titles that are taken for markup, entities, or the end of something. */
const TITLES: readonly string[] = [
  '<b>Bold</b> claims & counter-claims',
  'AT&amp;T, &copy; and &#60; stay as they are',
  ']]> and ]]> once more',
  '"Quoted" and \'quoted\'',
  'a < b > c',
  '𠮷野家 — emoji 👩‍👩‍👧 and a flag 🇺🇦',
  'من اليمين إلى اليسار',
  'Zero\u200bwidth and soft\u00adhyphen',
  '<!-- not a comment -->',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
];

/** Publishes all of it and waits until every document is written; gives the articles as the API has them. */
export async function publishNewspaper(service: Service): Promise<Published[]> {
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await service.call(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  await call('PUT', '/api/categories/attacks', { name: 'Attacks & <others>' });
  await call('PUT', '/api/categories/empty', { name: 'Empty' });
  await call('PUT', '/api/categories/economy', { name: 'Economy' });
  await call('PUT', '/api/offices/mayor', { name: 'Mayor & <others>' });
  await call('PUT', '/api/officials/wu-shu', {
    name: '吴曙',
    terms: [{ office: 'mayor', role: '区委副书记、区长', from: '2000-01-01' }],
  });
  await call('PUT', '/api/officials/li-na', {
    name: 'Li <Na> & Co.',
    terms: [{ office: 'mayor', from: '2026-01-01' }],
    announce: true,
  });
  const { articles: announcements } = await call('GET', '/api/articles?official=li-na');
  const bodies = [...(await listHostile()), await extractDistrictPage(service), ...(await listSamples(call))];
  const ids = await inParallel(bodies, async (body) =>
    String((await call('POST', '/api/articles', body)).id),
  );
  const [corrected = '', withdrawn = '', again = ''] = ids;
  for (const change_note of ['A <name> & a sum were wrong.', 'So was the “date” & the <place>.'])
    await call('PATCH', `/api/articles/${corrected}`, { change_note });
  await call('DELETE', `/api/articles/${withdrawn}?reason=${encodeURIComponent('Wrong <figures> & names')}`);
  await call('DELETE', `/api/articles/${again}`);
  await call('PATCH', `/api/articles/${again}`, { status: 'published', change_note: 'It was right.' });
  await settle(service);
  const published = await inParallel(ids, (id) => call('GET', `/api/articles/${id}`));
  return [...(announcements as Published[]), ...(published as unknown as Published[])];
}

/** Waits until the store holds everything that the ledger does. */
export async function settle(service: Service): Promise<void> {
  const end = Date.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const health = await (await service.call('GET', '/health')).text();
    if ((JSON.parse(health) as { unprojected_documents: number }).unprojected_documents === 0) return;
    if (Date.now() > end) throw new Error(`not written in time: ${health}; ${service.log()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function listHostile(): object[] {
  return ATTACKS.map((attack, index) => ({
    title: TITLES[index % TITLES.length],
    content_html: `<p>Before.</p>${attack}<p>After ${index}.</p>`,
    categories: index % 2 === 0 ? ['attacks', 'economy'] : ['attacks'],
    officials:
      index % 3 === 0 ? [{ slug: 'wu-shu', relation: index % 6 === 0 ? 'author' : 'mentioned' }] : [],
    authors: index % 4 === 0 ? [{ name: 'Ann & <Author>' }, { name: 'Second "Author"' }] : [],
    language: index % 5 === 0 ? 'zh-CN' : 'en',
    image: index % 7 === 0 ? 'https://files.example/photo.jpg?a=1&b="2"' : null,
    attachments:
      index % 6 === 0
        ? [
            {
              url: `https://files.example/${index}.pdf?x=1&y=2`,
              mime_type: 'application/pdf',
              title: 'Plan <1>',
            },
            { url: `https://files.example/${index}.mp3`, mime_type: 'audio/mpeg', size_in_bytes: 12345 },
          ]
        : [],
    date_published: new Date(Date.UTC(2026, 5, 1, index)).toISOString(),
  }));
}

async function extractDistrictPage(service: Service): Promise<object> {
  const response = await fetch(`${service.origin}/api/articles/extract`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service.token}`, 'content-type': 'text/plain' },
    body: readFileSync(DISTRICT_PAGE, 'utf8'),
  });
  const fields = (await response.json()) as Record<string, unknown>;
  const { suggested_officials: _, officials: __, ...article } = fields;
  return {
    ...article,
    language: 'zh-CN',
    categories: ['economy'],
    officials: [{ slug: 'wu-shu' }],
  };
}

async function listSamples(
  call: (method: string, path: string, body?: unknown) => Promise<unknown>,
): Promise<object[]> {
  if (!hasSamples) return [];
  const samples = readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readSample(name, readFileSync(join(SAMPLES, name), 'utf8')));
  const places = new Map<string, string>();
  for (const { categories, officials } of samples) {
    for (const { slug, name } of categories) places.set(`/api/categories/${slug}`, name);
    for (const { slug, name } of officials) places.set(`/api/officials/${slug}`, name);
  }
  await inParallel([...places], ([path, name]) => call('PUT', path, { name }));
  return samples.map(({ body }) => body);
}

async function inParallel<T, R>(inputs: readonly T[], work: (input: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = inputs.entries();
  const run = async () => {
    for (const [index, input] of queue) results[index] = await work(input);
  };
  await Promise.all(Array.from({ length: PARALLEL_CALLS }, run));
  return results;
}
