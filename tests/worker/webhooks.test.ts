import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import {
  call,
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  putOfficial,
  readJsonFeed,
  setBehaviour,
  settle,
  until,
} from './client.ts';

interface HookAnswer {
  readonly id: string;
  readonly secret: string;
  readonly url: string;
  readonly state: string;
  readonly [field: string]: unknown;
}
interface MessageAnswer {
  readonly id: string;
  readonly event: string;
  readonly article_id: string | null;
  readonly state: string;
  readonly next_attempt_at: string | null;
  readonly attempts: { at: string; status: number | null; latency_ms: number | null; error: string | null }[];
}

const createHook = (fields: Record<string, unknown>) =>
  callFor<HookAnswer>(201, 'POST', '/api/webhooks', fields);
const listMessages = async (id: string) =>
  (await callFor<{ messages: MessageAnswer[] }>(200, 'GET', `/api/webhooks/${id}/messages`)).messages;
const received = (name: string, count = 1) =>
  until(`${count} requests came to ${name}`, async () => {
    const requests = await listReceived(name);
    return requests.length >= count ? requests : null;
  });

describe('a webhook', () => {
  it('gets a signed message that carries exactly the item of the JSON feed', async () => {
    const hook = makeHook('signed');
    const endpoint = await createHook({ url: hook.url });
    expect(endpoint).toMatchObject({
      state: 'active',
      format: 'standard',
      events: ['article.published', 'article.withdrawn'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect(endpoint.url).not.toContain('hooks');
    const article = await publish({ title: 'Signed' });
    const [request] = await received(hook.name);
    const event = new Webhook(endpoint.secret).verify(request?.body ?? '', request?.headers ?? {}) as {
      type: string;
      timestamp: string;
      data: { article: { id: string } };
    };
    expect(event.type).toBe('article.published');
    const item = await until('the item is in the feed', async () =>
      (await readJsonFeed('/feed.json')).items.find(({ id }) => id.endsWith(article.id)),
    );
    expect(event.data.article).toEqual(item);
    const [message] = await until('the attempt is recorded', async () => {
      const messages = await listMessages(endpoint.id);
      return messages[0]?.state === 'delivered' ? messages : null;
    });
    expect(message).toMatchObject({
      id: request?.headers['webhook-id'],
      event: 'article.published',
      article_id: article.id,
    });
    expect(message?.attempts).toHaveLength(1);
    expect(message?.attempts[0]).toMatchObject({ status: 200, error: null });
  });

  it('gets only what its filter wants, by category and official as in feeds', async () => {
    await putCategory('w-roads', 'Roads');
    await putCategory('w-schools', 'Schools');
    await putOfficial('w-mayor', { name: 'The Mayor of Wales' });
    const hooks = {
      roads: { categories: ['w-roads'] },
      either: { categories: ['w-roads', 'w-schools'] },
      both: { categories: ['w-roads'], officials: ['w-mayor'] },
      mayor: { officials: ['w-mayor'] },
      updates: { events: ['article.updated'] },
    };
    const made = await Promise.all(
      Object.entries(hooks).map(async ([name, filter]) => {
        const hook = makeHook(name);
        await createHook({ url: hook.url, ...filter });
        return [name, hook.name] as const;
      }),
    );
    await publish({ title: 'R', categories: ['w-roads'], officials: [] });
    await publish({ title: 'S', categories: ['w-schools'], officials: [] });
    await publish({ title: 'RM', categories: ['w-roads'], officials: ['w-mayor'] });
    await publish({ title: 'N', categories: [], officials: [] });
    const name = new Map(made);
    await received(name.get('either') ?? '', 3);
    await received(name.get('both') ?? '', 1);
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const titles = async (hook: string) =>
      (await listReceived(name.get(hook) ?? ''))
        .map(({ body }) => JSON.parse(body).data.article.title)
        .sort();
    expect(await titles('roads')).toEqual(['R', 'RM']);
    expect(await titles('either')).toEqual(['R', 'RM', 'S']);
    expect(await titles('both')).toEqual(['RM']);
    expect(await titles('mayor')).toEqual(['RM']);
    expect(await titles('updates')).toEqual([]);
  });

  it('is told of corrections with a note, not of those without, and of the withdrawal', async () => {
    const hook = makeHook('changes');
    await createHook({
      url: hook.url,
      events: ['article.published', 'article.updated', 'article.withdrawn'],
    });
    const article = await publish({ title: 'To be corrected' });
    await callFor(200, 'PATCH', `/api/articles/${article.id}`, { title: 'A typo mended' });
    await callFor(200, 'PATCH', `/api/articles/${article.id}`, {
      title: 'Corrected',
      change_note: 'The sum was wrong.',
    });
    await received(hook.name, 2);
    await callFor(200, 'DELETE', `/api/articles/${article.id}?reason=All%20wrong`);
    const requests = await received(hook.name, 3);
    const events = requests.map(({ body }) => JSON.parse(body));
    expect(events.map(({ type }) => type)).toEqual([
      'article.published',
      'article.updated',
      'article.withdrawn',
    ]);
    expect(events[1].data.article).toMatchObject({
      title: 'Corrected',
      _gazette: { revision: 3, change_note: 'The sum was wrong.' },
    });
    expect(JSON.stringify(events[2])).not.toContain('old bridge');
    expect(events[2].data.article._gazette).toMatchObject({
      status: 'withdrawn',
      withdrawn_reason: 'All wrong',
    });
  });

  it('is tried again under the same id after a failure, and shown with both attempts', async () => {
    const hook = makeHook('again');
    await setBehaviour(hook.name, { status: 500, times: 1 }, { status: 204 });
    const endpoint = await createHook({ url: hook.url });
    await publish({ title: 'Twice' });
    const requests = await until('the second attempt came', async () => {
      const got = await listReceived(hook.name);
      return got.length === 2 ? got : null;
    });
    expect(requests[0]?.headers['webhook-id']).toBe(requests[1]?.headers['webhook-id']);
    expect(requests[0]?.body).toBe(requests[1]?.body);
    const [message] = await until('it is delivered', async () => {
      const messages = await listMessages(endpoint.id);
      return messages[0]?.state === 'delivered' ? messages : null;
    });
    expect(message?.attempts.map(({ status }) => status)).toEqual([500, 204]);
    expect(message?.attempts[0]?.error).toBeTruthy();
  });

  it('whose receiver takes no message so large is told how large it was', async () => {
    const hook = makeHook('narrow');
    await setBehaviour(hook.name, { status: 413 });
    const endpoint = await createHook({ url: hook.url });
    await publish({ title: 'Größer' });
    const attempts = await until('the attempt is over', async () => {
      const [message] = await listMessages(endpoint.id);
      return message?.attempts[0]?.status && message.attempts;
    });
    const [request] = await listReceived(hook.name);
    const bytes = new TextEncoder().encode(request?.body).length;
    expect(attempts).toMatchObject([
      { status: 413, error: expect.stringContaining(bytes.toLocaleString('en')) },
    ]);
  });

  it('is disabled at once by 410, holds what comes after, and recovers it when active again', async () => {
    const hook = makeHook('gone');
    await setBehaviour(hook.name, { status: 410, times: 1 }, {});
    const endpoint = await createHook({ url: hook.url });
    const startedAt = new Date(Date.now() - 1000).toISOString();
    await publish({ title: 'Gone' });
    await until(
      'the endpoint is disabled',
      async () =>
        (await callFor<HookAnswer>(200, 'GET', `/api/webhooks/${endpoint.id}`)).state === 'disabled',
    );
    await publish({ title: 'Held' });
    await until(
      'both are held',
      async () => (await listMessages(endpoint.id)).filter(({ state }) => state === 'held').length === 2,
    );
    await callFor(200, 'PATCH', `/api/webhooks/${endpoint.id}`, { state: 'active' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await listReceived(hook.name)).toHaveLength(1);
    await callFor(202, 'POST', `/api/webhooks/${endpoint.id}/recover`, { since: startedAt });
    await received(hook.name, 3);
  });

  it('recovers at once what would be tried again in an hour', async () => {
    const hook = makeHook('impatient');
    await setBehaviour(hook.name, { status: 500, headers: { 'retry-after': '3600' }, times: 1 }, {});
    const endpoint = await createHook({ url: hook.url });
    await publish({ title: 'In an hour, or now' });
    await until('the first attempt is over', async () => {
      const [message] = await listMessages(endpoint.id);
      return message?.attempts[0]?.status === 500;
    });
    const since = new Date(Date.now() - 60_000).toISOString();
    const later = new Date(Date.now() + 60_000).toISOString();
    const recover = (time: string) =>
      callFor(202, 'POST', `/api/webhooks/${endpoint.id}/recover`, { since: time });
    expect(await recover(later)).toEqual({ recovered: 0 });
    expect(await recover(since)).toEqual({ recovered: 1 });
    const [first, second] = await received(hook.name, 2);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    await until('it is delivered', async () => (await listMessages(endpoint.id))[0]?.state === 'delivered');
    expect(await recover(since)).toEqual({ recovered: 0 });
  });

  it('shows of every message behind a pause that its receiver asked for when it will go', async () => {
    const hook = makeHook('pausing');
    await setBehaviour(hook.name, { status: 429, headers: { 'retry-after': '600' } });
    const endpoint = await createHook({ url: hook.url });
    const startedAt = Date.now();
    await publish({ title: 'Too many' });
    await until(
      'the first is refused',
      async () => (await listMessages(endpoint.id))[0]?.attempts[0]?.status,
    );
    await publish({ title: 'Behind it' });
    const messages = await until('both are there', async () => {
      const listed = await listMessages(endpoint.id);
      return listed.length === 2 && listed;
    });
    for (const { next_attempt_at } of messages)
      expect(Date.parse(next_attempt_at ?? '') - startedAt).toBeGreaterThanOrEqual(600_000);
    expect(await listReceived(hook.name)).toHaveLength(1);
  });

  it('never follows a redirect and counts it as a failure', async () => {
    const hook = makeHook('redirect');
    const other = makeHook('redirected');
    await setBehaviour(hook.name, { status: 307, headers: { location: other.url } });
    const endpoint = await createHook({ url: hook.url });
    await publish({ title: 'Moved' });
    const [message] = await until('the attempt is over', async () => {
      const messages = await listMessages(endpoint.id);
      return messages[0]?.attempts[0]?.status ? messages : null;
    });
    expect(message).toMatchObject({ state: 'pending', attempts: [{ status: 307 }] });
    expect(await listReceived(other.name)).toEqual([]);
  });

  it('cancels what is undelivered when the article is withdrawn, and erases it', async () => {
    const hook = makeHook('cancel');
    await setBehaviour(hook.name, { status: 503 });
    const endpoint = await createHook({ url: hook.url, events: ['article.published'] });
    const article = await publish({ title: 'Soon withdrawn' });
    await received(hook.name);
    await callFor(200, 'DELETE', `/api/articles/${article.id}`);
    await until(
      'the message is cancelled',
      async () => (await listMessages(endpoint.id))[0]?.state === 'cancelled',
    );
    const [message] = await listMessages(endpoint.id);
    expect((await call('POST', `/api/webhooks/${endpoint.id}/messages/${message?.id}/retry`)).status).toBe(
      409,
    );
  });

  it('tells the outcome of a test and never the answer', async () => {
    const hook = makeHook('test');
    await setBehaviour(hook.name, { status: 401, body: 'the receiver’s secret words', times: 1 }, {});
    const endpoint = await createHook({ url: hook.url });
    const refused = await call('POST', `/api/webhooks/${endpoint.id}/test`);
    const text = await refused.text();
    expect(JSON.parse(text)).toMatchObject({ delivered: false, status: 401 });
    expect(text).not.toContain('secret words');
    expect(await callFor(200, 'POST', `/api/webhooks/${endpoint.id}/test`)).toMatchObject({
      delivered: true,
      status: 200,
      error: null,
    });
    const [, request] = await received(hook.name, 2);
    expect(new Webhook(endpoint.secret).verify(request?.body ?? '', request?.headers ?? {})).toMatchObject({
      type: 'ping',
    });
  });

  it('signs with both secrets for a day after a rotation', async () => {
    const hook = makeHook('rotate');
    const endpoint = await createHook({ url: hook.url });
    const rotated = await callFor<HookAnswer>(200, 'POST', `/api/webhooks/${endpoint.id}/rotate-secret`);
    expect(rotated.secret).not.toBe(endpoint.secret);
    await publish({ title: 'Rotated' });
    const [request] = await received(hook.name);
    for (const secret of [endpoint.secret, rotated.secret]) {
      expect(new Webhook(secret).verify(request?.body ?? '', request?.headers ?? {})).toMatchObject({
        type: 'article.published',
      });
    }
  });

  it('gets nothing once it is removed', async () => {
    const hook = makeHook('removed');
    const endpoint = await createHook({ url: hook.url });
    await callFor(204, 'DELETE', `/api/webhooks/${endpoint.id}`);
    await callFor(404, 'GET', `/api/webhooks/${endpoint.id}`);
    await publish({ title: 'Unseen' });
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await listReceived(hook.name)).toEqual([]);
  });

  it('is listed with its messages from a cursor of that list, and from no other', async () => {
    const hook = makeHook('paged');
    const { id } = await callFor<HookAnswer>(201, 'POST', '/api/webhooks', { url: hook.url });
    for (const path of ['/api/webhooks', `/api/webhooks/${id}/messages`]) {
      const { errors } = await callFor<{ errors: { pointer: string; detail: string }[] }>(
        422,
        'GET',
        `${path}?cursor=zz`,
      );
      expect(errors).toEqual([
        { pointer: '?cursor', code: 'not_cursor', detail: 'must be a next_cursor of this list' },
      ]);
    }
    await callFor(200, 'GET', `/api/webhooks?cursor=${id}`);
  });

  it('belongs to its token: another subscriber does not see it', async () => {
    const mint = async (name: string) =>
      (await callFor<{ token: string }>(201, 'POST', '/api/tokens', { name, role: 'subscriber' })).token;
    const [mine, theirs] = [await mint('Mine'), await mint('Theirs')];
    const hook = makeHook('mine');
    const endpoint = await callFor<HookAnswer>(
      201,
      'POST',
      '/api/webhooks',
      { url: hook.url },
      { token: mine },
    );
    expect((await call('GET', `/api/webhooks/${endpoint.id}`, undefined, { token: theirs })).status).toBe(
      404,
    );
    expect(await callFor(200, 'GET', '/api/webhooks', undefined, { token: theirs })).toEqual({
      webhooks: [],
      next_cursor: null,
    });
    await callFor(
      422,
      'POST',
      '/api/webhooks',
      { url: hook.url, events: ['endpoint.disabled'] },
      { token: mine },
    );
  });
});
