import { reset } from 'cloudflare:test';
import { beforeAll, describe, expect, it } from 'vitest';
import { JPEG } from '../fixtures/pictures.ts';
import { call, callFor, ORIGIN, publish, send } from './client.ts';
import type { EditorClient } from './editor-client.ts';
import { readFields, signIn } from './editor-client.ts';

let client: EditorClient;

beforeAll(async () => {
  await reset();
  client = await signIn();
});

function upload(headers: Record<string, string>, body: BodyInit = JPEG): Promise<Response> {
  return send('/editor/files', {
    method: 'POST',
    headers: {
      'sec-fetch-site': 'same-origin',
      cookie: client.cookie,
      accept: 'application/json',
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename*=UTF-8''photo.jpg`,
      ...headers,
    },
    body,
  });
}

const WRITTEN = { title: 'Bridge open', format: 'html', content: '<p>It is open.</p>' };

describe('a picture on the editor page', () => {
  it('is taken from a page of ours with its form token, and from nobody else', async () => {
    const answer = await upload({ 'x-form-token': client.formToken });
    expect(answer.status).toBe(201);
    const file = (await answer.json()) as { url: string };
    expect(file).toMatchObject({ mime_type: 'image/jpeg', width: 8, height: 12 });
    const seen = await send(file.url.slice(ORIGIN.length), { headers: { cookie: client.cookie } });
    expect([seen.status, seen.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    await seen.arrayBuffer();
    for (const headers of [
      {},
      { 'x-form-token': 'x' },
      { 'x-form-token': client.formToken, 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      expect((await upload(headers)).status).toBe(403);
    }
    expect((await upload({ 'x-form-token': client.formToken, cookie: '' })).status).toBe(401);
  });

  it('that cannot be taken is refused in words', async () => {
    const answer = await upload({ 'x-form-token': client.formToken }, '<svg/>');
    expect(answer.status).toBe(415);
    expect(((await answer.json()) as { detail: string }).detail).toMatch(/PDF, Word, Excel/);
  });

  it('at the top comes back with its words, and a draft may leave them open', async () => {
    const image = 'https://example.org/a.jpg';
    const draft = { ...WRITTEN, image, image_caption: 'Open again', image_credit: 'Press office' };
    const place = await client.submitFor('/editor/articles', { ...draft, action: 'save' });
    const path = place.replace(/\?.*$/, '');
    const fields = readFields(await client.see(path));
    expect(fields).toMatchObject({
      image,
      image_alt: '',
      image_caption: 'Open again',
      image_credit: 'Press office',
    });
    expect(fields).not.toHaveProperty('image_decorative');
    const id = path.split('/').at(-1);
    const { image: kept } = await callFor<{ image: { alt: unknown } }>(200, 'GET', `/api/articles/${id}`);
    expect(kept.alt).toBeNull();
  });

  it.each([
    ['at the top', { image: 'https://example.org/a.jpg' }, { image_alt: 'Two people on a bridge' }],
    ['at the top', { image: 'https://example.org/a.jpg' }, { image_decorative: 'yes' }],
    [
      'in the text',
      { content: '<p>See <img src="https://example.org/a.jpg" title="a > alt= b"></p>' },
      { content: '<p>See <img src="https://example.org/a.jpg" alt=""></p>' },
    ],
  ])(
    '%s is published once somebody has said what it shows, or that it only decorates',
    async (_, undecided, decided) => {
      for (const action of ['review', 'publish']) {
        const refused = await client.submit('/editor/articles', { ...WRITTEN, ...undecided, action });
        expect(refused.status).toBe(422);
        expect(await refused.text()).toContain('Say what the picture shows');
      }
      const fields = { ...WRITTEN, ...undecided, ...decided };
      expect(await client.submitFor('/editor/articles', { ...fields, action: 'publish' })).toContain(
        '/articles/',
      );
    },
  );

  it('is not left open in what is scheduled, which is published as it is saved', async () => {
    const { id } = await publish({ date_published: '2099-01-01T00:00:00Z' });
    const path = `/editor/articles/${id}`;
    const fields = { ...readFields(await client.see(path)), image: 'https://example.org/a.jpg' };
    const refused = await client.submit(path, { ...fields, action: 'save' });
    expect([refused.status, (await refused.text()).includes('Say what the picture shows')]).toEqual([
      422,
      true,
    ]);
    expect(await client.submitFor(path, { ...fields, action: 'unschedule' })).toContain(path);
  });

  it('may not be an address of a computer', async () => {
    const fields = { ...WRITTEN, image: 'C:\\Users\\Anna\\photo.jpg', image_alt: 'A bridge' };
    const refused = await client.submit('/editor/articles', { ...fields, action: 'publish' });
    expect(refused.status).toBe(422);
    expect((await call('GET', '/api/files')).status).toBe(200);
  });
});
