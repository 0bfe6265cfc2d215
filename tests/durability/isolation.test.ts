import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBundledService } from '../support/bundled-service.ts';
import { eventually } from '../support/eventually.ts';
import { HOSTILE_BEHAVIOURS } from '../support/hostile-receivers.ts';
import { readProcessUse } from '../support/process-use.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import type { Service } from '../support/service.ts';

const HEALTHY = 40;
let receiver: Receiver;
let service: Service;

beforeAll(async () => {
  receiver = await startReceiver();
  service = await startBundledService();
});

afterAll(async () => {
  await service.kill();
  await receiver.close();
});

async function createHook(name: string, format = 'standard'): Promise<string> {
  const response = await service.call('POST', '/api/webhooks', {
    url: `${receiver.origin}/hooks/${name}`,
    format,
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

interface ListedMessage {
  readonly state: string;
  readonly attempts: readonly {
    readonly status: number | null;
    readonly latency_ms: number | null;
    readonly error: string | null;
  }[];
}

async function readOldestMessage(id: string): Promise<ListedMessage | undefined> {
  const answer = await service.call('GET', `/api/webhooks/${id}/messages`);
  return ((await answer.json()) as { messages: ListedMessage[] }).messages.at(-1);
}

/** Publishes an article and waits until every healthy endpoint has it. */
async function publishToHealthy(title: string): Promise<void> {
  const answer = await service.call('POST', '/api/articles', { title, content_text: 'Text.', officials: [] });
  await answer.text();
  expect(answer.status).toBe(201);
  const missing = () =>
    Array.from({ length: HEALTHY }, (_, number) => receiver.requests.get(`healthy-${number}`) ?? []).filter(
      (requests) => !requests.some(({ body }) => body.includes(`"${title}"`)),
    ).length;
  await eventually(() => expect(missing()).toBe(0));
}

it('no receiver, whatever it does, holds up another or fills the memory', async () => {
  for (let number = 0; number < HEALTHY; number++) await createHook(`healthy-${number}`);
  const ids = new Map<string, string>();
  for (const [name, behaviour] of Object.entries(HOSTILE_BEHAVIOURS)) {
    receiver.behaviours.set(name, [behaviour]);
    ids.set(name, await createHook(name, name.startsWith('slack') ? 'slack' : 'standard'));
  }
  await publishToHealthy('First');
  // The healthy ones have it, and one that hangs is still being waited for.
  const hanging = await readOldestMessage(ids.get('hang') ?? '');
  expect(hanging).toMatchObject({ state: 'pending', attempts: [{ latency_ms: null, error: null }] });

  const readMemory = () => readProcessUse(service.processGroup, 'workerd').residentBytes;
  const bytesBefore = readMemory();
  for (const title of ['Second', 'Third', 'Fourth', 'Fifth']) await publishToHealthy(title);
  expect(readMemory() - bytesBefore).toBeLessThan(100_000_000);

  // Each of them was tried, and what came of it is told in words that are ours.
  for (const [name, id] of ids) {
    if (name === 'hang' || name === 'slack-drip') continue;
    const [attempt] = (await readOldestMessage(id))?.attempts ?? [];
    expect(attempt, name).toBeDefined();
    if (name === 'redirect')
      expect(attempt).toMatchObject({ status: 307, error: expect.stringContaining('redirects') });
    if (name === 'reset') expect(attempt).toMatchObject({ status: null });
    if (name === 'failing') expect(attempt?.error).not.toContain('xxx');
  }
});

it.concurrent.each([
  ['standard', 'hang'],
  ['slack', 'hang'],
  // Slack's answer is its body, so one that never ends is none.
  ['slack', 'drip'],
] as const)('a %s webhook whose receiver would %s has failed after fifteen seconds', async (format, mode) => {
  const name = `late-${format}-${mode}`;
  receiver.behaviours.set(name, [{ mode }]);
  const id = await createHook(name, format);
  const answer = await service.call('POST', `/api/webhooks/${id}/test`);
  expect(await answer.json()).toMatchObject({
    delivered: false,
    status: mode === 'drip' ? 200 : null,
    error: expect.stringContaining('within 15 seconds'),
  });
});
