import { beforeAll, describe, expect, it } from 'vitest';
import {
  callFor,
  listReceived,
  makeHook,
  publish,
  putCategory,
  setBehaviour,
  settle,
  until,
} from './client.ts';

interface Message {
  readonly event: string;
  readonly state: string;
}

const createHook = (fields: Record<string, unknown>) =>
  callFor<{ id: string }>(201, 'POST', '/api/webhooks', fields);
const listEvents = async (name: string) =>
  (await listReceived(name)).map(({ body }) => (JSON.parse(body) as { type: string }).type);
const received = (name: string, count: number) =>
  until(`${count} requests came to ${name}`, async () => (await listReceived(name)).length >= count);

beforeAll(async () => {
  for (const slug of ['wd-first', 'wd-second', 'wd-never']) await putCategory(slug, slug);
});

describe('a withdrawal', () => {
  it('is told to everybody who was told of the article, whatever its category is by now', async () => {
    const [first, second, never] = [makeHook('first'), makeHook('second'), makeHook('never')];
    await createHook({ url: first.url, categories: ['wd-first'] });
    await createHook({ url: second.url, categories: ['wd-second'] });
    await createHook({ url: never.url, categories: ['wd-never'] });
    const { id } = await publish({ title: 'Moves quietly', categories: ['wd-first'] });
    await received(first.name, 1);
    await callFor(200, 'PATCH', `/api/articles/${id}`, { categories: ['wd-second'] });
    await callFor(200, 'DELETE', `/api/articles/${id}?reason=Wrong`);
    await received(first.name, 2);
    await received(second.name, 1);
    await settle();
    expect(await listEvents(first.name)).toEqual(['article.published', 'article.withdrawn']);
    expect(await listEvents(second.name)).toEqual(['article.withdrawn']);
    expect(await listEvents(never.name)).toEqual([]);
  });

  it('ends what is on its way to a webhook that by now wants other articles', async () => {
    const hook = makeHook('changed-mind');
    await setBehaviour(hook.name, { status: 503 });
    const webhook = await createHook({ url: hook.url, categories: ['wd-first'] });
    const { id } = await publish({ title: 'Nobody may read this', categories: ['wd-first'] });
    await received(hook.name, 1);
    await callFor(200, 'PATCH', `/api/webhooks/${webhook.id}`, { categories: ['wd-never'] });
    await callFor(200, 'PATCH', `/api/webhooks/${webhook.id}`, { description: 'Renamed as well' });
    await callFor(200, 'DELETE', `/api/articles/${id}`);
    await until('the message is cancelled', async () => {
      const path = `/api/webhooks/${webhook.id}/messages`;
      const { messages } = await callFor<{ messages: Message[] }>(200, 'GET', path);
      return messages.length === 1 && messages[0]?.state === 'cancelled';
    });
  });
});
