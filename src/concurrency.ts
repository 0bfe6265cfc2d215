/** Work that goes on at the same time as other work: side by side, no longer than a limit, never twice at once. */

/** Calls for every item, `parallel` at a time; gives back the items whose call failed. */
export async function callInParallel<T>(
  items: readonly T[],
  parallel: number,
  call: (item: T) => Promise<void>,
): Promise<T[]> {
  const failed: T[] = [];
  const queue = items.values();
  const work = async () => {
    for (const item of queue) {
      try {
        await call(item);
      } catch {
        failed.push(item);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, work));
  return failed;
}

/**
 * What `work` resolves to, or null where it takes longer than `limitMs`; it then goes on, and what becomes of it is
 * nobody's concern unless the caller keeps it. Rejects as `work` does within the limit.
 */
export async function waitAtMost<T>(
  limitMs: number,
  work: Promise<T>,
): Promise<{ readonly value: T } | null> {
  const { promise: end, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), limitMs);
  try {
    return await Promise.race([work.then((value) => ({ value })), end]);
  } finally {
    // Nothing is kept awake by a limit that was not needed.
    clearTimeout(timer);
  }
}

/** Work that must not run twice at a time, and of which one more run is enough for everybody who asked meanwhile. */
export class SingleFlight {
  readonly #work: () => Promise<void>;
  #current: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Resolves once a run that began after this call is over. */
  run(): Promise<void> {
    if (this.#current === null) {
      this.#current = this.#work().finally(() => {
        this.#current = null;
      });
      return this.#current;
    }
    this.#next ??= this.#current
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.run();
      });
    return this.#next;
  }
}
