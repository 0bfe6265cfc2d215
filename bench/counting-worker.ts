/** The very Worker that is deployed, with counters around what the platform bills: rows, calls, alarms, KV writes. */

import worker, { DeliveryQueue, Ledger, Sender } from '../src/index.ts';

/** What was used since the counters were read last. */
export interface Usage {
  rowsRead: number;
  rowsWritten: number;
  /** Calls between objects and alarms: each is a request of Durable Objects. */
  objectRequests: number;
  kvWrites: number;
  workerRequests: number;
}

const NOTHING: Usage = { rowsRead: 0, rowsWritten: 0, objectRequests: 0, kvWrites: 0, workerRequests: 0 };
const usage: Usage = { ...NOTHING };
let isCounting = false;

/** Every object of this process shares the platform's prototypes: wrapping them once counts them all. */
function startCounting(storage: DurableObjectStorage, store: KVNamespace): void {
  if (isCounting) return;
  isCounting = true;
  wrapMethod(storage.sql, 'exec', (cursor) => countRows(cursor as SqlStorageCursor<never>));
  wrapMethod(storage, 'setAlarm', () => {
    usage.rowsWritten += 1;
  });
  for (const name of ['put', 'delete']) {
    wrapMethod(store, name, () => {
      usage.kvWrites += 1;
    });
  }
}

function wrapMethod(instance: object, name: string, note: (result: unknown) => void): void {
  const prototype = Object.getPrototypeOf(instance) as Record<string, (...args: unknown[]) => unknown>;
  const original = prototype[name];
  if (original === undefined) throw new Error(`There is no method ${name} to count.`);
  prototype[name] = function count(...args) {
    const result = original.apply(this, args);
    note(result);
    return result;
  };
}

/** A cursor knows its rows once it was read to the end: what was not read yet is counted then. */
function countRows(cursor: SqlStorageCursor<never>): void {
  usage.rowsWritten += cursor.rowsWritten;
  const readBefore = cursor.rowsRead;
  usage.rowsRead += readBefore;
  const { toArray, one } = cursor;
  const countRest = () => {
    usage.rowsRead += cursor.rowsRead - readBefore;
  };
  cursor.toArray = () => {
    const rows = toArray.call(cursor);
    countRest();
    return rows;
  };
  cursor.one = () => {
    const row = one.call(cursor);
    countRest();
    return row;
  };
}

/** Each use of a call that an object offers is one request, and so is each alarm. */
function countCalls(prototype: object): void {
  for (const name of [...Object.getOwnPropertyNames(prototype), 'alarm']) {
    const method = Reflect.get(prototype, name, Object.create(null)) as unknown;
    if (name === 'constructor' || typeof method !== 'function') continue;
    Object.defineProperty(prototype, name, {
      configurable: true,
      value(this: unknown, ...args: unknown[]) {
        usage.objectRequests += 1;
        return method.apply(this, args) as unknown;
      },
    });
  }
}

countCalls(Ledger.prototype);
countCalls(DeliveryQueue.prototype);
countCalls(Sender.prototype);

class CountedLedger extends Ledger {
  constructor(context: DurableObjectState, env: ConstructorParameters<typeof Ledger>[1]) {
    startCounting(context.storage, env.ARTICLES);
    super(context, env);
  }
}

class CountedQueue extends DeliveryQueue {
  constructor(context: DurableObjectState, env: ConstructorParameters<typeof Ledger>[1]) {
    startCounting(context.storage, env.ARTICLES);
    super(context, env);
  }
}

export { CountedLedger as Ledger, CountedQueue as DeliveryQueue, Sender };

export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname === '/usage') {
      const counted = Response.json(usage);
      Object.assign(usage, NOTHING);
      return counted;
    }
    usage.workerRequests += 1;
    return await worker.fetch(request, env, context);
  },
} satisfies ExportedHandler<ConstructorParameters<typeof Ledger>[1]>;
