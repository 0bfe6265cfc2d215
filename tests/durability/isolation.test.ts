import { afterAll, beforeAll, expect, it } from 'vitest';
import { readProcessUse } from '../support/process-use.ts';
import { type Behaviour, type Receiver, startReceiver } from '../support/receiver.ts';
import { bundleWorker, type Service, startService } from '../support/service.ts';

const HEALTHY = 40;
const ARTICLES = 8;
/** Everything a receiver has been seen to do to its senders, and one that would lead them inside. */
const HOSTILE: Readonly<Record<string, Behaviour>> = {
  hang: { mode: 'hang' },
  drip: { mode: 'drip' },
  huge: { mode: 'huge' },
  reset: { mode: 'reset' },
  redirect: { status: 307, headers: { location: 'http://127.0.0.1:1/latest/meta-data/' } },
  failing: { status: 500, body: 'x'.repeat(100_000) },
  // Of a chat service's answer the beginning is read, so its length and pace matter more.
  'slack-drip': { mode: 'drip' },
  'slack-huge': { mode: 'huge' },
};
/** A machine that does other things makes single numbers jump: what is asserted is far from what is seen. */
const NOISE_MS = 1000;

let receiver: Receiver;
let service: Service;

beforeAll(async () => {
  receiver = await startReceiver();
  service = await startService({ args: await bundleWorker() });
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

/** Publishes, one article after the other, and gives every latency of the healthy endpoints in milliseconds. */
async function measureHealthy(round: string): Promise<number[]> {
  const latencies: number[] = [];
  for (let number = 0; number < ARTICLES; number++) {
    const title = `${round} ${number}`;
    const began = Date.now();
    const published = service.call('POST', '/api/articles', { title, content_text: 'Text.', officials: [] });
    const arrivals = () =>
      Array.from({ length: HEALTHY }, (_, endpoint) =>
        (receiver.requests.get(`healthy-${endpoint}`) ?? []).find(({ body }) => body.includes(`"${title}"`)),
      ).filter((request) => request !== undefined);
    for (const end = began + 30_000; arrivals().length < HEALTHY; ) {
      if (Date.now() > end) throw new Error(`${arrivals().length} of ${HEALTHY} have "${title}"`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    latencies.push(...arrivals().map(({ at }) => at - began));
    const answer = await published;
    await answer.text();
    expect(answer.status).toBe(201);
  }
  return latencies;
}

function findPercentile(samples: readonly number[], share: number): number {
  return samples.toSorted((a, b) => a - b)[Math.ceil(samples.length * share) - 1] ?? Number.NaN;
}

it('no receiver, whatever it does, delays another or fills the memory', async () => {
  for (let number = 0; number < HEALTHY; number++) await createHook(`healthy-${number}`);
  await measureHealthy('warm');
  const without = await measureHealthy('without');
  const ids = new Map<string, string>();
  for (const [name, behaviour] of Object.entries(HOSTILE)) {
    receiver.behaviours.set(name, [behaviour]);
    ids.set(name, await createHook(name, name.startsWith('slack') ? 'slack' : 'standard'));
  }
  const readMemory = () => readProcessUse(service.processGroup, 'workerd').residentBytes;
  const bytesBefore = readMemory();
  const withHostile = await measureHealthy('with');
  const grownBytes = readMemory() - bytesBefore;

  const [p50, p99] = [findPercentile(without, 0.5), findPercentile(without, 0.99)];
  const [hostileP50, hostileP99] = [findPercentile(withHostile, 0.5), findPercentile(withHostile, 0.99)];
  console.log(
    `latency of ${HEALTHY} healthy endpoints: p50 ${p50} ms, p99 ${p99} ms; beside ${ids.size} hostile ones: p50 ${hostileP50} ms, p99 ${hostileP99} ms; memory grew by ${Math.round(grownBytes / 1e6)} MB`,
  );
  expect(hostileP99).toBeLessThan(2 * p99 + NOISE_MS);
  expect(grownBytes).toBeLessThan(100_000_000);

  // Each of them was tried, and what came of it is told in words that are ours.
  for (const [name, id] of ids) {
    if (name === 'hang' || name === 'slack-drip') continue;
    const { messages } = (await (await service.call('GET', `/api/webhooks/${id}/messages`)).json()) as {
      messages: { attempts: { status: number | null; error: string | null }[] }[];
    };
    const [attempt] = messages.at(-1)?.attempts ?? [];
    expect(attempt, name).toBeDefined();
    if (name === 'redirect')
      expect(attempt).toMatchObject({ status: 307, error: expect.stringContaining('redirects') });
    if (name === 'reset') expect(attempt).toMatchObject({ status: null });
    if (name === 'failing') expect(attempt?.error).not.toContain('xxx');
  }
});
