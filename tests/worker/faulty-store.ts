/** A published store that fails in the ways in which KV has failed, and refuses what KV refuses. */

import { env } from 'cloudflare:workers';
import { vi } from 'vitest';

/** `breaks off`: a value's first half; `stale`: what was there when the fault began. */
export type ReadFault = 'rejects' | 'hangs' | 'breaks off' | 'stale';
/** `late`: carried out when `release` says so, and answered then. */
export type WriteFault = 'rejects' | 'hangs' | 'late';

/** KV takes one write a second to the same key (developers.cloudflare.com/kv/platform/limits). */
const WRITE_INTERVAL_MS = 1_000;

type Method = (this: KVNamespace, key: string, ...rest: unknown[]) => Promise<unknown>;
type Methods = Record<'get' | 'getWithMetadata' | 'put' | 'delete', Method>;

const prototype = Object.getPrototypeOf(env.ARTICLES) as Methods;
const hang = () => new Promise<never>(() => undefined);
const halve = (text: string) => text.slice(0, text.length / 2);

/** Has every read fail until mocks are restored. */
export async function failReads(fault: ReadFault): Promise<void> {
  const { get, getWithMetadata } = prototype;
  const before = new Map<string, { value: string | null; metadata: unknown }>();
  for (const { name } of (await env.ARTICLES.list()).keys)
    before.set(name, await env.ARTICLES.getWithMetadata(name, 'text'));
  const reject = () => Promise.reject(new Error('KV GET failed: 500 Internal Server Error'));
  vi.spyOn(prototype, 'get').mockImplementation(async function (this: KVNamespace, key, ...rest) {
    if (fault === 'rejects') return await reject();
    if (fault === 'hangs') return await hang();
    if (fault === 'stale') return before.get(key)?.value ?? null;
    const text = (await get.call(this, key, ...rest)) as string | null;
    return text === null ? null : halve(text);
  });
  vi.spyOn(prototype, 'getWithMetadata').mockImplementation(async function (this: KVNamespace, key, ...rest) {
    if (fault === 'rejects') return await reject();
    if (fault === 'hangs') return await hang();
    const { value, metadata } =
      fault === 'stale'
        ? (before.get(key) ?? { value: null, metadata: null })
        : ((await getWithMetadata.call(this, key, 'text', ...rest.slice(1))) as {
            value: string | null;
            metadata: unknown;
          });
    if (value === null) return { value: null, metadata };
    return { value: new Response(fault === 'stale' ? value : halve(value)).body, metadata };
  });
}

/** Has every write fail until mocks are restored. `release` carries out those that are late, and resolves afterwards. */
export function failWrites(fault: WriteFault): { readonly release: () => Promise<void> } {
  const held = Promise.withResolvers<void>();
  const late: Promise<unknown>[] = [];
  const { put } = prototype;
  const fail = async () => {
    if (fault === 'rejects') throw new Error('KV PUT failed: 500 Internal Server Error');
    if (fault === 'hangs') await hang();
    await held.promise;
  };
  vi.spyOn(prototype, 'put').mockImplementation(async function (this: KVNamespace, ...write) {
    await fail();
    late.push(put.call(this, ...write));
    await late.at(-1);
  });
  vi.spyOn(prototype, 'delete').mockImplementation(fail);
  const release = async () => {
    held.resolve();
    while (late.length === 0) await scheduler.wait(10);
    await Promise.all(late);
  };
  return { release };
}

/** A value that the store has taken. */
interface StoreWrite {
  readonly key: string;
  readonly value: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Refuses a second write to a key within a second, as KV does and the local one does not; tells what came of each. */
export function refuseRapidWrites(): {
  readonly refused: readonly string[];
  readonly taken: readonly StoreWrite[];
} {
  const refused: string[] = [];
  const taken: StoreWrite[] = [];
  const writtenAt = new Map<string, number>();
  const { put } = prototype;
  vi.spyOn(prototype, 'put').mockImplementation(async function (this: KVNamespace, key, ...rest) {
    const now = Date.now();
    if (now - (writtenAt.get(key) ?? Number.NEGATIVE_INFINITY) < WRITE_INTERVAL_MS) {
      refused.push(key);
      throw new Error('KV PUT failed: 429 Too Many Requests');
    }
    writtenAt.set(key, now);
    await put.call(this, key, ...rest);
    taken.push({ key, value: String(rest[0]), at: Date.now() });
  });
  return { refused, taken };
}
