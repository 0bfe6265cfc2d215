/** Exceptions that are no bug of ours: an object or its storage that fails or does not answer. */

/** How workerd names what it does not explain to the caller; such errors carry no other mark. */
const UNEXPLAINED = /^internal error(; reference = \w+)?$/;

/**
 * True for what the platform throws in place of an object's answer: it was reset, as when its disk is full, is
 * overloaded, or may be asked again (developers.cloudflare.com/durable-objects/best-practices/error-handling).
 */
export function isPlatformFault(error: Error): boolean {
  const marks = ['durableObjectReset', 'overloaded', 'retryable'] as const;
  return marks.some((mark) => Reflect.get(error, mark) === true) || UNEXPLAINED.test(error.message);
}
