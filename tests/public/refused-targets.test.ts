import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { OWN_TARGETS, REFUSED_TARGETS } from '../fixtures/refused-targets.ts';
import { call, callFor, listReceived, makeHook, publish, settle, until } from '../worker/client.ts';

interface Hook {
  readonly id: string;
}
interface Message {
  readonly state: string;
  readonly attempts: { readonly error: string | null; readonly status: number | null }[];
}
interface Problem {
  readonly errors: { readonly pointer: string; readonly detail: string }[];
}

const GOOD = 'https://receiver.example/hook';
/** The installation here is gazette.example alone. */
const targets = [...REFUSED_TARGETS, ...OWN_TARGETS.filter(({ url }) => /^https:\/\/[gG｀-ｚ]/u.test(url))];

async function expectRefusal(answer: Response, url: string, why: string): Promise<void> {
  const text = await answer.text();
  expect(answer.status, `${url}: ${text}`).toBe(422);
  const { errors } = JSON.parse(text) as Problem;
  expect(errors[0]?.pointer).toBe('/url');
  // An address beyond any length is already refused by the form of the request.
  if (url.length <= 2048) expect(errors[0]?.detail, url).toContain(why);
}

describe('a public installation', () => {
  it('has more than two hundred addresses to refuse', () => {
    expect(targets.length).toBeGreaterThanOrEqual(200);
  });

  it('refuses each of them to a new webhook, and says why', async () => {
    for (const { url, why } of targets)
      await expectRefusal(await call('POST', '/api/webhooks', { url }), url, why);
    expect(await callFor(200, 'GET', '/api/webhooks')).toMatchObject({ webhooks: [] });
  });

  it('refuses each of them to a webhook that is changed, which stays as it was', async () => {
    const { id } = await callFor<Hook>(201, 'POST', '/api/webhooks', { url: GOOD });
    for (const { url, why } of targets)
      await expectRefusal(await call('PATCH', `/api/webhooks/${id}`, { url }), url, why);
    expect(await callFor(200, 'GET', `/api/webhooks/${id}`)).toMatchObject({ url: 'receiver.example/…hook' });
    await callFor(204, 'DELETE', `/api/webhooks/${id}`);
  });

  it('refuses the host that was asked, whatever PUBLIC_URL says', async () => {
    await expectRefusal(
      await call('POST', '/api/webhooks', { url: 'https://gazette.test/' }),
      'https://gazette.test/',
      'this service itself',
    );
  });

  it('says of an address that is too long only once it is written as it is sent, that it is that', async () => {
    const url = `https://receiver.example/${'ü'.repeat(400)}`;
    await expectRefusal(await call('POST', '/api/webhooks', { url }), url, '2425 characters');
  });

  it('sends nothing to an address that was taken when private ones were allowed, and says why', async () => {
    const hook = makeHook('private');
    const { id } = await callFor<Hook>(201, 'POST', '/api/webhooks', { url: GOOD });
    await runInDurableObject(env.LEDGER.getByName('ledger'), (_, state) => {
      state.storage.sql.exec(
        `UPDATE endpoints SET body = json_set(body, '$.url', ?, '$.version', 2), version = 2 WHERE id = ?`,
        hook.url,
        id,
      );
    });
    await publish({ title: 'Not for this address' });
    await settle();
    const [message] = await until('the attempt is over', async () => {
      const { messages } = await callFor<{ messages: Message[] }>(200, 'GET', `/api/webhooks/${id}/messages`);
      return messages[0]?.state === 'failed' ? messages : null;
    });
    expect(message?.attempts).toHaveLength(1);
    expect(message?.attempts[0]).toMatchObject({ status: null, error: expect.stringContaining('https://') });
    expect(await callFor(200, 'POST', `/api/webhooks/${id}/test`)).toMatchObject({
      delivered: false,
      status: null,
    });
    expect(await listReceived(hook.name)).toEqual([]);
  });
});
