import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_TOKEN, type ArticleAnswer, callFor, publish, readJsonFeed, send, settle } from './client.ts';
import { readFields, signIn, unescapeHtml } from './editor-client.ts';

describe('articles that are translations of each other', () => {
  let english: ArticleAnswer;
  let french: ArticleAnswer;

  const read = (article: ArticleAnswer) => callFor<ArticleAnswer>(200, 'GET', `/api/articles/${article.id}`);
  const patch = (status: number, article: ArticleAnswer, fields: Record<string, unknown>) =>
    callFor(status, 'PATCH', `/api/articles/${article.id}`, fields);
  const readPage = async ({ slug }: ArticleAnswer) => await (await send(`/articles/${slug}`)).text();
  const readShown = async ({ id }: ArticleAnswer) => {
    const { items } = await readJsonFeed('/feed.json');
    const item = items.find((one) => one.id.endsWith(id));
    return (item?._gazette as { translations?: unknown } | undefined)?.translations;
  };
  const link = (language: string, { slug }: ArticleAnswer) =>
    `<link rel="alternate" hreflang="${language}" href="http://gazette.test/articles/${slug}"/>`;

  beforeEach(async () => {
    await reset();
    english = await publish({ title: 'Bridge', language: 'en' });
    french = await publish({ title: 'Pont', language: 'fr', translations: [english.id] });
    await settle();
  });

  it('know it of each other, on pages and in feeds, without another revision', async () => {
    expect(french.translations).toEqual([english.id]);
    expect(await read(english)).toMatchObject({ translations: [french.id], revision: 1 });
    for (const page of [await readPage(english), await readPage(french)]) {
      for (const element of [link('en', english), link('fr', french), link('x-default', english)])
        expect(page).toContain(element);
    }
    expect(await readShown(english)).toEqual([
      { id: french.id, language: 'fr', url: `http://gazette.test/articles/${french.slug}` },
    ]);
    expect(await readPage(await publish({ title: 'Alone' }))).not.toContain('hreflang');
  });

  it('lead readers to each other, in the words of the language that is there', async () => {
    const page = await readPage(english);
    expect(page).toContain(
      `<span class="translations">Also in: <a href="http://gazette.test/articles/${french.slug}" hreflang="fr" lang="fr" dir="auto">français</a></span>`,
    );
    expect(await readPage(french)).toContain('hreflang="en" lang="en" dir="auto">English</a>');
  });

  it('are chosen on the editor page by their title, or by their address where it is an old one', async () => {
    const client = await signIn();
    const path = `/editor/articles/${english.id}`;
    const form = readFields(await client.see(path));
    expect(form.translation).toBe(french.id);
    await client.submitFor(path, { ...form, translation: [], action: 'save' });
    expect((await read(english)).translations).toEqual([]);
    for (const typed of ['Pont', french.url, `http://gazette.test/editor/articles/${french.id}`]) {
      const page = await client.see(path);
      expect(page).toContain('<option value="Pont">French</option>');
      expect(page).not.toContain('<option value="Bridge">');
      await client.submitFor(path, { ...readFields(page), added_translation: typed, action: 'save' });
      expect((await read(english)).translations).toEqual([french.id]);
      const saved = await client.see(path);
      expect(readFields(saved)).toMatchObject({ translation: french.id, added_translation: '' });
      expect(saved).toContain('Pont · French');
      await client.submitFor(path, { ...readFields(saved), translation: [], action: 'save' });
    }
    const fields = { ...readFields(await client.see(path)), added_translation: 'Ponte', action: 'save' };
    const refused = await client.submit(path, fields);
    expect(refused.status).toBe(422);
    expect(unescapeHtml(await refused.text())).toContain('there is no article "Ponte"');
    const kept = await client.submit(path, fields, { accept: 'application/json' });
    expect(kept.status).toBe(200);
    await kept.text();
    const copy = readFields(await client.see(`/editor/articles/new?copy=${french.id}`));
    expect(copy.translation).toBeUndefined();
  });

  it('are found by the public only while they are published', async () => {
    const draft = await publish({
      title: 'Brücke',
      language: 'de',
      status: 'draft',
      translations: [english.id],
    });
    await settle();
    expect((await read(english)).translations).toEqual([french.id, draft.id]);
    expect(await readPage(english)).not.toContain('hreflang="de"');
    await patch(200, draft, { status: 'published' });
    await callFor(200, 'DELETE', `/api/articles/${french.id}`);
    await settle();
    const page = await readPage(english);
    expect(page).toContain('hreflang="de"');
    expect(page).not.toContain('hreflang="fr"');
    expect(await readPage(french)).not.toContain('hreflang');
    expect(await readShown(english)).toMatchObject([{ language: 'de' }]);
  });

  it('are known to all of those that say the same, and leave all of them', async () => {
    const german = await publish({ title: 'Brücke', language: 'de', translations: [french.id] });
    expect(german.translations).toEqual(expect.arrayContaining([english.id, french.id]));
    const spanish = await publish({ title: 'Puente', language: 'es' });
    await patch(200, spanish, { translations: [english.id] });
    await settle();
    for (const article of [english, french, german, spanish]) {
      const page = await readPage(article);
      for (const language of ['de', 'en', 'es', 'fr']) expect(page).toContain(`hreflang="${language}"`);
    }
    await patch(200, french, { translations: [german.id, spanish.id] });
    await settle();
    expect((await read(english)).translations).toEqual([]);
    expect((await read(german)).translations).toEqual([french.id, spanish.id].toSorted());
    expect(await readPage(spanish)).not.toContain('hreflang="en"');
    expect(await readShown(english)).toBeUndefined();
  });

  it('are parted from either side', async () => {
    await patch(200, english, { translations: null });
    await settle();
    expect((await read(french)).translations).toEqual([]);
    expect(await readPage(french)).not.toContain('hreflang');
    expect(await readShown(french)).toBeUndefined();
  });

  it('are others, known, and each in a language of its own', async () => {
    const second = await publish({ title: 'Un pont', language: 'fr' });
    for (const [article, ids, code] of [
      [english, [english.id], 'translation_of_itself'],
      [english, ['01K7Y5V2H8QZ4T0M6C3B9XWAEF'], 'article_unknown'],
      [english, ['nonsense'], 'article_unknown'],
      [english, [french.id, second.id], 'translation_language_repeated'],
      [second, [french.id], 'translation_language_repeated'],
      // English has a French translation.
      [second, [english.id], 'translation_language_repeated'],
    ] as const) {
      expect(await patch(422, article, { translations: ids })).toMatchObject({
        errors: [{ pointer: `/translations/${ids.length - 1}`, code }],
      });
    }
    expect(await patch(422, french, { language: 'en' })).toMatchObject({
      errors: [{ code: 'translation_language_repeated' }],
    });
    expect((await read(english)).translations).toEqual([french.id]);
    expect(await patch(200, english, { translations: [second.id] })).toMatchObject({
      translations: [second.id],
    });
    expect((await read(french)).translations).toEqual([]);
  });

  it('come back from an export', async () => {
    const headers = {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      'content-type': 'application/x-ndjson',
    };
    const exported = await send('/api/export', { headers });
    const archive = new TextDecoder().decode(await exported.arrayBuffer());
    await reset();
    const answer = await send('/api/restore', { method: 'POST', body: archive, headers });
    expect(answer.status).toBe(204);
    await settle();
    expect((await read(english)).translations).toEqual([french.id]);
    expect(await readPage(english)).toContain(link('fr', french));
  });
});
