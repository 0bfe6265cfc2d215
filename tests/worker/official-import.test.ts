import { reset } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { callFor, ORIGIN, putOfficial, send } from './client.ts';
import { type EditorClient, readFields, signIn } from './editor-client.ts';

interface OfficialAnswer {
  readonly slug: string;
  readonly name: string;
  readonly aliases: string[];
}

const listOfficials = async () =>
  (await callFor<{ officials: OfficialAnswer[] }>(200, 'GET', '/api/officials')).officials;

/** Chooses a file, or pastes rows, as a browser sends them. */
async function choose(
  client: EditorClient,
  table: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<{ status: number; html: string }> {
  const form = new FormData();
  form.append('form_token', client.formToken);
  form.append('file', new File(typeof table === 'string' ? [] : [table], 'officials.csv'));
  form.append('text', typeof table === 'string' ? table : '');
  const response = await send('/editor/import-officials', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', origin: ORIGIN, cookie: client.cookie, ...headers },
    body: form,
  });
  return { status: response.status, html: await response.text() };
}

beforeEach(reset);

describe('a table of officials', () => {
  it('is shown first, then taken with one click', async () => {
    await putOfficial('anna-weber', { name: 'Anna Weber', role: 'Mayor' });
    const client = await signIn();
    expect(await client.see('/editor/officials')).toContain('/editor/import-officials');
    await client.see('/editor/import-officials');
    const file = new Uint8Array(
      new TextEncoder().encode('\uFEFF姓名,职务,别名\r\n吴曙,区长,"吴区长;老吴"\r\nAnna Weber,,\r\n'),
    );
    const { status, html } = await choose(client, file);
    expect(status).toBe(200);
    expect(html).toContain('1 official is added, 0 changed, 1 stay as they are.');
    for (const shown of ['吴曙', '区长', '吴区长; 老吴', 'official-1']) expect(html).toContain(shown);
    expect(await listOfficials()).toHaveLength(1);
    const fields = readFields(html);
    expect(await client.submitFor('/editor/import-officials/confirm', fields)).toBe(
      '/editor/officials?done=imported',
    );
    expect(await listOfficials()).toMatchObject([
      { slug: 'anna-weber', name: 'Anna Weber' },
      { slug: 'official-1', name: '吴曙', aliases: ['吴区长', '老吴'] },
    ]);
    const { entries } = await callFor<{ entries: { name: string; by: string }[] }>(
      200,
      'GET',
      '/api/audit-log?subject=official&limit=1',
    );
    expect(entries).toMatchObject([{ name: '吴曙', by: 'Administrator' }]);
  });

  it('may be a list by the names of Popolo, as it is exported, or of Open States', async () => {
    await callFor(201, 'PUT', '/api/offices/mayor', { name: 'Mayor' });
    const terms = [{ office: 'mayor', from: '2020-01-01', until: '2025-12-31', end_reason: 'Retired' }];
    await putOfficial('anna-weber', { name: 'Anna Weber', image: 'https://hall.example/a.jpg', terms });
    const before = await listOfficials();
    const popolo = JSON.stringify(await callFor(200, 'GET', '/api/officials?format=popolo'));
    const client = await signIn();
    await client.see('/editor/import-officials');
    expect((await choose(client, popolo)).html).toContain('1 stay as they are');
    await callFor(204, 'DELETE', '/api/officials/anna-weber');
    const { html } = await choose(client, new Uint8Array(new TextEncoder().encode(popolo)));
    await client.submitFor('/editor/import-officials/confirm', readFields(html));
    expect(await listOfficials()).toEqual(before);
    const yaml = "name: Ben Ito\nroles:\n- type: mayor\n  start_date: '2026-01-01'\n";
    const second = await choose(client, yaml);
    expect(second.html).toContain('1 official is added');
    await client.submitFor('/editor/import-officials/confirm', readFields(second.html));
    expect(await callFor(200, 'GET', '/api/officials/ben-ito')).toMatchObject({
      terms: [{ office: 'mayor', from: '2026-01-01' }],
    });
  });

  it('with one wrong line is not taken at all, and says which', async () => {
    const client = await signIn();
    await client.see('/editor/import-officials');
    const text = 'name\turl\nBen Ito\thttps://example.org/\nCy Lee\tnowhere';
    const { status, html } = await choose(client, text);
    expect(status).toBe(422);
    expect(html).toContain('Line 3, Address:');
    expect(html).not.toContain('name="plan"');
    const forced = await client.submit('/editor/import-officials/confirm', { table: text, plan: 'x' });
    expect(forced.status).toBe(422);
    expect(await listOfficials()).toEqual([]);
  });

  it('is looked at once more where the directory was changed meanwhile', async () => {
    const client = await signIn();
    await client.see('/editor/import-officials');
    const { html } = await choose(client, 'name,role\nBen Ito,Treasurer');
    await putOfficial('ben-ito', { name: 'Benjamin Ito' });
    const again = await client.submit('/editor/import-officials/confirm', readFields(html));
    expect(again.status).toBe(409);
    const page = await again.text();
    expect(page).toContain('was changed meanwhile');
    await client.submitFor('/editor/import-officials/confirm', readFields(page));
    expect((await listOfficials()).map(({ slug }) => slug)).toEqual(['ben-ito', 'ben-ito-2']);
  });

  it('that is none is refused with what to do', async () => {
    const client = await signIn();
    await client.see('/editor/import-officials');
    for (const [table, words] of [
      ['', 'Choose a file'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]), 'neither a table nor a list'],
      ['role\nMayor', 'must have a column “name”'],
      ['x'.repeat(1024 * 1024 + 1), 'neither a table nor a list'],
    ] as const) {
      const { status, html } = await choose(client, table);
      expect([status, html.includes(words)]).toEqual([422, true]);
    }
    expect((await choose(client, 'x'.repeat(3 * 1024 * 1024))).status).toBe(413);
  });

  it('shows hostile cells as text', async () => {
    const client = await signIn();
    await client.see('/editor/import-officials');
    const { html } = await choose(
      client,
      'name,"<script>a</script>"\n<script>b</script>,x\n"""><script>c</script>",y',
    );
    expect(html).not.toMatch(/<script>/);
    await client.submitFor('/editor/import-officials/confirm', readFields(html));
    expect((await listOfficials()).map(({ name }) => name).sort()).toEqual([
      '"><script>c</script>',
      '<script>b</script>',
    ]);
  });

  it('comes from our own pages, and from editors', async () => {
    const client = await signIn();
    await client.see('/editor/import-officials');
    expect((await choose(client, 'name\nX', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    client.formToken = 'x';
    expect((await choose(client, 'name\nX')).status).toBe(403);
    expect((await client.submit('/editor/import-officials', { text: 'name\nX' })).status).toBe(415);
    const { token } = await callFor<{ token: string }>(201, 'POST', '/api/tokens', {
      name: 'Partner',
      role: 'subscriber',
    });
    const subscriber = await signIn(token);
    expect((await choose(subscriber, 'name\nX')).status).toBe(403);
    expect((await subscriber.submit('/editor/import-officials/confirm', {})).status).toBe(403);
    expect(await listOfficials()).toEqual([]);
  });

  it('of two thousand rows is taken whole', async () => {
    const client = await signIn();
    await client.see('/editor/import-officials');
    const rows = Array.from({ length: 2_000 }, (_, index) => `官员${index},第${index}任局长`);
    const { html } = await choose(client, `name,role\n${rows.join('\n')}`);
    expect(html).toContain('The first 200 are shown.');
    await client.submitFor('/editor/import-officials/confirm', readFields(html));
    expect(await listOfficials()).toHaveLength(2_000);
  });
});
