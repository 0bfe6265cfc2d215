import { describe, expect, it } from 'vitest';
import {
  call,
  callFor,
  listReceived,
  makeHook,
  publish,
  setBehaviour,
  settle,
  until,
} from '../worker/client.ts';

interface Hook {
  readonly id: string;
  readonly state: string;
  readonly state_reason: string | null;
}
interface Message {
  readonly id: string;
  readonly state: string;
  readonly next_attempt_at: string | null;
  readonly attempts: { readonly at: string; readonly status: number | null; readonly error: string | null }[];
}
interface OperatorEvent {
  readonly type: string;
  readonly data: {
    readonly endpoint: { readonly id: string; readonly state: string; readonly reason: string };
  };
}

const createHook = (fields: Record<string, unknown>, token?: string) =>
  callFor<Hook>(201, 'POST', '/api/webhooks', fields, token === undefined ? {} : { token });
const readHook = (id: string) => callFor<Hook>(200, 'GET', `/api/webhooks/${id}`);
const listMessages = async (id: string) =>
  (await callFor<{ messages: Message[] }>(200, 'GET', `/api/webhooks/${id}/messages`)).messages;
const untilState = (id: string, state: string) =>
  until(`the newest message of ${id} is ${state}`, async () => {
    const [message] = await listMessages(id);
    return message?.state === state ? message : null;
  });
const untilReceived = (name: string, count: number) =>
  until(`${count} requests came to ${name}`, async () => (await listReceived(name)).length >= count);
/** Time for something to arrive that should not. */
const wait = () => new Promise((resolve) => setTimeout(resolve, 400));
const aMomentAgo = () => new Date(Date.now() - 60_000).toISOString();

describe('a paused webhook', () => {
  it('holds what comes, sends nothing of it when it is active again, and all of it when it recovers', async () => {
    const hook = makeHook('paused');
    const { id } = await createHook({ url: hook.url });
    await callFor(200, 'PATCH', `/api/webhooks/${id}`, { state: 'paused' });
    await publish({ title: 'While paused' });
    const held = await untilState(id, 'held');
    expect(held).toMatchObject({ next_attempt_at: null, attempts: [] });
    expect((await call('POST', `/api/webhooks/${id}/recover`, { since: aMomentAgo() })).status).toBe(409);

    await callFor(200, 'PATCH', `/api/webhooks/${id}`, { state: 'active' });
    await publish({ title: 'While active' });
    await untilReceived(hook.name, 1);
    await wait();
    expect((await listReceived(hook.name)).map(({ body }) => JSON.parse(body).data.article.title)).toEqual([
      'While active',
    ]);

    const answer = await callFor(202, 'POST', `/api/webhooks/${id}/recover`, { since: aMomentAgo() });
    expect(answer).toEqual({ recovered: 1 });
    await untilReceived(hook.name, 2);
    const [, recovered] = await listReceived(hook.name);
    expect(recovered?.headers['webhook-id']).toBe(held.id);
  });

  it('is what a deleted token leaves behind', async () => {
    const { id: tokenId, token } = await callFor<{ id: string; token: string }>(201, 'POST', '/api/tokens', {
      name: 'Leaving',
      role: 'subscriber',
    });
    const hook = makeHook('orphan');
    const { id } = await createHook({ url: hook.url }, token);
    await callFor(204, 'DELETE', `/api/tokens/${tokenId}`);
    expect(await readHook(id)).toMatchObject({ state: 'paused', state_reason: 'Its token was deleted.' });
    await publish({ title: 'Not for the leaver' });
    await untilState(id, 'held');
    await wait();
    expect(await listReceived(hook.name)).toEqual([]);
  });
});

describe('an administrator’s webhook', () => {
  it('is told of a webhook at its fourth failed attempt, and of one that is disabled, each once', async () => {
    const watcher = makeHook('watcher');
    await createHook({ url: watcher.url, events: ['endpoint.failing', 'endpoint.disabled'] });
    const failing = makeHook('failing');
    await setBehaviour(failing.name, { status: 500 });
    const gone = makeHook('gone');
    await setBehaviour(gone.name, { status: 410 });
    const failingHook = await createHook({ url: failing.url });
    const goneHook = await createHook({ url: gone.url, description: 'The old site' });
    await publish({ title: 'For both' });
    expect((await untilState(failingHook.id, 'failed')).attempts).toHaveLength(5);
    await untilReceived(watcher.name, 2);
    await settle();
    await wait();
    const events = (await listReceived(watcher.name)).map(({ body }) => JSON.parse(body) as OperatorEvent);
    expect(events.map(({ type, data }) => [type, data.endpoint.id, data.endpoint.state]).sort()).toEqual([
      ['endpoint.disabled', goneHook.id, 'disabled'],
      ['endpoint.failing', failingHook.id, 'active'],
    ]);
    for (const { data } of events) expect(data.endpoint.reason).toMatch(/[a-z]{3}.*\.$/);
    expect(JSON.stringify(events)).not.toContain(failing.name);
    const attempts = (await listMessages(failingHook.id))[0]?.attempts ?? [];
    const told = (await listReceived(watcher.name)).find(({ body }) => body.includes('endpoint.failing'));
    expect(told?.at).toBeGreaterThanOrEqual(Date.parse(attempts[3]?.at ?? ''));
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', () => '3600', 3600],
    ['a date', () => new Date(Date.now() + 7200_000).toUTCString(), 7200],
    ['more than a day', () => '1000000', 86_400],
  ])('in %s is waited for', async (_, makeHeader, seconds) => {
    const hook = makeHook('later');
    await setBehaviour(hook.name, { status: 429, headers: { 'retry-after': makeHeader() } });
    const { id } = await createHook({ url: hook.url });
    await publish({ title: 'Later' });
    const message = await until('the first attempt is over', async () => {
      const [newest] = await listMessages(id);
      return newest?.attempts[0]?.status === 429 ? newest : null;
    });
    expect(message.state).toBe('pending');
    const waited =
      (Date.parse(message.next_attempt_at ?? '') - Date.parse(message.attempts[0]?.at ?? '')) / 1000;
    expect(waited).toBeGreaterThanOrEqual(seconds - 1);
    // What waits behind a pause is spread, by a fifth of it at most.
    expect(waited).toBeLessThan(seconds * 1.2 + 30);
  });
});

describe('a message', () => {
  it('that was given up goes out once more when it is asked for, under its own id', async () => {
    const hook = makeHook('given-up');
    await setBehaviour(hook.name, { status: 500, times: 5 }, {});
    const { id } = await createHook({ url: hook.url });
    await publish({ title: 'Given up' });
    const message = await untilState(id, 'failed');
    expect(message).toMatchObject({ next_attempt_at: null });
    expect((await call('POST', `/api/webhooks/${id}/messages/${message.id}/retry`)).status).toBe(202);
    const delivered = await untilState(id, 'delivered');
    expect(delivered.attempts.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500, 200]);
    expect(new Set((await listReceived(hook.name)).map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([message.id]),
    );
    expect((await call('POST', `/api/webhooks/${id}/messages/msg_unknown/retry`)).status).toBe(404);
  });
});

describe('a disabled webhook', () => {
  it('is active again after a test that is delivered, and stays disabled after one that is not', async () => {
    const hook = makeHook('disabled');
    await setBehaviour(hook.name, { status: 410, times: 1 }, { status: 500, times: 1 }, {});
    const { id } = await createHook({ url: hook.url });
    await publish({ title: 'Gone' });
    await until('it is disabled', async () => (await readHook(id)).state === 'disabled');
    expect((await readHook(id)).state_reason).toBeTruthy();
    expect(await callFor(200, 'POST', `/api/webhooks/${id}/test`)).toMatchObject({
      delivered: false,
      status: 500,
    });
    expect((await readHook(id)).state).toBe('disabled');
    expect(await callFor(200, 'POST', `/api/webhooks/${id}/test`)).toMatchObject({
      delivered: true,
      status: 200,
    });
    await until('it is active', async () => (await readHook(id)).state === 'active');
    expect((await readHook(id)).state_reason).toBeNull();
    await publish({ title: 'Back again' });
    await untilState(id, 'delivered');
  });
});
