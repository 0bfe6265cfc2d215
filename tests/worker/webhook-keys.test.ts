import * as ed25519 from '@noble/ed25519';
import { describe, expect, it } from 'vitest';
import type { ReceivedRequest } from '../support/receiver.ts';
import { call, callFor, listReceived, makeHook, publish, send, until } from './client.ts';

interface PublicKey {
  readonly public_key: string;
  readonly expires_at: string | null;
}
interface Hook {
  readonly id: string;
  readonly signature: string | null;
  readonly secret: string | null;
  readonly public_keys: readonly PublicKey[];
}
interface KeyList {
  readonly keys: readonly (PublicKey & { readonly webhook: string })[];
  readonly next_cursor: string | null;
}
interface Problem {
  readonly errors: readonly { readonly pointer: string; readonly code: string }[];
}

const DAY_MS = 24 * 3600 * 1000;

async function createHook(fields: Record<string, unknown> = {}) {
  const { name, url } = makeHook('signed');
  const hook = await callFor<Hook>(201, 'POST', '/api/webhooks', { url, signature: 'v1a', ...fields });
  return { name, hook };
}

async function listKeys(id: string) {
  const response = await send('/.well-known/webhooks.json');
  expect(response.status).toBe(200);
  const { keys } = (await response.json()) as KeyList;
  return keys.filter(({ webhook }) => webhook === id).map(({ public_key }) => public_key);
}

/** How many of a message's signatures a key verifies. */
async function countVerified({ headers, body }: ReceivedRequest, publicKey: string): Promise<number> {
  const content = new TextEncoder().encode(
    `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`,
  );
  const decode = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const verified = await Promise.all(
    (headers['webhook-signature'] ?? '')
      .split(' ')
      .map((signature) =>
        ed25519.verifyAsync(
          decode(signature.replace(/^v1a,/, '')),
          content,
          decode(publicKey.replace(/^whpk_/, '')),
        ),
      ),
  );
  return verified.filter((isVerified) => isVerified).length;
}

const receive = (name: string, count: number) =>
  until(`${count} messages came to ${name}`, async () => {
    const requests = await listReceived(name);
    return requests.length >= count && requests[count - 1];
  });

describe('a webhook that is signed with a key pair', () => {
  it('shares no secret: its public key is in the answer and in public, and verifies its messages', async () => {
    const { name, hook } = await createHook();
    expect(hook).toMatchObject({ signature: 'v1a', secret: null });
    const [{ public_key: key = '', expires_at } = { expires_at: null }] = hook.public_keys;
    expect(key).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(expires_at).toBeNull();
    expect(await listKeys(hook.id)).toEqual([key]);
    await publish({ title: 'Signed by a key pair' });
    expect(await countVerified(await receive(name, 1), key)).toBe(1);
    const other = (await createHook()).hook.public_keys[0]?.public_key ?? '';
    expect(other).not.toBe(key);
    expect(await countVerified(await receive(name, 1), other)).toBe(0);
  });

  it('has both keys for a day after a rotation, and both sign', async () => {
    const { name, hook } = await createHook();
    const old = hook.public_keys[0]?.public_key ?? '';
    const rotated = await callFor<Hook>(200, 'POST', `/api/webhooks/${hook.id}/rotate-secret`);
    expect(rotated).toMatchObject({ signature: 'v1a', secret: null });
    const [current, retiring] = rotated.public_keys;
    expect(current?.expires_at).toBeNull();
    expect(retiring?.public_key).toBe(old);
    const left = Date.parse(retiring?.expires_at ?? '') - Date.now();
    expect(left).toBeGreaterThan(DAY_MS - 60_000);
    expect(left).toBeLessThanOrEqual(DAY_MS);
    expect(await listKeys(hook.id)).toEqual([current?.public_key, old]);
    await publish({ title: 'Signed by both keys' });
    const request = await receive(name, 1);
    expect(request.headers['webhook-signature']).toMatch(/^v1a,\S+ v1a,\S+$/);
    expect(await countVerified(request, old)).toBe(1);
    expect(await countVerified(request, current?.public_key ?? '')).toBe(1);
  });

  it('keeps its private key: no answer has it', async () => {
    const { hook } = await createHook();
    const path = `/api/webhooks/${hook.id}`;
    const answers = [
      await call('POST', `${path}/rotate-secret`),
      await call('GET', path),
      await call('GET', '/api/webhooks'),
      await call('PATCH', path, { description: 'With a name' }),
      await call('POST', `${path}/test`),
      await call('GET', `${path}/messages`),
      await call('GET', '/api/export'),
      await send('/.well-known/webhooks.json'),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(text).not.toContain('whsk_');
    }
  });

  it('is taken as it was shown, and stays as it was made', async () => {
    const { hook } = await createHook();
    const path = `/api/webhooks/${hook.id}`;
    const shown = await callFor<Hook>(200, 'GET', path);
    expect(await callFor(200, 'PATCH', path, shown)).toEqual(shown);
    expect(await callFor(200, 'PATCH', path, { signature: null })).toEqual(shown);
    const { errors } = await callFor<Problem>(422, 'PATCH', path, { signature: 'v1' });
    expect(errors).toMatchObject([{ pointer: '/signature', code: 'signature_needs_new_webhook' }]);
  });

  it('is public no more once it is gone', async () => {
    const { hook } = await createHook();
    await callFor(204, 'DELETE', `/api/webhooks/${hook.id}`);
    expect(await listKeys(hook.id)).toEqual([]);
  });

  it.each([
    [{ format: 'slack', signature: 'v1a' }, '/signature', 'signature_not_used'],
    [{ format: 'slack', signature: 'v1' }, '/signature', 'signature_not_used'],
    [{ signature: 'v2' }, '/signature', 'not_one_of'],
    [{ signature: 'v1a', secret: `whsec_${btoa('k'.repeat(32))}` }, '/secret', 'private_key_not_taken'],
  ])('is refused as %o', async (fields, pointer, code) => {
    const { url } = makeHook('refused');
    const { errors } = await callFor<Problem>(422, 'POST', '/api/webhooks', { url, ...fields });
    expect(errors).toMatchObject([{ pointer, code }]);
  });
});

describe('the list of public keys', () => {
  it('is for anybody, on any page, for a while, and of key pairs alone', async () => {
    const { hook } = await createHook({ signature: 'v1' });
    expect(hook).toMatchObject({ signature: 'v1', public_keys: [] });
    expect(hook.secret).toMatch(/^whsec_/);
    expect(await listKeys(hook.id)).toEqual([]);
    const response = await send('/.well-known/webhooks.json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(((await response.json()) as KeyList).next_cursor).toBeNull();
  });

  it('goes on where it is told to, and nowhere else', async () => {
    const first = (await createHook()).hook.id;
    const second = (await createHook()).hook.id;
    const page = await send(`/.well-known/webhooks.json?cursor=${first}`);
    expect(((await page.json()) as KeyList).keys.map(({ webhook }) => webhook)).toEqual([second]);
    expect((await send('/.well-known/webhooks.json?cursor=first')).status).toBe(422);
    expect((await send('/.well-known/webhooks.json', { method: 'POST' })).status).toBe(405);
  });
});
