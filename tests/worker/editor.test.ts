import { describe, expect, it } from 'vitest';
import {
  ADMIN_TOKEN,
  type ArticleAnswer,
  call,
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  send,
  setBehaviour,
  until,
} from './client.ts';
import {
  EditorClient,
  OWN_FORM,
  readFields,
  sendToken,
  signIn,
  takeClientAddress,
  unescapeHtml,
  writeForm,
} from './editor-client.ts';

const makeToken = async (role: string) =>
  await callFor<{ id: string; token: string }>(201, 'POST', '/api/tokens', { name: `a ${role}`, role });
const readArticle = (id: string) => callFor<ArticleAnswer>(200, 'GET', `/api/articles/${id}`);
const idOf = (path: string) => /[0-9A-Z]{26}/.exec(path)?.[0] ?? '';
const ONE_TEXT = { format: 'markdown', content: 'The **bridge** is open.', recognizes: 'yes' };

describe('signing in', () => {
  it('sets a cookie that no script, no other site and no other host can use', async () => {
    const response = await sendToken(ADMIN_TOKEN);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/editor');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-gazette=[\w-]{43}; /);
    for (const part of ['Max-Age=43200', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) {
      expect(cookie).toContain(part);
    }
    expect(cookie).not.toContain('Domain');
  });

  it('is refused with the same words for any token that is not known', async () => {
    const answers = await Promise.all(
      [`${ADMIN_TOKEN}x`, 'a', '', ADMIN_TOKEN.slice(0, -1)].map((token) => sendToken(token)),
    );
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(answers.every(({ headers }) => headers.get('set-cookie') === null)).toBe(true);
  });

  it('cannot be guessed: after ten attempts of one address even the right token is refused', async () => {
    const headers = { 'cf-connecting-ip': takeClientAddress() };
    for (let attempt = 0; attempt < 10; attempt++) await (await sendToken('guess', headers)).text();
    const refused = await sendToken(ADMIN_TOKEN, headers);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.headers.get('set-cookie')).toBeNull();
    expect((await sendToken(ADMIN_TOKEN)).status).toBe(303);
  });

  it('leads to pages of the editor alone', async () => {
    const go = async (to: string) => {
      const response = await send('/editor/sign-in', {
        method: 'POST',
        headers: { ...OWN_FORM, 'cf-connecting-ip': takeClientAddress() },
        body: writeForm({ token: ADMIN_TOKEN, to }),
      });
      return response.headers.get('location');
    };
    expect(await go('/editor/webhooks?cursor=x')).toBe('/editor/webhooks?cursor=x');
    for (const elsewhere of [
      'https://elsewhere.example/',
      '//elsewhere.example/editor',
      '/editor/..//elsewhere.example',
      '/editor//..//elsewhere.example',
      '/editor/../api/docs',
      '/editor/./x',
      '/editor//elsewhere.example',
      '/editor\\elsewhere.example',
      '/editorial',
    ]) {
      expect([elsewhere, await go(elsewhere)]).toEqual([elsewhere, '/editor']);
    }
  });

  it('ends with signing out, with the token, and is nothing without its cookie', async () => {
    const client = await signIn();
    expect(await client.see('/editor')).toContain('New article');
    const out = await client.submit('/editor/sign-out', {});
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await client.see('/editor')).toContain('name="token"');
    const { id, token } = await makeToken('editor');
    const editor = await signIn(token);
    expect(await editor.see('/editor')).toContain('New article');
    await callFor(204, 'DELETE', `/api/tokens/${id}`);
    expect(await editor.see('/editor')).toContain('name="token"');
    expect(await new EditorClient('__Host-gazette=made-up').see('/editor')).toContain('name="token"');
  });

  it('gives nothing away to the API: a session is no bearer token', async () => {
    const client = await signIn();
    const response = await call('GET', '/api/articles', undefined, {
      token: null,
      headers: { cookie: client.cookie },
    });
    expect(response.status).toBe(401);
    expect(
      (await call('GET', '/api/articles', undefined, { token: client.cookie.split('=')[1] ?? '' })).status,
    ).toBe(401);
  });
});

describe('every page of the editor', () => {
  it('is kept nowhere, framed by nobody, and runs no script but its own', async () => {
    const client = await signIn();
    for (const path of ['/editor', '/editor/articles/new', '/editor/webhooks', '/editor/nothing']) {
      const { headers } = await send(path, { headers: { cookie: client.cookie } });
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-frame-options')).toBe('DENY');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
    }
    const html = await client.see('/editor/articles/new');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+="/);
  });

  it('speaks the language of the browser', async () => {
    const client = await signIn();
    const inLanguage = (language: string) => client.see('/editor', 200, { 'accept-language': language });
    expect(await inLanguage('zh-CN,zh;q=0.9,en;q=0.8')).toContain('<html lang="zh-CN">');
    expect(await inLanguage('zh-TW')).toContain('写文章');
    expect(await inLanguage('en-GB,en;q=0.9,zh;q=0.8')).toContain('<html lang="en">');
    expect(await inLanguage('fr')).toContain('New article');
  });

  it('is reloaded when a link from elsewhere leads to it, for the cookie comes along only then', async () => {
    const html = await new EditorClient('').see('/editor', 200, { 'sec-fetch-site': 'cross-site' });
    expect(html).toContain('http-equiv="refresh"');
    expect(await new EditorClient('').see('/editor')).not.toContain('http-equiv="refresh"');
  });
});

describe('a form that did not come from our page', () => {
  const fields = { title: 'Forged', ...ONE_TEXT, action: 'publish' };

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['another origin, by an older browser', { 'sec-fetch-site': '', origin: 'https://elsewhere.example' }],
    ['nowhere, as a sandboxed frame sends it', { 'sec-fetch-site': '', origin: 'null' }],
  ])('is refused from %s', async (_place, headers) => {
    const client = await signIn();
    const kept = Object.entries({ ...OWN_FORM, ...headers }).filter(([, value]) => value !== '');
    const response = await send('/editor/articles', {
      method: 'POST',
      headers: { ...Object.fromEntries(kept), cookie: client.cookie },
      body: writeForm({ form_token: client.formToken, ...fields }),
    });
    expect(response.status).toBe(403);
  });

  it('is refused without the token of this session, and with that of another', async () => {
    const [client, other] = [await signIn(), await signIn()];
    for (const formToken of ['', other.formToken]) {
      const response = await client.submit('/editor/articles', { ...fields, form_token: formToken });
      expect(response.status).toBe(403);
    }
    const { articles } = await callFor<{ articles: ArticleAnswer[] }>(200, 'GET', '/api/articles?q=Forged');
    expect(articles).toEqual([]);
  });

  it('does not sign anybody in', async () => {
    expect((await sendToken(ADMIN_TOKEN, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('a subscriber', () => {
  it('sees webhooks alone, and only its own', async () => {
    const hook = makeHook('editor-other');
    const other = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', {
      url: hook.url,
      description: 'Not the subscriber’s',
    });
    const client = await signIn((await makeToken('subscriber')).token);
    expect(await client.see('/editor/webhooks')).not.toContain('Not the subscriber’s');
    await client.see(`/editor/webhooks/${other.id}`, 404);
    for (const path of ['/editor/articles/new', '/editor/categories', '/editor/officials']) {
      await client.see(path, 403);
    }
    expect((await send('/editor', { headers: { cookie: client.cookie } })).headers.get('location')).toBe(
      '/editor/webhooks',
    );
    expect((await client.submit('/editor/articles', { title: 'No', ...ONE_TEXT })).status).toBe(403);
    expect((await client.submit('/editor/recognize', { content: 'No' })).status).toBe(403);
    expect((await client.submit(`/editor/webhooks/${other.id}/remove`, {})).status).toBe(404);
    const mine = makeHook('editor-mine');
    const added = await (
      await client.submit('/editor/webhooks', { url: mine.url, event: 'article.published' })
    ).text();
    expect(added).toContain('whsec_');
    expect(await client.see('/editor/webhooks')).not.toContain(mine.url);
  });
});

describe('writing without any script', () => {
  it('publishes after a look at what will happen, and tells it first', async () => {
    const [category, hook] = [`edited-${crypto.randomUUID().slice(0, 8)}`, makeHook('editor-publish')];
    await putCategory(category, 'Bridges');
    await callFor(201, 'PUT', `/api/offices/${category}`, { name: 'Bridge master' });
    for (const [name, acting] of [
      ['Pia Pontis', false],
      ['Ava Arch', true],
    ] as const)
      await putOfficial(`${category}-${acting ? 'a' : 'p'}`, { name, terms: [{ office: category, acting }] });
    await callFor(201, 'POST', '/api/webhooks', { url: hook.url, categories: [category] });
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const officials = [`${category}-p`, `${category}-a`];
    const written = { ...form, title: 'The bridge & the river', category, official: officials, ...ONE_TEXT };
    const look = await (await client.submit('/editor/articles', { ...written, action: 'review' })).text();
    expect(look).toContain('It stands in 5 feeds: everything, Bridges, Pia Pontis, Ava Arch, Bridge master.');
    expect(look).toContain('receiver');
    expect(look).toContain('srcdoc=');
    expect(look).toContain('&lt;strong&gt;bridge&lt;/strong&gt;');
    expect(
      (await callFor<{ articles: unknown[] }>(200, 'GET', `/api/articles?category=${category}`)).articles,
    ).toEqual([]);
    const place = await client.submitFor('/editor/articles', {
      ...readFields(look),
      official: officials,
      action: 'publish',
    });
    const done = await client.see(place);
    for (const path of [
      `categories/${category}`,
      ...officials.map((slug) => `officials/${slug}`),
      `offices/${category}`,
    ])
      expect(done).toContain(`<a href="/${path}/feed.rss" dir="auto">`);
    const article = await readArticle(idOf(place));
    expect(article).toMatchObject({
      status: 'published',
      title: 'The bridge & the river',
      categories: [category],
      content_html: '<p>The <strong>bridge</strong> is open.</p>',
    });
    expect((await readJsonFeed(`/categories/${category}/feed.json`)).items).toHaveLength(1);
    await until('the receiver is told', async () => (await listReceived(hook.name)).length === 1);
  });

  it('publishes once, however often the button is pressed', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const fields = { ...form, title: 'Pressed twice', ...ONE_TEXT, action: 'publish' };
    const [first, second] = [
      await client.submitFor('/editor/articles', fields),
      await client.submitFor('/editor/articles', { ...fields, title: 'Pressed twice, then three times' }),
    ];
    expect(idOf(second)).toBe(idOf(first));
    expect((await readArticle(idOf(first))).title).toBe('Pressed twice, then three times');
  });

  it('keeps a draft, schedules it in the publication’s time, and takes it back', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const draft = await client.submitFor('/editor/articles', {
      ...form,
      title: 'Later',
      ...ONE_TEXT,
      action: 'save',
    });
    const path = `/editor/articles/${idOf(draft)}`;
    expect(await readArticle(idOf(draft))).toMatchObject({ status: 'draft', date_published: null });
    const fields = { ...readFields(await client.see(path)), date: '2999-12-31T08:30' };
    const look = await (await client.submit(path, { ...fields, action: 'review' })).text();
    expect(look).toContain('It will be published on December 31, 2999');
    const scheduled = await client.submitFor(path, { ...readFields(look), action: 'publish' });
    expect(await client.see(scheduled)).toMatch(
      /Scheduled: it appears by itself on Dec 31, 2999, 8:30\sAM \(UTC\)\./,
    );
    expect(await readArticle(idOf(draft))).toMatchObject({
      status: 'scheduled',
      date_published: '2999-12-31T08:30:00Z',
    });
    await client.submitFor(path, { ...readFields(await client.see(path)), action: 'unschedule' });
    expect((await readArticle(idOf(draft))).status).toBe('draft');
    await client.submitFor(`${path}/delete`, readFields(await client.see(`${path}/delete`)));
    expect((await call('GET', `/api/articles/${idOf(draft)}`)).status).toBe(404);
  });

  it('keeps a draft that has no title yet, and publishes none', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const written = { ...form, title: ' ', content: 'The first words of it.\n\nMore.' };
    const path = await client.submitFor('/editor/articles', { ...written, action: 'save' });
    expect((await readArticle(idOf(path))).title).toBe('The first words of it.…');
    const again = readFields(await client.see(path));
    expect(again.title).toBe('');
    const refused = await client.submit(`/editor/articles/${idOf(path)}`, { ...again, action: 'publish' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/id="title"[^>]*aria-invalid="true"/);
    const saved = { ...again, title: 'At last', action: 'save' };
    await client.submitFor(`/editor/articles/${idOf(path)}`, saved);
    expect((await readArticle(idOf(path))).title).toBe('At last');
  });

  it('publishes a draft that has a future date on that date, and at once when the date is taken away', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const fields = { ...form, title: 'Dated', ...ONE_TEXT, date: '2999-01-01T00:00' };
    const path = `/editor/articles/${idOf(await client.submitFor('/editor/articles', { ...fields, action: 'save' }))}`;
    await client.submitFor(path, { ...readFields(await client.see(path)), action: 'publish' });
    expect((await readArticle(idOf(path))).status).toBe('scheduled');
    await client.submitFor(path, { ...readFields(await client.see(path)), date: '', action: 'publish' });
    expect((await readArticle(idOf(path))).status).toBe('published');
  });

  it('corrects: minor in place, major with its note, which is needed', async () => {
    const article = await publish({ title: 'Correct me', date_published: '2024-02-03T04:05:06.789Z' });
    const client = await signIn();
    const path = `/editor/articles/${article.id}`;
    await client.submitFor(path, {
      ...readFields(await client.see(path)),
      title: 'Corrected',
      action: 'publish',
    });
    expect(await readArticle(article.id)).toMatchObject({
      title: 'Corrected',
      revision: 2,
      date_published: '2024-02-03T04:05:06.789Z',
      date_modified: '2024-02-03T04:05:06.789Z',
      summary: article.summary,
    });
    const major = { ...readFields(await client.see(path)), content: '<p>Other.</p>', change: 'major' };
    const look = await (await client.submit(path, { ...major, action: 'review' })).text();
    expect(look).toContain('name="change" value="major" checked');
    const refused = await client.submit(path, { ...major, action: 'publish' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('href="#change_note"');
    await client.submitFor(path, { ...major, change_note: 'The place was wrong.', action: 'publish' });
    expect(await readArticle(article.id)).toMatchObject({
      revision: 3,
      change_note: 'The place was wrong.',
      summary: 'Other.',
    });
  });

  it('withdraws with a reason and publishes again with a note', async () => {
    const article = await publish({ title: 'Take me back' });
    const client = await signIn();
    const path = `/editor/articles/${article.id}`;
    const asked = await client.see(`${path}/withdraw`);
    expect(asked).toContain('A notice takes its place in');
    expect(asked).not.toContain('correction');
    await client.submitFor(`${path}/withdraw`, {
      ...readFields(asked),
      reason: 'It was not true.',
    });
    expect(await readArticle(article.id)).toMatchObject({
      status: 'withdrawn',
      withdrawn_reason: 'It was not true.',
    });
    const again = { ...readFields(await client.see(path)), change_note: 'It was true after all.' };
    await client.submitFor(path, { ...again, action: 'publish' });
    expect(await readArticle(article.id)).toMatchObject({
      status: 'published',
      change_note: 'It was true after all.',
      withdrawn_reason: null,
    });
    const revisions = await client.see(`${path}/revisions`);
    for (const change of ['published again', 'withdrawn', 'Administrator'])
      expect(revisions).toContain(change);
    expect(await client.see(`${path}/revisions/1`)).toContain('The old bridge is closed until spring.');
  });

  it('changes nothing by being looked at, whatever the second and its parts at which the article was published', async () => {
    const client = await signIn();
    for (const date_published of [
      '2026-03-01T10:00:00.009Z',
      '2026-03-01T10:00:00Z',
      '2026-03-01T10:05:07.500Z',
    ]) {
      const { id } = await publish({ title: 'Looked at', content_text: 'As it was.', date_published });
      const fields = readFields(await client.see(`/editor/articles/${id}`));
      const look = await client.submit(`/editor/articles/${id}`, { ...fields, action: 'review' });
      expect(await look.text()).toContain('Nothing: the article is as it was.');
      await (await client.submit(`/editor/articles/${id}`, { ...fields, action: 'publish' })).text();
      expect(await readArticle(id)).toMatchObject({ revision: 1, date_published });
    }
  });

  it('gives a refused form back as it was, with what is wrong beside the field', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const refused = await client.submit('/editor/articles', {
      ...form,
      title: '',
      format: 'markdown',
      content: 'Kept <as> it is & was',
      source_url: 'not an address',
      action: 'review',
    });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(readFields(html)).toMatchObject({
      content: 'Kept <as> it is & was',
      source_url: 'not an address',
    });
    expect(html).toMatch(/id="title"[^>]*aria-invalid="true"/);
    expect(html).toMatch(/id="source_url-error"/);
  });

  it('takes a line break in the title for a space, as the API does', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const fields = { ...form, title: 'One\r\nline', content: 'Text.', action: 'save' };
    const path = await client.submitFor('/editor/articles', fields);
    expect((await readArticle(idOf(path))).title).toBe('One line');
  });

  it('attaches the official whom an editor types by name, alias or web address, with those whom the text names', async () => {
    await putOfficial('typed-adder', { name: 'Typed Adder', role: 'Treasurer', aliases: ['加法員'] });
    await putOfficial('typed-named', { name: 'Cuthbert Named' });
    const client = await signIn();
    expect(JSON.parse(await client.see('/editor/suggest?q=ADD%20typ'))).toEqual({
      entries: [{ value: 'Typed Adder', label: 'Treasurer' }],
    });
    for (const typed of ['typed  adder', '加法员', 'typed-adder', 'Typed Adder, Treasurer']) {
      const form = readFields(await client.see('/editor/articles/new'));
      const content = 'Cuthbert Named was there.';
      const path = await client.submitFor('/editor/articles', {
        ...form,
        title: 'Added',
        content,
        added_official: typed,
        action: 'save',
      });
      expect((await readArticle(idOf(path))).officials).toMatchObject([
        { slug: 'typed-named', role: null },
        { slug: 'typed-adder', name: 'Typed Adder', role: 'Treasurer', office: null, relation: 'mentioned' },
      ]);
      const saved = await client.see(path);
      expect(readFields(saved).added_official).toBe('');
      const again = { ...readFields(saved), official: ['typed-named', 'typed-adder'], added_official: typed };
      const review = await (await client.submit(path, { ...again, action: 'review' })).text();
      expect(review.match(/name="official" value="typed-adder"/g)).toHaveLength(1);
    }
  });

  it('tells two of one name and no office apart by the ends of their addresses', async () => {
    for (const slug of ['twin-one', 'twin-two']) await putOfficial(slug, { name: 'Theodora Twin' });
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const written = { ...form, title: 'Twins', content: 'Theodora Twin spoke.', action: 'review' };
    const review = await (await client.submit('/editor/articles', written)).text();
    expect(review).toContain('Theodora Twin (twin-one)');
    expect(review).toContain('Theodora Twin (twin-two)');
  });

  it('attaches whom the text surely names, but for who was refused, and offers who may be meant before it goes out', async () => {
    await putOfficial('sure-named', { name: 'Leopold Sure', role: 'Harbour master' });
    await putOfficial('sure-refused', { name: 'Rosalind Refused' });
    await putOfficial('maybe-one', { name: 'Max Maybe', role: 'Clerk' });
    await putOfficial('maybe-two', { name: 'Max Maybe', role: 'Judge' });
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const content = 'Leopold Sure met Rosalind Refused and Max Maybe.';
    const written = { ...form, title: 'Named', content, refused: 'sure-refused' };
    const review = await (await client.submit('/editor/articles', { ...written, action: 'review' })).text();
    expect(review).toContain('name="official" value="sure-named"');
    expect(review).not.toContain('name="official" value="sure-refused"');
    expect(review).toContain('Named but not attached:');
    expect([...review.matchAll(/value="attach:([^"]+)"/g)].map(([, slug]) => slug)).toEqual([
      'maybe-one',
      'maybe-two',
    ]);
    expect(review).toMatch(/>Max Maybe, Clerk</);
    const sent = { ...readFields(review), action: 'attach:maybe-two' };
    const again = await (await client.submit('/editor/articles', sent)).text();
    const path = await client.submitFor('/editor/articles', {
      ...readFields(again),
      official: ['sure-named', 'maybe-two'],
      action: 'publish',
    });
    expect(again).toContain('name="official" value="maybe-two"');
    expect((await readArticle(idOf(path))).officials).toMatchObject([
      { slug: 'sure-named', role: 'Harbour master' },
      { slug: 'maybe-two', role: 'Judge' },
    ]);
  });

  it('says beside the field whom it cannot add: nobody of that name, or which of several', async () => {
    await putOfficial('shared-one', { name: 'Shared Person', role: 'Mayor' });
    await putOfficial('shared-two', { name: 'Another', aliases: ['shared person'] });
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const add = async (typed: string, language: string) => {
      const fields = { ...form, title: 'Whom?', content: 'Text.', added_official: typed, action: 'save' };
      const refused = await client.submit('/editor/articles', fields, { 'accept-language': language });
      expect(refused.status).toBe(422);
      const html = await refused.text();
      expect(readFields(html)).toMatchObject({ title: 'Whom?', content: 'Text.', added_official: typed });
      expect(html.match(/<p class="error"/g)).toHaveLength(1);
      return unescapeHtml(/id="added_official-error">([^<]*)</.exec(html)?.[1] ?? '');
    };
    expect(await add('No $1 One', 'en')).toBe('nobody in the list of officials is called "No $1 One"');
    expect(await add('No $1 One', 'zh')).toBe('人物列表中没有“No $1 One”');
    expect(await add('SHARED PERSON', 'en')).toBe(
      'several are called "SHARED PERSON"; write the web address of one: shared-one, shared-two',
    );
    expect(await add('Shared Person', 'zh')).toBe(
      '有多人叫“Shared Person”，请填写其中一人的网页地址：shared-one, shared-two',
    );
    expect(JSON.parse(await client.see('/editor/suggest?q=shared')).entries).toContainEqual({
      value: 'shared-one',
      label: 'Shared Person, Mayor',
    });
  });

  it('shows two editors both of their texts, and neither is lost', async () => {
    const article = await publish({ title: 'Ours', content_text: 'The first text.' });
    const client = await signIn();
    const path = `/editor/articles/${article.id}`;
    const mine = { ...readFields(await client.see(path)), content: '<p>My text.</p>' };
    await callFor(200, 'PATCH', `/api/articles/${article.id}`, { content_text: 'Their text.' });
    const conflict = await client.submit(path, { ...mine, action: 'publish' });
    expect(conflict.status).toBe(412);
    const html = await conflict.text();
    expect(html).toContain('<p>My text.</p>');
    expect(html).toContain('<p>Their text.</p>');
    expect((await readArticle(article.id)).content_html).toBe('<p>Their text.</p>');
    const goOn = await (await client.submit(path, { ...readFields(html), action: 'edit' })).text();
    await client.submitFor(path, { ...readFields(goOn), action: 'publish' });
    expect((await readArticle(article.id)).content_html).toBe('<p>My text.</p>');
  });

  it('never lets a name, a title or a text become markup of the page', async () => {
    const evil = '"><script>alert(1)</script><img src=x alt onerror=alert(1)>';
    await putOfficial('edited-evil', { name: evil, role: evil });
    const article = await publish({ title: evil, content_text: evil, officials: ['edited-evil'] });
    const client = await signIn();
    for (const path of [
      '/editor',
      `/editor?q=${encodeURIComponent(evil)}`,
      '/editor/officials',
      '/editor/officials/edited-evil',
      `/editor/officials?name=${encodeURIComponent(evil)}`,
      `/editor/articles/${article.id}`,
      `/editor/articles/${article.id}/revisions`,
      `/editor/articles/${article.id}/revisions/1`,
      `/editor/articles/${article.id}/withdraw`,
    ]) {
      expect(await client.see(path)).not.toMatch(/<script>|<img src=x/);
    }
    const fields = readFields(await client.see(`/editor/articles/${article.id}`));
    const review = await client.submit(`/editor/articles/${article.id}`, {
      ...fields,
      content: `<p>New</p><script>alert(1)</script>${evil}`,
      action: 'review',
    });
    const html = await review.text();
    expect(html).not.toMatch(/<script>|<img src=x/);
    const shown = unescapeHtml(/srcdoc="([^"]*)"/.exec(html)?.[1] ?? '');
    expect(shown).toContain('<p>New</p>');
    expect(shown).not.toMatch(/<script>|<img[^>]*onerror/);
  });
});

describe('the page’s own calls', () => {
  const asScript = { accept: 'application/json' };

  it('save a draft as it is written, and tell of a conflict and of an ended session', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const fields = { ...form, title: 'Kept', ...ONE_TEXT, action: 'save' };
    const saved = await (await client.submit('/editor/articles', fields, asScript)).json<{
      id: string;
      revision: number;
    }>();
    expect(saved).toMatchObject({ revision: 1, status: 'draft' });
    const path = `/editor/articles/${saved.id}`;
    const next = { ...fields, title: 'Kept on', revision: '1' };
    expect(await (await client.submit(path, next, asScript)).json()).toMatchObject({ revision: 2 });
    const outdated = await client.submit(path, { ...next, title: 'Too late' }, asScript);
    expect(outdated.status).toBe(412);
    expect(await outdated.json()).toMatchObject({ by: 'Administrator', isOwn: true });
    const ended = await new EditorClient('').submit(path, next, asScript);
    expect(ended.status).toBe(401);
  });

  it('say what is wrong with a draft by the names that its fields have on the page', async () => {
    const client = await signIn();
    const form = readFields(await client.see('/editor/articles/new'));
    const fields = { ...form, title: 'Long', content: 'word '.repeat(60_000), action: 'save' };
    const refused = await client.submit('/editor/articles', fields, asScript);
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ detail: 'Text: is too long; divide it into two articles' });
  });

  it('recognise officials in what is written', async () => {
    await putOfficial('edited-known', { name: 'Wilhelmina Quist', role: 'Harbour master' });
    const client = await signIn();
    const found = await client.submit('/editor/recognize', {
      content: '<p>It was Wilhelmina Quist who said so.</p>',
    });
    expect(await found.json()).toEqual({
      officials: [
        { slug: 'edited-known', name: 'Wilhelmina Quist', role: 'Harbour master', isUncertain: false },
      ],
      unknown: [],
    });
  });

  it.each([
    ['html', '<p>Opened by Mayor <b>Wilhel</b>mina<br>Quist.</p>', ['edited-known']],
    ['html', '<table><tr><td>Mary</td><td>Wilhelmina Quist</td></tr></table>', ['edited-known']],
    ['html', '<p>Maria <em>Wilhelmina Quist</em> came.</p>', []],
    [
      'html',
      '<p>Opened.</p><img src="https://a.example/1.png" alt="Mayor Wilhelmina Quist with a spade">',
      ['edited-known'],
    ],
    [
      'html',
      '<p>Wilhelmina Quist&shy;er came, and <a title="Wilhelmina Quist" href="/x">others</a>.</p>',
      [],
    ],
    ['rich', '<ul><li>Quist, Wilhelmina</li></ul>', ['edited-known']],
    ['markdown', 'Maria **Wilhelmina Quist** came.', []],
    ['markdown', 'By _Wilhelmina_ [Quist](https://a.example/).', ['edited-known']],
    ['markdown', '> Wilhelmina\n> Quist spoke.', ['edited-known']],
    ['markdown', '```\nMayor Wilhelmina Quist\n```', ['edited-known']],
  ])('attach whom the API attaches: %s, %s', async (format, content, expected) => {
    await call('PUT', '/api/officials/edited-known', { name: 'Wilhelmina Quist', role: 'Harbour master' });
    const client = await signIn();
    const found = await client.submit('/editor/recognize', { title: 'Opened', format, content });
    const { officials } = await found.json<{ officials: { slug: string; isUncertain: boolean }[] }>();
    const field = format === 'markdown' ? 'content_markdown' : 'content_html';
    const article = await publish({ title: 'Opened', [field]: content });
    expect(article.officials.map(({ slug }) => slug)).toEqual(expected);
    expect(officials.filter(({ isUncertain }) => !isUncertain).map(({ slug }) => slug)).toEqual(expected);
  });

  it('make an official of a name that the directory does not have, once, with the role before it', async () => {
    const client = await signIn();
    const content = '区委书记欧阳凤鸣出席会议。';
    const found = await client.submit('/editor/recognize', { content });
    const { unknown } = await found.json<{ unknown: { name: string; role: string }[] }>();
    expect(unknown).toEqual([{ name: '欧阳凤鸣', role: '区委书记' }]);
    const make = (fields: Record<string, string>) =>
      client.submit('/editor/add-official', fields, { accept: 'application/json' });
    const made = await (await make(unknown[0] ?? {})).json<{ slug: string }>();
    expect(made).toMatchObject({ name: '欧阳凤鸣', role: '区委书记' });
    expect(await (await make({ name: '欧阳凤鸣' })).json()).toMatchObject({ slug: made.slug });
    const again = await client.submit('/editor/recognize', { content });
    expect(await again.json()).toMatchObject({ officials: [{ slug: made.slug }], unknown: [] });
    expect((await make({ name: 'x'.repeat(101) })).status).toBe(422);
    expect((await make({ name: 'X', form_token: 'x' })).status).toBe(403);
    const subscriber = await signIn((await makeToken('subscriber')).token);
    expect((await subscriber.submit('/editor/add-official', { name: 'X' })).status).toBe(403);
  });

  it('make an official of such a name on the last look too, without any script', async () => {
    const client = await signIn();
    const form = {
      draft_key: `new-${crypto.randomUUID()}`,
      title: 'Opened',
      format: 'markdown',
      content: '区委书记司徒长安出席。',
      recognizes: 'yes',
    };
    await client.see('/editor/articles/new');
    const look = await (await client.submit('/editor/articles', { ...form, action: 'review' })).text();
    expect(look).toContain('value="make:司徒长安"');
    const fields = readFields(look);
    const invented = await client.submit('/editor/articles', { ...fields, action: 'make:Nobody' });
    expect(await invented.text()).toContain('value="make:司徒长安"');
    const made = await (
      await client.submit('/editor/articles', { ...fields, action: 'make:司徒长安' })
    ).text();
    expect(made).not.toContain('value="make:');
    const place = await client.submitFor('/editor/articles', { ...readFields(made), action: 'publish' });
    expect((await readArticle(idOf(place))).officials).toMatchObject([
      { name: '司徒长安', role: '区委书记' },
    ]);
  });

  it('find an official by what is typed, or say in the editor’s language why not', async () => {
    await putOfficial('found-typed', { name: 'Ottoline Found', aliases: ['奧托琳'] });
    const client = await signIn();
    const find = (text: string) =>
      client.submit(
        '/editor/find-official',
        { text },
        { accept: 'application/json', 'accept-language': 'zh' },
      );
    expect(await (await find('奥托琳')).json()).toEqual({
      slug: 'found-typed',
      name: 'Ottoline Found',
      role: null,
    });
    const nobody = await find('Ottoline');
    expect(nobody.status).toBe(422);
    expect(await nobody.json()).toMatchObject({ detail: '人物列表中没有“Ottoline”' });
  });
});

describe('categories and officials', () => {
  it('are made, changed, and deleted only where nothing names them', async () => {
    const client = await signIn();
    const slug = `edited-${crypto.randomUUID().slice(0, 8)}`;
    await client.submitFor('/editor/officials', {
      name: 'Ada Stone',
      slug,
      'term-0-office': '',
      'term-0-role': 'Clerk',
      aliases: 'A. Stone\nStone, Ada',
    });
    await client.submitFor(`/editor/officials/${slug}`, {
      ...readFields(await client.see(`/editor/officials/${slug}`)),
      'term-0-role': 'Treasurer',
    });
    expect(await callFor(200, 'GET', `/api/officials/${slug}`)).toMatchObject({
      role: 'Treasurer',
      aliases: ['A. Stone', 'Stone, Ada'],
    });
    const article = await publish({ title: 'Named', officials: [slug] });
    const refused = await client.submit(`/editor/officials/${slug}/delete`, {});
    expect(refused.status).toBe(409);
    const why = await refused.text();
    expect(why).toContain('An article names the official');
    // Of no field: there is none to be led to.
    expect(why).not.toContain('href="#slug"');
    await callFor(200, 'PATCH', `/api/articles/${article.id}`, { officials: [] });
    await client.submitFor(`/editor/officials/${slug}/delete`, {});
    expect((await call('GET', `/api/officials/${slug}`)).status).toBe(404);
  });

  it('are offices as well, whose terms an official’s form has, without a script', async () => {
    const client = await signIn();
    const office = `office-${crypto.randomUUID().slice(0, 8)}`;
    const slug = `edited-${crypto.randomUUID().slice(0, 8)}`;
    await client.submitFor('/editor/offices', { name: 'Harbour office', slug: office, holders: 'one' });
    expect(await client.see('/editor/offices')).toContain(`href="/editor/offices/${office}"`);
    await client.submitFor('/editor/officials', {
      ...{ name: 'Ida Harbour', slug, 'term-0-office': office, 'term-0-from': '2020-01-01' },
    });
    const form = readFields(await client.see(`/editor/officials/${slug}`));
    expect(form).toMatchObject({ 'term-0-office': office, 'term-0-from': '2020-01-01', 'term-1-office': '' });
    const refused = await client.submit(`/editor/officials/${slug}`, {
      ...form,
      ...{ 'term-1-office': office, 'term-1-from': '2019-01-01', 'term-1-until': '2020-01-01' },
    });
    expect(refused.status).toBe(422);
    const why = await refused.text();
    expect(why).toContain('2: one holds the office');
    await client.submitFor(`/editor/officials/${slug}`, {
      ...readFields(why),
      ...{ 'term-1-until': '2019-12-31', 'term-1-isActing': 'yes', 'term-1-endReason': 'Moved' },
    });
    expect((await callFor<{ terms: unknown }>(200, 'GET', `/api/officials/${slug}`)).terms).toMatchObject([
      { office, from: '2020-01-01', until: null, acting: false },
      { office, from: '2019-01-01', until: '2019-12-31', acting: true, end_reason: 'Moved' },
    ]);
  });

  it('get a web address made from their name, where none is given', async () => {
    const client = await signIn();
    const name = `Café ${crypto.randomUUID().slice(0, 8)}`;
    for (const slug of [name.toLowerCase().replace('é', 'e').replace(' ', '-'), null]) {
      await client.submitFor('/editor/categories', { name, slug: '' });
      const { categories } = await callFor<{ categories: { slug: string; name: string }[] }>(
        200,
        'GET',
        '/api/categories',
      );
      const slugs = categories.filter((one) => one.name === name).map((one) => one.slug);
      expect(slugs).toContain(slug ?? `${slugs[0]}-2`);
    }
    await client.submitFor('/editor/categories', { name: '经济', slug: '' });
    expect(await client.see('/editor/categories')).toMatch(/经济<\/a>.*category-1/);
  });

  it('are never overwritten by a new one of the same web address', async () => {
    const client = await signIn();
    const slug = `edited-${crypto.randomUUID().slice(0, 8)}`;
    await client.submitFor('/editor/categories', { name: 'First', slug });
    const refused = await client.submit('/editor/categories', { name: 'Second', slug });
    expect(refused.status).toBe(422);
    expect(await callFor(200, 'GET', `/api/categories/${slug}`)).toMatchObject({ name: 'First' });
    expect((await client.submit('/editor/categories', { name: 'Bad', slug: 'Not A Slug' })).status).toBe(422);
  });
});

describe('webhooks', () => {
  it('are added by pasting an address, and their secret is shown once', async () => {
    const client = await signIn();
    const slack = await client.submit('/editor/webhooks', {
      url: 'https://hooks.slack.com/services/T000/B000/XXXXXXXXXXXX',
      event: ['article.published', 'article.withdrawn'],
      description: 'The ledger’s channel',
    });
    expect(await slack.text()).toContain('Recognised: Slack.');
    const hook = makeHook('editor-secret');
    const own = await (
      await client.submit('/editor/webhooks', { url: hook.url, event: 'article.published' })
    ).text();
    expect(own).toMatch(/whsec_[\w+/=]{32,}/);
    const id = /ep_[0-9A-Z]{26}/.exec(own)?.[0] ?? '';
    expect(await client.see(`/editor/webhooks/${id}`)).not.toMatch(/whsec_/);
    const rotated = await (await client.submit(`/editor/webhooks/${id}/rotate`, {})).text();
    expect(/whsec_[\w+/=]+/.exec(rotated)?.[0]).not.toBe(/whsec_[\w+/=]+/.exec(own)?.[0]);
  });

  it('are tested, paused, made active, recovered and removed, and say how things stand', async () => {
    const client = await signIn();
    const hook = makeHook('editor-states');
    const { id } = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: hook.url });
    const path = `/editor/webhooks/${id}`;
    expect(await (await client.submit(`${path}/test`, {})).text()).toContain('The test message arrived.');
    await client.submitFor(`${path}/pause`, {});
    const paused = await publish({ title: 'While paused' });
    await until('the message waits', async () => {
      const html = await client.see(path);
      return html.includes('It waits because') && html.includes('While paused');
    });
    await client.submitFor(`${path}/resume`, {});
    // A page of its own, so that a reload asks for nothing again.
    const recovered = await client.see(await client.submitFor(`${path}/recover`, {}));
    expect(recovered).toMatch(/messages? (is|are) on the way/);
    // What is being sent for the first time is not sent again.
    expect(recovered).not.toContain('tried again by itself');
    await until('what waited arrives', async () =>
      (await listReceived(hook.name)).some(({ body }) => body.includes(paused.id)),
    );
    await client.submitFor(path, { event: 'article.updated', description: 'Renamed' });
    expect(await callFor(200, 'GET', `/api/webhooks/${id}`)).toMatchObject({
      description: 'Renamed',
      events: ['article.updated'],
    });
    await client.submitFor(`${path}/remove`, {});
    await client.see(path, 404);
  });

  it('show at once that a test switched them off, and in the list which of them fail', async () => {
    const client = await signIn();
    const [gone, failing] = [makeHook('editor-gone'), makeHook('editor-failing')];
    await setBehaviour(gone.name, { status: 410 });
    await setBehaviour(failing.name, { status: 500 });
    const add = (url: string, description: string) =>
      callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url, description });
    const { id } = await add(gone.url, 'Gone hook');
    const tested = await (await client.submit(`/editor/webhooks/${id}/test`, {})).text();
    expect(tested).toContain('Switched off');
    expect(tested).toContain('gone for good (410)');
    const other = await add(failing.url, 'Failing hook');
    await publish({ title: 'Not taken' });
    await until('the list shows it', async () =>
      /Failing hook<\/a>(?:(?!<li>).)*Failing since/.test(await client.see('/editor/webhooks')),
    );
    for (const hook of [id, other.id]) await callFor(204, 'DELETE', `/api/webhooks/${hook}`);
  });

  it('do not offer to send a message again while it is being sent', async () => {
    const client = await signIn();
    const hook = makeHook('editor-slow');
    await setBehaviour(hook.name, { mode: 'hang' });
    const { id } = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', { url: hook.url });
    const path = `/editor/webhooks/${id}`;
    await publish({ title: 'Slow' });
    await until('the message is under way', async () => (await listReceived(hook.name)).length === 1);
    const underWay = await client.see(path);
    expect(underWay).toContain('Slow');
    expect(underWay).not.toContain(`${path}/retry`);
    await callFor(204, 'DELETE', `/api/webhooks/${id}`);
  });

  it('are not added twice, and those that tell the same address some of the same are named', async () => {
    const client = await signIn();
    const form = { url: makeHook('editor-twice').url, event: 'article.published' };
    const first = /ep_[0-9A-Z]{26}/.exec(await (await client.submit('/editor/webhooks', form)).text())?.[0];
    const again = await client.submit('/editor/webhooks', form);
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('There is a webhook with this address');
    const narrower = await client.submit('/editor/webhooks', {
      ...form,
      languages: 'de, fr-CA',
      q: 'bridge',
    });
    const page = await narrower.text();
    expect(page).toContain(`href="/editor/webhooks/${first}"`);
    const id = page.match(/ep_[0-9A-Z]{26}/g)?.find((one) => one !== first);
    expect(await callFor(200, 'GET', `/api/webhooks/${id}`)).toMatchObject({
      languages: ['de', 'fr-CA'],
      q: 'bridge',
    });
  });

  it('that tell administrators of trouble show no form to others, and take none', async () => {
    const { id } = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', {
      url: makeHook('editor-operators').url,
      events: ['endpoint.failing'],
    });
    const path = `/editor/webhooks/${id}`;
    const client = await signIn((await makeToken('editor')).token);
    const page = await client.see(path);
    expect(page).toContain('only administrators may change it');
    for (const action of ['', '/pause', '/rotate', '/remove']) {
      expect(page).not.toContain(`action="${path}${action}"`);
      const refused = await client.submit(path + action, { event: 'article.published' });
      expect(refused.status, action).toBe(403);
    }
    expect(await (await client.submit(`${path}/test`, {})).text()).toContain('The test message arrived.');
    expect(await callFor(200, 'GET', `/api/webhooks/${id}`)).toMatchObject({ events: ['endpoint.failing'] });
    expect(await (await signIn()).see(path)).toContain(`action="${path}/remove"`);
  });

  it('that are signed with a key pair show the public key, and no other', async () => {
    const client = await signIn();
    const made = await callFor<{ id: string; public_keys: { public_key: string }[] }>(
      201,
      'POST',
      '/api/webhooks',
      { url: makeHook('editor-keys').url, signature: 'v1a' },
    );
    const rotated = await (await client.submit(`/editor/webhooks/${made.id}/rotate`, {})).text();
    expect(rotated).toMatch(/whpk_[\w+/=]{44}/);
    expect(rotated).not.toContain(made.public_keys[0]?.public_key);
    expect(rotated).not.toMatch(/whs(k|ec)_/);
    expect(await client.see(`/editor/webhooks/${made.id}`)).not.toMatch(/whs(k|ec)_/);
  });

  it('say why an address is refused', async () => {
    const client = await signIn();
    const refused = await client.submit('/editor/webhooks', {
      url: 'ftp://example.org/',
      event: 'article.published',
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/id="url-error"/);
  });
});
