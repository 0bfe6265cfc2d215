/** Messages as one POST to their endpoint, for Mailboxes and Couriers alike. */

import type { Settings } from '../settings.ts';
import type { AttemptOutcome } from './attempt.ts';
import { ATTEMPT_TIMEOUT_MS, refuseToSend, sendAttempt } from './attempt.ts';
import type { EndpointTarget } from './endpoint.ts';
import type { OutgoingMessage, PreparedRequest } from './format/format.ts';
import { findAdapter } from './format/formats.ts';
import type { CheckedTarget } from './target.ts';
import { checkTarget } from './target.ts';

const UNBUILDABLE = 'The message could not be put into the form of this service.';

/** Whether an address may be called, by the rules as they are now. */
export function checkAddress(
  url: string,
  { allowPrivateTargets, publicUrl }: Pick<Settings, 'allowPrivateTargets' | 'publicUrl'>,
): CheckedTarget {
  return checkTarget(url, { allowPrivate: allowPrivateTargets, ownHosts: [new URL(publicUrl).host] });
}

/** Builds and signs the request; null: it cannot be built. */
export function buildRequest(
  messages: readonly OutgoingMessage[],
  target: EndpointTarget,
  { title, timezone }: Pick<Settings, 'title' | 'timezone'>,
): Promise<PreparedRequest | null> {
  const context = { endpoint: target, now: Date.now(), publicationTitle: title, timezone };
  return findAdapter(target.format)
    .build(messages, context)
    .catch(() => null);
}

/** Makes the POST. Never throws: whatever goes wrong is in the outcome. */
export async function sendRequest(
  request: PreparedRequest | null,
  { format }: Pick<EndpointTarget, 'format'>,
): Promise<AttemptOutcome> {
  if (request === null) return refuseToSend(Date.now(), UNBUILDABLE);
  return await sendAttempt(request, findAdapter(format), {
    // The platform's fetch refuses to be called as a method of anything else.
    fetch: (url, init) => fetch(url, init),
    timeoutMs: ATTEMPT_TIMEOUT_MS,
    now: () => Date.now(),
  });
}
