/** What a subscriber may ask of the hub, read and checked (W3C WebSub §5.1): the same words always read the same. */

import type { TargetRules } from '../delivery/target.ts';
import { checkTarget } from '../delivery/target.ts';
import type { LeaseRequest } from './lease.ts';
import { clampLease } from './lease.ts';
import { readTopic } from './topic.ts';

/** The secret "MUST be less than 200 bytes in length". */
export const MAX_SECRET_BYTES = 199;

/** Parameters that decide something; all others are ignored, as the standard has it. */
const KNOWN = ['hub.mode', 'hub.topic', 'hub.callback', 'hub.secret', 'hub.lease_seconds'] as const;

/** `publish` needs no doing: this hub is its own publisher and knows of every change. */
export type HubRequest =
  | ({ readonly mode: 'subscribe' | 'unsubscribe' } & LeaseRequest)
  | { readonly mode: 'publish' };

/** The request, or a sentence for whoever writes the subscriber. */
export type ReadHubRequest =
  | { readonly ok: true; readonly value: HubRequest }
  | { readonly ok: false; readonly detail: string };

/** Reads a form. Nothing is fetched and nothing looked up: an unknown slug is found by the ledger. */
export function readHubRequest(
  form: URLSearchParams,
  rules: TargetRules & { readonly publicUrl: string },
): ReadHubRequest {
  const repeated = KNOWN.find((name) => form.getAll(name).length > 1);
  if (repeated !== undefined) return refuse(`${repeated} may be given once.`);
  const mode = form.get('hub.mode');
  if (mode === 'publish') return { ok: true, value: { mode } };
  if (mode !== 'subscribe' && mode !== 'unsubscribe') {
    return refuse('hub.mode must be subscribe or unsubscribe.');
  }
  const topic = readTopic(form.get('hub.topic') ?? '', rules.publicUrl);
  if (topic === null) {
    return refuse('hub.topic must be the rel="self" address of a feed of this service that names this hub.');
  }
  const target = checkTarget(form.get('hub.callback') ?? '', rules);
  if (!target.ok) return refuse(`hub.callback: ${target.detail}`);
  const secret = form.get('hub.secret') || null;
  if (secret !== null && new TextEncoder().encode(secret).length > MAX_SECRET_BYTES) {
    return refuse(`hub.secret must have at most ${MAX_SECRET_BYTES} bytes.`);
  }
  const lease = form.get('hub.lease_seconds') || null;
  if (lease !== null && !/^\d+$/.test(lease)) {
    return refuse('hub.lease_seconds must be a whole number of seconds.');
  }
  const leaseSeconds = clampLease(lease === null ? null : Number(lease));
  return { ok: true, value: { mode, topic, callback: target.value.href, secret, leaseSeconds } };
}

function refuse(detail: string): ReadHubRequest {
  return { ok: false, detail };
}
