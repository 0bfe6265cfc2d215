/** What is answered where something was thrown. */

import { BodyCutShort } from './api/body.ts';
import type { AppContext } from './app-routes.ts';
import { answerFailure } from './problem.ts';

/** Time for a restart, or for somebody to make room on the disk. */
const RETRY_AFTER_FAULT_SECONDS = 30;

/** Answers a client's end in the middle of a body, a platform that fails, and bugs; the latter two are logged. */
export function answerFault(error: Error, c: AppContext): Response {
  if (error instanceof BodyCutShort) return answerFailure({ code: 'body_cut_short' });
  console.error(
    JSON.stringify({ event: 'request_failed', path: c.req.routePath, error: String(error.stack) }),
  );
  return answerFailure(
    isPlatformFault(error)
      ? { code: 'storage_unavailable', retryAfterSeconds: RETRY_AFTER_FAULT_SECONDS }
      : { code: 'internal_error' },
  );
}

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
