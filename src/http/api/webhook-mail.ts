/** An endpoint's messages wherever they are: at the Courier what arrived at once, in its Mailbox everything else. */

import { nameCourier } from '../../delivery/courier-name.ts';
import type { MessageRecord } from '../../delivery/message.ts';
import type { Env } from '../../env.ts';
import type { Result } from '../../failure.ts';
import { fail, succeed } from '../../failure.ts';
import type { Endpoint } from '../../ledger/webhooks/endpoints.ts';
import { buildTarget } from '../../ledger/webhooks/endpoints.ts';

type Carriers = Pick<Env, 'MAILBOX' | 'COURIER'>;

/** Newest first; `before` is the id of the last message of the page before. */
export async function listMessages(
  env: Carriers,
  endpointId: string,
  limit: number,
  before: string | null,
): Promise<MessageRecord[]> {
  // The Courier first: what it passes on to the Mailbox in between is in both then, and never in neither.
  const courier = env.COURIER.getByName(nameCourier(endpointId));
  const arrived = await courier.listMessages(endpointId, limit, before);
  const kept = await env.MAILBOX.getByName(endpointId).listMessages(limit, before);
  // What was sent again is in both; the Mailbox knows more of it.
  const known = new Set(kept.map(({ id }) => id));
  return [...kept, ...arrived.filter(({ id }) => !known.has(id))]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, limit);
}

/** Sends a message once more, now, wherever it is. */
export async function retryMessage(
  env: Carriers,
  endpoint: Endpoint,
  messageId: string,
): Promise<Result<null>> {
  const mailbox = env.MAILBOX.getByName(endpoint.id);
  const retried = await mailbox.retryMessage(messageId);
  if (retried.ok || retried.failure.code !== 'message_not_found') return retried;
  const courier = env.COURIER.getByName(nameCourier(endpoint.id));
  const first = await courier.findFirstAttempt(endpoint.id, messageId);
  switch (first?.kind) {
    case undefined:
      return retried;
    case 'pending':
      // The attempt that is under way, or about to be made, is the one that is asked for.
      return endpoint.state === 'active' ? succeed(null) : fail({ code: 'webhook_not_active' });
    case 'erased':
      return fail({ code: 'message_erased' });
    case 'delivered':
      return await mailbox.repeat(buildTarget(endpoint), first.delivered);
  }
}
