/** Waiting for something that may never come. */

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
