import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { call, callFor, listReceived, makeHook } from './client.ts';

interface HookAnswer {
  readonly id: string;
  readonly format: string;
  readonly secret: string;
}

const SLACK = 'https://hooks.slack.com/services/T0/B0/none';
const DISCORD = 'https://discord.com/api/webhooks/1/none';

const createHook = (fields: Record<string, unknown>) =>
  callFor<HookAnswer>(201, 'POST', '/api/webhooks', fields);
const patch = (id: string, change: unknown) =>
  callFor<HookAnswer>(200, 'PATCH', `/api/webhooks/${id}`, change);
const rotate = (id: string) => callFor<HookAnswer>(200, 'POST', `/api/webhooks/${id}/rotate-secret`);
/** Sends a test and gives its headers and body as they arrived. */
async function ping(id: string, hookName: string) {
  await callFor(200, 'POST', `/api/webhooks/${id}/test`);
  const request = (await listReceived(hookName)).at(-1);
  return { headers: request?.headers ?? {}, body: request?.body ?? '' };
}

describe('a new address without a format', () => {
  it('brings the format of its service along, where the old one followed its address too', async () => {
    const { id } = await createHook({ url: makeHook('moves').url });
    expect(await patch(id, { url: SLACK })).toMatchObject({ format: 'slack' });
    expect(await patch(id, { url: DISCORD })).toMatchObject({ format: 'discord' });
  });

  it('keeps a format that was chosen, and one for which the address gives no other', async () => {
    const chosen = await createHook({ url: makeHook('compatible').url, format: 'slack' });
    expect(await patch(chosen.id, { url: 'https://chat.example.org/hook' })).toMatchObject({
      format: 'slack',
    });
    const followed = await createHook({ url: SLACK });
    expect(await patch(followed.id, { url: 'https://chat.example.org/other-hook' })).toMatchObject({
      format: 'slack',
    });
    const told = await createHook({ url: makeHook('told').url });
    expect(await patch(told.id, { url: SLACK, format: 'standard' })).toMatchObject({ format: 'standard' });
  });
});

describe('a secret', () => {
  it('that is sent back as it was shown is not changed', async () => {
    const { id, secret, ...rest } = await createHook({ url: makeHook('sent-back').url });
    await patch(id, { ...rest, secret, description: 'With a name' });
    expect((await call('PATCH', `/api/webhooks/${id}`, { secret: `${secret}x` })).status).toBe(422);
  });

  it('signs with a handful of former ones at most, the last of them included', async () => {
    const hook = makeHook('often');
    const { id, secret: first } = await createHook({ url: hook.url });
    const secrets: string[] = [];
    for (let turn = 0; turn < 8; turn++) secrets.push((await rotate(id)).secret);
    const { body, headers } = await ping(id, hook.name);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(5);
    for (const secret of secrets.slice(-2)) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
    expect(() => new Webhook(first).verify(body, headers)).toThrow();
  });

  it('of a chat service is taken without the spaces around it, changed by PATCH, and taken away by null', async () => {
    const { id, secret } = await createHook({
      url: makeHook('robot').url,
      format: 'dingtalk',
      secret: ' SECdemo\n',
    });
    expect(secret).toBe('SECdemo');
    const hook = makeHook('signed-url');
    await patch(id, { url: hook.url, secret: 'SECother' });
    await callFor(200, 'POST', `/api/webhooks/${id}/test`);
    await patch(id, { secret: null });
    await callFor(200, 'POST', `/api/webhooks/${id}/test`);
    const urls = (await listReceived(hook.name)).map(({ url }) => url);
    expect(urls[0]).toMatch(/timestamp=\d{13}&sign=/);
    expect(urls[1]).not.toContain('sign=');
    const codeOfRotation = async (webhook: string) =>
      (await callFor<{ code: string }>(409, 'POST', `/api/webhooks/${webhook}/rotate-secret`)).code;
    expect(await codeOfRotation(id)).toBe('secret_of_service');
    for (const format of ['slack', 'discord', 'teams', 'wecom']) {
      const refused = await call('POST', '/api/webhooks', { url: hook.url, format, secret: 'SECdemo' });
      expect(refused.status, format).toBe(422);
      const made = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', { url: hook.url, format });
      expect(await codeOfRotation(made.id), format).toBe('secret_absent');
    }
  });
});
