// @ts-check
/** Several things at a time. */

/**
 * Runs `work` on every item, at most `width` at once, beginning in their order. Where it throws, nothing more is
 * begun and, when what runs has ended, the first error is thrown.
 *
 * @template T
 * @param {readonly T[]} items
 * @param {number} width
 * @param {(item: T) => Promise<void>} work
 */
export async function runPool(items, width, work) {
  const left = items.values();
  /** @type {{ thrown: unknown }[]} */
  const errors = [];
  const runWorker = async () => {
    // All workers take from the same iterator, so each item is taken once.
    for (const item of left) {
      try {
        await work(item);
      } catch (thrown) {
        errors.push({ thrown });
      }
      if (errors.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, runWorker));
  if (errors[0] !== undefined) throw errors[0].thrown;
}
