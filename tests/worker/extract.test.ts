import { reset } from 'cloudflare:test';
import { beforeEach, expect, inject, it } from 'vitest';
import { type ArticleAnswer, call, callFor, putOfficial } from './client.ts';
import { readFields, signIn } from './editor-client.ts';

beforeEach(reset);

interface Extracted {
  readonly title: string;
  readonly content_text?: string;
  readonly officials: { slug: string; name: string; role: string }[];
  readonly suggested_officials: { name: string; role: string }[];
  readonly [field: string]: unknown;
}

async function extract(body: string, type = 'text/plain', query = ''): Promise<Extracted> {
  const response = await call('POST', `/api/articles/extract${query}`, undefined, {
    raw: body,
    headers: { 'content-type': `${type}; charset=utf-8` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Extracted;
}

it('reads the district’s page: title, body, people behind their roles, and stores nothing', async () => {
  await putOfficial('wu-shu', { name: '吴曙', role: '区委副书记、区长' });
  const extracted = await extract(inject('districtPage'));
  expect(extracted.title).toBe('宜秀區召開經濟運行“補短板、進位次、促增長”專項行動推進會');
  expect(extracted.officials.map(({ slug, role }) => [slug, role])).toEqual([['wu-shu', '區委副書記、區長']]);
  expect(extracted.suggested_officials).toContainEqual({ name: '陳海銀', role: '區委常委、常務副區長' });
  expect(await callFor(200, 'GET', '/api/articles')).toEqual({ articles: [], next_cursor: null });
});

it('gives fields that can be published as they are', async () => {
  await putOfficial('wu-shu', { name: '吴曙' });
  const { suggested_officials: _, ...fields } = await extract(
    inject('districtPage'),
    'text/plain',
    '?script=simplified',
  );
  const article = await callFor<ArticleAnswer>(201, 'POST', '/api/articles', fields);
  expect(article.title).toBe('宜秀区召开经济运行“补短板、进位次、促增长”专项行动推进会');
  expect(article.officials).toMatchObject([{ slug: 'wu-shu', name: '吴曙', role: '区委副书记、区长' }]);
});

it('says that an address is no text, at both doors', async () => {
  const address = 'https://town.example/news/1';
  const response = await call('POST', '/api/articles/extract', undefined, {
    raw: address,
    headers: { 'content-type': 'text/plain' },
  });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ errors: [{ pointer: '', code: 'address_instead_of_text' }] });
  const editor = await signIn();
  await editor.see('/editor/articles/new');
  const refused = await editor.submit('/editor/articles/extract', { page: address });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('This is the address of a page.');
});

it('reads pages of up to 4 MiB, and says how much may be sent', async () => {
  const page = (bytes: number) => {
    const text = '<article><h1>Bridge</h1><p>The bridge opens again on Friday, after a year.</p></article>';
    return `${text}<script>${'x'.repeat(bytes - text.length - 17)}</script>`;
  };
  const send = (bytes: number) =>
    call('POST', '/api/articles/extract', undefined, {
      raw: page(bytes),
      headers: { 'content-type': 'text/html' },
    });
  const extracted = await send(4 * 1024 * 1024);
  expect(extracted.status).toBe(200);
  expect(await extracted.json()).toMatchObject({ title: 'Bridge' });
  expect((await send(4 * 1024 * 1024 + 1)).status).toBe(413);
  const editor = await signIn();
  await editor.see('/editor/articles/new');
  const paste = (bytes: number) => editor.submit('/editor/articles/extract', { page: page(bytes) });
  const pasted = await paste(4 * 1024 * 1024);
  expect(pasted.status).toBe(200);
  expect(readFields(await pasted.text()).title).toBe('Bridge');
  expect((await paste(4 * 1024 * 1024 + 1)).status).toBe(413);
});

it('is 415 for what is no page and 422 for an unknown parameter', async () => {
  const send = (type: string, query = '') =>
    call('POST', `/api/articles/extract${query}`, undefined, { raw: 'x', headers: { 'content-type': type } });
  expect((await send('application/pdf')).status).toBe(415);
  expect((await send('text/plain', '?script=latin')).status).toBe(422);
  expect((await send('text/plain', '?colour=red')).status).toBe(422);
});

it('reads a page in the encoding that the request or the page names', async () => {
  // "<title>公告</title><p>你好</p>" in GB 18030.
  const page = (head: string) =>
    Uint8Array.from([
      ...new TextEncoder().encode(`${head}<title>`),
      ...[0xb9, 0xab, 0xb8, 0xe6],
      ...new TextEncoder().encode('</title><p>'),
      ...[0xc4, 0xe3, 0xba, 0xc3],
      ...new TextEncoder().encode('</p>'),
    ]);
  const read = (head: string, type: string) =>
    call('POST', '/api/articles/extract', undefined, { raw: page(head), headers: { 'content-type': type } });
  for (const [head, type] of [
    ['', 'text/html; charset=GBK'],
    ['<meta charset="gb2312">', 'text/html'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=gb18030">', 'text/html; charset=utf-8'],
  ] as const) {
    const response = await read(head, type);
    expect(response.status, type).toBe(200);
    expect(await response.json(), head).toMatchObject({ title: '公告' });
  }
  expect((await read('', 'text/html')).status).toBe(400);
  expect((await read('', 'text/html; charset=klingon')).status).toBe(400);
});

it('takes no day to come for the one of publication, at both doors', async () => {
  const page = (year: number) =>
    `<!doctype html><title>Bridge</title><h1>Bridge</h1><p>Published on 3 June ${year}</p>${'<p>The bridge, which was closed for a year, opens again on Friday.</p>'.repeat(4)}`;
  expect((await extract(page(2024), 'text/html')).date_published).toBe('2024-06-03T00:00:00Z');
  expect((await extract(page(2099), 'text/html')).date_published).toBeUndefined();
  const editor = await signIn();
  await editor.see('/editor/articles/new');
  const fill = async (year: number) =>
    readFields(await (await editor.submit('/editor/articles/extract', { page: page(year) })).text());
  expect((await fill(2024)).date).toContain('2024-06-03');
  expect((await fill(2099)).date).toBe('');
});
