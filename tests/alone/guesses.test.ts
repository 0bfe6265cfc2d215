import { reset } from 'cloudflare:test';
import { beforeEach, expect, it } from 'vitest';
import { JPEG } from '../fixtures/pictures.ts';
import { type ArticleAnswer, callFor, ORIGIN, publish, send, settle } from '../worker/client.ts';

beforeEach(reset);

const DAY_MS = 86_400_000;
const GUESSES = 60;

/** Ways to ask: as a browser, a program, a feed reader, a download that goes on. */
const QUESTIONS: readonly RequestInit[] = [
  {},
  { headers: { accept: 'text/html,application/xhtml+xml' } },
  { headers: { accept: 'application/json' } },
  { headers: { 'if-none-match': '*', range: 'bytes=0-9' } },
  { method: 'HEAD' },
];

/** Each guess is another client's: those of one are answered only so often. */
let clients = 0;

/** Everything of an answer, but the address that was asked for where a page repeats it. */
async function describeAnswer(path: string, init: RequestInit): Promise<string> {
  clients += 1;
  const headers = { ...init.headers, 'cf-connecting-ip': `2001:db8:0:${clients.toString(16)}::1` };
  const response = await send(path, { ...init, headers });
  const name = (path.split('/').at(-1) ?? '').replace(/\.md$/, '');
  const body = (await response.text()).replaceAll(name, '');
  return JSON.stringify([response.status, [...response.headers], body]);
}

const pathOf = ({ url }: { url: string }) => url.slice(ORIGIN.length);

/** The same address with another letter or digit somewhere behind its area, as somebody would guess. */
function change(path: string, share: number): string {
  const start = path.indexOf('/', 1);
  const places = [...path].flatMap((character, at) => (at > start && /\w/.test(character) ? [at] : []));
  const at = places[Math.floor(share * places.length)] ?? 0;
  return `${path.slice(0, at)}${path[at] === '0' ? '1' : '0'}${path.slice(at + 1)}`;
}

it('what is not published is answered, at its own address and at guesses near it, exactly as nonsense is', async () => {
  const upload = (name: string) =>
    callFor<{ id: string; url: string }>(201, 'POST', '/api/files', undefined, {
      raw: JPEG,
      headers: { 'content-disposition': `attachment; filename="${name}"` },
    });
  const [unnamed, ofDraft, ofScheduled] = [
    await upload('a.jpg'),
    await upload('b.jpg'),
    await upload('c.jpg'),
  ];
  const draft = await publish({ status: 'draft', title: 'Secret draft', image: ofDraft.url });
  const scheduled = await publish({
    title: 'Secret plan',
    slug: 'secret-plan',
    image: ofScheduled.url,
    date_published: new Date(Date.now() + DAY_MS).toISOString(),
  });
  const deleted = await publish({ status: 'draft', title: 'Gone' });
  const preview = await callFor<{ url: string }>(201, 'POST', `/api/articles/${draft.id}/previews`);
  const ended = await callFor<{ url: string }>(201, 'POST', `/api/articles/${scheduled.id}/previews`);
  await callFor(204, 'DELETE', `/api/articles/${deleted.id}`);
  await callFor(204, 'DELETE', `/api/articles/${scheduled.id}/previews`);
  await settle();

  const articlePaths = [draft, scheduled, deleted].flatMap(({ id, slug }: ArticleAnswer) => [
    `/articles/${slug}`,
    `/articles/${id}`,
  ]);
  const filePaths = [unnamed, ofDraft, ofScheduled].flatMap((file) => [pathOf(file), `/files/${file.id}`]);
  for (const init of QUESTIONS) {
    const nonsense = {
      article: await describeAnswer('/articles/nonsense', init),
      markdown: await describeAnswer('/articles/nonsense.md', init),
      file: await describeAnswer('/files/nonsense', init),
      preview: await describeAnswer('/previews/nonsense', init),
    };
    expect(Object.values(nonsense).every((answer) => answer.startsWith('[404,'))).toBe(true);
    const ask = async (path: string, expected: string) =>
      expect([path, await describeAnswer(path, init)]).toEqual([path, expected]);
    for (const path of articlePaths) {
      await ask(path, nonsense.article);
      await ask(`${path}.md`, nonsense.markdown);
    }
    for (const path of filePaths) await ask(path, nonsense.file);
    await ask(pathOf(ended), nonsense.preview);
    for (let guess = 0; guess < GUESSES / QUESTIONS.length; guess++) {
      const share = guess / (GUESSES / QUESTIONS.length);
      await ask(change(pathOf(preview), share), nonsense.preview);
      for (const path of filePaths) await ask(change(path, share), nonsense.file);
      for (const path of articlePaths) await ask(change(path, share), nonsense.article);
    }
  }
});
