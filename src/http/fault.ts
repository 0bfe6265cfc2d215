/** What is answered where something was thrown. */

import type { AppContext } from './app-routes.ts';
import { BodyCutShort } from './body-stream.ts';
import { isPlatformFault } from './platform-fault.ts';
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
