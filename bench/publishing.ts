/** What the benchmarks of notifications do: endpoints in, articles out, and how long each took to arrive. */

import type { Receiver } from '../tests/support/receiver.ts';
import type { Service } from '../tests/support/service.ts';

/** Calls under way at once while endpoints are made. */
const PARALLEL_CREATIONS = 32;
/** After an article: more than the second that the store wants between two writes of a key. */
export const AFTERMATH_MS = 1100;
/** Several times what an article takes on a busy machine, with one endpoint and with each more. */
const GIVE_UP_MS = 60_000;
const GIVE_UP_MS_PER_ENDPOINT = 20;
/** An article of usual length: about two pages. */
const PARAGRAPH =
  'The district office is open again from Monday. Appointments are made by telephone or at the desk. ';

/** Lines of an archive that are restored by one call. */
const LINES_PER_PART = 5_000;
/** Until the store has everything of a hundred thousand articles. */
const SETTLE_TIMEOUT_MS = 3_600_000;

export const nameHook = (number: number) => `endpoint-${number}`;

/** Creates endpoints from `first` up to `count` in all, through the API. */
export async function createEndpoints(
  service: Service,
  receiver: Receiver,
  first: number,
  count: number,
): Promise<void> {
  let next = first;
  const work = async () => {
    while (next < count) {
      const url = `${receiver.origin}/hooks/${nameHook(next++)}`;
      const response = await service.call('POST', '/api/webhooks', { url });
      const text = await response.text();
      if (response.status !== 201) throw new Error(`creating an endpoint: ${response.status} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_CREATIONS }, work));
}

/** One article's way: milliseconds from the moment its publication was asked for. */
export interface Round {
  /** Until each endpoint had received it whole, in no order. */
  readonly latenciesMs: readonly number[];
  /** Until the API acknowledged it. */
  readonly acknowledgedMs: number;
}

/** Publishes one article and waits until each of the endpoints has it. */
export async function publishAndWait(
  service: Service,
  receiver: Receiver,
  endpoints: readonly number[],
): Promise<Round> {
  receiver.requests.clear();
  const startedAt = Date.now();
  const answer = service.call('POST', '/api/articles', {
    title: 'Office open again',
    content_text: PARAGRAPH.repeat(40),
  });
  const acknowledged = answer.then(async (response) => {
    const text = await response.text();
    if (response.status !== 201) throw new Error(`publishing: ${response.status} ${text}`);
    return Date.now() - startedAt;
  });
  const arrivals = () => endpoints.flatMap((number) => receiver.requests.get(nameHook(number))?.[0] ?? []);
  const limitMs = GIVE_UP_MS + GIVE_UP_MS_PER_ENDPOINT * endpoints.length;
  while (receiver.requests.size < endpoints.length || arrivals().length < endpoints.length) {
    if (Date.now() - startedAt > limitMs) {
      throw new Error(`${arrivals().length} of ${endpoints.length} arrived in ${limitMs} ms`);
    }
    await sleep(endpoints.length > 100 ? 20 : 1);
  }
  const latenciesMs = arrivals().map(({ at }) => at - startedAt);
  return { latenciesMs, acknowledgedMs: await acknowledged };
}

/** The value below which a share of the samples lies (nearest rank). */
export function findPercentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const findMedian = (samples: readonly number[]) => findPercentile(samples, 0.5);

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Restores an archive, and waits until the published store has all of it. */
export async function restore({ origin, token, call }: Service, lines: Iterable<string>): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
  const send = async (part: readonly string[]) => {
    const response = await fetch(`${origin}/api/restore`, { method: 'POST', headers, body: part.join('') });
    if (response.status !== 204) throw new Error(`restoring: ${response.status} ${await response.text()}`);
  };
  let part: string[] = [];
  for (const line of lines) {
    part.push(line);
    if (part.length < LINES_PER_PART) continue;
    await send(part);
    part = [];
  }
  if (part.length > 0) await send(part);
  for (const end = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < end; await sleep(500)) {
    const health = (await (await call('GET', '/health')).json()) as { unprojected_documents: number };
    if (health.unprojected_documents === 0) return;
  }
  throw new Error('the store was not written in time');
}
