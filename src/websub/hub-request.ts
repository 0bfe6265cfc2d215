/** What a subscriber may ask of the hub, read and checked (W3C WebSub §5.1): the same words always read the same. */

import type { TargetRules } from '../delivery/target.ts';
import { checkTarget } from '../delivery/target.ts';
import type { Result } from '../failure.ts';
import { failField, succeed } from '../failure.ts';
import type { LeaseRequest } from './lease-rules.ts';
import { clampLease } from './lease-rules.ts';
import { readTopic } from './topic.ts';

/** The secret "MUST be less than 200 bytes in length". */
const MAX_SECRET_BYTES = 199;

/** Parameters that decide something; all others are ignored, as the standard has it. */
const KNOWN = ['hub.mode', 'hub.topic', 'hub.callback', 'hub.secret', 'hub.lease_seconds'] as const;

/** `publish` needs no doing: this hub is its own publisher and knows of every change. */
export type HubRequest =
  | ({ readonly mode: 'subscribe' | 'unsubscribe' } & LeaseRequest)
  | { readonly mode: 'publish' };

/** Reads a form. Nothing is fetched and nothing looked up: an unknown slug is found by the ledger. */
export function readHubRequest(
  form: URLSearchParams,
  rules: TargetRules & { readonly publicUrl: string },
): Result<HubRequest> {
  const repeated = KNOWN.find((name) => form.getAll(name).length > 1);
  if (repeated !== undefined) return failField(repeated, { code: 'repeated' });
  const mode = form.get('hub.mode');
  if (mode === 'publish') return succeed({ mode });
  if (mode !== 'subscribe' && mode !== 'unsubscribe') {
    return failField('hub.mode', { code: 'not_hub_mode' });
  }
  const topic = readTopic(form.get('hub.topic') ?? '', rules.publicUrl);
  if (topic === null) return failField('hub.topic', { code: 'not_topic' });
  const target = checkTarget(form.get('hub.callback') ?? '', rules);
  if (!target.ok) return failField('hub.callback', target.violation);
  const secret = form.get('hub.secret') || null;
  if (secret !== null && new TextEncoder().encode(secret).length > MAX_SECRET_BYTES) {
    return failField('hub.secret', { code: 'too_many_bytes', maxBytes: MAX_SECRET_BYTES });
  }
  const lease = form.get('hub.lease_seconds') || null;
  if (lease !== null && !/^\d+$/.test(lease)) {
    return failField('hub.lease_seconds', { code: 'not_whole_seconds' });
  }
  const leaseSeconds = clampLease(lease === null ? null : Number(lease));
  return succeed({ mode, topic, callback: target.value.href, secret, leaseSeconds });
}
