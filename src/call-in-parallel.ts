/** Calls that do not depend on each other. */

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
