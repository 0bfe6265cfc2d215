import { createExecutionContext, env, reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { buildMedia, GIF, JPEG, PNG } from '../fixtures/pictures.ts';
import {
  ADMIN_TOKEN,
  type ArticleAnswer,
  call,
  callFor,
  listReceived,
  makeHook,
  ORIGIN,
  publish,
  putOfficial,
  readJsonFeed,
  send,
  settle,
  until,
} from './client.ts';

beforeEach(reset);

interface FileAnswer {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly mime_type: string;
  readonly size_in_bytes: number;
  readonly width?: number;
  readonly height?: number;
  readonly created_at: string;
}

const PDF = new TextEncoder().encode('%PDF-1.7\n% a plan of the bridge, nothing else\n');

function upload(raw: BodyInit, name = '', headers: Record<string, string> = {}): Promise<FileAnswer> {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return callFor(201, 'POST', '/api/files', undefined, {
    raw,
    headers: { 'content-type': 'application/octet-stream', 'content-disposition': disposition, ...headers },
  });
}

const pathOf = ({ url }: { url: string }) => url.slice(ORIGIN.length);

async function codeOf(answer: Promise<Response> | Response): Promise<[number, unknown]> {
  const response = await answer;
  return [response.status, ((await response.json()) as { code: unknown }).code];
}

describe('an upload', () => {
  it('is answered with the file, its type and size read from its bytes, and the address that names it', async () => {
    const response = await call('POST', '/api/files', undefined, {
      raw: JPEG,
      headers: {
        'content-type': 'text/html',
        'content-disposition': `attachment; filename="x"; filename*=UTF-8''%E6%A1%A5%20neu.png`,
      },
    });
    const file = (await response.json()) as FileAnswer;
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`${ORIGIN}/api/files/${file.id}`);
    expect(file).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      url: `${ORIGIN}/files/${file.id}/%E6%A1%A5%20neu.jpg`,
      name: '桥 neu.jpg',
      mime_type: 'image/jpeg',
      size_in_bytes: expect.any(Number),
      width: 8,
      height: 12,
      created_at: expect.any(String),
    });
    expect(await callFor(200, 'GET', `/api/files/${file.id}`)).toEqual(file);
  });

  it('may be a form with one file among other fields', async () => {
    const form = new FormData();
    form.set('note', 'hello');
    form.set('file', new File([PNG], 'Brücke.png', { type: 'image/png' }));
    form.set('after', 'x');
    const file = await callFor<FileAnswer>(201, 'POST', '/api/files', undefined, await encodeForm(form));
    expect(file).toMatchObject({ name: 'Brücke.png', mime_type: 'image/png', width: 8, height: 12 });
    form.append('other', new File([GIF], 'a.gif'));
    const two = await call('POST', '/api/files', undefined, await encodeForm(form));
    expect(await two.json()).toMatchObject({ status: 422, errors: [{ pointer: '/file', code: 'repeated' }] });
    const none = new FormData();
    none.set('note', 'hello');
    const empty = await call('POST', '/api/files', undefined, await encodeForm(none));
    expect(await empty.json()).toMatchObject({ status: 422, errors: [{ pointer: '/file', code: 'empty' }] });
    expect((await callFor<{ files: unknown[] }>(200, 'GET', '/api/files')).files).toHaveLength(1);
  });

  it('is refused for its bytes, its size, its form, its sender, each with its code, and leaves nothing', async () => {
    const post = (raw: BodyInit, headers: Record<string, string> = {}, token: string | null = ADMIN_TOKEN) =>
      codeOf(call('POST', '/api/files', undefined, { raw, headers, token }));
    expect(await post('<svg xmlns="http://www.w3.org/2000/svg"/>')).toEqual([415, 'file_type_unsupported']);
    expect(await post('<!doctype html><p>Hi', { 'content-type': 'text/plain' })).toEqual([
      415,
      'file_type_unsupported',
    ]);
    expect(await post(new Uint8Array(25 * 1024 * 1024 + 1))).toEqual([413, 'body_too_large']);
    expect(await post(buildMedia('isom', 100 * 1024 * 1024 + 1))).toEqual([413, 'body_too_large']);
    expect(await post('x', { 'content-type': 'multipart/form-data' })).toEqual([400, 'body_not_multipart']);
    expect(await post('--b\r\n\r\nx', { 'content-type': 'multipart/form-data; boundary=b' })).toEqual([
      400,
      'body_not_multipart',
    ]);
    expect(await post(JPEG, {}, null)).toEqual([401, 'token_missing']);
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Reader',
      role: 'subscriber',
    });
    expect(await post(JPEG, {}, token)).toEqual([403, 'role_insufficient']);
    expect(await callFor(200, 'GET', '/api/files')).toEqual({ files: [], next_cursor: null });
    expect((await env.FILES.list()).objects).toEqual([]);
  });

  it('of a film may have 100 MiB, and 25 MiB of anything else', async () => {
    const film = await upload(buildMedia('isom', 26 * 1024 * 1024), 'opening.mp4');
    expect(film).toMatchObject({ mime_type: 'video/mp4', size_in_bytes: 26 * 1024 * 1024 });
    const text = await upload('x'.repeat(25 * 1024 * 1024), 'long.txt');
    expect(text).toMatchObject({ mime_type: 'text/plain', size_in_bytes: 25 * 1024 * 1024 });
    await publish({ content_html: `<p><a href="${film.url}">Film</a></p>` });
    await settle();
    const tail = await send(pathOf(film), { headers: { range: 'bytes=-10' } });
    expect([tail.status, (await tail.arrayBuffer()).byteLength]).toEqual([206, 10]);
  });

  it('is in the list, newest first, in pages, and under the articles that name it', async () => {
    const files: FileAnswer[] = [];
    for (const name of ['a', 'b', 'c']) files.push(await upload(`File ${name}`, `${name}.txt`));
    const [, second] = files;
    const article = await publish({ attachments: [{ url: second?.url, mime_type: 'text/plain' }] });
    const of = await callFor<{ files: FileAnswer[] }>(200, 'GET', `/api/files?article=${article.id}`);
    expect(of.files).toEqual([second]);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await callFor<{ files: FileAnswer[]; next_cursor: string | null }>(
        200,
        'GET',
        `/api/files?limit=2${cursor}`,
      );
      seen.push(...page.files.map(({ id }) => id));
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
    } while (cursor !== '');
    expect(seen.sort()).toEqual(files.map(({ id }) => id).sort());
    expect((await call('GET', '/api/files?cursor=x')).status).toBe(422);
  });

  it('that an article in any state names stays; another is gone at once, bytes and all', async () => {
    const file = await upload(JPEG, 'photo.jpg');
    const draft = await publish({ status: 'draft', image: file.url });
    expect(await codeOf(call('DELETE', `/api/files/${file.id}`))).toEqual([409, 'file_in_article']);
    await callFor(204, 'DELETE', `/api/articles/${draft.id}`);
    await callFor(204, 'DELETE', `/api/files/${file.id}`);
    expect(await codeOf(call('GET', `/api/files/${file.id}`))).toEqual([404, 'file_not_found']);
    expect(await codeOf(call('DELETE', `/api/files/${file.id}`))).toEqual([404, 'file_not_found']);
    await expect.poll(async () => (await env.FILES.list()).objects).toEqual([]);
  });
});

/** Ways to ask for a file. */
const QUESTIONS: readonly Record<string, string>[] = [
  {},
  { accept: 'text/html' },
  { range: 'bytes=0-1' },
  { 'if-none-match': '*' },
];

describe('without a bucket', () => {
  it('uploads answer 503 and everything else works as always', async () => {
    const ask = (path: string, init: RequestInit = {}) => {
      const headers = { ...init.headers, authorization: `Bearer ${ADMIN_TOKEN}` };
      const request = new Request(ORIGIN + path, { ...init, headers });
      const { FILES: _, ...bindings } = env;
      return buildApp().fetch(request, bindings, createExecutionContext());
    };
    const refused = await ask('/api/files', { method: 'POST', body: JPEG });
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await codeOf(refused)).toEqual([503, 'files_not_set_up']);
    const body = JSON.stringify({ title: 'Bridge', content_text: 'It is open.' });
    const created = await ask('/api/articles', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(created.status).toBe(201);
    expect(await (await ask('/api/files')).json()).toEqual({ files: [], next_cursor: null });
  });
});

describe('a file that no published article names', () => {
  it('is answered exactly as one that never was, in every form of the question', async () => {
    const file = await upload(JPEG, 'photo.jpg');
    await publish({ status: 'draft', image: file.url });
    await publish({ date_published: '2999-01-01T00:00:00Z', content_html: `<p><img src="${file.url}"></p>` });
    const ask = async (path: string, init: RequestInit) => {
      const response = await send(path, init);
      return [response.status, Object.fromEntries(response.headers), await response.text()];
    };
    for (const method of ['GET', 'HEAD']) {
      for (const headers of QUESTIONS) {
        const nonsense = await ask(`/files/${'0'.repeat(32)}/photo.jpg`, { method, headers });
        expect(nonsense[0]).toBe(404);
        expect(await ask(pathOf(file), { method, headers })).toEqual(nonsense);
        expect(await ask('/files/x', { method, headers })).toEqual(nonsense);
        expect(await ask(`/files/${file.id}`, { method, headers })).toEqual(nonsense);
      }
    }
  });

  it('is shown to editors, by token or session, and to no cache', async () => {
    const file = await upload(PDF, 'plan.pdf');
    const response = await send(pathOf(file), { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PDF);
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Reader',
      role: 'subscriber',
    });
    expect((await send(pathOf(file), { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
  });
});

describe('a file of a published article', () => {
  it('is served for a year, with its type, its length, its tag, and nothing in it that could run', async () => {
    const photo = await upload(JPEG, 'photo.jpg');
    const text = await upload('Ward,Votes\n', 'votes.csv');
    await publish({ image: photo.url, attachments: [{ url: text.url, mime_type: 'text/csv' }] });
    await settle();
    const response = await send(pathOf(photo));
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'image/jpeg',
      'content-length': String(photo.size_in_bytes),
      'content-disposition': `inline; filename="photo.jpg"; filename*=UTF-8''photo.jpg`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*sandbox$/),
      'accept-ranges': 'bytes',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes).toHaveLength(photo.size_in_bytes);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('SECRET');
    const head = await send(pathOf(photo), { method: 'HEAD' });
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(response.headers));
    const table = await send(pathOf(text));
    expect(table.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(table.headers.get('content-disposition')).toMatch(/^attachment; /);
    await table.text();
  });

  it('answers conditions and ranges as RFC 9110 has them', async () => {
    const file = await upload(PDF, 'plan.pdf');
    await publish({ attachments: [{ url: file.url, mime_type: 'application/pdf' }] });
    await settle();
    const ask = async (headers: Record<string, string>) => {
      const response = await send(pathOf(file), { headers });
      const text = new TextDecoder().decode(await response.arrayBuffer());
      return { status: response.status, range: response.headers.get('content-range'), text };
    };
    const size = PDF.length;
    const whole = new TextDecoder().decode(PDF);
    const etag = (await send(pathOf(file), { method: 'HEAD' })).headers.get('etag') ?? '';
    expect((await ask({ 'if-none-match': `"x", W/${etag}` })).status).toBe(304);
    expect((await ask({ 'if-none-match': '"x"' })).status).toBe(200);
    for (const [range, from, to] of [
      ['bytes=0-4', 0, 4],
      ['bytes=5-', 5, size - 1],
      ['bytes=-3', size - 3, size - 1],
      ['bytes=2-9999999', 2, size - 1],
      ['bytes=-9999999', 0, size - 1],
    ] as const) {
      const expected = { status: 206, range: `bytes ${from}-${to}/${size}`, text: whole.slice(from, to + 1) };
      expect(await ask({ range })).toEqual(expected);
      expect(await ask({ range, 'if-range': etag })).toEqual(expected);
      expect((await ask({ range, 'if-range': '"other"' })).status).toBe(200);
    }
    for (const range of [`bytes=${size}-`, 'bytes=-0']) {
      expect(await ask({ range })).toMatchObject({ status: 416, range: `bytes */${size}` });
    }
    for (const range of ['bytes=0-1,3-4', 'bytes=4-2', 'bytes=-', 'lines=1-2', 'bytes=a-b']) {
      expect(await ask({ range })).toMatchObject({ status: 200, range: null, text: whole });
    }
  });

  it('has one address: another name leads to it', async () => {
    const file = await upload(JPEG, 'photo.jpg');
    await publish({ image: file.url });
    await settle();
    for (const name of ['', '/', '/other.jpg', '/photo.jpg/x', '/%ff']) {
      const response = await send(`/files/${file.id}${name}`);
      expect([response.status, response.headers.get('location')]).toEqual([301, file.url]);
    }
    expect((await send(pathOf(file), { method: 'POST' })).status).toBe(405);
  });

  it('is gone with the last published article that names it, and back with the first that does again', async () => {
    const file = await upload(JPEG, 'photo.jpg');
    const one = await publish({ image: file.url });
    const two = await publish({ content_html: `<p>Look:</p><p><img src="${file.url}" alt="A bridge"></p>` });
    const read = async () => {
      await settle();
      return (await send(pathOf(file))).status;
    };
    expect(await read()).toBe(200);
    await callFor(200, 'DELETE', `/api/articles/${one.id}`);
    expect(await read()).toBe(200);
    await callFor(200, 'DELETE', `/api/articles/${two.id}`);
    expect(await read()).toBe(410);
    expect(await codeOf(send(pathOf(file)))).toEqual([410, 'file_gone']);
    await callFor(200, 'PATCH', `/api/articles/${one.id}`, { status: 'published', change_note: 'Back.' });
    expect(await read()).toBe(200);
    await callFor(200, 'PATCH', `/api/articles/${one.id}`, { image: null });
    expect(await read()).toBe(410);
    // Two is withdrawn and names it still, as its former text.
    await callFor(200, 'PATCH', `/api/articles/${two.id}`, {
      status: 'published',
      change_note: 'Back.',
      content_text: 'No picture.',
    });
    await callFor(204, 'DELETE', `/api/files/${file.id}`);
    expect(await read()).toBe(410);
  });
});

describe('a file that an official names', () => {
  const read = async (file: FileAnswer) => {
    await settle();
    return (await send(pathOf(file))).status;
  };

  it('is public as long as the official names it, and shown on their page', async () => {
    const portrait = await upload(JPEG, 'mayor.jpg');
    const life = await upload(PDF, 'life.pdf');
    expect([await read(portrait), await read(life)]).toEqual([404, 404]);
    await putOfficial('ann-lee', { name: 'Ann Lee', image: portrait.url, url: life.url });
    expect([await read(portrait), await read(life)]).toEqual([200, 200]);
    expect(await (await send('/officials/ann-lee')).text()).toContain(` src="${portrait.url}"`);
    const other = await upload(PNG, 'mayor.png');
    await callFor(200, 'PUT', '/api/officials/ann-lee', { name: 'Ann Lee', image: other.url });
    expect([await read(portrait), await read(life), await read(other)]).toEqual([410, 410, 200]);
    await callFor(204, 'DELETE', '/api/officials/ann-lee');
    expect(await read(other)).toBe(410);
    await callFor(204, 'DELETE', `/api/files/${other.id}`);
    expect(await read(other)).toBe(410);
  });

  it('stays public with them where the articles that show it are withdrawn', async () => {
    const file = await upload(JPEG, 'mayor.jpg');
    await putOfficial('bo-ray', { name: 'Bo Ray', image: file.url });
    const article = await publish({ image: file.url });
    await callFor(200, 'DELETE', `/api/articles/${article.id}`);
    expect(await read(file)).toBe(200);
  });

  it('is not removed, and the answer says who names it', async () => {
    const file = await upload(JPEG, 'mayor.jpg');
    await putOfficial('cy-oak', { name: 'Cy Oak', image: file.url });
    const refused = await call('DELETE', `/api/files/${file.id}`);
    expect(await refused.json()).toMatchObject({
      status: 409,
      code: 'file_in_official',
      detail: expect.stringContaining('"cy-oak"'),
    });
    expect(await read(file)).toBe(200);
  });

  it('must be there, and as their picture must be one', async () => {
    const text = await upload('Ward,Votes\n', 'votes.csv');
    const missing = `${ORIGIN}/files/${'0'.repeat(32)}/a.jpg`;
    for (const [fields, pointer, code] of [
      [{ image: missing }, '/image', 'file_unknown'],
      [{ url: missing }, '/url', 'file_unknown'],
      [{ image: text.url }, '/image', 'file_not_picture'],
    ] as const) {
      const refused = await call('PUT', '/api/officials/di-elm', { name: 'Di Elm', ...fields });
      expect(await refused.json()).toMatchObject({ status: 422, errors: [{ pointer, code }] });
    }
    await putOfficial('di-elm', { name: 'Di Elm', url: text.url, image: 'https://example.org/di.jpg' });
  });
});

describe('an article', () => {
  const words = { alt: 'Two people on a bridge', caption: 'Open again', credit: 'Press office' };

  it('has a picture with a description, a caption and a credit, whose size our file knows', async () => {
    const file = await upload(JPEG, 'photo.jpg');
    const known = { url: file.url, width: 8, height: 12 };
    const article = await publish({ image: { url: file.url, ...words, width: 1, height: 1 } });
    expect(article.image).toEqual({ ...known, ...words });
    const patch = (image: unknown) =>
      callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, { image });
    expect((await patch(article.image)).revision).toBe(article.revision);
    expect((await patch({ alt: '', caption: null })).image).toEqual({
      ...known,
      ...words,
      alt: '',
      caption: null,
    });
    expect((await patch(`${file.url}?x=1`)).image).toEqual({
      ...known,
      alt: null,
      caption: null,
      credit: null,
    });
    const elsewhere = { url: 'https://example.org/a.jpg', width: 4, height: 3 };
    expect((await patch({ ...elsewhere, ...words })).image).toEqual({ ...elsewhere, ...words });
    expect((await patch({ url: 'https://example.org/b.jpg' })).image).toEqual({
      url: 'https://example.org/b.jpg',
      ...words,
      width: null,
      height: null,
    });
    expect((await patch(null)).image).toBeNull();
    const none = await call('PATCH', `/api/articles/${article.id}`, { image: { alt: 'x' } });
    expect(await none.json()).toMatchObject({ status: 422, errors: [{ pointer: '/image/url' }] });
  });

  it('is refused where it names a file of ours that is not there, and for a picture that is none', async () => {
    const text = await upload('Ward,Votes\n', 'votes.csv');
    const missing = `${ORIGIN}/files/${'0'.repeat(32)}/a.jpg`;
    const attach = (url: string) => ({ attachments: [{ url, mime_type: 'text/csv' }] });
    for (const [fields, pointer, code] of [
      [{ image: missing }, '/image', 'file_unknown'],
      [{ image: { url: missing } }, '/image/url', 'file_unknown'],
      [{ image: `${ORIGIN}/files/nonsense` }, '/image', 'file_unknown'],
      [{ image: text.url }, '/image', 'file_not_picture'],
      [attach(missing), '/attachments/0/url', 'file_unknown'],
      [{ content_html: `<p><img src="${missing}">x</p>` }, '/content_html', 'file_unknown'],
      [{ content_markdown: `[x](/files/${'0'.repeat(32)}/a.jpg)` }, '/content_html', 'file_unknown'],
    ] as const) {
      const refused = await call('POST', '/api/articles', {
        title: 'A',
        content_text: 'B',
        ...dropText(fields),
      });
      expect(await refused.json()).toMatchObject({ status: 422, errors: [{ pointer, code }] });
    }
    expect(await callFor(200, 'GET', '/api/articles')).toMatchObject({ articles: [] });
  });

  it('shows its picture, its files and their sizes in every format, on its page and in messages', async () => {
    const hook = makeHook('files');
    await callFor(201, 'POST', '/api/webhooks', { url: hook.url });
    const photo = await upload(JPEG, 'photo.jpg');
    const inside = await upload(PNG, 'map.png');
    const plan = await upload(PDF, 'Plan der Brücke.pdf');
    const article = await publish({
      image: { url: photo.url, ...words },
      content_html: `<p>See:</p><p><img src="${inside.url}" alt="A map"></p>`,
      attachments: [{ url: plan.url, mime_type: 'text/html', size_in_bytes: 1 }],
    });
    const sized = `<img src="${inside.url}" alt="A map" width="8" height="12">`;
    expect(article.content_html).toContain(sized);
    expect(article.attachments).toMatchObject([{ mime_type: 'application/pdf', size_in_bytes: PDF.length }]);
    const again = await callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${article.id}`, {
      content_html: article.content_html,
    });
    expect(again.revision).toBe(article.revision);
    await settle();
    const figure =
      `<figure><img src="${photo.url}" alt="${words.alt}" width="8" height="12">` +
      `<figcaption>${words.caption} <small>${words.credit}</small></figcaption></figure>`;
    const [item] = (await readJsonFeed('/feed.json')).items;
    expect(item).toMatchObject({
      image: photo.url,
      attachments: [{ url: plan.url, mime_type: 'application/pdf', size_in_bytes: PDF.length }],
      _gazette: { image: { ...words, width: 8, height: 12 } },
    });
    expect(item?.content_html).toContain(figure);
    const [rss, atom, page] = await Promise.all(
      ['/feed.rss', '/feed.atom', `/articles/${article.slug}`].map(async (path) => (await send(path)).text()),
    );
    for (const document of [rss, atom]) {
      expect(document).toContain(figure);
      expect(document).toContain(sized);
      expect(document).toMatch(new RegExp(`(?:enclosure|link)[^>]* length="${PDF.length}"`));
    }
    expect(page).toContain(`<meta property="og:image" content="${photo.url}"`);
    expect(page).toMatch(new RegExp(`<img[^>]* src="${photo.url}" alt="${words.alt}" width="8" height="12"`));
    expect(page).toContain(words.caption);
    const [message] = await until('the message is there', async () => {
      const received = await listReceived(hook.name);
      return received.length > 0 ? received : null;
    });
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ data: { article: item } });
  });

  it('shows its picture once where its content has it', async () => {
    const file = await upload(JPEG, 'photo.jpg');
    const article = await publish({
      image: file.url,
      content_html: `<p>See <img src="${file.url}" alt=""></p>`,
    });
    await settle();
    for (const path of ['/feed.rss', '/feed.atom', `/articles/${article.slug}`]) {
      expect((await (await send(path)).text()).split(` src="${file.url}"`).length, path).toBe(2);
    }
  });

  it('that is not published shows its files to whoever has its preview, and to nobody else', async () => {
    const file = await upload(JPEG, 'photo.jpg');
    const other = await upload(PNG, 'other.png');
    const article = await publish({
      status: 'draft',
      content_html: `<p>See <img src="${file.url}" alt=""></p>`,
      image: { url: file.url },
    });
    const { url } = await callFor<{ url: string }>(201, 'POST', `/api/articles/${article.id}/previews`);
    const page = await (await send(pathOf({ url }))).text();
    const shown = page.match(/<img[^>]* src="([^"]*)"/)?.[1] ?? '';
    const picture = await send(pathOf({ url: shown }));
    expect([picture.status, picture.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    await picture.arrayBuffer();
    expect((await send(pathOf({ url: shown.replace(file.id, other.id) }))).status).toBe(404);
    expect((await send(pathOf(file))).status).toBe(404);
    await callFor(204, 'DELETE', `/api/articles/${article.id}/previews`);
    expect((await send(pathOf({ url: shown }))).status).toBe(404);
  });
});

describe('an archive', () => {
  const restore = (raw: string, query = '') =>
    call('POST', `/api/restore${query}`, undefined, {
      raw,
      headers: { 'content-type': 'application/x-ndjson' },
    });

  it('brings files back under their ids with what readers may see of them, once their bytes are there', async () => {
    const photo = await upload(JPEG, 'photo.jpg');
    const secret = await upload(PNG, 'map.png');
    const gone = await upload(GIF, 'gone.gif');
    const former = await upload(PDF, 'former.pdf');
    const removed = await upload('a text', 'removed.txt', { 'content-type': 'text/plain' });
    const article = await publish({
      image: { url: photo.url, alt: 'A bridge' },
      attachments: [former, removed].map(({ url, mime_type }) => ({ url, mime_type })),
    });
    await callFor(200, 'PATCH', `/api/articles/${article.id}`, { attachments: [] });
    await callFor(204, 'DELETE', `/api/files/${removed.id}`);
    await publish({ status: 'draft', image: secret.url });
    const portrait = await upload(JPEG, 'mayor.jpg');
    await putOfficial('ann-lee', { name: 'Ann Lee', image: portrait.url });
    const withdrawn = await publish({ image: gone.url });
    await callFor(200, 'DELETE', `/api/articles/${withdrawn.id}`);
    const files = [photo, secret, gone, former, portrait];
    const asEditor = { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } };
    const bytes = await Promise.all(
      files.map(async (file) => new Uint8Array(await (await send(pathOf(file), asEditor)).arrayBuffer())),
    );
    const archive = new TextDecoder().decode(await (await call('GET', '/api/export')).arrayBuffer());
    expect(archive.match(/^\{"type":"file".*$/gm)).toHaveLength(5);
    const put = (index: number, raw: BodyInit) =>
      call('PUT', `/api/restore/files/${files[index]?.id}`, undefined, { raw });
    expect((await put(0, 'x')).status).toBe(409);
    await reset();
    expect(await (await restore(archive)).json()).toMatchObject({
      status: 422,
      errors: [{ code: 'file_bytes_missing', pointer: expect.stringMatching(/^\/\d+\/image$/) }],
    });
    for (const [index] of files.entries()) {
      expect((await put(index, bytes[index] ?? '')).status).toBe(201);
      expect((await put(index, bytes[index] ?? '')).status).toBe(200);
    }
    for (let time = 0; time < 2; time += 1) expect((await restore(archive)).status).toBe(204);
    await settle();
    const states = await Promise.all(
      [...files, removed].map(async (file) => (await send(pathOf(file))).status),
    );
    expect(states).toEqual([200, 404, 410, 410, 200, 410]);
    expect(new TextDecoder().decode(await (await call('GET', '/api/export')).arrayBuffer())).toBe(archive);
  });

  it('brings the file of an official back once its bytes are there, also where it came without files first', async () => {
    const portrait = await upload(JPEG, 'mayor.jpg');
    await putOfficial('ann-lee', { name: 'Ann Lee', image: portrait.url });
    await settle();
    const bytes = await (await send(pathOf(portrait))).arrayBuffer();
    const archive = new TextDecoder().decode(await (await call('GET', '/api/export')).arrayBuffer());
    await reset();
    const withoutFile = archive.replace(/^\{"type":"file".*\n/m, '');
    expect(await (await restore(withoutFile)).json()).toMatchObject({
      errors: [{ pointer: '/1/image', code: 'file_bytes_missing' }],
    });
    expect((await restore(archive, '?without_files=true')).status).toBe(204);
    expect((await send(pathOf(portrait))).status).toBe(404);
    const put = await call('PUT', `/api/restore/files/${portrait.id}`, undefined, { raw: bytes });
    expect(put.status).toBe(201);
    expect((await restore(archive)).status).toBe(204);
    await settle();
    expect((await send(pathOf(portrait))).status).toBe(200);
  });

  it('whose bytes are lost comes back without files where that is wanted, and an article alone is refused', async () => {
    const photo = await upload(JPEG, 'photo.jpg');
    const article = await publish({ image: photo.url });
    const archive = new TextDecoder().decode(await (await call('GET', '/api/export')).arrayBuffer());
    await reset();
    const withoutFile = archive.replace(/^\{"type":"file".*\n/m, '');
    expect(await (await restore(withoutFile)).json()).toMatchObject({ errors: [{ code: 'file_unknown' }] });
    expect((await restore(archive, '?without_files=true')).status).toBe(204);
    const back = await callFor<ArticleAnswer>(200, 'GET', `/api/articles/${article.id}`);
    expect(back.image).toMatchObject({ url: photo.url });
    expect((await send(pathOf(photo))).status).toBe(404);
    const changed = await call('PATCH', `/api/articles/${article.id}`, { title: 'Changed all the same' });
    expect(changed.status).toBe(200);
  });
});

/** An article has one content. */
function dropText(fields: object): object {
  return Object.keys(fields).some((name) => name.startsWith('content_'))
    ? { ...fields, content_text: undefined }
    : fields;
}

/** A form as a browser sends it. */
async function encodeForm(form: FormData): Promise<{ raw: ArrayBuffer; headers: Record<string, string> }> {
  const request = new Request(ORIGIN, { method: 'POST', body: form });
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  return { raw: await request.arrayBuffer(), headers };
}
