/**
 * The very Worker that is deployed, while what is around it fails as told: the store, the clock, alarms. `PUT /faults`
 * tells it. Every answer of the Worker is marked, so that those of the local runtime's own front are told apart.
 */

import worker, { DeliveryQueue, Ledger, Sender } from '../../src/index.ts';

/** Shares are from 0 to 1, and of each call on its own. */
export interface Faults {
  /** Calls of the store that reject; half of the writes among them are carried out all the same. */
  readonly storeRejects: number;
  /** Calls of the store that are answered never, or after LATE_MS, by chance. */
  readonly storeHangs: number;
  /** Alarms that are set and never fire. */
  readonly alarmsLost: number;
  /** How far the clock is ahead, milliseconds; negative: behind. */
  readonly clockAheadMs: number;
}

/** What comes from the Worker itself has this header. */
const WORKER_MARK = 'x-from-worker';
/** Longer than anybody waits for a write. */
const LATE_MS = 15_000;

let faults: Faults = { storeRejects: 0, storeHangs: 0, alarmsLost: 0, clockAheadMs: 0 };
let isWrapped = false;

const readClock = Date.now.bind(Date);
Date.now = () => readClock() + faults.clockAheadMs;

type Method = (...parameters: unknown[]) => Promise<unknown>;

/** Every object of this process shares the platform's prototypes: wrapping them once wraps them all. */
function wrapOnce(storage: DurableObjectStorage, store: KVNamespace): void {
  if (isWrapped) return;
  isWrapped = true;
  for (const name of ['get', 'getWithMetadata', 'put', 'delete']) {
    const isWrite = name === 'put' || name === 'delete';
    wrapMethod(store, name, (call) => failStore(call, isWrite));
  }
  // The platform's own clock is right: what is asked of it in our time is told in its.
  wrapMethod(storage, 'setAlarm', async (call, at) =>
    Math.random() < faults.alarmsLost ? undefined : await call(Number(at) - faults.clockAheadMs),
  );
  wrapMethod(storage, 'getAlarm', async (call) => {
    const at = (await call()) as number | null;
    return at === null ? null : at + faults.clockAheadMs;
  });
}

function wrapMethod(
  instance: object,
  name: string,
  around: (call: Method, ...parameters: unknown[]) => Promise<unknown>,
): void {
  const prototype = Object.getPrototypeOf(instance) as Record<string, Method>;
  const original = prototype[name];
  if (original === undefined) throw new Error(`There is no method ${name}.`);
  prototype[name] = function fail(...parameters) {
    return around((...given) => original.apply(this, given.length > 0 ? given : parameters), ...parameters);
  };
}

async function failStore(call: Method, isWrite: boolean): Promise<unknown> {
  if (Math.random() < faults.storeRejects) {
    if (isWrite && Math.random() < 0.5) await call();
    throw new Error('KV failed: 500 Internal Server Error');
  }
  if (Math.random() < faults.storeHangs) {
    if (Math.random() < 0.5) return await new Promise(() => undefined);
    await scheduler.wait(LATE_MS);
  }
  return await call();
}

type Bindings = ConstructorParameters<typeof Ledger>[1];

class FaultyLedger extends Ledger {
  constructor(context: DurableObjectState, env: Bindings) {
    wrapOnce(context.storage, env.ARTICLES);
    super(context, env);
  }
}

export { DeliveryQueue, FaultyLedger as Ledger, Sender };

export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname === '/faults') {
      faults = await request.json<Faults>();
      return new Response(null, { status: 204 });
    }
    const answer = await worker.fetch(request, env, context);
    const marked = new Response(answer.body, answer);
    marked.headers.set(WORKER_MARK, '1');
    return marked;
  },
  scheduled: worker.scheduled,
} satisfies ExportedHandler<Bindings>;
