/** Waiting for what is to come, on a machine that may have other things to do. */

/** Of any test, and of no machine: nothing that comes at all takes longer. */
const LIMIT_MS = 60_000;
const INTERVAL_MS = 10;

/** The real ones: a test may have others, and its clock does not move while it waits here. */
const { setTimeout } = globalThis;

/** Resolves once an assertion holds; rejects with what it says when it never does. */
export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  for (const end = performance.now() + LIMIT_MS; ; ) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}
