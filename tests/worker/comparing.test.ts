import { describe, expect, it } from 'vitest';
import { type ArticleAnswer, callFor, publish, putCategory, putOfficial } from './client.ts';
import { readFields, signIn } from './editor-client.ts';

const patch = (id: string, change: Record<string, unknown>) =>
  callFor<ArticleAnswer>(200, 'PATCH', `/api/articles/${id}`, change);
const otherWriter = async () =>
  (await callFor<{ token: string }>(201, 'POST', '/api/tokens', { name: 'Another writer', role: 'editor' }))
    .token;
const read = (id: string) => callFor<ArticleAnswer>(200, 'GET', `/api/articles/${id}`);

describe('revisions compared', () => {
  it('are one text, marked, with every field that changed named', async () => {
    const client = await signIn();
    const slug = `c-${crypto.randomUUID().slice(0, 8)}`;
    await putCategory(slug, 'Roads & bridges');
    const { id } = await publish({ title: 'Bridge closed', content_text: 'The old bridge is closed.' });
    await patch(id, {
      title: 'Bridge open',
      content_text: 'The new bridge is open.',
      categories: [slug],
      change_note: 'It opened.',
    });
    const list = await client.see(`/editor/articles/${id}/revisions`);
    expect(list).toContain('aria-label="From 1"');
    const page = await client.see(`/editor/articles/${id}/revisions/compare?from=1&to=2`);
    expect(page).toContain('From revision 1 to 2');
    expect(page).toContain('Bridge <del>closed</del><ins>open</ins>');
    expect(page).toContain('The <del>old</del><ins>new</ins> bridge is <del>closed</del><ins>open</ins>.');
    expect(page).toContain('<ins>It opened.</ins>');
    expect(page).toContain('<ins>Roads &amp; bridges</ins>');
    expect(await client.see(`/editor/articles/${id}/revisions/2`)).toContain('Roads &amp; bridges');
    expect(page).not.toContain('Source');
    const back = await client.see(`/editor/articles/${id}/revisions/compare?from=2&to=1`);
    expect(back).toContain('Bridge <del>open</del><ins>closed</ins>');
    expect(await client.see(`/editor/articles/${id}/revisions/compare?from=2&to=2`)).toContain(
      'They say the same.',
    );
  });

  it('leave out no field of an article that anybody can change', async () => {
    const client = await signIn();
    const tag = crypto.randomUUID().slice(0, 8);
    await putCategory(`compared-${tag}`, 'Compared');
    await putOfficial(`compared-${tag}`, { name: `Ida Compared ${tag}` });
    const official = { slug: `compared-${tag}`, relation: 'quoted' };
    const changes: Record<string, Record<string, unknown>> = {
      title: { title: 'Another title' },
      summary: { summary: 'Another summary' },
      content_html: { content_html: '<p>Another text.</p>' },
      language: { language: 'de' },
      date_published: { date_published: '2020-01-02T03:04:05Z' },
      slug: { slug: `compared-${tag}` },
      url: { url: 'https://elsewhere.example/' },
      external_id: { external_id: `cms-${tag}` },
      categories: { categories: [`compared-${tag}`] },
      officials: { officials: [official] },
      source: { source: { name: 'Town hall' } },
      authors: { authors: [{ name: 'Ann Lee' }] },
      image: { image: { url: 'https://elsewhere.example/1.jpg', alt: 'A bridge' } },
      attachments: {
        attachments: [{ url: 'https://elsewhere.example/1.pdf', mime_type: 'application/pdf' }],
      },
      status: { status: 'scheduled', date_published: '2999-01-02T03:04:05Z' },
    };
    // The service's own, what only a public article has, and what is given at creation alone.
    const others = ['id', 'revision', 'date_modified', 'change_note', 'withdrawn_reason', 'feed_id'];
    const draft = () => publish({ status: 'draft', date_published: '2020-01-01T00:00:00Z', officials: [] });
    const { id: other } = await publish({ status: 'draft', language: 'fr' });
    for (const field of Object.keys(await draft())) {
      // A field that is not known here yet takes ids, or the test must be told.
      if (!others.includes(field)) changes[field] ??= { [field]: [other] };
    }
    for (const [field, change] of Object.entries(changes)) {
      const { id } = await draft();
      // Two writers' saves are two revisions, whatever the sitting.
      await callFor(200, 'PATCH', `/api/articles/${id}`, change, { token: await otherWriter() });
      const page = await client.see(`/editor/articles/${id}/revisions/compare?from=1&to=2`);
      expect([field, /<(ins|del)>/.test(page)]).toEqual([field, true]);
    }
    const { id } = await publish({ status: 'draft', officials: [official] });
    const acting = { officials: [{ ...official, relation: 'actor' }] };
    await callFor(200, 'PATCH', `/api/articles/${id}`, acting, { token: await otherWriter() });
    expect(await client.see(`/editor/articles/${id}/revisions/compare?from=1&to=2`)).toContain(
      '<del>is quoted</del><ins>acts</ins>',
    );
  });

  it('tell a change of form that changes no word', async () => {
    const client = await signIn();
    const { id } = await publish({ content_html: '<p>The bridge is open.</p>' });
    await patch(id, { content_html: '<p>The <strong>bridge</strong> is open.</p>' });
    expect(await client.see(`/editor/articles/${id}/revisions/compare?from=1&to=2`)).toContain(
      'The words are the same; their form differs.',
    );
  });

  it('show hostile texts as texts', async () => {
    const client = await signIn();
    const { id } = await publish({ title: '<script>one()</script>' });
    await patch(id, { title: '<img src=x onerror=two()>', content_html: '<p>&lt;script&gt;three()</p>' });
    const page = await client.see(`/editor/articles/${id}/revisions/compare?from=1&to=2`);
    expect(page).not.toMatch(/<script>|<img src=x/);
    expect(page).toContain('&lt;script');
  });

  it('are those of the article alone', async () => {
    const client = await signIn();
    const { id } = await publish();
    for (const query of ['', '?from=1', '?from=1&to=9', '?from=x&to=1', '?from=1&to=1e3', '?from=-1&to=1']) {
      await client.see(`/editor/articles/${id}/revisions/compare${query}`, 404);
    }
  });

  it('are shown at the size that an article may have', async () => {
    const client = await signIn();
    const words = (start: number) =>
      Array.from({ length: 30_000 }, (_, index) => `w${start + index * 7}`).join(' ');
    const { id } = await publish({ content_text: words(0) });
    await patch(id, { content_text: words(3) });
    const page = await client.see(`/editor/articles/${id}/revisions/compare?from=1&to=2`);
    expect(page).toContain('<del>');
  });
});

describe('a revision restored', () => {
  it('is a new revision of a draft, once it is saved', async () => {
    const client = await signIn();
    const { id } = await publish({ status: 'draft', title: 'First', content_text: 'First words.' });
    await patch(id, { status: 'scheduled', date_published: '2099-01-01T00:00:00Z' });
    await patch(id, { status: 'draft', title: 'Second', content_text: 'Second words.' });
    const before = await read(id);
    const form = await client.see(`/editor/articles/${id}?restore=1`);
    expect(form).toContain('The text of revision 1.');
    expect(await read(id)).toEqual(before);
    await client.submitFor(`/editor/articles/${id}`, { ...readFields(form), action: 'save' });
    const after = await read(id);
    expect(after).toMatchObject({
      title: 'First',
      status: 'draft',
      date_published: before.date_published,
    });
    expect(after.content_html).toContain('First words.');
    expect(after.revision).toBe(before.revision + 1);
  });

  it('is a correction like any other of a published article: minor, or major with its note', async () => {
    const client = await signIn();
    const { id, slug, date_published } = await publish({ title: 'First' });
    await patch(id, { title: 'Second' });
    const form = await client.see(`/editor/articles/${id}?restore=1`);
    const fields = readFields(form);
    const refused = await client.submit(`/editor/articles/${id}`, {
      ...fields,
      change: 'major',
      action: 'publish',
    });
    expect(refused.status).toBe(422);
    await client.submitFor(`/editor/articles/${id}`, {
      ...fields,
      change: 'major',
      change_note: 'Second was wrong.',
      action: 'publish',
    });
    expect(await read(id)).toMatchObject({
      title: 'First',
      change_note: 'Second was wrong.',
      slug,
      date_published,
      revision: 3,
    });
  });

  it('does not overwrite what somebody else has saved meanwhile', async () => {
    const client = await signIn();
    const { id } = await publish({ status: 'draft', title: 'First' });
    await patch(id, { status: 'scheduled', date_published: '2099-01-01T00:00:00Z' });
    const fields = readFields(await client.see(`/editor/articles/${id}?restore=1`));
    await patch(id, { title: 'Meanwhile' });
    expect((await client.submit(`/editor/articles/${id}`, { ...fields, action: 'save' })).status).toBe(412);
    for (const wrong of ['0', '99', 'x', ''])
      await client.see(`/editor/articles/${id}?restore=${wrong}`, 404);
  });
});

describe('a copy of an article', () => {
  it('is a new draft with its parts and a place of its own, once it is saved', async () => {
    const client = await signIn();
    const original = await publish({
      title: 'Council meets',
      content_html: '<p>On <strong>Tuesday</strong>.</p>',
      external_id: `cms-${crypto.randomUUID()}`,
      authors: [{ name: 'Ann Lee' }],
    });
    expect(await client.see(`/editor/articles/${original.id}`)).toContain(
      `/editor/articles/new?copy=${original.id}`,
    );
    const form = await client.see(`/editor/articles/new?copy=${original.id}`);
    const place = await client.submitFor('/editor/articles', { ...readFields(form), action: 'save' });
    const copy = await read(/[0-9A-Z]{26}/.exec(place)?.[0] ?? '');
    expect(copy).toMatchObject({
      status: 'draft',
      title: 'Council meets',
      content_html: original.content_html,
      authors: [{ name: 'Ann Lee' }],
      external_id: null,
      date_published: null,
      change_note: null,
    });
    expect(copy.id).not.toBe(original.id);
    expect(copy.slug).not.toBe(original.slug);
    await client.see('/editor/articles/new?copy=01K7Y5V2H8QZ4T0M6C3B9XWAEF', 404);
  });
});
