import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { call, callFor, makeHook, publish, putCategory, putOfficial } from './client.ts';
import { signIn } from './editor-client.ts';

interface AuditPage {
  readonly entries: readonly {
    readonly at: string;
    readonly by: string;
    readonly subject: string;
    readonly id: string;
    readonly name: string;
    readonly action: string;
    readonly fields: readonly string[];
  }[];
  readonly next_cursor: string | null;
}

const readLog = (query = '', token?: string) =>
  callFor<AuditPage>(200, 'GET', `/api/audit-log${query}`, undefined, token === undefined ? {} : { token });
/** Newest first: who did what to which, in short. */
const summarize = ({ entries }: AuditPage) =>
  entries.map(({ by, action, name, fields }) => [by, action, name, ...fields].join(' '));
const makeToken = (name: string, role: string) =>
  callFor<{ id: string; token: string }>(201, 'POST', '/api/tokens', { name, role });

beforeEach(reset);

describe('the audit log', () => {
  it('tells who changed the directory, and nothing of what changed nothing or was refused', async () => {
    const { token } = await makeToken('Maria Weber', 'editor');
    await putCategory('roads', 'Roads');
    await putOfficial('anna-weber', { name: 'Anna Weber', role: 'Mayor' });
    await callFor(200, 'PUT', '/api/categories/roads', { name: 'Roads' }, { token });
    await callFor(200, 'PUT', '/api/categories/roads', { name: 'Streets' }, { token });
    await publish({ categories: ['roads'] });
    expect((await call('DELETE', '/api/categories/roads', undefined, { token })).status).toBe(409);
    expect((await call('PUT', '/api/categories/x', { name: '' }, { token })).status).toBe(422);
    await callFor(204, 'DELETE', '/api/officials/anna-weber', undefined, { token });
    expect(summarize(await readLog('', token))).toEqual([
      'Maria Weber deleted Anna Weber',
      'Maria Weber changed Streets name',
      'Administrator created Anna Weber',
      'Administrator created Roads',
    ]);
    expect(summarize(await readLog('?subject=category&id=roads'))).toEqual([
      'Maria Weber changed Streets name',
      'Administrator created Roads',
    ]);
  });

  it('tells who changed a webhook, and of its address and secret only that they changed', async () => {
    const { url } = makeHook('audited');
    const { id, secret } = await callFor<{ id: string; secret: string }>(201, 'POST', '/api/webhooks', {
      url,
      description: 'Intranet',
    });
    await callFor(200, 'PATCH', `/api/webhooks/${id}`, { state: 'paused' });
    await callFor(200, 'PATCH', `/api/webhooks/${id}`, { state: 'active', q: 'bridge' });
    await callFor(201, 'PUT', '/api/offices/audited', { name: 'Auditor' });
    await callFor(200, 'PATCH', `/api/webhooks/${id}`, { offices: ['audited'] });
    const moved = makeHook('audited-elsewhere').url;
    await callFor(200, 'PATCH', `/api/webhooks/${id}`, { url: moved });
    const rotated = await callFor<{ secret: string }>(200, 'POST', `/api/webhooks/${id}/rotate-secret`);
    await callFor(204, 'DELETE', `/api/webhooks/${id}`);
    const log = await readLog(`?subject=webhook&id=${id}`);
    expect(summarize(log)).toEqual([
      'Administrator deleted Intranet',
      'Administrator changed Intranet secret',
      'Administrator changed Intranet url',
      'Administrator changed Intranet offices',
      'Administrator activated Intranet',
      'Administrator paused Intranet',
      'Administrator created Intranet',
    ]);
    for (const credential of [url, moved, secret, rotated.secret]) {
      expect(JSON.stringify(log)).not.toContain(credential);
    }
  });

  it('tells administrators alone what was done to tokens', async () => {
    const { token } = await makeToken('Maria Weber', 'editor');
    const partner = await makeToken('Partner', 'subscriber');
    await callFor(204, 'DELETE', `/api/tokens/${partner.id}`);
    expect(summarize(await readLog('?subject=token'))).toEqual([
      'Administrator deleted Partner',
      'Administrator created Partner',
      'Administrator created Maria Weber',
    ]);
    expect((await readLog('', token)).entries).toEqual([]);
    expect((await call('GET', '/api/audit-log?subject=token', undefined, { token })).status).toBe(403);
    const subscriber = await makeToken('Other partner', 'subscriber');
    expect((await call('GET', '/api/audit-log', undefined, { token: subscriber.token })).status).toBe(403);
    expect((await call('GET', '/api/audit-log', undefined, { token: null })).status).toBe(401);
  });

  it('is read page by page, each entry once', async () => {
    for (let number = 0; number < 5; number++) await putCategory(`c${number}`, `Category ${number}`);
    const names: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await readLog(`?limit=2${cursor}`);
      names.push(...page.entries.map(({ name }) => name));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(names).toEqual([4, 3, 2, 1, 0].map((number) => `Category ${number}`));
    for (const wrong of ['?cursor=x', '?cursor=0', '?subject=article', '?limit=0', '?id=']) {
      expect([wrong, (await call('GET', `/api/audit-log${wrong}`)).status]).toEqual([wrong, 422]);
    }
  });

  it('is shown on the pages of what it is about, to those who may see these', async () => {
    await putOfficial('anna-weber', { name: '<b>Anna</b> Weber' });
    await makeToken('Partner', 'subscriber');
    const admin = await signIn();
    for (const page of ['/editor/officials', '/editor/officials/anna-weber', '/editor/tokens']) {
      expect(await admin.see(page)).toContain('Who changed what');
    }
    const log = await admin.see('/editor/audit-log?subject=official&id=anna-weber');
    for (const shown of ['Administrator', 'added', '&lt;b&gt;Anna&lt;/b&gt; Weber']) {
      expect(log).toContain(shown);
    }
    expect(await admin.see('/editor/audit-log?subject=token')).toContain('Partner');
    const editor = await signIn((await makeToken('Maria Weber', 'editor')).token);
    await editor.see('/editor/audit-log?subject=official');
    await editor.see('/editor/audit-log?subject=token', 403);
    const subscriber = await signIn((await makeToken('Other partner', 'subscriber')).token);
    await subscriber.see('/editor/audit-log?subject=webhook', 403);
    expect(await subscriber.see('/editor/webhooks')).not.toContain('Who changed what');
  });
});

describe('the page of tokens', () => {
  it('makes a token that is shown once, works, carries its name, and ends', async () => {
    const admin = await signIn();
    expect(await admin.see('/editor/tokens')).toContain('signed in as “Administrator”');
    const made = await admin.submit('/editor/tokens', { name: 'Maria Weber', role: 'editor' });
    const page = await made.text();
    const token = /data-copy="Copy">(gzt_[\w-]{43})</.exec(page)?.[1] ?? '';
    const article = await publish({}, { token });
    const { revisions } = await callFor<{ revisions: { by: string }[] }>(
      200,
      'GET',
      `/api/articles/${article.id}/revisions`,
    );
    expect(revisions[0]?.by).toBe('Maria Weber');
    const list = await admin.see('/editor/tokens');
    expect(list).not.toContain(token);
    expect(list).toContain('Maria Weber');
    expect(list).toContain('last used');
    const hook = await callFor<{ id: string }>(
      201,
      'POST',
      '/api/webhooks',
      { url: makeHook('of-maria').url },
      { token },
    );
    expect(await admin.see(`/editor/webhooks/${hook.id}`)).toContain('belongs to <bdi>Maria Weber</bdi>');
    const { tokens } = await callFor<{ tokens: { id: string; last_used_at: string | null }[] }>(
      200,
      'GET',
      '/api/tokens',
    );
    const [{ id, last_used_at } = { id: '', last_used_at: null }] = tokens;
    expect(Date.parse(last_used_at ?? '')).toBeLessThanOrEqual(Date.now());
    expect(await admin.see(`/editor/tokens/${id}`)).toContain('End this token');
    expect(await admin.submitFor(`/editor/tokens/${id}/end`, {})).toBe('/editor/tokens?done=tokenEnded');
    expect((await call('GET', '/api/articles', undefined, { token })).status).toBe(401);
    await admin.see(`/editor/tokens/${id}`, 404);
  });

  it('says beside the field what is wrong, and makes nothing', async () => {
    const admin = await signIn();
    for (const fields of [
      { name: ' ', role: 'editor' },
      { name: 'x'.repeat(101), role: 'editor' },
      { name: 'Maria', role: 'owner' },
      { name: '', role: '' },
    ]) {
      expect((await admin.submit('/editor/tokens', fields)).status).toBe(422);
    }
    expect(await callFor(200, 'GET', '/api/tokens')).toEqual({ tokens: [] });
  });

  it('is for administrators alone, from our own pages alone', async () => {
    const { id, token } = await makeToken('Maria Weber', 'editor');
    const editor = await signIn(token);
    await editor.see('/editor/tokens', 403);
    await editor.see(`/editor/tokens/${id}`, 403);
    expect(await editor.see('/editor')).not.toContain('/editor/tokens');
    expect((await editor.submit('/editor/tokens', { name: 'Mine', role: 'admin' })).status).toBe(403);
    expect((await editor.submit(`/editor/tokens/${id}/end`, {})).status).toBe(403);
    const admin = await signIn();
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await admin.submit('/editor/tokens', { name: 'x', role: 'admin' }, foreign)).status).toBe(403);
    expect((await admin.submit(`/editor/tokens/${id}/end`, {}, foreign)).status).toBe(403);
    const { tokens } = await callFor<{ tokens: unknown[] }>(200, 'GET', '/api/tokens');
    expect(tokens).toHaveLength(1);
  });

  it('stays a page where there are as many tokens as may be', async () => {
    for (let number = 0; number < 201; number++) await makeToken(`Program ${number}`, 'subscriber');
    const admin = await signIn();
    const first = await admin.see('/editor/tokens');
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1] ?? '';
    expect(first.length).toBeLessThan(200_000);
    expect(await admin.see(next)).toContain('Program 200');
  });
});
