/** The service beside its door: with bindings of one's own, and until what it goes on with behind its answer is done. */

import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import worker from '../../src/index.ts';

/** Sends a request; the answer is there once it was read and nothing goes on. */
export async function sendBound(request: Request, bindings: object = env): Promise<Response> {
  const context = createExecutionContext();
  const response = await worker.fetch(
    request as Request<unknown, IncomingRequestCfProperties>,
    bindings as typeof env,
    context,
  );
  const text = await response.text();
  await waitOnExecutionContext(context);
  return new Response(text === '' ? null : text, response);
}
