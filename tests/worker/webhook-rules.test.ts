import { describe, expect, it } from 'vitest';
import { call, callFor, makeHook, putCategory, setBehaviour, until } from './client.ts';

interface HookAnswer {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface Problem {
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}

const mint = async (role: 'admin' | 'editor' | 'subscriber') =>
  (await callFor<{ token: string }>(201, 'POST', '/api/tokens', { name: `A ${role}`, role })).token;

describe('a webhook that is sent back', () => {
  it('as it was shown is as it was, and an old address stays whole behind its short form', async () => {
    const hook = makeHook('back');
    await putCategory('returned', 'Returned');
    const { id } = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', {
      url: hook.url,
      categories: ['returned'],
    });
    const shown = await callFor<HookAnswer>(200, 'GET', `/api/webhooks/${id}`);
    const renamed = { ...shown, description: 'With a name' };
    expect(await callFor(200, 'PATCH', `/api/webhooks/${id}`, renamed)).toEqual(renamed);
    expect(await callFor(200, 'POST', `/api/webhooks/${id}/test`)).toMatchObject({ delivered: true });
  });

  it('while it is disabled stays so, but nobody can make it so', async () => {
    const hook = makeHook('state');
    const { id } = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', { url: hook.url });
    const refused = await callFor<Problem>(422, 'PATCH', `/api/webhooks/${id}`, { state: 'disabled' });
    expect(refused.errors[0]).toMatchObject({ pointer: '/state' });
    await setBehaviour(hook.name, { status: 410 });
    await callFor(200, 'POST', `/api/webhooks/${id}/test`);
    const disabled = await until('it is disabled', async () => {
      const shown = await callFor<HookAnswer>(200, 'GET', `/api/webhooks/${id}`);
      return shown.state === 'disabled' && shown;
    });
    expect(await callFor(200, 'PATCH', `/api/webhooks/${id}`, disabled)).toEqual(disabled);
  });

  it('keeps the reason why it was paused', async () => {
    const { token, id: tokenId } = await callFor<{ token: string; id: string }>(201, 'POST', '/api/tokens', {
      name: 'Leaving',
      role: 'subscriber',
    });
    const { id } = await callFor<HookAnswer>(
      201,
      'POST',
      '/api/webhooks',
      { url: makeHook('left').url },
      { token },
    );
    await callFor(204, 'DELETE', `/api/tokens/${tokenId}`);
    const paused = await until('it is paused', async () => {
      const shown = await callFor<HookAnswer>(200, 'GET', `/api/webhooks/${id}`);
      return shown.state === 'paused' && shown;
    });
    expect(await callFor(200, 'PATCH', `/api/webhooks/${id}`, paused)).toEqual(paused);
  });

  it('to make a new one takes no state but active, which every new one has', async () => {
    const url = makeHook('new').url;
    const made = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', {
      id: 'ep_old',
      url,
      state: 'active',
      state_reason: null,
      created_at: '2020-01-01T00:00:00Z',
    });
    expect(made.id).not.toBe('ep_old');
    expect(made.created_at).not.toBe('2020-01-01T00:00:00Z');
    const refused = await callFor<Problem>(422, 'POST', '/api/webhooks', { url, state: 'paused' });
    expect(refused.errors[0]).toMatchObject({ pointer: '/state', detail: expect.stringContaining('PATCH') });
  });
});

describe('an address of Telegram', () => {
  it('is refused without the chat that it is for, and says what is missing', async () => {
    const url = makeHook('telegram').url;
    for (const query of ['', '?chat_id=', '?chat_id=%20', '?chat=-1001']) {
      const answer = await callFor<Problem>(422, 'POST', '/api/webhooks', {
        url: url + query,
        format: 'telegram',
      });
      expect(answer.errors[0]).toMatchObject({
        pointer: '/url',
        detail: expect.stringContaining('?chat_id='),
      });
    }
    const { id } = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', {
      url: `${url}?chat_id=-1001`,
      format: 'telegram',
    });
    await callFor(422, 'PATCH', `/api/webhooks/${id}`, { url });
    const slack = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', { url, format: 'slack' });
    await callFor(422, 'PATCH', `/api/webhooks/${slack.id}`, { format: 'telegram' });
  });
});

describe('events about webhooks themselves', () => {
  const events = ['article.published', 'endpoint.failing'];

  it('go to no subscriber’s or editor’s webhook, whoever asks for them', async () => {
    for (const role of ['subscriber', 'editor'] as const) {
      const token = await mint(role);
      const url = makeHook(role).url;
      await callFor(422, 'POST', '/api/webhooks', { url, events }, { token });
      const { id } = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', { url }, { token });
      await callFor(422, 'PATCH', `/api/webhooks/${id}`, { events }, { token });
      const refused = await callFor<Problem>(422, 'PATCH', `/api/webhooks/${id}`, { events });
      expect(refused.errors).toEqual([
        { pointer: '/events/1', code: 'admin_only', detail: 'is for administrators only' },
      ]);
    }
  });

  it('are an administrator’s: nobody else changes, moves, renames or removes a webhook that has them', async () => {
    const [admin, editor] = [await mint('admin'), await mint('editor')];
    const url = makeHook('operators').url;
    const { id } = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', { url, events }, { token: admin });
    const path = `/api/webhooks/${id}`;
    const before = await callFor<HookAnswer>(200, 'GET', path, undefined, { token: editor });
    const changes: [string, string, unknown?][] = [
      ['PATCH', path, { url: makeHook('elsewhere').url }],
      ['PATCH', path, { events: ['article.published'] }],
      ['PATCH', path, { description: 'Mine' }],
      ['PATCH', path, { state: 'paused' }],
      ['PATCH', path, before],
      ['POST', `${path}/rotate-secret`],
      ['DELETE', path],
    ];
    for (const [method, target, body] of changes) {
      const refused = await callFor<{ code: string }>(403, method, target, body, { token: editor });
      expect(refused.code, `${method} ${JSON.stringify(body)}`).toBe('role_insufficient');
    }
    expect(await callFor(200, 'GET', path)).toEqual(before);
    // What sends to where it goes anyway is for whoever may see it.
    await callFor(200, 'POST', `${path}/test`, undefined, { token: editor });
    await callFor(202, 'POST', `${path}/recover`, { since: '2020-01-01T00:00:00Z' }, { token: editor });
    await callFor(200, 'PATCH', path, { events: ['article.published'] });
    await callFor(200, 'PATCH', path, { description: 'Anybody’s again' }, { token: editor });
  });
});

describe('a subscriber’s token', () => {
  it('opens its own webhooks and nothing else of the API', async () => {
    const token = await mint('subscriber');
    for (const path of [
      'articles',
      'categories',
      'officials',
      'tokens',
      'export',
      'categories/x',
      'officials/x',
    ]) {
      expect((await call('GET', `/api/${path}`, undefined, { token })).status, path).toBe(403);
    }
    expect((await call('GET', '/api/webhooks', undefined, { token })).status).toBe(200);
  });

  it('has a hundred webhooks at most; a removed one makes room, and others are not concerned', async () => {
    const [token, other] = [await mint('subscriber'), await mint('subscriber')];
    const { url } = makeHook('many');
    let last = '';
    for (let number = 0; number < 100; number++) {
      const made = await callFor<HookAnswer>(
        201,
        'POST',
        '/api/webhooks',
        { url: `${url}?${number}` },
        { token },
      );
      last = made.id;
    }
    const refused = await callFor<{ code: string; detail: string }>(
      409,
      'POST',
      '/api/webhooks',
      { url },
      { token },
    );
    expect(refused).toMatchObject({ code: 'too_many_webhooks', detail: expect.stringContaining('100') });
    await callFor(201, 'POST', '/api/webhooks', { url }, { token: other });
    await callFor(204, 'DELETE', `/api/webhooks/${last}`, undefined, { token });
    await callFor(201, 'POST', '/api/webhooks', { url }, { token });
  });

  it('has ten tests a minute, whichever webhooks they are of', async () => {
    const [token, other] = [await mint('subscriber'), await mint('subscriber')];
    const make = async (owner: string) =>
      (
        await callFor<HookAnswer>(
          201,
          'POST',
          '/api/webhooks',
          { url: makeHook('tested').url },
          { token: owner },
        )
      ).id;
    const ids = [await make(token), await make(token)];
    const test = (id: string | undefined, owner: string) =>
      call('POST', `/api/webhooks/${id}/test`, undefined, { token: owner });
    for (let number = 0; number < 10; number++) {
      expect((await test(ids[number % 2], token)).status).toBe(200);
    }
    const refused = await test(ids[0], token);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'too_many_tests' });
    expect((await test(await make(other), other)).status).toBe(200);
    for (let number = 0; number < 11; number++)
      expect((await call('POST', `/api/webhooks/${ids[0]}/test`)).status).toBe(200);
  });
});
