import { describe, expect, it } from 'vitest';
import { callFor, listReceived, makeHook, publish, putCategory, setBehaviour, until } from './client.ts';

interface Message {
  readonly id: string;
  readonly state: string;
  readonly next_attempt_at: string | null;
  readonly attempts: readonly { readonly status: number | null; readonly error: string | null }[];
}
interface Service {
  readonly format: string;
  /** What it answers to a message that it took. */
  readonly success: string;
  /** What it answers, with status 200, to one that it did not take; and words of what an editor is told. */
  readonly refusal: string;
  readonly words: string;
  /** Where the title stands in what it is sent. */
  findTitle(body: never): unknown;
}

const SERVICES: readonly Service[] = [
  {
    format: 'slack',
    success: 'ok',
    refusal: 'channel_not_found',
    words: 'does not exist any more',
    findTitle: ({ blocks }: { blocks: { elements: { elements: { text: string }[] }[] }[] }) =>
      blocks[0]?.elements[0]?.elements[0]?.text,
  },
  {
    format: 'mattermost',
    success: 'ok',
    refusal: '<!DOCTYPE html><title>Sign in</title>',
    words: 'may be lost',
    findTitle: ({ text }: { text: string }) => /\[([^\]]+)\]/.exec(text)?.[1],
  },
  {
    format: 'rocketchat',
    success: '{"success":true}',
    refusal: '{"success":false}',
    words: 'may be lost',
    findTitle: ({ text }: { text: string }) => /\[([^\]]+)\]/.exec(text)?.[1],
  },
  {
    format: 'googlechat',
    success: '{"name":"spaces/A/messages/B"}',
    refusal: '{"error":{"code":400,"status":"INVALID_ARGUMENT"}}',
    words: 'may be lost',
    findTitle: ({ text }: { text: string }) => /\|([^>]+)>/.exec(text)?.[1],
  },
  {
    format: 'discord',
    success: '{"id":"1"}',
    refusal: '{"code":50035,"message":"Invalid Form Body"}',
    words: 'may be lost',
    findTitle: ({ embeds }: { embeds: { title: string }[] }) => embeds[0]?.title,
  },
  {
    format: 'teams',
    success: '',
    refusal: 'Webhook message delivery failed with error: HTTP error 500',
    words: 'may be lost',
    findTitle: (body: { attachments: { content: { body: { inlines: { text: string }[] }[] } }[] }) =>
      body.attachments[0]?.content.body[0]?.inlines[0]?.text,
  },
  {
    format: 'telegram',
    success: '{"ok":true,"result":{}}',
    refusal: '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}',
    words: 'Add the bot to the chat',
    findTitle: ({ text }: { text: string }) => />([^<]+)<\/a>/.exec(text)?.[1],
  },
  {
    format: 'feishu',
    success: '{"code":0,"msg":"success"}',
    refusal: '{"code":19024,"msg":"Key Words Not Found"}',
    words: 'wants a keyword',
    findTitle: (body: { card: { header: { title: { content: string } } } }) => body.card.header.title.content,
  },
  {
    format: 'dingtalk',
    success: '{"errcode":0,"errmsg":"ok"}',
    refusal: '{"errcode":310000,"errmsg":"sign not match"}',
    words: 'signature was refused',
    findTitle: ({ markdown }: { markdown: { title: string } }) => markdown.title,
  },
  {
    format: 'wecom',
    success: '{"errcode":0,"errmsg":"ok"}',
    refusal: '{"errcode":45009,"errmsg":"api freq out of limit"}',
    words: 'to be called less often',
    findTitle: ({ markdown }: { markdown: { content: string } }) =>
      /\[([^\]]+)\]/.exec(markdown.content)?.[1],
  },
];

const UNKNOWN = '{"code":987654,"errcode":987654,"error":{"code":"New"},"ok":false}';

const listMessages = async (id: string) =>
  (await callFor<{ messages: Message[] }>(200, 'GET', `/api/webhooks/${id}/messages`)).messages;

async function createHook(format: string, categories: readonly string[] = []) {
  const hook = makeHook(format);
  const url = `${hook.url}?chat_id=-1001`;
  const { id } = await callFor<{ id: string }>(201, 'POST', '/api/webhooks', {
    url,
    format,
    categories,
  });
  return { id, name: format === 'telegram' ? `${hook.name}/sendMessage` : hook.name };
}

describe.each(SERVICES)('a webhook of $format', ({ format, success, refusal, words, findTitle }) => {
  it('is sent an article as its service shows it, and delivered when the service says so', async () => {
    const { id, name } = await createHook(format);
    await setBehaviour(name, { body: success });
    await publish({ title: '桥梁 closed' });
    await until('it is delivered', async () => (await listMessages(id))[0]?.state === 'delivered');
    const [request] = await listReceived(name);
    expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(findTitle(JSON.parse(request?.body ?? '') as never)).toBe('桥梁 closed');
    // Headers of Standard Webhooks are for receivers that verify them.
    expect(request?.headers).not.toHaveProperty('webhook-signature');
  });

  it('is not delivered by a 200 with an error in it, nor by one that nobody knows, and says what to do', async () => {
    const { id, name } = await createHook(format);
    await setBehaviour(name, { body: refusal, times: 1 }, { body: UNKNOWN });
    const refused = await callFor(200, 'POST', `/api/webhooks/${id}/test`);
    expect(refused).toMatchObject({
      delivered: false,
      status: 200,
      error: expect.stringContaining(words),
    });
    const unknown = await callFor<{ error: string }>(200, 'POST', `/api/webhooks/${id}/test`);
    expect(unknown).toMatchObject({ delivered: false, status: 200 });
    expect(unknown.error).not.toContain('987654');
    const [message] = await listMessages(id);
    expect(message).toMatchObject({ state: 'failed', next_attempt_at: null });
  });
});

describe('articles that come together', () => {
  it('are one message of each service where its limit would be passed, and each is delivered', async () => {
    await putCategory('rush', 'Rush');
    const hooks = await Promise.all(SERVICES.map((service) => createHook(service.format, ['rush'])));
    for (const [index, { id, name }] of hooks.entries()) {
      await callFor(200, 'PATCH', `/api/webhooks/${id}`, { state: 'paused' });
      await setBehaviour(name, { body: SERVICES[index]?.success ?? '' });
    }
    // More than any of the services takes at once.
    const titles = Array.from({ length: 8 }, (_, number) => `Rush ${number}`);
    for (const title of titles) await publish({ title, categories: ['rush'] });
    for (const { id, name } of hooks) {
      await until('all are held', async () => (await listMessages(id)).length === titles.length);
      await callFor(200, 'PATCH', `/api/webhooks/${id}`, { state: 'active' });
      const since = '2020-01-01T00:00:00Z';
      expect(await callFor(202, 'POST', `/api/webhooks/${id}/recover`, { since })).toEqual({
        recovered: titles.length,
      });
      const messages = await until('all are delivered', async () => {
        const listed = await listMessages(id);
        return listed.every(({ state }) => state === 'delivered') && listed;
      });
      expect(messages.every(({ attempts }) => attempts.length === 1)).toBe(true);
      const requests = await listReceived(name);
      expect(requests, name).toHaveLength(1);
      for (const title of titles) expect(requests[0]?.body).toContain(title);
    }
  });
});
