/** Asking a callback whether it wants what somebody asked for in its name, or telling it that it cannot be (§5.3, §5.2). */

import { percentEncode } from '../article/web-url.ts';
import type { LastCall } from '../delivery/post.ts';
import { readAnswerStart, waitUntilAbort } from '../delivery/post.ts';

/** As long as a delivery may take. */
const CHALLENGE_TIMEOUT_MS = 15_000;
/** 256 bits: nobody guesses what they were not sent. */
export const CHALLENGE_BYTES = 32;

/** The part of the platform's `fetch` that verification needs. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What a callback is asked to confirm (W3C WebSub §5.3). */
export interface Challenge {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly topicUrl: string;
  readonly callback: string;
  /** Random, used once. */
  readonly challenge: string;
  readonly leaseSeconds: number;
}

/** Random bytes as lower-case hexadecimal, which no receiver escapes or wraps. */
export function formatChallenge(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The callback with the hub's parameters after its own query, which stays as it is, byte for byte. */
export function buildCallbackUrl(callback: string, parameters: Readonly<Record<string, string>>): string {
  const added = Object.entries(parameters).map(([name, value]) => `${name}=${percentEncode(value)}`);
  return `${callback}${callback.includes('?') ? '&' : '?'}${added.join('&')}`;
}

/**
 * True where the callback confirms: 2xx, and a body that is the challenge and nothing else. A redirect, another
 * body, silence and a broken connection are all refusals.
 */
export async function verifyIntent(fetch: Fetch, asked: Challenge): Promise<boolean> {
  const { mode, topicUrl, callback, challenge, leaseSeconds } = asked;
  const url = buildCallbackUrl(callback, {
    'hub.mode': mode,
    'hub.topic': topicUrl,
    'hub.challenge': challenge,
    ...(mode === 'subscribe' ? { 'hub.lease_seconds': String(leaseSeconds) } : {}),
  });
  try {
    const signal = AbortSignal.timeout(CHALLENGE_TIMEOUT_MS);
    const response = await waitUntilAbort(fetch(url, { redirect: 'manual', signal }), signal);
    if (!response.ok) {
      response.body?.cancel().catch(() => {});
      return false;
    }
    return (await readAnswerStart(response, signal)) === challenge;
  } catch {
    return false;
  }
}

/** What a callback is told that has no subscription, or none any more. */
export interface Denial {
  readonly topicUrl: string;
  readonly callback: string;
  /** In words for whoever runs the subscriber. */
  readonly reason: string;
}

/** The hub's name where it asks and says no. */
export const HUB_USER_AGENT = 'Gazette-WebSub/1.0';

/** What tells a callback that there is no such subscription, or none any more (§5.2). */
export function buildDenial({ topicUrl, callback, reason }: Denial): LastCall {
  const url = buildCallbackUrl(callback, {
    'hub.mode': 'denied',
    'hub.topic': topicUrl,
    'hub.reason': reason,
  });
  return { url, userAgent: HUB_USER_AGENT };
}
