// @ts-check
/** What the command tells its user and ends with: expected failures, told without a stack. */

/** A mistake in how the command was called: told with the way to its help, exit code 2. */
export class UsageError extends Error {}

/** Something that went wrong as it may: a file, an answer of the service. Exit code 1. */
export class UserError extends Error {}

/** What was thrown, in words.
 * @param {unknown} thrown
 * @returns {string} */
export function describeThrown(thrown) {
  if (!(thrown instanceof Error)) return String(thrown);
  const { cause } = thrown;
  // fetch says no more than "fetch failed"; what failed is in its cause.
  if (cause instanceof Error)
    return `${thrown.message} (${cause.message || String(Reflect.get(cause, 'code'))})`;
  return thrown.message;
}
