/**
 * What a subscriber may ask of the hub, read and checked (W3C WebSub §5.1): the same words always read the same. And how
 * long a subscription lasts, and how many there may be.
 */

import type { TargetRules } from '../delivery/target.ts';
import { checkTarget } from '../delivery/target.ts';
import type { Result } from '../failure.ts';
import { fail, failField, succeed } from '../failure.ts';
import type { Topic } from './topic.ts';
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

/** What a subscriber has shown to want: the lease as it begins or is renewed. */
export interface LeaseRequest {
  readonly topic: Topic;
  /** The address that is called, whole; with the topic it is the subscription's identity. */
  readonly callback: string;
  /** Signs what is sent; null: nothing is signed. */
  readonly secret: string | null;
  /** Within the bounds below. */
  readonly leaseSeconds: number;
}

/** Shorter leases would be renewed more often than feeds change. */
const MIN_LEASE_SECONDS = 300;
/** No lease is for good: a callback that nobody renews is forgotten within a month. */
export const MAX_LEASE_SECONDS = 30 * 86_400;
/** "A good default" (W3C WebSub §5.1). */
const DEFAULT_LEASE_SECONDS = 10 * 86_400;

/** All subscriptions together: as many as one change reaches within minutes. */
const MAX_LEASES = 5_000;
/** One host's part of them, so that nobody takes all. */
const MAX_LEASES_OF_HOST = 500;
/** Where there is no room: leases end every day, so a later attempt may find some. */
const RETRY_AFTER_SECONDS = 3_600;

/** The lease that is granted for a wish; null: none was given. */
function clampLease(seconds: number | null): number {
  if (seconds === null) return DEFAULT_LEASE_SECONDS;
  return Math.min(Math.max(seconds, MIN_LEASE_SECONDS), MAX_LEASE_SECONDS);
}

/** Whether one more subscription fits; fails where there are too many. */
export function admitLease(there: { readonly total: number; readonly ofHost: number }): Result<null> {
  if (there.total < MAX_LEASES && there.ofHost < MAX_LEASES_OF_HOST) return succeed(null);
  return fail({
    code: there.total < MAX_LEASES ? 'too_many_subscriptions_of_host' : 'too_many_subscriptions',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

/** Requests about one callback host a minute: whoever fills in a form must not aim this hub at others. */
export const MAX_CALLBACK_REQUESTS = 10;

/** Whose server is called: the callback's host, each spelling counted as one. */
export function nameCallbackHost(callback: string): string {
  const { hostname, port } = new URL(callback);
  const name = hostname.replace(/\.$/, '');
  return port === '' ? name : `${name}:${port}`;
}
